"""The page of a large graph: searched, shown in parts, expanded on demand."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from causal_compute.cli import cli
from causal_compute.explorer import whole
from causal_compute.explorer.corpus import Link, Node
from causal_compute.explorer.large import corpus_page, large_page
from tests.pages import AXE, DAY, DECK
from tests.visits import Visit

pytestmark = pytest.mark.no_cover  # the whole program is asked; its parts are measured elsewhere

HOSTILE = "</script><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">\u2028"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("large") / "deck.html"
    written.write_text(large_page(DECK, DAY), encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def star(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root that acts on a hub, which acts on 500 leaves: more than fits."""
    nodes = [Node(id=name, kind="factor", zh=f"节点{name}", en=f"node {name}") for name in ("root", "hub")]
    nodes += [Node(id=f"leaf-{at}", kind="application", zh=f"叶{at}", en=f"leaf {at}") for at in range(500)]
    ends = [("root", "hub"), *(("hub", f"leaf-{at}") for at in range(500))]
    links = [
        Link(claim=f"c{at}", cause=a, effect=b, sign="+", belief=0.9, zh=f"{a}带来{b}", en=f"{a} brings {b}")
        for at, (a, b) in enumerate(ends)
    ]
    written = tmp_path_factory.mktemp("large") / "star.html"
    text = corpus_page(nodes, links, roots=["root"], title=("星", "A star"), language="en")
    written.write_text(text, encoding="utf-8")
    return written


def ids(visit: Visit) -> Iterator[str]:
    yield from visit.page.eval_on_selector_all(
        "#map .node", "all => all.map(one => one.getAttribute('aria-label'))"
    )


@pytest.mark.browser
def test_it_opens_with_the_kinds_and_what_links_them(browser: Browser, deck: Path) -> None:
    with Visit(browser, deck) as visit:
        kinds = {variable.kind.value for variable in DECK.variables.values()}
        assert visit.page.locator("#map .node").count() == len(kinds)
        visit.page.click("#map .node.application .box")
        assert visit.page.locator("#panel .go").count() > 3
        assert visit.quiet()


@pytest.mark.browser
def test_a_name_leads_to_its_context_with_the_way_to_the_root(browser: Browser, deck: Path) -> None:
    with Visit(browser, deck, "#lang=en") as visit:
        visit.page.fill("#query", "agent econ")
        visit.page.press("#query", "Enter")
        assert "n=agent-economy" in visit.state
        shown = list(ids(visit))
        assert any("compute" in one for one in shown)
        assert any(one.startswith("agent economy") for one in shown)
        assert "Belief" in visit.panel()
        visit.page.reload()
        visit.page.wait_for_selector("html[data-ready]")
        assert list(ids(visit)) == shown
        visit.requests.pop()
        assert visit.quiet()


@pytest.mark.browser
def test_words_of_a_quote_lead_to_its_claim(browser: Browser, deck: Path) -> None:
    with Visit(browser, deck) as visit:
        visit.page.fill("#query", "同时跨过临界点")
        visit.page.press("#query", "Enter")
        visit.page.wait_for_selector("#found li:has-text('agents-need-capability-and-cost')")
        visit.page.press("#query", "Enter")
        assert "agents-need-capability-and-cost" in visit.panel()
        assert visit.quiet()


@pytest.mark.browser
def test_what_is_not_drawn_is_counted_and_comes_when_asked(browser: Browser, star: Path) -> None:
    with Visit(browser, star, "#n=hub") as visit:
        before = list(ids(visit))
        assert len(before) == 30
        hidden = next(int(re.findall(r"\+(\d+)", one)[0]) for one in before if one.startswith("node hub"))
        assert hidden == 502 - 30
        visit.page.click("#panel button:has-text('Expand neighbours')")
        assert len(list(ids(visit))) == 54
        assert "size=54" in visit.state
        assert visit.quiet()


@pytest.mark.browser
def test_a_path_between_two_is_found_or_denied(browser: Browser, star: Path) -> None:
    with Visit(browser, star, "#n=root&to=leaf-7") as visit:
        assert [one.split(",")[0] for one in ids(visit)] == ["node root", "node hub", "leaf 7"]
        visit.go("#n=leaf-7&to=leaf-8")
        assert "no path" in visit.panel()
        assert visit.quiet()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(browser: Browser, deck: Path, width: int) -> None:
    for state in ("", "#n=agent-economy&lang=en", "#n=compute&to=agent-economy"):
        with Visit(browser, deck, state, width=width) as visit:
            visit.page.evaluate(AXE)
            result = visit.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            assert [(one["id"], one["nodes"][0]["target"]) for one in result["violations"]] == []
            assert visit.quiet()


@pytest.mark.browser
@pytest.mark.parametrize("state", ["", "#n=__proto__", "#n=a&size=NaN&x=constructor", "#to=<script>"])
def test_nothing_in_a_corpus_or_an_address_can_run(browser: Browser, tmp_path: Path, state: str) -> None:
    nodes = [Node(id=name, kind=HOSTILE, zh=HOSTILE, en=HOSTILE) for name in ("a", "b")]
    link = Link(
        claim=HOSTILE, cause="a", effect="b", sign="?", belief=0.5, zh=HOSTILE, en=HOSTILE, quote=HOSTILE
    )
    text = corpus_page(nodes, [link], roots=["a"], title=(HOSTILE, HOSTILE), language="zh")
    written = tmp_path / "hostile.html"
    written.write_text(text, encoding="utf-8")
    assert "connect-src 'none'" in html.unescape(text)
    with Visit(browser, written, state) as visit:
        visit.go("#n=b&lang=zh")
        assert visit.page.evaluate("document.querySelectorAll('img').length") == 0
        assert visit.page.title() != "ran"
        assert visit.quiet()


def test_the_command_chooses_the_page_by_size(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(whole, "LARGE", 10)
    written = tmp_path / "page.html"
    done = CliRunner().invoke(cli, ["explore", "-o", str(written)])
    assert done.exit_code == 0
    assert 'id="data-corpus"' in written.read_text(encoding="utf-8")
    for option in (["--ask", "why agents now"], ["--stock"]):
        done = CliRunner().invoke(cli, ["explore", "-o", str(written), *option])
        assert done.exit_code == 2
        assert f"{option[0]} is for graphs of up to 10 variables" in done.stderr
