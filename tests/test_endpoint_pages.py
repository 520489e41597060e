"""What is not SPARQL: answers, things, dumps, descriptions, and the pages in a browser without scripts."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from pyoxigraph import NamedNode, RdfFormat, parse

from causal_compute.endpoint.answers import KINDS
from causal_compute.endpoint.words import WORDS
from causal_compute.schemas import schema
from tests.endpoints import DAY, DECK, Site, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SMALL = str(Path(__file__).parent / "fixtures" / "small")
VOID = "http://rdfs.org/ns/void#"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def small() -> Iterator[Site]:
    with running(SMALL) as started:
        yield started


DOCUMENTS = [
    ("why?q=agents", "answer"),
    ("why?q=" + quote("为什么现在是 Agent"), "answer"),
    ("trace?q=agents&to=compute&k=2", "answer"),
    ("impact?q=compute&falls=true", "answer"),
    ("show?q=agents-need-reliability", "answer"),
    ("evidence?q=agents", "evidence"),
    ("when?q=agents", "when"),
    ("whatif?set=compute%3Dhalts", "whatif"),
    ("audit?only=universal-claims", "audit"),
    ("why?q=zzzqq", "answer"),
]


@pytest.mark.parametrize(("target", "kind"), DOCUMENTS)
def test_an_answer_obeys_the_published_schema_that_it_names(site: Site, target: str, kind: str) -> None:
    answer = site.ask(f"/{target}")
    assert answer.status == (404 if "zzz" in target else 200), answer.text
    link = answer.headers["link"]
    assert link == f'</schema/{kind}.json>; rel="describedby"'
    published = site.ask(f"/schema/{kind}.json").json
    assert published == schema(kind)
    Draft202012Validator(published).validate(answer.json)


def test_an_answer_is_the_one_of_the_library_in_every_form(site: Site) -> None:
    reply = site.graph.why("why agents now", as_of=DAY)
    target = "/why?q=why%20agents%20now"
    assert site.ask(target).json == reply.document
    assert site.ask(target, Accept="text/plain").text == reply.text() + "\n"
    assert site.ask(target, Accept="text/markdown").text == reply.markdown() + "\n"
    assert site.ask(f"{target}&format=text&lang=zh").text == reply.text("zh") + "\n"
    assert site.ask(f"{target}&format=text&lang=zh").headers["content-language"] == "zh"
    earlier = site.ask(f"{target}&as_of=2024-02-29").json
    assert earlier == site.graph.why("why agents now", as_of=date(2024, 2, 29)).document


@pytest.mark.parametrize(
    ("target", "status", "says"),
    [
        ("why", 400, "the words go into q"),
        ("why?q=agents&p=1", 400, "there is no parameter 'p'"),
        ("why?q=a&q=b", 400, "give q once"),
        ("why?q=agents&lang=fr", 400, "lang is one of"),
        ("why?q=agents&as_of=soon", 400, "is no day"),
        ("why?q=" + "x" * 3000, 413, "may have 2000 characters"),
        ("trace?q=agents&k=0", 400, "k is a number from 1 to 200"),
        ("impact?q=compute&falls=maybe", 400, "falls is true or false"),
        ("whatif", 400, "name an application"),
        ("whatif?set=compute", 400, "compute"),
        ("audit?only=nothing", 400, "is no question of the audit"),
        ("evidence?q=zzzqq", 404, "nothing in the graph"),
        ("schema/nothing.json", 404, "no schema"),
        ("queries/nothing", 404, "nothing in the graph"),
        ("id/nothing", 404, "nothing in the graph"),
        ("nothing", 404, "nothing at this address"),
    ],
)
def test_what_cannot_be_answered_says_why(site: Site, target: str, status: int, says: str) -> None:
    answer = site.ask(f"/{target}")
    assert (answer.status, says in answer.text) == (status, True), answer.text


def test_every_question_is_answered_on_another_thesis_too(small: Site) -> None:
    for name, kind in KINDS.items():
        target = f"/{name}?q=electricity" if kind.needs_words else f"/{name}"
        answer = small.ask(f"{target}?set=electricity%3Dhalts" if name == "whatif" else target)
        assert answer.status in ({200, 400} if name == "whatif" else {200}), (name, answer.text)
        assert DECK not in answer.text


THINGS = ["agent-economy", "agents-cheap-enough", "agents-need-reliability", "slide/S04", "graph/thesis", ""]


@pytest.mark.parametrize("path", THINGS)
def test_a_thing_has_one_url_in_every_format(site: Site, path: str) -> None:
    iri = NamedNode(DECK + path)
    turtle = site.ask(f"/id/{path}")
    assert (turtle.status, turtle.media) == (200, "text/turtle")
    assert turtle.headers["content-location"] == f"/id/{path}.ttl"
    said = {quad.triple for quad in parse(turtle.body, format=RdfFormat.TURTLE)}
    own = {quad.triple for quad in site.graph.queries.quads if quad.subject == iri}
    assert own <= said
    for suffix, format_ in (
        ("nt", RdfFormat.N_TRIPLES),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdf", RdfFormat.RDF_XML),
    ):
        found = site.ask(f"/id/{path}.{suffix}")
        assert {quad.triple for quad in parse(found.body, format=format_)} == said
    page = site.ask(f"/id/{path}", Accept="text/html")
    assert (page.media, page.headers["content-location"]) == ("text/html", f"/id/{path}.html")
    assert DECK + path in page.text
    for answer in (turtle, page):
        assert "Accept" in answer.headers["vary"]
        assert f'<{iri.value}>; rel="https://schema.org/about"' in answer.headers["link"]


def test_every_iri_of_the_thesis_is_found(site: Site) -> None:
    subjects = {
        quad.subject.value for quad in site.graph.queries.quads if isinstance(quad.subject, NamedNode)
    }
    ours = sorted(iri.removeprefix(DECK) for iri in subjects if iri.startswith(DECK))
    assert len(ours) > 2000
    for path in ours[::37]:
        answer = site.ask(f"/id/{path}")
        assert answer.status in {200, 303}, path
        if answer.status == 303:
            whole = answer.headers["location"]
            assert f"/id/{path}".startswith(f"{whole}.")
            assert DECK + path in site.ask(f"{whole}.nt").text


def test_json_of_a_thing_is_what_show_knows_or_its_rdf(site: Site) -> None:
    shown = site.ask("/id/agent-economy", Accept="application/json")
    assert shown.json == site.graph.show("agent-economy", as_of=DAY).document
    assert 'rel="describedby"' in shown.headers["link"]
    source = next(iter(site.graph.thesis.sources))
    assert site.ask(f"/id/source/{source}.json").json["id"] == source
    slide = site.ask("/id/slide/S04.json")
    assert slide.json["@context"]


def test_a_part_points_to_the_thing_that_speaks_of_it(site: Site) -> None:
    for target in ("/id/agents-need-capability-and-cost.gate", "/id/agents-need-capability-and-cost.cause.1"):
        answer = site.ask(target, Accept="text/turtle")
        assert (answer.status, answer.headers["location"]) == (303, "/id/agents-need-capability-and-cost")


def test_what_a_client_has_is_not_sent_again(site: Site) -> None:
    first = site.ask("/id/agent-economy.ttl")
    tag = first.headers["etag"]
    again = site.ask("/id/agent-economy.ttl", If_None_Match=f'"other", W/{tag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    small = site.ask("/id/agent-economy.ttl", Accept_Encoding="gzip")
    assert small.headers["content-encoding"] == "gzip"
    assert small.headers["etag"] != tag
    assert len(small.body) < len(first.body) / 2
    page = site.ask("/id/agent-economy", Accept="text/html")
    assert page.headers["etag"] != tag


def test_the_dumps_hold_the_whole(small: Site) -> None:
    whole = set(small.graph.queries.quads)
    for suffix, format_ in (
        ("trig", RdfFormat.TRIG),
        ("nq", RdfFormat.N_QUADS),
        ("jsonld", RdfFormat.JSON_LD),
    ):
        assert set(parse(small.ask(f"/data.{suffix}").body, format=format_)) == whole
    turtle = parse(small.ask("/data", Accept="text/turtle").body, format=RdfFormat.TURTLE)
    assert {quad.triple for quad in turtle} == {quad.triple for quad in whole}


@pytest.mark.parametrize("path", ["/void.ttl", "/.well-known/void"])
def test_the_data_are_described_with_counts_licence_and_dumps(small: Site, path: str) -> None:
    said = [quad.triple for quad in parse(small.ask(path).body, format=RdfFormat.TURTLE)]
    base = "https://w3id.org/causal-compute/small/"
    about = {each.predicate.value: each.object.value for each in said if each.subject == NamedNode(base)}
    triples = {quad.triple for quad in small.graph.queries.quads}
    assert about[f"{VOID}triples"] == str(len(triples))
    assert about[f"{VOID}distinctSubjects"] == str(len({each.subject for each in triples}))
    assert about["http://purl.org/dc/terms/license"] == "https://spdx.org/licenses/MIT"
    assert about[f"{VOID}sparqlEndpoint"] == f"{small.url}/sparql"
    assert about[f"{VOID}uriSpace"] == base
    dumps = [each.object.value for each in said if each.predicate.value == f"{VOID}dataDump"]
    assert len(dumps) == 4
    assert all(small.ask(dump.removeprefix(small.url)).status == 200 for dump in dumps)
    claims = next(
        each.subject for each in said if each.object == NamedNode("https://w3id.org/causal-compute/ns#Claim")
    )
    (number,) = [
        each.object.value
        for each in said
        if each.subject == claims and each.predicate.value == f"{VOID}entities"
    ]
    assert number == str(len(small.graph.thesis.claims))


def test_the_explorer_is_the_page_of_the_library(small: Site) -> None:
    page = small.ask("/", Accept="text/html")
    assert page.body == small.graph.page(as_of=DAY).page
    assert page.headers["content-security-policy"] == "frame-ancestors 'none'"


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    for key in WORDS["en"]:
        filled = {part.partition("}")[0] for part in WORDS["en"][key].split("{")[1:]}
        assert filled == {part.partition("}")[0] for part in WORDS["zh"][key].split("{")[1:]}


def test_the_language_of_a_page_is_the_readers(site: Site) -> None:
    zh = site.ask("/id/agent-economy", Accept="text/html", Accept_Language="zh-CN,zh;q=0.9,en;q=0.8")
    en = site.ask("/id/agent-economy?lang=en", Accept="text/html", Accept_Language="zh-CN")
    assert (zh.headers["content-language"], en.headers["content-language"]) == ("zh", "en")
    assert '<h1 lang="zh">智能体经济</h1>' in zh.text
    assert '<h1 lang="en">agent economy</h1>' in en.text


def test_hostile_words_stay_words_on_every_page(site: Site) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    for target in (
        f"/why?q={quote(hostile)}",
        f"/search?q={quote(hostile)}",
        f"/sparql?query={quote(hostile)}",
        f"/sparql?query={quote(f'SELECT ({json.dumps(hostile)} AS ?x) {{}}')}",
        f"/sparql?query={quote('SELECT (<javascript:alert(1)> AS ?x) {}')}",
        f"/id/{quote(hostile)}",
        f"/queries/{quote(hostile)}",
        f"/ask?{quote(hostile)}={quote(hostile)}",
    ):
        said = site.ask(target, Accept="text/html").text
        assert said.startswith("<!doctype html>")
        assert "<script" not in said
        assert "<img" not in said
        assert 'href="javascript' not in said


def test_a_reader_without_scripts_gets_from_page_to_page_and_asks_for_nothing_else(
    site: Site, browser: "Browser"
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site.url}/ask")
    page.fill("#q", "why agents now")
    page.click("text=Why?")
    page.click("a:text('agents-need-capability-and-cost') >> nth=0")
    assert page.url == f"{site.url}/id/agents-need-capability-and-cost"
    page.click("text=model capability >> nth=0")
    page.click("header >> text=Queries")
    page.click("text=conditions-of-application")
    page.fill("#p-application", "voice-agents")
    page.click("button:text('Run')")
    assert page.locator("tbody tr").count() == 2
    page.click("text=Change this query")
    page.fill("#query", "SELECT ?v { ?v a cc:Application }")
    page.click("button:text('Run')")
    assert page.locator("tbody tr").count() == 16
    page.click("header >> text=中文")
    assert "16 行" in page.content()
    assert {url.split("/")[2] for url in asked} == {f"127.0.0.1:{site.port}"}
    assert not said
    context.close()


def test_a_link_to_the_explorer_opens_it_at_the_thing(small: Site, browser: "Browser") -> None:
    name = next(iter(small.graph.thesis.variables))
    page = browser.new_page()
    page.goto(f"{small.url}/id/{name}?lang=en")
    page.click("text=Show in the explorer")
    page.wait_for_function("name => location.hash.includes(`n=${name}`)", arg=name)
    assert page.locator("h2, h1").count()
    page.close()
