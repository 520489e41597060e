"""What is known of a condition at a date: met, unmet or unknown, and since when.

May touch: the model, pure. Must not know: gates, graphs, clocks; `as_of` is passed.

Words:

* A *fact* is a `Point` of the series that the condition's measure names, or an `Observation` of the
  condition. Points in another unit than the threshold's are no facts: nothing is converted silently.
* A fact *counts* at a date when all the days it may mean are over by then (`date.latest <= as_of`).
* The *latest* fact that counts decides: met or unmet. On one day a number outweighs words, and of two
  numbers the one further down the file. Without a fact the condition is *unknown*, which is not unmet.
* The *present run* is the unbroken stretch of met facts that ends with the deciding one. Its first fact
  is the one that `crossed`, and its date is `since`. A condition that was met, lost and met again is met
  since the second time.
* The *easy* end of a threshold's range is the one that is met sooner (">=": low, "<=": high), the
  *strict* end the other. An observation has no threshold and speaks for both ends.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from operator import ge, le
from typing import Literal

from causal_compute.model import Comparator, Condition, Measure, Observation, Point, Thesis
from causal_compute.quantity import DateInterval

__all__ = ["UNKNOWN", "Fact", "Standing", "Status", "epochs", "facts", "shortfall", "standing"]

Status = Literal["met", "unmet", "unknown"]
Fact = Point | Observation

_HOLDS: dict[Comparator, Callable[[float, float], bool]] = {Comparator.AT_LEAST: ge, Comparator.AT_MOST: le}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a condition stands at a date.

    `since` is the date of `crossed`, the first fact of the present run, and None unless met. `easy` and
    `strict` are the same date for the two ends of the threshold's range, None where that end is not
    met. `fact` is the latest fact that counts, None only when the status is unknown.
    """

    status: Status
    since: DateInterval | None = None
    easy: DateInterval | None = None
    strict: DateInterval | None = None
    fact: Fact | None = None
    crossed: Fact | None = None


UNKNOWN = Standing(status="unknown")
"""The standing of a condition of which nothing is known."""


def standing(condition: Condition, thesis: Thesis, as_of: date) -> Standing:
    """Return how `condition` stands on the day `as_of`, from the facts that count by then.

    >>> from causal_compute.model import Layer, Seen, Text
    >>> words = Text(zh="", en="")
    >>> day = DateInterval.day(date(2025, 3, 25))
    >>> seen = Observation(
    ...     id="o", condition="spell", met=True, date=day, text=words, source="s", seen=Seen.PRIMARY
    ... )
    >>> spell = Condition(id="spell", variable="images", layer=Layer.CURATOR, label=words)
    >>> thesis = Thesis(
    ...     id="t", title=words, language="en", root="r", source_text="", slides={}, variables={},
    ...     conditions={"spell": spell}, claims={}, observations=(seen,),
    ... )
    >>> standing(spell, thesis, date(2025, 3, 24)).status, standing(spell, thesis, date(2025, 3, 25)).status
    ('unknown', 'met')

    """
    known = [fact for fact in facts(condition, thesis) if fact.date.latest <= as_of]
    if not known:
        return UNKNOWN
    crossed, easy, strict = (_crossing(known, condition.measure, end) for end in _ends(condition.measure))
    return Standing(
        status="unmet" if crossed is None else "met",
        since=_date(crossed),
        easy=_date(easy),
        strict=_date(strict),
        fact=known[-1],
        crossed=crossed,
    )


def epochs(thesis: Thesis) -> tuple[date, ...]:
    """Return, in order, the days from which another fact, event or statement counts.

    Between two of them, and after the last, every answer stays the same: they serve as keys of a cache.
    """
    days = {fact.date.latest for each in thesis.conditions.values() for fact in facts(each, thesis)}
    days |= {event.date.latest for event in thesis.events}
    return tuple(sorted(days | {evidence.date.latest for evidence in thesis.evidence.values()}))


def shortfall(condition: Condition, now: Standing) -> float:
    """Return the factor by which the latest value still misses the threshold.

    1.0 when it does not, 2.0 when the price is twice too high or the ability half of what is asked, and
    infinity when no number says how far it is: an observation, or values that have no ratio.
    """
    if now.status != "unmet":
        return 1.0
    if condition.measure is None or not isinstance(now.fact, Point):
        return inf
    value, threshold = now.fact.value, condition.measure.threshold.centre
    if value <= 0 or threshold <= 0:
        return inf
    return threshold / value if condition.measure.comparator is Comparator.AT_LEAST else value / threshold


def facts(condition: Condition, thesis: Thesis) -> Sequence[Fact]:
    """Return the facts of a condition, the one that decides last; sorting keeps the file's order."""
    observed = [each for each in thesis.observations if each.condition == condition.id]
    return sorted([*observed, *_points(condition.measure, thesis)], key=lambda fact: fact.date.latest)


def _points(measure: Measure | None, thesis: Thesis) -> Iterator[Point]:
    if measure is None or measure.series is None:
        return
    series = thesis.series.get(measure.series)
    if series is not None and series.unit == measure.threshold.unit:
        yield from series.points


def _date(fact: Fact | None) -> DateInterval | None:
    return None if fact is None else fact.date


def _ends(measure: Measure | None) -> tuple[float, float, float]:
    """Return the threshold itself, its easy end and its strict end; numbers without use if unmeasured."""
    if measure is None:
        return 0.0, 0.0, 0.0
    bound = measure.threshold
    if measure.comparator is Comparator.AT_LEAST:
        return bound.centre, bound.low, bound.high
    return bound.centre, bound.high, bound.low


def _crossing(known: Sequence[Fact], measure: Measure | None, threshold: float) -> Fact | None:
    """Return the first fact of the run of met facts that ends `known`, or None if the last is unmet."""
    first: Fact | None = None
    for fact in reversed(known):
        if not _meets(fact, measure, threshold):
            break
        first = fact
    return first


def _meets(fact: Fact, measure: Measure | None, threshold: float) -> bool:
    if isinstance(fact, Observation):
        return fact.met
    return measure is not None and _HOLDS[measure.comparator](fact.value, threshold)
