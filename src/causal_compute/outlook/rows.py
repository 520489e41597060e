"""The outlook of every application: spreads of dates from the futures.

May touch: the model, traversal, futures. Must not know: languages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isinf

import numpy as np

from causal_compute import dag
from causal_compute.assessment import beliefs
from causal_compute.forecast.axis import Floats
from causal_compute.forecast.calendar import day_of, month_of
from causal_compute.model import Condition, Layer, Thesis, VariableKind
from causal_compute.outlook.document import ConditionOutlook, Outlook, Spread, Standing
from causal_compute.outlook.futures import SAMPLES, Futures
from causal_compute.outlook.gates import Dated, date_all
from causal_compute.outlook.settings import Setting
from causal_compute.timeline import UNKNOWN, shortfall, standing
from causal_compute.traverse import other_roots, viability
from causal_compute.traverse.gates import Formula, formulas, seen

__all__ = ["AHEAD", "Scenario", "outlook", "spread"]

AHEAD = (6, 12, 24, 60)
"""Months after `as_of` by which the chance of being met is told."""

LOSS = 24.0  # months after `as_of` in which a loss counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What to reckon with: some layers, some claims left out, some courses set, some futures kept."""

    layers: frozenset[Layer] | None = None
    without: frozenset[str] = frozenset()
    settings: tuple[Setting, ...] = ()
    given: tuple[Setting, ...] = ()
    samples: int = SAMPLES


def outlook(thesis: Thesis, as_of: date, scenario: Scenario | None = None) -> dict[str, Outlook]:
    """Return the outlook of every application, in file order, as known on `as_of`.

    Cost: about a second for forty conditions at a thousand futures.
    """
    return _Teller(thesis, as_of, scenario or Scenario()).rows()


def spread(months: Floats) -> Spread:
    """Return the 10, 50 and 90 % points of some months as days, and the share that never happens.

    >>> spread(np.array([0.0, 0.0, 0.0, np.inf]))
    {'p10': '2000-01-01', 'p50': '2000-01-01', 'p90': None, 'never': 0.25}
    """
    marks = [_day(float(mark)) for mark in np.quantile(months, (0.1, 0.5, 0.9), method="higher")]
    return {
        "p10": marks[0],
        "p50": marks[1],
        "p90": marks[2],
        "never": round(float(np.isinf(months).mean()), 3),
    }


def _day(month: float) -> str | None:
    day = day_of(month)
    return None if day is None else day.isoformat()


