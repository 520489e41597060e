"""A question, read in three stages: its words, the names in them, and what of it was missed.

May touch: a lexicon. Must not know: intents, or whether what was read is enough for an answer.
"""

from typing import TYPE_CHECKING, NamedTuple

from causal_compute.grounding.document import Lexicon
from causal_compute.grounding.exact import Found, covered, names_in, read, unread
from causal_compute.grounding.normalise import Token, is_han
from causal_compute.grounding.phonetic import from_pinyin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from causal_compute.grounding.misspelt import Offer

__all__ = ["Reading", "reading"]


class Reading(NamedTuple):
    """The `words` of a question and the names `found` in them.

    `missed` are the places of words that say something which was not understood; `unnamed` are those among
    them that the thesis has in other names. `near` are the names that misspelt words came near to.
    """

    question: str
    words: list[Token]
    found: list[Found]
    missed: set[int]
    unnamed: set[int]
    near: "Sequence[Offer]"


def reading(question: str, lexicon: Lexicon) -> Reading:
    """Return `question` as it is read, stage by stage: each stage has only what the one before has left.

    A word that the thesis knows is not misspelt; but a Chinese character is no word, and may be known from
    another one.
    """
    words = read(question, lexicon)
    words = from_pinyin(words, covered(names_in(question, words, lexicon)), lexicon)
    found = names_in(question, words, lexicon)
    strange, missed = unread(words, covered(found), lexicon)
    near: list[Offer] = []
    doubtful = strange | {place for place in missed if is_han(words[place].stem)}
    if doubtful:
        from causal_compute.grounding.misspelt import repaired  # noqa: PLC0415 - rapidfuzz: only for a slip

        words, found, near = repaired(words, found, doubtful, lexicon)
        strange, missed = unread(words, covered(found), lexicon)
    return Reading(question, words, found, missed, missed - strange, near)
