"""The points of a series: one strict CSV file, every cell with its line and column.

May touch: nothing. Must not know: what is measured, or whether its source is known.

The table is RFC 4180 without line breaks inside a cell. It is split here, not by the `csv` module, which
forgets the column a cell stands in and forgives a quote that is never closed.
"""

import re
from itertools import pairwise

from causal_compute.model import Point, Position, Seen
from causal_compute.readers.findings import Desk, Unreadable
from causal_compute.readers.kinds import ID, Choice, Date, Number, Words
from causal_compute.readers.nodes import Scalar

__all__ = ["HEADER", "read_points"]

HEADER = ("date", "value", "what", "source", "seen")

ROWS = 20_000
"""The most points of one series: a value a day for fifty years."""
ROW_LENGTH = 4_000
_SEEN = Choice(Seen)
_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|$)')


def read_points(text: str, desk: Desk) -> tuple[Point, ...]:
    """Return the points of the table in `text`, in its order; faults are reported, row by row."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > ROWS or len(max(lines, key=len)) > ROW_LENGTH:
        problem = f"more than {ROWS} rows, or a row of more than {ROW_LENGTH} characters"
        desk.report(Position(), "CC004", problem, "keep the points that the thesis needs")
        return ()
    header = tuple(cell.text for cell in _cells(lines[0].removesuffix("\r"), 1, desk))
    if header != HEADER:
        problem = f"the header is {','.join(header)[:80]!r}"
        desk.report(Position(line=1, column=1), "CC019", problem, f"write {','.join(HEADER)}")
        return ()
    rows = [
        (line, point)
        for line, row in enumerate(lines[1:], start=2)
        if (point := _point(row.removesuffix("\r"), line, desk)) is not None
    ]
    for (_, before), (line, after) in pairwise(rows):
        if after.date < before.date:
            problem = f"{after.date.verbatim} comes after {before.date.verbatim}"
            desk.report(Position(line=line, column=1), "CC019", problem, "put the rows in date order")
    if not rows:
        desk.report(Position(), "CC019", "the series has no point", "add a row, or take the series out")
    return tuple(point for _, point in rows)


def _point(row: str, line: int, desk: Desk) -> Point | None:
    cells = _cells(row, line, desk)
    if len(cells) != len(HEADER):
        if cells:
            problem = f"{len(cells)} cells where {len(HEADER)} are asked for"
            desk.report(Position(line=line, column=1), "CC019", problem, f"write {','.join(HEADER)}")
        return None
    date, value, what, source, seen = cells
    try:
        return Point(
            date=Date().read(date, desk),
            value=Number().read(value, desk),
            verbatim=value.text,
            what=Words().read(what, desk),
            source=ID.read(source, desk),
            seen=_SEEN.read(seen, desk),
        )
    except Unreadable:
        return None


def _cells(row: str, line: int, desk: Desk) -> list[Scalar]:
    """Return the cells of `row`; none after a finding."""
    cells: list[Scalar] = []
    at = 0
    while True:
        found = _CELL.match(row, at)
        where = Position(desk.file, line, at + 1)
        if not found:
            desk.report(where, "CC019", "a stray quotation mark", 'quote the whole cell, and write "" for "')
            return []
        quoted, plain, comma = found.groups()
        cells.append(Scalar(where, plain if quoted is None else quoted.replace('""', '"'), quoted is None))
        if not comma:
            return cells
        at = found.end()
