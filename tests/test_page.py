"""The page: what it carries, and what a real browser makes of it."""

import html
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from causal_compute.answers.compile import compile_answers
from causal_compute.explorer.layout import crossings, layers, layout
from causal_compute.explorer.network import page
from causal_compute.model import Text, Thesis
from causal_compute.readers import read_thesis
from causal_compute.render.sentences import headline
from causal_compute.render.voice import Voice

DAY = date(2026, 11, 22)
DECK = read_thesis()
SMALL = read_thesis(Path(__file__).parent / "fixtures" / "small")
ANSWERS = compile_answers(DECK, DAY)
APPLICATIONS = [key for key, answer in ANSWERS.items() if answer["focus"][0]["kind"] == "application"]
HOSTILE = (
    '</script><script>document.title="ran"</script>',
    "<img src=x onerror='document.title=\"ran\"'>",
    'a"b\u2028c<!--<script>',
)


def test_the_same_thesis_gives_the_same_bytes() -> None:
    assert page(SMALL, compile_answers(SMALL, DAY)) == page(SMALL, compile_answers(SMALL, DAY))


def test_the_page_names_no_other_place_to_load_from() -> None:
    written = page(DECK, ANSWERS)
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*\b(?:src|href)=", written)
    assert "default-src 'none'" in html.unescape(written)


def test_a_layout_keeps_boxes_apart_and_causes_below_their_effects() -> None:
    links = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d"), ("e", "c")]
    sizes = dict.fromkeys("abcde", 60.0)
    places = layout(sizes, links, gap=20)
    assert all(places[effect][1] < places[cause][1] for cause, effect in links)
    rows: dict[float, list[float]] = {}
    for x, y in places.values():
        rows.setdefault(y, []).append(x)
    for row in rows.values():
        assert all(right - left >= 80 for left, right in zip(sorted(row), sorted(row)[1:], strict=False))
    assert layers("abcde", links) == {"a": 0, "b": 1, "c": 1, "d": 2, "e": 0}
    assert layout(sizes, [*links, ("d", "a")]).keys() == places.keys()  # a cycle does not hang


def test_crossings_are_counted_as_by_hand() -> None:
    assert crossings([["a", "b"], ["c", "d"]], [("a", "d"), ("b", "c")]) == 1
    assert crossings([["a", "b"], ["c", "d"]], [("a", "c"), ("b", "d")]) == 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. Where there is none, CI fails and others are told."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None and os.environ.get("CI"):
        pytest.fail("no Chromium: install the Debian packages chromium and fonts-noto-cjk")
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


class Visit:
    """An open page, every request it made and everything its console said."""

    def __init__(self, browser: Browser, file: Path, state: str = "") -> None:
        self.page: Page = browser.new_page(viewport={"width": 1440, "height": 900})
        self.requests: list[str] = []
        self.console: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url.split("#")[0]))
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("dialog", lambda dialog: self.console.append(dialog.message))
        self.url = file.as_uri()
        self.page.goto(self.url + state)
        self.page.wait_for_selector("#map canvas")

    def quiet(self) -> bool:
        """Report whether nothing but the file was asked for and nothing was said."""
        return self.requests == [self.url] and self.console == []

    def panel(self) -> str:
        """Return what the panel says."""
        return self.page.inner_text("#panel")


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("page") / "deck.html"
    written.write_text(page(DECK, ANSWERS), encoding="utf-8")
    return written


@pytest.mark.browser
def test_a_click_on_agents_shows_the_path_to_the_root_and_the_quote(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file)
    visit.page.click("#panel button:has-text('智能体经济')")
    said = visit.panel()
    assert "只有当“模型能力”与“推理降本”同时跨过临界点，Agent 经济才具备商业可行性。" in said
    assert re.search(r"算力[\s\S]*→[\s\S]*模型能力", said)
    assert "2025-05-22" in said
    assert visit.page.evaluate("location.hash") == "#n=agent-economy&lang=zh"
    assert visit.quiet()


ROOT_PIXEL = """() => {
  const canvas = document.querySelector("#map canvas");
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  for (let at = 0; at < pixels.length; at += 4)  // the root's colour, #1b4965
    if (pixels[at] === 0x1b && pixels[at + 1] === 0x49 && pixels[at + 2] === 0x65)
      return [
        (((at / 4) % width) * canvas.clientWidth) / width + 8,
        (Math.floor(at / 4 / width) * canvas.clientHeight) / height + 8,
      ];
}"""


@pytest.mark.browser
def test_a_node_can_be_clicked_on_the_map(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file, "#n=agent-economy&lang=en")
    visit.page.wait_for_timeout(500)
    box = visit.page.locator("#map canvas").bounding_box()
    assert box is not None
    x, y = visit.page.evaluate(ROOT_PIXEL)
    visit.page.mouse.click(box["x"] + x, box["y"] + y)
    visit.page.wait_for_selector("#panel .badge:text-is('compute')")
    assert visit.page.evaluate("location.hash") == "#n=compute&lang=en"
    assert visit.quiet()


@pytest.mark.browser
def test_the_page_says_what_the_command_line_says(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file)
    for application in APPLICATIONS:
        for language in ("zh", "en"):
            visit.page.evaluate(f"location.hash = '#n={application}&lang={language}'")
            visit.page.wait_for_function(f"document.documentElement.lang === '{language}'")
            visit.page.wait_for_selector(f"#panel .badge:text-is('{application}')")
            said = " ".join(visit.page.inner_text(".headline").split())
            assert said == " ".join(headline(ANSWERS[application], Voice(language)).split())
    assert visit.quiet()


@pytest.mark.browser
def test_search_finds_by_alias_in_both_languages(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file)
    for words, found in (("copilot", "coding-assistants"), ("降本", "inference-cost")):
        visit.page.fill("#search", words)
        assert found in visit.page.eval_on_selector_all("#found li", "items => items.map(i => i.dataset.id)")
    visit.page.fill("#search", "agent-economy")
    visit.page.press("#search", "Enter")
    assert "n=agent-economy" in visit.page.evaluate("location.hash")
    visit.page.click("#language")
    assert "agent economy" in visit.panel()
    assert visit.quiet()


@pytest.mark.browser
@pytest.mark.parametrize("state", ["#n=__proto__&lang=constructor", "#e=<script>", "#n=%00&&&=", "#n=nobody"])
def test_a_hostile_address_shows_the_start(browser: Browser, file: Path, state: str) -> None:
    visit = Visit(browser, file, state)
    assert "智能体经济" in visit.panel()
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
        claims={
            key: replace(c, text=evil, quotes=tuple(replace(q, exact=evil.zh, en=evil.en) for q in c.quotes))
            for key, c in thesis.claims.items()
        },
        sources={
            key: replace(s, title=evil.en, publisher=evil.en, url="javascript:document.title='ran'")
            for key, s in thesis.sources.items()
        },
    )


@pytest.mark.browser
def test_nothing_in_a_thesis_can_run(browser: Browser, tmp_path: Path) -> None:
    thesis = hostile(SMALL)
    answers = compile_answers(thesis, DAY)
    written = tmp_path / "hostile.html"
    written.write_text(page(thesis, answers), encoding="utf-8")
    visit = Visit(browser, written)
    for variable in answers:
        visit.page.evaluate(f"location.hash = {json.dumps(f'#n={variable}&lang=en')}")
        visit.page.wait_for_selector(f"#panel .badge:text-is('{variable}')")
        assert visit.page.locator("#panel a[href^='javascript']").count() == 0
    assert visit.page.title() != "ran"
    assert visit.page.evaluate("document.querySelectorAll('img').length") == 0
    assert visit.quiet()
