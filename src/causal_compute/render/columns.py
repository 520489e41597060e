"""Text measured as a terminal shows it: Chinese characters are two columns wide.

May touch: nothing. Must not know: what the text says.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from unicodedata import category, combining, east_asian_width

__all__ = ["Parts", "clean", "packed", "painted", "width", "wrap"]

Parts = list[tuple[str, str]]
"""Words, each with the role that colours them."""

_NARROW = "\u10ff"  # no character up to here is wide
_NO_BREAK_BEFORE = frozenset("，。、；：？！）》」”’％…,.;:?!)]}%")
_NO_BREAK_AFTER = frozenset("（《「“‘([{")


def clean(text: str) -> str:
    r"""Return `text` on one line and without control characters, which a terminal would obey.

    >>> clean("a\x1b]52;c;x\n b")
    'a]52;c;x b'

    """
    if text.isprintable():
        return text
    return " ".join("".join(c for c in text if c.isspace() or category(c)[0] != "C").split())


def width(text: str) -> int:
    """Return how many columns `text` takes.

    >>> width("算力 ok")
    7

    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, columns: int) -> list[str]:
    """Return `text` in lines of at most `columns`, broken at spaces and between Chinese characters.

    A word longer than a line stands on a line of its own. Closing punctuation never begins a line, and
    opening punctuation never ends one.

    >>> wrap("成本决定可能性的边界", 10)
    ['成本决定可', '能性的边界']

    """
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text):
        if line and taken + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, taken = "", 0
        shown = piece if line else piece.lstrip()
        line += shown
        taken += width(shown)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def packed(
    groups: list[Parts], columns: int, paint: Callable[[str, str], str], indent: str = ""
) -> Iterator[str]:
    """Yield lines of whole `groups` with a space between them; `indent` begins every line but the first.

    A group wider than a line stands on a line of its own.
    """
    line, taken = "", 0
    for group in groups:
        room = sum(width(words) for words, _ in group)
        if line and taken + 1 + room > columns:
            yield line
            line, taken = indent, width(indent)
        elif line:
            line, taken = f"{line} ", taken + 1
        line, taken = line + "".join(paint(*part) for part in group), taken + room
    yield line


def painted(parts: Parts, columns: int, paint: Callable[[str, str], str]) -> Iterator[str]:
    """Yield lines of `parts`, wrapped as one text and painted by role.

    Colours take no columns: painted or not, the lines break at the same places.
    """
    text = "".join(words for words, _ in parts)
    roles = [role for words, role in parts for _ in words]
    position = 0
    for line in wrap(text, columns):
        position = text.index(line, position)
        spans = groupby(range(position, position + len(line)), key=roles.__getitem__)
        yield "".join(paint("".join(text[place] for place in places), role) for role, places in spans)
        position += len(line)


def _pieces(text: str) -> Iterator[str]:
    """Yield what may stand on different lines: a part with the punctuation that belongs to it."""
    piece = ""
    for part in _parts(text):
        if piece and part[0] not in _NO_BREAK_BEFORE and piece[-1] not in _NO_BREAK_AFTER:
            yield piece
            piece = ""
        piece += part
    if piece:
        yield piece


def _parts(text: str) -> Iterator[str]:
    """Yield every wide character, and every word with the space after it.

    (A regular expression that knows the wide characters takes longer to compile than a page to write.)
    """
    word = ""
    for character in text:
        if character > _NARROW and east_asian_width(character) in "WF":
            if word:
                yield word
            yield character
            word = ""
        else:
            word += character
            if character == " ":
                yield word
                word = ""
    if word:
        yield word
