"""Stores: one behaviour for every engine, in this process or in one of its own."""

import json
import socket
import subprocess
import sys
from collections.abc import Mapping

import pytest
import rdflib.plugins.sparql
from pyoxigraph import Literal, NamedNode, Quad

from causal_compute.errors import LimitError, QueryError, UsageError
from causal_compute.stores import ENGINES, open_store, worker
from causal_compute.stores.process import Limits
from causal_compute.stores.results import Form, shortened, written
from causal_compute.stores.store import Store, of_graphs

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.|ConjunctiveGraph ):DeprecationWarning")

PREFIXES = {"x": "http://example.org/"}


def x(name: str) -> NamedNode:
    return NamedNode(PREFIXES["x"] + name)


QUADS = [
    Quad(x("a"), x("causes"), x("b"), x("g1")),
    Quad(x("a"), x("label"), Literal("甲", language="zh"), x("g1")),
    Quad(x("b"), x("causes"), x("c"), x("g2")),
    Quad(
        x("b"),
        x("share"),
        Literal("0.40", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
        x("g2"),
    ),
]


@pytest.fixture(params=[*ENGINES, "oxigraph in a process", "rdflib in a process"], scope="module")
def store(request: pytest.FixtureRequest) -> Store:
    engine, _, apart = request.param.partition(" ")
    return open_store(QUADS, engine, prefixes=PREFIXES, limits=Limits(20.0) if apart else None)


# query -> its rows, shortened. One table for every store.
COMPLIANCE = {
    "all-graphs-are-one": ("SELECT ?e { x:a x:causes+ ?e } ORDER BY ?e", [["x:b"], ["x:c"]]),
    "graph": ("SELECT ?e { GRAPH x:g2 { ?c x:causes ?e } }", [["x:c"]]),
    "graph-variable": ("SELECT ?g { GRAPH ?g { x:b x:causes ?e } }", [["x:g2"]]),
    "no-path-across-graphs": ("SELECT ?e { GRAPH ?g { x:a x:causes+ ?e } }", [["x:b"]]),
    "from": ("SELECT ?e FROM x:g1 { ?c x:causes ?e }", [["x:b"]]),
    "from-two": ("SELECT ?e FROM x:g1 FROM x:g2 { x:a x:causes+ ?e } ORDER BY ?e", [["x:b"], ["x:c"]]),
    "from-named": ("SELECT ?e FROM NAMED x:g1 { GRAPH ?g { ?c x:causes ?e } }", [["x:b"]]),
    "from-named-leaves-no-default": ("SELECT ?e FROM NAMED x:g1 { ?c x:causes ?e }", []),
    "own-prefix-wins": ("PREFIX x: <http://other.org/> SELECT ?e { ?c x:causes ?e }", []),
    "prefixes-shift-no-line": ("PREFIX y: <http://example.org/>\nSELECT ?e { y:a x:causes ?e }", [["x:b"]]),
    "unbound": (
        "SELECT ?c ?l { ?c x:causes ?e OPTIONAL { ?c x:label ?l } } ORDER BY ?c",
        [["x:a", "甲"], ["x:b", ""]],
    ),
    "count": ("SELECT (COUNT(*) AS ?n) { ?c x:causes ?e }", [["2"]]),
    "no-rows": ("SELECT ?e { x:c x:causes ?e }", []),
}


def rows(store: Store, query: str, parameters: Mapping[str, NamedNode] | None = None) -> list[list[str]]:
    result = store.query(query, parameters or {})
    return [[shortened(term, PREFIXES) for term in row] for row in result.rows()]


@pytest.mark.parametrize("name", COMPLIANCE)
def test_every_store_gives_the_same_rows(name: str, store: Store) -> None:
    query, expected = COMPLIANCE[name]
    assert rows(store, query) == expected


def test_a_parameter_fixes_a_selected_variable(store: Store) -> None:
    query = "SELECT ?c (COUNT(?e) AS ?n) { ?c x:causes+ ?e } GROUP BY ?c"
    assert rows(store, query, {"c": x("a")}) == [["x:a", "2"]]
    assert rows(store, query, {"c": x("b")}) == [["x:b", "1"]]


def test_truths_and_graphs_have_their_own_forms(store: Store) -> None:
    truth, lie = store.query("ASK { x:a x:causes x:b }"), store.query("ASK { x:b x:causes x:a }")
    graph = store.query("CONSTRUCT { ?e x:causedBy ?c } WHERE { ?c x:causes ?e }")
    assert (truth.form, bool(truth), bool(lie)) == (Form.TRUTH, True, False)
    assert written(truth, "json", {}) == '{"head":{},"boolean":true}'
    assert [str(t.subject) for t in graph.triples()] == ["<http://example.org/b>", "<http://example.org/c>"]
    assert "x:b x:causedBy x:a" in written(graph, "table", PREFIXES)
    assert store.query("DESCRIBE x:a")
    assert not store.query("CONSTRUCT { ?e x:causedBy ?c } WHERE { ?c x:never ?e }")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", "c,l\r\nhttp://example.org/a,甲\r\nhttp://example.org/b,\r\n"),
        ("tsv", '?c\t?l\n<http://example.org/a>\t"甲"@zh\n<http://example.org/b>\t\n'),
        ("json", '"l":{"type":"literal","value":"甲","xml:lang":"zh"}'),
        ("xml", '<binding name="l"><literal xml:lang="zh">甲</literal></binding>'),
    ],
)
def test_rows_are_written_as_the_formats_want(form: str, expected: str, store: Store) -> None:
    text = written(store.query(COMPLIANCE["unbound"][0]), form, PREFIXES)
    assert (text == expected) if form in {"csv", "tsv"} else (expected in text)


