"""How alike two names are spelt: for offers, never for a decision.

May touch: rapidfuzz. Must not know: theses, questions.
"""

from rapidfuzz import fuzz

from causal_compute.grounding.normalise import is_han

__all__ = ["alikeness"]

SHORTEST_ENGLISH, SHORTEST_CHINESE = 4, 2
"""Shorter names are alike by chance."""


def alikeness(one: str, other: str) -> float:
    """Return how alike two names in normal form are, from 0 to 1 (normalised Indel similarity).

    Names of two scripts, and very short ones, are not alike at all.

    >>> round(alikeness("gridcapacity", "gridcapacities"), 2), alikeness("gpu", "gpus")
    (0.85, 0.0)
    """
    han = is_han(one)
    shortest = SHORTEST_CHINESE if han else SHORTEST_ENGLISH
    if han != is_han(other) or min(len(one), len(other)) < shortest:
        return 0.0
    return fuzz.ratio(one, other) / 100
