"""What a question that is not understood may have meant: near names, best first.

May touch: a lexicon. Must not know: how names are matched with confidence.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from causal_compute.grounding.document import Lexicon, NearMiss
from causal_compute.grounding.exact import Found
from causal_compute.grounding.misspelt import Offer
from causal_compute.grounding.normalise import Token, is_han, tokens

__all__ = ["near_misses"]

OFFERED = 5
SHARED = 0.34  # the least share of words in common that is worth an offer


def near_misses(
    words: Sequence[Token], found: Sequence[Found], near: Sequence[Offer], lexicon: Lexicon
) -> list[NearMiss]:
    """Return up to five variables that the question may have meant, best first, applications before others.

    Names found but not sure, names that came near in letters, and names that share words with the question.
    """
    best: dict[str, tuple[float, str]] = {}
    for variable, name, score in (
        *_named(words, found, lexicon),
        *_near(near, lexicon),
        *_sharing(words, lexicon),
    ):
        best[variable] = max(best.get(variable, (0.0, "")), (score, lexicon["spelt"].get(name, name)))

    def rank(variable: str) -> tuple[float, bool, str]:
        return -best[variable][0], lexicon["kinds"][variable] != "application", variable

    return [
        {
            "id": variable,
            "label": lexicon["labels"][variable],
            "matched": best[variable][1],
            "score": round(best[variable][0], 3),
        }
        for variable in sorted(best, key=rank)[:OFFERED]
    ]


def _named(
    words: Sequence[Token], found: Sequence[Found], lexicon: Lexicon
) -> Iterator[tuple[str, str, float]]:
    for hit in found:
        name = "".join(word.stem for word in words[hit.first : hit.last])
        for named in hit.ids:
            yield lexicon["ids"].get(named, ["", named])[1], name, hit.score


def _near(near: Sequence[Offer], lexicon: Lexicon) -> Iterator[tuple[str, str, float]]:
    for offer in near:
        for variable in _ids(offer.name, lexicon):
            yield variable, offer.name, offer.score


def _ids(name: str, lexicon: Lexicon) -> list[str]:
    return [*lexicon["names"].get(name, []), *lexicon["opposites"].get(name, [])]


def _sharing(words: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[str, str, float]]:
    """Yield the names that have words in common with the question (Dice, of stems and character pairs)."""
    frames = frozenset(lexicon["frames"])
    asked = {piece for piece in _pieces([word.stem for word in words]) if piece not in frames}
    for name in (*lexicon["names"], *lexicon["opposites"]):
        pieces = _pieces([token.stem for token in tokens(lexicon["spelt"].get(name, name))])
        shared = 2 * len(pieces & asked) / (len(pieces) + max(1, min(len(asked), 2 * len(pieces))))
        if shared >= SHARED:
            yield from ((variable, name, min(shared, 0.99)) for variable in _ids(name, lexicon))


def _pieces(stems: Sequence[str]) -> set[str]:
    """Return words and pairs of neighbouring Chinese characters."""
    pairs = {a + b for a, b in pairwise(stems) if is_han(a) and is_han(b)}
    return pairs | {stem for stem in stems if not is_han(stem)}
