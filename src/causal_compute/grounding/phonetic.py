"""Stage 2: a question typed in pinyin, without any Chinese character, is put back into characters.

May touch: a lexicon. Must not know: names from other words.

Only whole words of Latin letters are read, or words that fall apart into nothing but known syllables, so that
"comPUTErs" holds no Chinese. Beside English words ("why zhinengti now") only names are read: "women" is not
我们 there.
"""

from collections.abc import Sequence

from causal_compute.grounding.document import Lexicon
from causal_compute.grounding.normalise import Token, is_han

__all__ = ["from_pinyin"]

WIDEST = 8  # syllables, typed apart, in the longest word that is looked for
SHORTEST, LONGEST = 9, 120  # letters in a run that is split: no English word, and no more than a question


def from_pinyin(words: Sequence[Token], taken: set[int], lexicon: Lexicon) -> list[Token]:
    """Return `words` with pinyin as Chinese characters; the words at the places `taken` stay as they are."""
    if any(is_han(word.stem) for word in words):
        return list(words)
    pinyin = lexicon["pinyin"]
    frames = frozenset(lexicon["frames"])
    english = any(
        word.stem in frames and word.word not in pinyin
        for place, word in enumerate(words)
        if place not in taken
    )
    read: list[Token] = []
    place, spoken = 0, False
    while place < len(words):
        chinese, last = ("", place + 1) if place in taken else _longest(words, place, taken, pinyin)
        if english and not (chinese in lexicon["names"] or chinese in lexicon["opposites"]):
            chinese, last = "", place + 1
        spoken |= len(chinese) > 1
        read += _spread(chinese, words[place], words[last - 1]) if chinese else [words[place]]
        place = last
    return read if spoken else list(words)


def _longest(words: Sequence[Token], first: int, taken: set[int], pinyin: dict[str, str]) -> tuple[str, int]:
    """Return the Chinese of the longest run of words from `first`, and where it ends; "" if there is none."""
    for last in range(min(len(words), first + WIDEST), first, -1):
        if taken.isdisjoint(range(first, last)):
            chinese = pinyin.get("".join(word.word for word in words[first:last]))
            if chinese is not None:
                return chinese, last
    return _split(words[first].word, pinyin), first + 1


def _split(word: str, pinyin: dict[str, str]) -> str:
    """Return the Chinese of a word typed without blanks, the fewest parts that cover it all; or ""."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isascii():
        return ""
    best: list[tuple[int, str] | None] = [(0, "")]
    for end in range(1, len(word) + 1):
        ways = [
            (way[0] + 1, way[1] + pinyin[word[start:end]])
            for start in range(max(0, end - 40), end)
            if (way := best[start]) is not None and word[start:end] in pinyin
        ]
        best.append(min(ways, key=lambda way: way[0], default=None))
    whole = best[len(word)]
    return "" if whole is None else whole[1]


def _spread(chinese: str, first: Token, last: Token) -> list[Token]:
    """Return a token for each character, all at the place of the letters they were typed with."""
    return [Token(letter, first.start, last.end, letter, "pinyin") for letter in chinese]
