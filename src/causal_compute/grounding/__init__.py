"""Words, Chinese or English, to variables and an intent. Never a silent guess.

May touch: a lexicon. Must not know: what the answers are.

Three stages, each for what the one before has left: names letter by letter (any script), pinyin, slips of
spelling. A question is `certain` only where each of its names means one variable, and where what it says
beside them, unknown to the thesis, weighs less than they do: "why agents now" is, "what is the capital of
France" is not, though "capital" may well be a name. All else is offered, and answered when it is asked again.

Importing this costs next to nothing: no rapidfuzz, opencc, pypinyin or yaml, and no regular expression.
"""

from collections.abc import Sequence
from typing import Literal

from causal_compute.errors import UsageError
from causal_compute.grounding.document import Entity, Grounding, Intent, Lexicon, NearMiss
from causal_compute.grounding.exact import Found, burden, covered, runs, weight
from causal_compute.grounding.intents import Asked, falls, intent_of
from causal_compute.grounding.normalise import is_han
from causal_compute.grounding.reading import Reading, reading

__all__ = ["LONGEST", "Entity", "Grounding", "Intent", "Lexicon", "NearMiss", "ground"]

LONGEST = 1000  # characters in a question; what is longer is a text
UPSTREAM = ("application", "entity", "factor", "constraint", "root")


def ground(question: str, lexicon: Lexicon) -> Grounding:
    """Return what `question` asks and of what, as far as that is certain.

    Raises:
        UsageError: the question is longer than any question.

    """
    if len(question) > LONGEST:
        raise UsageError(f"a question of {len(question)} characters; ask in at most {LONGEST}")
    read = reading(question, lexicon)
    asked = intent_of(read.words, read.found, lexicon)
    entities = _entities(read, lexicon, asked)
    certain = _certain(read, asked, entities)
    words = read.words
    return {
        "intent": _intent(asked, entities),
        "entities": entities,
        "near_misses": [] if certain else _offered(read, lexicon),
        "language": _language(read),
        "certain": certain,
        "unread": [question[words[run.start].start : words[run.stop - 1].end] for run in runs(read.missed)],
    }


def _certain(read: Reading, asked: Asked, entities: Sequence[Entity]) -> bool:
    """Report whether every name means one variable and the words missed weigh less than the names.

    A comparison needs two variables. Where a change is followed through, no name may be missed at all: in
    "if memory gets scarce, what about on-device assistants" it would be the wrong thing that changes. And a
    word that was missed may be the one that says which way it changes, unless another does.
    """
    if asked == "" or (asked == "compare" and len(entities) < 2):
        return False
    if asked in {"what-if", "impact"} and read.unnamed:
        return False
    if asked == "what-if" and read.missed and not any(entity["opposite"] for entity in entities):
        return False
    names = covered(read.found)
    one_each = all(len(hit.ids) == 1 for hit in read.found)
    return one_each and burden(read.words, read.missed, names) < weight(read.words, names)


def _intent(asked: Asked, entities: Sequence[Entity]) -> Intent:
    """Return the intent; bare names are compared, a bare claim asks for its evidence, all else asks why."""
    if asked:
        return asked
    if asked is None and len(entities) > 1:
        return "compare"
    return "evidence" if entities and entities[0]["kind"] == "claim" else "why"


def _entities(read: Reading, lexicon: Lexicon, asked: Asked) -> list[Entity]:
    """Return the variables named, each once, in the order in which they are to be answered.

    That is their order in the question; a trace runs from what is later in the causal flow to its cause.
    """
    falling = falls(read.words, read.found, lexicon) if asked not in {"why-not", "compare"} else set()
    entities: dict[str, Entity] = {}
    for index, hit in enumerate(read.found):
        if len(hit.ids) == 1:
            entity = _entity(read, hit, lexicon)
            entity["opposite"] ^= index in falling
            entities.setdefault(entity["id"], entity)
    ordered = list(entities.values())
    if asked == "trace":
        ordered.sort(key=lambda entity: UPSTREAM.index(lexicon["kinds"][entity["id"]]))
    return ordered


def _entity(read: Reading, hit: Found, lexicon: Lexicon) -> Entity:
    named = hit.ids[0]
    kind, variable = lexicon["ids"].get(named, ["variable", named])
    start, end = read.words[hit.first].start, read.words[hit.last - 1].end
    return {
        "id": variable,
        "kind": kind,  # type: ignore[typeddict-item]  # the lexicon writes no other
        "named": named,
        "opposite": hit.opposite,
        "matched": read.question[start:end],
        "start": start,
        "end": end,
        "stage": hit.stage,  # type: ignore[typeddict-item]  # the stages write no other
        "score": hit.score,
    }


def _offered(read: Reading, lexicon: Lexicon) -> list[NearMiss]:
    from causal_compute.grounding.offers import near_misses  # noqa: PLC0415 - rapidfuzz: not for an answer

    return near_misses(read, lexicon)


def _language(read: Reading) -> Literal["zh", "en"]:
    """Return the language of the words that frame the names, or of the names where nothing does."""
    names = covered(read.found)
    framing = [word for place, word in enumerate(read.words) if place not in names] or read.words
    chinese = sum(is_han(word.stem) for word in framing)
    return "zh" if chinese and chinese >= len(framing) - chinese else "en"
