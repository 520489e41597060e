"""What would move: the outlook with something set or seen beside the outlook as it is, and what matters most.

May touch: the model, the outlook. Must not know: languages.

A setting is an intervention: what causes the thing that is set is cut, and what it causes follows (Pearl's
do-operator). What is given is only seen: its causes and their other effects are inferred, too.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal, TypedDict

from causal_compute.forecast.calendar import DAYS
from causal_compute.model import Condition, Measure, Thesis
from causal_compute.outlook.document import Outlook, Spread, Standing
from causal_compute.outlook.rows import Scenario, outlook
from causal_compute.outlook.settings import Setting
from causal_compute.traverse.gates import formulas

__all__ = ["Lever", "Move", "levers", "moves"]

Kind = Literal["threshold", "pace", "claim"]
SLOW, FAST = 0.1, 0.9
"""The paces that a lever is moved between: the slowest and the fastest tenth of the futures."""


class Move(TypedDict):
    """One application before and after.

    `standing` is how it stands as it is: what is crossed is past, and nothing that is set from now on moves
    it. `months` is how far its median moved (+ later), null where it is dated on one side only. `unknown`
    are the conditions and variables that could be dated before and cannot after: the dates after leave them
    out.
    """

    application: str
    standing: Standing
    before: Spread | None
    after: Spread | None
    months: float | None
    unknown: list[str]


class Lever(TypedDict):
    """One number or claim, and the median date of the gate when it is moved to either end.

    Of a threshold the easy and the strict end of its range, of a pace the fastest and slowest tenth of the
    futures, of a claim its being left out (`easy`; `strict` is null). `span` is the months between the ends,
    or from the median as it is; null where an end is not dated, which moves most of all.
    """

    kind: Kind
    id: str
    easy: str | None
    strict: str | None
    span: float | None


def moves(thesis: Thesis, other: Thesis, as_of: date, scenario: Scenario) -> list[Move]:
    """Return every gated application with its dates as it is, and in the `other` thesis and the scenario."""
    plain = replace(scenario, settings=(), given=(), without=frozenset())
    before, after = outlook(thesis, as_of, plain), outlook(other, as_of, scenario)
    return [
        {
            "application": name,
            "standing": row["standing"],
            "before": row["crossing"],
            "after": after[name]["crossing"],
            "months": _between(_median(row), _median(after[name])),
            "unknown": [each for each in after[name]["unknown"] if each not in row["unknown"]],
        }
        for name, row in before.items()
        if row["standing"] != "not-gated"
    ]


def levers(thesis: Thesis, as_of: date, application: str, scenario: Scenario | None = None) -> list[Lever]:
    """Return what moves an application's median most, the strongest first.

    Cost: two runs of the futures for each number and one for each claim behind the gate.
    """
    scenario = scenario or Scenario()
    row = outlook(thesis, as_of, scenario)[application]
    found = [*_thresholds(thesis, as_of, row, scenario), *_paces(thesis, as_of, row, scenario)]
    found += _claims(thesis, as_of, row, scenario)
    moved = [each for each in found if each["span"] is None or each["span"] > 0]
    return sorted(moved, key=lambda each: (each["span"] is not None, -(each["span"] or 0.0), each["id"]))


def _thresholds(thesis: Thesis, as_of: date, row: Outlook, scenario: Scenario) -> Iterator[Lever]:
    for each in row["conditions"]:
        condition = thesis.conditions[each["condition"]]
        measure = condition.measure
        if measure is None or measure.threshold.low == measure.threshold.high:
            continue
        rises = measure.comparator.value == ">="
        ends = (measure.threshold.low, measure.threshold.high)
        easy, strict = ends if rises else ends[::-1]
        days = [_with(thesis, as_of, row["id"], condition, measure, end, scenario) for end in (easy, strict)]
        yield _lever("threshold", condition.id, days[0], days[1])


def _with(  # noqa: PLR0913, PLR0917 - one run
    thesis: Thesis,
    as_of: date,
    application: str,
    condition: Condition,
    measure: Measure,
    end: float,
    scenario: Scenario,
) -> str | None:
    """Return the median with a threshold at one end."""
    there = replace(measure.threshold, low=end, high=end, value=end, verbatim=None)
    changed = replace(condition, measure=replace(measure, threshold=there))
    other = replace(thesis, conditions={**thesis.conditions, condition.id: changed})
    return _median(outlook(other, as_of, scenario)[application])


def _paces(thesis: Thesis, as_of: date, row: Outlook, scenario: Scenario) -> Iterator[Lever]:
    """Yield the levers of variables whose curves still have to move."""
    open_ = [each for each in row["conditions"] if each["when"] is not None and each["met"] < 1]
    fixed = {setting.variable for setting in scenario.settings}
    for variable in dict.fromkeys(each["variable"] for each in open_ if each["variable"] not in fixed):
        days = [
            _median(
                outlook(
                    thesis,
                    as_of,
                    replace(scenario, settings=(*scenario.settings, Setting(variable, rank=rank))),
                )[row["id"]]
            )
            for rank in (FAST, SLOW)
        ]
        yield _lever("pace", variable, *days)


def _claims(thesis: Thesis, as_of: date, row: Outlook, scenario: Scenario) -> Iterator[Lever]:
    formula = formulas(thesis, scenario.layers, scenario.without).get(row["id"])
    for claim in [] if formula is None else dict.fromkeys(formula.claims()):
        without = replace(scenario, without=scenario.without | {claim})
        day = _median(outlook(thesis, as_of, without)[row["id"]])
        span = _between(_median(row), day)
        yield {
            "kind": "claim",
            "id": claim,
            "easy": day,
            "strict": None,
            "span": None if span is None else abs(span),
        }


def _lever(kind: Kind, name: str, easy: str | None, strict: str | None) -> Lever:
    span = 0.0 if easy is None and strict is None else _between(easy, strict)
    return {
        "kind": kind,
        "id": name,
        "easy": easy,
        "strict": strict,
        "span": None if span is None else abs(span),
    }


def _median(row: Outlook) -> str | None:
    return None if row["crossing"] is None else row["crossing"]["p50"]


def _between(before: str | None, after: str | None) -> float | None:
    """Return the months from one ISO day to another, None unless both are dated."""
    if before is None or after is None:
        return 0.0 if before == after else None
    return round((date.fromisoformat(after) - date.fromisoformat(before)).days / DAYS, 1)
