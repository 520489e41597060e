"""What each tool returns, as a JSON Schema: those of `--json`, and two for what `--json` prints as lists.

May touch: the files it is told to write. Must not know: MCP.

`python -m causal_compute.agents.documents` writes the two to `docs/<name>.schema.json`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypedDict

from causal_compute.answers.document import Answer
from causal_compute.answers.provenance import Provenance
from causal_compute.answers.search import Hit
from causal_compute.schemas import DOCUMENTS, schema, schema_of
from causal_compute.writers.files import write_whole

__all__ = ["OF_TOOLS", "OWN", "Found", "Hits", "published"]


class Hits(TypedDict):
    """What the words were found in, best first, as `causal-compute search --json` lists it."""

    hits: list[Hit]


class Found(TypedDict):
    """What a SPARQL query found.

    `form` is "rows" for SELECT, "truth" for ASK, "graph" for CONSTRUCT and DESCRIBE. A row has a cell for
    each of `variables`: a prefixed name for an IRI, the words for a literal, empty where
    nothing is bound. `graph` is Turtle. `total` counts all rows or triples, of which the first are here.
    """

    form: Literal["rows", "truth", "graph"]
    variables: list[str]
    rows: list[list[str]]
    truth: bool | None
    graph: str | None
    total: int


OWN: Mapping[str, tuple[type, str]] = {
    "search": (Hits, "What the tool `search` returns."),
    "sparql": (Found, "What the tool `sparql` returns."),
}
"""Documents of tools alone, by name: the type, and what it is."""

OF_TOOLS: Mapping[str, str] = {
    "why": "answer",
    "when": "when",
    "whatif": "whatif",
    "trace": "answer",
    "impact": "answer",
    "show": "show",
    "evidence": "evidence",
    "audit": "audit",
    "search": "search",
    "sparql": "sparql",
}
"""The document that each tool returns; "show" is an answer or a provenance."""


def published() -> dict[str, dict[str, Any]]:
    """Return every schema that a tool's output obeys, by the name of the document."""
    either = schema_of(Answer | Provenance, "show", "What `show` returns: an answer, or a provenance.")
    return {
        **{name: schema(name) for name in DOCUMENTS if name in OF_TOOLS.values()},
        **{name: schema_of(kind, name, says) for name, (kind, says) in OWN.items()},
        "show": either,
        "provenance": schema("provenance"),
    }


if __name__ == "__main__":
    for document in OWN:
        text = json.dumps(published()[document], indent=2, ensure_ascii=False)
        write_whole(Path(f"docs/{document}.schema.json"), f"{text}\n".encode())
