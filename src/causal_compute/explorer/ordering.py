"""The order of the nodes within each row of a layered drawing, for few crossings.

May touch: nothing. Must not know: how wide nodes are, where they go.

Global sifting (Bachmaier, Brandenburg, Brunner, Hübner 2011): a block is a node, or all the waypoints of one
long edge; blocks stand in one order from left to right, so that long edges can be straight. One block after
another moves to its best place. Then iterated local search (Lourenço, Martin, Stützle 2003): shake a part of
the order, sift what the shaking touched, keep the result unless it is much worse. `web/source/layout.js` does
the same: who changes one changes the other.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import add

__all__ = ["ordered"]

SHAKES = 30
"""Times that the best order is shaken, for each start."""

PATIENCE = 15
"""Shakes for each start that may gain nothing before the search ends."""

WORSE = 3
"""Crossings by which a shaken order may be worse than the one before, at first; in the end it may not."""

Rows = list[list[int]]


def ordered(layer: Sequence[int], paths: Sequence[Sequence[int]], starts: int) -> Rows:
    """Return the rows in order. `paths` are the edges, lowest node first, with a waypoint in each layer.

    Cost: O(starts x blocks x neighbours); for 90 nodes, 135 edges and 20 starts about 1.5 s.
    """
    order = _Order(layer, paths)
    order.settle(range(len(order.members)))
    blocks, cost = best, fewest = order.blocks.copy(), order.cost
    chance, shakes, idle = _random(), SHAKES * starts, 0
    for at in range(shakes):
        if not fewest or idle == PATIENCE * starts:
            break
        order.settle(order.shake(chance))
        if order.cost <= cost + WORSE * (1 - at / shakes):
            blocks, cost = order.blocks.copy(), order.cost
        else:
            order.stand(blocks, cost)
        idle += 1
        if cost < fewest:
            best, fewest, idle = blocks, cost, 0
    rows: Rows = [[] for _ in range(max(layer, default=-1) + 1)]
    for node in (node for block in best for node in order.members[block]):
        rows[layer[node]].append(node)
    return rows


def _random() -> Iterator[int]:
    """Yield pseudo-random numbers below 2**16: Numerical Recipes' generator, the same in JS."""
    state = 1
    while True:
        state = (state * 1664525 + 1013904223) % 2**32
        yield state >> 16


