"""Terms, and the nodes that quads describe.

May touch: pyoxigraph, the model's texts, numbers and dates. Must not know: claims, files, formats.

pyoxigraph refuses an IRI that is none when the term is made, so nothing malformed gets past this module.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from causal_compute.model import Layer, Text, Thesis
from causal_compute.quantity import DateInterval, Quantity
from causal_compute.vocabulary import (
    CC,
    LAYERS,
    RDF,
    TEXT_PROPERTIES,
    TIME,
    XSD,
    graph_iri,
    item_iri,
    thesis_iri,
    unit_iri,
)

__all__ = ["Node", "Object", "Space", "boolean", "decimal", "integer", "iri", "reason", "typed", "words"]

Object = NamedNode | Literal


def iri(text: str) -> NamedNode:
    """Return `text` as an IRI; a member of a vocabulary is one already."""
    return NamedNode(str(text))


def typed(text: str, datatype: XSD) -> Literal:
    """Return a literal of one of XML Schema's types; `text` must be in its canonical form."""
    return Literal(text, datatype=NamedNode(datatype.value))


def integer(number: int) -> Literal:
    """Return an `xsd:integer`."""
    return typed(str(number), XSD.INTEGER)


def boolean(*, truth: bool) -> Literal:
    """Return an `xsd:boolean`."""
    return typed("true" if truth else "false", XSD.BOOLEAN)


def decimal(number: float) -> Literal:
    """Return an `xsd:decimal` in the form that every store keeps: no exponent, no trailing zero.

    >>> decimal(60.0).value, decimal(0.40).value, decimal(1e-7).value, decimal(-0.0).value
    ('60', '0.4', '0.0000001', '0')
    """
    figure = format(Decimal(repr(number)), "f")
    figure = figure.rstrip("0").rstrip(".") if "." in figure else figure
    return typed("0" if figure == "-0" else figure, XSD.DECIMAL)


def words(text: Text) -> tuple[Literal, Literal]:
    """Return a text in both its languages."""
    return Literal(text.zh, language="zh"), Literal(text.en, language="en")


def reason(text: Text) -> tuple[Literal, ...]:
    """Return a reason in both its languages; one that was given once stands once, in no language."""
    return (Literal(text.en),) if text.zh == text.en else words(text)


@dataclass(frozen=True, slots=True)
class Node:
    """Something that quads describe: its IRI, and the graph of the layer that says so."""

    iri: NamedNode
    graph: NamedNode

    def part(self, name: str) -> "Node":
        """Return a part of this node, in the same graph."""
        return Node(NamedNode(f"{self.iri.value}.{name}"), self.graph)

    def has(self, property_: str, *values: Object) -> Iterator[Quad]:
        """Yield one quad for each value."""
        for value in values:
            yield Quad(self.iri, iri(property_), value, self.graph)

    def is_a(self, *classes: str) -> Iterator[Quad]:
        """Yield the classes of this node."""
        yield from self.has(RDF.TYPE, *map(iri, classes))

    def reads(self, text: Text) -> Iterator[Quad]:
        """Yield a text twice: as `cc:text`, and by how each language relates to the source."""
        zh, en = words(text)
        yield from self.has(CC.TEXT, zh, en)
        yield from self.has(TEXT_PROPERTIES[text.zh_status], zh)
        yield from self.has(TEXT_PROPERTIES[text.en_status], en)

    def measures(self, property_: str, quantity: Quantity) -> Iterator[Quad]:
        """Yield a quantity as a part of this node that is named like the property."""
        part = self.part(property_.partition("#")[2])
        yield from self.has(property_, part.iri)
        yield from part.is_a(CC.QUANTITY)
        yield from part.has(CC.LOW, decimal(quantity.low))
        yield from part.has(CC.HIGH, decimal(quantity.high))
        yield from part.has(CC.HAS_UNIT, iri(unit_iri(quantity.unit)))
        if quantity.value is not None:
            yield from part.has(CC.VALUE, decimal(quantity.value))
        if quantity.verbatim is not None:
            yield from part.has(CC.VERBATIM, Literal(quantity.verbatim))


@dataclass(frozen=True, slots=True)
class Space:
    """The IRIs of one thesis: where its parts, its graphs and its calendar lie."""

    thesis: Thesis

    def iri(self, item: str, folder: str = "") -> NamedNode:
        """Return the IRI of a part of the thesis."""
        return NamedNode(item_iri(self.thesis.id, item, folder=folder))

    def node(self, item: str, layer: Layer | None, folder: str = "") -> Node:
        """Return a part of the thesis as a node in its layer's graph; None is the document's graph."""
        return Node(self.iri(item, folder), self.graph(layer))

    def layered(self, item: str, layer: Layer, folder: str = "") -> tuple[Node, Iterator[Quad]]:
        """Return such a node, and the quad that names its layer for tools that lose the graph."""
        node = self.node(item, layer, folder)
        return node, node.has(CC.IN_LAYER, iri(LAYERS[layer]))

    def graph(self, layer: Layer | None) -> NamedNode:
        """Return the graph of a layer."""
        return NamedNode(graph_iri(self.thesis.id, layer))

    @property
    def itself(self) -> Node:
        """The thesis as a node."""
        return Node(NamedNode(thesis_iri(self.thesis.id)), self.graph(None))

    @property
    def document(self) -> NamedNode:
        """The document that the thesis encodes."""
        return self.iri("document.source")

    def dated(self, node: Node, dates: DateInterval) -> Iterator[Quad]:
        """Yield the days that a date may mean: as plain bounds, and as an interval of OWL-Time.

        Intervals and days are shared: their IRIs are made of the dates, and they lie in the document's graph.
        """
        yield from node.has(CC.EARLIEST, typed(dates.earliest.isoformat(), XSD.DATE))
        yield from node.has(CC.LATEST, typed(dates.latest.isoformat(), XSD.DATE))
        if dates.verbatim:
            yield from node.has(CC.DATE_VERBATIM, Literal(dates.verbatim))
        days = self.node(f"days.{dates.earliest}.{dates.latest}", None)
        yield from node.has(CC.WHEN, days.iri)
        yield from days.is_a(TIME.INTERVAL)
        for bound, day in ((TIME.HAS_BEGINNING, dates.earliest), (TIME.HAS_END, dates.latest)):
            yield from self._day(days, bound, day)

    def _day(self, days: Node, bound: TIME, day: date) -> Iterator[Quad]:
        instant = self.node(f"day.{day}", None)
        yield from days.has(bound, instant.iri)
        yield from instant.is_a(TIME.INSTANT)
        yield from instant.has(TIME.IN_XSD_DATE, typed(day.isoformat(), XSD.DATE))
