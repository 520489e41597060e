"""The Python API: the same answers as the command line, and tables and graphs that others can use."""

import csv
import io
import json
import subprocess
import sys
from datetime import date

import networkx as nx
import pytest
from click.testing import CliRunner

import causal_compute as cc
from causal_compute.api.tables import Table
from causal_compute.cli import COMMANDS, cli
from causal_compute.errors import NothingFoundError, UsageError

DAY = "2026-11-22"
GRAPH = cc.load()

ASKED = [
    ("why", ["why not robots yet"], {}, []),
    ("why", ["为什么现在是 Agent"], {}, []),
    ("trace", ["agents"], {"to": "constraint", "k": 3}, ["--to", "constraint", "-k", "3"]),
    ("impact", ["chip supply"], {"falls": True}, ["--falls"]),
    ("show", ["metr-th11"], {}, []),
    ("show", ["inference cost"], {}, []),
    ("when", ["robotaxi"], {}, []),
    ("whatif", [], {"settings": ["compute=halts"]}, ["--set", "compute=halts"]),
    ("evidence", ["chips-bind-before-power"], {}, []),
    ("audit", [], {"only": "scopes"}, ["--only", "scopes"]),
]


@pytest.mark.no_cover
@pytest.mark.parametrize(("method", "words", "options", "typed"), ASKED)
def test_a_method_returns_what_the_command_of_its_name_prints(
    method: str, words: list[str], options: dict[str, object], typed: list[str]
) -> None:
    reply = getattr(GRAPH, method)(*words, as_of=DAY, **options)
    for form in ("json", "text", "markdown"):
        ran = CliRunner().invoke(
            cli, [method, *words, *typed, "--as-of", DAY, "--format", form], env={"COLUMNS": "100"}
        )
        assert ran.exit_code == 0, ran.output
        assert ran.stdout.rstrip("\n") == reply.written(form).rstrip("\n")
    assert json.loads(reply.json()) == json.loads(json.dumps(reply.document))


def test_a_reply_prints_as_text_shows_as_markdown_and_gives_its_fields() -> None:
    reply = GRAPH.why("why agents now", as_of=date(2026, 11, 22))
    assert str(reply) == reply.text()
    assert reply._repr_markdown_() == reply.markdown()
    assert reply["status"] == reply.document["status"] == "met"
    assert repr(reply).startswith("<Reply answer, en: agent economy: every condition is met")


