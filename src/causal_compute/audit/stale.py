"""Where the data end.

May touch: the model, the timeline. Must not know: forecasts.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute.audit.notes import Note, note
from causal_compute.model import Thesis
from causal_compute.timeline import facts

__all__ = ["OLD", "check"]

NAME = "stale-data"

OLD = 12.0
"""Months without a new figure after which a series, or what decides a condition, is called stale."""

_MONTH = 30.4375


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield the series and the conditions whose last figure is older than `OLD` months, oldest first."""
    ends = {
        series.id: max(days)
        for series in thesis.series.values()
        if (days := [point.date.latest for point in series.points if point.date.latest <= as_of])
    }
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
    fresh = len(ends) - len(old)
    zh = f"{fresh} 条序列在 {OLD:g} 个月之内有新数字"
    yield note(NAME, "holds", zh=zh, en=f"{fresh} series have a figure from within {OLD:g} months")


def _age(day: date, as_of: date) -> float:
    return (as_of - day).days / _MONTH
