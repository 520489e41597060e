"""Drawings: what a layout promises, how well it draws the deck, and that Python and JavaScript agree."""

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from math import floor
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.answers.compile import compile_answers
from causal_compute.answers.document import Answer, TreeNode
from causal_compute.explorer.boxes import box
from causal_compute.explorer.island import links
from causal_compute.explorer.layering import acyclic, layers, layout_layers, reduction
from causal_compute.explorer.layout import Drawing, Point, layout
from causal_compute.explorer.ordering import ordered
from causal_compute.model import VariableKind
from causal_compute.readers import read_thesis
from tests.visits import program

DECK = read_thesis()
ANSWERS = compile_answers(DECK, date(2026, 11, 25))
LINKS = links(DECK)
APPLICATIONS = [key for key, one in DECK.variables.items() if one.kind is VariableKind.APPLICATION]
GATE, CONDITION = (50.0, 32.0), (150.0, 62.0)
TWIN = Path(__file__).parents[1] / "src/causal_compute/explorer/web/source/layout.js"

Edge = tuple[str, str]


@dataclass(frozen=True)
class Graph:
    """What is laid out, and how."""

    nodes: Mapping[str, Point]
    edges: Sequence[Edge]
    last: Sequence[str] = ()
    widest: int | None = None
    starts: int = 2
    sideways: bool = False

    def drawn(self) -> Drawing:
        return layout(
            self.nodes,
            self.edges,
            last=self.last,
            widest=self.widest,
            starts=self.starts,
            sideways=self.sideways,
        )


# ---- the deck's own graphs ----


def size(name: str, language: str = "zh") -> Point:
    found = box(DECK.variables[name].short.in_(language), marked=ANSWERS[name]["tree"] is not None)
    return float(found.width), float(found.height)


def whole_map(
    *, implied: bool = True, starts: int = 40, sideways: bool = False, language: str = "zh"
) -> Graph:
    edges = [(link["from"], link["to"]) for link in LINKS if implied or not link["implied"]]
    linked = {name for link in LINKS for name in (link["from"], link["to"])}
    return Graph(
        {name: size(name, language) for name in DECK.variables if name in linked},
        edges,
        [name for name in APPLICATIONS if name in linked],
        widest=14,
        starts=starts,
        sideways=sideways,
    )


def tree_edges(node: TreeNode, effect: str, path: str) -> Iterator[Edge]:
    """Yield the links of a proof tree, as `drawTree` of the page's `tracegraph.js` draws them."""
    if node["type"] == "gate":
        if len(node["members"]) == 1:
            yield from tree_edges(node["members"][0], effect, path)
            return
        yield path, effect
        for at, member in enumerate(node["members"]):
            yield from tree_edges(member, path, f"{path}.{at}")
    elif node["type"] == "driver":
        yield node["variable"], effect
    else:
        yield node["variable"], f"!{node['condition']}"
        yield f"!{node['condition']}", effect


def trace(name: str, *, sideways: bool = False) -> Graph:
    """Return the graph of a trace, as `traceGraph` of the page's `tracegraph.js` makes it."""
    answer: Answer = ANSWERS[name]
    edges = [] if answer["tree"] is None else list(tree_edges(answer["tree"], name, f"*{name}"))
    leaves = {cause for cause, _ in edges}
    steps = [step for chain in answer["chains"] for step in pairwise(chain["variables"])]
    edges += [(cause, effect) for cause, effect in steps if effect != name or cause not in leaves]
    sizes = {"*": GATE, "!": CONDITION}
    nodes = dict.fromkeys([name, *(end for edge in edges for end in edge)])
    return Graph({node: sizes.get(node[0]) or size(node) for node in nodes}, edges, sideways=sideways)


# ---- how a drawing is judged ----


def curve(route: Sequence[Point], *, sideways: bool, steps: int = 12) -> list[Point]:
    """Return the points of a route as the page draws it: straight, or a cubic with middle control points."""
    turned = [(y, x) if sideways else (x, y) for x, y in route]
    found = turned[:1]
    for (x, y), (to, end) in pairwise(turned):
        for at in range(1, steps + 1) if x != to else [steps]:
            t = at / steps
            across, along = 3 * t * t - 2 * t**3, 1.5 * t * (1 - t) + t**3
            found.append((x + (to - x) * across, y + (end - y) * along))
    return [(y, x) if sideways else (x, y) for x, y in found]


