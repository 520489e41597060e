"""A layered drawing of a directed graph: causes on one side, effects on the other, few crossings.

May touch: nothing. Must not know: what the nodes mean.

Sugiyama's method (Sugiyama, Tagawa, Toda 1981) in four steps: break cycles by a depth-first walk, put every
node in the layer of its longest path from a source, order layers by the median of their neighbours
(Gansner et al. 1993) while that takes crossings away, and move nodes towards their neighbours. Same input,
same drawing: ties are broken by name.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

__all__ = ["Point", "crossings", "layers", "layout"]

Point = tuple[float, float]
Edge = tuple[str, str]
SWEEPS = 24
WAYPOINT = "\x00"  # begins the names of the points that long edges run through


def layout(
    nodes: Mapping[str, float],
    edges: Iterable[Edge],
    *,
    last: Collection[str] = (),
    gap: float = 24.0,
    rise: float = 130.0,
) -> dict[str, Point]:
    """Return where each node's centre goes; layer 0 lies at y = 0 and later layers above (y negative).

    `nodes` gives each node's width, `gap` the least space between neighbours, `rise` the distance of layers.
    Nodes in `last` that cause nothing go to the last layer, whatever the length of their paths.
    Cost: O(sweeps x edges log edges).

    >>> layout({"root": 10, "leaf": 10}, [("root", "leaf")], rise=50)
    {'root': (0.0, 0.0), 'leaf': (0.0, -50.0)}

    """
    forward = _acyclic(sorted(nodes), sorted(set(edges)))
    rows, links = _with_waypoints(_with_last(layers(nodes, forward), forward, last), forward)
    ordered = _order(rows, links)
    widths = {name: nodes.get(name, 8.0) for row in ordered for name in row}
    across = _place(ordered, links, widths, gap)
    depth = {name: at for at, row in enumerate(ordered) for name in row}
    return {name: (across[name], 0.0 - rise * depth[name]) for name in nodes}


def layers(nodes: Iterable[str], edges: Iterable[Edge]) -> dict[str, int]:
    """Return each node's layer: the length of the longest path that ends in it. The edges have no cycle."""
    causes: dict[str, list[str]] = {name: [] for name in nodes}
    effects: dict[str, list[str]] = {name: [] for name in causes}
    for cause, effect in edges:
        causes[effect].append(cause)
        effects[cause].append(effect)
    waiting = {name: len(found) for name, found in causes.items()}
    ready = sorted(name for name, count in waiting.items() if not count)
    layer = dict.fromkeys(ready, 0)
    for name in ready:
        for effect in effects[name]:
            layer[effect] = max(layer.get(effect, 0), layer[name] + 1)
            waiting[effect] -= 1
            if not waiting[effect]:
                ready.append(effect)
    return layer


def _with_last(layer: dict[str, int], edges: Sequence[Edge], last: Collection[str]) -> dict[str, int]:
    """Move the nodes of `last` that cause nothing to the last layer."""
    ends = set(last) - {cause for cause, _ in edges}
    top = max(layer.values(), default=0)
    return {name: top if name in ends else depth for name, depth in layer.items()}


def crossings(rows: Sequence[Sequence[str]], links: Iterable[Edge]) -> int:
    """Return how many pairs of links between neighbouring rows cross."""
    place = {name: (depth, at) for depth, row in enumerate(rows) for at, name in enumerate(row)}
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cause, effect in links:
        between[place[cause][0]].append((place[cause][1], place[effect][1]))
    return sum(_inversions([end for _, end in sorted(pairs)]) for pairs in between.values())


def _inversions(ends: list[int]) -> int:
    """Count pairs out of order by insertion into a sorted list: quick enough for a drawing."""
    seen: list[int] = []
    count = 0
    for end in ends:
        count += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return count


