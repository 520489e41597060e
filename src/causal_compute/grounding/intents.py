"""What a question asks for, and which way it says that things move.

May touch: a lexicon. Must not know: how names were found.

A question is written out with "*" for its names, so that cues such as "what affects *" and "* … affects *"
can tell cause from effect; the first cue that fits decides (the order stands in `words.CUES`). Plain string
search: ten compiled regular expressions would take longer than all the rest of a warm answer.
"""

from collections.abc import Sequence
from typing import Literal

from causal_compute.grounding.document import Intent, Lexicon
from causal_compute.grounding.exact import Found, covered
from causal_compute.grounding.normalise import Token, is_han

__all__ = ["Asked", "falls", "intent_of", "outline"]

Asked = Intent | Literal[""] | None
"""An intent; "" where a question asks what no answer is made for; None where no cue says."""


def outline(stems: Sequence[str]) -> str:
    """Return `stems` as one text: words between blanks, Chinese characters close together.

    >>> outline(["why", "*", "now"]), outline(["为", "什", "么", "*"])
    (' why * now ', '为什么 * ')
    """
    return "".join(word if is_han(word) else f" {word} " for word in stems).replace("  ", " ")


def intent_of(words: Sequence[Token], found: Sequence[Found], lexicon: Lexicon) -> Asked:
    """Return the first intent of which a cue fits."""
    text = outline(masked(words, found))
    for intent, *cues in lexicon["cues"]:
        if any(_fits(cue, text) for cue in cues):
            return intent  # type: ignore[return-value]  # the lexicon is compiled from CUES
    return None


def masked(words: Sequence[Token], found: Sequence[Found]) -> list[str]:
    """Return the stems of `words` with one "*" for every name."""
    starts, names = {hit.first for hit in found}, covered(found)
    return [
        "*" if place in starts else word.stem
        for place, word in enumerate(words)
        if place in starts or place not in names
    ]


def _fits(cue: str, text: str) -> bool:
    """Report whether the parts of `cue` stand in `text` in their order; neighbours may share a blank."""
    place = 0
    for part in cue.split("…"):
        at = text.find(part, place)
        if at < 0:
            return False
        place = at + max(1, len(part) - 1)
    return True


def falls(words: Sequence[Token], found: Sequence[Found], lexicon: Lexicon) -> set[int]:
    """Return which of `found` (by index) a word of falling belongs to: "chip supply halts", "falling cost".

    A word of falling belongs to the name before it; in English, to the one right behind it.
    """
    falling, named = frozenset(lexicon["falling"]), covered(found)
    firsts = {hit.first: index for index, hit in enumerate(found)}
    lasts = [hit.last for hit in found]
    falls_: set[int] = set()
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + 4) + 1):
            if named.isdisjoint(range(first, last)) and "".join(w.stem for w in words[first:last]) in falling:
                before = sum(end <= first for end in lasts) - 1
                attributive = last in firsts and not is_han(words[first].stem)
                falls_.add(firsts[last] if attributive else max(before, 0))
    return falls_
