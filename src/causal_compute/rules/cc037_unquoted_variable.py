"""A variable of the document is not quoted from it.

A variable in the layer `thesis` is one that the document names; its `quote` is one place where it does.

Why: a variable's page shows where it stands in the source. A document may well name a thing by many words,
so this is a warning, not an error.

Mend: quote one place that names it, or put it in the layer `curator` and say why it exists.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Layer, Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC037", "warning")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every variable of the thesis layer without a quote."""
    for variable in thesis.variables.values():
        if variable.layer is Layer.THESIS and not variable.quotes:
            problem = f"variable {variable.id!r} is in the layer thesis and has no quote"
            yield RULE.finding(
                variable.at, problem, "quote a place that names it, or put it in the layer curator"
            )
