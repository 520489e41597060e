"""What of a thesis is exported: some of its layers, or what one variable hangs on.

May touch: the model, the graph. Must not know: formats.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import networkx as nx

from causal_compute import dag
from causal_compute.answers.document import Answer
from causal_compute.assessment import beliefs
from causal_compute.compiled import Compiled
from causal_compute.errors import NothingFoundError
from causal_compute.model import Claim, Condition, Layer, Thesis, Variable

__all__ = ["Scope", "scope", "upstream", "within"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is to be exported of a thesis.

    Of the `whole` it is the `layers` that are named (none: all) and, if `of` names a variable, only what that
    hangs on.
    `as_of` is the day of every status and belief, `language` that of labels, `view` one of `formats.VIEWS`.
    `answers` gives every variable's answer on a day, which only the report asks for.
    """

    whole: Thesis
    as_of: date
    answers: Callable[[date], Mapping[str, Answer]]
    layers: frozenset[Layer] = frozenset()
    language: str = "en"
    view: str = "claims"
    of: str | None = None

    def thesis(self) -> Thesis:
        """Return the thesis within this scope."""
        thesis = within(self.whole, self.layers) if self.layers else self.whole
        return thesis if self.of is None else upstream(thesis, self.of)

    def beliefs(self) -> Mapping[str, float]:
        """Return the belief in each claim, from all that was said by the day, whatever layers are shown."""
        return beliefs(self.whole, self.as_of)


def scope(
    compiled: Compiled, as_of: date, *, language: str = "en", view: str = "claims", of: str | None = None
) -> Scope:
    """Return the scope that a user chose; `of` names a variable in words, Chinese or English.

    Raises:
        NothingFoundError: `of` names nothing with certainty.
        BadDataError: the files cannot be read as a thesis.

    """
    name = None if of is None else compiled.meant(of)
    if of is not None and name is None:
        raise NothingFoundError(of)
    return Scope(
        whole=compiled.thesis,
        as_of=as_of,
        answers=compiled.answers,
        layers=frozenset(map(Layer, compiled.layers)),
        language=language,
        view=view,
        of=name,
    )


def within(thesis: Thesis, layers: Collection[Layer]) -> Thesis:
    """Return the thesis as these layers tell it, with the variables and conditions that their claims name."""
    claims = [claim for claim in thesis.claims.values() if claim.layer in layers]
    return _kept(thesis, claims, layers, spoken=Layer.EVIDENCE in layers)


def upstream(thesis: Thesis, variable: str) -> Thesis:
    """Return the causal claims that `variable` hangs on, however far back, with all that they name."""
    graph = dag.build(thesis)
    before = nx.ancestors(graph, variable)
    kept = _kept(thesis, [claim for claim in thesis.claims.values() if claim.id in before], (), spoken=True)
    return replace(kept, variables={**kept.variables, variable: thesis.variables[variable]})


def _kept(thesis: Thesis, claims: Collection[Claim], layers: Collection[Layer], *, spoken: bool) -> Thesis:
    named = {name for claim in claims for name in claim.variables()}
    asked = {name for claim in claims for name in _conditions(claim)}

    def wanted(part: Variable | Condition, names: Collection[str]) -> bool:
        return part.layer in layers or part.id in names

    conditions = {key: each for key, each in thesis.conditions.items() if wanted(each, asked)}
    named |= {each.variable for each in conditions.values()}
    told = {claim.id for claim in claims}
    evidence = {
        key: replace(each, claims=tuple(name for name in each.claims if name in told))
        for key, each in thesis.evidence.items()
        if spoken and not told.isdisjoint(each.claims)
    }
    return replace(
        thesis,
        claims={claim.id: claim for claim in claims},
        variables={key: each for key, each in thesis.variables.items() if wanted(each, named)},
        conditions=conditions,
        evidence=evidence,
    )


def _conditions(claim: Claim) -> set[str]:
    asked = set(claim.holds_if)
    if claim.causes is not None:
        asked |= {cause.condition for cause in claim.causes.causes() if cause.condition is not None}
    return asked
