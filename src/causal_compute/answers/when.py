"""The document that `when` returns, and a part of it. Cheap: nothing is computed here.

May touch: nothing. Must not know: how dates are found, languages.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, TypedDict

from causal_compute.answers.parts import ConditionEntry, EventEntry, FactEntry, SourceEntry, VariableEntry

if TYPE_CHECKING:
    from causal_compute.outlook.document import Outlook

__all__ = ["When", "selected"]


class When(TypedDict):
    """When applications become viable, as known on `as_of`, over `samples` futures.

    `root` is the variable that the thesis reduces everything to. `facts` is the latest figure of each
    condition that has one, `events` what was seen of each application; `variables`, `conditions` and
    `sources` explain every id in the rows.
    """

    as_of: str
    root: str
    samples: int
    rows: list["Outlook"]
    facts: dict[str, FactEntry]
    events: dict[str, list[EventEntry]]
    variables: dict[str, VariableEntry]
    conditions: dict[str, ConditionEntry]
    sources: dict[str, SourceEntry]


def selected(found: When, applications: Collection[str]) -> When:
    """Return the rows of these applications; the tables stay whole."""
    return {**found, "rows": [row for row in found["rows"] if row["id"] in applications]}
