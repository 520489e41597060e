"""From one state of a thesis to another: what changed in it, and which answers changed because of that.

May touch: changes, standings, attribution. Must not know: files, git, how it is written.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypedDict

from causal_compute.answers.parts import Text
from causal_compute.comparing import phrases as say
from causal_compute.comparing.attribution import Effects, How, attributed
from causal_compute.comparing.changes import Change, changes
from causal_compute.comparing.pairing import paired
from causal_compute.comparing.places import Place
from causal_compute.comparing.renaming import renamed
from causal_compute.comparing.standing import FIELDS, Chain, Key, Standing, applications
from causal_compute.model import Thesis

__all__ = ["MOST", "Cause", "Consequence", "Counts", "Diff", "Shift", "diff"]

MOST = 30
"""Changes that are taken back one at a time, unless told otherwise: half a minute at the most on the deck."""


class Cause(TypedDict):
    """A change, by its place in `changes`, that made a difference.

    `how`: taken back, it `undoes` or `moves` the difference; or made `alone` it gives the later answer.
    """

    change: int
    how: How


class Shift(TypedDict):
    """A field of an answer that changed. `field` may be "chain": then it was gained (after) or lost (before).

    `because` is empty where no one change makes the difference, or where it was not asked.
    """

    field: str
    before: Text | None
    after: Text | None
    because: list[Cause]


class Consequence(TypedDict):
    """What changed in the answers about one application, or in the belief in one claim."""

    id: str
    kind: str
    label: Text
    shifts: list[Shift]


class Counts(TypedDict):
    """How much changed."""

    added: int
    removed: int
    renamed: int
    changed: int
    answers: int
    beliefs: int


class Diff(TypedDict):
    """What `diff` returns: the changes of a thesis, and the answers that changed because of them.

    `before` and `after` name the two states. `same` is true if nothing changed. `asked` is how many times a
    state with one change more or less was asked; `untried` how many changes were left out of that.
    """

    before: str
    after: str
    as_of: str
    same: bool
    counts: Counts
    changes: list[Change]
    answers: list[Consequence]
    beliefs: list[Consequence]
    asked: int
    untried: int


def diff(before: Place, after: Place, as_of: date, most: int = MOST) -> Diff:
    """Return the difference of two states; at most `most` changes are taken back to see what they did."""
    ids = paired(before.thesis, after.thesis)
    earlier = renamed(before.thesis, ids)
    found = changes(earlier, after.thesis, ids)
    told, causes = _answers(earlier, after.thesis, found, as_of, most) if found else ([], Effects())
    answers = [each for each in told if each["kind"] == "application"]
    return {
        "before": before.shown,
        "after": after.shown,
        "as_of": as_of.isoformat(),
        "same": not found,
        "counts": _counts(found, len(answers), len(told) - len(answers)),
        "changes": found,
        "answers": answers,
        "beliefs": [each for each in told if each["kind"] == "claim"],
        "asked": causes.asked,
        "untried": causes.untried,
    }


def _counts(found: Sequence[Change], answers: int, beliefs: int) -> Counts:
    how = Counter(each["what"] for each in found)
    return {
        "added": how["added"],
        "removed": how["removed"],
        "renamed": how["renamed"],
        "changed": how["changed"],
        "answers": answers,
        "beliefs": beliefs,
    }


def _answers(
    before: Thesis, after: Thesis, found: Sequence[Change], as_of: date, most: int
) -> tuple[list[Consequence], Effects]:
    """Return the consequences, the applications first, and what made them."""
    after = replace(after, muted=before.muted)
    states = Standing(before, as_of), Standing(after, as_of)
    names = dict.fromkeys(each.id for side in (after, before) for each in applications(side))
    keys = {name: list(_differing(*states, name)) for name in names}
    shared = [name for name in after.claims if name in before.claims]
    keys |= {
        name: [Key(name, "belief")] for name in shared if _belief(states[0], name) != _belief(states[1], name)
    }
    causes = attributed(*states, found, [key for each in keys.values() for key in each], most)
    told = [_consequence(name, each, states, causes) for name, each in keys.items() if each]
    return told, causes


def _belief(state: Standing, claim: str) -> Text | None:
    return state.values.get(Key(claim, "belief"))


def _differing(before: Standing, after: Standing, application: str) -> Iterator[Key | Chain]:
    """Yield the fields and chains of an application that differ; of one that came or went only that."""
    fields = [Key(application, name) for name in FIELDS]
    if (fields[0] in before.values) != (fields[0] in after.values):
        yield fields[0]
        return
    yield from (key for key in fields if before.values.get(key) != after.values.get(key))
    ways = dict.fromkeys([*before.chains(application), *after.chains(application)])
    yield from (way for way in ways if before.has(way) != after.has(way))


def _consequence(
    name: str, keys: Sequence[Key | Chain], states: tuple[Standing, Standing], causes: Effects
) -> Consequence:
    newer = name in states[1].thesis.variables or name in states[1].thesis.claims
    thesis = states[newer].thesis
    claim = thesis.claims.get(name)
    label = states[newer].label(name) if claim is None else say.both(claim.text.zh, claim.text.en)
    return {
        "id": name,
        "kind": "application" if claim is None else "claim",
        "label": label,
        "shifts": [_shift(key, states, causes) for key in keys],
    }


def _shift(key: Key | Chain, states: tuple[Standing, Standing], causes: Effects) -> Shift:
    because: list[Cause] = [{"change": each.change, "how": each.how} for each in causes.because.get(key, ())]
    if isinstance(key, Key):
        before, after = (state.values.get(key) for state in states)
        return {"field": key.field, "before": before, "after": after, "because": because}
    before, after = (state.words(key) if state.has(key) else None for state in states)
    return {"field": "chain", "before": before, "after": after, "because": because}
