"""A claim or condition of the document is not quoted from it.

What stands in the layer `thesis` was said by the document, so each such claim and condition has a `quote`.

Why: the layer says "the author says so". Without the author's words a reader cannot tell what was said from
what was read into it.

Mend: quote the words, or move the part to the layer `curator` and say why it was added.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Layer, Thesis, Variable
from causal_compute.rules.findings import Rule, kind_of, parts

__all__ = ["RULE", "check"]

RULE = Rule("CC036")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every claim and condition of the thesis layer without a quote."""
    for part in parts(thesis):
        if part.layer is Layer.THESIS and not part.quotes and not isinstance(part, Variable):
            problem = f"{kind_of(part)} {part.id!r} is in the layer thesis and has no quote"
            yield RULE.finding(part.at, problem, "quote it, or put it in the layer curator with a why")
