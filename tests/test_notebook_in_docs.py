"""The notebook in the documents: run again, cell by cell, it shows what it showed.

`jupyter nbconvert --to notebook --execute --inplace docs/notebook.ipynb` keeps what it shows now.
"""

import ast
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.no_cover  # the whole program is asked; its parts are measured elsewhere

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebook.ipynb"
SHOWN = {"text/markdown": "_repr_markdown_", "text/html": "_repr_html_"}


def run(source: str, names: dict[str, Any]) -> tuple[object, str]:
    """Run a cell; return the value of its last line, and what it printed."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - our own notebook
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307 - the same
    return value, printed.getvalue()


def shown(value: object) -> dict[str, str]:
    """Return what a notebook shows of a value, by media type: what it offers, and its representation."""
    offers = {kind: getattr(value, name)() for kind, name in SHOWN.items() if hasattr(value, name)}
    return {kind: said for kind, said in offers.items() if said is not None}


def test_every_cell_shows_again_what_the_notebook_keeps_of_it() -> None:
    names: dict[str, Any] = {}
    compared = 0
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        value, printed = run("".join(cell["source"]), names)
        for output in cell["outputs"]:
            if output["output_type"] == "stream":
                assert "".join(output["text"]) == printed
                compared += 1
                continue
            kept = {kind: "".join(said) for kind, said in output["data"].items() if kind != "text/plain"}
            assert kept == shown(value)
            if not kept:
                assert "".join(output["data"]["text/plain"]).split() == repr(value).split()
            compared += 1
    assert compared >= 8
