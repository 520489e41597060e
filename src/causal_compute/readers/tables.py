"""The points of a series, or the offers of a market: strict CSV files, every cell with its line and column.

May touch: nothing. Must not know: what is measured, or whether its source is known.

The table is RFC 4180 without line breaks inside a cell. It is split here, not by the `csv` module, which
forgets the column a cell stands in and forgives a quote that is never closed.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import TypeVar

from causal_compute.model import Offer, Point, Position, Seen, Text
from causal_compute.readers.findings import Desk, Unreadable
from causal_compute.readers.kinds import ID, Choice, Date, Number, Words
from causal_compute.readers.nodes import Scalar

__all__ = ["HEADER", "OFFERS_HEADER", "cells", "read_offers", "read_points"]

HEADER = ("date", "value", "what_zh", "what_en", "source", "seen")
OFFERS_HEADER = ("date", "label", "cost", "score", "source", "seen")

ROWS = 20_000
"""The most rows of one table: a value a day for fifty years."""
ROW_LENGTH = 4_000
_SEEN = Choice(Seen)
T = TypeVar("T", Point, Offer)
_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|$)')


def read_points(text: str, desk: Desk) -> tuple[Point, ...]:
    """Return the points of the table in `text`, in its order; faults are reported, row by row."""
    return _rows(text, desk, HEADER, _point)


def read_offers(text: str, desk: Desk) -> tuple[Offer, ...]:
    """Return the offers of the table in `text`, in its order; faults are reported, row by row."""
    return _rows(text, desk, OFFERS_HEADER, _offer)


def _rows(
    text: str, desk: Desk, names: tuple[str, ...], build: Callable[[list[Scalar], Desk], T]
) -> tuple[T, ...]:
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > ROWS or len(max(lines, key=len)) > ROW_LENGTH:
        problem = f"more than {ROWS} rows, or a row of more than {ROW_LENGTH} characters"
        desk.report(Position(), "CC004", problem, "keep the rows that the thesis needs")
        return ()
    header = tuple(cell.text for cell in cells(lines[0].removesuffix("\r"), 1, desk))
    if header != names:
        problem = f"the header is {','.join(header)[:80]!r}"
        desk.report(Position(line=1, column=1), "CC019", problem, f"write {','.join(names)}")
        return ()
    rows: list[tuple[int, T]] = []
    for line, row in enumerate(lines[1:], start=2):
        found = cells(row.removesuffix("\r"), line, desk)
        if found and len(found) != len(names):
            problem = f"{len(found)} cells where {len(names)} are asked for"
            desk.report(Position(line=line, column=1), "CC019", problem, f"write {','.join(names)}")
        elif found:
            with suppress(Unreadable):
                rows.append((line, build(found, desk)))
    for (_, before), (line, after) in pairwise(rows):
        if after.date < before.date:
            problem = f"{after.date.verbatim} comes after {before.date.verbatim}"
            desk.report(Position(line=line, column=1), "CC019", problem, "put the rows in date order")
    if not rows:
        desk.report(Position(), "CC019", "the table has no row", "add a row, or take the table out")
    return tuple(row for _, row in rows)


def _point(cells: list[Scalar], desk: Desk) -> Point:
    date, value, zh, en, source, seen = cells
    return Point(
        date=Date().read(date, desk),
        value=Number().read(value, desk),
        verbatim=value.text,
        what=Text(zh=Words().read(zh, desk), en=Words().read(en, desk)),
        source=ID.read(source, desk),
        seen=_SEEN.read(seen, desk),
    )


def _offer(cells: list[Scalar], desk: Desk) -> Offer:
    date, label, cost, score, source, seen = cells
    offer = Offer(
        date=Date().read(date, desk),
        label=Words().read(label, desk),
        cost=Number().read(cost, desk) if cost.text.strip() else None,
        score=Number().read(score, desk),
        source=ID.read(source, desk),
        seen=_SEEN.read(seen, desk),
    )
    if offer.cost is not None and offer.cost <= 0:
        raise desk.refuse(cost.at, "CC010", f"a cost of {cost.text}", "write a cost above 0, or none at all")
    return offer


def cells(row: str, line: int, desk: Desk) -> list[Scalar]:
    """Return the cells of `row`; none after a finding."""
    whole: list[Scalar] = []
    at = 0
    while True:
        found = _CELL.match(row, at)
        where = Position(desk.file, line, at + 1)
        if not found:
            desk.report(where, "CC019", "a stray quotation mark", 'quote the whole cell, and write "" for "')
            return []
        quoted, plain, comma = found.groups()
        whole.append(Scalar(where, plain if quoted is None else quoted.replace('""', '"'), quoted is None))
        if not comma:
            return whole
        at = found.end()
