"""Terms of RDF and rows of results as what a page shows: words, a language, a link.

May touch: the library. Must not know: templates, requests.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from causal_compute.endpoint.library import Library
from causal_compute.stores.results import Result, Term, shortened
from causal_compute.vocabulary import BASE

__all__ = ["Cell", "Table", "cell", "rows_of", "table_of"]

SHOWN = 1000  # rows of a table on a page; files have all of them


@dataclass(frozen=True, slots=True)
class Cell:
    """Words to show; `href` and `lang` are "" where there are none."""

    text: str
    href: str = ""
    lang: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a page shows of `of` rows."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    of: int


def cell(term: Term | None, library: Library) -> Cell:
    """Return a term as a cell: one of the thesis links to its page here, others to the web."""
    text = shortened(term, library.prefixes)
    if isinstance(term, NamedNode):
        path = library.path(term.value)
        if path is not None:
            return Cell(text, f"/id/{path}")
        return Cell(text.strip("<>"), _web(term.value))
    if isinstance(term, Literal):
        return Cell(
            text, _web(term.value), term.language or "", term.datatype.value.endswith(("decimal", "integer"))
        )
    return Cell(text)


def table_of(result: Result, library: Library) -> Table:
    """Return the rows of a result, of which a page shows the first `SHOWN`."""
    rows = result.rows()
    shown = [[cell(term, library) for term in row] for row in rows[:SHOWN]]
    return Table(result.variables, shown, len(rows))


def rows_of(records: Iterable[Mapping[str, object]], heads: Sequence[str], library: Library) -> Table:
    """Return records as a table; what stands under "id" links to its page."""
    rows = [[_of_record(head, record.get(head), library) for head in heads] for record in records]
    return Table(heads, rows, len(rows))


def _of_record(head: str, value: object, library: Library) -> Cell:
    text = "" if value is None else str(value)
    known = head == "id" and library.path(library.iri(text)) is not None
    return Cell(text, f"/id/{text}" if known else "", head if head in {"zh", "en"} else "")


def _web(address: str) -> str:
    """Return an address that a page may link to, "" for any other: `javascript:` is an address, too.

    Names of our own vocabulary are no addresses that anybody answers at.
    """
    known = address.startswith(("https://", "http://")) and not address.startswith(BASE)
    return address if known and " " not in address else ""
