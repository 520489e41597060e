"""A layered drawing of a directed graph: causes on one side, effects on the other, edges routed between.

May touch: layers and orders. Must not know: what the nodes mean.

Sugiyama's method (Sugiyama, Tagawa, Toda 1981). `layering.py` breaks cycles and finds the rows, `ordering.py`
their order; here rows and nodes get coordinates, and edges get routes. Same input, same drawing: ties are
broken by name. `web/source/layout.js` does the same, step by step: who changes one changes the other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from causal_compute.explorer.layering import acyclic, chains, layout_layers
from causal_compute.explorer.ordering import ordered

__all__ = ["Drawing", "Point", "layout"]

Point = tuple[float, float]
Edge = tuple[str, str]
Box = tuple[float, float]
Pull = tuple[int, float, float]

SWEEPS = 12
SPREAD = 12.0
"""Pixels between two edges at one side of a box, at most."""

SIDE = 0.6
"""The part of a box's side that edges may use."""

LANE = 8.0
"""Pixels between an edge and what it passes."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where each box's centre goes, and the points of each edge's route, in pixels, y downwards.

    A route runs from the border of the cause's box to that of the effect's. It is straight between points
    that share x (or y, if the drawing is sideways), and elsewhere meant as a curve that leaves and arrives in
    that direction.
    """

    places: dict[str, Point]
    routes: dict[Edge, tuple[Point, ...]]


def layout(  # noqa: PLR0913 - the options of a drawing, each with its default
    nodes: Mapping[str, Box],
    edges: Iterable[Edge],
    *,
    last: Collection[str] = (),
    starts: int = 20,
    widest: int | None = None,
    gap: float = 18,
    rise: float = 46,
    sideways: bool = False,
) -> Drawing:
    """Return a drawing with causes below their effects; if `sideways`, left of them. Loops are left out.

    `nodes` gives each box's width and height, `gap` the least space beside a box, `rise` that between rows.
    Nodes of `last` that cause nothing go to the last row. `widest`: the most boxes in a row.

    >>> layout({"root": (10, 10), "leaf": (10, 10)}, [("root", "leaf")], rise=50).places
    {'root': (0.0, 0.0), 'leaf': (0.0, -60.0)}

    """
    names = sorted(nodes)
    number = {name: at for at, name in enumerate(names)}
    drawn = sorted({(number[cause], number[effect]) for cause, effect in edges if cause != effect})
    links = acyclic(len(names), drawn)
    layer = layout_layers(len(names), links, [number[name] for name in last if name in number], widest)
    paths = chains(layer, links)
    boxes = [nodes[name][::-1] if sideways else nodes[name] for name in names]
    plan = _Plan(boxes, ordered(layer, paths, starts), paths, gap)
    plan.place()
    levels = plan.levels(rise)

    def turned(x: float, y: float) -> Point:
        return (_rounded(-y), _rounded(x)) if sideways else (_rounded(x), _rounded(y))

    places = {name: turned(plan.x[number[name]], levels[layer[number[name]]]) for name in nodes}
    routes = {}
    for at, (edge, link) in enumerate(zip(drawn, links, strict=True)):
        route = [turned(x, y) for x, y in plan.route(at, levels)]
        routes[names[edge[0]], names[edge[1]]] = tuple(route if edge == link else route[::-1])
    return Drawing(places, routes)


def _rounded(value: float) -> float:
    return floor(value * 10 + 0.5) / 10


