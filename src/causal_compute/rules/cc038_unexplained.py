"""Something was added to the document and nobody says why.

What stands in the layer `curator` is ours: inferred, or added because a chain lacked it. Each such
variable, condition and claim has a `why`.

Why: an addition without a reason cannot be weighed, and whoever disagrees has nothing to answer to.

Mend: add `why` with the reason in a sentence, or quote the document and use the layer `thesis`.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Layer, Thesis
from causal_compute.rules.findings import Rule, kind_of, parts

__all__ = ["RULE", "check"]

RULE = Rule("CC038")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every part of the curator layer without a reason."""
    for part in parts(thesis):
        if part.layer is Layer.CURATOR and (part.why is None or not part.why.en.strip()):
            problem = f"{kind_of(part)} {part.id!r} is in the layer curator and does not say why"
            yield RULE.finding(part.at, problem, "add a why, or quote the document and use the layer thesis")
