"""The document that `when` returns: the outlook of applications, with an entry for every id it names.

May touch: the model, the outlook, the timeline. Must not know: languages, questions.
"""

from collections.abc import Sequence
from datetime import date

from causal_compute.answers.entries import (
    condition_entry,
    event_entry,
    fact_entry,
    source_entries,
    variable_entry,
)
from causal_compute.answers.parts import EventEntry, FactEntry
from causal_compute.answers.when import When
from causal_compute.model import Thesis
from causal_compute.outlook.document import Outlook
from causal_compute.outlook.rows import Scenario, outlook
from causal_compute.timeline import facts

__all__ = ["when"]


def when(
    thesis: Thesis, as_of: date, applications: Sequence[str] = (), scenario: Scenario | None = None
) -> When:
    """Return when `applications` (none: all) become viable, as known on `as_of`."""
    scenario = scenario or Scenario()
    rows = [
        row
        for name, row in outlook(thesis, as_of, scenario).items()
        if not applications or name in applications
    ]
    return _explained(thesis, as_of, rows, scenario.samples)


def _explained(thesis: Thesis, as_of: date, rows: list[Outlook], samples: int) -> When:
    conditions = [each["condition"] for row in rows for each in row["conditions"]]
    conditions += [name for row in rows for name in row["unknown"] if name in thesis.conditions]
    variables = (
        {thesis.root} | {row["id"] for row in rows} | {name for row in rows for name in row["other_roots"]}
    )
    variables |= {thesis.conditions[name].variable for name in conditions}
    variables |= {name for row in rows for name in row["unknown"] if name in thesis.variables}
    latest = {name: fact for name in conditions if (fact := _latest(thesis, name, as_of)) is not None}
    events = {row["id"]: _events(thesis, row["id"], as_of) for row in rows}
    named = [fact["source"] for fact in latest.values()]
    named += [event["source"] for seen in events.values() for event in seen]
    return {
        "as_of": as_of.isoformat(),
        "root": thesis.root,
        "samples": samples,
        "rows": rows,
        "facts": latest,
        "events": {name: seen for name, seen in events.items() if seen},
        "variables": {key: variable_entry(v) for key, v in thesis.variables.items() if key in variables},
        "conditions": {
            key: condition_entry(c) for key, c in thesis.conditions.items() if key in set(conditions)
        },
        "sources": source_entries(thesis, named),
    }


def _latest(thesis: Thesis, name: str, as_of: date) -> FactEntry | None:
    condition = thesis.conditions[name]
    known = [fact for fact in facts(condition, thesis) if fact.date.latest <= as_of]
    unit = None if condition.measure is None else condition.measure.threshold.unit
    return fact_entry(known[-1], unit) if known else None


def _events(thesis: Thesis, application: str, as_of: date) -> list[EventEntry]:
    seen = [event for event in thesis.events if event.application == application]
    dated = sorted(seen, key=lambda event: event.date.latest)
    return [event_entry(event) for event in dated if event.date.latest <= as_of]
