"""Where the findings of one file are gathered while it is read on.

May touch: nothing. Must not know: what is looked for.
"""

from causal_compute.errors import Finding
from causal_compute.model import Position
from causal_compute.readers.places import Places

__all__ = ["Desk", "Unreadable", "finding"]

MOST = 200
"""The findings kept of one file."""


class Unreadable(Exception):  # noqa: N818 - it never leaves the readers: the finding is already on the desk
    """This part cannot become a value, and why has been reported; what holds it goes on without it."""


class Desk:
    """The file that is being read, and all that was found wrong in it so far.

    `places` is where quotes are looked up; None while no source is known, or none could be read.
    `language` is that of the source.
    """

    __slots__ = ("file", "findings", "language", "places")

    def __init__(self, file: str, places: Places | None = None, language: str = "zh") -> None:
        self.file, self.places, self.language = file, places, language
        self.findings: list[Finding] = []

    def report(self, at: Position, rule: str, problem: str, remedy: str) -> None:
        """Add a finding, and read on. Beyond `MOST` no more are kept: they have one cause."""
        if len(self.findings) == MOST:
            problem, remedy = f"more than {MOST} findings in this file", "mend those above first"
            self.findings.append(Finding(self.file, at.line, at.column, rule, problem, remedy))
        if len(self.findings) > MOST:
            return
        self.findings.append(Finding(self.file, at.line, at.column, rule, problem, remedy))

    def refuse(self, at: Position, rule: str, problem: str, remedy: str) -> Unreadable:
        """Add a finding, and return what to raise because no value can be made."""
        self.report(at, rule, problem, remedy)
        return Unreadable(problem)


def finding(at: Position, rule: str, problem: str, remedy: str) -> Finding:
    """Return a finding at a place that is known with its file."""
    return Finding(at.file, at.line, at.column, rule, problem, remedy)
