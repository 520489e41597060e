"""A part stands in a layer that is not written by hand.

Variables, conditions and claims are `thesis` (the document says so) or `curator` (we added it). `derived`
is computed from the rest, and `evidence` is what public sources say: observations, events and series, each
with its source and date.

Why: a layer tells a reader whom to believe. A claim of ours under `evidence` would pass for a public figure
without having a source; one under `derived`, for the result of a calculation.

Mend: use `thesis` with a quote, or `curator` with a why; put public facts into the evidence folder.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Layer, Thesis
from causal_compute.rules.findings import Rule, kind_of, parts

__all__ = ["RULE", "check"]

RULE = Rule("CC039")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every part in a layer other than thesis and curator."""
    for part in parts(thesis):
        if part.layer not in {Layer.THESIS, Layer.CURATOR}:
            problem = (
                f"{kind_of(part)} {part.id!r} is in the layer {part.layer}, which is not written by hand"
            )
            yield RULE.finding(part.at, problem, "use the layer thesis with a quote, or curator with a why")
