"""The formats that can be imported, and how a file's own format is told.

May touch: the file's name and its first 64 KiB. Must not know: what a reader yields.
"""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from causal_compute.errors import NoImportError
from causal_compute.imports.opening import head, shown
from causal_compute.imports.records import Item
from causal_compute.imports.words import Meaning

__all__ = ["FORMATS", "Format", "Reader", "detected", "reader"]


class Format(NamedTuple):
    """What a format is called, where it is read, and whether names that differ only in case are one."""

    title: str
    place: str
    folded: bool
    streamed: bool


FORMATS: Mapping[str, Format] = {
    "csv": Format("CSV edge list", "tables:read_csv", folded=True, streamed=True),
    "jsonl": Format("JSONL, a claim a line", "tables:read_jsonl", folded=True, streamed=True),
    "node-link": Format("node-link JSON", "node_link:read_node_link", folded=False, streamed=False),
    "graphml": Format("GraphML", "graphml:read_graphml", folded=False, streamed=True),
    "causenet": Format("CauseNet JSONL", "causenet:read_causenet", folded=True, streamed=True),
    "bel": Format("BEL node-link JSON", "node_link:read_bel", folded=False, streamed=False),
    "indra": Format("INDRA statements JSON", "indra:read_indra", folded=False, streamed=False),
    "argdown": Format("Argdown JSON", "argdown:read_argdown", folded=False, streamed=False),
}
"""Name for `--format` -> the format."""


class Reader(Protocol):
    """A format's reader: `more` are words beyond the table, `columns` says which column or key holds what."""

    def __call__(
        self, path: Path, more: Mapping[str, Meaning], columns: Mapping[str, str], /
    ) -> Iterator[Item]:
        """Yield what the file says."""
        ...


def reader(form: str) -> Reader:
    """Return the reader of a format of `FORMATS`."""
    module, name = FORMATS[form].place.split(":")
    return cast("Reader", getattr(import_module(f"causal_compute.imports.{module}"), name))


_SIGNS = (
    # (what the start of a JSON file holds, the format): the first that fits
    (rb'"causal_relation"', "causenet"),
    (rb'"pybel_version"|"bel":\s*"', "bel"),
    (rb'"(?:matches_hash|subj|enz|source_hash)":', "indra"),
    (rb'"nodes":\s*\[', "node-link"),
    (rb'"type":\s*"(?:argument|equivalence-class)"', "argdown"),
)


def detected(path: Path) -> str:
    """Return the format of a file, by its ending and, for JSON, by what it starts with.

    Raises:
        NoImportError: neither tells.

    """
    suffixes = [each.lower() for each in path.suffixes if each.lower() not in {".gz", ".bz2", ".xz"}]
    ending = suffixes[-1] if suffixes else ""
    start = head(path)
    if ending == ".graphml" or (ending == ".xml" and b"<graphml" in start):
        return "graphml"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        if ending in {".jsonl", ".ndjson"}:
            return "causenet" if b'"causal_relation"' in start.partition(b"\n")[0] else "jsonl"
        found = next((form for pattern, form in _SIGNS if re.search(pattern, start)), None)
        if found is not None:
            return found
    elif ending in {".csv", ".tsv", ".tab", ".txt", ".edges"}:
        return "csv"
    names = ", ".join(FORMATS)
    raise NoImportError(shown(path), "does not show its format", f"name it with --format: {names}")
