"""The JSON Schema of an answer, generated from its types.

May touch: the file it is told to write. Must not know: any answer.

`python -m causal_compute.answers.schema` writes it to `docs/answer.schema.json`.
"""

import json
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from causal_compute.answers import document
from causal_compute.writers.files import write_whole

__all__ = ["schema"]

PLAIN: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an answer; each type stands once, under `$defs`."""
    shared: dict[str, Any] = {}
    root = _of(document.Answer, shared)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An answer of causal-compute",
        "description": "What a question returns and `--json` prints; docs/answers.md explains each field.",
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
    if origin is list:
        return {"type": "array", "items": _of(arguments[0], shared)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(arguments[1], shared)}
    if origin in {Union, UnionType}:
        return {"anyOf": [_of(argument, shared) for argument in arguments]}
    raise TypeError(f"no schema for {kind!r}")


def _record(kind: Any, shared: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a typed dictionary
    hints = get_type_hints(kind, include_extras=True)
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
    text = json.dumps(schema(), indent=2, ensure_ascii=False)
    write_whole(Path("docs/answer.schema.json"), f"{text}\n".encode())
