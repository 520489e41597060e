"""Two CSV tables: nodes and edges, with the columns that Gephi and Neo4j look for.

May touch: nodes and edges. Must not know: theses.
"""

import csv
from collections.abc import Sequence
from io import StringIO

from causal_compute.exports.elements import Elements, Value

__all__ = ["guarded", "tables"]

_FORMULA = ("=", "+", "-", "@", "\t", "'")


def tables(graph: Elements) -> dict[str, bytes]:
    """Return nodes and edges as CSV by RFC 4180, in UTF-8 without a byte order mark."""
    nodes = [
        {"id": node.id, "label": node.label, "kind": node.kind, **node.attributes} for node in graph.nodes
    ]
    edges: list[dict[str, Value]] = [
        {
            "source": edge.source,
            "target": edge.target,
            "type": "Directed",
            "id": edge.id,
            "label": edge.label,
            "relation": edge.relation,
            **({} if edge.sign is None else {"sign": edge.sign}),
            **edge.attributes,
        }
        for edge in graph.edges
    ]
    return {
        ".nodes.csv": _table(nodes, ("id", "label", "kind")),
        ".edges.csv": _table(edges, ("source", "target", "type", "id", "label", "relation", "sign")),
    }


def guarded(value: Value) -> Value:
    """Return words that a spreadsheet takes for words: those that could be a formula get a "'" in front.

    Words that begin with "'" get another, so that taking one away gives back what was there.

    >>> guarded("=1+1"), guarded("plain"), guarded(-1)
    ("'=1+1", 'plain', -1)

    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _table(rows: Sequence[dict[str, Value]], first: Sequence[str]) -> bytes:
    columns = dict.fromkeys([*first, *(name for row in rows for name in row)])
    written = StringIO()
    writer = csv.DictWriter(written, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: guarded(_told(value)) for name, value in row.items()})
    return written.getvalue().encode()


def _told(value: Value) -> Value:
    return str(value).lower() if isinstance(value, bool) else value
