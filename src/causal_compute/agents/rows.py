"""What a SPARQL query found, as the document and the text of a tool.

May touch: nothing. Must not know: how the query was asked.
"""

from collections.abc import Iterator

from causal_compute.agents.cleaning import in_one_line
from causal_compute.agents.documents import Found as FoundDocument
from causal_compute.agents.fitting import size
from causal_compute.api.queries import Found
from causal_compute.stores.results import Form, Result

__all__ = ["found_document"]

CELL = 200  # characters of a cell in the text

BUDGET = 100_000  # characters of JSON


def found_document(found: Found, most: int) -> tuple[FoundDocument, str]:
    """Return the first `most` rows or triples of what a query found, fewer if they are long; and its text."""
    made = _document(found, most)
    while size(made) > BUDGET and most > 1:
        most = min(most, made["total"]) // 2
        made = _document(found, most)
    return made, "\n".join(_lines(made, min(most, made["total"])))


def _document(found: Found, most: int) -> FoundDocument:
    result = found.result
    made: FoundDocument = {
        "form": result.form.value,
        "variables": list(result.variables),
        "rows": [],
        "truth": None,
        "graph": None,
        "total": 0,
    }
    if result.form is Form.TRUTH:
        return {**made, "truth": bool(result)}
    if result.form is Form.GRAPH:
        lines = sorted(set(result.payload.splitlines()))
        part = Found(Result(Form.GRAPH, b"\n".join(lines[:most])), found.prefixes)
        return {**made, "graph": part.written("table"), "total": len(lines)}
    rows = found.table()
    cells = [[str(row[name]) for name in made["variables"]] for row in rows[:most]]
    return {**made, "rows": cells, "total": len(rows)}


def _lines(document: FoundDocument, shown: int) -> Iterator[str]:
    """Yield rows with bars between their cells, Turtle, or a word; and how many of how many that were."""
    if document["truth"] is not None:
        yield "true" if document["truth"] else "false"
    elif not shown:
        yield "Nothing was found."
    else:
        if document["graph"] is not None:
            yield document["graph"]
        for row in [document["variables"], *document["rows"]] if document["rows"] else []:
            yield " | ".join(in_one_line(cell, CELL) for cell in row)
        yield f"{shown} of {document['total']}"
