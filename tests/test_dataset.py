"""A thesis as quads: which graph, which terms, which bytes, and nothing lost on the way."""

import json
import os
import random
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from causal_compute import dag
from causal_compute.cli import COMMANDS, cli
from causal_compute.dataset import FORMATS, build, to_rdflib, write
from causal_compute.dataset.terms import decimal
from causal_compute.model import Change, Effect, GateOperator, Layer, Modality, Position, Text, Thesis
from causal_compute.readers import read_thesis
from causal_compute.vocabulary import (
    CC,
    OA,
    PREFIXES,
    PROV,
    SCHEMA,
    VOID,
    graph_iri,
    item_iri,
    prefixes,
    thesis_iri,
    unit_iri,
)
from tests.graphs import small_theses
from tests.theses import agents, all_of, any_of, at_least, cause, claim, make_thesis

ROOT = Path(__file__).parents[1]
SMALL_FOLDER = ROOT / "tests" / "fixtures" / "small"
SMALL = read_thesis(str(SMALL_FOLDER))
QUADS = build(SMALL)
READERS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:Dataset\.:DeprecationWarning")


def short(term: object) -> str:
    """Return a term as a reader of TriG sees it."""
    text = str(term)
    for name, namespace in sorted(prefixes(SMALL.id).items(), key=lambda item: -len(item[1])):
        text = re.sub(f"<{re.escape(namespace)}([^<>]*)>", rf"{name}:\1", text)
    return text


def said_of(quads: list[Quad], *subjects: str) -> set[str]:
    """Return what is said of some things of the small thesis, as lines "graph | subject property object"."""
    wanted = {item_iri(SMALL.id, subject) for subject in subjects}
    return {
        f"{short(q.graph_name)} | {short(q.subject)} {short(q.predicate)} {short(q.object)}"
        for q in quads
        if isinstance(q.subject, NamedNode) and q.subject.value in wanted
    }


# ---- the shape


def test_a_claim_is_a_node_with_its_gate_and_causes_along_the_flow() -> None:
    claim_ = "school-needs-two-of-three"
    parts = [f"{claim_}{part}" for part in ("", ".gate", ".gate.3", ".cause.1", ".cause.3")]
    text_zh = '"便宜的灯光、书、电网或读者，三样有两样，夜校就办得起来"@zh'
    text_en = '"Night schools need two of three: cheap light, books, and either the grid or readers"@en'
    assert said_of(QUADS, *parts) == {
        "graph:curator | small:" + line
        for line in (
            f"{claim_} rdf:type cc:Claim",
            f"{claim_} rdf:type cc:CausalClaim",
            f"{claim_} rdf:type schema:Claim",
            f"{claim_} cc:layer cc:CuratorLayer",
            f"{claim_} cc:text {text_zh}",
            f"{claim_} cc:paraphrasedText {text_zh}",
            f"{claim_} cc:text {text_en}",
            f"{claim_} cc:translatedText {text_en}",
            f"{claim_} cc:effect small:night-school",
            f"{claim_} cc:change cc:BecomingViable",
            f"{claim_} cc:modality cc:Sufficient",
            f'{claim_} cc:why "made up for the tests, to have nested gates of every kind"',
            f"{claim_} cc:gate small:{claim_}.gate",
            f"{claim_} cc:hasCause small:{claim_}.cause.1",
            f"{claim_} cc:hasCause small:{claim_}.cause.2",
            f"{claim_} cc:hasCause small:{claim_}.cause.3",
            f"{claim_} cc:hasCause small:{claim_}.cause.4",
            f"{claim_}.gate rdf:type cc:Gate",
            f"{claim_}.gate cc:operator cc:AtLeast",
            f'{claim_}.gate cc:k "2"^^xsd:integer',
            f"{claim_}.gate cc:member small:{claim_}.cause.1",
            f"{claim_}.gate cc:member small:{claim_}.cause.2",
            f"{claim_}.gate cc:member small:{claim_}.gate.3",
            f"{claim_}.gate.3 rdf:type cc:Gate",
            f"{claim_}.gate.3 cc:operator cc:Any",
            f'{claim_}.gate.3 cc:position "3"^^xsd:integer',
            f"{claim_}.gate.3 cc:member small:{claim_}.cause.3",
            f"{claim_}.gate.3 cc:member small:{claim_}.cause.4",
            f"{claim_}.cause.1 rdf:type cc:Cause",
            f"{claim_}.cause.1 cc:variable small:light-cost",
            f"{claim_}.cause.1 cc:change cc:Decrease",
            f"{claim_}.cause.1 cc:condition small:light-cheap-enough",
            f'{claim_}.cause.1 cc:position "1"^^xsd:integer',
            f"{claim_}.cause.3 rdf:type cc:Cause",
            f"{claim_}.cause.3 cc:variable small:grid-reach",
            f"{claim_}.cause.3 cc:change cc:Increase",
            f'{claim_}.cause.3 cc:position "1"^^xsd:integer',
        )
    }


