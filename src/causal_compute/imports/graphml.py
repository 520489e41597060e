"""GraphML, streamed: nodes, edges and their data, each edge with its line.

May touch: the file it is told to read, expat. Must not know: what is made of nodes and edges.

networkx reads a file whole, lets a later edge of the same key replace an earlier one without a word, and
refuses all of it for one key. A document type is refused here before anything in it can act: no entity is
ever declared, so none grows, and none is fetched.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from causal_compute.errors import NoImportError
from causal_compute.imports.bipartite import ClaimNodes
from causal_compute.imports.columns import name_of, named, relation_of
from causal_compute.imports.node_link import UNDIRECTED
from causal_compute.imports.opening import blocks, shown
from causal_compute.imports.records import Dropped, Item
from causal_compute.imports.words import Meaning

__all__ = ["read_graphml"]

DEPTH = 40
"""How deep elements may nest; yEd's groups of groups stand at 20."""

TEXT = 2**20
"""The most text of one value."""

_LABELS = {"NodeLabel", "EdgeLabel"}


class _Parts:
    """What expat has read of the file since it was last asked; `found` holds nodes and edges, in order."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.found: list[tuple[str, int, dict[str, str]]] = []
        self.directed = True
        self._keys: dict[str, str] = {}
        self._defaults: dict[str, dict[str, str]] = {}
        self._path: list[str] = []
        self._open: list[tuple[str, int, dict[str, str]]] = []
        self._text: list[str] = []
        self._size = 0
        self._data = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _refuse(self, *_: object) -> None:
        raise NoImportError(
            f"{self.where}:{self.parser.CurrentLineNumber}",
            "declares a document type, which may hold entities that grow without bound",
            "take the <!DOCTYPE> out",
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name, line = tag.rpartition(" ")[2], self.parser.CurrentLineNumber
        self._path.append(name)
        if len(self._path) > DEPTH:
            raise NoImportError(f"{self.where}:{line}", f"nests more than {DEPTH} deep", "nest less")
        if name == "graph" and self._path.count("graph") == 1:
            self.directed = attributes.get("edgedefault") != "undirected"
        elif name == "key":
            self._key(attributes)
        elif name in {"node", "edge", "hyperedge"}:
            own = {"directed": "", **attributes} if name == "edge" else dict(attributes)
            self._open.append((name, line, {**self._defaults.get(name, {}), **own}))
        elif name == "data":
            self._data = self._keys.get(attributes.get("key", ""), attributes.get("key", ""))
        if name in {"data", "default"} | _LABELS:
            self._text, self._size = [], 0

    def _key(self, attributes: dict[str, str]) -> None:
        name = attributes.get("attr.name") or attributes.get("yfiles.type", "")
        self._keys[attributes.get("id", "")] = name
        self._data, self._for = name, attributes.get("for", "")

    def _characters(self, text: str) -> None:
        self._size += len(text)
        if self._size > TEXT:
            raise NoImportError(
                f"{self.where}:{self.parser.CurrentLineNumber}",
                f"holds a value of over {TEXT} characters",
                "cut it",
            )
        self._text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._path.pop()
        text = "".join(self._text).strip()
        if name == "default" and self._data:
            self._defaults.setdefault(self._for, {})[self._data] = text
        elif name in {"node", "edge", "hyperedge"}:
            self.found.append(self._open.pop())
        elif self._open and name in _LABELS and text:
            self._open[-1][2].setdefault("label" if name == "NodeLabel" else "relation", text)
        elif self._open and name == "data" and self._data and text:
            self._open[-1][2][self._data] = text
        if name in {"data", "default"} | _LABELS:
            self._text, self._size = [], 0


def read_graphml(path: Path, more: Mapping[str, Meaning], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield every node's name and what every edge says, by the names of a CSV edge list's columns.

    Raises:
        NoImportError: it is no XML, declares a document type, or nests beyond what any graph needs.

    """
    parts, claims = _Parts(shown(path)), ClaimNodes()
    for block in blocks(path):
        try:
            parts.parser.Parse(block, not block)
        except expat.ExpatError as err:
            where = f"{parts.where}:{err.lineno}:{err.offset + 1}"
            raise NoImportError(where, f"is no XML ({expat.ErrorString(err.code)})", "mend it") from None
        for kind, line, attributes in parts.found:
            at = f"line {line}"
            if kind == "node" and claims.node(at, attributes.get("id", ""), attributes):
                continue
            if kind == "edge" and claims.link(attributes):
                continue
            yield from _item(kind, at, attributes, parts.directed, more, columns)
        parts.found.clear()
    yield from claims.relations()


def _item(  # noqa: PLR0913, PLR0917 - one element and how it is to be read
    kind: str,
    at: str,
    attributes: dict[str, str],
    directed: bool,
    more: Mapping[str, Meaning],
    columns: Mapping[str, str],
) -> Iterator[Item]:
    if kind == "hyperedge":
        yield Dropped(at=at, reason="a hyperedge does not say which of its ends is the cause")
    elif kind == "node":
        key = attributes.get("id", "")
        yield name_of(key, attributes) if key else Dropped(at=at, reason="the node has no id")
    elif attributes.pop("directed", "") == "false" or not directed:
        what = f"{attributes.get('source', '?')} - {attributes.get('target', '?')}"
        yield Dropped(at=at, reason=UNDIRECTED, what=what)
    else:
        yield from relation_of(at, attributes, {**named(attributes), **columns}, more)
