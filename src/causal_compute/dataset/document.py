"""The document, its slides, its units, what was left out of it, and the graphs themselves, as quads.

May touch: terms and the thesis as a whole. Must not know: claims, files, formats.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from causal_compute.dataset.quotes import quoted
from causal_compute.dataset.terms import Node, Space, integer, iri, words
from causal_compute.model import Cost, Layer, NotAClaim, Slide, Thesis
from causal_compute.quantity import UNITS
from causal_compute.vocabulary import CC, LAYERS, PROV, SCHEMA, SKOS, VOID, unit_iri

__all__ = ["document_quads", "graph_quads"]


def document_quads(space: Space) -> Iterator[Quad]:
    """Yield the thesis, its document and slides, the stretches that are no claims, and the units in use."""
    yield from _thesis(space)
    for position, slide in enumerate(space.thesis.slides.values(), start=1):
        yield from _slide(space, slide, position)
    for number, left_out in enumerate(space.thesis.not_claims, start=1):
        yield from _not_a_claim(space, left_out, number)
    for unit in _units(space.thesis):
        yield from _unit(space, unit)


def graph_quads(space: Space, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield what each layer's graph is, who speaks in it, and how many of `quads` (no repeats) it holds."""
    sizes = Counter(quad.graph_name for quad in quads)
    said_by = {Layer.THESIS: "agent.author", Layer.CURATOR: "agent.curator"}
    for layer in Layer:
        graph = Node(space.graph(layer), space.graph(None))
        yield from graph.is_a(CC.LAYER_GRAPH, VOID.DATASET)
        yield from graph.has(CC.IN_LAYER, iri(LAYERS[layer]))
        yield from graph.has(VOID.TRIPLES, integer(sizes[graph.iri]))
        if layer in said_by:
            agent = space.node(said_by[layer], None)
            yield from agent.is_a(PROV.AGENT)
            yield from graph.has(PROV.WAS_ATTRIBUTED_TO, agent.iri)
    derived = Node(space.graph(Layer.DERIVED), space.graph(None))
    yield from derived.has(PROV.WAS_DERIVED_FROM, *map(space.graph, said_by))


def _thesis(space: Space) -> Iterator[Quad]:
    thesis, node, root = space.thesis, space.itself, space.iri(space.thesis.root)
    yield from node.is_a(CC.THESIS, SKOS.SCHEME, VOID.DATASET)
    yield from node.has(SKOS.PREF_LABEL, *words(thesis.title))
    yield from node.has(CC.OF_DOCUMENT, space.document)
    yield from node.has(CC.ROOT, root)
    yield from node.has(SKOS.HAS_TOP_CONCEPT, root)
    document = Node(space.document, node.graph)
    yield from document.is_a(CC.DOCUMENT, SCHEMA.PRESENTATION)
    yield from document.has(SKOS.PREF_LABEL, *words(thesis.title))
    yield from document.has(SCHEMA.IN_LANGUAGE, Literal(thesis.language))


def _slide(space: Space, slide: Slide, position: int) -> Iterator[Quad]:
    node = space.node(slide.id, None, "slide")
    yield from node.is_a(CC.SLIDE, SCHEMA.PRESENTATION)
    yield from node.has(SCHEMA.IS_PART_OF, space.document)
    yield from node.has(SCHEMA.POSITION, integer(position))
    yield from node.has(SKOS.PREF_LABEL, Literal(slide.title, language=space.thesis.language))
    if slide.title_en and space.thesis.language != "en":
        yield from node.has(SKOS.PREF_LABEL, Literal(slide.title_en, language="en"))
    yield from node.has(CC.FIRST_LINE, integer(slide.first_line))
    yield from node.has(CC.LAST_LINE, integer(slide.last_line))


def _not_a_claim(space: Space, left_out: NotAClaim, number: int) -> Iterator[Quad]:
    node = space.node(f"not-a-claim.{number}", None)
    yield from node.is_a(CC.NOT_A_CLAIM)
    yield from node.has(CC.WHY, Literal(left_out.reason))
    yield from quoted(space, node, [left_out.quote])


def _units(thesis: Thesis) -> list[str]:
    """Return every unit the thesis uses, sorted."""
    quantities = [claim.quantity for claim in thesis.claims.values()]
    quantities += [claim.lag for claim in thesis.claims.values()]
    quantities += [event.quantity for event in thesis.events]
    costs = [each.derivation for each in thesis.series.values() if isinstance(each.derivation, Cost)]
    quantities += [tokens for cost in costs for tokens in (cost.tokens_in, cost.tokens_out)]
    quantities += [evidence.quantity for evidence in thesis.evidence.values()]
    formulas = [each.derivation for each in thesis.series.values() if isinstance(each.derivation, Cost)]
    quantities += [tokens for each in formulas for tokens in (each.tokens_in, each.tokens_out)]
    quantities += [each.measure.threshold for each in thesis.conditions.values() if each.measure]
    units = {quantity.unit for quantity in quantities if quantity is not None}
    units |= {variable.unit for variable in thesis.variables.values() if variable.unit is not None}
    units |= {unit for each in thesis.offers.values() for unit in (each.cost_unit, each.score_unit)}
    units |= {each.unit for claim in thesis.claims.values() for each in claim.falsifiers}
    return sorted(units | {series.unit for series in thesis.series.values()})


def _unit(space: Space, unit: str) -> Iterator[Quad]:
    """Yield a unit as the files write it, and what it measures; QUDT's own descriptions are not repeated."""
    node = Node(NamedNode(unit_iri(unit)), space.graph(None))
    yield from node.is_a(CC.UNIT)
    yield from node.has(SKOS.NOTATION, Literal(unit))
    if unit in UNITS:
        yield from node.has(CC.DIMENSION, Literal(UNITS[unit]))
