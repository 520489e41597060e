"""What a choice draws: no more than it has to, and the head of the panel before the rest."""

from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.visits import Visit

AT_ONCE = """state => new Promise(done => {
  addEventListener("hashchange", () => done({
    busy: document.querySelector("#panel").ariaBusy,
    headline: document.querySelector("#panel .headline").textContent,
    trees: document.querySelectorAll("#panel .tree").length,
  }), { once: true });
  location.hash = state;
})"""
PLACES = """() => [...document.querySelectorAll("#map .node")].map((node) => {
  const { e, f } = node.transform.baseVal.consolidate().matrix;
  return [node.dataset.id, e, f];
})"""
FAINT = """() =>
  [...document.querySelectorAll("#map *")].filter((one) => getComputedStyle(one).opacity !== "1").length"""


def rows(visit: Visit) -> list[list[str]]:
    """Return the variables on the map, row by row from above, each from left to right."""
    places = sorted(visit.page.evaluate(PLACES), key=lambda one: (one[2], one[1]))
    return [[name for name, _, _ in row] for _, row in groupby(places, key=lambda one: one[2])]


@pytest.mark.browser
def test_the_panel_says_the_headline_at_once_and_the_rest_a_frame_later(
    browser: Browser, deck_page: Path
) -> None:
    with Visit(browser, deck_page, "#n=robotaxi&lang=en") as visit:
        first = visit.page.evaluate(AT_ONCE, "#n=agent-economy&lang=en")
        assert first["busy"] == "true"
        assert "every condition is met" in first["headline"]
        assert first["trees"] == 0
        visit.settle()
        assert visit.page.locator("#panel > .tree").count() == 1
        assert visit.page.locator("#panel > .claim").count() > 3
        assert visit.quiet()


@pytest.mark.browser
def test_two_quick_choices_leave_the_panel_of_the_second(browser: Browser, deck_page: Path) -> None:
    with Visit(browser, deck_page, "#n=robotaxi&lang=en") as visit:
        visit.page.evaluate(
            "for (const n of ['ai-search', 'agent-economy']) location.hash = `#n=${n}&lang=en`"
        )
        visit.page.wait_for_function("document.querySelector('#panel code').textContent === 'agent-economy'")
        visit.settle()
        assert visit.page.locator("#panel > .headline").count() == 1
        assert visit.page.locator("#panel > .tree").count() == 1


@pytest.mark.browser
def test_the_map_keeps_its_rows_and_their_order_in_the_other_language(
    browser: Browser, deck_page: Path
) -> None:
    with Visit(browser, deck_page, "#view=map&lang=zh") as visit:
        first = rows(visit)
        visit.go("#view=map&lang=en")
        assert visit.page.locator("#map .node text", has_text="inference cost").count() == 1
        drawn = sum(len(row) for row in first[:-2])  # the last two rows hold what no link joins, by its width
        assert drawn > 80
        assert rows(visit)[: len(first) - 2] == first[:-2]


@pytest.mark.browser
def test_a_choice_on_the_map_changes_colours_and_makes_nothing_anew(
    browser: Browser, deck_page: Path
) -> None:
    with Visit(browser, deck_page, "#view=map&lang=en") as visit:
        visit.page.evaluate("window.kept = [...document.querySelectorAll('#map *, .asks *')]")
        visit.go("#view=map&n=agent-economy&lang=en")
        assert visit.page.locator("#map .dim").count() > 100
        assert visit.page.evaluate("kept.every((one) => one.isConnected)")
        assert (
            visit.page.evaluate(FAINT) == 0
        )  # an opacity would make a layer of the compositor of each group