def side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Report whether two lines cross, each at a point inside the other."""
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def near(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Report whether the boxes around two lines overlap."""
    return (
        min(a[1], b[1]) <= max(c[1], d[1])
        and min(c[1], d[1]) <= max(a[1], b[1])
        and min(a[0], b[0]) <= max(c[0], d[0])
        and min(c[0], d[0]) <= max(a[0], b[0])
    )


def crossings_drawn(drawing: Drawing, *, sideways: bool = False) -> int:
    """Return how many pairs of routes, which share no box, cross."""
    bands: dict[int, list[tuple[Edge, Point, Point]]] = defaultdict(list)
    for edge, route in drawing.routes.items():
        for a, b in pairwise(curve(route, sideways=sideways)):
            for band in range(floor(min(a[1], b[1]) / 8), floor(max(a[1], b[1]) / 8) + 1):
                bands[band].append((edge, a, b))
    return len(
        {
            (one, other)
            for lines in bands.values()
            for (one, a, b), (other, c, d) in combinations(lines, 2)
            if near(a, b, c, d) and meet(a, b, c, d) and set(one).isdisjoint(other)
        }
    )


def through(drawing: Drawing, nodes: Mapping[str, Point], *, sideways: bool = False) -> int:
    """Return how many times a route runs through a box at neither of its ends, or within 2 px of it."""
    count = 0
    for edge, route in drawing.routes.items():
        lines = list(pairwise(curve(route, sideways=sideways, steps=32)))
        for name in nodes.keys() - set(edge):
            (x, y), (width, height) = drawing.places[name], nodes[name]
            right, low = x + width / 2 + 1.8, y + height / 2 + 1.8
            count += any(near(*line, (2 * x - right, 2 * y - low), (right, low)) for line in lines)
    return count


# ---- the deck ----


@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_map_is_drawn_with_few_crossings_and_no_edge_through_a_box(language: str) -> None:
    whole = whole_map(language=language)
    drawing = whole.drawn()
    assert drawing.routes.keys() == set(whole.edges)
    assert through(drawing, whole.nodes) == 0
    assert crossings_drawn(drawing) <= 140


@pytest.mark.no_cover
def test_without_the_links_that_longer_ways_imply_the_map_has_fewer_crossings() -> None:
    assert crossings_drawn(whole_map(implied=False).drawn()) <= 95


@pytest.mark.parametrize("sideways", [False, True])
@pytest.mark.parametrize("name", APPLICATIONS)
def test_a_trace_is_drawn_without_crossings(name: str, sideways: bool) -> None:
    graph = trace(name, sideways=sideways)
    drawing = graph.drawn()
    assert crossings_drawn(drawing, sideways=sideways) == 0
    assert through(drawing, graph.nodes, sideways=sideways) == 0


# ---- what holds for every graph ----


@st.composite
def graphs(draw: st.DrawFn, *, cycles: bool = True) -> Graph:
    """Draw a graph of at most 12 boxes of all sizes; without `cycles`, effects come later in the alphabet."""
    names = [f"n{at:02}" for at in range(draw(st.integers(1, 12)))]
    lengths = st.integers(10, 160).map(float)
    ends = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=24))
    return Graph(
        {name: (draw(lengths), draw(lengths)) for name in names},
        [(min(edge), max(edge)) for edge in ends] if not cycles else ends,
        draw(st.lists(st.sampled_from(names), max_size=3)),
        widest=draw(st.none() | st.integers(1, 5)),
        sideways=draw(st.booleans()),
    )


@settings(deadline=None)
@given(graphs())
def test_boxes_never_overlap(graph: Graph) -> None:
    places = graph.drawn().places
    assert places.keys() == graph.nodes.keys()
    for one, other in combinations(graph.nodes, 2):
        apart = [
            abs(places[one][way] - places[other][way]) - (graph.nodes[one][way] + graph.nodes[other][way]) / 2
            for way in (0, 1)
        ]
        assert max(apart) >= 15.8, (one, other)  # two lanes, where an edge passes between


