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
    natural = [
        max(width(head), *(width(row[i]) for row in cells), 1) if cells else max(width(head), 1)
        for i, head in enumerate(heads)
    ]
    widths = natural if columns is None else _fitted(natural, columns)
    right = [bool(cells) and all(_is_number(row[i]) for row in cells) for i in range(len(heads))]
    lines = _lines(heads, widths, right)
    lines.append(GAP.join("─" * size for size in widths))
    for row in cells:
        lines += _lines(row, widths, right)
    return "\n".join(lines)


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit() or not cell


def _fitted(natural: Sequence[int], columns: int) -> list[int]:
    """Return widths that add up to at most `columns`, taken from the widest first."""
    widths = list(natural)
    room = columns - len(GAP) * (len(widths) - 1)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """Return one row as as many lines as its tallest cell needs."""
    broken = [
        wrap(cell, size) if width(cell) > size else [cell] for cell, size in zip(row, widths, strict=True)
    ]
    lines = []
    for number in range(max(len(cell) for cell in broken)):
        parts = [cell[number] if number < len(cell) else "" for cell in broken]
        padded = [
            " " * (size - width(part)) + part if flush else part + " " * (size - width(part))
            for part, size, flush in zip(parts, widths, right, strict=True)
        ]
        lines.append(GAP.join(padded).rstrip())
    return lines
