"""Stage 1: the names that stand in a question, letter by letter. The longest win; all are kept, in order.

May touch: a lexicon. Must not know: misspellings, intents.

English names begin and end at words, Chinese ones at any character, so "compute" is not in "computers'" and
推理成本 is in 为什么推理成本下降.
"""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from causal_compute.grounding.document import Lexicon
from causal_compute.grounding.normalise import Token, is_han, tokens

__all__ = ["Found", "burden", "covered", "framing", "names_in", "read", "runs", "unread", "weight"]

STAGES = ("exact", "pinyin", "traditional")
STAGES = ("exact", "pinyin", "traditional")
WIDEST = 24  # tokens in the longest name or id that is looked for


class Found(NamedTuple):
    """Tokens `first` up to `last` (excluded) name `ids`; `opposite` if they name its falling."""

    first: int
    last: int
    ids: tuple[str, ...]
    opposite: bool = False
    stage: str = "exact"
    score: float = 1.0


def read(question: str, lexicon: Lexicon) -> list[Token]:
    """Return the question's tokens, traditional characters as the simplified ones that the lexicon has."""
    script = lexicon["script"]
    return [
        token._replace(stem=script[token.stem], stage="traditional") if token.stem in script else token
        for token in tokens(question)
    ]


def names_in(question: str, words: Sequence[Token], lexicon: Lexicon) -> list[Found]:
    """Return the names in `words`, the tokens of `question`, in order.

    An id counts only as it is written, hyphens and all, and then before any name. A name that also frames
    questions ("what is the bottleneck of robots") counts only where there is no other.
    """
    stems = [word.stem for word in words]

    def named(first: int, last: int) -> Found | None:
        written = question[words[first].start : words[last - 1].end].casefold()
        if "-" in written and written in lexicon["ids"]:
            return Found(first, last, (written,))
        name = "".join(stems[first:last])
        ids, opposites = lexicon["names"].get(name, []), lexicon["opposites"].get(name, [])
        if ids or opposites:
            stage = max((word.stage for word in words[first:last]), key=STAGES.index)
            senses = tuple(dict.fromkeys([*ids, *opposites]))
            return Found(first, last, senses, opposite=not ids, stage=stage)
        return Found(first, last, (written,)) if written in lexicon["ids"] else None

    found = _longest(len(words), named)
    telling = [hit for hit in found if "".join(stems[hit.first : hit.last]) not in lexicon["frames"]]
    return telling or found


def _longest(count: int, named: Callable[[int, int], Found | None]) -> list[Found]:
    """Return what `named` finds in windows of `count` tokens: widest first, none overlapping, in order."""
    hits = [
        found
        for first in range(count)
        for last in range(first + 1, min(count, first + WIDEST) + 1)
        if (found := named(first, last)) is not None
    ]
    taken: set[int] = set()
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        places = range(hit.first, hit.last)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(hit)
    return sorted(kept)


def covered(found: Sequence[Found]) -> set[int]:
    """Return the places of all tokens that belong to a name."""
    return {place for hit in found for place in range(hit.first, hit.last)}


def framing(words: Sequence[Token], taken: Collection[int], lexicon: Lexicon) -> list[Found]:
    """Return the words that frame the question, among those that are not `taken`; they name nothing."""
    frames = frozenset(lexicon["frames"])
    stems = ["" if place in taken else word.stem for place, word in enumerate(words)]

    def frame(first: int, last: int) -> Found | None:
        free = all(stems[first:last]) and "".join(stems[first:last]) in frames
        return Found(first, last, ()) if free else None

    return _longest(len(words), frame)


def unread(words: Sequence[Token], taken: Collection[int], lexicon: Lexicon) -> tuple[set[int], set[int]]:
    """Return the places of the words that neither are `taken` nor frame a question, if they say something.

    First those that the thesis has not at all (they may be misspelt); then with them those that it has only
    within names: in "memory gets scarce" a name was not understood. A number is never among them; a Chinese
    character is known by its pair with a neighbour.
    """
    strange = _left(words, taken, lexicon, lexicon["words"] + lexicon["parts"])
    return strange, _left(words, taken, lexicon, lexicon["words"])


def _left(words: Sequence[Token], taken: Collection[int], lexicon: Lexicon, vocabulary: str) -> set[int]:
    stems = ["" if place in taken else word.stem for place, word in enumerate(words)]
    left = set(range(len(words))) - set(taken) - covered(framing(words, taken, lexicon))

    def known(place: int) -> bool:
        before, here, after = ["", *stems, ""][place : place + 3]
        if not is_han(here):
            return here.isdigit() or f" {here} " in vocabulary
        pairs = (before + here, here + after)
        return any(len(pair) == 2 and f" {pair} " in vocabulary for pair in pairs)

    return {place for place in left if not known(place)}


def weight(words: Sequence[Token], places: Collection[int]) -> int:
    """Return how much the tokens at `places` say: 1 for a Chinese character, 2 for any other word."""
    return sum(1 if is_han(words[place].stem) else 2 for place in places)


def burden(words: Sequence[Token], missed: Collection[int], names: Collection[int]) -> int:
    """Return how much the words at the places `missed` say against the names that were found.

    That is their `weight`, but a lone Chinese character is half of a word and counts for both halves; one
    that touches a name is likely to make another word of it (计算力学 is not about 计算力), and counts 3.
    """
    chinese = {place for place in names if is_han(words[place].stem)}
    lone = [run for run in runs(missed) if len(run) == 1 and is_han(words[run.start].stem)]
    touching = [run for run in lone if chinese & {run.start - 1, run.stop}]
    return weight(words, missed) + len(lone) + len(touching)


def runs(places: Collection[int]) -> list[range]:
    """Return `places` as runs of neighbours, in order.

    >>> runs({1, 2, 5})
    [range(1, 3), range(5, 6)]
    """
    found: list[range] = []
    for place in sorted(places):
        if found and found[-1].stop == place:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found
