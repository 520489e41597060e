"""RDF exports read by the programs of others: rdflib, raptor, N3.js, and the nanopub package."""

import json
import subprocess
from io import BytesIO

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from nanopub.nanopub import Nanopub
from pyoxigraph import NamedNode, RdfFormat, Triple
from rdflib.namespace import SKOS

from causal_compute.dataset import FORMATS as DATASET_FORMATS
from causal_compute.dataset import build, write
from causal_compute.dataset.claims import claim_quads
from causal_compute.dataset.terms import Space
from causal_compute.exports import export
from causal_compute.exports.characters import LOST, clean
from causal_compute.exports.rdf import reifiers
from causal_compute.model import Layer, Thesis
from causal_compute.readers import read_thesis
from causal_compute.vocabulary import CC, graph_iri, item_iri, prefixes
from tests.exporting import HOSTILE, nested, only, relabelled, scope_of
from tests.quads import QUADS, SMALL
from tests.visits import installed, program

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.|ConjunctiveGraph ):DeprecationWarning")

DECK = read_thesis(None)
NESTED = nested()
RAPTOR = {"trig": "trig", "nquads": "nquads", "turtle": "turtle", "rdfxml": "rdfxml", "nanopubs": "trig"}
KNOWN = [label for label in HOSTILE if "\ud800" not in label]
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(KNOWN)

N3 = """
const { Parser } = require(process.argv[1]);
const quads = new Parser({ format: "TriG" }).parse(require("fs").readFileSync(0, "utf8"));
const reified = quads.filter(each => each.object.termType === "Quad").map(each => [
  each.subject.value, each.object.subject.value, each.object.predicate.value, each.object.object.value,
  each.graph.value]);
process.stdout.write(JSON.stringify({ count: quads.length, reified }));
"""


@pytest.mark.parametrize("name", DATASET_FORMATS)
def test_an_export_of_the_whole_is_what_build_writes(name: str) -> None:
    assert only(export(scope_of(SMALL), name)) == write(QUADS, name, prefixes(SMALL.id))


