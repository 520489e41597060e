"""The JSON Schemas of the files of a thesis, made from the declarations that the reader reads by.

May touch: the folder it is told to write to. Must not know: how a file is read.

Run `python -m causal_compute.readers.schema` in a checkout to write `docs/schema/` anew.
"""

import json
import sys
from pathlib import Path
from typing import Any

from causal_compute.readers import evidence_forms, forms
from causal_compute.readers.kinds import Kind, Schema, Shared
from causal_compute.readers.records import ListOf

__all__ = ["schemas", "write_schemas"]

FILES: dict[str, tuple[str, Kind[Any]]] = {
    "thesis": ("thesis.yaml of a thesis", forms.HEAD),
    "variables": ("variables.yaml or variables/*.yaml of a thesis", ListOf(forms.VARIABLE)),
    "conditions": ("conditions.yaml or conditions/*.yaml of a thesis", ListOf(forms.CONDITION)),
    "claims": ("claims.yaml or claims/*.yaml of a thesis", ListOf(forms.CLAIM)),
    "not-claims": ("not-claims.yaml of a thesis", ListOf(forms.NOT_A_CLAIM)),
    "sources": ("sources.yaml of an evidence folder", ListOf(evidence_forms.SOURCE)),
    "series": ("series.yaml of an evidence folder", ListOf(evidence_forms.SERIES)),
    "offers": ("offers.yaml of an evidence folder", ListOf(evidence_forms.OFFERS)),
    "observations": ("observations.yaml of an evidence folder", ListOf(evidence_forms.OBSERVATION)),
    "events": ("events.yaml of an evidence folder", ListOf(evidence_forms.EVENT)),
    "statements": ("statements.yaml of an evidence folder", ListOf(evidence_forms.STATEMENT)),
}


def schemas() -> dict[str, Schema]:
    """Return the JSON Schema (draft 2020-12) of every kind of file, by its name without suffix."""
    return {name: _schema(title, kind) for name, (title, kind) in FILES.items()}


def write_schemas(folder: Path) -> None:
    """Write every schema to `folder`, as `<name>.schema.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8", newline="\n")


def _schema(title: str, kind: Kind[Any]) -> Schema:
    shared: Shared = {}
    body = kind.schema(shared)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **body,
        "$defs": dict(sorted(shared.items())),
    }


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/schema"))
