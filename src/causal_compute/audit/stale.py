"""Where the data end.

May touch: the model, the timeline. Must not know: forecasts.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute.audit.notes import Note, note
from causal_compute.model import Best, Cost, Level, Series, Thesis
from causal_compute.timeline import facts

__all__ = ["OLD", "check"]

NAME = "stale-data"

OLD = 12.0
"""Months without a new figure after which a series, or what decides a condition, is called stale."""

_MONTH = 30.4375


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield the series and the conditions whose last figure is older than `OLD` months, oldest first."""
    found = {series.id: _end(thesis, series, as_of) for series in thesis.series.values()}
    ends = {name: end for name, end in found.items() if end is not None}
    old = sorted((day, name) for name, day in ends.items() if _age(day, as_of) > OLD)
    for day, name in old:
        label = thesis.series[name].label
        yield note(
            NAME,
            "open",
            zh=f"{label.zh}止于 {day}，已有 {_age(day, as_of):.0f} 个月没有新数字",
            en=f"{label.en} ends on {day}, {_age(day, as_of):.0f} months ago",
            series=[name],
            figures={"months": round(_age(day, as_of), 1)},
        )
    for condition in thesis.conditions.values():
        known = [fact.date.latest for fact in facts(condition, thesis) if fact.date.latest <= as_of]
        if known and condition.measure is None and _age(known[-1], as_of) > OLD:
            age = _age(known[-1], as_of)
            yield note(
                NAME,
                "open",
                zh=f"{condition.label.zh}由 {known[-1]} 的观察判定，已过 {age:.0f} 个月",
                en=f"{condition.label.en} rests on an observation of {known[-1]}, {age:.0f} months ago",
                variables=[condition.variable],
                figures={"months": round(age, 1)},
            )
    fresh = [name for name, day in ends.items() if (day, name) not in old]
    if fresh:
        zh = f"{len(fresh)} 条序列在 {OLD:g} 个月之内有新数字"
        en = f"series with a figure from within {OLD:g} months: {len(fresh)}"
        yield note(NAME, "holds", zh=zh, en=en, series=fresh)


def _end(thesis: Thesis, series: Series, as_of: date) -> date | None:
    """Return the last day of the data behind a series: of a computed one, of what it is computed from."""
    match series.derivation:
        case Cost() as how:
            inputs = [thesis.series[name] for name in (how.price_in, how.price_out) if name in thesis.series]
            days = [end for each in inputs if (end := _end(thesis, each, as_of)) is not None]
        case Level(offers=name) | Best(offers=name):
            offers = thesis.offers[name].offers if name in thesis.offers else ()
            days = [offer.date.latest for offer in offers]
        case None:
            days = [point.date.latest for point in series.points]
    return max((day for day in days if day <= as_of), default=None)


def _age(day: date, as_of: date) -> float:
    return (as_of - day).days / _MONTH
