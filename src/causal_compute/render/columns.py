"""Text measured as a terminal shows it: Chinese characters are two columns wide.

May touch: nothing. Must not know: what the text says.
"""

from collections.abc import Iterator
from unicodedata import category, combining, east_asian_width

__all__ = ["clean", "width", "wrap"]

_NARROW = "\u10ff"  # no character up to here is wide
_NO_BREAK_BEFORE = frozenset("，。、；：？！）》”’％…,.;:?!)]}%")


def clean(text: str) -> str:
    r"""Return `text` on one line and without control characters, which a terminal would obey.

    >>> clean("a\x1b]52;c;x\n b")
    'a]52;c;x b'

    """
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

    A word longer than a line stands on a line of its own. Closing punctuation never begins a line.

    >>> wrap("成本决定可能性的边界", 10)
    ['成本决定可', '能性的边界']

    """
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text):
        room = width(piece.rstrip())
        if line and taken + room > columns and piece[0] not in _NO_BREAK_BEFORE:
            lines.append(line.rstrip())
            line, taken = "", 0
        shown = piece if line else piece.lstrip()
        line += shown
        taken += width(shown)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> Iterator[str]:
    """Yield what may stand on different lines: a wide character, or a word with the space after it.

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
