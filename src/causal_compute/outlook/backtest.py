"""The method's record on the thesis' own curves, and on a curve of the user's.

May touch: the model, `forecast`. Must not know: languages, where files lie.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from causal_compute.forecast.calendar import month_of
from causal_compute.forecast.curves import Curve, Frontier
from causal_compute.forecast.record import Batch, Record, record
from causal_compute.forecast.trials import FACTORS, Threshold, curve_trials, frontier_trials
from causal_compute.model import Comparator, Level, Series, Thesis
from causal_compute.outlook.measured import curve_of, frontier_of, pace_of
from causal_compute.readers.foreign import Table

__all__ = ["backtest_table", "backtest_thesis"]

LEVELS = 20
"""The most levels at which a market of the user's own is asked for."""


def backtest_thesis(thesis: Thesis, as_of: date) -> Record:
    """Return the record over every series of a thesis, from what was known on `as_of`.

    Levels of offers are asked as such; every other series with two points or more is asked as a curve.
    Cost: some milliseconds a forecast.
    """
    levels = {name: each for name, each in thesis.series.items() if isinstance(each.derivation, Level)}
    curves = [each for name, each in thesis.series.items() if name not in levels]
    return record([*_markets(thesis, levels, as_of), *_curves(thesis, curves, as_of)], pace_of(thesis))


def backtest_table(
    table: Table, *, threshold: float | None = None, rises: bool | None = None, until: date | None = None
) -> Record:
    """Return the record on the user's own curves.

    `threshold` is a value of a curve, or the cost of a market's best score; without one, factors are asked.
    `rises` says which way is progress; without it what is counted in money falls, and all else rises.
    `until` is the day up to which the data are complete, the last row's day if not given.
    """
    if table.offers:
        return record(_own_market(table, threshold, until))
    return record(_own_curves(table, threshold, rises, until))


def _markets(thesis: Thesis, levels: dict[str, Series], as_of: date) -> Iterator[Batch]:
    asked = _thresholds(thesis)
    for name, offers in thesis.offers.items():
        frontier = frontier_of(offers, as_of)
        if frontier is None:
            continue
        scores = {
            each.id: each.derivation.score
            for each in levels.values()
            if isinstance(each.derivation, Level) and each.derivation.offers == name
        }
        end = float(frontier.changes()[-1])
        for level, score in scores.items():
            thresholds = {level: asked.get(level, [])}
            asking = frontier_trials(
                frontier, {level: score}, end, thresholds=thresholds, pace=pace_of(thesis)
            )
            trials = list(asking)
            yield {"id": level, "dimension": 2, "unit": offers.cost_unit, "trials": trials}


def _curves(thesis: Thesis, curves: list[Series], as_of: date) -> Iterator[Batch]:
    asked, known = _thresholds(thesis), {}
    for series in curves:
        curve = curve_of(series, as_of, rises=_rises(thesis, series))
        if curve is not None and len(curve.months) > 1:
            known[series.id] = curve
    for series in curves:
        if series.id not in known:
            continue
        like = [known[each.id] for each in curves if each.id in known and each.unit == series.unit]
        curve = known[series.id]
        siblings = [each for each in like if each is not curve]
        trials = curve_trials(
            series.id,
            curve,
            float(curve.months[-1]),
            siblings=siblings,
            thresholds=asked.get(series.id, ()),
            pace=pace_of(thesis),
        )
        yield {"id": series.id, "dimension": 1, "unit": series.unit, "trials": list(trials)}


def _thresholds(thesis: Thesis) -> dict[str, list[Threshold]]:
    """Return the thresholds that conditions set, by series."""
    found: dict[str, list[Threshold]] = {}
    for condition in thesis.conditions.values():
        measure = condition.measure
        if measure is not None and measure.series is not None:
            found.setdefault(measure.series, []).append((measure.threshold.centre, measure.in_sample))
    return found


def _rises(thesis: Thesis, series: Series) -> bool:
    for condition in thesis.conditions.values():
        measure = condition.measure
        if measure is not None and measure.series == series.id:
            return measure.comparator is Comparator.AT_LEAST
    return not is_money(series.unit)


def is_money(unit: str) -> bool:
    """Report whether a unit counts money by something: what costs less is then progress.

    >>> is_money("USD/task"), is_money("minutes"), is_money("16-bit FLOP/s/USD")
    (True, False, False)
    """
    return "USD" in unit.split("/", maxsplit=1)[0]


def _own_market(table: Table, threshold: float | None, until: date | None) -> Iterator[Batch]:
    frontier = Frontier.of((month_of(each.day), each.label, each.cost, each.score) for each in table.offers)
    if frontier is None:
        return
    end = month_of(until) if until is not None else float(month_of(table.offers[-1].day))
    for name, score in _records(frontier).items():
        thresholds = {} if threshold is None else {name: [(threshold, False)]}
        factors = FACTORS if threshold is None else ()
        trials = frontier_trials(frontier, {name: score}, end, thresholds=thresholds, factors=factors)
        yield {"id": name, "dimension": 2, "unit": "", "trials": list(trials)}


def _records(frontier: Frontier) -> dict[str, float]:
    """Return the scores that were the best of all when they came, at most `LEVELS`, evenly picked."""
    best = np.maximum.accumulate(frontier.values)
    first = np.concatenate([[True], best[1:] > best[:-1]])
    scores = np.unique(frontier.values[first])
    picked = scores[np.unique(np.linspace(0, len(scores) - 1, min(LEVELS, len(scores))).round().astype(int))]
    return {f"{score:.12g}": float(score) for score in picked}


def _own_curves(
    table: Table, threshold: float | None, rises: bool | None, until: date | None
) -> Iterator[Batch]:
    known: dict[str, tuple[str, Curve]] = {}
    for name, values in table.curves().items():
        unit = values[0].unit
        upwards = not is_money(unit) if rises is None else rises
        rows = ((month_of(value.day), value.value) for value in values)
        known[name] = unit, Curve.of(rows, unit=unit, rises=upwards)
    end = max(float(curve.months[-1]) for _, curve in known.values())
    end = end if until is None else month_of(until)
    for name, (unit, curve) in known.items():
        siblings = [each for other, (_, each) in known.items() if other != name]
        asked: Iterable[Threshold] = [] if threshold is None else [(threshold, False)]
        factors = FACTORS if threshold is None else ()
        trials = curve_trials(name, curve, end, siblings=siblings, thresholds=list(asked), factors=factors)
        yield {"id": name, "dimension": 1, "unit": unit, "trials": list(trials)}
