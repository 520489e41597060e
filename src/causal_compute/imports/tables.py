"""CSV edge lists and JSONL: a record a line, streamed.

May touch: the file it is told to read. Must not know: what is made of the records.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from causal_compute.errors import NoImportError
from causal_compute.imports.columns import FIELDS, named, relation_of
from causal_compute.imports.opening import BadLine, lines, parsed, shown
from causal_compute.imports.records import Dropped, Item, Name
from causal_compute.imports.words import Meaning

__all__ = ["objects", "read_csv", "read_jsonl"]

CELL = 2**20
"""The longest cell: one that is longer is a quotation mark that was never closed."""

_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")
"""What spreadsheets would run is written with an apostrophe before it, by us and by others."""


def read_csv(path: Path, more: Mapping[str, Meaning], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield what each row says. The first row names the columns, unless `columns` gives numbers.

    Raises:
        NoImportError: no column can be told to be the cause or the effect.

    """
    csv.field_size_limit(CELL)
    left: list[Dropped] = []
    rows = csv.reader(_texts(path, left), delimiter=_delimiter(path), strict=True)
    header: list[str] | None = None
    by: dict[str, str] = {}
    for at, row in _whole_rows(rows):
        yield from left
        left.clear()
        if isinstance(row, Dropped):
            yield row
        elif header is None:
            header, by, first = _header(path, row, columns)
            if first:
                yield from _row(at, row, header, by, more)
        elif any(cell.strip() for cell in row):
            yield from _row(at, row, header, by, more)
    yield from left


def _texts(path: Path, left: list[Dropped]) -> Iterator[str]:
    for number, line in lines(path):
        if isinstance(line, BadLine):
            left.append(Dropped(at=f"line {number}", reason="the line cannot be read", what=str(line)))
            yield "\n"  # so that the count of lines stays right
        else:
            yield line.replace("\x00", "")


def _whole_rows(  # the type of csv.reader has no public name
    rows: Any,  # noqa: ANN401
) -> Iterator[tuple[str, list[str] | Dropped]]:
    """Yield every row, or why it is none, with the line on which it starts."""
    while True:
        at = f"line {rows.line_num + 1}"
        try:
            yield at, next(rows)
        except StopIteration:
            return
        except csv.Error as err:
            yield at, Dropped(at=at, reason="the row is not well formed", what=str(err))


def _delimiter(path: Path) -> str:
    """Return what the header is divided by: the one of comma, tab, semicolon and bar that it has most of."""
    first = next((text for _, text in lines(path)), "")
    return max(",\t;|", key=first.count)


def _header(path: Path, row: list[str], columns: Mapping[str, str]) -> tuple[list[str], dict[str, str], bool]:
    """Return the names of the columns, which holds what, and whether the row is a record itself."""
    numbered = bool(columns) and all(name.isdecimal() for name in columns.values())
    header = [str(place + 1) for place in range(len(row))] if numbered else [cell.strip() for cell in row]
    by = {**({} if numbered else named(header)), **columns}
    for field in ("cause", "effect"):
        if by.get(field) not in header:
            names = ", ".join(FIELDS[field])
            asked = (
                f"has no column {by[field]!r}" if field in by else f"has no column for the {field} ({names})"
            )
            problem = f"{asked}; its columns are {', '.join(header)[:200]!r}"
            raise NoImportError(
                f"{shown(path)}:1", problem, "say which with --columns cause=NAME,effect=NAME"
            )
    return header, by, numbered


def _row(
    at: str, row: list[str], header: list[str], by: Mapping[str, str], more: Mapping[str, Meaning]
) -> Iterator[Item]:
    if len(row) != len(header):
        counts = f"{len(row)} cells where the header has {len(header)}"
        yield Dropped(at=at, reason="the row is not well formed", what=counts)
        return
    cells = (cell[1:] if cell.startswith(_GUARDED) else cell for cell in row)
    yield from _related(at, dict(zip(header, cells, strict=True)), by, more)


def _related(
    at: str, record: Mapping[str, object], by: Mapping[str, str], more: Mapping[str, Meaning]
) -> Iterator[Item]:
    """Yield the relation of a record, and before it what its own labels call the two ends."""
    for end, label in (("cause", "source_label"), ("effect", "target_label")):
        key, name = (record.get(by.get(field, "")) for field in (end, label))
        if isinstance(key, str) and isinstance(name, str) and name.strip() and key.strip():
            yield Name(key=key.strip(), en=name.strip())
    yield from relation_of(at, record, by, more)


def read_jsonl(path: Path, more: Mapping[str, Meaning], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield what each line says, which is a JSON object with the keys of a CSV edge list.

    Its cause may be a list of names (they act together), its quote a list of texts, or of objects with
    `text` and `document`.
    """
    for at, record in objects(path):
        if isinstance(record, Dropped):
            yield record
        else:
            yield from _related(at, record, {**named(record), **columns}, more)


def objects(path: Path) -> Iterator[tuple[str, dict[str, object] | Dropped]]:
    """Yield every line's place, and the JSON object in it or why there is none; empty lines are left out."""
    for number, line in lines(path):
        at = f"line {number}"
        if isinstance(line, BadLine):
            yield at, Dropped(at=at, reason="the line cannot be read", what=str(line))
        elif line.strip():
            yield at, _object(at, line)


def _object(at: str, line: str) -> dict[str, object] | Dropped:
    try:
        found = parsed(line.rstrip())
    except ValueError as err:
        return Dropped(at=at, reason="the line is no JSON", what=str(err)[:200])
    if not isinstance(found, dict):
        return Dropped(at=at, reason="the line is no JSON object", what=line.strip()[:80])
    return found
