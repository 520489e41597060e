"""Time, for a slider: when conditions and gates change their status, their curves, forecasts and events.

May touch: the model, the timeline, traversal, answers. Must not know: how the page draws it, clocks.

A *track* is a list of (day, status), the oldest first, with an entry only where the status changes: the
status on a day is that of the last entry not after it, and "unknown" before the first. A fact changes a
track on the last day that its date may mean, as everywhere (see `timeline`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, TypedDict

from causal_compute.answers.document import Answer, Expectation
from causal_compute.answers.parts import Text
from causal_compute.answers.walk import conditions
from causal_compute.model import Comparator, Condition, Layer, Thesis
from causal_compute.timeline import Status, epochs, facts, standing
from causal_compute.traverse import viability
from causal_compute.traverse.gates import seen

__all__ = ["Bound", "Curve", "Expected", "Happening", "Track", "Tracks", "status_on", "tracks"]

Track = list[tuple[str, Status]]
HORIZON = 10
"""Years: the outlook looks no further ahead."""


Happening = tuple[str, str, str, Text]
"""An event: the last ISO day it may mean, the application, the kind (boom, retreat ...), the words."""


class Expected(TypedDict):
    """When something is forecast to be met: ISO days, null for a share of futures that never sees it."""

    p10: str | None
    p50: str | None
    p90: str | None
    never: float


class Curve(TypedDict):
    """A series as (ISO day, value, source) up to the day asked for; the latest value on a day holds.

    `better` is the way to the thresholds on it, null where they lie both ways.
    """

    label: Text
    unit: str
    better: Literal["down", "up"] | None
    points: list[tuple[str, float, str]]


class Bound(TypedDict):
    """What a condition asks of a series: `comparator` `threshold`, which may lie from `low` to `high`."""

    series: str
    comparator: str
    threshold: float
    low: float
    high: float


Tracks = TypedDict(
    "Tracks",
    {
        "from": str,
        "until": str,
        "conditions": dict[str, Track],
        "gates": dict[str, Track],
        "expected": dict[str, Expected],
        "series": dict[str, Curve],
        "bound": dict[str, Bound],
        "events": list[Happening],
    },
)
"""All that changes with the day, by the ids of conditions, variables and series.

