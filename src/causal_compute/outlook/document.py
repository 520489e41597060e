"""What `when` returns, as JSON: dates with their spread, and what they hang on.

May touch: nothing. Must not know: how dates were found, languages.
"""

from typing import Literal, TypedDict

__all__ = ["ConditionOutlook", "Outlook", "Spread", "Standing"]

Standing = Literal["crossed", "expected", "partly-known", "unknown", "not-gated"]
"""`crossed`: met today. `expected`: every condition is dated, not all are met. `partly-known`: some condition
has no data, the others are dated. `unknown`: no condition is dated. `not-gated`: no claim sets a gate."""


class Spread(TypedDict):
    """When something happens, over all futures: ISO days, null for a share of futures in which it does not.

    `never` is the share of futures in which it has not happened ten years after the last data.
    """

    p10: str | None
    p50: str | None
    p90: str | None
    never: float


class ConditionOutlook(TypedDict):
    """One condition of a gate.

    `status` is that of the threshold itself, `since` the last day on which it may have been crossed and
    `since_from` the first, `misses_by` the factor by which the last figure misses it: 1 if it does not, null
    where no number says. `met` is the share of thresholds that the facts meet already, `lost` the share of
    futures in which it is lost again within two years after `as_of`, `binding` the share in which it is the
    one that decides, and `data_until` the last day of its data.
    """

    condition: str
    variable: str
    series: str | None
    in_sample: bool
    status: Literal["met", "unmet", "unknown"]
    since: str | None
    since_from: str | None
    misses_by: float | None
    met: float
    when: Spread | None
    lost: float
    binding: float
    data_until: str | None


class Outlook(TypedDict):
    """One application.

    `since` is the observed date where it is crossed: the last day that it may mean, and `since_from` the
    first. `crossing` is when the gate is met over the range of thresholds and futures, `effect` the same with
    the claims' lag added, null without one. `binding` is the condition that decides in most futures, and
    `data_until` the last day of its data. `unknown` are the conditions and variables that nothing dates:
    every date reads "if these hold". `lost` is the share of futures in which the gate is met and lost again
    within two years after `as_of`. `by` gives the chance that the gate is met by some days.
    """

    id: str
    standing: Standing
    since: str | None
    since_from: str | None
    crossing: Spread | None
    effect: Spread | None
    lag_months: tuple[float, float] | None
    binding: str | None
    conditions: list[ConditionOutlook]
    unknown: list[str]
    lost: float
    by: dict[str, float]
    other_roots: list[str]
    data_until: str | None
