"""What part each thing plays in the thesis: where chains begin, what is an application, what feeds back.

May touch: what was gathered, the walks. Must not know: how it is written.

A foreign graph says none of this, so what is taken is documented, told in the report, and the user's to
change: what nothing causes is a root, the rest are factors, nothing is an application unless it is named so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from causal_compute.errors import NothingFoundError, UsageError
from causal_compute.imports.gathering import Gathered
from causal_compute.imports.loops import back_links, beginnings, farthest, steps_of
from causal_compute.imports.names import folded
from causal_compute.imports.report import Report
from causal_compute.imports.things import Thing
from causal_compute.model import Change, Modality, VariableKind
from causal_compute.rules.walks import Onward, reached

__all__ = ["Roles", "roles"]

_UNDECIDED = {Modality.CONTRIBUTORY, Modality.PREVENTIVE}
_MAY_BE_VIABLE = {VariableKind.APPLICATION, VariableKind.FACTOR}


@dataclass(frozen=True, slots=True)
class Roles:
    """The root of the thesis, and the kind of every thing by id."""

    root: Thing
    kinds: dict[str, VariableKind]


def roles(gathered: Gathered, report: Report, root: str | None, applications: Sequence[str]) -> Roles:
    """Return the parts that things play; mark the claims that feed back and those that decide applications.

    Raises:
        NothingFoundError: `root` or one of `applications` is no name of the file.
        UsageError: nothing raises a thing that is to be an application.

    """
    return _Casting(gathered, report).roles(root, applications)


class _Casting:
    """The parts of one file's things."""

    def __init__(self, gathered: Gathered, report: Report) -> None:
        self.things, self.claims, self.report = gathered.things, gathered.claims, report
        self.by_id = {thing.id: thing for thing in self.things}
        self.order = {thing.id: thing.number for thing in self.things}
        self.steps = steps_of(self._links())

    def roles(self, root: str | None, applications: Sequence[str]) -> Roles:
        chosen = None if root is None else self._named(root).id
        applied = {self._named(name).id for name in applications}
        starts = self._starts(chosen, applied)
        first = self._first(starts, chosen)
        self._feed_back([first, *(start for start in starts if start != first)])
        kinds = {thing.id: thing.kind or VariableKind.FACTOR for thing in self.things}
        for name, kind in kinds.items():
            if name in applied and name != first:
                kinds[name] = VariableKind.APPLICATION
            elif name in starts:
                kinds[name] = VariableKind.ROOT
            elif kind is VariableKind.ROOT:
                kinds[name] = VariableKind.FACTOR
        self._decide(kinds, applied)
        self._say(first, applied)
        return Roles(self.by_id[first], kinds)

    def _links(self) -> Iterator[tuple[str, str]]:
        for made in self.claims:
            if not made.feedback:
                yield from ((self.things[cause].id, self.things[made.effect].id) for cause in made.causes)

    def _named(self, name: str) -> Thing:
        names = {
            folded(each): thing
            for thing in reversed(self.things)
            for each in (*thing.names, thing.zh, thing.en, thing.key, thing.id)
        }
        if folded(name) not in names:
            near = get_close_matches(folded(name), names, n=3, cutoff=0.6)
            raise NothingFoundError(name, [names[each].en for each in near])
        return names[folded(name)]

    def _starts(self, chosen: str | None, applied: set[str]) -> list[str]:
        """Return the roots: the file's own, else what nothing causes; a chosen one in place of its loop's."""
        own = [thing.id for thing in self.things if thing.kind is VariableKind.ROOT]
        begun = own or beginnings(self.steps, self.order)
        found = [start for start in begun if start not in applied] or begun
        if chosen is None:
            return found
        behind = reached(chosen, self.steps)
        return [chosen, *(start for start in found if start not in behind)]

    def _first(self, starts: list[str], chosen: str | None) -> str:
        if chosen is not None:
            self.report.root_why = "as you said"
            return chosen
        first, reach = farthest(starts, self.steps, self.order)
        own = self.by_id[first].kind is VariableKind.ROOT
        why = (
            "the file calls it a root"
            if own
            else "nothing causes it"
            if self._uncaused(first)
            else "it starts a loop"
        )
        more = f" (of {len(starts)} such)" if len(starts) > 1 else ""
        self.report.root_why = f"{why}{more}, and it reaches the most: {reach} of {len(self.things) - 1}"
        return first

    def _uncaused(self, name: str) -> bool:
        return all(name not in effects for cause, effects in self.steps.items() if cause != name)

    def _feed_back(self, starts: list[str]) -> None:
        """Mark the claims that close a loop, and those that lead into a root."""
        back = back_links(starts, self.steps)
        for made in self.claims:
            effect = self.things[made.effect].id
            causes = [self.things[cause].id for cause in made.causes]
            if made.feedback:
                continue
            reason = ""
            if effect in causes:
                reason = "a thing that causes itself; the claim is marked as feedback"
            elif any((cause, effect) in back for cause in causes):
                reason = "a claim that closes a loop; it is marked as feedback and left out of chains"
            elif effect in starts:
                reason = "a claim that leads into a root; it is marked as feedback and left out of chains"
            if reason:
                made.feedback = True
                self.report.noted.add(reason, made.sources[0].at, f"{' + '.join(causes)} -> {effect}")

    def _decide(self, kinds: dict[str, VariableKind], applied: set[str]) -> None:
        """Make gates of the claims that raise an application; no other thing becomes viable."""
        decided = set()
        for made in self.claims:
            effect = self.things[made.effect].id
            raises = made.change is Change.INCREASES and made.modality is not Modality.PREVENTIVE
            if effect in applied and raises:
                made.change = Change.BECOMES_VIABLE
                made.modality = Modality.ENABLING if made.modality in _UNDECIDED else made.modality
            if made.change is Change.BECOMES_VIABLE and kinds[effect] not in _MAY_BE_VIABLE:
                made.change = Change.INCREASES
                reason = "something becomes viable that is no application; it is taken to rise"
                self.report.noted.add(reason, made.sources[0].at, effect)
            for cause, change in made.causes.items():
                if change is Change.BECOMES_VIABLE and kinds[self.things[cause].id] not in _MAY_BE_VIABLE:
                    made.causes[cause] = Change.INCREASES
            if made.change is Change.BECOMES_VIABLE and made.modality not in _UNDECIDED:
                decided.add(effect)
        for name, kind in kinds.items():
            gated = kind is VariableKind.APPLICATION and name in decided
            if name in applied and not gated:
                problem = f"nothing in {self.report.source} raises {self.by_id[name].en!r}"
                raise UsageError(f"{problem}, so no claim could decide it; leave --application out")
            if kind is VariableKind.APPLICATION and not gated:
                kinds[name] = VariableKind.FACTOR
                reason = "an application that no claim decides; it is taken for a factor"
                self.report.noted.add(reason, self.by_id[name].key, name)

    def _say(self, first: str, applied: set[str]) -> None:
        """Write into the report what to ask first: an application, or what lies farthest from the root."""
        self.report.root = first
        if applied:
            self.report.asks = min(applied, key=self.order.__getitem__)
            return
        chained: Onward = steps_of(self._links())
        far = reached(first, chained)
        self.report.asks = max(far, key=lambda name: (name not in chained, far[name], -self.order[name]))
