"""How a rule reports: its number, its severity, and words that say what may have been meant.

May touch: nothing. Must not know: any single rule.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from causal_compute.errors import Finding
from causal_compute.model import Cause, Claim, Condition, Gate, Position, Quote, Thesis, Variable

__all__ = [
    "EVIDENCE",
    "SOURCE",
    "Part",
    "Rule",
    "canonical",
    "gates",
    "instead",
    "kind_of",
    "parts",
    "quotes_of",
]

EVIDENCE = "evidence:"
"""How the name of a file begins that lies in the evidence folder, as the readers name it."""

SOURCE = "source.txt"
"""How rules call the file of the source, whatever name `thesis.yaml` gives it."""

Part = Variable | Condition | Claim
"""What has an id, a layer and a place in a file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's number and how grave its findings are: an error cannot be used, a warning can."""

    number: str
    severity: Literal["error", "warning"] = "error"

    def finding(self, at: Position, problem: str, remedy: str) -> Finding:
        """Return a finding at a place; `problem` and `remedy` are one line without a full stop."""
        return Finding(at.file, at.line, at.column, self.number, problem, remedy, self.severity)


def parts(thesis: Thesis) -> Iterator[Part]:
    """Yield every variable, condition and claim, each kind in file order."""
    yield from thesis.variables.values()
    yield from thesis.conditions.values()
    yield from thesis.claims.values()


def kind_of(part: Part) -> str:
    """Return what a reader of the files calls `part`: "variable", "condition" or "claim"."""
    return type(part).__name__.lower()


def quotes_of(thesis: Thesis) -> Iterator[Quote]:
    """Yield the quotes that encode the source: those of thesis-layer claims."""
    for claim in thesis.claims.values():
        if claim.layer == "thesis":
            yield from claim.quotes


def canonical(gate: Gate) -> tuple[object, ...]:
    """Return a form that two gates share if they hold the same causes, in whatever order."""
    members = (member if isinstance(member, Cause) else canonical(member) for member in gate.members)
    return gate.operator, gate.k, frozenset(members)


def gates(thesis: Thesis) -> Iterator[tuple[Claim, Gate]]:
    """Yield every gate with its claim, outer gates first, whatever the nesting."""
    for claim in thesis.claims.values():
        waiting = [] if claim.causes is None else [claim.causes]
        while waiting:
            gate = waiting.pop(0)
            yield claim, gate
            waiting += [member for member in gate.members if isinstance(member, Gate)]


def instead(name: str, known: Iterable[str], what: str) -> str:
    """Return the remedy for a name that nothing has: the near names, or to define it.

    >>> instead("inference-costs", ["inference-cost", "compute"], "variable")
    "did you mean 'inference-cost'?"
    >>> instead("memory", ["inference-cost", "compute"], "variable")
    "define the variable 'memory', or name one that is defined"

    """
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.7)
    if near:
        return f"did you mean {' or '.join(map(repr, near))}?"
    return f"define the {what} {name!r}, or name one that is defined"
