"""Every claim as a nanopublication: what it says, where that comes from, and who published it.

May touch: pyoxigraph, the dataset. Must not know: files, queries.

A nanopublication (https://nanopub.net/guidelines) is four named graphs: a head that names the other three,
the assertion, its provenance, and the publication's own description. These are drafts: they are not signed
and have no trusty URI, which `np sign` gives them with the publisher's own key.
"""

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from causal_compute.dataset import write
from causal_compute.dataset.claims import claim_quads
from causal_compute.dataset.terms import Space, words
from causal_compute.exports.rdf import Written
from causal_compute.exports.scope import Scope
from causal_compute.model import Claim, Layer
from causal_compute.vocabulary import CC, PREFIXES, PROV, RDF, SKOS, prefixes

__all__ = ["apart", "nanopublication", "together"]

_NP = "http://www.nanopub.org/nschema#"
_PROVENANCE = {str(CC.HAS_QUOTE), str(CC.WHY), str(PROV.HAD_PRIMARY_SOURCE)}
_SPEAKERS = {Layer.THESIS: "agent.author"}


def together(scope: Scope) -> Written:
    """Return all nanopublications in one file of TriG."""
    published = [quad for claim in scope.thesis().claims.values() for quad in nanopublication(scope, claim)]
    content = write(published, "trig", {**prefixes(scope.whole.id), "np": _NP})
    return Written(content, f"{len(scope.thesis().claims)} nanopublications of {len(published)} quads")


def apart(scope: Scope) -> dict[str, Written]:
    """Return a file for each claim, by the claim's id, as the tools of nanopublications take them."""
    thesis, found = scope.thesis(), {}
    for claim in thesis.claims.values():
        published = nanopublication(scope, claim)
        named = {**prefixes(thesis.id), "np": _NP, "sub": _iri(Space(thesis), claim) + "#"}
        found[f"{claim.id}.trig"] = Written(write(published, "trig", named), f"{len(published)} quads")
    return found


def nanopublication(scope: Scope, claim: Claim) -> list[Quad]:
    """Return the four graphs of one claim, each quad once.

    Its quotes, its reason and its document are the provenance; all else that the dataset says of it is the
    assertion.
    """
    space = Space(scope.thesis())
    base = _iri(space, claim)
    said = list(dict.fromkeys(quad.triple for quad in claim_quads(space, claim)))
    quotes = f"{space.iri(claim.id).value}.quote."
    behind = [
        each
        for each in said
        if each.predicate.value in _PROVENANCE or str(each.subject).startswith(f"<{quotes}")
    ]
    told = set(behind)
    graphs = {
        "Head": _head(base),
        "assertion": [Quad(*each) for each in said if each not in told],
        "provenance": [*_provenance(space, claim, base), *(Quad(*each) for each in behind)],
        "pubinfo": _pubinfo(space, claim, base, scope),
    }
    return [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(f"{base}#{name}"))
        for name, held in graphs.items()
        for quad in held
    ]


def _head(base: str) -> Sequence[Quad]:
    publication = NamedNode(base)
    parts = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}
    return [
        Quad(publication, NamedNode(RDF.TYPE), NamedNode(_NP + "Nanopublication")),
        *(
            Quad(publication, NamedNode(_NP + name), NamedNode(f"{base}#{graph}"))
            for name, graph in parts.items()
        ),
    ]


def _provenance(space: Space, claim: Claim, base: str) -> Iterator[Quad]:
    assertion = NamedNode(f"{base}#assertion")
    speaker = space.iri(_SPEAKERS.get(claim.layer, "agent.curator"))
    yield Quad(assertion, NamedNode(PROV.WAS_ATTRIBUTED_TO), speaker)
    yield Quad(speaker, NamedNode(RDF.TYPE), NamedNode(PROV.AGENT))
    if claim.layer is Layer.THESIS:
        yield Quad(assertion, NamedNode(PROV.HAD_PRIMARY_SOURCE), space.document)
    for number, _ in enumerate(claim.quotes, start=1):
        quote = space.iri(f"{claim.id}.quote.{number}")
        yield Quad(assertion, NamedNode(PROV.WAS_DERIVED_FROM), quote)


def _pubinfo(space: Space, claim: Claim, base: str, scope: Scope) -> Iterator[Quad]:
    """Yield who published it, out of what, and the day: the one that was asked for, never the clock's."""
    publication, curator = NamedNode(base), space.iri("agent.curator")
    moment = Literal(f"{scope.as_of.isoformat()}T00:00:00Z", datatype=NamedNode(PREFIXES["xsd"] + "dateTime"))
    yield Quad(publication, NamedNode(PREFIXES["dcterms"] + "created"), moment)
    yield Quad(publication, NamedNode(PREFIXES["dcterms"] + "creator"), curator)
    yield Quad(curator, NamedNode(RDF.TYPE), NamedNode(PROV.AGENT))
    yield Quad(publication, NamedNode(PREFIXES["dcterms"] + "isPartOf"), space.itself.iri)
    for label in words(claim.text):
        yield Quad(publication, NamedNode(PREFIXES["rdfs"] + "label"), label)
    for title in words(space.thesis.title):
        yield Quad(space.itself.iri, NamedNode(SKOS.PREF_LABEL), title)


def _iri(space: Space, claim: Claim) -> str:
    return f"{space.itself.iri.value}np/{claim.id}"
