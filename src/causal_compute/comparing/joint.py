"""Two theses under one set of ids, so that they can be laid one upon the other.

May touch: names, renaming. Must not know: what is compared or merged.

The second thesis takes the ids of the first for the variables that are the same. Where another part of it has
an id that is taken, it gets one that ends in its thesis' own id: `power` of the thesis `solar` becomes
`power-solar`. The same two theses always give the same ids.
"""

from collections.abc import Collection, Sequence
from itertools import count
from typing import Literal, TypedDict

from causal_compute.answers.parts import Text
from causal_compute.comparing import phrases as say
from causal_compute.comparing.names import Match, Word, likely, match, names
from causal_compute.comparing.renaming import Ids, renamed
from causal_compute.model import Thesis

__all__ = ["Joint", "MatchEntry", "Perhaps", "fresh", "joined"]

LONGEST_ID = 80


class MatchEntry(TypedDict):
    """A variable of both: its ids, the ground on which they are one, and the name that they share."""

    one: str
    other: str
    ground: Literal["told", "id", "label", "alias"]
    name: str
    label: Text
    other_label: Text


class Perhaps(TypedDict):
    """Two variables that are perhaps the same; they are taken for two. `alike` is from 0 to 1."""

    one: str
    other: str
    names: list[str]
    alike: float


class Joint:
    """Two theses: `one` as it is, `other` with the ids of `one` for the variables that `matches` joins."""

    def __init__(self, one: Thesis, other: Thesis, words: Sequence[Word] = ()) -> None:
        self.found = match(one.variables, other.variables, words)
        self.ids = Ids()
        taken = {*one.variables, *one.conditions, *one.claims}
        named = {found for each in one.variables.values() for found in names(each)}
        joined_to = {each.other: each.one for each in self.found}
        for name, variable in other.variables.items():
            clashes = name in taken or (named & set(names(variable)) and name in named)
            if name in joined_to or clashes:
                own = joined_to.get(name) or fresh(name, other.id, taken | set(other.variables))
                self.ids.variables[name] = own
                taken.add(own)
        self.one, self.original, self.other = one, other, renamed(other, self.ids)
        self.shared = frozenset(each.one for each in self.found)
        self._words = words

    @property
    def matches(self) -> list[MatchEntry]:
        """The variables of both, in the order of the first."""
        return [self._entry(each) for each in self.found]

    def _entry(self, each: Match) -> MatchEntry:
        labels = self.one.variables[each.one].label, self.original.variables[each.other].label
        mine, theirs = (say.both(label.zh, label.en) for label in labels)
        told = {"one": each.one, "other": each.other, "ground": each.ground, "name": each.name}
        return {**told, "label": mine, "other_label": theirs}  # type: ignore[typeddict-item]  # built in two steps

    @property
    def perhaps(self) -> list[Perhaps]:
        """Pairs without a match whose names are alike, the most alike first."""
        found = likely(self.one.variables, self.original.variables, self.found, self._words)
        listed: list[Perhaps] = [
            {"one": one, "other": other, "names": [mine, theirs], "alike": alike}
            for one, other, mine, theirs, alike in found
        ]
        return sorted(listed, key=lambda each: -each["alike"])


def joined(one: Thesis, other: Thesis, words: Sequence[Word] = ()) -> Joint:
    """Return two theses under one set of ids; `words` are what the user says of their names.

    Raises:
        NothingFoundError: the user's words name what is not there.
        UsageError: they join one variable to two.

    """
    return Joint(one, other, words)


def fresh(name: str, owner: str, taken: Collection[str]) -> str:
    """Return an id for `name` of the thesis `owner` that is not taken.

    >>> fresh("power", "solar", {"power"}), fresh("power", "solar", {"power", "power-solar"})
    ('power-solar', 'power-solar-2')
    """
    stem = f"{name}-{owner}"[: LONGEST_ID - 4].rstrip("-")
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(each for each in candidates if each not in taken)
