"""Where a thesis has gaps: chains that break off, and critical points of which nothing is known.

May touch: the model, the timeline, the graph of `dag`; networkx. Must not know: answers, rendering.

A gap is not an error: it is listed so that nobody takes silence for knowledge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from causal_compute.dag import CausalGraph, variables_of
from causal_compute.model import Thesis, VariableKind
from causal_compute.timeline import facts
from causal_compute.traverse.gates import is_gate_claim
from causal_compute.traverse.reach import ancestors

__all__ = ["Gap", "GapKind", "gaps", "gaps_behind"]


class GapKind(StrEnum):
    """What is missing."""

    NO_CONSTRAINT = "no-constraint"  # an application that no chain joins to a constraint
    NO_ROOT = "no-root"  # a constraint that no chain joins to the thesis' root
    NO_CAUSE = "no-cause"  # a cause that nothing causes, though it is no root: the chain breaks off
    NO_GATE = "no-gate"  # an application of which no claim says when it becomes viable
    NO_MEASURE = "no-measure"  # a condition with neither a number nor an observation
    NO_FACTS = "no-facts"  # a condition with a number, but neither points nor an observation


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Gap:
    """Something missing about `id`, a variable or a condition; `variable` is the one it is about."""

    kind: GapKind
    id: str
    variable: str


def gaps(thesis: Thesis, dag: CausalGraph) -> tuple[Gap, ...]:
    """Return all gaps of a thesis, by kind and in file order; `dag` is the graph built from it.

    A root that is not the thesis' own is no gap; it is named by `other_roots`.
    """
    found = [*_broken_chains(dag), *_undecided(thesis), *_unmeasured(thesis)]
    order = list(GapKind)
    return tuple(sorted(found, key=lambda gap: order.index(gap.kind)))


def gaps_behind(thesis: Thesis, dag: CausalGraph, variable: str) -> tuple[Gap, ...]:
    """Return the gaps that an answer about `variable` meets: its own and those of its causes."""
    behind = ancestors(dag, variable) | {variable}
    return tuple(gap for gap in gaps(thesis, dag) if gap.variable in behind)


def _broken_chains(dag: CausalGraph) -> Iterator[Gap]:
    root = dag.graph["root"]
    constraints = variables_of(dag, VariableKind.CONSTRAINT)
    below_root = _below(dag, [root] if root in dag else [])
    below_constraints = _below(dag, constraints)
    for node in variables_of(dag, VariableKind.APPLICATION):
        if node not in below_constraints:
            yield Gap(kind=GapKind.NO_CONSTRAINT, id=node, variable=node)
    for node in constraints:
        if node not in below_root:
            yield Gap(kind=GapKind.NO_ROOT, id=node, variable=node)
    for node in variables_of(dag, *_CAUSED):
        if dag.out_degree(node) and not dag.in_degree(node):
            yield Gap(kind=GapKind.NO_CAUSE, id=node, variable=node)


_CAUSED = (VariableKind.FACTOR, VariableKind.ENTITY)
"""Kinds of variable that should have a cause when they are one; constraints have a gap of their own."""


def _below(dag: CausalGraph, sources: list[str]) -> set[str]:
    """Return all that any of the sources reaches, in one search."""
    return {node for layer in nx.bfs_layers(dag, sources) for node in layer} if sources else set()


def _undecided(thesis: Thesis) -> Iterator[Gap]:
    decided = {claim.effect.variable for claim in thesis.claims.values() if is_gate_claim(claim)}
    for variable in thesis.variables.values():
        if variable.kind is VariableKind.APPLICATION and variable.id not in decided:
            yield Gap(kind=GapKind.NO_GATE, id=variable.id, variable=variable.id)


def _unmeasured(thesis: Thesis) -> Iterator[Gap]:
    for condition in thesis.conditions.values():
        if not facts(condition, thesis):
            kind = GapKind.NO_MEASURE if condition.measure is None else GapKind.NO_FACTS
            yield Gap(kind=kind, id=condition.id, variable=condition.variable)