class _Plan:
    """Rows of boxes and waypoints with their places across, `x`."""

    def __init__(
        self, boxes: Sequence[Box], rows: Sequence[Sequence[int]], paths: Sequence[Sequence[int]], gap: float
    ) -> None:
        self.boxes, self.rows, self.paths, self.gap = boxes, rows, paths, gap
        self.at = {node: at for row in rows for at, node in enumerate(row)}
        self.depth = {node: depth for depth, row in enumerate(rows) for node in row}
        self.band = [max(boxes[node][1] for node in row if node < len(boxes)) for row in rows]
        self.width = [boxes[node][0] if node < len(boxes) else 0.0 for node in range(len(self.at))]
        self.room = [self._room(row) for row in rows]
        self.half = (
            max(
                (room[-1] + self.width[row[-1]] / 2 for row, room in zip(rows, self.room, strict=True)),
                default=0.0,
            )
            / 2
        )
        self.x = [0.0] * len(self.at)
        self.ports = self._ports()
        self.below: list[list[Pull]] = [[] for _ in self.x]
        self.above: list[list[Pull]] = [[] for _ in self.x]
        for path, (first, end) in zip(paths, self.ports, strict=True):
            shift = [first, *(0.0 for _ in path[2:]), end]
            for at, (low, high) in enumerate(pairwise(path)):
                weight = (1.0, 2.0, 8.0)[(low >= len(boxes)) + (high >= len(boxes))]
                self.below[high].append((low, shift[at] - shift[at + 1], weight))
                self.above[low].append((high, shift[at + 1] - shift[at], weight))

    def _room(self, row: Sequence[int]) -> list[float]:
        """Return the places of a row packed from 0 to the right."""
        places: list[float] = []
        for at, node in enumerate(row):
            places.append(places[-1] + self.apart(row[at - 1], node) if at else self.width[node] / 2)
        return places

    def apart(self, left: int, right: int) -> float:
        """Return the least distance between two neighbours' centres."""
        boxes = left < len(self.boxes) and right < len(self.boxes)
        return (self.width[left] + self.width[right]) / 2 + (self.gap if boxes else LANE)

    def _ports(self) -> list[tuple[float, float]]:
        """Return how far from the middle of its boxes each edge begins and ends: ordered by where it goes."""
        ends: list[list[float]] = [[0.0, 0.0] for _ in self.paths]
        sides: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for edge, path in enumerate(self.paths):
            sides.setdefault((path[0], 0), []).append((self.at[path[1]], edge))
            sides.setdefault((path[-1], 1), []).append((self.at[path[-2]], edge))
        for (node, side), found in sides.items():
            step = min(SPREAD, SIDE * self.width[node] / max(1, len(found) - 1))
            for at, (_, edge) in enumerate(sorted(found)):
                ends[edge][side] = (at - (len(found) - 1) / 2) * step
        return [(first, end) for first, end in ends]

    def place(self) -> None:
        """Pull nodes towards their neighbours, up and down the rows, then make edges straight."""
        for row, room in zip(self.rows, self.room, strict=True):
            for node, x in zip(row, room, strict=True):
                self.x[node] = x - (room[-1] + self.width[row[-1]] / 2) / 2
        for sweep in range(SWEEPS):
            pulls = (self.below, self.above) if sweep % 2 == 0 else (self.above, self.below)
            for depth in range(len(self.rows))[:: 1 if sweep % 2 == 0 else -1]:
                self._settle(depth, pulls[0], pulls[1] if sweep >= SWEEPS - 4 else None)
        for _ in range(4):
            for edge in sorted(range(len(self.paths)), key=lambda edge: (-len(self.paths[edge]), edge)):
                self._straighten(self.paths[edge], self.ports[edge])
            self._nudge()

    def _settle(self, depth: int, near: Sequence[list[Pull]], far: Sequence[list[Pull]] | None) -> None:
        """Put a row where it is pulled to, as far as order, room and width allow (least squares).

        Isotonic regression by pooling (Ayer et al. 1955) on the places less the room that goes before them.
        """
        row, room = self.rows[depth], self.room[depth]
        blocks: list[tuple[float, float, int]] = []
        for node, before in zip(row, room, strict=True):
            total, weight = 0.01 * (self.x[node] - before), 0.01
            for other, shift, pull in near[node] if far is None else near[node] + far[node]:
                total += pull * (self.x[other] + shift - before)
                weight += pull
            count = 1
            while blocks and blocks[-1][0] * weight >= total * blocks[-1][1]:
                more, heavy, number = blocks.pop()
                total, weight, count = total + more, weight + heavy, count + number
            blocks.append((total, weight, count))
        most = self.half - room[-1] - self.width[row[-1]] / 2
        offsets = [
            max(-self.half, min(most, total / weight))
            for total, weight, count in blocks
            for _ in range(count)
        ]
        for node, before, offset in zip(row, room, offsets, strict=True):
            self.x[node] = before + offset

    def free(self, node: int) -> tuple[float, float]:
        """Return from where to where a node can be moved while the rest of its row stands."""
        row, at = self.rows[self.depth[node]], self.at[node]
        low = self.x[row[at - 1]] + self.apart(row[at - 1], node) if at else self.width[node] / 2 - self.half
        high = (
            self.x[row[at + 1]] - self.apart(node, row[at + 1])
            if at + 1 < len(row)
            else self.half - self.width[node] / 2
        )
        return low, high

    def _straighten(self, path: Sequence[int], ends: tuple[float, float]) -> None:
        """Put an edge's waypoints below each other, as many as can be; the rest stands still."""
        inner = [(node, *self.free(node)) for node in path[1:-1]]
        start, end = self.x[path[0]] + ends[0], self.x[path[-1]] + ends[1]
        while inner:
            low, high, run = inner[0][1], inner[0][2], 1
            while run < len(inner) and max(low, inner[run][1]) <= min(high, inner[run][2]):
                low, high, run = max(low, inner[run][1]), min(high, inner[run][2]), run + 1
            wish = start if run < len(inner) or low <= start <= high else end
            start = max(low, min(high, wish))
            for node, _, _ in inner[:run]:
                self.x[node] = start
            inner = inner[run:]

    def _nudge(self) -> None:
        """Move each box to the median of what pulls it, the rest of its row standing still.

        Of two medians, and all between, it takes the nearest to what is below it: so columns become straight.
        """
        for node in (node for row in self.rows for node in row if node < len(self.boxes)):
            below = sorted([self.x[other] + shift for other, shift, _ in self.below[node]])
            wishes = sorted([*below, *(self.x[other] + shift for other, shift, _ in self.above[node])])
            if wishes:
                goal = below[len(below) // 2] if below else self.x[node]
                goal = max(wishes[(len(wishes) - 1) // 2], min(wishes[len(wishes) // 2], goal))
                low, high = self.free(node)
                self.x[node] = max(low, min(high, goal))

    def levels(self, rise: float) -> list[float]:
        """Return each row's height: further from the row below where more edges go far sideways."""
        found: list[float] = []
        for depth, row in enumerate(self.rows):
            steps = [
                abs(self.x[other] + shift - self.x[node])
                for node in row
                for other, shift, _ in self.below[node]
            ]
            far = sum([min(1.0, max(0.0, step / rise - 4) / 4) for step in steps])
            space = rise * (1 + min(1.0, far / 12)) + self.band[depth - 1] / 2 + self.band[depth] / 2
            found.append(found[-1] - space if depth else 0.0)
        return found

    def route(self, edge: int, levels: Sequence[float]) -> list[Point]:
        """Return an edge's points, from the top of its lower box to the bottom of its higher one."""
        path, ends = self.paths[edge], self.ports[edge]
        low, high = self.boxes[path[0]][1] / 2, self.boxes[path[-1]][1] / 2
        points: list[Point] = []
        for at, node in enumerate(path):
            y, half = levels[self.depth[node]], self.band[self.depth[node]] / 2
            if at == 0:
                x = self.x[node] + ends[0]
                points += [(x, y - low), (x, y - half)]
            elif at == len(path) - 1:
                x = self.x[node] + ends[1]
                points += [(x, y + half), (x, y + high)]
            else:
                points += [(self.x[node], y + half), (self.x[node], y - half)]
        return [points[0], *(point for before, point in pairwise(points) if point != before)]
