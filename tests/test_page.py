"""The page: what it carries, and what a real browser makes of it."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from causal_compute.answers.compile import compile_answers
from causal_compute.answers.document import Answer
from causal_compute.answers.reply import focused
from causal_compute.answers.walk import conditions
from causal_compute.compiled import Compiled
from causal_compute.explorer.island import island
from causal_compute.explorer.network import claim_network, page, stock_page
from causal_compute.explorer.spoken import spoken
from causal_compute.model import Text, Thesis
from causal_compute.readers import read_thesis
from causal_compute.render.sentences import headline
from causal_compute.render.voice import Voice
from tests.visits import Visit

WEB = Path(__file__).parents[1] / "src" / "causal_compute" / "explorer" / "web"
DAY = date(2026, 11, 22)
DECK = read_thesis()
SMALL = read_thesis(Path(__file__).parent / "fixtures" / "small")
ANSWERS = compile_answers(DECK, DAY)
APPLICATIONS = [key for key, answer in ANSWERS.items() if answer["focus"][0]["kind"] == "application"]
GATED = [key for key in APPLICATIONS if ANSWERS[key]["tree"] is not None]
HOSTILE = (
    '</script><script>document.title="ran"</script>',
    "<img src=x onerror='document.title=\"ran\"'>",
    'a"b\u2028c<!--<script>',
)
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
OPENING = "智能体经济"


def small_page(thesis: Thesis = SMALL) -> str:
    return page(thesis, compile_answers(thesis, DAY), sparql=False)


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("page") / "deck.html"
    written.write_text(page(DECK, ANSWERS, sparql=False), encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def shared(browser: Browser, file: Path) -> Iterator[Visit]:
    """One visit for many looks, none of which may leave a word on the console."""
    with Visit(browser, file) as visit:
        yield visit
        assert visit.quiet()


# What it carries


def test_the_same_thesis_gives_the_same_bytes() -> None:
    assert small_page() == small_page()


def test_the_page_names_no_other_place_to_load_from() -> None:
    written = page(DECK, ANSWERS, sparql=False)
    loads = re.findall(r"<(?:script|link|img|iframe)[^>]*\b(?:src|href)=[^>]*>", written)
    assert loads == ['<link rel="icon" href="data:,">']
    assert "default-src 'none'" in html.unescape(written)
    assert "connect-src 'none'" in html.unescape(written)


def test_the_page_without_the_console_weighs_less_than_450_kb() -> None:
    assert len(page(DECK, ANSWERS, sparql=False).encode()) < 450_000


def test_pyvis_makes_the_graph_and_what_is_restyled_there_is_drawn(browser: Browser, tmp_path: Path) -> None:
    network = claim_network(SMALL, compile_answers(SMALL, DAY), sparql=False)
    assert {node["id"] for node in network.nodes} == set(SMALL.variables)
    assert all({"x", "y", "label", "group"} <= set(node) for node in network.nodes)
    assert network.edges
    assert all(len(edge["route"]) >= 2 for edge in network.edges)
    first = network.nodes[0]
    first["color"] = {"background": "#ff00ff"}
    first["label"] = "renamed"
    network.write_html(str(tmp_path / "restyled.html"))
    with Visit(browser, tmp_path / "restyled.html", "#view=map") as visit:
        node = visit.page.locator(f"#map .node[data-id='{first['id']}']")
        assert node.locator(".box").get_attribute("fill") == "#ff00ff"
        assert "renamed" in str(node.text_content())
        assert visit.quiet()


def test_the_stock_page_is_pyvis_own() -> None:
    written = stock_page(claim_network(SMALL, compile_answers(SMALL, DAY), sparql=False))
    assert "new vis.Network" in written
    assert all(name in written for name in SMALL.variables)


def test_the_bundle_is_made_of_the_sources_beside_it() -> None:
    digest = sha256()
    source = WEB / "source"
    for path in sorted(source.rglob("*.js"), key=lambda one: one.relative_to(source).as_posix()):
        digest.update(f"{path.relative_to(source).as_posix()}\n".encode() + path.read_bytes())
    banner = (WEB / "bundle" / "explorer.js").read_text(encoding="utf-8").splitlines()[0]
    assert digest.hexdigest() in banner, "run `npm install && npm run build` in explorer/web"


def test_a_script_cannot_end_early() -> None:
    assert "</script" not in (WEB / "bundle" / "explorer.js").read_text(encoding="utf-8").lower()


def test_it_opens_with_what_is_asked_or_with_what_the_source_itself_gates() -> None:
    assert island(DECK, ANSWERS)["opening"]["n"] == "agent-economy"
    compiled = Compiled(None)
    asked = {
        "why not robots yet": {"n": "robotics", "ask": "why-not", "view": "trace", "to": None, "lang": "en"},
        "what does a chip shortage hit": {
            "n": "chip-supply",
            "ask": "fall",
            "view": "trace",
            "to": None,
            "lang": "en",
        },
        "voice agents vs image generation": {
            "n": "voice-agents",
            "ask": "why",
            "view": "compare",
            "to": "image-generation",
            "lang": "en",
        },
        "为什么现在是 Agent": {"n": "agent-economy", "ask": "why", "view": "trace", "to": None, "lang": "zh"},
    }
    for question, opening in asked.items():
        assert island(DECK, ANSWERS, compiled.ask(question, DAY))["opening"] == opening


# Ten things a reader wants to find out (docs/page.md), each with the clicks that lead there

CHIP = ".asks button:has-text('{}')"
TEN = {
    "why agents now": ([], "every condition is met"),
    "which condition came last": ([], "The binding one was inference cost"),
    "where the source says so": (["#tools > button:has-text('Source')"], "The agent boom is no accident"),
    "why no robots yet": (
        [CHIP.format("robotics"), "button:text-is('Why not yet')"],
        "No public figure decides",
    ),
    "when robotaxis are expected": ([CHIP.format("robotaxi")], "was due"),
    "what if inference gets cheaper": (["query:inference cost", "button:text-is('If it falls')"], "falling"),
    "how it all hangs together": (["#views button:text-is('Map')"], "Click a node"),
    "what speaks against it": (["#views button:text-is('Evidence')"], "qualifies"),
    "how it stood in 2024": (["key:#day"], "2024-01-31: ○ not met"),
    "what the curator added": (
        ["#tools summary:has-text('Filters')", "#tools button.layer-curator"],
        "of 184 claims",
    ),
}


@pytest.mark.browser
@pytest.mark.parametrize("wanted", TEN)
def test_what_a_reader_wants_is_three_clicks_away_at_most(browser: Browser, file: Path, wanted: str) -> None:
    ways, told = TEN[wanted]
    assert len(ways) <= 3
    with Visit(browser, file, "#lang=en") as visit:
        for way in ways:
            kind, _, rest = way.partition(":")
            if kind == "query":
                visit.page.fill("#query", rest)
                visit.page.press("#query", "Enter")
            elif kind == "key":
                visit.page.focus(rest)
                visit.page.keyboard.press("Home")
                for _ in range(48):
                    visit.page.keyboard.press("ArrowRight")
            else:
                visit.page.click(way)
        said = " ".join(visit.page.inner_text("body").split())
        assert told in said
        assert visit.quiet()


# The same answers as the command line's


def said_for(answer: Answer, ask: str, language: str) -> str:
    """Return what the command line says first: the headline of the answer to that question."""
    intent: Any = {"fall": "impact"}.get(ask, ask)
    told = focused(answer, answer["question"], intent, opposite=ask == "fall")
    return headline(told, Voice("zh" if language == "zh" else "en"))


@pytest.mark.browser
@pytest.mark.parametrize("ask", ["why", "why-not", "impact"])
def test_the_page_says_what_the_command_line_says(shared: Visit, ask: str) -> None:
    for name, language in product(APPLICATIONS, ("zh", "en")):
        shared.go(f"#n={name}&ask={ask}&lang={language}")
        said = shared.page.inner_text("#panel .headline").split()
        assert said == said_for(ANSWERS[name], ask, language).split(), name


@pytest.mark.browser
def test_what_an_application_hangs_on_is_said_in_the_command_lines_words(shared: Visit) -> None:
    for name, language in product(APPLICATIONS, ("zh", "en")):
        words: dict[str, Any] = {**spoken(ANSWERS[name])}
        if "hangs-on" not in words:
            continue
        shared.go(f"#n={name}&ask=hangs-on&lang={language}")
        said = shared.page.inner_text("#panel .headline")
        assert said.split() == words["hangs-on"][language].split(), name


@pytest.mark.browser
def test_the_drawing_shows_every_condition_as_the_answer_has_it(shared: Visit) -> None:
    for name in GATED:
        shared.go(f"#n={name}&lang=en")
        drawn = shared.page.eval_on_selector_all(
            "#map .node.condition",
            "nodes => nodes.map(n => [n.dataset.id.slice(1), n.classList.contains('binding')])",
        )
        expected = {node["condition"]: node["binding"] for node in conditions(ANSWERS[name]["tree"])}
        assert dict(drawn) == expected, name
        for node in conditions(ANSWERS[name]["tree"]):
            box = shared.page.locator(f"#map .node[data-id='!{node['condition']}']")
            assert node["status"] in str(box.get_attribute("class")).split()
            mark = {"met": "●", "unmet": "○", "unknown": "?", "expected": "◐"}[node["status"]]
            assert mark in str(box.text_content())


@pytest.mark.browser
def test_a_comparison_lists_each_condition_on_its_side(shared: Visit) -> None:
    one, other = "agent-economy", "autonomous-coding"
    shared.go(f"#view=compare&n={one}&to={other}&lang=en")
    said = shared.panel()
    for name in (one, other):
        for node in conditions(ANSWERS[name]["tree"]):
            assert DECK.conditions[node["condition"]].label.en in said
    assert headline(ANSWERS[one], Voice("en")).split() == shared.page.inner_text(".headline .said").split()


# Reading


@pytest.mark.browser
def test_it_opens_with_why_agents_now_and_the_path_to_the_root(browser: Browser, file: Path) -> None:
    with Visit(browser, file) as visit:
        said = visit.panel()
        assert OPENING in said
        assert "只有当“模型能力”与“推理降本”同时跨过临界点，Agent 经济才具备商业可行性。" in said
        assert re.search(r"算力[\s\S]*→[\s\S]*模型能力", said)
        assert "2025-05-22" in said
        assert visit.page.locator("#map .node[data-id='compute']").count() == 1
        assert visit.page.locator("#map .node.gate").count() == 2
        assert visit.quiet()


@pytest.mark.browser
def test_labels_of_every_trace_are_12_pixels_or_more(browser: Browser, file: Path) -> None:
    small = {}
    with Visit(browser, file) as visit:
        for name, language in product(GATED, ("zh", "en")):
            visit.go(f"#n={name}&lang={language}")
            scale = visit.page.evaluate("document.querySelector('#map > g').getCTM().a")
            if scale * 14 < 12:
                small[name, language] = round(scale * 14, 1)
    assert small == {}


@pytest.mark.browser
def test_a_node_a_link_and_a_condition_can_be_clicked(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#n=agent-economy&lang=en") as visit:
        visit.page.click("#map .node.condition.binding .box")
        assert visit.page.locator("#panel .pointed").count() == 1
        visit.page.locator("#map .link[data-id='model-capability>task-reliability'] .hit").dispatch_event(
            "click"
        )
        assert "e=model-capability" in visit.state
        assert "capability-raises-reliability" in visit.panel()
        visit.page.go_back()
        visit.page.click("#map .node[data-id='model-capability'] .box")
        assert visit.state == "#n=model-capability&lang=en"
        visit.page.go_back()
        visit.page.wait_for_function("location.hash === '#n=agent-economy&lang=en'")
        assert visit.quiet()


@pytest.mark.browser
def test_search_finds_names_aliases_and_quotes_in_both_languages(browser: Browser, file: Path) -> None:
    with Visit(browser, file) as visit:
        for words, found in (
            ("copilot", "coding-assistants"),
            ("降本", "inference-cost"),
            ("同时跨过临界点", "agents-need-capability-and-cost"),
        ):
            visit.page.fill("#query", words)
            ids = visit.page.eval_on_selector_all("#found li", "items => items.map(i => i.dataset.id)")
            assert found in ids
        visit.page.fill("#query", "zzzz")
        assert visit.page.inner_text("#found") == "没有匹配"
        visit.page.fill("#query", "robotaxi")
        visit.page.press("#query", "Enter")
        assert "n=robotaxi" in visit.state
        visit.page.click("#tools > button:last-child")
        assert "robotaxi" in visit.panel()
        assert visit.quiet()


@pytest.mark.browser
def test_the_keyboard_alone_leads_from_search_to_the_root(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#lang=en") as visit:
        keys = visit.page.keyboard
        keys.press("Tab")
        assert visit.page.evaluate("document.activeElement.id") == "query"
        keys.type("agent economy")
        keys.press("Enter")
        focused_on = "document.activeElement.dataset?.id"
        assert visit.page.evaluate(focused_on) == "agent-economy"
        seen = []
        root, leaf = (
            visit.page.locator(f"#map .node[data-id='{name}']").bounding_box() or {"y": 0.0}
            for name in ("compute", "agent-economy")
        )
        sideways = abs(root["y"] - leaf["y"]) < 300
        for _ in range(12):
            keys.press("ArrowLeft" if sideways else "ArrowDown")
            seen.append(visit.page.evaluate(focused_on))
            if seen[-1] == "compute":
                break
        assert seen[-1] == "compute", seen
        keys.press("Enter")
        assert "n=compute" in visit.state
        assert visit.page.evaluate("document.activeElement.id") == "panel"
        keys.press("Escape")
        assert "n=" not in visit.state
        assert visit.quiet()


@pytest.mark.browser
def test_a_sentence_lights_its_claim_and_a_claim_its_sentence(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#slide=S04") as visit:
        words = "只有当“模型能力”与“推理降本”同时跨过临界点"
        visit.page.locator("#source .mark", has_text=words).click()
        assert "c=agents-need-capability-and-cost" in visit.state
        lit = visit.page.eval_on_selector_all("#map .node.lit", "nodes => nodes.map(n => n.dataset.id)")
        assert any("agents-cheap-enough" in one or one == "inference-cost" for one in lit)
        visit.go("#slide=S04&c=agent-boom-crossed-a-cost-threshold")
        on = visit.page.eval_on_selector_all("#source .mark.on", "marks => marks.map(m => m.textContent)")
        assert on == ["Agent 的爆发并非偶然，是跨越了成本阈值"]
        visit.page.click("#source summary")
        assert visit.page.locator("#source meter").count() == len(DECK.slides)
        assert visit.quiet()


@pytest.mark.browser
def test_the_map_grows_with_the_slides(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#view=map&slide=S01&grow=S01") as visit:
        counts = []
        for slide in DECK.slides:
            visit.go(f"#view=map&slide={slide}&grow={slide}")
            counts.append(visit.page.locator("#map .link").count())
        assert counts == sorted(counts)
        assert counts[0] < counts[-1]
        assert visit.quiet()


@pytest.mark.browser
def test_time_closes_and_opens_conditions_and_says_so(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#lang=en") as visit:
        cheap = visit.page.locator("#map .node[data-id='!agents-cheap-enough']")
        assert "met" in str(cheap.get_attribute("class")).split()
        visit.go("#t=2024-06&lang=en")
        assert visit.page.locator("#panel figcaption a[href^='https://']").count() > 0  # whose value it is
        assert "unmet" in str(cheap.get_attribute("class")).split()
        assert "unmet" in str(
            visit.page.locator("#map .node[data-id='agent-economy']").get_attribute("class")
        )
        slider = visit.page.locator("#day")
        slider.focus()
        visit.page.keyboard.press("End")
        assert "robotaxi" in visit.page.inner_text("#status")
        assert "forecast" in visit.page.inner_text("#clock .said")
        visit.page.click("#clock .today")
        assert "t=" not in visit.state
        assert visit.quiet()


@pytest.mark.browser
def test_time_and_slides_play_until_they_are_stopped(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#t=2024-01&lang=en") as visit:
        visit.page.click("#clock .play")
        visit.page.wait_for_timeout(900)
        visit.page.click("#clock .play")
        stopped = visit.state
        assert "t=2024-0" in stopped
        assert "t=2024-01" not in stopped
        visit.page.wait_for_timeout(500)
        assert visit.state == stopped
        visit.go("#view=map&slide=S03&lang=en")
        visit.page.click("#source button:has-text('Grow by slide')")
        assert "grow=S01" in visit.state
        visit.page.wait_for_timeout(1900)
        assert "grow=S02" in visit.state
        visit.page.click("#source button:has-text('Stop')")
        visit.page.click("#source button:has-text('Show all')")
        assert "grow" not in visit.state
        assert visit.quiet()


@pytest.mark.browser
def test_the_slider_agrees_with_the_answer_of_that_day(browser: Browser, file: Path) -> None:
    with Visit(browser, file) as visit:
        for day in ("2023-06-30", "2024-09-30", "2025-03-31", "2026-01-31"):
            then = compile_answers(DECK, date.fromisoformat(day))
            visit.go(f"#t={day}")
            marks = visit.page.eval_on_selector_all(
                ".asks .chip span", "marks => marks.map(m => m.className)"
            )
            assert marks == [then[name]["status"].replace("expected", "unmet") for name in sorted(GATED)]


@pytest.mark.browser
def test_layers_and_belief_and_kinds_filter_and_are_counted(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#view=map&lang=en") as visit:
        all_links = visit.page.locator("#map .link").count()
        visit.page.click("#tools summary:has-text('Filters')")
        visit.page.click("#tools button.layer-curator")
        assert visit.state == "#view=map&off=curator&lang=en"
        assert 0 < visit.page.locator("#map .link").count() < all_links
        thesis_claims = sum(claim.layer.value == "thesis" for claim in DECK.claims.values())
        said = visit.page.inner_text("#tools .filters .body")
        assert f"{thesis_claims} of {len(DECK.claims)} claims" in said
        visit.page.click("#tools button:has-text('Clear filters')")
        assert visit.page.locator("#map .link").count() == all_links
        visit.page.click("#legend .key:has-text('entity')")
        assert "hide=entity" in visit.state
        assert visit.page.locator("#map .node.entity").count() == 0
        assert visit.quiet()


@pytest.mark.browser
def test_evidence_for_and_against_stands_on_each_claim_with_source_and_badge(shared: Visit) -> None:
    shared.go("#c=agents-need-capability-and-cost&lang=en")
    said = shared.panel()
    assert re.search(r"\+ ?supports", said)
    assert re.search(r"~ qualifies", said)
    assert shared.page.locator("#panel .statement a[href^='https://'][rel='noopener noreferrer']").count() > 0
    assert shared.page.locator("#panel .read-secondary").count() > 0
    shared.go("#c=agents-need-capability-and-cost&off=evidence&lang=en")
    assert shared.page.locator("#panel .statement").count() == 0


@pytest.mark.browser
def test_the_table_sorts_filters_and_selects(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#view=table&lang=en") as visit:
        assert visit.page.locator("#page tbody tr").count() == len(DECK.claims)
        visit.page.click("#page th button:has-text('Belief')")
        beliefs = [
            float(text) for text in visit.page.locator("#page tbody td:nth-child(7)").all_inner_texts()
        ]
        assert beliefs == sorted(beliefs)
        visit.page.locator("#page tbody tr button").first.click()
        assert "c=" in visit.state
        assert visit.page.locator("#page tr.chosen").count() == 1
        visit.go("#view=table&conf=1&lang=en")
        visit.page.click("#page button:has-text('Clear filters')")
        assert visit.page.locator("#page tbody tr").count() == len(DECK.claims)
        assert visit.quiet()


@pytest.mark.browser
def test_the_evidence_view_prints_what_is_behind_the_drawing(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#view=evidence&n=agent-economy&lang=en") as visit:
        said = visit.page.inner_text("#page")
        for claim in ANSWERS["agent-economy"]["about"][:2]:
            for quote in DECK.claims[claim].quotes:
                assert quote.exact in said
        assert visit.page.locator("#page article .statement").count() > 4
        assert visit.page.pdf(format="A4").startswith(b"%PDF")
        assert visit.quiet()


@pytest.mark.browser
def test_paper_gets_the_drawing_whole_and_the_evidence(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#n=agent-economy&lang=en") as visit:
        visit.page.emulate_media(media="print")
        visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        box = visit.page.evaluate(
            "() => { const map = document.querySelector('#map');"
            " return [map.getAttribute('viewBox'), document.querySelector('#print').innerText] }"
        )
        assert box[0] is not None
        assert "agents-need-capability-and-cost" in box[1]
        assert "#n=agent-economy" in box[1]
        visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert visit.page.evaluate("document.querySelector('#map').getAttribute('viewBox')") is None
        assert visit.quiet()


@pytest.mark.browser
def test_the_drawing_saves_as_svg_and_png_that_open_elsewhere(
    browser: Browser, file: Path, tmp_path: Path
) -> None:
    with Visit(browser, file, "#n=agent-economy&lang=en") as visit:
        for kind in ("SVG", "PNG"):
            visit.page.click("#tools summary:has-text('More')")
            with visit.page.expect_download() as saved:
                visit.page.click(f"#tools button:has-text('Save {kind}')")
            saved.value.save_as(tmp_path / f"map.{kind.lower()}")
            visit.page.keyboard.press("Escape")
        drawn = (tmp_path / "map.svg").read_text(encoding="utf-8")
        assert "agent economy" in drawn
        assert "class=" not in drawn
        assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
        with_svg = visit.page.context.new_page()
        with_svg.goto((tmp_path / "map.svg").as_uri())
        assert with_svg.locator("text").count() > 10
        assert visit.quiet()


@pytest.mark.browser
def test_a_claim_copies_as_turtle_that_parses_and_as_a_citation(browser: Browser, file: Path) -> None:
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415 - for this test alone

    with Visit(browser, file, "#c=agents-need-capability-and-cost&lang=en") as visit:
        visit.page.evaluate("navigator.clipboard.writeText = async words => { window.copied = words; }")
        visit.page.click("#panel button:has-text('Copy as Turtle')")
        visit.page.wait_for_function("window.copied")
        quads = list(parse(visit.page.evaluate("window.copied"), format=RdfFormat.TURTLE))
        assert any(str(quad.object).endswith("ns#CausalClaim>") for quad in quads)
        visit.page.click("#panel button:has-text('Copy citation')")
        visit.page.wait_for_function("window.copied.includes('S04')")
        assert "只有当" in visit.page.evaluate("window.copied")
        assert visit.quiet()


# Who looks, and with what

STATES = (
    "",
    "#view=map",
    "#view=map&n=agent-economy&lang=en",
    "#view=table",
    "#view=evidence&n=agent-economy&lang=en",
    "#view=compare&n=agent-economy&to=robotaxi",
    "#n=robotaxi&ask=why-not&t=2028-06&lang=en",
    "#n=inference-cost&ask=fall",
    "#view=map&c=agents-need-capability-and-cost&slide=S04",
    "#n=agent-economy&ask=hangs-on&lang=en",
    "#e=compute>compute-cost&theme=dark",
    "#view=map&off=curator&theme=dark",
    "#view=table&theme=dark",
    "#n=agent-economy&slide=S04&theme=dark&lang=en",
)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_any_state(browser: Browser, file: Path, width: int) -> None:
    found = {}
    for state in STATES:
        with Visit(browser, file, state, width=width) as visit:
            visit.page.evaluate(AXE)
            result = visit.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            if result["violations"]:
                found[state] = [(one["id"], one["nodes"][0]["target"]) for one in result["violations"]]
            assert visit.quiet(), state
    assert found == {}


@pytest.mark.browser
def test_a_phone_scrolls_one_way_only(browser: Browser, file: Path) -> None:
    for state in ("", "#view=map", "#slide=S04&lang=en"):
        with Visit(browser, file, state, width=390, height=844) as visit:
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390, state
    with Visit(browser, file, width=320, height=640) as visit:  # WCAG 2.2, 1.4.10
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
def test_nothing_moves_for_who_wants_no_motion(browser: Browser, file: Path) -> None:
    with Visit(browser, file, motion="reduce") as visit:
        durations = visit.page.eval_on_selector_all(
            "#map .node, #map .link",
            "all => [...new Set(all.map(one => getComputedStyle(one).transitionDuration))]",
        )
        assert durations == ["0s"]


@pytest.mark.browser
def test_without_javascript_the_map_still_stands(browser: Browser, file: Path) -> None:
    with Visit(browser, file, javascript=False) as visit:
        assert visit.page.locator("svg.still text").count() >= len(DECK.variables)


# What a stranger may send


@pytest.mark.browser
@pytest.mark.parametrize(
    "state",
    [
        "#n=__proto__&lang=constructor",
        "#e=<script>",
        "#n=%00&&&=",
        "#n=nobody",
        "#n=__proto__&kind=constructor&conf=NaN&t=<script>",
        "#view=toString&o=valueOf&hide=__proto__.root&deg=1e99&slide=constructor",
    ],
)
def test_a_hostile_address_shows_the_start(browser: Browser, file: Path, state: str) -> None:
    with Visit(browser, file, state) as visit:
        assert OPENING in visit.panel()
        assert visit.quiet()


def hostile(thesis: Thesis) -> Thesis:
    """Return the thesis with markup in every text that a reader lets through."""
    evil = Text(zh=HOSTILE[0] + HOSTILE[2], en=HOSTILE[1] + HOSTILE[2])
    return replace(
        thesis,
        title=evil,
        variables={
            key: replace(v, label=evil, short=evil, definition=evil, aliases={"en": HOSTILE})
            for key, v in thesis.variables.items()
        },
        conditions={key: replace(c, label=evil) for key, c in thesis.conditions.items()},
        claims={
            key: replace(c, text=evil, quotes=tuple(replace(q, exact=evil.zh, en=evil.en) for q in c.quotes))
            for key, c in thesis.claims.items()
        },
        slides={key: replace(s, title=evil.zh, title_en=evil.en) for key, s in thesis.slides.items()},
        sources={
            key: replace(s, title=evil.en, publisher=evil.en, url="javascript:document.title='ran'")
            for key, s in thesis.sources.items()
        },
    )


@pytest.mark.browser
@pytest.mark.parametrize("guarded", [True, False])
def test_nothing_in_a_thesis_can_run(browser: Browser, tmp_path: Path, *, guarded: bool) -> None:
    """With its policy, and without it: escaping alone must hold."""
    thesis = hostile(SMALL)
    answers = compile_answers(thesis, DAY)
    written = tmp_path / "hostile.html"
    text = small_page(thesis)
    if not guarded:
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        assert "Content-Security-Policy" not in text
    written.write_text(text, encoding="utf-8")
    with Visit(browser, written) as visit:
        slide = next(iter(thesis.slides))
        states = [f"#n={json.loads(json.dumps(name))}&lang=en" for name in answers]
        states += ["#view=map", "#view=table", "#view=evidence", f"#slide={slide}"]
        states += [f"#c={claim}&lang=en" for claim in thesis.claims]
        for state in states:
            visit.go(state)
            for node in visit.page.locator("#map .node").all()[:3]:
                node.dispatch_event("pointerenter")
        assert visit.page.locator("a[href^='javascript']").count() == 0
        assert visit.page.title() != "ran"
        assert visit.page.evaluate("document.querySelectorAll('img').length") == 0
        assert visit.quiet()
