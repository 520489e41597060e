"""What a question that is not understood may have meant: near names, best first.

May touch: a lexicon. Must not know: how names are matched with confidence.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log

from causal_compute.grounding.document import Lexicon, NearMiss
from causal_compute.grounding.normalise import Token, is_han, tokens
from causal_compute.grounding.reading import Reading

__all__ = ["near_misses"]

OFFERED = 5
SHARED = 0.34  # the least share of words in common that is worth an offer
GLOSS = 0.6  # what a definition's words count beside a name's

Candidate = tuple[str, str, float]  # variable, the name that came near, how near


def near_misses(read: Reading, lexicon: Lexicon) -> list[NearMiss]:
    """Return up to five variables that the question may have meant, best first, applications before others.

    Names found but not sure, names that came near in letters, names that share words with the question, and
    variables whose definition does.
    """
    candidates = [
        *_named(read, lexicon),
        *((variable, near.name, near.score) for near in read.near for variable in _ids(near.name, lexicon)),
        *_sharing(read.words, lexicon),
        *_defined(read.words, lexicon),
    ]
    best: dict[str, tuple[float, str]] = {}
    for variable, name, score in candidates:
        best[variable] = max(best.get(variable, (0.0, "")), (score, lexicon["spelt"].get(name, name)))

    def rank(variable: str) -> tuple[float, bool, str]:
        return -best[variable][0], lexicon["kinds"][variable] != "application", variable

    return [_offer(variable, *best[variable], lexicon) for variable in sorted(best, key=rank)[:OFFERED]]


def _offer(variable: str, score: float, matched: str, lexicon: Lexicon) -> NearMiss:
    return {
        "id": variable,
        "label": lexicon["labels"][variable],
        "matched": matched,
        "score": round(score, 3),
    }


def _ids(name: str, lexicon: Lexicon) -> list[str]:
    return [*lexicon["names"].get(name, []), *lexicon["opposites"].get(name, [])]


def _named(read: Reading, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield the names that were found, ambiguous or not."""
    for hit in read.found:
        name = "".join(word.stem for word in read.words[hit.first : hit.last])
        for named in hit.ids:
            yield lexicon["ids"].get(named, ["", named])[1], name, hit.score


def _sharing(words: Sequence[Token], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield the names that have words in common with the question (Dice, of words and character pairs)."""
    asked = _asked(words, lexicon)
    for name in (*lexicon["names"], *lexicon["opposites"]):
        pieces = _pieces([token.stem for token in tokens(lexicon["spelt"].get(name, name))])
        shared = 2 * len(pieces & asked) / (len(pieces) + max(1, min(len(asked), 2 * len(pieces))))
        if shared >= SHARED:
            yield from ((variable, name, min(shared, 0.99)) for variable in _ids(name, lexicon))


def _defined(words: Sequence[Token], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield the variables whose definition has the question's rarer words (by inverse document frequency)."""
    asked = _asked(words, lexicon)
    glosses = {variable: set(gloss.split()) & asked for variable, gloss in lexicon["glosses"].items()}
    spread = Counter(piece for shared in glosses.values() for piece in shared)
    telling = {piece: log(1 + len(glosses) / (1 + spread[piece])) for piece in asked}
    whole = sum(telling.values())
    for variable, shared in glosses.items():
        if shared:
            yield (
                variable,
                lexicon["labels"][variable]["en"],
                GLOSS * sum(telling[piece] for piece in shared) / whole,
            )


def _asked(words: Sequence[Token], lexicon: Lexicon) -> set[str]:
    """Return the words and character pairs of a question that are not there to frame it."""
    return _pieces([word.stem for word in words]) - frozenset(lexicon["frames"])


def _pieces(stems: Sequence[str]) -> set[str]:
    """Return words and pairs of neighbouring Chinese characters."""
    pairs = {a + b for a, b in pairwise(stems) if is_han(a) and is_han(b)}
    return pairs | {stem for stem in stems if not is_han(stem)}
