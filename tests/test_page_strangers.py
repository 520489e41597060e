"""The page and what a stranger may send: addresses and theses made to do harm."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from causal_compute.answers.compile import compile_answers
from causal_compute.model import Text, Thesis
from tests.pages import DAY, OPENING, SMALL, small_page
from tests.visits import Visit

HOSTILE = (
    '</script><script>document.title="ran"</script>',
    "<img src=x onerror='document.title=\"ran\"'>",
    'a"b\u2028c<!--<script>',
)


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
def test_a_hostile_address_shows_the_start(browser: Browser, deck_page: Path, state: str) -> None:
    with Visit(browser, deck_page, state) as visit:
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
