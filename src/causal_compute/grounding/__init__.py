"""Words, Chinese or English, to variables and an intent. Never a silent guess.

May touch: a lexicon. Must not know: what the answers are.

Three stages, each for what the one before has left: names letter by letter (any script), pinyin, slips of
spelling. A question is `certain` only where each of its names means one variable, and where what it says beside
them, unknown to the thesis, weighs less than they do: "why agents now" is, "what is the capital of France" is
not, though "capital" may well be a name. All else is offered, and answered only when it is asked again.

Importing this costs next to nothing: no rapidfuzz, opencc, pypinyin or yaml, and no regular expression.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from causal_compute.errors import UsageError
from causal_compute.grounding.exact import burden, covered, names_in, read, runs, unknown, weight
from causal_compute.grounding.intents import falls, intent_of
from causal_compute.grounding.normalise import is_han
from causal_compute.grounding.phonetic import from_pinyin

if TYPE_CHECKING:
    from typing import Literal

    from causal_compute.grounding.document import Entity, Grounding, Intent, Lexicon, NearMiss
    from causal_compute.grounding.exact import Found
    from causal_compute.grounding.misspelt import Offer
    from causal_compute.grounding.normalise import Token

    Asked = Intent | Literal[""] | None  # "": something that no answer is made for

__all__ = ["LONGEST", "Entity", "Grounding", "Intent", "Lexicon", "ground"]

LONGEST = 1000  # characters in a question; what is longer is a text
UPSTREAM = ("application", "entity", "factor", "constraint", "root")


def ground(question: str, lexicon: "Lexicon") -> "Grounding":
    """Return what `question` asks and of what, as far as that is certain.

    Raises:
        UsageError: the question is longer than any question.

    """
    if len(question) > LONGEST:
        raise UsageError(f"a question of {len(question)} characters; ask in at most {LONGEST}")
    words = read(question, lexicon)
    words = from_pinyin(words, covered(names_in(question, words, lexicon)), lexicon)
    found = names_in(question, words, lexicon)
    near: list[Offer] = []
    strange = unknown(words, covered(found), lexicon)
    if strange:
        from causal_compute.grounding.misspelt import repaired  # noqa: PLC0415 - rapidfuzz: only for a slip

        words, found, near = repaired(words, found, strange, lexicon)
        strange = unknown(words, covered(found), lexicon)
    asked = intent_of(words, found, lexicon)
    entities = _entities(question, words, found, lexicon, asked)
    certain = _certain(words, found, strange, asked, entities)
    return {
        "intent": _intent(asked, entities),
        "entities": entities,
        "near_misses": [] if certain else _offered(words, found, near, lexicon),
        "language": _language(words, found),
        "certain": certain,
        "unread": [question[words[r.start].start : words[r.stop - 1].end] for r in runs(strange)],
    }


def _certain(
    words: "Sequence[Token]",
    found: "Sequence[Found]",
    strange: set[int],
    asked: "Asked",
    entities: "Sequence[Entity]",
) -> bool:
    """Report whether every name means one variable and the unknown words weigh less than the names."""
    one_each = all(len(hit.ids) == 1 for hit in found)
    answerable = asked != "" and (asked != "compare" or len(entities) > 1)
    names = covered(found)
    return one_each and answerable and burden(words, strange, names) < weight(words, names)


def _intent(asked: "Asked", entities: "Sequence[Entity]") -> "Intent":
    """Return the intent; bare names are compared, a bare claim asks for its evidence, all else asks why."""
    if asked:
        return asked
    if asked is None and len(entities) > 1:
        return "compare"
    return "evidence" if entities and entities[0]["kind"] == "claim" else "why"


def _entities(
    question: str,
    words: "Sequence[Token]",
    found: "Sequence[Found]",
    lexicon: "Lexicon",
    asked: "Asked",
) -> "list[Entity]":
    """Return the variables named, each once, in the order in which they are to be answered.

    That is their order in the question; a trace runs from what is later in the causal flow to its cause.
    """
    falling = falls(words, found, lexicon) if asked not in {"why-not", "compare"} else set()
    entities: dict[str, Entity] = {}
    for index, hit in enumerate(found):
        if len(hit.ids) == 1:
            entity = _entity(question, words, hit, lexicon)
            entity["opposite"] ^= index in falling
            entities.setdefault(entity["id"], entity)
    ordered = list(entities.values())
    if asked == "trace":
        ordered.sort(key=lambda entity: UPSTREAM.index(lexicon["kinds"][entity["id"]]))
    return ordered


def _entity(question: str, words: "Sequence[Token]", hit: "Found", lexicon: "Lexicon") -> "Entity":
    named = hit.ids[0]
    kind, variable = lexicon["ids"].get(named, ["variable", named])
    start, end = words[hit.first].start, words[hit.last - 1].end
    return {
        "id": variable,
        "kind": kind,  # type: ignore[typeddict-item]  # the lexicon writes no other
        "named": named,
        "opposite": hit.opposite,
        "matched": question[start:end],
        "start": start,
        "end": end,
        "stage": hit.stage,  # type: ignore[typeddict-item]  # the stages write no other
        "score": hit.score,
    }


def _offered(
    words: "Sequence[Token]", found: "Sequence[Found]", near: "Sequence[Offer]", lexicon: "Lexicon"
) -> "list[NearMiss]":
    from causal_compute.grounding.offers import near_misses  # noqa: PLC0415 - rapidfuzz: not for an answer

    return near_misses(words, found, near, lexicon)


def _language(words: "Sequence[Token]", found: "Sequence[Found]") -> "Literal['zh', 'en']":
    """Return the language of the words that frame the names, or of the names where nothing does."""
    framing = [word for place, word in enumerate(words) if place not in covered(found)] or words
    chinese = sum(is_han(word.stem) for word in framing)
    return "zh" if chinese and chinese >= len(framing) - chinese else "en"
