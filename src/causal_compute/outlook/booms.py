"""What was seen of applications beside what the gates said: how far apart, and in which order.

May touch: the model, the outlook. Must not know: languages.
"""

from datetime import date, timedelta
from typing import Literal, TypedDict

from causal_compute.forecast.calendar import DAYS
from causal_compute.model import Event, EventKind, Thesis
from causal_compute.outlook.document import Outlook, Spread
from causal_compute.outlook.rows import outlook

__all__ = ["AHEAD", "Boom", "booms"]

AHEAD = 12
"""Months before a boom at which a forecast is made as if nothing later were known."""

NEAR = 12.0
"""Months: a gate that is crossed at most this long before the boom foretold it."""

Verdict = Literal["foretold", "boom-first", "long-before", "not-crossed", "not-dated", "no-boom"]


class Boom(TypedDict):
    """One application's boom beside its gate.

    `lead` is the months from the crossing (of the thresholds themselves) to the boom: negative where the
    boom came first, and where the crossing is known to some days only, the least that they leave. `range` is
    the crossing over the range of thresholds. `foretold` is the crossing as forecast `AHEAD` months before
    the boom from what was known then, if `unknown_then` held. `first` is the condition that was crossed
    longest before the boom, `first_lead` months before it. `in_sample` says that a threshold of the gate was
    set knowing the outcome: such a lead is no evidence for the method. `retreat` is the day of the first
    retreat, `failed` that of the first boom that came to nothing.
    """

    application: str
    event: str | None
    boom: str | None
    crossing: str | None
    lead: float | None
    range: Spread | None
    foretold: Spread | None
    unknown_then: list[str]
    first: str | None
    first_lead: float | None
    in_sample: bool
    failed: str | None
    retreat: str | None
    verdict: Verdict


def booms(thesis: Thesis, as_of: date, *, foretell: bool = True) -> list[Boom]:
    """Return every gated application's first boom up to `as_of` beside its gate, in file order.

    Cost: a run of the futures for each boom if it is to be foretold, else one.
    """
    now = outlook(thesis, as_of)
    return [_boom(thesis, row, as_of, foretell) for row in now.values() if row["standing"] != "not-gated"]


def _boom(thesis: Thesis, row: Outlook, as_of: date, foretell: bool) -> Boom:
    seen = sorted(
        (e for e in thesis.events if e.application == row["id"] and e.date.latest <= as_of),
        key=lambda event: event.date.latest,
    )
    first = next((event for event in seen if event.kind is EventKind.BOOM), None)
    foretold = None if first is None or not foretell else _foretold(thesis, row["id"], first)
    lead = None if first is None else _lead(row, first)
    leads = {} if first is None else _leads(row, first)
    earliest = max(leads, key=lambda name: leads[name], default=None)
    return {
        "application": row["id"],
        "event": None if first is None else first.id,
        "boom": None if first is None else first.date.latest.isoformat(),
        "crossing": row["since"],
        "lead": lead,
        "range": row["crossing"],
        "foretold": None if foretold is None else foretold["crossing"],
        "unknown_then": [] if foretold is None else foretold["unknown"],
        "first": earliest,
        "first_lead": None if earliest is None else leads[earliest],
        "in_sample": any(each["in_sample"] for each in row["conditions"]),
        "failed": _day(seen, EventKind.FAILED_BOOM),
        "retreat": _day(seen, EventKind.RETREAT),
        "verdict": _verdict(row, first, lead),
    }


def _foretold(thesis: Thesis, application: str, boom: Event) -> Outlook:
    before = boom.date.latest - timedelta(days=round(AHEAD * DAYS))
    return outlook(thesis, before)[application]


def _leads(row: Outlook, boom: Event) -> dict[str, float]:
    """Return by how many months each condition was crossed before the boom, by the threshold's middle."""
    crossed = {
        each["condition"]: each["when"]["p50"]
        for each in row["conditions"]
        if each["status"] == "met" and each["when"] is not None
    }
    return {name: _months(date.fromisoformat(day), boom) for name, day in crossed.items() if day is not None}


def _lead(row: Outlook, boom: Event) -> float | None:
    """Return the months from the crossing to the boom; of one in a stretch of days the nearest to 0."""
    days = [date.fromisoformat(day) for day in (row["since_from"], row["since"]) if day is not None]
    leads = [_months(day, boom) for day in days]
    if leads and min(leads) < 0 < max(leads):
        return 0.0
    return min(leads, key=abs, default=None)


def _months(crossing: date, boom: Event) -> float:
    return round((boom.date.latest - crossing).days / DAYS, 1)


def _day(seen: list[Event], kind: EventKind) -> str | None:
    return next((event.date.latest.isoformat() for event in seen if event.kind is kind), None)


def _verdict(row: Outlook, boom: Event | None, lead: float | None) -> Verdict:
    if boom is None:
        return "no-boom"
    if lead is None:
        return "not-dated" if row["crossing"] is None or row["unknown"] else "not-crossed"
    if lead < 0:
        return "boom-first"
    return "foretold" if lead <= NEAR else "long-before"
