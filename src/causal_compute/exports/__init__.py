"""Write a thesis, or a part of it, in the formats of other tools.

May touch: the model, the dataset, the graph, answers; each format on use. Must not know: terminals, files.

`formats` lists what there is. A graph format is written from nodes and edges (`elements`) of one of two
views, an RDF format from the dataset's quads, the report from the answers. `docs/exports.md` says what each
keeps and loses.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from causal_compute.errors import UsageError
from causal_compute.exports.formats import FORMATS, VIEWS, Format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from causal_compute.exports.elements import Elements
    from causal_compute.exports.scope import Scope

__all__ = ["FORMATS", "VIEWS", "Export", "Format", "export", "listing"]

_DRAWINGS = {"dot", "mermaid"}
_VIEWS = {
    "claims": "causal_compute.exports.claim_view:claim_view",
    "influences": "causal_compute.exports.influence_view:influence_view",
}


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export by the end of their names, what they hold, and what else a user should know."""

    files: "Mapping[str, bytes]"
    holds: str
    notes: tuple[str, ...] = ()


def export(scope: "Scope", name: str) -> Export:
    """Return what `scope` is in the format called `name`; the same scope gives the same bytes.

    Raises:
        UsageError: there is no such format, or a part of a thesis is asked of a format that has no parts.
        BadDataError: the files cannot be read as a thesis.

    """
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}; one of {', '.join(FORMATS)}")
    form = FORMATS[name]
    return {"graph": _graph, "rdf": _rdf, "text": _text}[form.family](scope, name, _load(form.writer))


def listing() -> Iterator[str]:
    """Yield a line for each format: its name, what it is, what opens it."""
    for name, form in FORMATS.items():
        yield f"{name:<14} {form.says:<46} {form.opens}"


def _load(name: str) -> Callable[..., Any]:
    """Import what "module:function" names."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _graph(scope: "Scope", name: str, writer: Callable[["Elements"], Any]) -> Export:
    graph: Elements = _load(_VIEWS[scope.view])(scope)
    if name in _DRAWINGS:
        drawn = _load("causal_compute.exports.drawn:drawn")
        graph = drawn(graph)
    written = writer(graph)
    files = written if isinstance(written, dict) else {FORMATS[name].suffix: written}
    holds = f"{len(graph.nodes)} nodes, {len(graph.edges)} edges"
    notes = [f"left out: {what}" for what in graph.left_out]
    if name == "mermaid":
        notes += filter(None, [_load("causal_compute.exports.flowchart:beyond")(graph, written)])
    return Export(files, holds, tuple(notes))


def _rdf(scope: "Scope", name: str, writer: Callable[["Scope"], Any]) -> Export:
    if scope.of is not None:
        raise UsageError(f"--of narrows the graph formats and the report, not {name}; leave it out")
    written = writer(scope)
    if isinstance(written, dict):
        return Export({end: each.content for end, each in written.items()}, f"{len(written)} files")
    return Export({FORMATS[name].suffix: written.content}, written.holds)


def _text(scope: "Scope", name: str, writer: Callable[["Scope"], Any]) -> Export:
    content = writer(scope)
    return Export({FORMATS[name].suffix: content}, f"{len(content.splitlines())} lines")
