"""The measured curves of a thesis as arrays, as they were known on a day.

May touch: the model, `forecast`. Must not know: gates, futures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from causal_compute.forecast.calendar import month_of
from causal_compute.forecast.curves import Curve, Frontier
from causal_compute.forecast.pace import PACE, Pace
from causal_compute.model import Best, Comparator, Level, Measure, Offers, Series, Thesis

__all__ = ["Measured", "curve_of", "frontier_of"]


def curve_of(series: Series, as_of: date, *, rises: bool) -> Curve | None:
    """Return a series as a curve, from the points that count by `as_of`; None when there are none.

    A point counts from the last day that it may mean, as everywhere (see `timeline`).
    """
    points = [point for point in series.points if point.date.latest <= as_of]
    if not points:
        return None
    rows = ((month_of(point.date.latest), point.value) for point in points)
    return Curve.of(rows, unit=series.unit, rises=rises)


def frontier_of(offers: Offers, as_of: date) -> Frontier | None:
    """Return dated offers as a frontier, from those that count by `as_of`; None when there are none.

    A later row with the same label replaces the earlier one.
    """
    rows = (
        (month_of(offer.date.latest), offer.label, offer.cost, offer.score)
        for offer in offers.offers
        if offer.date.latest <= as_of
    )
    return Frontier.of(rows, offers.score_unit)


def pace_of(thesis: Thesis) -> Pace:
    """Return how fast the thesis says that its things get better, or the package's own pace."""
    told = thesis.pace
    return PACE if told is None else Pace(told.centre, told.low, told.high)


@dataclass(frozen=True)
class Measured:
    """The curves of a thesis as known on `as_of`, made once each."""

    thesis: Thesis
    as_of: date
    _curves: dict[tuple[str, bool], Curve | None] = field(default_factory=dict)

    def curve(self, measure: Measure) -> Curve | None:
        """Return the curve that a condition is read off, with progress towards its threshold upwards."""
        series = None if measure.series is None else self.thesis.series.get(measure.series)
        if series is None or series.unit != measure.threshold.unit:
            return None
        return self._of(series, rises=measure.comparator is Comparator.AT_LEAST)

    def siblings(self, measure: Measure) -> Sequence[Curve]:
        """Return the other curves of the same unit, which share its direction."""
        rises = measure.comparator is Comparator.AT_LEAST
        like = [
            each
            for each in self.thesis.series.values()
            if each.unit == measure.threshold.unit and each.id != measure.series
        ]
        return [curve for each in like if (curve := self._of(each, rises=rises)) is not None]

    def until(self, measure: Measure, curve: Curve) -> float:
        """Return the month of the last data behind a curve: of the offers it is read off, if it is."""
        derived = None if measure.series is None else self.thesis.series[measure.series].derivation
        frontier = self.frontier(derived.offers) if isinstance(derived, Level | Best) else None
        return float(curve.months[-1] if frontier is None else frontier.changes()[-1])

    def frontier(self, offers: str) -> Frontier | None:
        """Return the offers called `offers` as a frontier."""
        return self._frontiers[offers]

    @cached_property
    def _frontiers(self) -> dict[str, Frontier | None]:
        return {name: frontier_of(offers, self.as_of) for name, offers in self.thesis.offers.items()}

    def _of(self, series: Series, *, rises: bool) -> Curve | None:
        key = series.id, rises
        if key not in self._curves:
            self._curves[key] = curve_of(series, self.as_of, rises=rises)
        return self._curves[key]
