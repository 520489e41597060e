"""Forecasts whose date has come, beside what is known; and forecasts without a date.

May touch: the model. Must not know: belief.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute.audit.against_data import compared
from causal_compute.audit.notes import Note, note
from causal_compute.audit.said import said_of
from causal_compute.model import Claim, ClaimKind, Stance, Thesis

__all__ = ["check"]

NAME = "forecasts"


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield each forecast of the thesis: due, running or without a date."""
    for claim in thesis.claims.values():
        if claim.kind is not ClaimKind.FORECAST:
            continue
        if claim.when is None:
            zh = f"“{claim.text.zh}”没有日期，无从对证"
            yield note(
                NAME,
                "open",
                zh=zh,
                en=f'"{claim.text.en}" has no date: it cannot be held to one',
                claims=[claim.id],
            )
        elif claim.when.latest > as_of:
            yield _running(thesis, claim, as_of)
        else:
            yield _due(thesis, claim, as_of)


def _running(thesis: Thesis, claim: Claim, as_of: date) -> Note:
    day = claim.when.latest.isoformat() if claim.when else ""
    how, ids = _standing(thesis, claim, as_of)
    return note(
        NAME,
        "against" if how == "outside" else "open",
        zh=f"“{claim.text.zh}”到 {day} 才见分晓" + ("；眼下的数字已在其外" if how == "outside" else ""),
        en=f'"{claim.text.en}" comes due on {day}'
        + ("; figures now lie outside it" if how == "outside" else ""),
        claims=[claim.id],
        evidence=ids,
    )


def _due(thesis: Thesis, claim: Claim, as_of: date) -> Note:
    how, ids = _standing(thesis, claim, as_of)
    if how is None:
        zh, en = "已到期，没有收集到可对证的数字", "is due, and no figure was collected to hold it to"
        severity = "open"
    elif how == "outside":
        zh, en, severity = "已到期，数字在其外", "is due, and the figures lie outside", "against"
    else:
        zh, en, severity = "已到期，与数字相符", "is due, and fits the figures", "holds"
    return note(
        NAME,
        severity,  # type: ignore[arg-type]  # one of the three above
        zh=f"“{claim.text.zh}”{zh}",
        en=f'"{claim.text.en}" {en}',
        claims=[claim.id],
        evidence=ids,
    )


def _standing(thesis: Thesis, claim: Claim, as_of: date) -> tuple[str | None, list[str]]:
    """Return how the latest figure on a claim lies to it, and whose it is."""
    if claim.quantity is None:
        return None, []
    told = [
        (each.date.latest, each.id, how)
        for each in said_of(claim, thesis, as_of, Stance.SUPPORTS, Stance.CONTRADICTS)
        if each.quantity is not None and (how := compared(claim.quantity, each.quantity)) is not None
    ]
    if not told:
        return None, []
    _, identifier, how = max(told)
    return how, [identifier]
