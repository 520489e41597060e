"""What a user sets or takes as given: "inference-price.fold_per_year=3", "chip-supply=halts".

May touch: the model, axes. Must not know: futures, how a setting is carried out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log

import numpy as np

from causal_compute.errors import UsageError
from causal_compute.forecast.axis import Axis, Scale
from causal_compute.model import Thesis

__all__ = ["Setting", "parse"]

_FORMS = "NAME=halts, NAME.fold_per_year=3 or NAME.per_year=6"


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable whose course is fixed from the last known figure on; `series` narrows it to one curve.

    `fold` is how many times better a year (1: it halts), `step` how many units better a year. `rank` instead
    puts the variable's own futures at one place among them, from 0, the slowest, to 1.
    """

    variable: str
    series: str | None = None
    fold: float | None = None
    step: float | None = None
    rank: float | None = None

    @property
    def halts(self) -> bool:
        """Whether nothing moves any more."""
        return self.rank is None and (self.fold == 1 or self.step == 0)

    def axis(self, natural: Axis) -> Axis:
        """Return the axis on which the course is even: by ratio for a factor, plain for units a year.

        A factor on shares is one of their odds.
        """
        if self.fold is None:
            return Axis(Scale.PLAIN, rises=natural.rises)
        return natural if natural.scale is Scale.ODDS else Axis(Scale.RATIO, rises=natural.rises)

    def pace_on(self, axis: Axis, now: float) -> float:
        """Return the progress a month on `axis` from the value `now`, taken over the first year."""
        even = self.axis(axis)
        begin = float(even.progress(np.array([now]))[0])
        year = log(self.fold) if self.fold is not None else (self.step or 0.0)
        if axis == even:
            return year / 12
        after = even.value(np.array([begin, begin + year]))
        first, last = axis.progress(after)
        return float(last - first) / 12


def parse(
    texts: Iterable[str], thesis: Thesis, meant: Callable[[str], str | None] = lambda _: None
) -> tuple[Setting, ...]:
    """Return the settings that `texts` spell; `meant` finds the variable that other words mean.

    Raises:
        UsageError: a text is no setting, or names neither a variable nor a series.

    """
    found = tuple(_parsed(text, thesis, meant) for text in texts)
    for place, setting in enumerate(found):
        if any(_same(setting, other) for other in found[:place]):
            raise UsageError(f"{setting.series or setting.variable!r} is set twice; keep one of the two")
        if not setting.halts and not _measured(setting, thesis):
            raise UsageError(f"{setting.variable!r} has no series that could take a pace; write NAME=halts")
    return found


def _same(one: Setting, other: Setting) -> bool:
    """Report whether two settings speak of the same curve."""
    alike = one.series == other.series or None in {one.series, other.series}
    return one.variable == other.variable and alike


def _measured(setting: Setting, thesis: Thesis) -> bool:
    return any(
        condition.variable == setting.variable
        and condition.measure is not None
        and condition.measure.series in thesis.series
        for condition in thesis.conditions.values()
    )


def _parsed(text: str, thesis: Thesis, meant: Callable[[str], str | None]) -> Setting:
    left, equals, right = text.partition("=")
    name, _, key = left.strip().partition(".")
    known = name in thesis.variables or name in thesis.series
    variable, series = _named(name if known else meant(name.replace("-", " ")) or name, thesis)
    if not equals or (key == "") != (right.strip() == "halts"):
        raise UsageError(f"{text!r} is no setting; write {_FORMS}")
    if not key:
        return Setting(variable, series, fold=1.0)
    number = _number(right, text)
    if key == "fold_per_year":
        if number <= 0:
            raise UsageError(f"{text!r}: a factor is above 0 (1 halts, below 1 turns back)")
        return Setting(variable, series, fold=number)
    if key == "per_year":
        return Setting(variable, series, step=number)
    raise UsageError(f"{text!r} is no setting; write {_FORMS}")


def _number(words: str, text: str) -> float:
    try:
        number = float(words)
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e9:
        raise UsageError(f"{text!r}: {words.strip()!r} is no number; write {_FORMS}")
    return number


def _named(name: str, thesis: Thesis) -> tuple[str, str | None]:
    if name in thesis.variables:
        return name, None
    readers = [
        condition.variable
        for condition in thesis.conditions.values()
        if condition.measure is not None and condition.measure.series == name
    ]
    if name in thesis.series and readers:
        return readers[0], name
    raise UsageError(f"{name!r} is neither a variable nor a series that a condition is read off; see `list`")