@settings(deadline=None)
@given(graphs(cycles=False))
def test_causes_lie_below_their_effects_or_left_of_them(graph: Graph) -> None:
    places = graph.drawn().places
    for cause, effect in graph.edges:
        if graph.sideways:
            assert cause == effect or places[cause][0] < places[effect][0]
        else:
            assert cause == effect or places[cause][1] > places[effect][1]


@settings(deadline=None)
@given(graphs())
def test_every_route_joins_the_borders_of_its_two_boxes(graph: Graph) -> None:
    drawing = graph.drawn()
    assert drawing.routes.keys() == {(cause, effect) for cause, effect in graph.edges if cause != effect}
    for edge, route in drawing.routes.items():
        for name, point in zip(edge, (route[0], route[-1]), strict=True):
            off = [abs(point[way] - drawing.places[name][way]) - graph.nodes[name][way] / 2 for way in (0, 1)]
            along, across = (off[0], off[1]) if graph.sideways else (off[1], off[0])
            assert abs(along) <= 0.15
            assert across <= -0.1 * graph.nodes[name][graph.sideways]


@settings(deadline=None)
@given(graphs())
def test_no_route_runs_through_a_box(graph: Graph) -> None:
    assert through(graph.drawn(), graph.nodes, sideways=graph.sideways) == 0


@settings(deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(graph: Graph, chance: Random) -> None:
    nodes, edges = list(graph.nodes.items()), [*graph.edges, *graph.edges]
    chance.shuffle(nodes)
    chance.shuffle(edges)
    assert (
        Graph(dict(nodes), edges, graph.last, graph.widest, sideways=graph.sideways).drawn() == graph.drawn()
    )


@settings(deadline=None)
@given(graphs())
def test_no_row_holds_more_than_asked_for(graph: Graph) -> None:
    places = graph.drawn().places.values()
    rows = [x if graph.sideways else y for x, y in places]
    assert graph.widest is None or max(map(rows.count, rows)) <= graph.widest


def test_no_box_and_one_box_are_drawings() -> None:
    assert layout({}, []) == Drawing({}, {})
    assert layout({"a": (30, 20)}, [("a", "a")]) == Drawing({"a": (0.0, 0.0)}, {})


def test_an_edge_is_straight_where_it_can_be() -> None:
    drawing = layout({"a": (30, 20), "b": (50, 40)}, [("a", "b")], rise=46)
    assert drawing.places == {"a": (0.0, 0.0), "b": (0.0, -76.0)}
    assert drawing.routes == {("a", "b"): ((0.0, -10.0), (0.0, -56.0))}


def test_a_feedback_edge_points_at_its_effect() -> None:
    drawing = layout(dict.fromkeys("abc", (60.0, 30.0)), [("a", "b"), ("b", "c"), ("c", "a"), ("b", "a")])
    assert drawing.places["a"][1] != drawing.places["b"][1] != drawing.places["c"][1]
    for (cause, effect), route in drawing.routes.items():
        for name, (x, y) in ((cause, route[0]), (effect, route[-1])):
            assert abs(y - drawing.places[name][1]) == 15
            assert abs(x - drawing.places[name][0]) <= 18
    assert drawing.routes["a", "b"] != drawing.routes["b", "a"][::-1]  # one beside the other


def test_what_causes_nothing_goes_to_the_last_row_if_asked() -> None:
    sizes = dict.fromkeys("abcde", (40.0, 20.0))
    places = layout(sizes, [("a", "b"), ("b", "c"), ("a", "d"), ("e", "b")], last=["d", "e"]).places
    assert places["d"][1] == places["c"][1] < places["b"][1]
    assert places["e"][1] == places["a"][1]  # it causes something


def test_edges_at_one_side_of_a_box_keep_apart_in_the_order_of_where_they_go() -> None:
    sizes = {"root": (60.0, 30.0), **dict.fromkeys("abc", (60.0, 30.0))}
    drawing = layout(sizes, [("root", name) for name in "abc"])
    starts = sorted((drawing.places[name][0], drawing.routes["root", name][0][0]) for name in "abc")
    assert [x for _, x in starts] == [-12.0, 0.0, 12.0]


# ---- its steps, by hand ----


def test_layers_are_the_longest_paths() -> None:
    edges = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d"), ("e", "c")]
    assert layers("abcde", edges) == {"a": 0, "b": 1, "c": 1, "d": 2, "e": 0}


def test_a_layer_that_is_too_wide_is_parted_evenly() -> None:
    found = layout_layers(6, [(0, at) for at in range(1, 6)], last=[], widest=3)
    assert sorted(map(found.count, set(found))) == [1, 2, 3]


def test_a_node_takes_along_what_stands_in_its_way_where_that_makes_the_edges_shorter() -> None:
    links = [(0, 1), (1, 2), (2, 3), (3, 4), (5, 6), (5, 7), (6, 4), (7, 4)]
    assert layout_layers(8, links, last=[], widest=None) == [0, 1, 2, 3, 4, 2, 3, 3]
    assert layout_layers(8, links, last=[], widest=2) == [0, 1, 2, 3, 4, 1, 2, 3]


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda edge: edge[0] != edge[1])))
def test_turning_edges_round_leaves_no_cycle(edges: set[tuple[int, int]]) -> None:
    given_edges = sorted(edges)
    turned = acyclic(8, given_edges)
    assert [sorted(edge) for edge in turned] == [sorted(edge) for edge in given_edges]
    layer = layers(range(8), turned)
    assert all(layer[cause] < layer[effect] for cause, effect in turned)


