"""The guard: what may not run does not, what may run does, and nothing is asked of the outside."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from causal_compute.errors import CausalComputeError, ForbiddenQueryError, LimitError, QueryError
from causal_compute.stores import ENGINES, open_store
from causal_compute.stores.guard import MAX_CHAIN, MAX_CHARACTERS, MAX_DEPTH, MAX_TOKENS, admit
from causal_compute.stores.process import Limits
from causal_compute.stores.store import Store

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.|ConjunctiveGraph ):DeprecationWarning")

GRAPH = NamedNode("http://example.org/graph")
QUADS = [
    Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal("1"), GRAPH),
    Quad(
        NamedNode("http://example.org/s"),
        NamedNode("http://example.org/q"),
        NamedNode("http://example.org/o"),
    ),
]
PREFIXES = {"x": "http://example.org/", "": "http://example.org/"}


@dataclass
class Listener:
    """A server on this machine that counts who comes."""

    port: int = 0
    callers: list[object] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    seen = Listener()
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen.port = server.getsockname()[1]

        def serve() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                seen.callers.append(address)
                connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield seen


@pytest.fixture(params=[*ENGINES, "oxigraph in a process", "rdflib in a process"], scope="module")
def store(request: pytest.FixtureRequest) -> Store:
    engine, _, apart = request.param.partition(" ")
    return open_store(QUADS, engine, prefixes=PREFIXES, limits=Limits(20.0) if apart else None)


# What TRUST.md's matrix found to reach out, and what a guard that reads less closely lets through.
ATTACKS = {
    "service": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "service-silent": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "service-lower-case": "select * { service <URL> { ?s ?p ?o } }",
    "service-variable": "SELECT * { ?s ?p ?o SERVICE ?o { ?a ?b ?c } }",
    "service-prefixed": "PREFIX u: <URL> SELECT * { SERVICE u: { ?s ?p ?o } }",
    "service-glued-to-its-target": "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "service-glued-to-a-prefix": (
        "PREFIX SERVICEu: <x:y> PREFIX u: <URL> SELECT * { SERVICEu:x { ?s ?p ?o } }"
    ),
    "service-glued-to-true": "SELECT * { ?s ?p trueSERVICE <URL> { ?a ?b ?c } }",
    "service-glued-to-a-number": "SELECT * { ?s ?p 1SERVICE <URL> { ?a ?b ?c } }",
    "service-behind-a-name": "SELECT * { ?s ?p x:s.SERVICE <URL> { ?a ?b ?c } }",
    "service-in-a-subquery": "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "service-in-exists": "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "service-in-construct": "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "service-escaped": "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "service-escaped-long": "SELECT * { \\U00000053ERVICE <URL> { ?s ?p ?o } }",
    "service-behind-an-escaped-quote": 'SELECT * { ?s ?p "\\u0022 . SERVICE <URL> { ?a ?b ?c } #" }',
    "service-behind-an-escaped-line-end": "SELECT * { ?s ?p ?o # \\u000A SERVICE <URL> { ?a ?b ?c }\n }",
    "service-behind-a-carriage-return": 'SELECT * { ?s ?p ?o # """\rSERVICE <URL> { ?a ?b ?c } # """\n }',
    "service-behind-a-bare-return": 'SELECT * { ?s ?p ?o # \r """ \n SERVICE <URL> { ?a ?b ?c } # """\n }',
    "service-in-what-looks-like-an-iri": (
        "PREFIX : <URL> SELECT * { ?a ?b ?c FILTER(?a<1)SERVICE:x#>\n{ ?s ?p ?o } }"
    ),
    "service-behind-a-comment-in-an-iri": (
        'SELECT * { ?a ?b ?c FILTER(1<1||?c<?b#> """\n) SERVICE <URL> { ?s ?p ?o } # """\n }'
    ),
    "service-behind-two-comparisons": (
        "PREFIX http: <x:> SELECT * { ?a ?b ?c FILTER(?c<<http://a#>) SERVICE <URL> { ?s ?p ?o }\n }"
    ),
    "service-in-a-string-that-is-none": (
        'SELECT * { VALUES ?v {"""x" } SERVICE <URL> { ?s ?p ?o } # \\q """ \n }'
    ),
    "service-in-a-string-with-half-a-pair": (
        'SELECT * { VALUES ?v {"""x" } SERVICE <URL> { ?s ?p ?o } # \\uD800 """ \n }'
    ),
    "service-in-a-string-with-a-long-half-pair": (
        'SELECT * { VALUES ?v {"""x" } SERVICE <URL> { ?s ?p ?o } # \\U0000D800 """ \n }'
    ),
    "from": "SELECT * FROM <URL> { ?s ?p ?o }",
    "from-glued": "SELECT * FROM<URL>{ ?s ?p ?o }",
    "from-named": "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "from-prefixed": "PREFIX u: <URL> SELECT * FROM u: { ?s ?p ?o }",
    "from-base": "BASE <URL> SELECT * FROM <x> { ?s ?p ?o }",
    "from-file": "SELECT * FROM <file:FILE> { ?s ?p ?o }",
    "from-file-named": "SELECT * FROM NAMED <file:FILE> { GRAPH ?g { ?s ?p ?o } }",
    "from-local-name": "SELECT * FROM <local.ttl> { ?s ?p ?o }",
    "from-own-and-other": "SELECT * FROM <http://example.org/graph> FROM <URL> { ?s ?p ?o }",
    "load": "LOAD <URL>",
    "load-file": "LOAD <file:FILE>",
    "load-behind-a-prologue": "PREFIX x: <x:> LOAD SILENT <URL> INTO GRAPH <x:g>",
    "insert": "INSERT DATA { <x:a> <x:b> 1 }",
    "insert-where": "INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }",
    "with": "WITH <http://example.org/graph> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "clear": "CLEAR ALL",
    "drop": "DROP GRAPH <http://example.org/graph>",
    "create": "CREATE GRAPH <x:g>",
    "copy": "COPY DEFAULT TO <x:g>",
    "move": "MOVE DEFAULT TO <x:g>",
    "add": "ADD DEFAULT TO <x:g>",
    "update-behind-a-query": "ASK { } ; CLEAR ALL",
    "two-words": "HELLO WORLD",
    "empty": "# nothing but a comment",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_and_nobody_is_called(
    name: str, store: Store, listener: Listener, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text('<x:secret> <x:is> "out" .')
    attack = ATTACKS[name].replace("URL", listener.address).replace("FILE", str(secret))
    before = len(listener.callers)
    with pytest.raises(QueryError) as refused:
        store.query(attack)
    assert "secret> <x:is>" not in str(refused.value)
    assert len(listener.callers) == before


@pytest.mark.parametrize("name", ["service", "from", "load", "insert", "from-file", "update-behind-a-query"])
def test_what_would_write_or_reach_out_is_called_forbidden(name: str) -> None:
    with pytest.raises(ForbiddenQueryError):
        admit(ATTACKS[name])


def test_the_listener_hears_whoever_calls(listener: Listener) -> None:
    before = len(listener.callers)
    socket.create_connection(("127.0.0.1", listener.port)).close()
    for _ in range(1000):
        if len(listener.callers) > before:
            break
        threading.Event().wait(0.01)
    assert len(listener.callers) > before


HARMLESS = {
    "keyword-in-a-string": 'SELECT ?s { ?s ?p "SERVICE <http://x/> LOAD <y>" }',
    "keyword-in-a-long-string": "SELECT ?s { ?s ?p '''it's SERVICE <x> \" ''' }",
    "keyword-in-a-comment": "SELECT ?s { # SERVICE <http://x/>\n ?s ?p ?o }",
    "keyword-in-an-iri": "SELECT ?s { ?s <http://example.org/SERVICE#LOAD> ?o }",
    "keyword-in-a-local-name": "SELECT ?s { ?s x:service ?o ; x:load ?l }",
    "keyword-in-a-variable": "SELECT ?service { ?service ?from ?load }",
    "keyword-in-a-language": 'SELECT ?s { ?s ?p "a"@load }',
    "comparison": "SELECT ?s { ?s ?p ?o FILTER(?o<1 && 2>?o) }",
    "comparison-with-spaces": "SELECT ?s { ?s ?p ?o FILTER(?o < ?s) } # > }",
    "iri-with-a-hash": "SELECT ?s { ?s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?o }",
    "own-graph": "SELECT ?s FROM <http://example.org/graph> { ?s ?p ?o }",
    "own-graph-prefixed": "SELECT ?s FROM x:graph { ?s ?p ?o }",
    "own-graph-named": "SELECT ?s FROM NAMED x:graph { GRAPH ?g { ?s ?p ?o } }",
    "chinese": 'SELECT ?值 { ?值 ?p "算力" } # 注释',
    "byte-order-mark": "\ufeffSELECT ?s { ?s ?p ?o }",
    "windows-lines": "SELECT ?s\r\n{ ?s ?p ?o }\r\n",
    "escape-in-a-string": 'SELECT ?s { ?s ?p "\\u7B97\\t\\"" }',
    "empty-strings": 'SELECT ?s { ?s ?p "" FILTER(\'\' = "") }',
    "path": "SELECT ?s { ?s (x:p/^x:q)*|!(x:p|x:q) ?o }",
    "blank-nodes": "SELECT ?s { ?s ?p [ x:p _:b ] ; x:q (1 2.5 -3e4) }",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_query_runs(name: str, engine: str) -> None:
    assert open_store(QUADS, engine, prefixes=PREFIXES).query(HARMLESS[name]).variables


TOO_MUCH = {
    "braces": "ASK " + "{" * 3_000 + "}" * 3_000,
    "brackets": "ASK { FILTER(" + "(" * 50_000 + "1" + ")" * 50_000 + ") }",
    "subqueries": "ASK " + "{ SELECT * " * 3_000 + "{}" + "}" * 3_000,
    "not": "ASK { FILTER(" + "!" * 50_000 + "true) }",
    "or": "ASK { FILTER(true" + "||true" * 3_000 + ") }",
    "sums": "ASK { FILTER(1" + "+1" * 9_000 + ") }",
    "unions": "ASK { {}" + "UNION{}" * 3_000 + " }",
    "optionals": "ASK { " + "OPTIONAL{}" * 3_000 + " }",
    "path": "ASK { ?s x:p" + "/x:p" * 2_000 + " ?o }",
    "triples": "ASK { " + "?s x:p ?o . " * 2_000 + "}",
    "triple-terms": "ASK { ?s ?p " + "<<( x:s x:p " * 3_000 + "1" + " )>>" * 3_000 + "}",
    "nested-brackets": "ASK { ?s ?p " + "[ x:p " * 3_000 + "1" + "]" * 3_000 + "}",
    "words": "ASK { VALUES ?v { " + "1 " * MAX_TOKENS + "} }",
    "characters": "ASK { } #" + "x" * MAX_CHARACTERS,
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_query_that_would_overflow_an_engine_is_refused(name: str) -> None:
    with pytest.raises(LimitError, match="more than"):
        admit(TOO_MUCH[name], prefixes=PREFIXES)


@pytest.mark.parametrize(
    "text",
    [
        "ASK " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
        "ASK { FILTER(true" + "||true" * MAX_CHAIN + ") }",
        "ASK { FILTER(1 = 1" + "+1-1" * (MAX_CHAIN // 2) + ") }",
        "ASK { VALUES ?v { " + "1 " * (MAX_TOKENS - 7) + "} }",
    ],
    ids=["depth", "or", "sums", "words"],
)
def test_a_query_at_the_limit_runs(text: str) -> None:
    assert open_store(QUADS, prefixes=PREFIXES).query(text)


def test_what_overflows_rdflib_before_the_limit_is_a_limit_too() -> None:
    deep = "ASK { FILTER(" + "(" * 98 + "true" + ")" * 98 + ") }"
    assert open_store(QUADS).query(deep)
    with pytest.raises(LimitError, match="ran out of stack or memory"):
        open_store(QUADS, "rdflib").query(deep)


@pytest.mark.parametrize(
    ("query", "place", "says"),
    [
        ("SELECT ?s\nWHERE { ?s ?p ?o .\n  SERVICE <x:y> {} }", (3, 3), "SERVICE would ask another server"),
        ("SELECT ?s { ?s foaf:name ?n }", (1, 16), "nobody declares foaf:; write PREFIX foaf: <...>"),
        ("SELECT ?s { ?s ?p 'open }", (1, 19), "the string that ' opens is not closed"),
        ("SELECT ?s { ?s ?p ？o }", (1, 19), "'？' (U+FF1F) begins nothing in SPARQL"),
        ("SELECT ?s FROM <http://a/> { }", (1, 16), "FROM may name only a graph that is here"),
        ("SELECT ?s { FILTER(?s<?o#>) }", (1, 22), "this can be an IRI or a comparison"),
        ("DELETE WHERE { ?s ?p ?o }", (1, 1), "DELETE belongs to an update, and this graph is only read"),
        ("HELP", (1, 1), "a query begins with ASK, CONSTRUCT, DESCRIBE, SELECT, not with 'HELP'"),
    ],
)
def test_a_refusal_says_where_what_and_what_to_do(query: str, place: tuple[int, int], says: str) -> None:
    with pytest.raises(QueryError) as refused:
        admit(query, graphs=["http://example.org/graph"])
    first, shown, mark = str(refused.value).splitlines()
    assert first.startswith(f"line {place[0]}, column {place[1]} of the query: {says}")
    assert shown.strip() == query.splitlines()[place[0] - 1].strip()
    assert mark.endswith("^")


PIECES = (
    *("?s", "?p", "x:a", "<x:a>", "<http://x/#b>", "1", "true", "'", '"', "'''", '"""'),
    *("\\", "\\u0022", "\\n", "#", "\n", "\r", " ", "<", ">", "(", ")"),
    *("{", "}", ".", ";", ":", "FILTER(", "SERVICE", "@en", "^^", "_:b", "%20"),
)


@settings(max_examples=100)
@given(
    before=st.lists(st.sampled_from(PIECES), max_size=8),
    behind=st.lists(st.sampled_from(PIECES), max_size=4),
    glue=st.sampled_from(["", " "]),
)
def test_whatever_stands_around_a_call_it_is_refused_or_no_call(
    before: list[str], behind: list[str], glue: str, listener: Listener
) -> None:
    text = f"ASK {{ ?s ?p ?o {glue.join(before)}SERVICE <{listener.address}> {{ }} {glue.join(behind)} }}"
    store = open_store(QUADS, prefixes=PREFIXES)
    callers = len(listener.callers)
    with suppress(CausalComputeError):
        store.query(text)
    assert len(listener.callers) == callers
