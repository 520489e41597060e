"""The shipped queries: each asks one thing, finds what the thesis says, and finds it in both engines."""

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from causal_compute.dataset import build
from causal_compute.model import Thesis
from causal_compute.readers import read_thesis
from causal_compute.stores import ENGINES, open_store
from causal_compute.stores.guard import admit
from causal_compute.stores.named import NamedQuery, fixed, named_queries, named_query
from causal_compute.stores.results import Result, shortened
from causal_compute.stores.store import Store
from causal_compute.vocabulary import CC, prefixes
from tests.reckoned_facts import RECKONED

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.|ConjunctiveGraph ):DeprecationWarning")

GOLDEN = Path(__file__).parent / "golden" / "queries"
SMALL = str(Path(__file__).parent / "fixtures" / "small")
QUERIES = named_queries()
NAMES = sorted(QUERIES)
SYNTHETIC = {"conflicting-signs"}  # the deck has none, and its test below makes one

Rows = list[tuple[str, ...]]


@cache
def thesis(folder: str | None = None) -> Thesis:
    return read_thesis(folder)


@cache
def store(engine: str = "oxigraph", folder: str | None = None) -> Store:
    return open_store(build(thesis(folder)), engine, prefixes=prefixes(thesis(folder).id))


def plain(cell: str) -> str:
    """Return a number in one way of writing it, and anything else as it is."""
    try:
        return format(Decimal(cell).normalize(), "f")
    except InvalidOperation:
        return cell


def shown(result: Result, known: Mapping[str, str]) -> Rows:
    return [tuple(plain(shortened(term, known)) for term in row) for row in result.rows()]


@cache
def found(name: str) -> Result:
    return store().query(QUERIES[name].text, fixed(QUERIES[name], {}, store()))


def rows(name: str) -> Rows:
    return shown(found(name), store().prefixes)


def test_there_are_more_than_the_25_queries_that_were_promised() -> None:
    assert len(QUERIES) >= 25


@pytest.mark.parametrize("name", NAMES)
def test_a_query_says_in_both_languages_what_it_asks(name: str) -> None:
    query = QUERIES[name]
    assert query.en.endswith("?")
    assert query.en.isascii()
    assert query.zh.endswith("？")
    assert re.search(r"[\u4e00-\u9fff]", query.zh)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_declares_its_own_prefixes_and_an_order(name: str) -> None:
    assert (
        admit(QUERIES[name].text).form == "SELECT"
    )  # no prefix is given: an undeclared one would be refused
    assert re.search(r"^ORDER BY", QUERIES[name].text, re.MULTILINE)


@pytest.mark.parametrize("name", [name for name in NAMES if QUERIES[name].parameters])
def test_a_parameter_is_a_selected_variable(name: str) -> None:
    assert QUERIES[name].parameters.keys() <= set(found(name).variables)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_has_a_hand_checked_expectation(name: str) -> None:
    how, head, *lines = (GOLDEN / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    columns = [found(name).variables.index(column) for column in head.split("\t")]
    expected = [tuple(line.split("\t")) for line in lines]
    there = [tuple(row[column] for column in columns) for row in rows(name)]
    assert [row for row in expected if row not in there] == []
    if how == "# these rows and no others":
        assert len(expected) == len(there)
    else:
        assert how == "# at least these rows"
        assert expected


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"architecture-table", "layer-sizes"}))
def test_a_query_finds_what_a_plain_loop_over_the_thesis_finds(name: str) -> None:
    expected = {tuple(map(plain, row)) for row in RECKONED[name](thesis())}
    assert sorted(rows(name)) == sorted(expected)
    assert expected or name in SYNTHETIC


def test_the_sizes_of_the_layers_are_those_of_the_dataset() -> None:
    quads = build(thesis())
    sizes = Counter(quad.graph_name for quad in quads)
    things = {graph: {quad.subject for quad in quads if quad.graph_name == graph} for graph in sizes}
    expected = {
        (shortened(graph, store().prefixes), str(size), str(len(things[graph])))
        for graph, size in sizes.items()
        if isinstance(graph, NamedNode)
    }
    assert set(rows("layer-sizes")) == expected


@pytest.mark.no_cover
@pytest.mark.parametrize("folder", [None, SMALL], ids=["deck", "small"])
@pytest.mark.parametrize("name", NAMES)
def test_both_engines_give_the_same_rows_in_the_same_order(name: str, folder: str | None) -> None:
    first, second = (store(engine, folder) for engine in ENGINES)
    query = QUERIES[name]
    parameters = fixed(query, {}, first) if folder is None else {}
    one = first.query(query.text, parameters)
    other = second.query(query.text, parameters)
    assert one.variables == other.variables
    assert shown(one, first.prefixes) == shown(other, second.prefixes)


@pytest.mark.parametrize("name", NAMES)
def test_no_two_rows_of_a_query_are_the_same(name: str) -> None:
    assert len(set(rows(name))) == len(rows(name))


@pytest.mark.parametrize("engine", ENGINES)
def test_signs_that_conflict_are_found(engine: str) -> None:
    up, down, one, other = map(NamedNode, (CC.INCREASES, CC.DECREASES, "x:a", "x:b"))
    quads = [Quad(one, up, other), Quad(one, down, other), Quad(other, up, one)]
    result = open_store(quads, engine).query(QUERIES["conflicting-signs"].text)
    assert shown(result, {"x": "x:"}) == [("x:a", "x:b")]


@pytest.mark.no_cover
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "value", ["voice-agents", "deck:voice-agents", "<https://w3id.org/causal-compute/deck/voice-agents>"]
)
def test_a_parameter_replaces_the_usual_value(engine: str, value: str) -> None:
    query = named_query("conditions-of-application")
    place = store(engine)
    result = place.query(query.text, fixed(query, {"application": value}, place))
    assert [row[:2] for row in shown(result, place.prefixes)] == [
        ("deck:voice-agents", "deck:voice-cheap-enough"),
        ("deck:voice-agents", "deck:voice-fast-enough"),
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", [name for name in NAMES if QUERIES[name].parameters])
def test_a_star_asks_of_everything_and_contains_the_usual_answer(name: str, engine: str) -> None:
    query, place = QUERIES[name], store(engine)
    everything = place.query(query.text, fixed(query, dict.fromkeys(query.parameters, "*"), place))
    assert set(rows(name)) <= set(shown(everything, place.prefixes))


@pytest.mark.parametrize("hostile", ['x" || 1=1 || "', "agent-economy> } #", "*/", "<x:y> . ?s ?p ?o", "?x"])
def test_a_hostile_parameter_names_nothing(hostile: str) -> None:
    query = QUERIES["conditions-of-application"]
    with pytest.raises(Exception, match="nothing in the graph answers to"):
        fixed(query, {"application": hostile}, store())


def test_a_literal_never_becomes_a_parameter() -> None:
    quads = [Quad(NamedNode("x:a"), NamedNode(CC.ROOT), Literal("agent-economy"))]
    query = NamedQuery("q", zh="", en="", text="", parameters={"v": "*"})
    with pytest.raises(Exception, match="nothing in the graph answers to"):
        fixed(query, {"v": "agent-economy"}, open_store(quads))