def test_a_condition_of_the_thesis_is_measured_in_the_curators_graph() -> None:
    said = said_of(QUADS, "light-cheap-enough", "light-cheap-enough.measure")
    threshold = said_of(QUADS, "light-cheap-enough.measure.threshold")
    assert "graph:thesis | small:light-cheap-enough cc:variable small:light-cost" in said
    assert "graph:curator | small:light-cheap-enough cc:measure small:light-cheap-enough.measure" in said
    assert 'graph:curator | small:light-cheap-enough.measure cc:comparator "<="' in said
    assert 'graph:curator | small:light-cheap-enough.measure cc:inSample "true"^^xsd:boolean' in said
    assert (
        'graph:curator | small:light-cheap-enough.measure.threshold cc:value "0.01"^^xsd:decimal' in threshold
    )
    assert "graph:curator | small:light-cheap-enough.measure.threshold cc:unit ccu:USD-per-hour" in threshold


def test_a_date_is_two_plain_days_and_the_same_interval() -> None:
    query = """
        SELECT ?earliest ?latest ?written ?begins ?ends WHERE {
            small:lamps-by-2030 cc:earliest ?earliest ; cc:latest ?latest ; cc:dateVerbatim ?written ; cc:when ?when .
            ?when time:hasBeginning/time:inXSDDate ?begins ; time:hasEnd/time:inXSDDate ?ends }"""
    assert rows(QUADS, query) == [("2030-07-01", "2030-12-31", "2030年下半年", "2030-07-01", "2030-12-31")]


def test_figures_stand_as_numbers_and_as_written() -> None:
    query = """
        SELECT ?value ?written WHERE { series:light-price cc:point ?p . ?p cc:value ?value ; cc:verbatim ?written }
        ORDER BY DESC(?value)"""
    assert rows(QUADS, query) == [("0.05", "0.050"), ("0.02", "0.02"), ("0.008", "0.0080")]


