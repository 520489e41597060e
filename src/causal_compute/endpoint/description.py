"""What the server says of itself and its data: SPARQL 1.1 Service Description, and VoID.

May touch: pyoxigraph. Must not know: HTTP frameworks.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, serialize

from causal_compute.endpoint.library import Library
from causal_compute.endpoint.worker import FORMATS
from causal_compute.vocabulary import PREFIXES, RDF, VOID, XSD

__all__ = ["described", "service", "void", "written"]

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
    "TriG",
    "N-Quads",
)
_DUMPS = {"trig": "TriG", "nq": "N-Quads", "ttl": "Turtle", "jsonld": "JSON-LD"}
_VOCABULARIES = ("cc", "skos", "prov", "oa", "schema", "time", "void", "dcterms")

Statement = tuple[str, str, NamedNode | Literal]


def service(library: Library, url: str) -> list[Quad]:
    """Return the description of the endpoint of a server at `url` (with its last slash)."""
    return [_quad(*each) for each in (*_service(library, url), *_dataset(library, url))]


def void(library: Library, url: str) -> list[Quad]:
    """Return the description of the data: how much there is, under which licence, and where it can be had."""
    return [_quad(*each) for each in _dataset(library, url)]


def described(library: Library, iri: str) -> list[Quad]:
    """Return what is said of a thing and its parts, and what others say by naming it."""
    return [*library.spoken_of(iri), *library.speaking_of(iri)]


def written(quads: list[Quad], form: str, prefixes: Mapping[str, str]) -> bytes:
    """Return quads in one of `worker.FORMATS`; a format without graphs holds the union of them."""
    from causal_compute.dataset import write  # noqa: PLC0415 - costs what only this needs

    ours = {"trig": "trig", "nq": "nquads", "ttl": "turtle", "jsonld": "jsonld"}
    if form in ours:
        return write(quads, ours[form], prefixes)
    used = {name: iri for name, iri in prefixes.items() if any(iri in str(quad) for quad in quads)}
    triples = sorted({quad.triple for quad in quads}, key=str)
    return serialize(triples, format=FORMATS[form], prefixes=used) or b""


def prefixes(library: Library) -> dict[str, str]:
    """Return the prefixes that descriptions are written with."""
    return {**library.prefixes, "sd": SD, "formats": _FORMATS}


def _service(library: Library, url: str) -> Iterator[Statement]:
    own, dataset, default = f"{url}sparql", f"{url}sparql#dataset", f"{url}sparql#default"
    yield own, RDF.TYPE, NamedNode(f"{SD}Service")
    yield own, f"{SD}endpoint", NamedNode(own)
    yield own, f"{SD}supportedLanguage", NamedNode(f"{SD}SPARQL11Query")
    yield own, f"{SD}feature", NamedNode(f"{SD}UnionDefaultGraph")
    for result in _RESULTS:
        yield own, f"{SD}resultFormat", NamedNode(_FORMATS + result)
    yield own, f"{SD}defaultDataset", NamedNode(dataset)
    yield dataset, RDF.TYPE, NamedNode(f"{SD}Dataset")
    yield dataset, f"{SD}defaultGraph", NamedNode(default)
    yield default, RDF.TYPE, NamedNode(f"{SD}Graph")
    yield default, VOID.TRIPLES, _number(len({quad.triple for quad in library.quads}))
    sizes = Counter(quad.graph_name for quad in library.quads)
    for graph in sorted(library.graphs):
        named = f"{dataset}-{graph.rpartition('/')[2]}"
        yield dataset, f"{SD}namedGraph", NamedNode(named)
        yield named, RDF.TYPE, NamedNode(f"{SD}NamedGraph")
        yield named, f"{SD}name", NamedNode(graph)
        yield named, f"{SD}graph", NamedNode(graph)
        yield graph, RDF.TYPE, NamedNode(f"{SD}Graph")
        yield graph, VOID.TRIPLES, _number(sizes[NamedNode(graph)])


def _dataset(library: Library, url: str) -> Iterator[Statement]:
    own, ns = library.base, PREFIXES["void"]
    triples = {quad.triple for quad in library.quads}
    yield own, RDF.TYPE, NamedNode(VOID.DATASET)
    for words in _titles(library):
        yield own, f"{PREFIXES['dcterms']}title", words
    if library.licence is not None:
        yield own, f"{PREFIXES['dcterms']}license", NamedNode(library.licence)
    yield own, f"{ns}uriSpace", Literal(own)
    yield own, f"{ns}sparqlEndpoint", NamedNode(f"{url}sparql")
    yield own, f"{ns}exampleResource", NamedNode(library.iri(library.thesis.root))
    for suffix in _DUMPS:
        yield own, f"{ns}dataDump", NamedNode(f"{url}data.{suffix}")
    for suffix, feature in _DUMPS.items():
        del suffix
        yield own, f"{ns}feature", NamedNode(_FORMATS + feature)
    for name in _VOCABULARIES:
        yield own, f"{ns}vocabulary", NamedNode(PREFIXES[name])
    yield own, VOID.TRIPLES, _number(len(triples))
    yield own, f"{ns}distinctSubjects", _number(len({triple.subject for triple in triples}))
    yield own, f"{ns}distinctObjects", _number(len({triple.object for triple in triples}))
    yield own, f"{ns}properties", _number(len({triple.predicate for triple in triples}))
    yield from _classes(library, f"{url}void.ttl")


def _classes(library: Library, url: str) -> Iterator[Statement]:
    """Yield how many things there are of every class of ours."""
    own, ns = library.base, PREFIXES["void"]
    typed = {quad.triple for quad in library.quads if quad.predicate.value == RDF.TYPE}
    sizes = Counter(triple.object for triple in typed)
    yield own, f"{ns}classes", _number(len(sizes))
    ours = sorted((kind.value, size) for kind, size in sizes.items() if isinstance(kind, NamedNode))
    for kind, size in ours:
        if kind.startswith(PREFIXES["cc"]):
            part = f"{url}#{kind.removeprefix(PREFIXES['cc'])}"
            yield own, f"{ns}classPartition", NamedNode(part)
            yield part, f"{ns}class", NamedNode(kind)
            yield part, f"{ns}entities", _number(size)


def _titles(library: Library) -> list[Literal]:
    title = library.thesis.title
    return [Literal(words, language=tag) for tag, words in (("zh", title.zh), ("en", title.en)) if words]


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(XSD.INTEGER))


def _quad(subject: str, predicate: str, value: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), value)
