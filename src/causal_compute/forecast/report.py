"""Many trials summed up: how far off, how honest about it, and better than what.

May touch: nothing. Must not know: how trials were made, languages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypedDict

from causal_compute.forecast.baselines import BASELINES
from causal_compute.forecast.scores import LEVELS, covered, crps, median_error, pinball
from causal_compute.forecast.trials import METHOD, Trial

__all__ = ["Scored", "Summary", "scored", "summary"]


NOTHING = 1e-9
"""Months: a smaller error is none."""


class Summary(TypedDict):
    """Scores over some trials; months, the smaller the better, except shares.

    `crps` and `pinball` are means by method: this method and each baseline. `best_baseline` is the one with
    the lowest CRPS and `gain` how much lower than that this method's is, as a share (negative: worse;
    null where that loss is 0).
    `coverage` is the share of outcomes that the 50, 80 and 95 % intervals held, over all trials and over
    those that crossed. `late` is the mean error of the median over those that crossed: + too late. Both
    are empty when none did.
    """

    trials: int
    crossed: int
    crps: dict[str, float]
    pinball: dict[str, float]
    best_baseline: str
    gain: float | None
    coverage: dict[str, float]
    coverage_crossed: dict[str, float]
    late: dict[str, float]


@dataclass(frozen=True, slots=True)
class Scored:
    """One trial's scores, each by method, and whether each interval held the outcome."""

    trial: Trial
    crps: Mapping[str, float]
    pinball: Mapping[str, float]
    late: Mapping[str, float]
    held: Mapping[float, bool]


def scored(trial: Trial) -> Scored:
    """Return a trial with its scores. Cost: a sort a method."""
    outcome, horizon, samples = trial.outcome, trial.horizon, trial.samples
    return Scored(
        trial,
        {name: crps(sample, outcome, horizon) for name, sample in samples.items()},
        {name: pinball(sample, outcome, horizon) for name, sample in samples.items()},
        {name: median_error(sample, outcome, horizon) for name, sample in samples.items()},
        {level: covered(samples[METHOD], outcome, horizon, level) for level in LEVELS},
    )


def summary(found: Sequence[Scored]) -> Summary | None:
    """Return the scores over trials, None when there are none."""
    if not found:
        return None
    crossed = [each for each in found if each.trial.crossed]
    losses = {name: fmean(each.crps[name] for each in found) for name in (METHOD, *BASELINES)}
    best = min(BASELINES, key=lambda name: losses[name])
    return {
        "trials": len(found),
        "crossed": len(crossed),
        "crps": losses,
        "pinball": {name: fmean(each.pinball[name] for each in found) for name in losses},
        "best_baseline": best,
        "gain": 1 - losses[METHOD] / losses[best] if losses[best] > NOTHING else None,
        "coverage": {_percent(level): _held(level, found) for level in LEVELS},
        "coverage_crossed": {_percent(level): _held(level, crossed) for level in LEVELS} if crossed else {},
        "late": {name: fmean(each.late[name] for each in crossed) for name in losses} if crossed else {},
    }


def _percent(level: float) -> str:
    return f"{level:.0%}"


def _held(level: float, found: Sequence[Scored]) -> float:
    return fmean(each.held[level] for each in found)
