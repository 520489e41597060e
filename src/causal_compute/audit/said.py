"""What public statements say of a claim by a day.

May touch: the model. Must not know: any question.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute.model import Claim, Evidence, Stance, Thesis

__all__ = ["said_of"]


def said_of(claim: Claim, thesis: Thesis, as_of: date, *stances: Stance) -> Iterator[Evidence]:
    """Yield the statements on a claim that were made by `as_of`, of these stances (none: all)."""
    for each in thesis.evidence.values():
        if claim.id in each.claims and each.date.latest <= as_of and (not stances or each.stance in stances):
            yield each
