"""What became of a file: how much was kept, what was dropped or changed, and why; never silently.

May touch: nothing. Must not know: how it was read.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["EXAMPLES", "Report", "Tallies", "Tally"]

EXAMPLES = 5
"""The first so many places are shown for each reason."""


@dataclass(slots=True)
class Tally:
    """One reason: how often, and the first places with what stood there."""

    reason: str
    count: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the count and the reason, then the first two places."""
        yield f"  {self.count:>6,}  {self.reason}"
        yield from (
            f"          {at}: {what}" if what else f"          {at}" for at, what in self.examples[:2]
        )


class Tallies:
    """Counts by reason, in the order in which reasons first occur."""

    def __init__(self) -> None:
        self._by: dict[str, Tally] = {}

    def add(self, reason: str, at: str, what: str = "") -> None:
        """Count a place; the first few are kept."""
        tally = self._by.setdefault(reason, Tally(reason))
        tally.count += 1
        if len(tally.examples) < EXAMPLES:
            tally.examples.append((at, what[:160]))

    def __iter__(self) -> Iterator[Tally]:
        return iter(sorted(self._by.values(), key=lambda tally: -tally.count))

    def total(self) -> int:
        """Return the count over all reasons."""
        return sum(tally.count for tally in self._by.values())


@dataclass(slots=True, kw_only=True)
class Report:
    """What became of the file `source`, in the format called `form`.

    `dropped` counts records that are in the result in no way, `noted` what was kept with a change or is worth
    a look. `root` is the id of the root of a thesis, `root_why` why it is that one.
    """

    source: str
    form: str
    title: str
    folder: str
    corpus: bool = False
    records: int = 0
    variables: int = 0
    claims: int = 0
    passages: int = 0
    root: str = ""
    root_why: str = ""
    asks: str = ""
    dropped: Tallies = field(default_factory=Tallies)
    noted: Tallies = field(default_factory=Tallies)

    def document(self) -> dict[str, object]:
        """Return the report as JSON has it."""
        lists = {
            name: [
                {"reason": t.reason, "count": t.count, "examples": [_place(*each) for each in t.examples]}
                for t in tallies
            ]
            for name, tallies in (("dropped", self.dropped), ("noted", self.noted))
        }
        return {
            "source": self.source,
            "format": self.form,
            "kind": "corpus" if self.corpus else "thesis",
            "folder": self.folder,
            "records": self.records,
            "variables": self.variables,
            "claims": self.claims,
            "passages": self.passages,
            "root": self.root or None,
            "root_why": self.root_why or None,
            **lists,
        }

    def json(self) -> str:
        """Return the report as JSON text."""
        return json.dumps(self.document(), ensure_ascii=False, indent=2)

    def text(self) -> str:
        """Return the report as lines to read."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        kind = "corpus" if self.corpus else "thesis"
        yield f"{self.source} ({self.title}) -> {self.folder}: a {kind}"
        kept = [(self.variables, "variable"), (self.claims, "claim"), (self.passages, "sentence")]
        counts = ", ".join(_many(count, noun) for count, noun in kept)
        yield f"  kept     {counts}, from {_many(self.records, 'record')}"
        if self.root:
            yield f"  root     {self.root}: {self.root_why}"
        for title, tallies in (("dropped", self.dropped), ("noted", self.noted)):
            count = tallies.total()
            yield f"  {title:<8} {count:,}{':' if count else ''}"
            for tally in tallies:
                yield from tally.lines()
        yield from self._next()

    def _next(self) -> Iterator[str]:
        if self.corpus:
            yield f"Open {self.folder}/page.html; a part of claims.jsonl there imports as a thesis."
            return
        yield f"Now: causal-compute check {self.folder}"
        yield f"     causal-compute why {self.asks} --thesis {self.folder}"
        yield f"     causal-compute explore --thesis {self.folder} -o {self.folder}/page.html"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _place(at: str, what: str) -> dict[str, str]:
    return {"at": at, "what": what}