`from` is the first of January of the year in which a track or an event begins; `until` the last day of the
year of the latest forecast (of its p90, or of its latest quantile that has a day), at most ten years after
the day asked for, and that day itself where nothing is expected later.
"""


def tracks(thesis: Thesis, as_of: date, answers: Mapping[str, Answer]) -> Tracks:
    """Return all that changes with the day up to `as_of`, seen through the layers of `answers`.

    `answers` are those of the same thesis and day: the forecasts are theirs. Cost: about a millisecond for
    each day on which a fact comes to count, at two hundred claims.
    """
    layers = frozenset(Layer(name) for answer in answers.values() for name in answer["layers"]) or None
    shown = [each for one in thesis.conditions.values() if (each := seen(one, layers, frozenset()))]
    stands = {each.id: track for each in shown if (track := _condition_track(each, thesis, as_of))}
    gates = _gate_tracks(thesis, as_of, layers)
    expected, events = _expected(answers), _events(thesis, as_of)
    bound = _bound(thesis, shown)
    return {
        "from": _first([*stands.values(), *gates.values()], events, as_of),
        "until": _last(expected.values(), as_of),
        "conditions": stands,
        "gates": gates,
        "expected": expected,
        "series": _curves(thesis, as_of, bound.values()),
        "bound": bound,
        "events": events,
    }


def status_on(track: Sequence[tuple[str, Status]], day: str) -> Status:
    """Return the status that a track gives to an ISO day.

    >>> status_on([("2024-03-01", "unmet"), ("2025-01-31", "met")], "2025-01-30")
    'unmet'
    """
    return next((status for since, status in reversed(track) if since <= day), "unknown")


def _condition_track(condition: Condition, thesis: Thesis, as_of: date) -> Track:
    days = sorted({fact.date.latest for fact in facts(condition, thesis) if fact.date.latest <= as_of})
    return _changes((day, standing(condition, thesis, day).status) for day in days)


def _gate_tracks(thesis: Thesis, as_of: date, layers: frozenset[Layer] | None) -> dict[str, Track]:
    """Return the track of every variable that a gate claim decides on.

    The first day of the calendar stands for what needs no fact: a gate that asks for more than there is.
    """
    days = [date.min, *(day for day in epochs(thesis) if day <= as_of)]
    verdicts = [(day, viability(thesis, day, layers=layers)) for day in days]
    return {name: _changes((day, found[name][0]) for day, found in verdicts) for name in verdicts[0][1]}


def _changes(standings: Iterable[tuple[date, Status]]) -> Track:
    """Return what differs from the status before it, in order of days; the first is unknown."""
    found: Track = []
    last: Status = "unknown"
    for day, status in standings:
        if status != last:
            found.append((day.isoformat(), status))
            last = status
    return found


def _expected(answers: Mapping[str, Answer]) -> dict[str, Expected]:
    """Return the forecasts that the answers show: of their gates, and of the conditions in their trees."""
    gates = {name: answer["expected"] for name, answer in answers.items()}
    points = {
        node["condition"]: node["expected"]
        for answer in answers.values()
        for node in conditions(answer["tree"])
    }
    return {name: _spread(when) for name, when in sorted({**points, **gates}.items()) if when is not None}


def _spread(when: Expectation) -> Expected:
    return {"p10": when["p10"], "p50": when["p50"], "p90": when["p90"], "never": when["never"]}


def _bound(thesis: Thesis, shown: Iterable[Condition]) -> dict[str, Bound]:
    """Return what is asked of series; one that is missing or in another unit says nothing of a condition."""
    found: dict[str, Bound] = {}
    for condition in shown:
        asked = condition.measure
        series = thesis.series.get(asked.series or "") if asked is not None else None
        if asked is not None and series is not None and series.unit == asked.threshold.unit:
            found[condition.id] = {
                "series": series.id,
                "comparator": asked.comparator.value,
                "threshold": asked.threshold.centre,
                "low": asked.threshold.low,
                "high": asked.threshold.high,
            }
    return found


def _curves(thesis: Thesis, as_of: date, bound: Iterable[Bound]) -> dict[str, Curve]:
    """Return the series that conditions ask something of."""
    ways: dict[str, set[Literal["down", "up"]]] = {}
    for each in bound:
        upward = Comparator(each["comparator"]) is Comparator.AT_LEAST
        ways.setdefault(each["series"], set()).add("up" if upward else "down")
    return {
        name: _curve(thesis, name, as_of, ways[name].pop() if len(ways[name]) == 1 else None)
        for name in thesis.series
        if name in ways
    }


def _curve(thesis: Thesis, name: str, as_of: date, better: Literal["down", "up"] | None) -> Curve:
    series = thesis.series[name]
    known = [point for point in series.points if point.date.latest <= as_of]
    return {
        "label": {"zh": series.label.zh, "en": series.label.en},
        "unit": series.unit,
        "better": better,
        "points": sorted(
            ((each.date.latest.isoformat(), each.value, each.source) for each in known), key=_day
        ),
    }


def _day(point: tuple[str, float, str]) -> str:
    return point[0]


def _events(thesis: Thesis, as_of: date) -> list[Happening]:
    """Return what was seen to happen to applications up to `as_of`, in order of days."""
    dated = sorted(thesis.events, key=lambda event: event.date.latest)
    return [
        (
            each.date.latest.isoformat(),
            each.application,
            each.kind.value,
            {"zh": each.text.zh, "en": each.text.en},
        )
        for each in dated
        if each.date.latest <= as_of
    ]


def _first(found: Iterable[Track], events: Iterable[Happening], as_of: date) -> str:
    days = [track[0][0] for track in found if track and track[0][0] > date.min.isoformat()]
    first = min([*days, *(event[0] for event in events)], default=as_of.isoformat())
    return f"{first[:4]}-01-01"


def _last(expected: Iterable[Expected], as_of: date) -> str:
    latest = [max(_dated(when), default="") for when in expected]
    years = [int(day[:4]) for day in latest if day > as_of.isoformat()]
    ahead = min(as_of.year + HORIZON, date.max.year)
    end = min(date(max(years), 12, 31), _anniversary(as_of, ahead)) if years else as_of
    return end.isoformat()


def _dated(when: Expected) -> Iterator[str]:
    """Yield the days of a forecast that has them."""
    yield from (day for day in (when["p10"], when["p50"], when["p90"]) if day is not None)


def _anniversary(day: date, year: int) -> date:
    """Return the same day of another year; the last of February stays the last."""
    leap = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if leap else day.replace(year=year)
