"""Exports come back: what another program reads of a format is what was in the graph, whatever its labels."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from causal_compute.exports import FORMATS, VIEWS, export
from causal_compute.readers import read_thesis
from tests.exporting import (
    GRAPH_READERS,
    HOSTILE,
    bare,
    meant,
    nested,
    only,
    read,
    read_dot,
    read_mermaid,
    relabelled,
    scope_of,
    told,
)
from tests.visits import installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

DECK = read_thesis(None)
NESTED = nested()
DATA = [*GRAPH_READERS, "csv"]
GRAPHS = [name for name, form in FORMATS.items() if form.family == "graph"]
words = st.text(max_size=30) | st.sampled_from(HOSTILE)


@pytest.fixture(scope="module")
def mermaid(browser: "Browser") -> "Iterator[Page]":
    """A page with Mermaid's own code in it."""
    page = browser.new_page()
    page.add_script_tag(path=installed("mermaid/dist/mermaid.min.js"))
    page.evaluate("mermaid.initialize({ startOnLoad: false, maxEdges: 10000, maxTextSize: 10000000 })")
    yield page
    page.close()


# ------------------------------------------------------------------------- labels and counts


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", DATA)
def test_the_deck_comes_back_node_by_node_and_edge_by_edge(name: str, view: str) -> None:
    scope = scope_of(DECK, view=view, language="zh")
    labels, edges = read(scope, name)
    assert (labels, edges) == told(meant(scope))
    assert len(labels) >= len(DECK.variables)


@pytest.mark.parametrize("name", DATA)
@settings(max_examples=25, deadline=None)
@given(labels=st.lists(words, min_size=1, max_size=30))
def test_hostile_labels_survive_every_data_format_and_come_back(name: str, labels: list[str]) -> None:
    scope = scope_of(relabelled(NESTED, labels))
    assert read(scope, name) == told(meant(scope))


@settings(max_examples=8, deadline=None)
@given(labels=st.lists(words, min_size=10, max_size=40))
def test_graphviz_draws_hostile_labels_as_they_are(labels: list[str]) -> None:
    scope = scope_of(relabelled(NESTED, labels))
    found, edges = read_dot(only(export(scope, "dot")))
    expected, ends = told(meant(scope, drawing=True))
    assert (bare(found), edges) == (bare(expected), ends)


def test_graphviz_draws_every_hostile_label_of_the_list() -> None:
    scope = scope_of(relabelled(NESTED, HOSTILE))
    found, edges = read_dot(only(export(scope, "dot")))
    expected, ends = told(meant(scope, drawing=True))
    assert (bare(found), edges) == (bare(expected), ends)


@pytest.mark.parametrize("view", VIEWS)
def test_graphviz_draws_the_whole_deck(view: str) -> None:
    scope = scope_of(DECK, view=view)
    found, edges = read_dot(only(export(scope, "dot")))
    expected, ends = told(meant(scope, drawing=True))
    assert (bare(found), edges) == (bare(expected), ends)


@pytest.mark.browser
@pytest.mark.parametrize("view", VIEWS)
def test_mermaid_reads_the_whole_deck(mermaid: "Page", view: str) -> None:
    scope = scope_of(DECK, view=view)
    graph = meant(scope, drawing=True)
    found, edges = read_mermaid(mermaid, only(export(scope, "mermaid")), graph)
    expected, ends = told(graph)
    assert (bare(found), edges) == (bare(expected), ends)


@pytest.mark.browser
def test_hostile_labels_survive_mermaid_and_come_back(mermaid: "Page") -> None:
    @settings(max_examples=20, deadline=None)
    @given(labels=st.just(HOSTILE) | st.lists(words, min_size=10, max_size=40))
    def comes_back(labels: list[str]) -> None:
        scope = scope_of(relabelled(NESTED, labels))
        graph = meant(scope, drawing=True)
        found, edges = read_mermaid(mermaid, only(export(scope, "mermaid")), graph)
        expected, ends = told(graph)
        assert (bare(found), edges) == (bare(expected), ends)

    comes_back()


@pytest.mark.browser
def test_mermaid_draws_an_application_of_the_deck_with_its_labels(mermaid: "Page") -> None:
    scope = scope_of(DECK, view="claims", of="agent-economy")
    graph = meant(scope, drawing=True)
    drawing = mermaid.evaluate(
        "async text => (await mermaid.render('drawn', text)).svg", only(export(scope, "mermaid")).decode()
    )
    mermaid.set_content(drawing)
    shown = mermaid.eval_on_selector_all("g.node .nodeLabel", "all => all.map(each => each.textContent)")
    assert Counter("".join(each.split()) for each in shown) == Counter(bare(told(graph)[0]).values())


@settings(max_examples=15, deadline=None)
@given(labels=st.lists(words, min_size=3, max_size=30))
def test_a_report_of_hostile_labels_holds_no_markup_of_theirs(labels: list[str]) -> None:
    scope = scope_of(relabelled(NESTED, labels))
    content = only(export(scope, "report")).decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(content)
    inline = [part for token in tokens for part in token.children or ()]
    assert {part.attrs["href"] for part in inline if part.type == "link_open"} <= {"https://example.org/"}
    assert {part.content for part in inline if part.type == "html_inline"} <= {"<br>"}
    assert not [token for token in tokens if token.type in {"html_block", "fence", "code_block"}]
    (claims,) = [rows for rows in _tables(tokens) if len(rows[0]) == 8]
    assert len(claims) == 1 + len(NESTED.claims)
    assert {len(row) for row in claims} == {8}
    assert [f"({each})" in row[0] for each, row in zip(NESTED.claims, claims[1:], strict=True)] == [
        True for _ in NESTED.claims
    ]


def _tables(tokens: list[Any]) -> list[list[list[str]]]:
    """Return the cells of every table, as words."""
    tables: list[list[list[str]]] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline" and before.type in {"td_open", "th_open"}:
            tables[-1][-1].append("".join(part.content for part in token.children))
    return tables
