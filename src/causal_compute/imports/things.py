"""The things that a file names: one for each name, with its id, its label in both languages and its aliases.

May touch: names, letters, the report. Must not know: claims.
"""

import re
from dataclasses import dataclass, field

from causal_compute.imports.letters import Letters
from causal_compute.imports.names import Names, folded
from causal_compute.imports.records import Name
from causal_compute.imports.report import Report
from causal_compute.model import VariableKind

__all__ = ["LABEL", "Thing", "Things"]

LABEL = 200
"""The longest name, in characters."""

_ID = re.compile(r"(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"[0-9a-f-]{8,}|n[0-9]+")
"""A hash, or what graph programs number nodes by."""
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(slots=True)
class Thing:
    """One thing; `key` is what the file calls it."""

    number: int
    key: str
    zh: str = ""
    en: str = ""
    id: str = ""
    definition: str = ""
    kind: VariableKind | None = None
    names: list[str] = field(default_factory=list)
    """Further names; after `settle` those that nobody else has."""


class Things:
    """All things of a file, in the order in which it first names them."""

    def __init__(self, letters: Letters, report: Report, *, fold: bool) -> None:
        self.all: list[Thing] = []
        self._by: dict[str, int] = {}
        self._letters, self._report, self._fold = letters, report, fold

    def of(self, key: str) -> int | None:
        """Return the number of what the file calls `key`, new or known; None if nothing of it can be seen."""
        known = self._by.get(key)
        if known is not None:
            return known
        shown = self._letters.clean(key, LABEL)
        if not shown:
            return None
        same = folded(shown) if self._fold else key
        number = self._by.setdefault(f"\0{same}", len(self.all))
        if number == len(self.all):
            self.all.append(Thing(number, shown))
        elif shown not in {self.all[number].key, *self.all[number].names}:
            reason = "a name in another spelling (case, width or white space); it is the same"
            self._report.noted.add(reason, self.all[number].key, shown)
        self._by[key] = number
        return number

    def add(self, name: Name) -> None:
        """Take what the file says of a name; what it said first of a thing stands."""
        number = self.of(name.key)
        if number is None:
            self._report.dropped.add("a name of which nothing can be seen", repr(name.key[:40]))
            return
        thing, clean = self.all[number], self._letters.clean
        thing.zh = thing.zh or clean(name.zh, LABEL)
        thing.en = thing.en or clean(name.en, LABEL)
        thing.definition = thing.definition or clean(name.definition, 2_000)
        thing.kind = thing.kind or name.kind
        thing.names += [clean(alias, LABEL) for alias in name.aliases]

    def settle(self, names: Names) -> None:
        """Give every thing its labels, then its id, then its further names, each to one thing only."""
        for thing in self.all:
            en = thing.en or thing.zh or thing.key
            zh = thing.zh or en
            thing.en = names.take(en, thing.number)
            thing.zh = thing.en if zh == en else names.take(zh, thing.number)
            if (thing.en, thing.zh) != (en, zh):
                self._report.noted.add("two things of one name; the later has a number", thing.key, thing.en)
        for thing in self.all:
            own = _ID.fullmatch(thing.key) and not _NUMBER.fullmatch(thing.key)
            latin = thing.zh if _CHINESE.search(thing.en) else thing.en
            thing.id = names.id(thing.key if own else latin, thing.number)
        for thing in self.all:
            wanted = [alias for alias in (thing.key, *thing.names) if alias and not _numeric(alias)]
            has = {folded(each) for each in (thing.id, thing.zh, thing.en)}
            kept = {
                folded(alias.strip("[]<>")): alias
                for alias in reversed(wanted)
                if folded(alias.strip("[]<>")) not in has and names.free(alias, thing.number)
            }
            thing.names = [names.take(alias, thing.number) for alias in kept.values()]


def _numeric(key: str) -> bool:
    """Report whether a key is a number or a hash: no name that anybody would ask by."""
    return key.isdecimal() or bool(_NUMBER.fullmatch(key.casefold()))
