"""Proof trees: whether an application is viable at a date, since when, and which condition binds.

May touch: the model, the timeline and `gates`; networkx. Must not know: answers, rendering.

A variable's formula (see `gates`) is evaluated at a date. A cause that names a condition takes the
standing of the condition (see `timeline`). A cause that names none takes the status of its own variable,
when that variable has a formula and the cause is not its falling; otherwise it is a *driver*, which has
no date and is unknown.

Applications may depend on one another in a circle. The statuses are the least fixed point: what cannot be
decided without going round the circle is unknown. So the order of the files does not matter, and no
application proves itself.

Which leaf of a tree binds is told in `trees`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import networkx as nx

from causal_compute.model import Cause, Layer, Thesis
from causal_compute.quantity import DateInterval
from causal_compute.timeline import UNKNOWN, Standing, Status, shortfall, standing
from causal_compute.traverse.gates import Formula, decide, formulas, kth_date, nearness, needed, seen
from causal_compute.traverse.trees import (
    ConditionProof,
    DriverProof,
    GateProof,
    Proof,
    leads_to_condition,
    mark_binding,
)

__all__ = ["Verdict", "prove", "viability"]

DEPTH = 8
"""Variables are unfolded this deep in a tree; one deeper stands as a leaf with its own status."""
NODES = 2_000
"""A tree stops unfolding variables once it holds this many nodes."""


Verdict = tuple[Status, DateInterval | None]
_NOTHING: Verdict = ("unknown", None)


def prove(
    thesis: Thesis,
    variable: str,
    as_of: date,
    *,
    layers: frozenset[Layer] | None = None,
    without: frozenset[str] = frozenset(),
) -> GateProof | None:
    """Return the proof tree of a variable on the day `as_of`, None when no gate claim decides on it.

    `layers` keeps the claims, thresholds and facts of these layers only (facts are of the evidence layer,
    thresholds mostly the curator's: what the thesis alone says has no dates). `without` leaves out claims
    by id, and takes nothing to be known of the conditions and variables it names.
    """
    prover = _Prover(thesis, as_of, layers, without)
    formula = prover.formulas.get(variable)
    if formula is None or variable in without:
        return None
    prover.settle([variable])
    return mark_binding(prover.tree(formula, (variable,)))


def viability(
    thesis: Thesis,
    as_of: date,
    *,
    layers: frozenset[Layer] | None = None,
    without: frozenset[str] = frozenset(),
) -> Mapping[str, Verdict]:
    """Return status and date of every variable that has a gate claim, without building trees."""
    prover = _Prover(thesis, as_of, layers, without)
    prover.settle(prover.formulas)
    return {name: prover.verdicts[name] for name in prover.formulas}


class _Prover:
    """Evaluates formulas at one date; keeps what it has found of conditions and variables."""

    def __init__(
        self, thesis: Thesis, as_of: date, layers: frozenset[Layer] | None, without: frozenset[str]
    ) -> None:
        self.thesis, self.as_of, self.layers, self.without = thesis, as_of, layers, without
        self.formulas = formulas(thesis, layers, without)
        self.verdicts: dict[str, Verdict] = {}
        self.standings: dict[str, Standing] = {}
        self.nodes = 0

    def settle(self, variables: Iterable[str]) -> None:
        """Find the verdicts of `variables` and of all they depend on: the least fixed point.

        One sweep in dependency order settles what is acyclic. Each further sweep settles more of a
        circle: a verdict only ever gains knowledge or an earlier date, so the sweeps come to an end.
        """
        order = self._dependency_order(variables)
        self.verdicts |= {name: _NOTHING for name in order if name not in self.verdicts}
        while any([self._improves(name) for name in order]):  # noqa: C419 - every one must be tried
            pass

    def _improves(self, name: str) -> bool:
        """Evaluate a variable's formula once more; report whether its status or days are new."""
        verdict = self._verdict(self.formulas[name])
        new = _days(verdict) != _days(self.verdicts[name])
        if new:
            self.verdicts[name] = verdict
        return new

    def tree(self, formula: Formula, path: tuple[str, ...]) -> GateProof:
        """Return the tree of a formula; `path` is the variables unfolded on the way to it."""
        members = tuple(
            self.tree(each, path) if isinstance(each, Formula) else self._leaf(each, path)
            for each in formula.members
        )
        self.nodes += 1
        status, since = _decided(formula, [(each.status, each.since) for each in members])
        line = [nearness(each.status, each.since, each.misses_by) for each in members]
        k = needed(formula.operator, formula.k, len(members))
        decider = decide(line, k, [leads_to_condition(each) for each in members])
        return GateProof(
            variable=formula.variable,
            operator=formula.operator,
            k=formula.k,
            claim=formula.claim,
            status=status,
            since=since,
            members=members,
            decider=decider,
            misses_by=members[decider].misses_by,
        )

    def _leaf(self, cause: Cause, path: tuple[str, ...]) -> Proof:
        self.nodes += 1
        if cause.condition is not None:
            return self._condition_leaf(cause, cause.condition)
        if not self._decides(cause):
            return DriverProof(variable=cause.variable, change=cause.change)
        if cause.variable not in path and len(path) < DEPTH and self.nodes < NODES:
            return self.tree(self.formulas[cause.variable], (*path, cause.variable))
        status, since = self.verdicts[cause.variable]
        return DriverProof(variable=cause.variable, change=cause.change, status=status, since=since)

    def _condition_leaf(self, cause: Cause, name: str) -> ConditionProof:
        now = self._standing(name)
        return ConditionProof(
            variable=cause.variable,
            change=cause.change,
            condition=name,
            standing=now,
            misses_by=shortfall(self.thesis.conditions[name], now),
        )

    def _decides(self, cause: Cause) -> bool:
        """Report whether a cause takes the status of its variable: viable is no reason for falling."""
        known = cause.variable in self.formulas and cause.variable not in self.without
        return known and cause.condition is None and cause.change.sign >= 0

    def _standing(self, name: str) -> Standing:
        if name not in self.standings:
            condition = seen(self.thesis.conditions[name], self.layers, self.without)
            self.standings[name] = (
                UNKNOWN if condition is None else standing(condition, self.thesis, self.as_of)
            )
        return self.standings[name]

    def _verdict(self, formula: Formula) -> Verdict:
        return _decided(formula, [self._member_verdict(each) for each in formula.members])

    def _member_verdict(self, member: Formula | Cause) -> Verdict:
        if isinstance(member, Formula):
            return self._verdict(member)
        if member.condition is not None:
            now = self._standing(member.condition)
            return now.status, now.since
        return self.verdicts[member.variable] if self._decides(member) else _NOTHING

    def _dependency_order(self, variables: Iterable[str]) -> list[str]:
        """Return `variables` and what they depend on, each after what it depends on where it can be."""
        needs: nx.DiGraph[str] = nx.DiGraph()
        stack = list(variables)
        while stack:
            name = stack.pop()
            if name in needs and needs.nodes[name]:
                continue
            needs.add_node(name, visited=True)
            below = [each.variable for each in self.formulas[name].causes() if self._decides(each)]
            needs.add_edges_from((name, each) for each in below)
            stack.extend(below)
        return list(nx.dfs_postorder_nodes(needs))


def _days(verdict: Verdict) -> tuple[Status, date | None, date | None]:
    """Return a verdict without the way its date is written."""
    status, since = verdict
    return (status, None, None) if since is None else (status, since.earliest, since.latest)


def _decided(formula: Formula, members: Sequence[Verdict]) -> Verdict:
    """Return a gate's verdict from those of its members."""
    k = needed(formula.operator, formula.k, len(members))
    if k > len(members):
        return "unmet", None
    status = members[decide([nearness(*each, 1.0) for each in members], k)][0]
    dates = [since for _, since in members if since is not None]
    return status, kth_date(dates, k) if status == "met" else None
