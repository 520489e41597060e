"""Which change made an answer change: undo one at a time, and ask again.

May touch: standings. Must not know: how changes are told, languages.

A change *undoes* a difference if, taken back alone in the later state, it gives the earlier answer; it
*moves* it if the answer is then a third one. Where none does either, several changes each suffice or only act
together: then each change is made alone in the earlier state, and one that gives the later answer makes it
*alone*. What is left is the work of several changes together, and is said so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from causal_compute.comparing.changes import Change
from causal_compute.comparing.contents import SILENT
from causal_compute.comparing.standing import DATED, EXISTS, Chain, Key, Standing
from causal_compute.derivation import rederived
from causal_compute.errors import CausalComputeError
from causal_compute.model import Claim, Condition, Cost, Offers, Series, Thesis

__all__ = ["Because", "Effects", "How", "attributed", "swapped"]

How = Literal["undoes", "moves", "alone"]
_DEAF = frozenset({"sources", "slides", "not_claims", "events"})
"""Tables from which no status, date, belief or chain is reckoned."""


@dataclass(frozen=True, slots=True)
class Because:
    """The change (by its place in the list) that made a difference, and how that is known."""

    change: int
    how: How


@dataclass(slots=True)
class Effects:
    """What was found: the causes of every difference, how often was asked, how many were not tried."""

    because: dict[Key | Chain, list[Because]] = field(default_factory=dict)
    asked: int = 0
    untried: int = 0


def attributed(
    before: Standing, after: Standing, changes: Sequence[Change], differ: Sequence[Key | Chain], most: int
) -> Effects:
    """Return what made the answers differ, with at most `most` changes taken back (and as many made alone).

    Cost: one proof of all applications for each change, and one forecast if dates or statuses differ.
    """
    telling = [place for place, each in enumerate(changes) if _may_matter(each)] if differ else []
    found = Effects(untried=max(0, len(telling) - most))
    forecast = any(isinstance(key, Key) and key.field in DATED for key in differ)
    asking = _Asking(before, after, changes, before.as_of, forecast=forecast)
    _given(found, changes, differ)
    open_ = [key for key in differ if key not in found.because]
    for place in telling[:most] if open_ else ():
        asking.undone(place, open_, found)
    left = [key for key in open_ if key not in found.because]
    for place in telling[:most] if left and len(telling) > 1 else ():
        asking.alone(place, left, found)
    return found


def _given(found: Effects, changes: Sequence[Change], differ: Sequence[Key | Chain]) -> None:
    """Say what needs no asking: an application came or went because its variable was added or removed."""
    kinds = {"added", "removed"}
    places = {each["id"] or each["was"]: at for at, each in enumerate(changes) if each["what"] in kinds}
    for key in differ:
        if isinstance(key, Key) and key.field == EXISTS and key.subject in places:
            found.because[key] = [Because(places[key.subject], "undoes")]


def _may_matter(change: Change) -> bool:
    if change["part"] in _DEAF or (change["part"] == "variables" and change["what"] in {"added", "removed"}):
        return False
    return change["what"] in {"added", "removed"} or any(
        each["name"] not in SILENT for each in change["aspects"]
    )


class _Asking:
    """Two states, and what lies between them."""

    def __init__(
        self, before: Standing, after: Standing, changes: Sequence[Change], as_of: date, *, forecast: bool
    ) -> None:
        self.before, self.after, self.changes = before, after, changes
        self.as_of, self.forecast = as_of, forecast

    def undone(self, place: int, keys: Iterable[Key | Chain], found: Effects) -> None:
        """Take a change back in the later state, and note what becomes of the differences."""
        asked = self._asked(self.after.thesis, self.before.thesis, place, found)
        for key in keys if asked is not None else ():
            then, now, other = (_value(each, key) for each in (self.before, self.after, asked))
            if other == then:
                found.because.setdefault(key, []).append(Because(place, "undoes"))
            elif other != now:
                found.because.setdefault(key, []).append(Because(place, "moves"))

    def alone(self, place: int, keys: Iterable[Key | Chain], found: Effects) -> None:
        """Make a change alone in the earlier state, and note where it is enough."""
        asked = self._asked(self.before.thesis, self.after.thesis, place, found)
        for key in keys if asked is not None else ():
            if _value(asked, key) == _value(self.after, key):
                found.because.setdefault(key, []).append(Because(place, "alone"))

    def _asked(self, base: Thesis, other: Thesis, place: int, found: Effects) -> Standing | None:
        found.asked += 1
        try:
            return Standing(swapped(base, other, self.changes[place]), self.as_of, forecast=self.forecast)
        except CausalComputeError:  # a series that can no longer be derived: this one cannot be taken apart
            return None


def _value(standing: Standing | None, key: Key | Chain) -> object:
    if standing is None:
        return None
    return standing.values.get(key) if isinstance(key, Key) else standing.has(key)


def swapped(base: Thesis, other: Thesis, change: Change) -> Thesis:
    """Return `base` with one part as `other` has it; what it refers to and `base` lacks comes along."""
    table, name = change["part"], change["id"] or change["was"] or ""
    if table == "thesis":
        root = other.root if other.root in base.variables else base.root
        return replace(base, root=root, pace=other.pace, language=other.language)
    if table in {"observations", "events"}:
        return _with_fact(base, other, table, name)
    ours, theirs = dict(getattr(base, table)), getattr(other, table)
    if name in theirs:
        changed = _fetched(_with(base, table, {**ours, name: theirs[name]}), other, theirs[name])
    elif table in _EMPTIED:
        changed = _with(base, table, {**ours, name: _EMPTIED[table](ours[name])})
    else:
        ours.pop(name, None)
        changed = _with(base, table, ours)
    if table in {"series", "offers"}:
        return replace(changed, series=rederived(dict(changed.series), dict(changed.offers)))
    return changed


def _with(thesis: Thesis, table: str, parts: object) -> Thesis:
    """Return the thesis with other parts in one table."""
    changed: dict[str, Any] = {table: parts}
    return replace(thesis, **changed)


_EMPTIED: Mapping[str, Callable[[Any], Any]] = {
    "conditions": lambda each: replace(each, measure=None),
    "series": lambda each: replace(each, points=(), derivation=None),
    "offers": lambda each: replace(each, offers=()),
}
"""What others may refer to is not taken out but left without content."""


def _with_fact(base: Thesis, other: Thesis, table: str, name: str) -> Thesis:
    """Return `base` with one observation or event as `other` has it, or without it."""
    kept = [each for each in getattr(base, table) if each.id != name]
    come = [each for each in getattr(other, table) if each.id == name]
    whole = _with(base, table, (*kept, *come))
    for each in come:
        whole = _fetched(whole, other, each)
    return whole


def _fetched(base: Thesis, other: Thesis, part: Any) -> Thesis:  # noqa: ANN401 - a part of any table
    """Return `base` with all that `part` refers to, from `other` where `base` has it not."""
    for table, names in _refers(part):
        for name in names:
            known, has = getattr(base, table), getattr(other, table)
            if name not in known and name in has:
                base = _fetched(_with(base, table, {**known, name: has[name]}), other, has[name])
    return base


def _refers(part: Any) -> Iterable[tuple[str, Sequence[str]]]:  # noqa: ANN401 - a part of any table
    if isinstance(part, Claim):
        causes = () if part.causes is None else tuple(part.causes.causes())
        asked = [each.condition for each in causes if each.condition is not None]
        yield "variables", list(part.variables())
        yield "conditions", [*asked, *part.holds_if]
    elif isinstance(part, Condition):
        yield "variables", [part.variable]
        yield "series", [] if part.measure is None or part.measure.series is None else [part.measure.series]
    elif isinstance(part, Series) and part.derivation is not None:
        how = part.derivation
        yield ("series", [how.price_in, how.price_out]) if isinstance(how, Cost) else ("offers", [how.offers])
    elif not isinstance(part, Offers) and hasattr(part, "condition"):
        yield "conditions", [part.condition]
