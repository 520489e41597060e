"""The JSON Schemas that editors use: generated, committed, and true of every shipped file."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from causal_compute.model import Change, ClaimKind, Layer, Modality, VariableKind
from causal_compute.quantity import UNITS
from causal_compute.readers.findings import Desk
from causal_compute.readers.kinds import number
from causal_compute.readers.nodes import Listing, Mapping, Node, compose
from causal_compute.readers.schema import schemas, write_schemas

ROOT = Path(__file__).parents[1]
SHIPPED = ["graph/deck", "graph/evidence", "tests/fixtures/small", "tests/fixtures/small-evidence"]
FILES = sorted(path for folder in SHIPPED for path in (ROOT / folder).rglob("*.yaml"))
SCHEMAS = schemas()


def kind_of(path: Path) -> str:
    """Return which schema a file goes by: its folder's name, or its own."""
    return path.parent.name if path.parent.name in SCHEMAS else path.stem


def as_editor(node: Node) -> Any:  # noqa: ANN401 - it is what JSON can be
    """Return what an editor's YAML 1.2 sees: numbers and truth values where they are written plain."""
    if isinstance(node, Mapping):
        return {key: as_editor(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Listing):
        return [as_editor(item) for item in node.items]
    if not node.plain:
        return node.text
    if node.text in {"true", "false"}:
        return node.text == "true"
    value = number(node.text)
    return node.text if value is None else int(value) if node.text.isdigit() else value


def problems(name: str, text: str) -> list[str]:
    node = compose(text, Desk("f.yaml"))
    assert node is not None
    return [error.message for error in Draft202012Validator(SCHEMAS[name]).iter_errors(as_editor(node))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


def test_the_committed_schemas_are_what_the_declarations_give(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    fresh = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    folder = ROOT / "docs/schema"
    committed = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.schema.json")}
    assert committed == fresh, "run python -m causal_compute.readers.schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_shipped_file_keeps_its_schema(path: Path) -> None:
    assert problems(kind_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_shipped_file_tells_the_editor_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    head = "# yaml-language-server: $schema="
    assert first.startswith(head)
    named = (path.parent / first.removeprefix(head)).resolve()
    assert named == ROOT / f"docs/schema/{kind_of(path)}.schema.json"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param("claims", "kind: trend", "kind: trendy", id="enum"),
        pytest.param("claims", "effect:", "efect:", id="key"),
        pytest.param("claims", "modality: constitutive", "", id="causal-without-modality"),
        pytest.param("claims", "kind: causal", "kind: level", id="level-with-causes"),
        pytest.param("claims", "low: 5, ", "", id="one-end"),
        pytest.param("claims", "{low: 5, high: 10, ", "{", id="no-number"),
        pytest.param("claims", "unit: months", "unit: years", id="lag-unit"),
        pytest.param("claims", "grid-is", "Grid_is", id="id"),
        pytest.param("claims", "all:", "either:", id="gate"),
        pytest.param("claims", "holds_if: [grid-public]", "holds_if: []", id="empty-list"),
        pytest.param("variables", "unit: USD/hour", "unit: USD/hr", id="unit"),
        pytest.param("variables", "zh: [电力]", "zh: 电力", id="list"),
        pytest.param("thesis", "../small-evidence", "../../etc", id="path"),
        pytest.param("thesis", "lines: 3-4", "lines: 3 to 4", id="lines"),
        pytest.param("conditions", 'comparator: "<="', 'comparator: "<"', id="comparator"),
    ],
)
def test_what_the_reader_refuses_by_form_the_schema_refuses_too(name: str, old: str, new: str) -> None:
    path = ROOT / "tests/fixtures/small" / ("claims/light.yaml" if name == "claims" else f"{name}.yaml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    assert problems(name, text) == []
    assert problems(name, text.replace(old, new, 1)) != []


def enumerated(name: str, record: str, key: str) -> list[Any]:
    words: list[Any] = SCHEMAS[name]["$defs"][record]["properties"][key]["enum"]
    return words


def test_the_words_of_the_schemas_are_those_of_the_model() -> None:
    assert enumerated("claims", "claim", "kind") == [str(kind) for kind in ClaimKind]
    assert enumerated("claims", "claim", "modality") == [str(word) for word in Modality]
    assert enumerated("claims", "effect", "change") == [str(change) for change in Change]
    assert enumerated("variables", "variable", "kind") == [str(kind) for kind in VariableKind]
    assert enumerated("conditions", "condition", "layer") == [str(layer) for layer in Layer]
    assert set(enumerated("variables", "variable", "unit")) == {*UNITS, 1}


def test_every_key_is_described_in_both_languages() -> None:
    for schema in SCHEMAS.values():
        for name, record in schema["$defs"].items():
            if name == "gate":
                continue
            for key, value in record["properties"].items():
                english, _, chinese = value["description"].partition(" / ")
                assert english.isascii() or "降本" in english, (name, key)
                assert any("\u4e00" <= character <= "\u9fff" for character in chinese), (name, key)


def test_a_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(SCHEMAS)) == SCHEMAS
