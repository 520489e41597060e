"""Stage 3: words that the thesis does not know, read as slips of the names that it does.

May touch: rapidfuzz, a lexicon. Must not know: intents. Imported only for a question that has such words.

Candidates come by optimal string alignment (Damerau-Levenshtein without overlapping swaps; Boytsov 2011). To
be near is not enough to be meant: "commute" is as near to "compute" as "comupte" is, and 推广成本 (the cost
of marketing) as near to 推理成本 as 推里成本. So a candidate is taken only where a slip of hand or ear
explains every difference, no other variable comes as near, and no word the thesis knows was changed. The
other candidates are offered.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from causal_compute.grounding.document import Lexicon
from causal_compute.grounding.exact import Found, covered, framing, weight
from causal_compute.grounding.normalise import Token, is_han
from causal_compute.grounding.slips import misheard, mistyped, swapped

__all__ = ["Offer", "repaired"]

NEAR, MEANT = 0.6, 0.74  # to be offered; to be taken (at .74 no out-of-domain question was, in the trial)
MARGIN = 0.05  # by which a name must be nearer than the next variable's
NEAREST = 4  # names that are weighed for each stretch
WIDEST = 9  # tokens in the longest stretch that is weighed
STRANGE = 24  # more unknown tokens than these are a text, not a misspelt question


class Offer(NamedTuple):
    """Tokens `first` up to `last` come near to `name` (a key); `meant` if they are a slip of it."""

    first: int
    last: int
    name: str
    score: float
    meant: bool


def repaired(
    words: Sequence[Token], found: Sequence[Found], strange: set[int], lexicon: Lexicon
) -> tuple[list[Token], list[Found], list[Offer]]:
    """Return the words, the names found with those that `strange` words are slips of, and all that came near.

    A slip takes the place of the names that it overlaps: it explains a word that they leave out ("inferance
    cost" is no `cost`). What is left and is a slip of a framing word ("droping") is put right.
    """
    if len(strange) > STRANGE:
        return list(words), list(found), []
    sieve = _Sieve(words, found, strange, lexicon)
    stretches = _stretches(words, sieve.cuts, strange)
    offers = [offer for first, last in stretches for offer in sieve.offers(first, last)]
    kept = list(found)
    taken: set[int] = set()
    for offer in sorted(offers, key=lambda o: (-weight(words, range(o.first, o.last)), -o.score, o.name)):
        span = range(offer.first, offer.last)
        held = [hit for hit in kept if hit.first < offer.last and offer.first < hit.last]
        slip = _found(offer, lexicon)
        if offer.meant and taken.isdisjoint(span) and not _rivalled(offer, offers, lexicon):
            taken.update(span)
            kept = [*(hit for hit in kept if hit not in held), slip]
    return _respelt(words, strange - taken, lexicon), sorted(kept), offers


def _respelt(words: Sequence[Token], strange: set[int], lexicon: Lexicon) -> list[Token]:
    """Return `words` with the slips of framing words put right."""
    frames = [frame for frame in lexicon["frames"] if frame.isascii()]
    right = list(words)
    for place in strange:
        word = words[place]
        near = process.extract(word.stem, frames, scorer=OSA.normalized_similarity, score_cutoff=NEAR)
        meant = (f for f, _, _ in near if swapped(word.stem, f) or mistyped([word.word], [f], [False]))
        right[place] = word._replace(stem=next(meant, word.stem))
    return right


def _found(offer: Offer, lexicon: Lexicon) -> Found:
    """Return the name that `offer` is a slip of as one that was found."""
    ids, opposites = lexicon["names"].get(offer.name, []), lexicon["opposites"].get(offer.name, [])
    senses = tuple(dict.fromkeys([*ids, *opposites]))
    return Found(offer.first, offer.last, senses, not ids, "fuzzy", round(offer.score, 3))


def _rivalled(offer: Offer, offers: Sequence[Offer], lexicon: Lexicon) -> bool:
    """Report whether the same words are as good a slip of a name of another variable."""
    ids = _found(offer, lexicon).ids
    return any(
        other.meant and other[:2] == offer[:2] and other.score > offer.score - MARGIN
        for other in offers
        if _found(other, lexicon).ids != ids
    )


class _Sieve:
    """The names of a lexicon, and how near stretches of one question come to them."""

    def __init__(
        self, words: Sequence[Token], found: Sequence[Found], strange: set[int], lexicon: Lexicon
    ) -> None:
        self.words, self.strange, self.spelt = words, strange, lexicon["spelt"]
        self.named = covered(found)
        frames = framing(words, self.named, lexicon)
        self.frames = covered(frames)
        self.spaced = covered([hit for hit in frames if hit.last - hit.first > 1])
        self.cuts = {place for hit in frames for place in range(hit.first + 1, hit.last)}
        self.sounds = {letter: sound for sound, letters in lexicon["sounds"].items() for letter in letters}
        names = [*lexicon["names"], *lexicon["opposites"]]
        self.latin = [name for name in names if len(name) > 3 and name.isascii()]
        self.chinese = [name for name in names if len(name) > 2 and not name.isascii()]

    def offers(self, first: int, last: int) -> Iterator[Offer]:
        """Yield the names that the words from `first` to `last` come near to, nearest first."""
        written = "".join(word.stem for word in self.words[first:last])
        latin = written.isascii()
        names, meant = (self.latin, self._mistyped) if latin else (self.chinese, self._misheard)
        near = process.extract(
            written, names, scorer=OSA.normalized_similarity, score_cutoff=NEAR, limit=NEAREST
        )
        for name, score, _ in near:
            yield Offer(first, last, name, score, meant(first, last, name, score))

    def _mistyped(self, first: int, last: int, name: str, score: float) -> bool:
        known = [place not in self.strange for place in range(first, last)]
        written = [word.word for word in self.words[first:last]]
        return score >= MEANT and mistyped(written, self.spelt.get(name, name).split(), known)

    def _misheard(self, first: int, last: int, name: str, score: float) -> bool:
        """Report a slip of the ear; a name with a character more or less beside it is no slip of another."""
        written = "".join(word.stem for word in self.words[first:last])
        if len(written) != len(name) and not self.named.isdisjoint(range(first, last)):
            return False
        sure = score >= MEANT or (len(name) == 3 and self._alone(first, last))
        return sure and misheard(written, name, self.sounds)

    def _alone(self, first: int, last: int) -> bool:
        """Report whether no other word runs into the characters from `first` on: 智能提 may be 智能提前."""

        def free(place: int, apart: set[int]) -> bool:
            within = 0 <= place < len(self.words)
            return not within or not is_han(self.words[place].stem) or place in apart

        return free(first - 1, self.frames | self.named) and free(last, self.spaced | self.named)


def _stretches(words: Sequence[Token], cuts: set[int], strange: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that may be a slip: a strange word within, no framing word cut in two.

    A Chinese character counts for a token, and fewer than three are too near to too much.
    """
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + WIDEST) + 1):
            span = range(first, last)
            chinese = any(is_han(words[place].stem) for place in span)
            if not strange.isdisjoint(span) and not cuts & {first, last} and (len(span) > 2 or not chinese):
                yield first, last