def _acyclic(nodes: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """Turn round every edge that closes a cycle in a depth-first walk; drop loops on one node."""
    effects: dict[str, list[str]] = {name: [] for name in nodes}
    for cause, effect in edges:
        effects[cause].append(effect)
    sources = set(nodes) - {effect for _, effect in edges}
    finished: dict[str, int] = {}
    for start in sorted(nodes, key=lambda name: (name not in sources, name)):
        _finish(start, effects, finished)
    turned = ((c, e) if finished[c] > finished[e] else (e, c) for c, e in edges if c != e)
    return sorted(set(turned))


def _finish(start: str, effects: Mapping[str, list[str]], finished: dict[str, int]) -> None:
    """Number nodes in the order a depth-first walk leaves them, without recursion."""
    if start in finished:
        return
    entered = {start}
    stack = [(start, iter(effects[start]))]
    while stack:
        name, rest = stack[-1]
        following = next(
            (effect for effect in rest if effect not in finished and effect not in entered), None
        )
        if following is None:
            finished[name] = len(finished)
            stack.pop()
        else:
            entered.add(following)
            stack.append((following, iter(effects[following])))


def _with_waypoints(layer: Mapping[str, int], edges: Iterable[Edge]) -> tuple[list[list[str]], list[Edge]]:
    """Split edges that pass layers into links between neighbours, through points of their own."""
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=0) + 1)]
    for name in sorted(layer):
        rows[layer[name]].append(name)
    links: list[Edge] = []
    for cause, effect in edges:
        path = [
            cause,
            *(f"{WAYPOINT}{cause}>{effect}@{at}" for at in range(layer[cause] + 1, layer[effect])),
            effect,
        ]
        for at, name in enumerate(path[1:-1], layer[cause] + 1):
            rows[at].append(name)
        links += pairwise(path)
    return rows, links


def _order(rows: list[list[str]], links: Sequence[Edge]) -> list[list[str]]:
    """Sweep up and down, ordering each row by the median of its neighbours; keep the best order seen."""
    above, below = _neighbours(links), _neighbours([(effect, cause) for cause, effect in links])
    best, fewest = [list(row) for row in rows], crossings(rows, links)
    current = [list(row) for row in rows]
    for sweep in range(SWEEPS):
        upward = sweep % 2 == 0
        order = range(1, len(current)) if upward else range(len(current) - 2, -1, -1)
        for depth in order:
            fixed = current[depth - 1 if upward else depth + 1]
            current[depth] = _by_median(current[depth], fixed, below if upward else above)
        found = crossings(current, links)
        if found < fewest:
            best, fewest = [list(row) for row in current], found
    return best


def _neighbours(links: Iterable[Edge]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in links:
        found[one].append(other)
    return found


def _by_median(row: list[str], fixed: Sequence[str], neighbours: Mapping[str, list[str]]) -> list[str]:
    """Sort a row by the median place of each node's neighbours; nodes without any keep their place."""
    place = {name: at for at, name in enumerate(fixed)}
    key = {}
    for at, name in enumerate(row):
        places = sorted(place[other] for other in neighbours.get(name, ()) if other in place)
        middle = len(places) // 2
        key[name] = (places[middle] + places[~middle]) / 2 if places else float(at)
    return sorted(row, key=lambda name: (key[name], name))


def _place(
    rows: Sequence[Sequence[str]], links: Sequence[Edge], widths: Mapping[str, float], gap: float
) -> dict[str, float]:
    """Return x by pulling nodes towards the mean of their neighbours, never closer than `gap`."""
    near = _neighbours([*links, *((effect, cause) for cause, effect in links)])
    across = {name: x for row in rows for name, x in zip(row, _packed(row, widths, gap), strict=True)}
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            wanted = [_mean([across[other] for other in near.get(name, ())], across[name]) for name in row]
            across.update(zip(row, _apart(row, wanted, widths, gap), strict=True))
    middle = (min(across.values()) + max(across.values())) / 2 if across else 0.0
    return {name: round(x - middle, 1) for name, x in across.items()}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _packed(row: Sequence[str], widths: Mapping[str, float], gap: float) -> list[float]:
    """Return places side by side, centred on 0."""
    places, edge = [], 0.0
    for name in row:
        places.append(edge + widths[name] / 2)
        edge += widths[name] + gap
    return [place - (edge - gap) / 2 for place in places]


def _apart(
    row: Sequence[str], wanted: Sequence[float], widths: Mapping[str, float], gap: float
) -> list[float]:
    """Return the places nearest to `wanted` (least squares) that keep the order and the gaps.

    Isotonic regression by pooling (Ayer et al. 1955) on the places less the room that goes before them.
    """
    room, edge = [], 0.0
    for name in row:
        room.append(edge + widths[name] / 2)
        edge += widths[name] + gap
    blocks: list[tuple[float, int]] = []
    for want, before in zip(wanted, room, strict=True):
        mean, count = want - before, 1
        while blocks and blocks[-1][0] >= mean:
            other, number = blocks.pop()
            mean = (mean * count + other * number) / (count + number)
            count += number
        blocks.append((mean, count))
    offsets = [mean for mean, count in blocks for _ in range(count)]
    return [offset + before for offset, before in zip(offsets, room, strict=True)]
