"""Public facts as quads: sources, series, offers, observations, events, evidence.

May touch: terms and facts. Must not know: claims, files, formats.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, Quad

from causal_compute.dataset.terms import Node, Space, boolean, decimal, integer, iri, typed, words
from causal_compute.model import (
    Best,
    Cost,
    Derivation,
    Event,
    Evidence,
    Layer,
    Level,
    Observation,
    Offers,
    Point,
    Seen,
    Series,
    Source,
)
from causal_compute.vocabulary import (
    CC,
    DCTERMS,
    EVENT_CLASSES,
    PROV,
    SCHEMA,
    SEEN,
    SKOS,
    STANCES,
    XSD,
    unit_iri,
)

__all__ = [
    "event_quads",
    "evidence_quads",
    "observation_quads",
    "offers_quads",
    "series_quads",
    "source_quads",
]


def source_quads(space: Space, source: Source) -> Iterator[Quad]:
    """Yield a source. Its URL is a literal: what publishers print need not be an IRI."""
    node, layer = space.layered(source.id, Layer.EVIDENCE, "source")
    yield from layer
    yield from node.is_a(CC.SOURCE)
    yield from node.has(SKOS.PREF_LABEL, Literal(source.title))
    yield from node.has(DCTERMS.PUBLISHER, Literal(source.publisher))
    yield from node.has(SCHEMA.URL, typed(source.url, XSD.ANY_URI))
    yield from node.has(CC.HOW_SEEN, iri(SEEN[source.seen]))
    if source.licence:
        yield from node.has(DCTERMS.RIGHTS, Literal(source.licence))
    if source.note:
        yield from node.has(SKOS.NOTE, Literal(source.note))


def series_quads(space: Space, series: Series) -> Iterator[Quad]:
    """Yield a series and its points, numbered from 1 in date order."""
    node, layer = space.layered(series.id, Layer.EVIDENCE, "series")
    yield from layer
    yield from node.is_a(CC.SERIES)
    yield from node.has(SKOS.PREF_LABEL, *words(series.label))
    yield from node.has(CC.HAS_UNIT, iri(unit_iri(series.unit)))
    if series.note:
        yield from node.has(SKOS.NOTE, Literal(series.note))
    yield from _derivation(space, node, series.derivation)
    for number, point in enumerate(series.points, start=1):
        part = node.part(f"point.{number}")
        yield from node.has(CC.HAS_POINT, part.iri)
        yield from part.has(CC.POSITION, integer(number))
        yield from _point(space, part, point)


def _derivation(space: Space, node: Node, derivation: Derivation | None) -> Iterator[Quad]:
    """Yield what a series is computed from, and with which figures; a measured one has nothing of this."""
    match derivation:
        case Level(offers=offers, score=score):
            yield from node.has(CC.DERIVED_FROM, space.iri(offers, "offers"))
            yield from node.has(CC.SCORE, decimal(score))
        case Best(offers=offers, cost=cost):
            yield from node.has(CC.DERIVED_FROM, space.iri(offers, "offers"))
            yield from node.has(CC.COST, decimal(cost))
        case Cost() as formula:
            for property_, name in ((CC.PRICE_IN, formula.price_in), (CC.PRICE_OUT, formula.price_out)):
                yield from node.has(CC.DERIVED_FROM, space.iri(name, "series"))
                yield from node.has(property_, space.iri(name, "series"))
            yield from node.measures(CC.TOKENS_IN, formula.tokens_in)
            yield from node.measures(CC.TOKENS_OUT, formula.tokens_out)
            yield from node.has(CC.ATTEMPTS, decimal(formula.attempts))
            yield from node.has(CC.SUCCESS, decimal(formula.success))
            yield from node.has(CC.CACHED, decimal(formula.cached))


def offers_quads(space: Space, offers: Offers) -> Iterator[Quad]:
    """Yield offers in date order, numbered from 1; one without a cost withdraws its label."""
    node, layer = space.layered(offers.id, Layer.EVIDENCE, "offers")
    yield from layer
    yield from node.is_a(CC.OFFERS)
    yield from node.has(SKOS.PREF_LABEL, *words(offers.label))
    yield from node.has(CC.COST_UNIT, iri(unit_iri(offers.cost_unit)))
    yield from node.has(CC.SCORE_UNIT, iri(unit_iri(offers.score_unit)))
    if offers.note:
        yield from node.has(SKOS.NOTE, Literal(offers.note))
    for number, offer in enumerate(offers.offers, start=1):
        part = node.part(f"offer.{number}")
        yield from node.has(CC.HAS_OFFER, part.iri)
        yield from part.has(CC.POSITION, integer(number))
        yield from part.is_a(CC.OFFER)
        yield from part.has(SKOS.PREF_LABEL, Literal(offer.label))
        yield from part.has(CC.SCORE, decimal(offer.score))
        if offer.cost is not None:
            yield from part.has(CC.COST, decimal(offer.cost))
        yield from space.dated(part, offer.date)
        yield from _read_from(space, part, offer.source, offer.seen)


def evidence_quads(space: Space, evidence: Evidence) -> Iterator[Quad]:
    """Yield a public statement and the claims that it bears on, by its stance."""
    node, layer = space.layered(evidence.id, Layer.EVIDENCE, "evidence")
    yield from layer
    yield from node.is_a(CC.EVIDENCE)
    claims = [space.iri(claim) for claim in evidence.claims]
    yield from node.has(CC.BEARS_ON, *claims)
    yield from node.has(STANCES[evidence.stance], *claims)
    yield from node.has(CC.INDEPENDENT_GROUP, Literal(evidence.group))
    yield from node.reads(evidence.text)
    yield from space.dated(node, evidence.date)
    yield from _read_from(space, node, evidence.source, evidence.seen)
    if evidence.scope is not None:
        yield from node.has(CC.SCOPE, *words(evidence.scope))
    if evidence.quantity is not None:
        yield from node.measures(CC.HAS_QUANTITY, evidence.quantity)


def observation_quads(space: Space, observation: Observation) -> Iterator[Quad]:
    """Yield a dated fact about a condition."""
    node, layer = space.layered(observation.id, Layer.EVIDENCE, "observation")
    yield from layer
    yield from node.is_a(CC.OBSERVATION)
    yield from node.has(CC.OF_CONDITION, space.iri(observation.condition))
    yield from node.has(CC.MET, boolean(truth=observation.met))
    yield from node.reads(observation.text)
    yield from space.dated(node, observation.date)
    yield from _read_from(space, node, observation.source, observation.seen)


def event_quads(space: Space, event: Event) -> Iterator[Quad]:
    """Yield something that happened to an application."""
    node, layer = space.layered(event.id, Layer.EVIDENCE, "event")
    yield from layer
    yield from node.is_a(CC.EVENT, EVENT_CLASSES[event.kind])
    yield from node.has(CC.OF_APPLICATION, space.iri(event.application))
    yield from node.reads(event.text)
    yield from space.dated(node, event.date)
    yield from _read_from(space, node, event.source, event.seen)
    if event.quantity is not None:
        yield from node.measures(CC.HAS_QUANTITY, event.quantity)


def _point(space: Space, node: Node, point: Point) -> Iterator[Quad]:
    yield from node.is_a(CC.POINT)
    yield from node.has(CC.VALUE, decimal(point.value))
    yield from node.has(CC.VERBATIM, Literal(point.verbatim))
    yield from node.has(CC.WHAT, *words(point.what))
    yield from space.dated(node, point.date)
    yield from _read_from(space, node, point.source, point.seen)


def _read_from(space: Space, node: Node, source: str, seen: Seen) -> Iterator[Quad]:
    """Yield where a fact was read. Only what was read at its publisher's has a primary source."""
    where = space.iri(source, "source")
    yield from node.has(CC.FROM_SOURCE, where)
    yield from node.has(CC.HOW_SEEN, iri(SEEN[seen]))
    if seen is Seen.PRIMARY:
        yield from node.has(PROV.HAD_PRIMARY_SOURCE, where)