@pytest.mark.parametrize("name", RAPTOR)
def test_raptor_counts_the_triples_that_were_written(name: str) -> None:
    content = only(export(scope_of(SMALL), name))
    done = subprocess.run(
        [program("rapper"), "-q", "-i", RAPTOR[name], "-o", "nquads", "-", "https://example.org/"],
        input=content,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.splitlines()
    if name == "nanopubs":
        assert len(lines) == sum(1 for _ in pyoxigraph.parse(content, format=RdfFormat.TRIG))
    else:
        assert len(lines) == len(QUADS)


@pytest.mark.no_cover
@settings(max_examples=20, deadline=None)
@given(labels=st.lists(words, min_size=1, max_size=20))
def test_hostile_labels_come_back_from_rdfxml(labels: list[str]) -> None:
    thesis = relabelled(NESTED, labels)
    read = rdflib.Graph().parse(BytesIO(only(export(scope_of(thesis), "rdfxml"))), format="xml")
    for variable in thesis.variables.values():
        found = read.objects(rdflib.URIRef(item_iri(thesis.id, variable.id)), SKOS.prefLabel)
        assert {str(each) for each in found} == {clean(variable.label.en)}


def test_rdfxml_shows_what_it_had_to_lose() -> None:
    content = only(export(scope_of(relabelled(NESTED, ["a\x00b"])), "rdfxml")).decode()
    assert f"a{LOST}b" in content
    assert "\x00" not in content


# -------------------------------------------------------------------------------------- RDF 1.2


def test_n3_reads_a_claim_as_the_reifier_of_its_edges() -> None:
    content = only(export(scope_of(NESTED), "rdf12"))
    done = subprocess.run(
        [program("node"), "-e", N3, str(installed("n3/lib/index.js"))],
        input=content,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    base = item_iri(NESTED.id, "")
    edges = sorted(
        [claim.removeprefix(base), cause.removeprefix(base), effect.removeprefix(base)]
        for claim, cause, _, effect, _ in found["reified"]
    )
    assert edges == sorted(
        [claim.id, cause, claim.effect.variable]
        for claim in NESTED.claims.values()
        if claim.causes is not None
        for cause in {each.variable for each in claim.causes.causes()}
    )
    assert {predicate for _, _, predicate, _, _ in found["reified"]} == {str(CC.INFLUENCES)}
    assert found["count"] == len(build(NESTED)) + len(edges)


def test_rdf12_is_the_whole_graph_and_its_reifiers_and_no_more() -> None:
    read = set(pyoxigraph.parse(only(export(scope_of(SMALL), "rdf12")), format=RdfFormat.TRIG))
    assert read == {*QUADS, *reifiers(SMALL)}
    assert reifiers(SMALL)


def test_a_feedback_claim_reifies_an_edge_that_nobody_asserts() -> None:
    agents, compute = (NamedNode(item_iri(NESTED.id, name)) for name in ("agents", "compute"))
    edge = Triple(agents, NamedNode(CC.INFLUENCES), compute)
    assert edge in {quad.object for quad in reifiers(NESTED)}
    assert edge not in {quad.triple for quad in build(NESTED)}


# -------------------------------------------------------------------------------- nanopublications


def nanopub(content: bytes) -> Nanopub:
    read = rdflib.Dataset()
    read.parse(BytesIO(content), format="trig")
    return Nanopub(rdf=read)


@pytest.mark.parametrize("known", [SMALL, NESTED], ids=["small", "nested"])
def test_every_claim_is_a_valid_nanopublication_of_its_own(known: Thesis) -> None:
    files = export(scope_of(known), "nanopub-files").files
    assert list(files) == [f"{name}.trig" for name in known.claims]
    for name in [*known.claims][:: max(1, len(known.claims) // 12)]:
        published = nanopub(files[f"{name}.trig"])
        assert published.is_valid
        assert (rdflib.URIRef(item_iri(known.id, name)), None, None) in published.assertion


def test_a_nanopublication_loses_nothing_that_the_dataset_says_of_its_claim() -> None:
    together = set(pyoxigraph.parse(only(export(scope_of(SMALL), "nanopubs")), format=RdfFormat.TRIG))
    apart = {
        quad
        for content in export(scope_of(SMALL), "nanopub-files").files.values()
        for quad in pyoxigraph.parse(content, format=RdfFormat.TRIG)
    }
    assert together == apart
    for claim in SMALL.claims.values():
        base = item_iri(SMALL.id, f"np/{claim.id}").replace("%2F", "/")
        graphs = {NamedNode(f"{base}#{name}") for name in ("assertion", "provenance")}
        held = {quad.triple for quad in together if quad.graph_name in graphs}
        assert {quad.triple for quad in claim_quads(Space(SMALL), claim)} <= held


def test_a_nanopublication_tells_whose_claim_it_is_and_quotes_them() -> None:
    name = "agents-need-capability-and-cost"
    published = nanopub(export(scope_of(DECK), "nanopub-files").files[f"{name}.trig"])
    (quote,) = published.provenance.objects(
        rdflib.URIRef(item_iri("deck", name)), rdflib.URIRef(CC.HAS_QUOTE)
    )
    said = {str(each) for each in published.provenance.objects(quote, rdflib.URIRef(CC.VERBATIM_TEXT))}
    assert said == {DECK.claims[name].quotes[0].exact}
    speakers = set(published.provenance.objects(None, rdflib.PROV.wasAttributedTo))
    assert speakers == {rdflib.URIRef(item_iri("deck", "agent.author"))}


# ------------------------------------------------------------------------------------------ layers


@pytest.mark.parametrize("name", ["trig", "nquads", "rdf12"])
def test_a_layer_alone_is_its_graph_and_the_document(name: str) -> None:
    scope = scope_of(SMALL, layers=frozenset({Layer.CURATOR}))
    format_ = RdfFormat.N_QUADS if name == "nquads" else RdfFormat.TRIG
    read = list(pyoxigraph.parse(only(export(scope, name)), format=format_))
    assert {str(quad.graph_name) for quad in read} == {
        f"<{graph_iri(SMALL.id, layer)}>" for layer in (None, Layer.CURATOR)
    }
