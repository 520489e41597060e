"""Claims that say "all" or "every", and what speaks against the "every".

May touch: the model, the outlook. Must not know: how evidence is weighed.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute.audit.notes import Note, note
from causal_compute.audit.said import said_of
from causal_compute.model import Change, Claim, ClaimKind, Stance, Thesis
from causal_compute.outlook.booms import Boom, booms

__all__ = ["check"]

NAME = "universal-claims"

_MISFITS = {
    "boom-first": (
        "爆发比越过门槛早 {months} 个月",
        "the boom came {months} before its gate was crossed",
    ),
    "not-crossed": ("爆发了，而门槛尚未越过", "it boomed, though its gate is not crossed"),
    "long-before": (
        "越过门槛 {months} 个月以后才爆发",
        "its gate was crossed {months} before the boom",
    ),
}


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield the counter-examples of each universal claim: evidence against it, and booms that do not fit."""
    seen: list[Boom] | None = None
    for claim in thesis.claims.values():
        if not claim.universal:
            continue
        against = list(said_of(claim, thesis, as_of, Stance.CONTRADICTS))
        misfits: list[Note] = []
        if _speaks_of_booms(claim):
            seen = booms(thesis, as_of, foretell=False) if seen is None else seen
            misfits = [_misfit(thesis, claim, boom) for boom in seen if boom["verdict"] in _MISFITS]
        for each in against:
            yield note(
                NAME,
                "against",
                zh=f"“{claim.text.zh}”有反例：{each.text.zh}",
                en=f'"{claim.text.en}" has a counter-example. {each.text.en}',
                claims=[claim.id],
                evidence=[each.id],
            )
        yield from misfits
        if not against and not misfits:
            yield note(
                NAME,
                "open",
                zh=f"“{claim.text.zh}”说的是“凡”，没有收集到反例，也无法由此证实",
                en=f'"{claim.text.en}" says "every"; no counter-example was collected, which proves nothing',
                claims=[claim.id],
            )


def _speaks_of_booms(claim: Claim) -> bool:
    """Report whether a claim says of all applications what makes them viable."""
    return claim.kind is ClaimKind.CAUSAL and claim.effect.change is Change.BECOMES_VIABLE


def _misfit(thesis: Thesis, claim: Claim, boom: Boom) -> Note:
    label = thesis.variables[boom["application"]].label
    count = max(1, round(abs(boom["lead"] or 0.0)))
    zh, en = _MISFITS[boom["verdict"]]
    zh, en = zh.format(months=count), en.format(months="a month" if count == 1 else f"{count} months")
    return note(
        NAME,
        "against",
        zh=f"“{claim.text.zh}”：{label.zh}{zh}",
        en=f'"{claim.text.en}": {label.en}: {en}',
        claims=[claim.id],
        variables=[boom["application"]],
        figures={} if boom["lead"] is None else {"lead_months": boom["lead"]},
    )
