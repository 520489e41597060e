"""The graph as RDF, in the formats of `dataset` and two more: RDF 1.2 and RDF/XML.

May touch: pyoxigraph, the dataset. Must not know: files, queries.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from causal_compute.dataset import build, write
from causal_compute.dataset.formats import in_order
from causal_compute.dataset.terms import Space
from causal_compute.exports.characters import clean
from causal_compute.exports.scope import Scope
from causal_compute.model import Claim, Thesis
from causal_compute.stores.store import of_graphs
from causal_compute.vocabulary import CC, PREFIXES, graph_iri, prefixes

__all__ = ["Written", "jsonld", "nquads", "quads", "rdf12", "rdfxml", "reifiers", "trig", "turtle"]

_REIFIES = NamedNode(PREFIXES["rdf"] + "reifies")
_VERSION = 'VERSION "1.2"\n'


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a file, and what is in it, to be told."""

    content: bytes
    holds: str


def trig(scope: Scope) -> Written:
    """Return TriG."""
    return _write(scope, "trig")


def nquads(scope: Scope) -> Written:
    """Return N-Quads."""
    return _write(scope, "nquads")


def turtle(scope: Scope) -> Written:
    """Return Turtle: the union of the graphs."""
    return _write(scope, "turtle")


def jsonld(scope: Scope) -> Written:
    """Return JSON-LD with its context."""
    return _write(scope, "jsonld")


def rdfxml(scope: Scope) -> Written:
    """Return RDF/XML: the union of the graphs. XML cannot hold a control character; it is seen to be lost."""
    thesis = scope.thesis()
    triples = in_order(Quad(each.subject, each.predicate, _fit(each.object)) for each in quads(scope))
    written = serialize(
        (each.triple for each in triples),
        format=RdfFormat.RDF_XML,
        prefixes=dict(sorted(prefixes(thesis.id).items())),
    )
    return Written(written or b"", f"{len(triples)} triples")


def rdf12(scope: Scope) -> Written:
    """Return TriG of RDF 1.2, in which a claim reifies the plain edges that it asserts.

    ``deck:claim rdf:reifies <<( deck:cause cc:influences deck:effect )>>``: a tool that knows edges with
    properties finds the claim's text, quote and layer on the edge. A claim with two causes reifies two
    edges; one marked as feedback reifies edges that nobody asserts, as RDF 1.2 allows.
    """
    thesis, plain = scope.thesis(), quads(scope)
    named = prefixes(thesis.id)
    annotated = sorted(reifiers(thesis), key=str)
    written = serialize(annotated, format=RdfFormat.TRIG, prefixes=named) or b""
    block = "".join(
        line for line in written.decode().splitlines(keepends=True) if not line.startswith("@prefix")
    )
    content = _VERSION + write(plain, "trig", named).decode() + "\n" + block
    return Written(
        content.encode(), f"{len(plain) + len(annotated)} quads, {len(annotated)} of them reifiers"
    )


def quads(scope: Scope) -> list[Quad]:
    """Return the quads of a scope: of some layers only if they were named, as `sparql --layer` sees them."""
    whole = build(scope.thesis())
    if not scope.layers:
        return whole
    return of_graphs(whole, {graph_iri(scope.whole.id, layer) for layer in (None, *scope.layers)})


def reifiers(thesis: Thesis) -> set[Quad]:
    """Return what every causal claim reifies, in the graph of the claim's layer."""
    space = Space(thesis)
    return {quad for claim in thesis.claims.values() for quad in _reified(space, claim)}


def _reified(space: Space, claim: Claim) -> Iterator[Quad]:
    effect, influences = space.iri(claim.effect.variable), NamedNode(CC.INFLUENCES)
    for cause in claim.causes.causes() if claim.causes is not None else ():
        edge = Triple(space.iri(cause.variable), influences, effect)
        yield Quad(space.iri(claim.id), _REIFIES, edge, space.graph(claim.layer))


def _write(scope: Scope, name: str) -> Written:
    found = quads(scope)
    graphs = len({quad.graph_name for quad in found})
    return Written(write(found, name, prefixes(scope.whole.id)), f"{len(found)} quads in {graphs} graphs")


def _fit(term: object) -> NamedNode | Literal:
    match term:
        case Literal(value=words) if (fit := clean(words)) != words:
            return Literal(fit, language=term.language) if term.language else Literal(fit)
        case NamedNode() | Literal():
            return term
    raise TypeError(term)
