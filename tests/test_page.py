"""The page: what it carries, and that it says what the command line says."""

import html
import re
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
from causal_compute.explorer.network import claim_network, stock_page
from causal_compute.explorer.spoken import spoken
from causal_compute.render.sentences import headline
from causal_compute.render.voice import Voice
from tests.pages import ANSWERS, APPLICATIONS, DAY, DECK, GATED, SMALL, small_page
from tests.visits import Visit

WEB = Path(__file__).parents[1] / "src" / "causal_compute" / "explorer" / "web"


# What it carries


def test_the_same_thesis_gives_the_same_bytes() -> None:
    assert small_page() == small_page()


def test_the_page_names_no_other_place_to_load_from(deck_page: Path) -> None:
    written = deck_page.read_text(encoding="utf-8")
    loads = re.findall(r"<(?:script|link|img|iframe)[^>]*\b(?:src|href)=[^>]*>", written)
    assert loads == ['<link rel="icon" href="data:,">']
    assert "default-src 'none'" in html.unescape(written)
    assert "connect-src 'none'" in html.unescape(written)


def test_the_page_without_the_console_weighs_less_than_450_kb(deck_page: Path) -> None:
    assert deck_page.stat().st_size < 450_000


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


# The same answers as the command line's


def said_for(answer: Answer, ask: str, language: str) -> str:
    """Return what the command line says first: the headline of the answer to that question."""
    intent: Any = {"fall": "impact"}.get(ask, ask)
    told = focused(answer, answer["question"], intent, opposite=ask == "fall")
    return headline(told, Voice("zh" if language == "zh" else "en"))


@pytest.mark.no_cover
@pytest.mark.browser
@pytest.mark.parametrize("ask", ["why", "why-not", "impact"])
def test_the_page_says_what_the_command_line_says(deck_visit: Visit, ask: str) -> None:
    for name, language in product(APPLICATIONS, ("zh", "en")):
        deck_visit.go(f"#n={name}&ask={ask}&lang={language}")
        said = deck_visit.page.inner_text("#panel .headline").split()
        assert said == said_for(ANSWERS[name], ask, language).split(), name


@pytest.mark.browser
def test_what_an_application_hangs_on_is_said_in_the_command_lines_words(deck_visit: Visit) -> None:
    for name, language in product(APPLICATIONS, ("zh", "en")):
        words: dict[str, Any] = {**spoken(ANSWERS[name])}
        if "hangs-on" not in words:
            continue
        deck_visit.go(f"#n={name}&ask=hangs-on&lang={language}")
        said = deck_visit.page.inner_text("#panel .headline")
        assert said.split() == words["hangs-on"][language].split(), name


@pytest.mark.browser
def test_the_drawing_shows_every_condition_as_the_answer_has_it(deck_visit: Visit) -> None:
    for name in GATED:
        deck_visit.go(f"#n={name}&lang=en")
        drawn = deck_visit.page.eval_on_selector_all(
            "#map .node.condition",
            "nodes => nodes.map(n => [n.dataset.id.slice(1), n.classList.contains('binding')])",
        )
        expected = {node["condition"]: node["binding"] for node in conditions(ANSWERS[name]["tree"])}
        assert dict(drawn) == expected, name
        for node in conditions(ANSWERS[name]["tree"]):
            box = deck_visit.page.locator(f"#map .node[data-id='!{node['condition']}']")
            assert node["status"] in str(box.get_attribute("class")).split()
            mark = {"met": "●", "unmet": "○", "unknown": "?", "expected": "◐"}[node["status"]]
            assert mark in str(box.text_content())


@pytest.mark.browser
def test_a_comparison_tells_the_sides_by_sign_and_word(deck_visit: Visit) -> None:
    deck_visit.go("#view=compare&n=agent-economy&to=robotaxi&lang=en")
    one = deck_visit.page.locator("#map .node[data-id='!agents-cheap-enough']")
    assert "◁" in str(one.text_content())
    assert "left only" in str(one.get_attribute("aria-label"))
    other = deck_visit.page.locator("#map .node[data-id='robotaxi']")
    assert "▷" in str(other.text_content())
    assert "◁ left only" in deck_visit.page.inner_text("#legend")


@pytest.mark.browser
def test_a_comparison_lists_each_condition_on_its_side(deck_visit: Visit) -> None:
    one, other = "agent-economy", "autonomous-coding"
    deck_visit.go(f"#view=compare&n={one}&to={other}&lang=en")
    said = deck_visit.panel()
    for name in (one, other):
        for node in conditions(ANSWERS[name]["tree"]):
            assert DECK.conditions[node["condition"]].label.en in said
    assert (
        headline(ANSWERS[one], Voice("en")).split() == deck_visit.page.inner_text(".headline .said").split()
    )