def rows(quads: list[Quad], query: str, thesis: str = SMALL.id) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT over the union of all graphs, by Oxigraph."""
    store = Store()
    store.extend(quads)
    declared = "".join(f"PREFIX {name}: <{base}>\n" for name, base in prefixes(thesis).items())
    found = store.query(declared + query, use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [
        tuple(term.value if isinstance(term, NamedNode | Literal) else "" for term in solution)
        for solution in found
    ]


def test_only_figures_read_at_their_publishers_have_a_primary_source() -> None:
    sources = {
        (short(q.subject), short(q.object))
        for q in QUADS
        if q.predicate.value == PROV.HAD_PRIMARY_SOURCE and q.graph_name == graph(Layer.EVIDENCE)
    }
    assert sources == {
        ("series:light-price.point.1", "source:lamp-survey"),
        ("observation:books-many", "source:book-register"),
    }


# ---- layers


def graph(layer: Layer | None, thesis: Thesis = SMALL) -> NamedNode:
    return NamedNode(graph_iri(thesis.id, layer))


def owner(thesis: Thesis, quad: Quad) -> str | None:
    """Return the id of the variable, condition or claim that a quad describes, or whose part it describes."""
    assert isinstance(quad.subject, NamedNode)
    name = quad.subject.value.removeprefix(thesis_iri(thesis.id)).partition(".")[0]
    return name if name in thesis.variables | thesis.conditions | thesis.claims else None


@pytest.mark.parametrize("thesis", [SMALL, agents()], ids=["small", "agents"])
def test_every_quad_lies_in_the_graph_of_the_layer_of_the_part_it_describes(thesis: Thesis) -> None:
    parts = {**thesis.variables, **thesis.conditions, **thesis.claims}
    for quad in build(thesis):
        name = owner(thesis, quad)
        if name is None or quad.graph_name == graph(Layer.DERIVED, thesis):
            continue
        about = str(quad.subject) + quad.predicate.value
        if quad.predicate.value == CC.CAUSE_OF:
            claim_ = thesis.claims[str(quad.object).rpartition("/")[2].rstrip(">")]
            assert quad.graph_name == graph(claim_.layer, thesis)
        elif ".measure" in about or quad.predicate.value == CC.HAS_MEASURE:
            measure = thesis.conditions[name].measure
            assert measure is not None
            assert quad.graph_name == graph(measure.layer, thesis)
        else:
            assert quad.graph_name == graph(parts[name].layer, thesis)


def test_facts_lie_in_the_evidence_graph_and_nowhere_else() -> None:
    folders = tuple(f"{thesis_iri(SMALL.id)}{kind}/" for kind in ("source", "series", "observation", "event"))
    facts = [q for q in QUADS if isinstance(q.subject, NamedNode) and q.subject.value.startswith(folders)]
    assert len(facts) > 60
    assert {q.graph_name for q in facts} == {graph(Layer.EVIDENCE)}


def test_every_layers_graph_holds_as_many_triples_as_it_says() -> None:
    declared = {
        q.subject: int(q.object.value)
        for q in QUADS
        if q.predicate.value == VOID.TRIPLES and isinstance(q.object, Literal)
    }
    assert declared == {graph(layer): sum(q.graph_name == graph(layer) for q in QUADS) for layer in Layer}


# ---- derived edges


@settings(max_examples=60, deadline=None)
@given(thesis=small_theses())
def test_derived_edges_are_those_of_the_plain_graph_of_networkx(thesis: Thesis) -> None:
    claims_of_edges = {
        (c, e): dag_.edges[c, e]["claims"] for dag_ in [influences(thesis)] for c, e in dag_.edges
    }
    expected = {(CC.INFLUENCES.value, c, e) for c, e in claims_of_edges}
    graph_ = dag.build(thesis, beliefs=dict.fromkeys(thesis.claims, 0.5))
    for (c, e), claims in claims_of_edges.items():
        for name in claims:
            signs = dag.link_signs(graph_, c, name, e)
            if signs == {1}:
                expected.add((CC.INCREASES.value, c, e))
            if signs == {-1}:
                expected.add((CC.DECREASES.value, c, e))
    assert derived(thesis) == expected


def influences(thesis: Thesis) -> Any:  # noqa: ANN401 - networkx's graphs are generic at type-checking time only
    return dag.influences(dag.build(thesis, beliefs=dict.fromkeys(thesis.claims, 0.5)))


def derived(thesis: Thesis) -> set[tuple[str, str, str]]:
    return {
        (q.predicate.value, str(q.subject).rpartition("/")[2][:-1], str(q.object).rpartition("/")[2][:-1])
        for q in build(thesis)
        if q.graph_name == graph(Layer.DERIVED, thesis)
    }


UP, DOWN, MOVES = Change.INCREASES, Change.DECREASES, Change.CHANGES


@pytest.mark.parametrize(
    ("moves", "modality", "edges"),
    [
        pytest.param([("a", UP)], Modality.CONTRIBUTORY, {"influences", "increases"}, id="up up"),
        pytest.param([("a", DOWN)], Modality.CONTRIBUTORY, {"influences", "decreases"}, id="down up"),
        pytest.param([("a", MOVES)], Modality.CONTRIBUTORY, {"influences"}, id="no direction"),
        pytest.param([("a", UP)], Modality.PREVENTIVE, {"influences", "decreases"}, id="prevents"),
        pytest.param([("a", UP), ("a", DOWN)], Modality.CONTRIBUTORY, {"influences"}, id="both ways"),
    ],
)
def test_a_sign_is_derived_only_where_the_claim_says_it(
    moves: list[tuple[str, Change]], modality: Modality, edges: set[str]
) -> None:
    made = claim("it", all_of(*(cause(name, change) for name, change in moves)), "b")
    thesis = make_thesis([replace(made, modality=modality, effect=Effect(variable="b", change=UP))])
    assert derived(thesis) == {(PREFIXES["cc"] + edge, "a", "b") for edge in edges}


def test_a_claim_that_closes_a_loop_keeps_its_node_and_yields_no_edge() -> None:
    assert not any("reading-makes-books" in str(q) for q in QUADS if q.graph_name == graph(Layer.DERIVED))
    assert (CC.INFLUENCES.value, "night-reading", "book-supply") not in derived(SMALL)
    assert 'graph:thesis | small:reading-makes-books cc:feedback "true"^^xsd:boolean' in said_of(
        QUADS, "reading-makes-books"
    )


@settings(max_examples=40, deadline=None)
@given(thesis=small_theses())
def test_the_flow_and_the_causes_of_every_claim_agree(thesis: Thesis) -> None:
    quads = build(thesis)
    flow = rows(quads, "SELECT DISTINCT ?v ?c { ?v cc:causeOf ?c }", thesis.id)
    causes = rows(quads, "SELECT DISTINCT ?v ?c { ?c cc:hasCause/cc:variable ?v }", thesis.id)
    gates = rows(quads, "SELECT DISTINCT ?v ?c { ?c cc:gate/cc:member+/cc:variable ?v }", thesis.id)
    assert sorted(flow) == sorted(causes) == sorted(gates)


def test_gates_of_any_depth_keep_their_order() -> None:
    gate = all_of("a", any_of("b", at_least(1, "c", "d")), "e")
    assert gate.operator is GateOperator.ALL
    quads = build(make_thesis([claim("deep", gate, "z")]))
    told = rows(
        quads,
        "SELECT ?gate ?position ?v { ?gate cc:member ?m . ?m cc:position ?position OPTIONAL { ?m cc:variable ?v } }",
        "made",
    )
    shape = sorted((gate.rpartition("/")[2], int(place), v.rpartition("/")[2]) for gate, place, v in told)
    assert shape == [
        ("deep.gate", 1, "a"),
        ("deep.gate", 2, ""),
        ("deep.gate", 3, "e"),
        ("deep.gate.2", 1, "b"),
        ("deep.gate.2", 2, ""),
        ("deep.gate.2.2", 1, "c"),
        ("deep.gate.2.2", 2, "d"),
    ]


# ---- nothing lost


def strings(part: object, *, inside: str = "") -> Iterator[str]:
    """Yield every word that a thesis holds, but for where its files lie and the source it quotes from."""
    if isinstance(part, Enum | Position) or part is None:
        return
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for each in fields(part):
            if each.name not in {"source_text", "digest", "prefix", "at"}:
                yield from strings(getattr(part, each.name), inside=each.name)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from (key, *strings(value))
    elif isinstance(part, tuple):
        for value in part:
            yield from strings(value)


def test_every_word_of_the_thesis_is_in_the_graph() -> None:
    terms = [term for quad in QUADS for term in (quad.subject, quad.object)]
    words = {term.value for term in terms if isinstance(term, Literal)}
    words |= {term.language for term in terms if isinstance(term, Literal) and term.language}
    names = {re.split(r"[/#]", term.value)[-1] for term in terms if isinstance(term, NamedNode)}
    names.add(SMALL.id)  # its own IRI ends in a stroke
    assert {word for word in strings(SMALL) if word and word not in words | names} == set()


def test_a_quote_is_found_again_by_its_neighbours_and_by_its_offsets() -> None:
    query = """
        SELECT ?prefix ?exact ?suffix ?start ?end ?words WHERE {
            ?quote a cc:Quote ; cc:verbatimText ?words ; oa:hasSelector ?by, ?at .
            ?by oa:prefix ?prefix ; oa:exact ?exact ; oa:suffix ?suffix . ?at oa:start ?start ; oa:end ?end }"""
    found = rows(QUADS, query)
    expected = sum(
        len(each.quotes)
        for each in (*SMALL.variables.values(), *SMALL.conditions.values(), *SMALL.claims.values())
    )
    assert len(found) == expected + len(SMALL.not_claims)
    for before, exact, after, start, end, quote in found:
        assert SMALL.source_text[int(start) : int(end)] == exact
        assert before + exact + after in SMALL.source_text
        assert "".join(exact.split()) == "".join(quote.split())
        assert len(before) == min(24, int(start))


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
@settings(max_examples=100)
def test_a_decimal_is_the_shortest_figure_of_its_number(number: float) -> None:
    figure = decimal(number).value
    assert Decimal(figure) == Decimal(repr(number))
    assert float(figure) == number
    assert "e" not in figure.lower()
    assert re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", figure)


@pytest.mark.parametrize("number", [60.0, 0.4, 1e-7, 1.5e9, -2.5, 0.0, 123456.789])
def test_no_store_changes_the_figure_of_a_number(number: float) -> None:
    store = Store()
    quad = Quad(NamedNode("urn:a"), NamedNode("urn:b"), decimal(number), NamedNode("urn:g"))
    store.add(quad)
    assert [*store] == [quad]
    ((_, _, mirrored),) = to_rdflib([quad]).triples((None, None, None))
    assert str(mirrored) == decimal(number).value


# ---- formats


def canonical(quads: list[Quad]) -> set[tuple[Any, ...]]:
    return set(to_rdflib(quads).quads())


@pytest.mark.parametrize("format_", READERS)
def test_oxigraph_reads_the_same_quads_back(format_: str) -> None:
    written = write(QUADS, format_, prefixes(SMALL.id))
    assert set(pyoxigraph.parse(written, format=READERS[format_])) == set(QUADS)


@pytest.mark.parametrize(("format_", "name"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_quads_back_without_the_network(
    format_: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("reading the graph asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    read = rdflib.Dataset(default_union=True)
    read.parse(data=write(QUADS, format_, prefixes(SMALL.id)), format=name)
    assert set(read.quads()) == canonical(QUADS)


@pytest.mark.parametrize(("format_", "name"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_what_rdflib_writes_oxigraph_reads_as_the_same_quads(format_: str, name: str) -> None:
    written = to_rdflib(QUADS, prefixes(SMALL.id)).serialize(format=name)
    back = {*pyoxigraph.parse(written.encode(), format=READERS[format_])}
    # rdflib's TriG writes the decimal 60 as 60.0: the same number by another figure, so numbers meet in a store
    store, expected = Store(), Store()
    store.extend(back)
    expected.extend(QUADS)
    assert set(store) == set(expected) == set(QUADS)


def test_turtle_holds_the_union_of_all_graphs() -> None:
    triples = set(pyoxigraph.parse(write(QUADS, "turtle", prefixes(SMALL.id)), format=RdfFormat.TURTLE))
    assert {quad.triple for quad in triples} == {quad.triple for quad in QUADS}


def test_there_are_no_blank_nodes() -> None:
    assert all(isinstance(term, NamedNode | Literal) for quad in QUADS for term in quad)


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=10, deadline=None)
@given(seed=st.integers())
def test_the_order_of_the_quads_does_not_show(format_: str, seed: int) -> None:
    shuffled = random.Random(seed).sample(QUADS, len(QUADS))  # noqa: S311 - a shuffle, not a secret
    assert write([*shuffled, *shuffled[:50]], format_) == write(QUADS, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_thesis_gives_the_same_bytes_in_every_process(format_: str) -> None:
    command = [
        sys.executable,
        "-m",
        "causal_compute",
        "build",
        "--format",
        format_,
        "--thesis",
        str(SMALL_FOLDER),
    ]
    runs = {
        subprocess.run(
            command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert runs == {write(QUADS, format_, prefixes(SMALL.id))}


def with_labels(words: str) -> Thesis:
    """Return the small thesis with `words` wherever people may write what they like."""
    text = Text(zh=words, en=words)
    variables = {
        name: replace(each, label=text, short=text, aliases={"en": (words,)})
        for name, each in SMALL.variables.items()
    }
    claims = {name: replace(each, text=text, why=words) for name, each in SMALL.claims.items()}
    return replace(SMALL, title=text, variables=variables, claims=claims)


HOSTILE = [
    'say "so"',
    "back\\slash",
    "\\u0041 is no escape",
    "two\nlines\r\nand\ttabs",
    "</script><script>alert(1)</script>",
    "left \u202e right \u2066 isolate",
    "zero\u200bwidth \ufeff mark",
    "'''long''' \"\"\"quotes\"\"\"",
    "emoji 👩\u200d🚀 and \U000e0041 a tag",
    " . } @prefix x: <urn:x> . ",
    "@id",
    "_:b0",
    "\x00\x01\x7f\x85\u2028\u2029",
    "",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("format_", READERS)
def test_hostile_words_come_back_as_they_were(words: str, format_: str) -> None:
    quads = build(with_labels(words))
    written = write(quads, format_, prefixes(SMALL.id))
    assert set(pyoxigraph.parse(written, format=READERS[format_])) == set(quads)
    assert words in {quad.object.value for quad in quads if isinstance(quad.object, Literal)}


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.text(), min_size=1, max_size=4), tag=st.sampled_from(["zh", "en", "zh-Hant"]))
def test_any_words_come_back_from_any_format(words: list[str], tag: str) -> None:
    subject, graph_ = NamedNode("urn:s"), graph(Layer.THESIS)
    quads = [
        Quad(subject, NamedNode(term.value), literal, graph_)
        for each in words
        for term in (CC.TEXT, CC.WHY, CC.WHAT)
        for literal in (Literal(each), Literal(each, language=tag))
    ]
    for format_, reader in READERS.items():
        assert set(pyoxigraph.parse(write(quads, format_), format=reader)) == set(quads)
    read = rdflib.Dataset(default_union=True)
    read.parse(data=write(quads, "jsonld"), format="json-ld")
    assert set(read.quads()) == canonical(quads)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_character_that_does_not_show_is_written_as_itself(format_: str) -> None:
    written = write(build(with_labels("a\u202eb\u200bc\x07d\u2028e\ufefff")), format_).decode()
    assert not set(written) & set("\u202e\u200b\x07\u2028\ufeff")


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/causal-compute/small/a%20b",
        "https://w3id.org/causal-compute/small/a/b",
        "https://w3id.org/causal-compute/small/a.",
        "https://w3id.org/causal-compute/small/.a",
        "https://w3id.org/causal-compute/small/-a",
        "https://w3id.org/causal-compute/small/变量",
        "https://w3id.org/causal-compute/small//x",
        "https://w3id.org/causal-compute/small/a#b?c=d",
        "urn:x:y",
        "mailto:a@example.org",
    ],
)
def test_an_iri_that_makes_no_plain_name_comes_back(iri: str) -> None:
    quads = [Quad(NamedNode(iri), NamedNode(iri), NamedNode(iri), NamedNode(iri))]
    for format_, reader in READERS.items():
        written = write(quads, format_, prefixes(SMALL.id))
        assert set(pyoxigraph.parse(written, format=reader)) == set(quads), format_


def test_trig_reads_well() -> None:
    written = write(QUADS, "trig", prefixes(SMALL.id)).decode()
    header, *graphs = re.split(r"\n\n(?=graph:)", written)
    assert header.splitlines() == sorted(header.splitlines())
    assert [each.partition(" ")[0] for each in graphs] == [
        f"graph:{name}" for name in ("document", "thesis", "curator", "evidence", "derived")
    ]
    assert "    small:night-school a skos:Concept, cc:Application, cc:Variable ;\n" in written
    things = re.findall(r"^    (series:\S+) a", written, re.MULTILINE)
    assert things == ["series:light-price", *(f"series:light-price.point.{n}" for n in (1, 2, 3))]


def test_jsonld_is_compact_and_carries_its_context() -> None:
    document = json.loads(write(QUADS, "jsonld", prefixes(SMALL.id)))
    assert isinstance(document["@context"], dict)
    graphs = {each["@id"]: each["@graph"] for each in document["@graph"]}
    assert list(graphs) == [
        f"small:graph/{n}" for n in ("document", "thesis", "curator", "evidence", "derived")
    ]
    (gate,) = [each for each in graphs["small:graph/curator"] if each["@id"].endswith("three.gate")]
    assert gate == {
        "@id": "small:school-needs-two-of-three.gate",
        "@type": "cc:Gate",
        "k": 2,
        "member": [f"small:school-needs-two-of-three.{part}" for part in ("cause.1", "cause.2", "gate.3")],
        "operator": "cc:AtLeast",
    }


def test_a_property_path_crosses_the_layers_in_rdflib() -> None:
    found = to_rdflib(QUADS, prefixes(SMALL.id)).query(
        "ASK { small:electricity (cc:causeOf/cc:effect)+ small:night-school }"
    )
    assert found.askAnswer is True


# ---- the command


def invoke(*arguments: str) -> Any:  # noqa: ANN401 - click's Result, whose bytes are read
    return CliRunner().invoke(cli, ["build", "--thesis", str(SMALL_FOLDER), *arguments])


def test_the_command_says_what_the_list_of_commands_says() -> None:
    shown = CliRunner().invoke(cli, ["build", "--help"]).output
    assert COMMANDS["build"][1] in shown
    assert "\\b" not in shown


@pytest.mark.parametrize(("arguments", "format_"), [((), "trig"), *((("--format", f), f) for f in FORMATS)])
def test_the_graph_goes_to_standard_output_and_nothing_else_does(
    arguments: tuple[str, ...], format_: str
) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes == write(QUADS, format_, prefixes(SMALL.id))


@pytest.mark.parametrize(
    ("output", "file"),
    [
        ("graph.trig", "graph.trig"),
        ("new/", "new/small.trig"),
        ("there", "there/small.trig"),
        ("deep/er.x", "deep/er.x"),
    ],
)
def test_a_file_is_written_where_it_was_wanted(output: str, file: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    result = invoke("-o", f"{tmp_path}/{output}")
    content = (tmp_path / file).read_bytes()
    assert content == write(QUADS, "trig", prefixes(SMALL.id))
    assert result.stdout == ""
    assert result.stderr == f"{tmp_path / file}: {len(QUADS)} quads in 5 graphs, {len(content)} bytes\n"


def test_all_formats_go_to_one_folder(tmp_path: Path) -> None:
    result = invoke("--format", "all", "-o", str(tmp_path / "rdf"))
    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "rdf").iterdir()} == {
        "small" + suffix for suffix in FORMATS.values()
    }


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(["--format", "all"], "name a folder for them with -o", id="all without a folder"),
        pytest.param(["-o", "{tmp}/file/below"], "name another place with -o", id="a file is no folder"),
    ],
)
def test_a_place_that_cannot_be_is_refused(arguments: list[str], problem: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    result = invoke(*(each.format(tmp=tmp_path) for each in arguments))
    assert result.exit_code == 2
    assert problem in result.stderr
    assert (tmp_path / "file").read_text() == "kept"


# ---- the deck


def test_the_committed_trig_of_the_deck_is_a_fresh_build() -> None:
    deck = read_thesis(None)
    fresh = write(build(deck), "trig", prefixes(deck.id))
    committed = (ROOT / "graph" / "deck" / "deck.trig").read_bytes()
    assert committed == fresh, "run: causal-compute build -o graph/deck/deck.trig"


def test_every_query_on_the_page_finds_something_in_the_deck() -> None:
    queries = re.findall(r"```sparql\n(.*?)```", (ROOT / "docs" / "rdf.md").read_text("utf-8"), re.DOTALL)
    quads = build(read_thesis(None))
    assert len(queries) >= 3
    assert all(rows(quads, query, "deck") for query in queries)


def test_the_units_in_use_are_described() -> None:
    used = {q.object for q in QUADS if q.predicate.value == CC.HAS_UNIT}
    described = {q.subject for q in QUADS if q.object == NamedNode(CC.UNIT.value)}
    assert used == described
    assert NamedNode(unit_iri("USD/hour")) in used
    assert (SCHEMA.CLAIM, OA.EXACT) == ("https://schema.org/Claim", "http://www.w3.org/ns/oa#exact")