class _Order:
    """The blocks from left to right; `cost` counts the crossings, and follows every move."""

    def __init__(self, layer: Sequence[int], paths: Sequence[Sequence[int]]) -> None:
        count = len(layer) - sum(len(path) - 2 for path in paths)
        self.members = [[node] for node in range(count)]
        self.members += [list(path[1:-1]) for path in paths if len(path) > 2]
        self.low = [layer[nodes[0]] for nodes in self.members]
        self.high = [layer[nodes[-1]] for nodes in self.members]
        self.deep = [-depth for depth in self.low]
        self.up: list[list[int]] = [[] for _ in self.members]
        self.down: list[list[int]] = [[] for _ in self.members]
        block = {node: at for at, nodes in enumerate(self.members) for node in nodes}
        for path in paths:
            ends = [path[0], path[1], path[-1]] if len(path) > 2 else path
            for low, high in pairwise(ends):
                self.up[block[low]].append(block[high])
                self.down[block[high]].append(block[low])
        self.beside = [self._beside(one) for one in range(len(self.members))]
        self.place = [0] * len(self.members)
        self.stand(self._first(), 0)
        self.cost = self._crossings()

    def _beside(self, one: int) -> list[int]:
        """Return the blocks that share a layer with `one`."""
        low, high = self.low[one], self.high[one]
        spans = enumerate(zip(self.low, self.high, strict=True))
        return [other for other, (a, b) in spans if a <= high and low <= b and other != one]

    def _first(self) -> list[int]:
        """Return the order of a depth-first walk from the lowest layer."""
        seen: dict[int, None] = {}
        stack = sorted(range(len(self.members)), key=lambda block: (-self.low[block], -block))
        while stack:
            block = stack.pop()
            if block not in seen:
                seen[block] = None
                stack += sorted(self.up[block], reverse=True)
        return list(seen)

    def _crossings(self) -> int:
        """Return how many pairs of links cross, waypoints of one edge being linked straight."""
        between: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for block, at in enumerate(self.place):
            for depth in range(self.low[block], self.high[block]):
                between[depth].append((at, at))
            between[self.high[block]] += [(at, self.place[other]) for other in self.up[block]]
        count = 0
        for links in between.values():
            seen: list[int] = []
            for _, end in sorted(links):
                count += len(seen) - bisect_right(seen, end)
                insort(seen, end)
        return count

    def stand(self, blocks: Sequence[int], cost: int) -> None:
        """Take an order, whose cost is known."""
        self.blocks, self.cost = list(blocks), cost
        for at, block in enumerate(blocks):
            self.place[block] = at

    def settle(self, touched: Collection[int]) -> None:
        """Sift blocks, then the neighbours of those that moved, until none gains."""
        while touched:
            moved = [block for block in sorted(touched) if self._sift(block)]
            touched = set(moved).union(*(self.up[block] + self.down[block] for block in moved))

    def shake(self, chance: Iterator[int]) -> set[int]:
        """Move a few blocks at random; return them and their neighbours."""
        count = len(self.blocks)
        if next(chance) % 2:
            start, width = next(chance) % count, 4 + next(chance) % (1 + count // 4)
            group = self.blocks[start : start + width]
            goals = [min(count - 1, start + next(chance) % width) for _ in group]
        else:
            group = self._near(next(chance) % count, wide=next(chance) % 2 == 1)
            group.sort(key=self.place.__getitem__, reverse=next(chance) % 2 == 1)
            goals = [next(chance) % count] * len(group)
        for block, goal in zip(group, goals, strict=True):
            beside, changes = self._changes(block)
            self._move(block, beside, changes, self._before(beside, goal))
        return set(group).union(*(self.up[block] + self.down[block] for block in group))

    def _near(self, block: int, *, wide: bool) -> list[int]:
        """Return a block with its neighbours and, if `wide`, with theirs."""
        near = {block, *self.up[block], *self.down[block]}
        if wide:
            near = near.union(*(self.up[one] + self.down[one] for one in near))
        return list(near)

    def _sift(self, block: int) -> bool:
        """Move a block to its best place, the others standing still, and report whether that gains."""
        beside, changes = self._changes(block)
        before = self.cost
        best = min(changes)
        if best < changes[self._before(beside, self.place[block])]:
            self._move(block, beside, changes, changes.index(best))
        return self.cost < before

    def _before(self, beside: Sequence[int], goal: int) -> int:
        """Return how many of the blocks stand left of a place."""
        return bisect_left(beside, goal, key=self.place.__getitem__)

    def _move(self, block: int, beside: Sequence[int], changes: Sequence[int], to: int) -> None:
        """Put a block before `beside[to]`, or behind the last of them."""
        place, start = self.place, self.place[block]
        if not beside:
            return
        self.cost += changes[to] - changes[self._before(beside, start)]
        goal = place[beside[to]] if to < len(beside) else place[beside[-1]] + 1
        goal -= goal > start
        self.blocks.insert(goal, self.blocks.pop(start))
        for at in range(min(start, goal), max(start, goal) + 1):
            place[self.blocks[at]] = at

    def _changes(self, block: int) -> tuple[list[int], list[int]]:
        """Return the blocks beside one from left to right, and the cost before each and behind the last.

        The first cost is called 0. Only crossings between a block and what it steps over change.
        """
        beside = sorted(self.beside[block], key=self.place.__getitem__)
        above = self._excess(block, beside, self.up, self.high)
        below = self._excess(block, beside, self.down, self.deep)
        return beside, [0, *accumulate(map(add, above, below))]

    def _excess(
        self, block: int, beside: Sequence[int], near: Sequence[Sequence[int]], reach: Sequence[int]
    ) -> list[int]:
        """Return, for each block beside one, what passing it to the right adds to the crossings on one side.

        `near` holds the neighbours of blocks on that side, `reach` how far blocks go to it.
        """
        place, mine, found = self.place, reach[block], []
        ends = sorted([place[other] for other in near[block]])
        count = len(ends)
        for other in beside:
            at, change = place[other], 0
            if reach[other] > mine:
                change = 2 * bisect_left(ends, at) - count
            elif reach[other] < mine:
                for one in near[other]:
                    change += 1 if place[one] > at else -1
            elif count:
                for one in near[other]:
                    change += bisect_left(ends, place[one]) + bisect_right(ends, place[one]) - count
            found.append(change)
        return found
