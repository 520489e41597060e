"""A claim's text gives a figure that is not encoded.

A `trend`, `level`, `share` or `forecast` whose words hold a figure has a `quantity` with its unit. Years
and the numbers in names (2026, GPT-4, H100) are no figures.

Why: a figure that stands only in words cannot be compared, plotted, tested against a series or asked for.

Mend: add `quantity` with `value` or `low` and `high`, `unit`, and `verbatim` as the source writes it.
"""

import re
from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import ClaimKind, Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC051")

_WITH_FIGURES = {ClaimKind.TREND, ClaimKind.LEVEL, ClaimKind.SHARE, ClaimKind.FORECAST}
_NAME = re.compile(r"[A-Za-z]+-?\d[\w.-]*|\b[A-Z][A-Za-z]* \d[\d.]*\b(?! ?%)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?:-\d\d)*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every claim of a measuring kind with a figure in its words and no quantity."""
    for claim in thesis.claims.values():
        if claim.kind in _WITH_FIGURES and claim.quantity is None:
            figure = _figure(claim.text.zh) or _figure(claim.text.en)
            if figure is not None:
                problem = f"claim {claim.id!r} gives the figure {figure!r} and has no quantity"
                yield RULE.finding(claim.at, problem, "add quantity with its value, unit and verbatim figure")


def _figure(words: str) -> str | None:
    """Return the first figure in `words` that is neither a year nor part of a name."""
    found = _FIGURE.search(_YEAR.sub(" ", _NAME.sub(" ", words)))
    return None if found is None else found[0]
