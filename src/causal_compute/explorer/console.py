"""The SPARQL console's part of the page: the named queries and the engine.

May touch: IRIs, the named queries, the bundle. Must not know: how the page shows them.

The engine is Oxigraph compiled to WebAssembly (MIT or Apache-2.0), the same that answers on the command line.
Named queries carry the usual values of their parameters as a line of VALUES, for the reader to change.
"""

from collections.abc import Mapping
from importlib.resources import files
from typing import TypedDict

from causal_compute.explorer.document import ascii85
from causal_compute.model import Thesis
from causal_compute.stores.named import NamedQuery, named_queries
from causal_compute.vocabulary import item_iri, prefixes, thesis_iri

__all__ = ["Console", "Question", "console", "engine"]


class Question(TypedDict):
    """A named query: what it asks in both languages, and its text."""

    id: str
    zh: str
    en: str
    text: str


class Console(TypedDict):
    """`worker` is the script that runs the engine; `base` begins the IRIs of variables and claims."""

    worker: str
    base: str
    prefixes: dict[str, str]
    queries: list[Question]


def console(thesis: Thesis) -> Console:
    """Return what the console needs beside the engine."""
    slides = {name: item_iri(thesis.id, name, folder="slide") for name in thesis.slides}
    named = (*thesis.variables, *thesis.conditions, *thesis.claims)
    things = slides | {name: item_iri(thesis.id, name) for name in named}
    return {
        "worker": _bundled("worker.js").decode(),
        "base": thesis_iri(thesis.id),
        "prefixes": prefixes(thesis.id),
        "queries": [_question(query, things) for query in named_queries().values()],
    }


def engine() -> str:
    """Return Oxigraph's WebAssembly, deflated, as text: about 1.7 MB."""
    return ascii85(_bundled("oxigraph.wasm.deflate"))


def _question(query: NamedQuery, things: Mapping[str, str]) -> Question:
    """Return a query with its usual values written in; one that the thesis does not have is left out."""
    lines = [line for line in query.text.splitlines() if not line.startswith("#")]
    usual = {name: things[value] for name, value in query.parameters.items() if value in things}
    values = "".join(f"\n  VALUES ?{name} {{ <{iri}> }}" for name, iri in usual.items())
    text = "\n".join(lines).strip()
    return {"id": query.name, "zh": query.zh, "en": query.en, "text": text.replace("{", "{" + values, 1)}


def _bundled(name: str) -> bytes:
    return files("causal_compute.explorer").joinpath("web", "bundle", name).read_bytes()
