"""SPARQL inside the page: the same rows as the command line's, with nothing asked of anybody."""

import json
import re
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from causal_compute.answers.compile import compile_answers
from causal_compute.dataset import build
from causal_compute.explorer.console import console
from causal_compute.explorer.network import page
from causal_compute.model import Text
from causal_compute.stores.named import NamedQuery, fixed, named_queries
from causal_compute.stores.oxigraph import OxigraphStore
from causal_compute.stores.results import Result, shortened
from causal_compute.vocabulary import prefixes
from tests.pages import DAY, DECK, SMALL
from tests.visits import Visit

pytestmark = pytest.mark.no_cover  # the whole program is asked; its parts are measured elsewhere

WEB = Path(__file__).parents[1] / "src" / "causal_compute" / "explorer" / "web"
STORE = OxigraphStore(build(DECK), prefixes(DECK.id))
BUSY = re.compile("Starting|Looking")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("console") / "deck.html"
    written.write_text(page(DECK, compile_answers(DECK, DAY)), encoding="utf-8")
    return written


def consoles(browser: Browser, file: Path) -> Iterator[Visit]:
    """Open the console, and see at the end that nothing was asked for and nothing was said."""
    with Visit(browser, file, "#view=sparql&lang=en") as visit:
        visit.page.wait_for_selector("#sparql")
        yield visit
        assert visit.quiet()


shared = pytest.fixture(scope="module", name="shared")(consoles)
fresh = pytest.fixture(name="fresh")(consoles)


def ask(visit: Visit, query: str | None = None) -> str:
    """Run a query, or the one that stands there; return what the status says afterwards."""
    if query is not None:
        visit.page.fill("#sparql", query)
    visit.page.click("#page button:text-is('Run')")
    status = visit.page.locator("#page [role=status]")
    for _ in range(1500):
        if not BUSY.match(said := status.inner_text()):
            return said
        time.sleep(0.02)
    pytest.fail("no answer")


def rows(visit: Visit) -> list[tuple[str, ...]]:
    """Return the table's rows as text."""
    return [
        tuple(cells)
        for cells in visit.page.eval_on_selector_all(
            "#page tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        )
    ]


def test_the_page_with_the_console_weighs_less_than_2_2_mb(file: Path) -> None:
    assert file.stat().st_size < 2_200_000


def plain(cell: str) -> str:
    """Return a number in one way of writing it, and anything else as it is."""
    try:
        return format(Decimal(cell).normalize(), "f")
    except InvalidOperation:
        return cell


def as_shown(result: Result) -> Counter[tuple[str, ...]]:
    """Return the rows of the command line's engine as the page's table shows them."""
    known = prefixes(DECK.id)
    return Counter(tuple(plain(shortened(term, known)) for term in row) for row in result.rows())


@pytest.mark.browser
@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_a_named_query_finds_in_the_page_what_it_finds_on_the_command_line(
    shared: Visit, query: NamedQuery
) -> None:
    expected = STORE.query(query.text, fixed(query, {}, STORE))
    shared.page.select_option("#page select", query.name)
    said = ask(shared)
    found = [tuple(map(plain, row)) for row in rows(shared)]
    assert Counter(found) == as_shown(expected)
    assert said.startswith(f"{len(found)} rows" if found else "no results")


@pytest.mark.browser
@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?claim ?text { ?claim cc:effect deck:agent-economy ; cc:text ?text }",
        "SELECT ?unbound ?s { ?s a cc:CausalClaim }",
        "SELECT ?s FROM <GRAPH> { ?s a cc:CausalClaim }",
        "SELECT ?s FROM NAMED <GRAPH> { ?s a cc:CausalClaim }",
        "SELECT ?g ?s { GRAPH ?g { ?s a cc:CausalClaim } }",
        'SELECT (<<( <urn:a> <urn:b> "c"@en )>> AS ?t) (1.50 AS ?n) { }',
    ],
)
def test_columns_graphs_and_terms_are_those_of_the_command_line(shared: Visit, text: str) -> None:
    query = text.replace("GRAPH>", f"{min(STORE.graphs)}>")
    ask(shared, query)
    expected = STORE.query(query)
    heads = shared.page.eval_on_selector_all("#page thead th", "heads => heads.map(head => head.textContent)")
    assert heads == (list(expected.variables) if expected.rows() else [])
    assert Counter(tuple(map(plain, row)) for row in rows(shared)) == as_shown(expected)


@pytest.mark.browser
def test_a_name_in_the_table_selects_what_it_names(shared: Visit) -> None:
    ask(shared, "SELECT ?c { ?c cc:effect deck:agent-economy } ORDER BY ?c")
    shared.page.click("#page td button[data-id='agents-need-capability-and-cost']")
    assert "c=agents-need-capability-and-cost" in shared.state
    assert "The agent economy becomes commercially viable" in shared.panel()
    assert rows(shared)  # the results stay


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?s ?p ", r"line 1, column 18 cannot be read"),
        ("SELECT * {\n  ?s cc:p }", r"line 2, column \d+ cannot be read"),
        ("SELECT (1 AS ?a) (2 AS ?a) { }", "cannot be read: Duplicated variable name in SELECT"),
        (" ", "the query is empty"),
        ("SELCT * { ?s ?p ?o }", "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with SELCT"),
        ("SELECT * { SERVICE <https://x.example/> { ?s ?p ?o } }", "SERVICE would ask another server"),
        ("SELECT * FROM <https://x.example/> { ?s ?p ?o }", "FROM may name only a graph that is here"),
        ("SELECT * { ?s foaf:name ?o }", "nobody declares foaf:"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT would change what is here"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE would change what is here"),
        (f"SELECT * {{ ?s ?p ?o FILTER({'(' * 50_000}1{')' * 50_000}) }}", "nested too deeply"),
        ("SELECT * { ?s <urn:nothing> ?o }", "no results"),
        ("ASK { ?s ?p ?o }", "1 rows"),
        ("CONSTRUCT { ?s <urn:x> 1 } WHERE { ?s cc:effect deck:agent-economy }", r"\d+ rows"),
        ("DESCRIBE deck:agent-economy", r"\d+ rows"),
        ("SELECT * { ?s ?p ?o }", r"the first 1000 shown"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "the engine ran out of memory"),
    ],
)
def test_every_query_ends_in_one_clear_line(shared: Visit, query: str, said: str) -> None:
    assert re.search(said, ask(shared, query))
    assert ask(shared, "ASK { ?s ?p ?o }").startswith("1 rows")  # and the console still answers


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.browser
def test_an_endless_query_is_stopped_and_the_next_is_answered(shared: Visit) -> None:
    shared.page.fill("#sparql", ENDLESS)
    shared.page.click("#page button:text-is('Run')")
    shared.page.wait_for_timeout(500)
    shared.page.click("#page button:text-is('Stop')")
    assert shared.page.inner_text("#page [role=status]") == "stopped"
    assert ask(shared, "ASK { ?s ?p ?o }").startswith("1 rows")


