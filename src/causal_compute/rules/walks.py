"""Walks over the influences between variables: what is reached, what loops. Iterative, so depth is no limit.

May touch: nothing. Must not know: findings. (networkx belongs to the layers above, which rules may not use.)

A *link* is one cause of one causal claim with its effect. A claim marked `feedback` closes a loop and is left
out of the links, as it is left out of the DAG.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from causal_compute.model import Claim, ClaimKind, Thesis

__all__ = [
    "Link",
    "Onward",
    "causing",
    "links",
    "loops",
    "onward",
    "reached",
    "shortest_way",
    "strong_components",
]

Onward = Mapping[str, tuple[str, ...]]
"""From each node to the nodes one step further."""


@dataclass(frozen=True, slots=True)
class Link:
    """`cause` bears on `effect`, because `claim` says so."""

    cause: str
    effect: str
    claim: Claim


def links(thesis: Thesis) -> Iterator[Link]:
    """Yield every link of every causal claim that is not `feedback`, in file order, each cause once."""
    for claim in thesis.claims.values():
        if claim.kind is ClaimKind.CAUSAL and claim.causes is not None and not claim.feedback:
            for cause in dict.fromkeys(each.variable for each in claim.causes.causes()):
                yield Link(cause, claim.effect.variable, claim)


def onward(found: Iterable[Link]) -> Onward:
    """Return, for every variable that causes something, what it causes."""
    return _gathered((link.cause, link.effect) for link in found)


def causing(found: Iterable[Link]) -> Onward:
    """Return, for every variable that is caused by something, what causes it."""
    return _gathered((link.effect, link.cause) for link in found)


def _gathered(pairs: Iterable[tuple[str, str]]) -> Onward:
    together: dict[str, dict[str, None]] = {}
    for first, second in pairs:
        together.setdefault(first, {})[second] = None
    return {first: tuple(seconds) for first, seconds in together.items()}


def reached(start: str, steps: Onward) -> dict[str, int]:
    """Return every node that `start` reaches and the number of steps to it; `start` itself at 0.

    >>> reached("a", {"a": ("b", "c"), "b": ("c",)})
    {'a': 0, 'b': 1, 'c': 1}

    """
    distance = {start: 0}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in steps.get(here, ()):
            if there not in distance:
                distance[there] = distance[here] + 1
                waiting.append(there)
    return distance


def shortest_way(start: str, goal: str, steps: Onward) -> tuple[str, ...]:
    """Return a shortest way of at least one step from `start` to `goal`, both included, or () if none is.

    >>> shortest_way("a", "a", {"a": ("b",), "b": ("c", "a")})
    ('a', 'b', 'a')

    """
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting and goal not in came_from:
        here = waiting.popleft()
        for there in steps.get(here, ()):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    if goal not in came_from:
        return ()
    way = [goal, came_from[goal]]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def strong_components(steps: Onward) -> list[tuple[str, ...]]:
    """Return the sets of nodes that all reach each other (Tarjan 1972), each sorted, the list sorted.

    A node on no loop is a component by itself.
    """
    search = _Tarjan(steps)
    nodes = dict.fromkeys([*steps, *(there for theres in steps.values() for there in theres)])
    for node in nodes:
        search.visit(node)
    return sorted(search.components)


class _Tarjan:
    """One run of Tarjan's algorithm with its own stack in place of the interpreter's."""

    def __init__(self, steps: Onward) -> None:
        self.steps = steps
        self.components: list[tuple[str, ...]] = []
        self._index: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._open: dict[str, None] = {}  # in the order they were met; the last is the newest

    def visit(self, root: str) -> None:
        """Walk everything that `root` reaches and was not walked before."""
        if root in self._index:
            return
        path = [(root, self._enter(root))]
        while path:
            node, rest = path[-1]
            there = next(rest, None)
            if there is None:
                path.pop()
                self._leave(node, path[-1][0] if path else None)
            elif there not in self._index:
                path.append((there, self._enter(there)))
            elif there in self._open:
                self._low[node] = min(self._low[node], self._index[there])

    def _enter(self, node: str) -> Iterator[str]:
        self._index[node] = self._low[node] = len(self._index)
        self._open[node] = None
        return iter(self.steps.get(node, ()))

    def _leave(self, node: str, parent: str | None) -> None:
        if self._low[node] == self._index[node]:
            self.components.append(tuple(sorted(self._close(node))))
        if parent is not None:
            self._low[parent] = min(self._low[parent], self._low[node])

    def _close(self, node: str) -> Iterator[str]:
        newest = ""
        while newest != node:
            newest, _ = self._open.popitem()
            yield newest


def loops(steps: Onward) -> Iterator[tuple[str, ...]]:
    """Yield one short loop of each knot of loops, its first variable repeated at its end.

    A knot (a strongly connected component) may hold more loops than can be counted, so one is shown for each:
    the shortest through its first hundred variables.

    >>> [*loops({"a": ("b",), "b": ("a",), "c": ("a", "c")})]
    [('a', 'b', 'a'), ('c', 'c')]

    """
    for component in strong_components(steps):
        inside = set(component)
        within = {node: tuple(n for n in steps.get(node, ()) if n in inside) for node in component}
        ways = (shortest_way(node, node, within) for node in component[:100])
        shortest = min(filter(None, ways), key=len, default=None)
        if shortest is not None:
            yield shortest
