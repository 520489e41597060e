"""The document that `whatif` returns: every application before and after, and what moves one of them most.

May touch: the model, the outlook. Must not know: languages.
"""

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from causal_compute.answers.entries import text_entry
from causal_compute.answers.parts import Text
from causal_compute.outlook.rows import Scenario, outlook
from causal_compute.outlook.whatif import Lever, Move, levers, moves
from causal_compute.selection import without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from causal_compute.model import Thesis

__all__ = ["WhatIf", "what_if"]


class WhatIf(TypedDict):
    """What moves when something is set, given or left out, as known on `as_of`.

    `application` is the one that `levers` belong to and `median` its median date in the scenario; both null
    where none was named. `labels` names every application, condition, variable and claim.
    """

    as_of: str
    set: list[str]
    given: list[str]
    without: list[str]
    moves: list[Move]
    application: str | None
    median: str | None
    levers: list[Lever]
    labels: dict[str, Text]


def what_if(  # noqa: PLR0913 - what the user typed beside what it means
    thesis: "Thesis",
    as_of: date,
    scenario: Scenario,
    *,
    application: str | None = None,
    settings: "Sequence[str]" = (),
    given: "Sequence[str]" = (),
    left_out: "Sequence[str]" = (),
) -> WhatIf:
    """Return what moves in a scenario; `settings` and `given` are its parts as they were typed.

    Raises:
        NothingFoundError: what is to be left out is not there.

    """
    changed = bool(settings or given or left_out)
    other, median = without(thesis, left_out), None
    if application is not None:
        crossing = outlook(other, as_of, scenario)[application]["crossing"]
        median = None if crossing is None else crossing["p50"]
    labels = {key: text_entry(each.label) for key, each in thesis.variables.items()}
    labels |= {key: text_entry(each.label) for key, each in thesis.conditions.items()}
    labels |= {key: text_entry(each.text) for key, each in thesis.claims.items()}
    return {
        "as_of": as_of.isoformat(),
        "set": list(settings),
        "given": list(given),
        "without": sorted(left_out),
        "moves": moves(thesis, other, as_of, scenario) if changed else [],
        "application": application,
        "median": median,
        "levers": [] if application is None else levers(other, as_of, application, scenario),
        "labels": labels,
    }