def test_one_turned_edge_breaks_all_cycles_that_it_lies_on() -> None:
    edges = [(0, 1), (1, 2), (2, 3), (1, 4), (4, 3), (3, 0)]
    assert len(set(acyclic(5, edges)) - set(edges)) == 1


def test_a_longer_path_implies_an_edge_but_a_detour_through_its_own_start_does_not() -> None:
    assert reduction([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")]) == {("a", "c")}
    assert reduction([("a", "b"), ("b", "a")]) == set()


def test_an_order_undoes_a_crossing() -> None:
    assert ordered([0, 0, 1, 1], [[0, 3], [1, 2]], 1) in ([[0, 1], [3, 2]], [[1, 0], [2, 3]])


# ---- the twin ----

RUN = """
import { readFileSync } from "node:fs";
import { layout } from %s;
const found = JSON.parse(readFileSync(0)).map(({ nodes, edges, ...options }) => {
  const sizes = new Map(nodes.map(([id, [w, h]]) => [id, { w, h }]));
  const { places, routes } = layout(sizes, edges, options);
  const points = (list) => list.map(({ x, y }) => [x, y]);
  const boxes = [...places].map(([id, at]) => [id, points([at])]);
  return [...boxes, ...[...routes].map(([id, route]) => [id, points(route)])];
});
console.log(JSON.stringify(found.map(Object.fromEntries)));
"""


def tangles() -> Iterator[Graph]:
    """Yield graphs with cycles, doubled edges and odd sizes."""
    for count in range(2, 26):
        names = [f"节点{at * 7 % count}" for at in range(count)]
        ends = [(names[at * at % count], names[(at * 5 + at // 3) % count]) for at in range(2 * count)]
        sizes = {name: (40.5 + at * 13 % 90, 20 + at * 29 % 50) for at, name in enumerate(names)}
        yield Graph(sizes, ends, names[:2], widest=4 if count % 3 else None, sideways=count % 2 == 1)


@pytest.mark.no_cover
def test_python_and_javascript_make_the_same_drawing() -> None:
    node = program("node")
    traces = [trace(name, sideways=sideways) for name in APPLICATIONS for sideways in (False, True)]
    cases = [whole_map(starts=4), whole_map(starts=2, sideways=True), *traces, *tangles()]
    asked = [vars(case) | {"nodes": list(case.nodes.items())} for case in cases]
    script = RUN % json.dumps(TWIN.as_uri())
    command = [node, "--input-type=module", "-e", script]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for case, found in zip(cases, json.loads(done.stdout), strict=True):
        drawing = case.drawn()
        routes = {f"{cause}>{effect}": route for (cause, effect), route in drawing.routes.items()}
        expected = {name: (place,) for name, place in drawing.places.items()} | routes
        assert found.keys() == expected.keys()
        for name, points in expected.items():
            assert found[name] == [pytest.approx(point, abs=0.2) for point in points], name
