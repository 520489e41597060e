"""The page as readers use it: by hand, by keys, on paper, on a phone."""

import re
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from causal_compute.answers.compile import compile_answers
from tests.pages import ANSWERS, AXE, DECK, GATED, OPENING
from tests.visits import Visit

pytestmark = pytest.mark.no_cover  # the whole program is asked; its parts are measured elsewhere

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
def test_what_a_reader_wants_is_three_clicks_away_at_most(
    browser: Browser, deck_page: Path, wanted: str
) -> None:
    ways, told = TEN[wanted]
    assert len(ways) <= 3
    with Visit(browser, deck_page, "#lang=en") as visit:
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
        visit.settle()
        said = " ".join(visit.page.inner_text("body").split())
        assert told in said
        assert visit.quiet()


# Reading


@pytest.mark.browser
def test_it_opens_with_why_agents_now_and_the_path_to_the_root(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page) as visit:
        said = visit.panel()
        assert OPENING in said
        assert "只有当“模型能力”与“推理降本”同时跨过临界点，Agent 经济才具备商业可行性。" in said
        assert re.search(r"算力[\s\S]*→[\s\S]*模型能力", said)
        assert "2025-05-22" in said
        assert visit.page.locator("#map .node[data-id='compute']").count() == 1
        assert visit.page.locator("#map .node.gate").count() == 2
        assert visit.quiet()


@pytest.mark.browser
def test_labels_of_every_trace_are_12_pixels_or_more(browser: Browser, deck_page: Path) -> None:
    small = {}
    with Visit(browser, deck_page) as visit:
        for name, language in product(GATED, ("zh", "en")):
            visit.go(f"#n={name}&lang={language}")
            scale = visit.page.evaluate("document.querySelector('#map > g').getCTM().a")
            if scale * 14 < 12:
                small[name, language] = round(scale * 14, 1)
    assert small == {}


@pytest.mark.browser
def test_a_node_a_link_and_a_condition_can_be_clicked(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#n=agent-economy&lang=en") as visit:
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
def test_search_finds_names_aliases_and_quotes_in_both_languages(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page) as visit:
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
def test_the_keyboard_alone_leads_from_search_to_the_root(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#lang=en") as visit:
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
def test_a_sentence_lights_its_claim_and_a_claim_its_sentence(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#slide=S04") as visit:
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
def test_the_map_grows_with_the_slides(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#view=map&slide=S01&grow=S01") as visit:
        counts = []
        for slide in DECK.slides:
            visit.go(f"#view=map&slide={slide}&grow={slide}")
            counts.append(visit.page.locator("#map .link").count())
        assert counts == sorted(counts)
        assert counts[0] < counts[-1]
        assert visit.quiet()


@pytest.mark.browser
def test_time_closes_and_opens_conditions_and_says_so(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#lang=en") as visit:
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
def test_time_and_slides_play_until_they_are_stopped(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#t=2024-01&lang=en") as visit:
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
def test_the_slider_agrees_with_the_answer_of_that_day(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page) as visit:
        for day in ("2023-06-30", "2024-09-30", "2025-03-31", "2026-01-31"):
            then = compile_answers(DECK, date.fromisoformat(day))
            visit.go(f"#t={day}")
            marks = visit.page.eval_on_selector_all(
                ".asks .chip span", "marks => marks.map(m => m.className)"
            )
            assert marks == [then[name]["status"].replace("expected", "unmet") for name in sorted(GATED)]


@pytest.mark.browser
def test_layers_and_belief_and_kinds_filter_and_are_counted(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#view=map&lang=en") as visit:
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
def test_evidence_for_and_against_stands_on_each_claim_with_source_and_badge(deck_visit: Visit) -> None:
    deck_visit.go("#c=agents-need-capability-and-cost&lang=en")
    said = deck_visit.panel()
    assert re.search(r"\+ ?supports", said)
    assert re.search(r"~ qualifies", said)
    assert (
        deck_visit.page.locator("#panel .statement a[href^='https://'][rel='noopener noreferrer']").count()
        > 0
    )
    assert deck_visit.page.locator("#panel .read-secondary").count() > 0
    deck_visit.go("#c=agents-need-capability-and-cost&off=evidence&lang=en")
    assert deck_visit.page.locator("#panel .statement").count() == 0


@pytest.mark.browser
def test_the_table_sorts_filters_and_selects(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#view=table&lang=en") as visit:
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
def test_the_evidence_view_prints_what_is_behind_the_drawing(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#view=evidence&n=agent-economy&lang=en") as visit:
        said = visit.page.inner_text("#page")
        for claim in ANSWERS["agent-economy"]["about"][:2]:
            for quote in DECK.claims[claim].quotes:
                assert quote.exact in said
        assert visit.page.locator("#page article .statement").count() > 4
        assert visit.page.pdf(format="A4").startswith(b"%PDF")
        assert visit.quiet()


@pytest.mark.browser
def test_paper_gets_the_drawing_whole_and_the_evidence(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#n=agent-economy&lang=en") as visit:
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
    browser: Browser, deck_page: Path, tmp_path: Path
) -> None:
    with Visit(browser, deck_page, "#n=agent-economy&lang=en") as visit:
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
def test_a_claim_copies_as_turtle_that_parses_and_as_a_citation(browser: Browser, deck_page: Path) -> None:
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415 - for this test alone

    with Visit(browser, deck_page, "#c=agents-need-capability-and-cost&lang=en") as visit:
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
def test_axe_finds_nothing_in_any_state(browser: Browser, deck_page: Path, width: int) -> None:
    found = {}
    for state in STATES:
        with Visit(browser, deck_page, state, width=width) as visit:
            visit.page.evaluate(AXE)
            result = visit.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            if result["violations"]:
                found[state] = [(one["id"], one["nodes"][0]["target"]) for one in result["violations"]]
            assert visit.quiet(), state
    assert found == {}


@pytest.mark.browser
def test_a_phone_scrolls_one_way_only(browser: Browser, deck_page: Path) -> None:
    for state in ("", "#view=map", "#slide=S04&lang=en"):
        with Visit(browser, deck_page, state, width=390, height=844) as visit:
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390, state
    with Visit(browser, deck_page, width=320, height=640) as visit:  # WCAG 2.2, 1.4.10
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
def test_nothing_moves_for_who_wants_no_motion(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, motion="reduce") as visit:
        durations = visit.page.eval_on_selector_all(
            "#map .node, #map .link",
            "all => [...new Set(all.map(one => getComputedStyle(one).transitionDuration))]",
        )
        assert durations == ["0s"]


@pytest.mark.browser
def test_without_javascript_the_map_still_stands(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, javascript=False) as visit:
        assert visit.page.locator("svg.still text").count() >= len(DECK.variables)