class _Teller:
    """One thesis at one date in one scenario."""

    def __init__(self, thesis: Thesis, as_of: date, scenario: Scenario) -> None:
        self.thesis, self.as_of, self.scenario = thesis, as_of, scenario
        self.graph = dag.build(
            thesis, layers=scenario.layers, without=scenario.without, beliefs=beliefs(thesis, as_of)
        )
        self.futures = Futures(thesis, as_of, self.graph, scenario.settings, scenario.samples, self._seen)
        self.formulas = formulas(thesis, scenario.layers, scenario.without)
        self.dated = date_all(self.formulas, self.futures.crossing)
        self.verdicts = viability(thesis, as_of, layers=scenario.layers, without=scenario.without)
        self.kept = self.futures.keep(scenario.given)

    def rows(self) -> dict[str, Outlook]:
        return {
            variable.id: self._row(variable.id)
            for variable in self.thesis.variables.values()
            if variable.kind is VariableKind.APPLICATION
        }

    def _row(self, application: str) -> Outlook:
        dated = self.dated.get(application)
        gated = application in self.formulas
        conditions = [self._condition(each, dated) for each in self._read(application)]
        binding = max(conditions, key=lambda each: each["binding"], default=None)
        lag = self._lag(application) if gated else None
        _, since = self.verdicts.get(application, ("unknown", None))
        months = None if dated is None else dated.months[self.kept]
        return {
            "id": application,
            "standing": self._standing(application, dated),
            "since": None if since is None else since.latest.isoformat(),
            "since_from": None if since is None else since.earliest.isoformat(),
            "crossing": None if months is None else spread(months),
            "effect": None
            if months is None or lag is None
            else spread(months + self._lags(application, lag)),
            "lag_months": lag,
            "binding": binding["condition"] if binding is not None and binding["binding"] else None,
            "conditions": conditions,
            "unknown": self._unknown(application, dated) if gated else [],
            "lost": 0.0 if dated is None else self._lost(dated.lost),
            "by": {} if months is None else self._by(months),
            "other_roots": list(other_roots(self.graph, application)),
            "data_until": None if binding is None else binding["data_until"],
        }

    def _seen(self, condition: Condition) -> Condition | None:
        return seen(condition, self.scenario.layers, self.scenario.without)

    def _standing(self, application: str, dated: Dated | None) -> Standing:
        if application not in self.formulas:
            return "not-gated"
        if self.verdicts[application][0] == "met":
            return "crossed"
        if dated is None:
            return "unknown"
        return "partly-known" if dated.unknown else "expected"

    def _condition(self, name: str, dated: Dated | None) -> ConditionOutlook:
        condition = self.thesis.conditions[name]
        measure, crossing = condition.measure, self.futures.crossing(name)
        until = None if crossing is None else crossing.until
        known = self._seen(condition)
        now = UNKNOWN if known is None else standing(known, self.thesis, self.as_of)
        missing = shortfall(condition, now)
        return {
            "condition": name,
            "variable": condition.variable,
            "series": None if measure is None else measure.series,
            "in_sample": measure is not None and measure.in_sample,
            "status": now.status,
            "since": None if now.since is None else now.since.latest.isoformat(),
            "since_from": None if now.since is None else now.since.earliest.isoformat(),
            "misses_by": None if isinf(missing) or now.status == "unknown" else round(missing, 3),
            "met": 0.0 if crossing is None else round(crossing.met, 3),
            "when": None if crossing is None else spread(crossing.months[self.kept]),
            "lost": 0.0 if crossing is None else self._lost(crossing.lost),
            "binding": 0.0 if dated is None else self._binds(name, dated),
            "data_until": None if until is None else _day(until),
        }

    def _binds(self, name: str, dated: Dated) -> float:
        """Return the share of futures in which a condition is the one that decides."""
        if name not in dated.conditions:
            return 0.0
        return round(float((dated.binding[self.kept] == dated.conditions.index(name)).mean()), 3)

    def _lost(self, lost: Floats) -> float:
        """Return the share of futures in which something is lost within two years from now."""
        now = month_of(self.as_of)
        gone = (lost[self.kept] > now) & (lost[self.kept] <= now + LOSS)
        return round(float(gone.mean()), 3)

    def _by(self, months: Floats) -> dict[str, float]:
        now = month_of(self.as_of)
        days = {month: day_of(now + month) for month in AHEAD}
        return {
            day.isoformat(): round(float((months <= now + month).mean()), 3)
            for month, day in days.items()
            if day is not None
        }

    def _lag(self, application: str) -> tuple[float, float] | None:
        """Return the longest lag of the claims that make the gate, in months."""
        makers = [self.thesis.claims[name] for name in self.formulas[application].claims()]
        lags = [claim.lag for claim in makers if claim.lag is not None and claim.lag.unit == "months"]
        return max(((lag.low, lag.high) for lag in lags), default=None, key=lambda lag: (lag[1], lag[0]))

    def _lags(self, application: str, lag: tuple[float, float]) -> Floats:
        drawn = np.random.default_rng([1, *application.encode()]).uniform(*lag, self.scenario.samples)
        kept: Floats = drawn[self.kept]
        return kept

    def _read(self, application: str) -> list[str]:
        """Return the conditions that the gate is read off, each once, in the order of the files."""
        found = dict.fromkeys(_conditions(application, self.formulas, frozenset()))
        return list(found)

    def _unknown(self, application: str, dated: Dated | None) -> list[str]:
        if dated is not None:
            return list(dated.unknown)
        leaves = self.formulas[application].causes()
        return list(dict.fromkeys(cause.condition or cause.variable for cause in leaves))


def _conditions(name: str, known: Mapping[str, Formula], seen: frozenset[str]) -> Iterator[str]:
    """Yield the conditions behind a variable, through the formulas of the variables it leans on."""
    if name in seen or name not in known:
        return
    for member in known[name].causes():
        if member.condition is not None:
            yield member.condition
        elif member.change.sign >= 0:
            yield from _conditions(member.variable, known, seen | {name})
