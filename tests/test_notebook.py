"""The page inside a notebook: all of it, and nothing of it outside its frame."""

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

from causal_compute.answers.compile import compile_answers
from causal_compute.explorer.network import page
from causal_compute.explorer.notebook import PageView
from causal_compute.readers import read_thesis
from tests.visits import READY

THESIS = read_thesis(Path(__file__).parent / "fixtures" / "small")
PAGE = page(THESIS, compile_answers(THESIS, date(2026, 11, 22))).encode()


class Elements(HTMLParser):
    """Every start tag with its attributes, and all text outside of them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = [
    '"></iframe><script>parent.ran = 1</script>',
    "'\"` onload=alert(1) x='",
    "&quot;&#34;&amp;quot; &lt;",
    "</iframe>",
    "<!-- -->]]>\u2028\u2029\N{ZERO WIDTH SPACE}\\",
    "",
]


@pytest.mark.parametrize(
    "text", [pytest.param(PAGE.decode(), id="page"), *HOSTILE], ids=lambda text: repr(text)[:20]
)
def test_the_frame_holds_the_page_and_nothing_leaves_it(text: str) -> None:
    shown = Elements(PageView(text.encode(), title=text)._repr_html_())
    ((tag, attributes),) = shown.found
    assert tag == "iframe"
    assert (attributes["srcdoc"], attributes["title"]) == (text, text)
    assert set(attributes) == {"sandbox", "srcdoc", "title", "width", "height", "style"}
    assert shown.text == ""


def test_the_frame_has_an_origin_of_its_own() -> None:
    ((_, attributes),) = Elements(PageView(PAGE)._repr_html_()).found
    assert "allow-same-origin" not in str(attributes["sandbox"])
    assert "allow-top-navigation" not in str(attributes["sandbox"])
    assert (attributes["width"], attributes["height"]) == ("100%", "720")


def test_a_height_is_a_number() -> None:
    with pytest.raises(ValueError, match="'d'"):
        PageView(PAGE, height='9" onload="')._repr_html_()  # type: ignore[arg-type]


def test_a_view_is_one_line_in_words() -> None:
    assert repr(PageView(b"x" * 1500, title="a\nb")) == "<PageView 'a\\nb': 2 kB>"


# In a browser


class Notebook:
    """A notebook's document that shows one page, and all that the console said meanwhile."""

    def __init__(self, browser: Browser, shown: bytes) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1300, "height": 800})
        self.console: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        document = f"<!doctype html><title>notebook</title>{PageView(shown)._repr_html_()}"
        place = "http://notebook.example/"
        self.page.route(
            place, lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=document)
        )
        self.page.goto(place)
        self.frame: Frame = self.page.frames[1]


@pytest.mark.browser
def test_a_notebook_shows_the_map(tmp_path: Path, browser: Browser) -> None:
    notebook = Notebook(browser, PAGE)
    notebook.frame.wait_for_selector(READY)
    assert notebook.frame.locator("#map .node").count() > 3
    assert notebook.frame.inner_text("#title") == THESIS.title.zh
    assert notebook.console == []
    assert set(notebook.requests) <= {"http://notebook.example/", "about:srcdoc"}
    notebook.page.screenshot(path=tmp_path / "notebook.png")


@pytest.mark.browser
def test_the_map_can_be_used_in_a_notebook(browser: Browser) -> None:
    notebook = Notebook(browser, PAGE)
    notebook.frame.click("#tools > button:last-child")
    assert notebook.frame.evaluate("document.documentElement.lang") == "en"
    notebook.frame.click("#panel button >> nth=0")
    assert notebook.frame.locator("#panel .headline").count() == 1
    assert notebook.console == []


REACH = b"""<!doctype html><meta charset=utf-8><title>hostile</title><p id=said></p><script>
const tried = [() => parent.document.title, () => document.cookie, () => localStorage.length,
  () => { top.location = "http://elsewhere.example/"; }];
document.getElementById("said").textContent =
  tried.map((one) => { try { return `got ${one()}`; } catch { return "no"; } }).join(" ");
</script>"""


@pytest.mark.browser
def test_a_page_cannot_reach_its_notebook(browser: Browser) -> None:
    notebook = Notebook(browser, REACH)
    assert notebook.frame.inner_text("#said") == "no no no no"
    assert notebook.frame.evaluate("self.origin") == "null"
    assert notebook.page.title() == "notebook"
    assert notebook.page.url == "http://notebook.example/"


@pytest.mark.browser
def test_a_source_opens_beside_the_notebook_and_knows_nothing_of_it(browser: Browser) -> None:
    link = (
        b"<!doctype html><a href='https://source.example/' target=_blank rel='noopener noreferrer'>source</a>"
    )
    notebook = Notebook(browser, link)
    notebook.page.context.route(
        "https://source.example/", lambda route: route.fulfill(content_type="text/html", body="the source")
    )
    with notebook.page.context.expect_page() as opened:
        notebook.frame.click("a")
    opened.value.wait_for_load_state()
    assert opened.value.inner_text("body") == "the source"
    assert opened.value.evaluate("opener") is None
    assert notebook.page.url == "http://notebook.example/"
