"""A short label does not fit its box.

The boxes of the picture take 6 Chinese characters or 16 letters. A Latin letter is half as wide as a
Chinese character, so "Agent 经济" counts 5. Where `short` is left out, the label stands in for it.

Why: a label that is cut off, or that runs over its neighbours, makes the picture unreadable where it is
densest.

Mend: give the variable a shorter `short`; the full label is shown everywhere else.
"""

from collections.abc import Iterator
from math import ceil
from unicodedata import east_asian_width

from causal_compute.errors import Finding
from causal_compute.model import Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC042", "warning")

_WIDEST_ZH = 6
_LONGEST_EN = 16


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every short label that is too wide in Chinese or too long in English."""
    for variable in thesis.variables.values():
        zh, en = variable.short.zh, variable.short.en
        for words, size, most in ((zh, ceil(_width(zh)), _WIDEST_ZH), (en, len(en), _LONGEST_EN)):
            if size > most:
                problem = f"the short label {words!r} of variable {variable.id!r} is {size} wide, {most} fit"
                yield RULE.finding(variable.at, problem, "give it a shorter short label")


def _width(words: str) -> float:
    """Return the width in Chinese characters."""
    return sum(1.0 if east_asian_width(character) in "WF" else 0.5 for character in words)
