"""A curve of the user's own, to be back-tested: one CSV file that belongs to no thesis.

May touch: the file it is told to read. Must not know: how it is forecast.

One dimension: columns `date` and `value`, perhaps `unit` and `label`. Two: `date`, `label`, `cost`, `score`.
Columns stand in any order and others are left aside; rows stand in any order, too. See docs/backtest.md.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from causal_compute.errors import BadDataError, UsageError
from causal_compute.model import Position
from causal_compute.readers.characters import decode
from causal_compute.readers.findings import Desk, Unreadable
from causal_compute.readers.folder import FILE_BYTES, printable
from causal_compute.readers.kinds import Date, Number, Words
from causal_compute.readers.nodes import Scalar
from causal_compute.readers.tables import cells

__all__ = ["Market", "Table", "Value", "read_table"]

ONE, TWO = ("date", "value"), ("date", "label", "cost", "score")
FEWEST = 3
"""A curve of fewer labelled rows than this is no series of its own."""


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value of the series `label`, in `unit`; both may be empty."""

    day: date
    value: float
    unit: str
    label: str


@dataclass(frozen=True, slots=True)
class Market:
    """One dated offer; without a cost it is withdrawn."""

    day: date
    label: str
    cost: float | None
    score: float


@dataclass(frozen=True, slots=True)
class Table:
    """What the file holds: `values` of one dimension, or `offers` of two; by date. The other is empty."""

    values: tuple[Value, ...] = ()
    offers: tuple[Market, ...] = ()

    def curves(self) -> dict[str, list[Value]]:
        """Return the values by series, in the order in which they first occur.

        Labels name series if there are at least three values to a label on the whole; else each label only
        says what its value was read from, and units alone tell series apart.
        """
        labels = {value.label for value in self.values}
        named = len(self.values) >= FEWEST * len(labels)
        found: dict[tuple[str, str], list[Value]] = {}
        for value in self.values:
            found.setdefault((value.label if named else "", value.unit), []).append(value)
        return {_named(*key, among=found): values for key, values in found.items()}


def _named(label: str, unit: str, *, among: Iterable[tuple[str, str]]) -> str:
    """Return "label unit", or with the unit in brackets where another series would be called the same."""
    plain = " ".join(filter(None, (label, unit)))
    alike = sum(" ".join(filter(None, other)) == plain for other in among)
    return (plain if alike == 1 else f"{label} [{unit}]") or "values"


def read_table(path: Path) -> Table:
    """Return the curve or the offers in the CSV file at `path`.

    Raises:
        UsageError: the file cannot be read at all.
        BadDataError: with everything that is wrong in it.

    """
    try:
        with path.open("rb") as file:
            content = file.read(FILE_BYTES + 1)
    except OSError as err:
        raise UsageError(f"cannot read {path}: {err.strerror}") from err
    desk = Desk(printable(str(path)))
    if len(content) > FILE_BYTES:
        desk.report(Position(), "CC004", f"more than {FILE_BYTES // 2**20} MiB", "keep the rows that matter")
    text = decode(content, desk) if not desk.findings else None
    table = _table(text, desk) if text is not None else Table()
    if desk.findings:
        raise BadDataError(desk.findings)
    return table


def _table(text: str, desk: Desk) -> Table:
    lines = text.removesuffix("\n").split("\n")
    header = [cell.text.strip().lower() for cell in cells(lines[0].removesuffix("\r"), 1, desk)]
    for place, name in enumerate(header):
        if name in header[:place]:
            at = Position(line=1, column=len(",".join(header[:place])) + 2)
            desk.report(at, "CC019", f"the column {name!r} stands twice", "take one of the two out")
            return Table()
    rows = _rows(lines[1:], header, desk)
    if set(TWO) <= set(header):
        offers = [offer for row in rows if (offer := _offer(row, desk)) is not None]
        table = Table(offers=tuple(sorted(offers, key=lambda each: each.day)))
    elif set(ONE) <= set(header):
        values = [value for row in rows if (value := _value(row, desk)) is not None]
        table = Table(values=tuple(sorted(values, key=lambda each: each.day)))
    else:
        problem = f"the header is {','.join(header)[:80]!r}"
        desk.report(
            Position(line=1, column=1),
            "CC019",
            problem,
            f"write {','.join(ONE)},unit,label or {','.join(TWO)}",
        )
        return Table()
    if not desk.findings and not (table.values or table.offers):
        desk.report(Position(), "CC019", "the table has no row", "add rows")
    return table


def _rows(lines: list[str], header: list[str], desk: Desk) -> Iterator[dict[str, Scalar]]:
    for line, row in enumerate(lines, start=2):
        if not row.strip("\r, "):
            continue
        found = cells(row.removesuffix("\r"), line, desk)
        if found and len(found) != len(header):
            problem = f"{len(found)} cells where the header has {len(header)}"
            desk.report(Position(line=line, column=1), "CC019", problem, "write a cell for every column")
        elif found:
            yield dict(zip(header, found, strict=True))


def _value(row: dict[str, Scalar], desk: Desk) -> Value | None:
    with suppress(Unreadable):
        return Value(
            day=Date().read(row["date"], desk).latest,
            value=Number().read(row["value"], desk),
            unit=_words(row, "unit", desk),
            label=_words(row, "label", desk),
        )
    return None


def _offer(row: dict[str, Scalar], desk: Desk) -> Market | None:
    with suppress(Unreadable):
        cost = Number().read(row["cost"], desk) if row["cost"].text.strip() else None
        if cost is not None and cost <= 0:
            raise desk.refuse(row["cost"].at, "CC010", f"a cost of {cost:g}", "write a cost above 0, or none")
        return Market(
            day=Date().read(row["date"], desk).latest,
            label=Words().read(row["label"], desk),
            cost=cost,
            score=Number().read(row["score"], desk),
        )
    return None


def _words(row: dict[str, Scalar], key: str, desk: Desk) -> str:
    return Words().read(row[key], desk) if key in row and row[key].text.strip() else ""
