"""Public statements beside claims, and the steps of each belief, in as few words as they can be told.

May touch: the model, answers. Must not know: how beliefs are reckoned, how the page draws it.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import NotRequired, TypedDict

from causal_compute.answers.evidence import StatementEntry, StepEntry, both_sides
from causal_compute.answers.parts import SourceEntry, Text
from causal_compute.model import Thesis

__all__ = ["Beside", "Rates", "Statement", "StepRow", "beside"]

StepRow = tuple[str, str, str, int, float]
"""A group's part in a belief: its name, its kind, its stance, how many statements, the group's error."""


class Statement(TypedDict):
    """A public statement; `figure` is "" without one, and `scope` left out where none is set.

    `date` is as it was written, `day` the last ISO day it may mean. `source` is an id. `seen` says how it
    was read (primary, secondary, computed), `group` whose voice it is.
    """

    stance: str
    text: Text
    figure: str
    date: str
    day: str
    source: str
    group: str
    seen: str
    scope: NotRequired[Text]


class Rates(TypedDict):
    """How often a kind of voice errs, in [0, 1]: as a whole (`syst`), in each statement (`rand`); and why."""

    syst: float
    rand: float
    why: Text


class Beside(TypedDict):
    """What stands beside claims, each statement once.

    `claims` names the statements on each claim that has any, in file order, `steps` how every claim's belief
    comes about, `kinds` the rates of the kinds of voices in the steps, and `sources` those of the statements.
    """

    claims: dict[str, list[str]]
    statements: dict[str, Statement]
    steps: dict[str, list[StepRow]]
    kinds: dict[str, Rates]
    sources: dict[str, SourceEntry]


def beside(thesis: Thesis, as_of: date, *, known: Collection[str] = ()) -> Beside:
    """Return what was said in public of each claim up to `as_of`; sources in `known` are left out.

    Cost: claims times statements. A belief rests on what is said of its claim alone, so each claim is asked
    for by itself.
    """
    found: Beside = {"claims": {}, "statements": {}, "steps": {}, "kinds": {}, "sources": {}}
    for name, claim in thesis.claims.items():
        sides = both_sides(replace(thesis, claims={name: claim}), name, as_of)
        (side,) = sides["claims"]
        if side["statements"]:
            found["claims"][name] = [each["id"] for each in side["statements"]]
        found["statements"] |= {each["id"]: _statement(each) for each in side["statements"]}
        found["steps"][name] = [_row(step) for step in side["steps"]]
        found["kinds"] |= {step["kind"]: _rates(step) for step in side["steps"]}
        found["sources"] |= {key: entry for key, entry in sides["sources"].items() if key not in known}
    return found


def _statement(said: StatementEntry) -> Statement:
    told: Statement = {
        "stance": said["stance"],
        "text": _words(said["text"]),
        "figure": said["figure"],
        "date": said["date"]["verbatim"],
        "day": said["date"]["latest"],
        "source": said["source"],
        "group": said["group"],
        "seen": said["seen"],
    }
    return told if said["scope"] is None else {**told, "scope": _words(said["scope"])}


def _row(step: StepEntry) -> StepRow:
    return step["group"], step["kind"], step["stance"], step["n"], step["error"]


def _rates(step: StepEntry) -> Rates:
    return {"syst": step["syst"], "rand": step["rand"], "why": _words(step["why"])}


def _words(text: Text) -> Text:
    return {"zh": text["zh"], "en": text["en"]}
