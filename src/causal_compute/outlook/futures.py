"""Every measured condition in many futures at once: when it is met in each, and when it is lost again.

May touch: the model, the timeline, `forecast`. Must not know: gates, languages.

What the facts say comes first: where a condition is met for the threshold drawn, its date is the observed
one. Where it is not, the curve goes on from its last known figure (not from today: what happened since is
not known), along the paths of the method. Conditions read off one curve share its path, and curves are tied
together by the shocks of their variables (see `latents`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from math import log
from statistics import NormalDist

import numpy as np

from causal_compute.dag import CausalGraph
from causal_compute.forecast.axis import Axis, Floats
from causal_compute.forecast.calendar import month_of
from causal_compute.forecast.curves import NEVER, Curve
from causal_compute.forecast.method import Course, curve_course, frontier_course
from causal_compute.forecast.passage import Draws
from causal_compute.model import Best, Condition, Level, Measure, Observation, Thesis
from causal_compute.outlook.latents import HALT, nearest, shocks
from causal_compute.outlook.measured import Measured, pace_of
from causal_compute.outlook.settings import Setting
from causal_compute.outlook.thresholds import crossed, drawn, values
from causal_compute.timeline import facts

__all__ = ["SAMPLES", "Crossing", "Futures"]

SAMPLES = 1_000
SEED = 2_026
STRATA = 5  # groups of thresholds; the pace at which a price tier moves depends on the price
NEIGHBOURS = 0.05  # how far around a place that is set its paths are taken from
LOOK = 24.0  # months after which fast and slow futures are told apart


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """When a condition is met and lost again in each future: months since 2000, `NEVER` where it is not.

    `met` is the share of thresholds that the facts meet already. `until` is the last day of data.
    """

    months: Floats
    lost: Floats
    met: float
    until: float | None


class Futures:
    """`samples` futures of a thesis as known on `as_of`; `settings` are set, cutting what causes them."""

    def __init__(  # noqa: PLR0913, PLR0917 - one world
        self,
        thesis: Thesis,
        as_of: date,
        graph: CausalGraph,
        settings: tuple[Setting, ...] = (),
        samples: int = SAMPLES,
        seen: Callable[[Condition], Condition | None] = lambda condition: condition,
    ) -> None:
        self.thesis, self.as_of, self.graph = thesis, as_of, graph
        self.settings, self.samples, self.seen = settings, samples, seen
        self.measured = Measured(thesis, as_of)
        self._crossings: dict[str, Crossing | None] = {}

    def crossing(self, condition: str) -> Crossing | None:
        """Return when a condition is met in each future, None where nothing says when it could be."""
        if condition not in self._crossings:
            known = self.seen(self.thesis.conditions[condition])
            self._crossings[condition] = None if known is None else self._crossing(known)
        return self._crossings[condition]

    @cached_property
    def natural(self) -> dict[str, Floats]:
        """The shocks of all variables with nothing set."""
        return dict(shocks(self.graph, self.samples, SEED))

    @cached_property
    def shocks(self) -> dict[str, Floats]:
        """The shocks of all variables with the settings carried out."""
        fixed = {setting.variable: self._level(setting) for setting in self.settings}
        return dict(shocks(self.graph, self.samples, SEED, fixed)) if fixed else self.natural

    def keep(self, given: tuple[Setting, ...]) -> np.ndarray:
        """Return which futures to look at, by index: all, or those in which what is given came about."""
        if not given:
            return np.arange(self.samples)
        seen = [each for each in given if each.variable in self.natural]
        away = [np.abs(self.natural[each.variable] - self._level(each)) for each in seen]
        return nearest(np.max(away, axis=0)) if away else np.arange(self.samples)

    def _crossing(self, condition: Condition) -> Crossing | None:
        known = [each for each in facts(condition, self.thesis) if each.date.latest <= self.as_of]
        measure = condition.measure
        curve = None if measure is None else self.measured.curve(measure)
        read = condition.id if measure is None or measure.series is None else measure.series
        within = self._generator("day", read).random(self.samples)  # one figure is of one day
        if measure is None or curve is None:
            months = crossed(known, None, np.zeros(self.samples), within)
            if not np.isfinite(months).all():
                return None
            return Crossing(months, np.full(self.samples, NEVER), 1.0, month_of(known[-1].date.latest))
        last = known[-1]
        if isinstance(last, Observation) and not last.met:
            return None  # somebody saw that it is not so, and no curve says when that will be otherwise
        generator = self._generator("threshold", condition.id)
        targets = drawn(measure.threshold, curve.axis, generator, self.samples)
        observed = crossed(known, measure, values(measure.threshold, curve.axis, targets), within)
        ahead, lost = self._ahead(condition, measure, curve, targets)
        until = self.measured.until(measure, curve)
        met = np.isfinite(observed)
        return Crossing(np.where(met, observed, until + ahead), until + lost, float(met.mean()), until)

    def _ahead(
        self, condition: Condition, measure: Measure, curve: Curve, targets: Floats
    ) -> tuple[Floats, Floats]:
        """Return the months from the end of the data until each target is reached, and until it is lost."""
        setting = self._setting(condition.variable, measure.series)
        if setting is not None and setting.rank is None:
            return _at_pace(setting, curve, targets)
        rank = _ranks(self.shocks[condition.variable], self.natural[condition.variable], curve.axis)
        ahead, lost = np.zeros(self.samples), np.full(self.samples, NEVER)
        for rows, course, gaps in self._courses(measure, curve, targets):
            if not course.slips and np.all(gaps <= 0):
                continue  # nothing to make up, and nothing ever went back
            paths = course.paths(self._draws(measure.series or "")).slowest_first().taken(rank[rows])
            ahead[rows] = paths.passage(gaps)
            lost[rows] = paths.loss(gaps, ahead[rows])
        return ahead, lost

    def _courses(
        self, measure: Measure, curve: Curve, targets: Floats
    ) -> Iterator[tuple[np.ndarray, Course, Floats]]:
        """Yield how the curve may go on: for which futures, along which course, to make up which gaps.

        A price on a frontier is reached when the score that can be had for it is, and every price has its own
        pace: so thresholds on a price are looked at in groups.
        """
        derived = self.thesis.series[measure.series or ""].derivation
        frontier = self.measured.frontier(derived.offers) if isinstance(derived, Level | Best) else None
        origin, everyone = self.measured.until(measure, curve), np.arange(self.samples)
        gaps, middle = targets - curve.progress[-1], float(np.median(targets))
        pace = pace_of(self.thesis)
        if frontier is not None and isinstance(derived, Level):
            for rows in np.array_split(np.argsort(targets, kind="stable"), STRATA):
                course = frontier_course(
                    frontier, derived.score, float(np.median(targets[rows])), origin, pace
                )
                if course is not None:
                    yield rows, course, np.full(len(rows), course.gap)
        elif frontier is not None and isinstance(derived, Best):
            score = float(curve.axis.value(np.array([middle]))[0])
            course = frontier_course(frontier.on(curve.axis), score, -log(derived.cost), origin, pace)
            if course is not None:
                yield everyone, course, gaps
        else:
            course = curve_course(curve, middle, origin, self.measured.siblings(measure), pace)
            if course is not None:
                yield everyone, course, gaps

    def _setting(self, variable: str, series: str | None) -> Setting | None:
        for setting in self.settings:
            if setting.variable == variable and setting.series in {None, series}:
                return setting
        return None

    def _level(self, setting: Setting) -> float:
        """Return the shock that a setting amounts to: where its pace stands among the natural futures.

        A halt of something that is not measured is taken to be as slow as one future in a hundred.
        """
        for condition in self.thesis.conditions.values():
            measure = condition.measure
            curve = None if measure is None else self.measured.curve(measure)
            read = condition.variable == setting.variable and measure is not None
            if (
                read
                and measure is not None
                and curve is not None
                and setting.series in {None, measure.series}
            ):
                slower = self._slower(measure, curve, setting) if setting.rank is None else setting.rank
                level = NormalDist().inv_cdf(min(max(slower, 0.01), 0.99))
                return level if curve.axis.rises else -level
        return -HALT * usual_direction(self.thesis, setting.variable)

    def _slower(self, measure: Measure, curve: Curve, setting: Setting) -> float:
        """Return the share of futures in which a curve, asked directly, is slower than it is set to be."""
        pace = setting.pace_on(curve.axis, float(curve.values[-1]))
        origin, now, like = (
            float(curve.months[-1]),
            float(curve.progress[-1]),
            self.measured.siblings(measure),
        )
        course = curve_course(curve, now, origin, like, pace_of(self.thesis))
        if course is None:
            return 0.5
        return float((course.paths(self._draws(measure.series or "")).at(LOOK) < pace * LOOK).mean())

    def _draws(self, name: str) -> Draws:
        seed = int.from_bytes(blake2b(name.encode(), digest_size=4).digest())
        return Draws(SEED + seed, samples=self.samples)

    def _generator(self, use: str, name: str) -> np.random.Generator:
        return np.random.default_rng([SEED, *f"{use} {name}".encode()])


def usual_direction(thesis: Thesis, variable: str) -> int:
    """Return +1 if the claims mostly say that the variable rises, else -1."""
    signs = [
        claim.effect.change.sign for claim in thesis.claims.values() if claim.effect.variable == variable
    ]
    signs += [
        cause.change.sign
        for claim in thesis.claims.values()
        for cause in (() if claim.causes is None else claim.causes.causes())
        if cause.variable == variable
    ]
    return -1 if sum(signs) < 0 else 1


def _at_pace(setting: Setting, curve: Curve, targets: Floats) -> tuple[Floats, Floats]:
    """Return the months until each target is reached, and until it is lost, on a course that is set."""
    axis = setting.axis(curve.axis)
    now, goals = float(curve.values[-1]), curve.axis.value(targets)
    gaps = axis.progress(goals) - float(axis.progress(np.array([now]))[0])
    pace = setting.pace_on(axis, now)
    never = np.full(len(gaps), NEVER)
    if pace == 0:
        return np.where(gaps <= 0, 0.0, NEVER), never
    months = gaps / pace
    if pace > 0:
        return np.maximum(months, 0.0), never
    return np.where(gaps <= 0, 0.0, NEVER), np.where(gaps <= 0, months, NEVER)


def _ranks(shock: Floats, natural: Floats, axis: Axis) -> np.ndarray:
    """Return for each future which of the ordered paths it takes, the slowest first."""
    sign, n = (1.0 if axis.rises else -1.0), len(natural)
    places = np.searchsorted(np.sort(sign * natural), sign * shock)
    # One place for all: take its neighbourhood, not one single path.
    spread = np.linspace(-NEIGHBOURS, NEIGHBOURS, n) * n if np.ptp(shock) == 0 else np.zeros(n)
    return np.clip(places + spread, 0, n - 1).astype(np.intp)