def test_words_that_name_nothing_give_a_reply_that_is_false_and_offers_names() -> None:
    reply = GRAPH.why("why agants ecomony and scuba diving now", as_of=DAY)
    assert not reply
    assert "Did you mean" in reply.text("en") or "agent" in reply.text("en")
    assert reply.markdown("en") == f"```text\n{reply.text('en')}\n```"
    with pytest.raises(UsageError, match="there is no diagram of this"):
        reply.mermaid()


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda: GRAPH.why("agents", as_of="last week"), UsageError, "'last week' is no day"),
        (GRAPH.whatif, UsageError, "name an application"),
        (lambda: GRAPH.audit("taste"), UsageError, "'taste' is no question of the audit"),
        (lambda: GRAPH.rows("colours"), UsageError, "no list of 'colours'"),
        (lambda: GRAPH.when("scuba diving"), NothingFoundError, "scuba diving"),
        (lambda: GRAPH.when("robotaxi").mermaid(), UsageError, "no diagram"),
        (lambda: GRAPH.when("robotaxi").written("svg"), UsageError, "no form 'svg'"),
        (lambda: GRAPH.page("why scuba diving"), UsageError, "no variable is named"),
        (lambda: cc.load(without=["nobody"]).claims(), NothingFoundError, "nobody"),
    ],
)
def test_what_cannot_be_is_an_error_with_a_remedy(ask: object, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        ask()  # type: ignore[operator]  # a table of calls


@pytest.mark.no_cover
def test_tables_have_a_row_for_every_part_and_the_same_columns_throughout() -> None:
    thesis = GRAPH.thesis
    tables = {
        "variables": (GRAPH.variables(as_of=DAY), thesis.variables),
        "conditions": (GRAPH.conditions(), thesis.conditions),
        "claims": (GRAPH.claims(), thesis.claims),
    }
    for name, (table, parts) in tables.items():
        assert [row["id"] for row in table] == list(parts), name
        assert {tuple(row) for row in table} == {tuple(table.columns)}, name
    gates = {row["id"]: row["status"] for row in GRAPH.applications(as_of=DAY)}
    assert gates["agent-economy"] == "met"
    claim = next(row for row in GRAPH.claims() if row["id"] == "agents-need-capability-and-cost")
    assert (claim["op"], claim["effect"]) == ("all", "agent-economy")
    assert claim["quote"] == thesis.claims["agents-need-capability-and-cost"].quotes[0].exact


@pytest.mark.no_cover
def test_layers_and_what_is_left_out_hold_for_tables_and_graphs_too() -> None:
    only = cc.load(layers=["thesis"])
    assert {row["layer"] for row in only.claims()} == {"thesis"}
    assert len(only.dag) < len(GRAPH.dag)
    assert len(only.queries.quads) < len(GRAPH.queries.quads)
    fewer = cc.load(without=["chips-bind-before-power"])
    assert len(fewer.claims()) == len(GRAPH.claims()) - 1


@pytest.mark.no_cover
def test_the_graphs_are_networkx_and_rdflib_and_belong_to_the_caller() -> None:
    dag = GRAPH.dag
    assert nx.is_directed_acyclic_graph(dag)
    assert nx.has_path(dag, "compute", "agent-economy")
    dag.clear()
    assert len(GRAPH.dag) > 0
    dataset = GRAPH.dataset
    assert len(list(dataset.quads())) == len(GRAPH.queries.quads)
    assert {str(graph.identifier) for graph in dataset.graphs()} >= set(GRAPH.queries.store().graphs)


def test_a_shipped_query_and_a_query_of_ones_own_give_tables() -> None:
    shipped = GRAPH.sparql("conditions-of-application", {"application": "agent-economy"})
    assert len(shipped.table()) == len(shipped.result.rows()) > 0
    own = GRAPH.sparql("SELECT ?v { ?v a cc:Application } ORDER BY ?v")
    assert own.table()[0] == {"v": "deck:agent-economy"}
    assert "<td>deck:agent-economy</td>" in (own._repr_html_() or "")
    assert str(GRAPH.sparql("ASK { ?s ?p ?o }")) == "true"
    assert GRAPH.sparql("CONSTRUCT { cc:a cc:b cc:c } {}")._repr_html_() is None
    assert list(csv.DictReader(io.StringIO(own.written("csv")))) != []


@pytest.mark.parametrize(
    ("words", "first", "found"),
    [
        ("robotaxi", "robotaxi", "name"),
        ("无人出租车", "robotaxi", "name"),
        ("ＲＯＢＯＴＡＸＩ", "robotaxi", "name"),
        ("METR", "metr-th11", "text"),
        ("挡路的永远是同一个物理约束", "bottleneck-limits-indie-products", "quote"),
    ],
)
def test_search_finds_by_name_text_and_quote_in_both_languages(words: str, first: str, found: str) -> None:
    hits = {hit["id"]: hit["found"] for hit in GRAPH.search(words, most=1000)}
    assert hits.get(first) == found
    assert len(hits) == len(GRAPH.search(words, most=1000))
    assert len(GRAPH.search(words, most=1)) == 1


def test_search_for_nothing_known_finds_nothing() -> None:
    assert GRAPH.search("qqqq zzzz") == []


def test_a_table_escapes_what_a_notebook_would_run_and_needs_no_pandas() -> None:
    table = Table([{"a": "<script>", "b": ["x", "y"]}, {"a": None}])
    assert table._repr_html_().count("<td>") == 4
    assert "<td>&lt;script&gt;</td><td>x, y</td>" in table._repr_html_()
    if "pandas" in sys.modules:
        pytest.fail("nothing here may import pandas unasked")


@pytest.mark.no_cover
def test_the_page_opens_with_the_question_and_is_shown_in_a_frame() -> None:
    page = GRAPH.page("why not robots yet", sparql=False, as_of=DAY)
    assert page.page.startswith(b"<!doctype html>")
    assert page._repr_html_().startswith("<iframe sandbox")
    assert page.page != GRAPH.page(sparql=False, as_of=DAY).page


def test_importing_the_package_brings_nothing_heavy_along() -> None:
    heavy = {"networkx", "rdflib", "yaml", "pyoxigraph", "numpy", "pyvis", "dataclasses"}
    probe = f"import causal_compute as cc, sys; cc.load(); print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_every_question_of_the_command_line_is_a_method() -> None:
    asks = {"why", "when", "whatif", "backtest", "trace", "impact", "show", "search", "evidence", "audit"}
    assert asks | {"gaps", "sparql"} <= set(COMMANDS)
    assert all(callable(getattr(GRAPH, name)) for name in asks | {"gaps", "sparql"})
