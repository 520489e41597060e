"""What speaks against claims and is told nowhere else: no figure of one unit, no "every" to disprove.

May touch: the model. Must not know: belief.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute.audit.against_data import compared
from causal_compute.audit.notes import Note, note
from causal_compute.audit.said import said_of
from causal_compute.model import Claim, Evidence, Stance, Thesis

__all__ = ["check"]

NAME = "contradictions"


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield every statement against a claim that neither its figure nor its universality brings up."""
    for claim in thesis.claims.values():
        for each in () if claim.universal else said_of(claim, thesis, as_of, Stance.CONTRADICTS):
            if not _compares(claim, each):
                yield note(
                    NAME,
                    "against",
                    zh=f"“{claim.text.zh}”有人反对：{each.text.zh}",
                    en=f'"{claim.text.en}" is contradicted. {each.text.en}',
                    claims=[claim.id],
                    evidence=[each.id],
                )


def _compares(claim: Claim, each: Evidence) -> bool:
    """Report whether both give figures that can be held against each other."""
    if claim.quantity is None or each.quantity is None:
        return False
    return compared(claim.quantity, each.quantity) is not None
