"""Slips of the hand and of the ear: whether what is written may stand for what was meant.

May touch: nothing. Must not know: where the words come from.
"""

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

__all__ = ["Sounds", "misheard", "mistyped", "swapped"]

Sounds = Mapping[str, str]  # character -> its blurred syllable

VOWELS = frozenset("aeiouy")
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def mistyped(written: Sequence[str], meant: Sequence[str], known: Sequence[bool]) -> bool:
    """Report whether the English words `written` are the words `meant`, mistyped.

    `known` tells which of the written words the thesis knows: such a word is not mistyped. Words that run
    together or fall apart ("deepresearch") may hold one slip besides.

    >>> mistyped(["voice", "agnets"], ["voice", "agents"], [True, False])
    True
    >>> mistyped(["real", "estate", "translation"], ["real", "time", "translation"], [True, False, True])
    False
    """
    if len(written) != len(meant):
        run, whole = "".join(written), "".join(meant)
        return len(whole) >= 8 and run[0] == whole[0] and OSA.distance(run, whole) <= 1
    pairs = [(w, m, k) for w, m, k in zip(written, meant, known, strict=True) if not _same(w, m)]
    beside = len(pairs) < len(written)
    return all(not k and _slip(w, m, beside=beside) for w, m, k in pairs)


def _same(written: str, meant: str) -> bool:
    """Report whether two words differ by nothing but the s of a plural, or two."""
    return written.rstrip("s") == meant.rstrip("s")


def _slip(written: str, meant: str, *, beside: bool) -> bool:
    """Report whether one word is another, mistyped; `beside` if the rest of the name stands beside it.

    Nobody misses the first letter. Short words are near to too many others: up to three letters there is no
    slip, four are swapped or need the rest of the name, up to seven have one slip of a kind that typing
    makes.
    """
    if len(meant) <= 3 or not _begin_alike(written, meant):
        return False
    forms = [(written, meant), (written.rstrip("s"), meant.rstrip("s"))]
    slips = min(OSA.distance(w, m) for w, m in forms)
    if len(meant) >= 8:
        return slips <= 2
    if len(meant) == 4 and not beside:
        return swapped(written, meant)
    return slips == 1 and (beside or any(_typing(w, m) for w, m in forms))


def swapped(written: str, meant: str) -> bool:
    """Report whether two words of three letters or more differ by two neighbours that changed places.

    >>> swapped("teh", "the"), swapped("form", "from"), swapped("on", "no")
    (True, True, False)
    """
    return len(meant) >= 3 and sorted(written) == sorted(meant) and OSA.distance(written, meant) == 1


def _begin_alike(written: str, meant: str) -> bool:
    return written[0] == meant[0] or written[:2] == meant[1::-1]


def _typing(written: str, meant: str) -> bool:
    """Report whether one slip of typing lies between two words.

    A swap, a letter missed or added (at the end only a doubled one: "computer" is another word), a vowel for
    a vowel, or a neighbouring key.
    """
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    end = 0
    while end < min(len(written), len(meant)) - start and written[-1 - end] == meant[-1 - end]:
        end += 1
    wrong, right = written[start : len(written) - end], meant[start : len(meant) - end]
    if len(wrong) + len(right) == 1:
        return end > 0 or right != "" or wrong == meant[-1]
    if len(wrong) == len(right) == 1:
        return (wrong in VOWELS and right in VOWELS) or _neighbours(wrong, right)
    return len(right) == 2 and wrong == right[::-1]


def _neighbours(one: str, other: str) -> bool:
    """Report whether two letters lie side by side on a QWERTY keyboard, or one below the other."""
    places = [
        (row, line.find(letter)) for letter in (one, other) for row, line in enumerate(ROWS) if letter in line
    ]
    if len(places) < 2:
        return False
    (row, column), (row_, column_) = places
    return abs(row - row_) <= 1 and abs(column - column_) <= 1


def misheard(written: str, meant: str, sounds: Sounds) -> bool:
    """Report whether the Chinese `written` is `meant` with one character of the same sound in its place.

    Or, in names of four characters and more, with two neighbours swapped or one added (模型的能力), in names
    of five with one missed: 推理成 may begin 推理成了主流.

    >>> misheard("推里成本", "推理成本", {"里": "li", "理": "li", "广": "guan"})
    True
    >>> misheard("推广成本", "推理成本", {"里": "li", "理": "li", "广": "guan"})
    False
    """
    if len(written) != len(meant):
        least = 4 if len(written) > len(meant) else 5
        return len(meant) >= least and OSA.distance(written, meant) == 1
    wrong = [(w, m) for w, m in zip(written, meant, strict=True) if w != m]
    if len(wrong) == 1:
        (heard, right) = wrong[0]
        return heard in sounds and sounds[heard] == sounds.get(right)
    return len(meant) >= 4 and len(wrong) == 2 and OSA.distance(written, meant) == 1
