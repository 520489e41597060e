"""Layers for a directed graph: no cycle, causes below effects, short edges, rows that are not too long.

May touch: nothing. Must not know: what the nodes mean, how wide they are, where they go within a row.

The first steps of Sugiyama's method (Sugiyama, Tagawa, Toda 1981): turn round the edges that close a cycle,
put every node in the layer of its longest path from a source, then move nodes wherever that shortens edges.
`web/source/layout.js` does the same, step by step: who changes one changes the other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

__all__ = ["acyclic", "chains", "layers", "layout_layers", "reduction"]

Node = TypeVar("Node", int, str)
Link = tuple[int, int]


def layers(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> dict[Node, int]:
    """Return each node's layer: the length of the longest path that ends in it. The edges have no cycle."""
    causes: dict[Node, list[Node]] = {name: [] for name in nodes}
    effects: dict[Node, list[Node]] = {name: [] for name in causes}
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


def reduction(edges: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the edges that a longer path implies (all others are the transitive reduction, Aho et al. 1972).

    Edges on a cycle, and what they lead to, have no single reduction: a path that comes back to its own start
    implies nothing. Cost: O(nodes x edges).

    >>> reduction([("a", "b"), ("b", "c"), ("a", "c")])
    {('a', 'c')}

    """
    effects: dict[str, set[str]] = {}
    for cause, effect in edges:
        effects.setdefault(cause, set()).add(effect)
    return {
        (cause, effect)
        for cause, direct in effects.items()
        for effect in direct
        if effect != cause and _leads(cause, effect, effects)
    }


def _leads(cause: str, effect: str, effects: Mapping[str, Collection[str]]) -> bool:
    """Report whether a path of two or more edges leads from `cause` to `effect` and meets neither between."""
    seen = {cause, effect}
    ready = [name for name in effects[cause] if name not in seen]
    while ready:
        name = ready.pop()
        seen.add(name)
        following = effects.get(name, ())
        if effect in following:
            return True
        ready += [other for other in following if other not in seen]
    return False


def acyclic(count: int, edges: Sequence[Link]) -> list[Link]:
    """Return the edges, in order, with few turned round so that none closes a cycle.

    Nodes are 0 to `count` - 1. Edges are taken out, each the one that leaves the smallest core of cycles,
    until there is no cycle; the rest has an order, and what points backwards in it is turned.
    Cost: O(turned x edges on cycles x edges).

    >>> acyclic(3, [(0, 1), (1, 2), (2, 0)])
    [(1, 0), (1, 2), (2, 0)]

    """
    rest = list(edges)
    core = _core(rest)
    while core:
        sizes = {edge: len(_core([other for other in core if other != edge])) for edge in core}
        out = min(core, key=lambda edge: (sizes[edge], edge))
        core = _core([edge for edge in core if edge != out])
        rest = [edge for edge in rest if edge != out]
    layer = layers(range(count), rest)
    return [(c, e) if (layer[c], c) < (layer[e], e) else (e, c) for c, e in edges]


def _core(edges: Sequence[Link]) -> list[Link]:
    """Return the edges on cycles and between them: what is left when ends are cut off again and again."""
    core, size = list(edges), -1
    while len(core) != size:
        size = len(core)
        causes, effects = {cause for cause, _ in core}, {effect for _, effect in core}
        core = [(cause, effect) for cause, effect in core if cause in effects and effect in causes]
    return core


def layout_layers(count: int, links: Sequence[Link], last: Collection[int], widest: int | None) -> list[int]:
    """Return each node's layer for a drawing: no layer is empty, none holds more than `widest` nodes.

    Nodes of `last` that cause nothing lie in the last layer (in the last ones, if they are too many for one).
    """
    found = layers(range(count), links)
    layer = [found[node] for node in range(count)]
    ends = set(last) - {cause for cause, _ in links}
    top = max(layer, default=0)
    for node in ends:
        layer[node] = top
    _shorten(layer, links, ends, None)
    if widest is not None:
        _split(layer, links, max(1, widest))
        _shorten(layer, links, ends, max(1, widest))
    used = {depth: at for at, depth in enumerate(sorted(set(layer)))}
    return [used[depth] for depth in layer]


def _shorten(layer: list[int], links: Sequence[Link], fixed: Collection[int], widest: int | None) -> None:
    """Move nodes to other layers for as long as that makes the edges shorter, all their lengths together.

    The fewer layers edges pass, the fewer edges they cross. The network simplex method (Gansner, Koutsofios,
    North, Vo 1993) finds the least total; this ends where no node can lessen it, and keeps rows to `widest`.
    """
    moving = _Moving(layer, links, fixed, widest)
    while sum(moving.shift(node, way) for node in range(len(layer)) for way in (1, -1)):
        pass


class _Moving:
    """Nodes that change their layer, each with those that stand in its way."""

    def __init__(
        self, layer: list[int], links: Sequence[Link], fixed: Collection[int], widest: int | None
    ) -> None:
        self.layer, self.fixed, self.widest = layer, frozenset(fixed), widest
        self.size, self.top = Counter(layer), max(layer, default=0)
        self.below: list[list[int]] = [[] for _ in layer]
        self.above: list[list[int]] = [[] for _ in layer]
        for cause, effect in links:
            self.below[effect].append(cause)
            self.above[cause].append(effect)

    def shift(self, node: int, way: int) -> bool:
        """Move a node as far up (1) or down (-1) as gains most, and report whether anything gains."""
        most, best = 0, dict[int, int]()
        for to in range(self.layer[node] + way, self.top + 1 if way > 0 else -1, way):
            moves = self._carried(node, to, way)
            if not self.fixed.isdisjoint(moves) or not all(0 <= at <= self.top for at in moves.values()):
                break
            gain = self._gain(moves)
            if gain > most and self._fits(moves):
                most, best = gain, moves
        for one, to in best.items():
            self.size[self.layer[one]] -= 1
            self.size[to] += 1
            self.layer[one] = to
        return most > 0

    def _carried(self, node: int, to: int, way: int) -> dict[int, int]:
        """Return where a node goes, and those that have to give way: effects upwards, causes downwards."""
        near, moves, ready = self.above if way > 0 else self.below, {node: to}, [node]
        for one in ready:
            for other in near[one]:
                if (moves.get(other, self.layer[other]) - moves[one]) * way <= 0:
                    moves[other] = moves[one] + way
                    ready.append(other)
        return moves

    def _gain(self, moves: Mapping[int, int]) -> int:
        """Return by how much the edges get shorter."""
        ways = ((self.layer[one] - to, one) for one, to in moves.items())
        return sum(down * (len(self.below[one]) - len(self.above[one])) for down, one in ways)

    def _fits(self, moves: Mapping[int, int]) -> bool:
        """Report whether no row grows beyond what it may hold."""
        grown = Counter(moves.values())
        grown.subtract(self.layer[one] for one in moves)
        return self.widest is None or all(
            self.size[depth] + by <= self.widest for depth, by in grown.items() if by > 0
        )


def _split(layer: list[int], links: Sequence[Link], widest: int) -> None:
    """Part each layer of more than `widest` evenly: what pulls upwards most goes to a new layer above."""
    pull = Counter(cause for cause, _ in links)
    pull.subtract(Counter(effect for _, effect in links))
    depth = 0
    while depth <= max(layer, default=0):
        row = [node for node, at in enumerate(layer) if at == depth]
        if len(row) > widest:
            layer[:] = [at + (at > depth) for at in layer]
            stay = -(-len(row) // -(-len(row) // widest))
            for node in sorted(row, key=lambda one: (pull[one], one))[stay:]:
                layer[node] = depth + 1
        depth += 1


def chains(layer: list[int], links: Iterable[Link]) -> list[list[int]]:
    """Return each edge as a path of nodes one layer apart. New nodes, the waypoints, are added to `layer`.

    >>> layer = [0, 2]
    >>> chains(layer, [(0, 1)]), layer
    ([[0, 2, 1]], [0, 2, 1])

    """
    found = []
    for low, high in links:
        first = len(layer)
        layer.extend(range(layer[low] + 1, layer[high]))
        found.append([low, *range(first, len(layer)), high])
    return found