@pytest.mark.browser
def test_what_is_stopped_while_it_starts_does_not_answer_later(fresh: Visit) -> None:
    fresh.page.evaluate(
        "() => ['Run', 'Stop'].forEach(name =>"
        " [...document.querySelectorAll('#page button')].find(one => one.textContent === name).click())"
    )
    fresh.page.wait_for_timeout(3000)
    assert fresh.page.inner_text("#page [role=status]") == "stopped"
    assert rows(fresh) == []
    assert ask(fresh, "ASK { ?s ?p ?o }").startswith("1 rows")


@pytest.mark.browser
def test_a_query_has_twenty_seconds(fresh: Visit) -> None:
    ask(fresh, "ASK { ?s ?p ?o }")
    fresh.page.evaluate(
        "() => { const later = setTimeout; window.setTimeout = (act, wait) => later(act, wait / 20); }"
    )
    assert ask(fresh, ENDLESS) == "stopped after 20 s; ask for less"
    assert ask(fresh, "SELECT * { ?s a cc:CausalClaim } LIMIT 1").startswith("1 rows")


@pytest.mark.browser
def test_a_browser_without_workers_is_told_so(fresh: Visit) -> None:
    fresh.page.evaluate("() => { delete window.Worker; }")
    assert ask(fresh, "ASK { }").startswith("this browser does not let the page start its engine")


@pytest.mark.browser
def test_other_peoples_addresses_are_links_and_ours_are_not(shared: Visit) -> None:
    ask(shared, "SELECT * { VALUES ?x { <https://x.example/a/b> <javascript:alert(1)> deck:agent-economy } }")
    links = shared.page.eval_on_selector_all(
        "#page td a", "links => links.map(link => [link.href, link.rel, link.target])"
    )
    assert links == [["https://x.example/a/b", "noopener noreferrer", "_blank"]]
    assert shared.page.locator("#page td button").count() == 1


@pytest.mark.browser
def test_markup_in_a_literal_is_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    evil = "</script><img src=x onerror=\"document.title='ran'\">"
    thesis = replace(
        SMALL,
        variables={key: replace(v, label=Text(zh=evil, en=evil)) for key, v in SMALL.variables.items()},
    )
    written = tmp_path / "hostile.html"
    written.write_text(page(thesis, compile_answers(thesis, DAY)), encoding="utf-8")
    with Visit(browser, written, "#view=sparql&lang=en") as visit:
        visit.page.wait_for_selector("#sparql")
        ask(visit, "SELECT ?l { ?v skos:prefLabel ?l FILTER(CONTAINS(?l, 'onerror')) } LIMIT 3")
        assert rows(visit)[0] == (evil,)
        assert visit.page.title() != "ran"
        assert visit.page.locator("img").count() == 0
        assert visit.quiet()


@pytest.mark.browser
def test_the_engine_starts_when_it_is_first_asked_and_not_before(fresh: Visit) -> None:
    assert fresh.page.workers == []
    ask(fresh, "ASK { ?s ?p ?o }")
    assert len(fresh.page.workers) == 1


def test_the_engine_s_script_is_made_of_the_sources_beside_it() -> None:
    banners = {
        (WEB / "bundle" / name).read_text(encoding="utf-8").splitlines()[0]
        for name in ("explorer.js", "worker.js")
    }
    assert len(banners) == 1, "run `npm install && npm run build` in explorer/web"


def test_the_engine_is_webassembly_with_a_bound_on_its_memory() -> None:
    engine = zlib.decompress((WEB / "bundle" / "oxigraph.wasm.deflate").read_bytes(), -zlib.MAX_WBITS)
    assert engine.startswith(b"\0asm\1\0\0\0")
    assert b"\x05\x05\x01\x01\x18\x80\x20" in engine[:100_000]  # one memory: 24 pages at first, 4,096 at most


def test_the_engine_s_licence_lies_beside_it() -> None:
    licences = (WEB / "bundle" / "LICENSES.txt").read_text(encoding="utf-8")
    version = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["devDependencies"]["oxigraph"]
    assert f"Oxigraph {version}" in licences
    assert "MIT OR Apache-2.0" in licences


def test_named_queries_carry_the_usual_values_for_the_reader_to_change() -> None:
    texts = {query["id"]: query["text"] for query in console(DECK)["queries"]}
    assert len(texts) == len(named_queries())
    usual = [name for name, query in named_queries().items() if set(query.parameters.values()) - {"*"}]
    assert usual
    assert all("VALUES ?" in texts[name] for name in usual)