def test_a_graph_has_no_rows_to_write() -> None:
    graph = open_store(QUADS).query("CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(UsageError, match="use --format table"):
        written(graph, "csv", {})
    assert written(graph, "json", {}).startswith("[{")
    assert written(graph, "xml", {}).startswith("<?xml")


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("SELECT ?e\nWHERE { x:a x:causes ?e\n  bla }", 3),
        ("SELECT ?e\n\n\nWHERE { ?s ?p }", 4),
        ("# 注释\nSELECT ?e WHERE { ?e x:p ?o ", 2),
    ],
)
def test_a_syntax_error_says_on_which_line(query: str, line: int) -> None:
    for limits in (None, Limits(20.0)):
        with pytest.raises(QueryError) as refused:
            open_store(QUADS, prefixes=PREFIXES, limits=limits).query(query)
        assert str(refused.value).startswith(f"line {line}, column ")
    with pytest.raises(QueryError, match="line "):
        open_store(QUADS, "rdflib", prefixes=PREFIXES).query(query)


def test_a_variable_that_is_no_key_of_the_group_is_explained() -> None:
    with pytest.raises(QueryError, match="The SELECT contains a variable that is unbound"):
        open_store(QUADS).query("SELECT ?s { ?s ?p ?o } GROUP BY ?p")


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no engine 'jena'; one of oxigraph, rdflib"):
        open_store(QUADS, "jena")


def test_quads_of_some_graphs_are_those_alone() -> None:
    assert of_graphs(QUADS, {"http://example.org/g2"}) == QUADS[2:]


def test_rdflib_loads_no_graph_for_anybody_in_this_process() -> None:
    open_store(QUADS, "rdflib")
    assert rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS is False


FUNCTIONS = """SELECT (CONCAT(SHA1("a"), MD5("a"), STR(STRLEN(STRUUID())), STR(YEAR(NOW()) > 2000)) AS ?one)
(REPLACE("abc", "b.*", "x") AS ?two) (STR(STRDT("<a/>", rdf:XMLLiteral)) AS ?three)
(STR(RAND() < 2) AS ?four) (LANGMATCHES("en", "*") AS ?five) (ENCODE_FOR_URI("算") AS ?six)
(STR("2026-01-01"^^xsd:date) AS ?seven) (COALESCE(1/0, "none") AS ?eight)
(REGEX("算力", "力$") AS ?nine) { }"""


@pytest.mark.parametrize("engine", ENGINES)
def test_the_shut_worker_still_has_every_function(engine: str) -> None:
    known = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    apart = open_store(QUADS, engine, prefixes=known, limits=Limits(20.0)).query(FUNCTIONS)
    assert apart.rows() == open_store(QUADS, engine, prefixes=known).query(FUNCTIONS).rows()
    assert None not in apart.rows()[0]


MANY = [Quad(x("s"), x("p"), x(f"o{number}")) for number in range(400)]
JOIN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DOUBLING = "SELECT (STRLEN(?v13) AS ?n) { BIND('0123456789' AS ?v0) %s }" % " ".join(  # noqa: UP031 - braces
    f"BIND(CONCAT({', '.join([f'?v{n}'] * 8)}) AS ?v{n + 1})" for n in range(13)
)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_endless_query_ends_at_its_time_limit(engine: str) -> None:
    store = open_store(MANY, engine, limits=Limits(seconds=2.0))
    with pytest.raises(LimitError, match="did not end within 2 s; ask for less"):
        store.query(JOIN)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_query_that_eats_memory_is_an_error_and_this_process_lives(engine: str) -> None:
    store = open_store(MANY, engine, limits=Limits(seconds=20.0, memory=1 << 30))
    with pytest.raises(LimitError, match=r"ask for less|ask less at once"):
        store.query(DOUBLING)


def test_a_child_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(QUADS, limits=Limits(20.0))
    monkeypatch.setattr(sys, "executable", "/bin/false" if sys.platform != "win32" else "where.exe")
    with pytest.raises(LimitError, match="brought its engine down"):
        store.query("ASK { }")


UNGUARDED = """
import sys
from causal_compute.stores import guard, store, worker
store.admit = lambda text, **_: guard.AdmittedQuery(text, "SELECT", False)
if sys.argv[1] == "open":
    worker.shut = lambda store: None
worker.main()
"""


def calls_out(engine: str, fence: str) -> bool:
    """Report whether a child without a guard reaches this process by SERVICE."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1.5)
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        order = worker.Order(
            engine=engine, query=query, prefixes={}, parameters={}, seconds=5, memory=4 << 30
        )
        command = [sys.executable, "-W", "ignore", "-c", UNGUARDED, fence]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as child:
            assert child.stdin is not None
            child.stdin.write(json.dumps(order).encode() + b"\n")
            child.stdin.close()
            try:
                server.accept()[0].close()
            except TimeoutError:
                return False
            else:
                return True
            finally:
                child.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on descriptors")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_worker_reaches_nobody_even_past_the_guard(engine: str) -> None:
    assert calls_out(engine, "open")  # so the test would hear a call
    assert not calls_out(engine, "shut")
