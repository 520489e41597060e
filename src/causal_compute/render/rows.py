"""Rows of a query's result as an aligned table.

May touch: text. Must not know: queries, stores, terminals (the width is told).
"""

from collections.abc import Sequence

from causal_compute.render.columns import clean, width, wrap

__all__ = ["table"]

GAP = "  "
NARROWEST = 8  # columns of text below which a wrapped cell can no longer be read


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, columns: int | None = None) -> str:
    """Return rows under their heads, aligned by the width that a terminal gives each character.

    Numbers stand to the right. With `columns` the widest cells are broken into lines so that a row fits;
    without, every row is one line.

    >>> print(table(["id", "n"], [["算力", "12"], ["chips", "3"]]))
    id      n
    ─────  ──
    算力   12
    chips   3
    """
    cells = [[clean(cell) for cell in row] for row in rows]
    upright = [[head, *(row[i] for row in cells)] for i, head in enumerate(heads)]
    widths = [max(width(cell) for cell in column) for column in upright]
    if columns is not None:
        room = columns - len(GAP) * (len(widths) - 1)
        widths = _fitted(widths, [max(map(_longest_word, column)) for column in upright], room)
        widths = _fitted(widths, [NARROWEST] * len(widths), room)
    right = [bool(cells) and all(_is_number(row[i]) for row in cells) for i in range(len(heads))]
    lines = _lines(heads, widths, right)
    lines.append(GAP.join("─" * size for size in widths))
    for row in cells:
        lines += _lines(row, widths, right)
    return "\n".join(lines)


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit() or not cell


def _longest_word(cell: str) -> int:
    return max(width(line) for line in wrap(cell, 1))


def _fitted(widths: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
    """Return widths that add up to `room` at most, taken from the widest first, none below its floor."""
    fitted = list(widths)
    while sum(fitted) > room:
        spare = [i for i, size in enumerate(fitted) if size > floors[i]]
        if not spare:
            break
        fitted[max(spare, key=fitted.__getitem__)] -= 1
    return fitted


def _lines(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """Return one row as as many lines as its tallest cell needs."""
    broken = [_broken(cell, size) for cell, size in zip(row, widths, strict=True)]
    lines = []
    for number in range(max(len(cell) for cell in broken)):
        parts = [cell[number] if number < len(cell) else "" for cell in broken]
        padded = [
            " " * (size - width(part)) + part if flush else part + " " * (size - width(part))
            for part, size, flush in zip(parts, widths, right, strict=True)
        ]
        lines.append(GAP.join(padded).rstrip())
    return lines


def _broken(cell: str, size: int) -> list[str]:
    """Return a cell in lines of at most `size`; a longer name is cut behind a hyphen or where room ends."""
    lines: list[str] = []
    for line in wrap(cell, size) if width(cell) > size else [cell]:
        rest = line
        while width(rest) > size:
            most = max(1, next(n for n in range(len(rest)) if width(rest[: n + 1]) > size))
            cut = rest.rfind("-", 0, most) + 1 or most
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return lines
