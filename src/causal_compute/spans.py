"""Stretches of a text by their offsets: what a set of spans leaves uncovered, and where that stands.

May touch: nothing; arithmetic on one string. Must not know: claims, rules, files.

White space is never covered nor uncovered: it says nothing. Lines end at a line feed and at nothing else,
as an editor counts them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

__all__ = ["LineIndex", "Span", "ink", "marked", "uncovered"]

Span = tuple[int, int]
"""The offsets of a stretch, in characters; the end is excluded."""


class LineIndex:
    r"""The lines of one text, looked up by offset.

    >>> LineIndex("ab\ncd").place(4)
    (2, 2)

    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
        self._length = len(text)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of `offset`, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, first: int, last: int) -> Span:
        """Return the stretch from the start of line `first` to the end of line `last`, counted from 1."""
        ends = [*self._starts[1:], self._length]
        return self._starts[first - 1], ends[min(last, len(ends)) - 1]


def ink(text: str) -> int:
    """Return how many characters of `text` are not white space."""
    return sum(not character.isspace() for character in text)


def marked(length: int, spans: Iterable[Span]) -> bytearray:
    """Return one byte a character of a text of `length`: 1 where any of `spans` covers it, else 0.

    Spans may overlap and come in any order.

    >>> list(marked(4, [(2, 3), (0, 1)]))
    [1, 0, 1, 0]

    """
    marks = bytearray(length)
    for start, end in spans:
        first, last = max(0, start), min(end, length)
        marks[first:last] = b"\x01" * max(0, last - first)
    return marks


def uncovered(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the longest stretches of `text` that no span covers, in order, white space trimmed.

    A stretch ends at a line feed, so that each stands on one line; white space inside it stays inside.

    >>> [*uncovered("compute is the root", [(0, 7), (15, 19)])]
    [(8, 14)]

    """
    marks = marked(len(text), spans)
    start = end = 0
    for at, character in enumerate(text):
        if marks[at] or character == "\n":
            if start < end:
                yield start, end
            start = end = at + 1
        elif not character.isspace():
            start, end = (at if start == end else start), at + 1
    if start < end:
        yield start, end
