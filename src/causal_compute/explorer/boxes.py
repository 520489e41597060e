"""Labels in lines, and the boxes they need on the map.

May touch: nothing. Must not know: what the labels name.

`web/source/wrap.js` and `picture.js` do the same for what the page lays out by itself; a test holds them
together. Widths are estimates in em, so that no font has to be read: a wide character 1, a Latin letter half.
"""

import re
from dataclasses import dataclass

__all__ = ["FONT", "Box", "balanced", "box", "ems", "wrap"]

FONT = 14
"""Pixels to the em of a name."""

LINE = 18
MOST = 9
"""Ems in a line of a name."""

_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
_BROAD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZmw%@&—◁▷")
_THIN = frozenset("iljtfr.,:;'|! ()[]")
_PIECES = re.compile(
    r"[\u2e80-\uffef][，。；：、）”’》]*"
    r"|[^\s\u2e80-\uffef]+\s*|\s+"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A label in lines, and its box in pixels."""

    lines: tuple[str, ...]
    width: int
    height: int


def box(label: str, *, marked: bool = False) -> Box:
    """Return the box of a name; one that is `marked` has room for a mark before it.

    >>> box("模型能力")
    Box(lines=('模型能力',), width=78, height=32)

    """
    lines = balanced(label, MOST)
    widest = max((ems(line) * FONT for line in lines), default=0.0)
    width = -(-max(widest, 24.0) // 1) + (40 if marked else 22)
    return Box(lines, int(width), len(lines) * LINE + 14)


def ems(text: str) -> float:
    """Return the width of a text in em, two decimals."""
    return round(sum(map(_ems, text)), 2)


def _ems(character: str) -> float:
    if _WIDE.match(character):
        return 1.0
    return 0.72 if character in _BROAD else 0.34 if character in _THIN else 0.56


def wrap(text: str, most: float) -> tuple[str, ...]:
    """Break a text into lines of at most `most` em, where its words and characters allow.

    >>> wrap("cost of inference", 5)
    ('cost of', 'inference')

    """
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and ems(lines[-1] + piece.rstrip()) > most:
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines if line.strip())


def balanced(text: str, most: float) -> tuple[str, ...]:
    """Break a text into as few lines as `most` em allow, and fill them evenly."""
    fewest = len(wrap(text, most))
    low, high = most / 3, most
    for _ in range(6):
        middle = (low + high) / 2
        if len(wrap(text, middle)) > fewest:
            low = middle
        else:
            high = middle
    return wrap(text, high)
