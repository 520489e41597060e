"""Quads as compact JSON-LD that carries its own context: nothing is fetched to read it.

May touch: pyoxigraph's terms, the packaged context. Must not know: theses, queries.

Our quads have no blank nodes, lists or triple terms, so compaction is a walk over them in order. A value
that fits what the context says of a term is written plainly under that term; any other is written in full
under its property's prefixed name, which the context says nothing of.
"""

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from causal_compute.dataset.characters import visible_json
from causal_compute.resources import data_dir
from causal_compute.vocabulary import RDF

__all__ = ["jsonld"]

JSON = str | int | bool | dict[str, "JSON"] | list["JSON"]
Definition = Mapping[str, str]

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Whole numbers in canonical form, small enough to stay exact where JSON's numbers are read as floats."""


def jsonld(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> str:
    """Return `quads`, which must be in order of graph, subject and property, as JSON-LD."""
    names = _Names(prefixes)
    graphs: list[JSON] = []
    for graph, said in groupby(quads, key=lambda quad: quad.graph_name):
        nodes: list[JSON] = [
            names.node(cast("NamedNode", subject), about)
            for subject, about in groupby(said, key=lambda quad: quad.subject)
        ]
        graphs.append({"@id": names.short(cast("NamedNode", graph)), "@graph": nodes})
    document: JSON = {"@context": names.context, "@graph": graphs}
    return visible_json(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


class _Names:
    """The context of one document: what each IRI is called in it, and how each value is written."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        text = (data_dir("ontology") / "context.jsonld").read_text(encoding="utf-8")
        own: dict[str, JSON] = json.loads(text)["@context"]
        # A prefix may not be a term too: `source` is a property, so the folder `source/` goes without.
        free = {name: namespace for name, namespace in prefixes.items() if name not in own}
        self.context: JSON = {**free, **own}
        self._prefixes = free | {name: value for name, value in own.items() if isinstance(value, str)}
        self._terms = {
            self._long(value["@id"]): (name, cast("Definition", value))
            for name, value in own.items()
            if isinstance(value, dict)
        }
        self._spoken = {name for name, each in self._terms.values() if each.get("@container") == "@language"}

    def node(self, subject: NamedNode, quads: Iterable[Quad]) -> JSON:
        """Return one subject with all that a graph says of it."""
        members: dict[str, list[JSON]] = {"@id": [self.short(subject)]}
        for quad in quads:
            key, value = self._member(quad.predicate, cast("NamedNode | Literal", quad.object))
            members.setdefault(key, []).append(value)
        return {
            key: _by_language(values) if key in self._spoken else _alone(values)
            for key, values in members.items()
        }

    def short(self, node: NamedNode) -> str:
        """Return an IRI by the longest prefix that fits."""
        fits = [(len(base), name) for name, base in self._prefixes.items() if node.value.startswith(base)]
        if not fits:
            return node.value
        length, name = max(fits)
        return f"{name}:{node.value[length:]}"

    def _long(self, name: JSON) -> str:
        prefix, _, local = str(name).partition(":")
        return self._prefixes[prefix] + local

    def _member(self, predicate: NamedNode, value: NamedNode | Literal) -> tuple[str, JSON]:
        """Return the key and the value of one quad: plain under a term that it fits, else in full."""
        name = self.short(predicate)
        term, definition = self._terms.get(predicate.value, (name, {}))
        if isinstance(value, NamedNode):
            if predicate.value == RDF.TYPE:
                return "@type", self.short(value)
            fits = definition.get("@type") == "@id"
            return (term, self.short(value)) if fits else (name, {"@id": self.short(value)})
        if value.language is not None:
            key = term if term in self._spoken else name
            return key, {"@language": value.language, "@value": value.value}
        datatype = self.short(value.datatype)
        if definition.get("@type", "xsd:string") == datatype and term not in self._spoken:
            return term, _native(value.value, datatype)
        return name, value.value if datatype == "xsd:string" else {"@type": datatype, "@value": value.value}


def _native(figure: str, datatype: str) -> JSON:
    """Return a truth or a whole number as JSON's own, where that says the same; else the words."""
    if datatype == "xsd:boolean" and figure in {"true", "false"}:
        return figure == "true"
    if datatype == "xsd:integer" and _WHOLE.fullmatch(figure):
        return int(figure)
    return figure


def _by_language(values: Iterable[JSON]) -> JSON:
    """Return tagged words as a map from language to words.

    >>> _by_language([{"@language": "en", "@value": "light"}])
    {'en': 'light'}
    """
    tagged = [cast("dict[str, str]", value) for value in values]
    languages = sorted({each["@language"] for each in tagged})
    return {
        language: _alone([each["@value"] for each in tagged if each["@language"] == language])
        for language in languages
    }


def _alone(values: list[JSON]) -> JSON:
    """Return the only value by itself, several as a list."""
    return values[0] if len(values) == 1 else values
