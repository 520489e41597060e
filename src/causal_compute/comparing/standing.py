"""How a thesis answers: of every application how it stands, and of every claim how far it is believed.

May touch: proofs, forecasts, the graph. Must not know: what it is compared with, languages.

A standing is what `why` says, field by field: status, since when, the binding condition, the forecast, the
constraints reached. A chain is known by its variables and its sign, whatever claims make its links.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from causal_compute import dag
from causal_compute.answers.expectations import expectation, expecting
from causal_compute.answers.parts import Text
from causal_compute.answers.trees import tree
from causal_compute.answers.walk import binding_condition
from causal_compute.assessment import beliefs
from causal_compute.comparing.phrases import alike, both, date_words, exact, listed
from causal_compute.model import Thesis, Variable, VariableKind
from causal_compute.outlook.document import Outlook
from causal_compute.outlook.rows import outlook
from causal_compute.traverse import binding, chains, constraints, prove

__all__ = ["DATED", "EXISTS", "Chain", "Key", "Standing", "applications"]

EXISTS = "exists"
DATED = frozenset({"status", "expected"})
"""The fields that a forecast may change."""
FIELDS = (EXISTS, "status", "since", "binding", "expected", "constraints")
SHOWN = 12
"""Chains of an application that are looked at: the surest."""


class Key(NamedTuple):
    """A field of what is answered about a variable or claim."""

    subject: str
    field: str


class Chain(NamedTuple):
    """A way from the root to an application: its variables, the root first, and its sign."""

    variables: tuple[str, ...]
    sign: str


def applications(thesis: Thesis) -> list[Variable]:
    """Return the applications, in file order."""
    return [each for each in thesis.variables.values() if each.kind is VariableKind.APPLICATION]


class Standing:
    """A thesis as it answers on a day; without `forecast` nothing is dated ahead, and it costs a tenth.

    `values` holds the words of every field that says something.
    """

    def __init__(self, thesis: Thesis, as_of: date, *, forecast: bool = True) -> None:
        self.thesis, self.as_of = thesis, as_of
        believed = beliefs(thesis, as_of)
        self._graph = dag.build(thesis, beliefs=believed)
        self._links = dag.influences(self._graph)
        rows: Mapping[str, Outlook] = outlook(thesis, as_of) if forecast else {}
        self.values: dict[Key, Text] = {
            Key(claim, "belief"): alike(f"{belief:.2f}") for claim, belief in believed.items()
        }
        for each in applications(thesis):
            told = self._told(each.id, rows.get(each.id))
            self.values |= {Key(each.id, name): words for name, words in told.items() if words is not None}

    def _told(self, application: str, row: Outlook | None) -> Mapping[str, Text | None]:
        proof = prove(self.thesis, application, self.as_of)
        root = None if proof is None else expecting(tree(proof, self.thesis), row)
        ahead = expectation(row)
        bound = binding_condition(root)
        driver = None if proof is None or bound is not None else binding(proof)
        named = bound["condition"] if bound is not None else getattr(driver, "variable", None)
        return {
            EXISTS: alike(application),
            "status": alike("unknown" if root is None else root["status"]),
            "since": None if proof is None else date_words(proof.since),
            "binding": None if named is None else self.label(named),
            "expected": None
            if ahead is None
            else _months(ahead["p10"], ahead["p50"], ahead["p90"], ahead["never"]),
            "constraints": listed(map(self.label, constraints(self._graph, application))),
        }

    def label(self, name: str) -> Text:
        """Return the label of a variable or condition, the id of anything else."""
        known = self.thesis.variables.get(name) or self.thesis.conditions.get(name)
        return alike(name) if known is None else both(known.label.zh, known.label.en)

    def chains(self, application: str) -> Iterator[Chain]:
        """Yield the surest chains from the root to an application, those with the same variables once."""
        if application in self._graph and self.thesis.root in self._graph and application != self.thesis.root:
            found = chains(self._graph, application, SHOWN, to=self.thesis.root).best
            yield from dict.fromkeys(Chain(each.variables, self.sign(each.variables)) for each in found)

    def has(self, chain: Chain) -> bool:
        """Report whether every link of a chain is there, and its sign is the same."""
        linked = all(self._links.has_edge(*link) for link in pairwise(chain.variables))
        return linked and self.sign(chain.variables) == chain.sign

    def sign(self, variables: tuple[str, ...]) -> str:
        """Return the sign of a way: "+", "-" or "?"."""
        signs = frozenset({1})
        for link in pairwise(variables):
            signs = dag.compose(signs, self._links.edges[link]["signs"])
        return dag.mark(signs)

    def words(self, chain: Chain) -> Text:
        """Return a chain as "compute → inference cost → agents (+)"."""
        labels = [self.label(name) for name in chain.variables]
        zh, en = (" → ".join(each[language] for each in labels) for language in ("zh", "en"))
        return both(f"{zh} ({chain.sign})", f"{en} ({chain.sign})")


def _months(p10: str | None, p50: str | None, p90: str | None, never: float) -> Text:
    early, middle, late = ("–" if day is None else day[:7] for day in (p10, p50, p90))
    zh, en = f"{middle}（{early} 至 {late}）", f"{middle} ({early} to {late})"
    return both(f"{zh}，{never:.0%} 十年内不会", f"{en}, {exact(round(never * 100))} % not within ten years")
