"""Where the chains of a foreign graph begin, and which claims close its loops.

May touch: walks over plain steps. Must not know: what the nodes are.

A foreign graph has no root and marks no feedback, and a thesis needs both. What nothing causes is a root;
where a loop stands at the beginning, the first thing of it that the file names is. The thesis' own root is
the one that reaches the most. A depth-first walk from the roots, in file order, then tells which links lead
back to where they came from: those are the feedback (Tarjan 1972).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from causal_compute.rules.walks import Onward, reached, strong_components

__all__ = ["back_links", "beginnings", "farthest", "steps_of"]

COMPARED = 200
"""Roots whose reach is compared; of more than that, those with the most direct effects."""


def steps_of(links: Iterable[tuple[str, str]]) -> Onward:
    """Return, for every node that has one, the nodes one step further, in order, each once.

    >>> steps_of([("a", "b"), ("a", "c"), ("a", "b")])
    {'a': ('b', 'c')}

    """
    together: dict[str, dict[str, None]] = {}
    for cause, effect in links:
        together.setdefault(cause, {})[effect] = None
    return {cause: tuple(effects) for cause, effects in together.items()}


def beginnings(steps: Onward, order: Mapping[str, int]) -> list[str]:
    """Return one node of every strong component that nothing outside it leads to, in the given order.

    >>> beginnings({"a": ("b",), "b": ("a", "c"), "d": ("c",)}, {"b": 0, "a": 1, "c": 2, "d": 3})
    ['b', 'd']

    """
    components = strong_components(steps)
    home = {node: number for number, members in enumerate(components) for node in members}
    entered = {home[there] for here, theres in steps.items() for there in theres if home[here] != home[there]}
    first = (
        min(members, key=order.__getitem__)
        for number, members in enumerate(components)
        if number not in entered
    )
    return sorted(first, key=order.__getitem__)


def farthest(starts: Collection[str], steps: Onward, order: Mapping[str, int]) -> tuple[str, int]:
    """Return which of `starts` reaches the most nodes, and how many; the first in order of those that tie."""
    promising = sorted(starts, key=lambda node: (-len(steps.get(node, ())), order[node]))[:COMPARED]
    reach = {node: len(reached(node, steps)) - 1 for node in promising}
    best = min(promising, key=lambda node: (-reach[node], order[node]))
    return best, reach[best]


def back_links(starts: Iterable[str], steps: Onward) -> set[tuple[str, str]]:
    """Return the links that lead back to a node they came from, walking from `starts`, then from the rest.

    Without them no loop is left; each of them closes one. Iterative, so depth is no limit.

    >>> back_links(["a"], {"a": ("b",), "b": ("a", "c"), "c": ("c",)}) == {("b", "a"), ("c", "c")}
    True

    """
    back: set[tuple[str, str]] = set()
    done: set[str] = set()
    for start in (*starts, *steps):
        if start in done:
            continue
        path: dict[str, Iterator[str]] = {start: iter(steps.get(start, ()))}
        while path:
            here = next(reversed(path))
            there = next(path[here], None)
            if there is None:
                path.popitem()
                done.add(here)
            elif there in path:
                back.add((here, there))
            elif there not in done:
                path[there] = iter(steps.get(there, ()))
    return back
