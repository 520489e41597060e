"""An event happened to something that is no application.

Launches, booms, adoptions and retreats happen to applications: variables of `kind: application`.

Why: events are what the gates are tested against ("the conditions were met in March; the boom came in
August"). An event about a factor tests no gate, and one about an unknown id is lost.

Mend: name the application that it happened to, or leave the event out.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis, VariableKind
from causal_compute.rules.findings import Rule, instead

__all__ = ["RULE", "check"]

RULE = Rule("CC034")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every event whose variable is unknown or is no application."""
    applications = [v.id for v in thesis.variables.values() if v.kind is VariableKind.APPLICATION]
    for event in thesis.events:
        if event.application not in applications:
            found = thesis.variables.get(event.application)
            what = "unknown" if found is None else f"of kind {found.kind}"
            problem = f"event {event.id!r} happened to {event.application!r}, which is {what}"
            remedy = "name the application that it happened to"
            if found is None:
                remedy = instead(event.application, applications, "application")
            yield RULE.finding(event.at, problem, remedy)
