"""A thesis as quads: which terms, which graph, and nothing lost on the way."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from causal_compute import dag
from causal_compute.dataset import build, to_rdflib
from causal_compute.dataset.terms import decimal
from causal_compute.model import (
    Change,
    Claim,
    Condition,
    Effect,
    GateOperator,
    Layer,
    Modality,
    Position,
    Thesis,
    Variable,
)
from causal_compute.readers import read_thesis
from causal_compute.vocabulary import CC, PREFIXES, PROV, VOID, thesis_iri, unit_iri
from tests.graphs import small_theses
from tests.quads import QUADS, ROOT, SMALL, graph, rows, said_of, short
from tests.theses import agents, all_of, any_of, at_least, cause, claim, make_thesis

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.|ConjunctiveGraph ):DeprecationWarning")


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


def test_a_falsifier_speaks_for_its_own_layer_and_its_outcome_for_the_evidence() -> None:
    said = said_of(QUADS, "light-cost-falls") | said_of(QUADS, "light-cost-falls.falsifier.1")
    said |= said_of(QUADS, "light-cost-falls.falsifier.2", "light-cost-falls.falsifier.2.outcome")
    first, second = "small:light-cost-falls.falsifier.1", "small:light-cost-falls.falsifier.2"
    assert {
        'graph:thesis | small:light-cost-falls cc:universal "true"^^xsd:boolean',
        f"graph:curator | small:light-cost-falls cc:falsifier {first}",
        f'graph:curator | {first} cc:comparator ">="',
        f'graph:curator | {first} cc:value "0.02"^^xsd:decimal',
        f"graph:curator | {first} cc:unit ccu:USD-per-hour",
        f'graph:curator | {first} cc:frozenOn "2026-11-20"^^xsd:date',
        f'graph:curator | {first} cc:latest "2030-12-31"^^xsd:date',
        f"graph:curator | {first} cc:series series:light-price",
        f'graph:curator | {second} cc:inSample "true"^^xsd:boolean',
        f"graph:evidence | {second} cc:outcome {second}.outcome",
        f'graph:evidence | {second}.outcome cc:refuted "true"^^xsd:boolean',
        f"graph:evidence | {second}.outcome cc:source source:book-register",
    } <= said
    assert not any(f"{first} cc:inSample" in each or f"{first} cc:outcome" in each for each in said)


def test_a_date_is_two_plain_days_and_the_same_interval() -> None:
    query = """
        SELECT ?earliest ?latest ?written ?begins ?ends WHERE {
            small:lamps-by-2030 cc:earliest ?earliest ; cc:latest ?latest ; cc:dateVerbatim ?written .
            small:lamps-by-2030 cc:when ?when .
            ?when time:hasBeginning/time:inXSDDate ?begins ; time:hasEnd/time:inXSDDate ?ends }"""
    assert rows(QUADS, query) == [("2030-07-01", "2030-12-31", "2030年下半年", "2030-07-01", "2030-12-31")]


def test_figures_stand_as_numbers_and_as_written() -> None:
    query = """
        SELECT ?value ?written WHERE {
            series:light-price cc:point ?p . ?p cc:value ?value ; cc:verbatim ?written
        } ORDER BY DESC(?value)"""
    assert rows(QUADS, query) == [("0.05", "0.050"), ("0.02", "0.02"), ("0.008", "0.0080")]


def test_only_figures_read_at_their_publishers_have_a_primary_source() -> None:
    sources = {
        (short(q.subject), short(q.object))
        for q in QUADS
        if q.predicate.value == PROV.HAD_PRIMARY_SOURCE and q.graph_name == graph(Layer.EVIDENCE)
    }
    assert sources == {
        ("series:light-price.point.1", "source:lamp-survey"),
        ("observation:books-many", "source:book-register"),
        *(
            (f"series:words-price-{way}.point.{n}", "source:book-register")
            for way in ("in", "out")
            for n in (1, 2)
        ),
        *((f"offers:lamps.offer.{n}", "source:lamp-survey") for n in (1, 2)),
        ("evidence:lamps-got-cheap", "source:lamp-survey"),
    }


def test_a_statement_points_at_its_claims_by_its_stance_and_names_its_voice() -> None:
    text_zh, text_en = '"蜡烛没有便宜"@zh', '"Candles did not get cheaper"@en'
    name = "evidence:candles-stayed-dear"
    said = {f"{short(q.subject)} {short(q.predicate)} {short(q.object)}" for q in QUADS}
    assert {line for line in said if line.startswith(f"{name} ")} == {
        f"{name} {rest}"
        for rest in (
            "rdf:type cc:Evidence",
            "cc:layer cc:EvidenceLayer",
            *(f"cc:{how} small:light-cost-falls" for how in ("bearsOn", "contradicts")),
            *(f"cc:{how} small:reading-needs-light-and-books" for how in ("bearsOn", "contradicts")),
            'cc:independentGroup "book-office"',
            *(f"cc:{how} {text_zh}" for how in ("text", "paraphrasedText")),
            *(f"cc:{how} {text_en}" for how in ("text", "translatedText")),
            'cc:earliest "2023-01-01"^^xsd:date',
            'cc:latest "2023-12-31"^^xsd:date',
            'cc:dateVerbatim "2023"',
            "cc:when small:days.2023-01-01.2023-12-31",
            "cc:source source:book-register",
            "cc:seen cc:SecondarySeen",
        )
    }


def test_the_voices_for_a_claim_are_counted_once_however_often_they_speak() -> None:
    query = """
        SELECT (COUNT(?statement) AS ?statements) (COUNT(DISTINCT ?group) AS ?voices) WHERE {
            ?statement cc:supports small:light-cost-falls ; cc:independentGroup ?group }"""
    assert rows(QUADS, query) == [("2", "1")]


def test_a_derived_series_carries_all_that_its_points_are_computed_from() -> None:
    query = """
        SELECT ?price ?low ?high ?attempts ?success ?cached WHERE {
            series:letter-cost cc:priceIn ?price ; cc:tokensOut ?out ;
                cc:attempts ?attempts ; cc:success ?success ; cc:cached ?cached .
            ?out cc:low ?low ; cc:high ?high ; cc:unit/skos:notation "tokens/answer" }"""
    price = f"{thesis_iri(SMALL.id)}series/words-price-in"
    assert rows(QUADS, query) == [(price, "400", "600", "3", "0.75", "0.5")]
    floors = "SELECT ?of ?score { series:reading-price cc:derivedFrom ?of ; cc:score ?score }"
    assert rows(QUADS, floors) == [(f"{thesis_iri(SMALL.id)}offers/lamps", "50")]


# ---- layers


def owner(thesis: Thesis, quad: Quad) -> str | None:
    """Return the id of the variable, condition or claim that a quad describes, or whose part it describes."""
    assert isinstance(quad.subject, NamedNode)
    name = quad.subject.value.removeprefix(thesis_iri(thesis.id)).partition(".")[0]
    return name if name in _parts(thesis) else None


def _parts(thesis: Thesis) -> dict[str, Variable | Condition | Claim]:
    return {**thesis.variables, **thesis.conditions, **thesis.claims}


@pytest.mark.parametrize("thesis", [SMALL, agents()], ids=["small", "agents"])
def test_every_quad_lies_in_the_graph_of_the_layer_of_the_part_it_describes(thesis: Thesis) -> None:
    parts = _parts(thesis)
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
        elif ".falsifier" not in about and quad.predicate.value != CC.HAS_FALSIFIER:
            assert quad.graph_name == graph(parts[name].layer, thesis)


def test_facts_lie_in_the_evidence_graph_and_nowhere_else() -> None:
    kinds = ("source", "series", "offers", "observation", "event", "evidence")
    folders = tuple(f"{thesis_iri(SMALL.id)}{kind}/" for kind in kinds)
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
    thesis = make_thesis(claims=[replace(made, modality=modality, effect=Effect(variable="b", change=UP))])
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
    flow = rows(quads, "SELECT DISTINCT ?v ?c { ?v cc:causeOf ?c }")
    causes = rows(quads, "SELECT DISTINCT ?v ?c { ?c cc:hasCause/cc:variable ?v }")
    gates = rows(quads, "SELECT DISTINCT ?v ?c { ?c cc:gate/cc:member+/cc:variable ?v }")
    assert sorted(flow) == sorted(causes) == sorted(gates)


def test_gates_of_any_depth_keep_their_order() -> None:
    gate = all_of("a", any_of("b", at_least(1, "c", "d")), "e")
    assert gate.operator is GateOperator.ALL
    quads = build(make_thesis(claims=[claim("deep", gate, "z")]))
    query = """
        SELECT ?gate ?position ?v WHERE {
            ?gate cc:member ?m . ?m cc:position ?position OPTIONAL { ?m cc:variable ?v } }"""
    told = rows(quads, query)
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


def strings(part: object) -> Iterator[str]:
    """Yield every word that a thesis holds, but for where its files lie and the source it quotes from."""
    if isinstance(part, Enum | Position) or part is None:
        return
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for each in fields(part):
            if each.name not in {"source_text", "digest", "prefix", "at"}:
                yield from strings(getattr(part, each.name))
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
            ?by oa:prefix ?prefix ; oa:exact ?exact ; oa:suffix ?suffix .
            ?at oa:start ?start ; oa:end ?end }"""
    found = rows(QUADS, query)
    quotes = [quote for part in _parts(SMALL).values() for quote in part.quotes]
    assert len(found) == len(quotes) + len(SMALL.not_claims)
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


def test_the_units_in_use_are_described() -> None:
    used = {q.object for q in QUADS if q.predicate.value == CC.HAS_UNIT}
    described = {q.subject for q in QUADS if q.object == NamedNode(CC.UNIT.value)}
    assert used == described
    assert NamedNode(unit_iri("USD/hour")) in used


def test_every_query_on_the_page_finds_something_in_the_deck() -> None:
    queries = re.findall(r"```sparql\n(.*?)```", (ROOT / "docs" / "rdf.md").read_text("utf-8"), re.DOTALL)
    quads = build(read_thesis(None))
    assert len(queries) >= 3
    assert all(rows(quads, query, "deck") for query in queries)
