"""The JSON Schemas of what `--json` prints, generated from the types of its documents.

May touch: the files it is told to write. Must not know: any answer.

`python -m causal_compute.schemas` writes them to `docs/<name>.schema.json`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from causal_compute.answers.backtest import Backtest
from causal_compute.answers.document import Answer
from causal_compute.answers.evidence import BothSides
from causal_compute.answers.provenance import Provenance
from causal_compute.answers.whatif import WhatIf
from causal_compute.answers.when import When
from causal_compute.audit import Audit
from causal_compute.comparing.compare import Comparison
from causal_compute.comparing.diff import Diff
from causal_compute.comparing.merge import Merging
from causal_compute.forecast.record import Record
from causal_compute.outlook.booms import Boom
from causal_compute.outlook.document import Outlook
from causal_compute.writers.files import write_whole

__all__ = ["DOCUMENTS", "schema", "schema_of"]

DOCUMENTS: Mapping[str, tuple[type, str]] = {
    "answer": (Answer, "What a question in words returns; docs/answers.md explains each field."),
    "when": (When, "What `when` returns: dates of applications with their spread."),
    "whatif": (WhatIf, "What `whatif` returns: dates before and after, and what moves one most."),
    "backtest": (Backtest, "What `backtest` returns: how well the forecasts would have done."),
    "evidence": (
        BothSides,
        "What `evidence` returns: statements for and against, and the belief by steps.",
    ),
    "audit": (Audit, "What `audit` returns: where evidence, numbers and forecasts disagree with the thesis."),
    "provenance": (Provenance, "What `show` returns for a source, series or public fact."),
    "diff": (Diff, "What `diff` returns: changes of a thesis, and the answers that changed because of them."),
    "compare": (Comparison, "What `compare` returns: two theses side by side."),
    "merge": (Merging, "What `merge` returns: what was united, renamed, set aside, contradicted."),
}
"""Every document by its name: its type, and what it is."""

_LATER = {"Boom": Boom, "Outlook": Outlook, "Record": Record}
"""Types that cheap modules name without importing them."""

PLAIN: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
}


def schema(name: str = "answer") -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a document; each type stands once, under `$defs`.

    Raises:
        KeyError: there is no document of that name.

    """
    return schema_of(DOCUMENTS[name][0], name, DOCUMENTS[name][1])


def schema_of(kind: Any, name: str, description: str) -> dict[str, Any]:  # noqa: ANN401 - a type expression
    """Return the JSON Schema of a document of type `kind`: a typed dictionary, or a union of some."""
    shared: dict[str, Any] = {}
    root = _of(kind, shared)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"causal-compute: {name}",
        "description": description,
        "type": "object",
        **root,
        "$defs": dict(sorted(shared.items())),
    }


def _of(kind: Any, shared: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a type expression
    """Return the schema of a type expression; typed dictionaries go to `shared`."""
    if kind in PLAIN:
        return dict(PLAIN[kind])
    if is_typeddict(kind):
        if kind.__name__ not in shared:
            shared[kind.__name__] = {}  # stands for itself while its own fields are read
            shared[kind.__name__] = _record(kind, shared)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in {list, tuple}:
        kinds = [_of(each, shared) for each in arguments]
        each = {"items": kinds[0]} if origin is list else {"prefixItems": kinds, "items": False}
        return {"type": "array", **each}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(arguments[1], shared)}
    if origin in {Union, UnionType}:
        return {"anyOf": [_of(argument, shared) for argument in arguments]}
    raise TypeError(f"no schema for {kind!r}")


def _record(kind: Any, shared: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a typed dictionary
    hints = get_type_hints(kind, localns=_LATER, include_extras=True)
    optional = {name for name, hint in hints.items() if get_origin(hint) is NotRequired}
    kinds = {name: get_args(hint)[0] if name in optional else hint for name, hint in hints.items()}
    return {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": {name: _of(hint, shared) for name, hint in kinds.items()},
        "required": [name for name in kinds if name not in optional],
        "additionalProperties": False,
    }


if __name__ == "__main__":
    for document in DOCUMENTS:
        text = json.dumps(schema(document), indent=2, ensure_ascii=False)
        write_whole(Path(f"docs/{document}.schema.json"), f"{text}\n".encode())
