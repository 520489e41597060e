"""The SPARQL 1.1 Protocol, request by request: what is asked, and the status and form of what comes back."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from causal_compute.endpoint.description import SD
from causal_compute.endpoint.negotiation import preferred
from causal_compute.stores.named import named_queries
from causal_compute.stores.results import Form, Result
from tests.endpoints import APPLICATIONS, DECK, FORM, Answer, Site, running

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
TURTLE = "text/turtle"
DIRECT = "application/sparql-query"
GRAPH = "CONSTRUCT WHERE { ?cause cc:influences deck:agent-economy }"
CURATOR, THESIS = f"{DECK}graph/curator", f"{DECK}graph/thesis"
COUNT = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a cc:Claim }"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running() as started:
        yield started


class Case(NamedTuple):
    """A request, and the status and media type of its answer."""

    shows: str
    status: int
    media: str
    target: str = "/sparql"
    method: str = "GET"
    body: str | bytes | None = None
    headers: Mapping[str, str] = MappingProxyType({})


def got(shows: str, status: int, media: str = "text/plain", accept: str = "", **pairs: str) -> Case:
    headers = {"Accept": accept} if accept else {}
    named = {name.replace("_", "-"): value for name, value in pairs.items()}
    return Case(shows, status, media, f"/sparql?{urlencode(named)}", headers=headers)


def posted(
    shows: str, status: int, kind: str, body: str | bytes, media: str = "text/plain", **more: str
) -> Case:
    return Case(shows, status, media, "/sparql", "POST", body, {"Content_Type": kind, **more})


REQUESTS = [
    got("query by GET", 200, JSON, query=APPLICATIONS),
    posted("query by a form", 200, FORM, urlencode({"query": APPLICATIONS}), JSON),
    posted("query as the body", 200, DIRECT, APPLICATIONS, JSON),
    posted("charset UTF-8", 200, f'{DIRECT}; charset="UTF-8"', APPLICATIONS, JSON),
    Case("HEAD", 200, JSON, f"/sparql?{urlencode({'query': APPLICATIONS})}", "HEAD"),
    got("ASK", 200, JSON, query="ASK {?s ?p ?o}"),
    got("CONSTRUCT", 200, TURTLE, query=GRAPH),
    got("DESCRIBE", 200, TURTLE, query="DESCRIBE deck:compute"),
    got("no query, no wish", 200, TURTLE),
    got("no query, RDF/XML", 200, "application/rdf+xml", "application/rdf+xml"),
    got("no query, a browser", 200, "text/html", FIREFOX),
    got("a query, a browser", 200, "text/html", FIREFOX, query=APPLICATIONS),
    got("format in the URL", 200, "text/csv", XML, query=APPLICATIONS, format="csv"),
    got("format as a media type", 200, "application/rdf+xml", query=GRAPH, format="application/rdf+xml"),
    got("format as other servers call it", 200, TURTLE, query=GRAPH, format="turtle"),
    got("unknown parameters are ignored", 200, JSON, query="ASK {}", timeout="9"),
    Case("OPTIONS", 204, "", method="OPTIONS"),
    posted("no query in a form", 400, FORM, "x=1"),
    Case("two queries", 400, "text/plain", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"),
    posted("a query in URL and body", 400, DIRECT, "ASK {}")._replace(target="/sparql?query=ASK%7B%7D"),
    got("an empty query", 400, query=""),
    got("not SPARQL", 400, query="SELECT ?x {"),
    got("an unknown prefix", 400, query="ASK { ?s nobody:p ?o }"),
    Case("no UTF-8 in the URL", 400, "text/plain", "/sparql?query=%ff"),
    posted("no UTF-8 in the body", 400, DIRECT, b"ASK {\xff}"),
    got("an unknown format", 400, query="ASK {}", format="xls"),
    Case("many parameters", 400, "text/plain", "/sparql?query=ASK%7B%7D" + "&x=1" * 100),
    posted("an update by its type", 403, "application/sparql-update", "CLEAR ALL"),
    posted("an update by its parameter", 403, FORM, "update=CLEAR%20ALL"),
    posted("an update as a query", 403, DIRECT, "DROP ALL"),
    got("an update in the URL", 403, update="CLEAR ALL"),
    got("SERVICE", 403, query="ASK { SERVICE <http://127.0.0.1/> {} }"),
    got("FROM elsewhere", 403, query="ASK FROM <http://x.example/> {}"),
    got("a graph that is not here", 403, query="ASK {}", default_graph_uri="file:///etc/passwd"),
    Case("PUT", 405, "text/plain", "/sparql", "PUT", "ASK {}", {"Content_Type": DIRECT}),
    Case("DELETE", 405, "text/plain", "/sparql", "DELETE"),
    got("no form of rows", 406, accept="image/png", query=APPLICATIONS),
    got("rows as a graph", 406, accept=TURTLE, query=APPLICATIONS),
    got("a graph as rows", 406, accept="text/csv", query=GRAPH),
    got("all weighed 0", 406, accept="*/*;q=0", query=APPLICATIONS),
    posted("a large body", 413, DIRECT, "#" * 300_000),
    posted("a body of another kind", 415, "text/plain", "ASK {}"),
    Case("a body of no kind", 415, "text/plain", "/sparql", "POST", "ASK {}"),
    posted("a body in Latin-1", 415, f"{DIRECT};charset=latin-1", "ASK {}"),
    posted("a compressed body", 415, DIRECT, "ASK {}", Content_Encoding="gzip"),
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.shows) for case in REQUESTS])
def test_every_request_gets_its_status_and_its_form(site: Site, case: Case) -> None:
    answer = site.ask(case.target, case.method, case.body, **case.headers)
    assert (answer.status, answer.media) == (case.status, case.media), answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not answer.body or case.method != "HEAD"
    if case.status == 405:
        assert {"GET", "POST"} <= set(re.split(", *", answer.headers["allow"]))
    if case.status == 415 or case.method == "OPTIONS":
        assert answer.headers["accept-post"] == f"{DIRECT}, {FORM}"


ACCEPTS = [
    # what the client sends, what SELECT comes in, what CONSTRUCT comes in (None: 406)
    (None, JSON, TURTLE),
    ("*/*", JSON, TURTLE),
    ("", JSON, TURTLE),
    ("garbage", None, None),
    (XML, XML, None),
    ("application/json", "application/json", "application/json"),
    (f"{JSON};q=0.5, {XML}", XML, None),
    (f"{JSON};q=0.5, {XML};q=0.4", JSON, None),
    ("text/csv, */*;q=0.1", "text/csv", TURTLE),
    ("text/*", "text/csv", TURTLE),
    ("text/*;q=0.5, text/csv;q=0, text/turtle;q=0", "text/tab-separated-values", "text/html"),
    ("TEXT/CSV ; Q=1.0", "text/csv", None),
    ("application/n-triples;q=0.2, application/ld+json;q=0.3", None, "application/ld+json"),
    ("application/trig", None, "application/trig"),
    ("application/n-quads", None, "application/n-quads"),
    ("text/turtle;version=1.2, text/csv;header=present", "text/csv", TURTLE),
    (f"{TURTLE}, application/rdf+xml;q=0.9, {XML};q=0.8, {JSON};q=0.9", JSON, TURTLE),
]


@pytest.mark.parametrize(("accept", "rows", "graph"), ACCEPTS)
def test_the_accept_header_decides_on_the_form(
    site: Site, accept: str | None, rows: str | None, graph: str | None
) -> None:
    headers = {} if accept is None else {"Accept": accept}
    for query, media in ((APPLICATIONS, rows), (GRAPH, graph)):
        answer = site.query(query, **headers)
        assert (answer.status, answer.media if media else None) == (200 if media else 406, media)
        assert "Accept" in answer.headers["vary"]


@given(
    ranges=st.dictionaries(
        st.sampled_from(["*/*", "text/*", "text/csv", "text/html", "application/json", "image/png"]),
        st.integers(0, 10),
        min_size=1,
    )
)
def test_no_offer_that_weighs_more_is_passed_over(ranges: dict[str, int]) -> None:
    """Compared with a reading of RFC 9110, 12.5.1 that looks at every range for every offer."""
    offered = ("text/csv", "application/json", "text/html")

    def weight(media: str) -> int:
        kind = media.partition("/")[0]
        fitting = [
            (len(each.replace("*", "")), q)
            for each, q in ranges.items()
            if each in {media, f"{kind}/*", "*/*"}
        ]
        return max(fitting)[1] if fitting else 0

    header = ", ".join(f"{each};q={q / 10}" for each, q in ranges.items())
    best = max(offered, key=weight)
    assert preferred(header, offered) == (best if weight(best) else None)


@pytest.mark.parametrize(
    ("media", "format_"), [(JSON, "JSON"), (XML, "XML"), ("text/tab-separated-values", "TSV")]
)
def test_rows_are_the_same_in_every_form(site: Site, media: str, format_: str) -> None:
    query = "SELECT ?v ?label { ?v a cc:Application ; skos:prefLabel ?label } ORDER BY ?v ?label"
    said = parse_query_results(
        site.query(query, Accept=media).body, format=getattr(QueryResultsFormat, format_)
    )
    assert isinstance(said, QuerySolutions)
    rows = [tuple(row) for row in said]
    assert rows == site.graph.queries.store().query(query).rows()
    assert len(rows) == 32


@pytest.mark.parametrize(
    ("media", "format_"),
    [
        (TURTLE, RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/trig", RdfFormat.TRIG),
        ("application/n-quads", RdfFormat.N_QUADS),
    ],
)
def test_a_graph_is_the_same_in_every_form(site: Site, media: str, format_: RdfFormat) -> None:
    said = {quad.triple for quad in parse(site.query(GRAPH, Accept=media).body, format=format_)}
    assert said == set(site.graph.queries.store().query(GRAPH).triples())
    assert len(said) == 3


def counted(answer: Answer) -> int:
    (row,) = answer.json["results"]["bindings"]
    return int(row["n"]["value"])


@pytest.mark.parametrize(
    ("pairs", "query", "claims"),
    [
        ([], COUNT, 184),
        ([("default-graph-uri", CURATOR)], COUNT, 97),
        ([("default-graph-uri", CURATOR), ("default-graph-uri", THESIS)], COUNT, 184),
        ([("named-graph-uri", CURATOR)], COUNT, 0),
        ([("named-graph-uri", CURATOR)], COUNT.replace("{", "{ GRAPH ?g {") + "}", 97),
        ([("default-graph-uri", THESIS), ("named-graph-uri", CURATOR)], COUNT, 87),
        ([("default-graph-uri", THESIS)], COUNT.replace("{", f"FROM <{CURATOR}> {{"), 87),
        ([], COUNT.replace("{", f"FROM <{CURATOR}> {{"), 97),
    ],
    ids=[
        "none",
        "one",
        "two",
        "named: the default is empty",
        "named",
        "both",
        "the request before FROM",
        "FROM",
    ],
)
def test_the_graphs_that_a_request_names_are_its_dataset(
    site: Site, pairs: list[tuple[str, str]], query: str, claims: int
) -> None:
    by_get = site.ask("/sparql?" + urlencode([*pairs, ("query", query)]))
    by_form = site.ask("/sparql", "POST", urlencode([*pairs, ("query", query)]), Content_Type=FORM)
    direct = site.ask("/sparql?" + urlencode(pairs), "POST", query, Content_Type=DIRECT)
    assert [counted(each) for each in (by_get, by_form, direct)] == [claims] * 3


def test_a_refusal_is_words_json_or_a_page_and_says_where(site: Site) -> None:
    wrong = "SELECT ?x { ?x a cc:Claim . FILTER( }"
    says = site.query(wrong).text
    assert says.startswith("line 1, column 38 of the query: ")
    problem = site.query(wrong, Accept="application/sparql-results+json").json
    assert (problem["status"], problem["code"]) == (400, "malformed")
    assert problem["detail"] == says.rstrip("\n")
    page = site.query(wrong, Accept="text/html")
    assert (page.status, page.media) == (400, "text/html")
    assert "line 1, column 38 of the query" in page.text
    assert wrong in page.text  # the form still holds it


def test_the_service_describes_itself(site: Site) -> None:
    said = list(parse(site.ask("/sparql", Accept="application/n-triples").body, format=RdfFormat.N_TRIPLES))
    by_property: dict[str, set[str]] = {}
    for quad in said:
        by_property.setdefault(quad.predicate.value.removeprefix(SD), set()).add(quad.object.value)
    assert by_property["endpoint"] == {f"{site.url}/sparql"}
    assert by_property["supportedLanguage"] == {f"{SD}SPARQL11Query"}
    assert by_property["feature"] >= {f"{SD}UnionDefaultGraph"}
    assert by_property["name"] == site.graph.queries.store().graphs
    assert len(by_property["resultFormat"]) == 10
    union = len({quad.triple for quad in site.graph.queries.quads})
    assert str(union) in by_property["http://rdfs.org/ns/void#triples"]


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_named_query_finds_what_the_api_finds(site: Site, name: str) -> None:
    answer = site.ask(f"/queries/{name}")
    assert answer.status == 200, answer.text
    assert Result(Form.ROWS, answer.body).rows() == site.graph.sparql(name).result.rows()


def test_a_named_query_takes_its_parameters_as_values(site: Site) -> None:
    answer = site.ask("/queries/conditions-of-application?application=voice-agents&format=csv")
    expected = site.graph.sparql("conditions-of-application", {"application": "voice-agents"}).written("csv")
    assert answer.text == expected
    assert answer.text.count("voice-agents") == 2
    hostile = quote("voice-agents> ?x } DROP ALL #")
    assert site.ask(f"/queries/conditions-of-application?application={hostile}").status == 404
    wrong = site.ask("/queries/conditions-of-application?aplication=voice-agents")
    assert (wrong.status, "there are application, format, lang" in wrong.text) == (400, True)
    misspelt = site.ask("/queries/applicatons")
    assert (misspelt.status, "did you mean applications" in misspelt.text) == (404, True)


TERMS = st.sampled_from(
    [
        "?a",
        "?b",
        "?c",
        "deck:compute",
        "deck:agent-economy",
        "deck:inference-cost",
        "deck:agents-need-reliability",
    ]
)
LINKS = st.sampled_from(
    ["?p", "a", "cc:effect", "cc:influences", "cc:hasCause", "cc:variable", "skos:prefLabel", "cc:layer"]
)
PATTERN = st.tuples(TERMS, LINKS, TERMS).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(first=PATTERN, more=st.lists(PATTERN, max_size=2), optional=PATTERN, distinct=st.booleans())
def test_a_query_finds_over_http_what_the_store_finds(
    site: Site, first: str, more: list[str], optional: str, distinct: bool
) -> None:
    pattern = " . ".join([first, *more])
    query = f"SELECT {'DISTINCT ' if distinct else ''}* {{ {{ {pattern} }} OPTIONAL {{ {optional} }} }}"
    counting = f"SELECT (COUNT(*) AS ?n) {{ {{ {pattern} }} OPTIONAL {{ {optional} }} }}"
    store = site.graph.queries.store()
    if int(str(store.query(counting).rows()[0][0].value)) > 20_000:  # type: ignore[union-attr]  # a literal
        return
    expected = store.query(query).rows()
    answer = site.query(query)
    if len(expected) > 500:
        assert (answer.status, "has more than 500 rows" in answer.text) == (500, True)
    else:
        assert sorted(Result(Form.ROWS, answer.body).rows(), key=str) == sorted(expected, key=str)
