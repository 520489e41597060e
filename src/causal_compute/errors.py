"""Every error a user can cause.

* CausalComputeError        exit code 1
  - NothingFoundError       1  a question or a name finds nothing; near names are offered
  - UsageError              2  options that cannot go together
  - BadDataError            3  files that may not be read as a thesis; carries every finding
  - QueryError              3  a SPARQL query that is not well formed
  - ForbiddenQueryError     3  a SPARQL query that would write, or reach a file or the network
  - LimitError              4  a budget of time, size or rows was used up
  - NoImportError           3  a file of another tool of which nothing can be imported
  - MissingDataError        3  a data folder is neither in the wheel nor in a checkout

Anything else that escapes is a bug in this package (exit code 70).
"""

from collections.abc import Sequence
from typing import NamedTuple

__all__ = [
    "BadDataError",
    "CausalComputeError",
    "Finding",
    "ForbiddenQueryError",
    "LimitError",
    "MissingDataError",
    "NoImportError",
    "NothingFoundError",
    "QueryError",
    "UsageError",
]


class Finding(NamedTuple):
    """One thing that is wrong in a file: where, which rule, what, and what to do.

    `line` and `column` count from 1; 0 means the file as a whole. `rule` is the rule's number ("CC012"),
    whose page is `docs/rules/CC012.md`. `severity` is "error" (the file cannot be used) or "warning"
    (it can; `check --strict` refuses it). (A named tuple: dataclasses take 3 ms to import, which every
    command would pay.)
    """

    file: str
    line: int
    column: int
    rule: str
    problem: str
    remedy: str
    severity: str = "error"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{where}: {self.rule} {self.problem}; {self.remedy}"


class CausalComputeError(Exception):
    """The base of every error that the user, not the program, has to mend."""

    exit_code = 1


class NothingFoundError(CausalComputeError):
    """A question or a name finds nothing in the graph; `near` holds what it may have meant."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"nothing in the graph answers to {name!r}{hint}")
        self.name, self.near = name, tuple(near)


class UsageError(CausalComputeError):
    """Options or arguments that cannot go together."""

    exit_code = 2


class BadDataError(CausalComputeError):
    """Files that cannot be read as a thesis. `findings` holds all that is wrong, in file order."""

    exit_code = 3

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(map(str, self.findings)))


class MissingDataError(CausalComputeError):
    """A data folder is neither in the installed package nor in a checkout around it."""

    exit_code = 3


class NoImportError(CausalComputeError):
    """A file of another tool of which nothing can be imported: says where, what, and what next."""

    exit_code = 3

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{where}: {problem}; {remedy}")
        self.where, self.problem, self.remedy = where, problem, remedy


class QueryError(CausalComputeError):
    """A SPARQL query that is not well formed, or that the chosen engine cannot answer."""

    exit_code = 3


class ForbiddenQueryError(QueryError):
    """A query that would write, or reach a file or the network."""


class LimitError(CausalComputeError):
    """A budget of time, size or rows was used up."""

    exit_code = 4
