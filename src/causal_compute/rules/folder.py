"""A thesis folder put to the readers and to every rule, and the verdict on it.

May touch: the readers (they open the files), the rules. Must not know: the command line, how findings print.

A rule knows the model alone. Where it can name a file only by its part in a thesis ("source.txt",
"evidence:events.yaml"), the path that the user knows it by is filled in here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from causal_compute.errors import BadDataError, Finding
from causal_compute.model import Thesis
from causal_compute.readers import read_thesis
from causal_compute.readers.folder import ThesisFolder, line_value, open_folder
from causal_compute.rules import check
from causal_compute.rules.findings import SOURCE

__all__ = ["Further", "Verdict", "check_folder"]

Further = Callable[[Thesis, str | Path | None], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Everything found in a folder, sorted, and the thesis in it, or None if it could not be read as one."""

    findings: tuple[Finding, ...]
    thesis: Thesis | None

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many of the findings are warnings."""
        return len(self.findings) - self.errors

    def exit_code(self, *, strict: bool) -> int:
        """Return 3 if there are errors (bad data), 1 if there are warnings and they count, else 0."""
        if self.errors:
            return 3
        return 1 if strict and self.warnings else 0

    def summary(self) -> str:
        """Return one line: how much was found, in how much."""
        found = " and ".join(
            f"{count} {noun}{'' if count == 1 else 's'}"
            for count, noun in ((self.errors, "error"), (self.warnings, "warning"))
            if count
        )
        if self.thesis is None:
            return f"{found}; this is no thesis yet, so no rule above CC029 was tried"
        claims, variables = len(self.thesis.claims), len(self.thesis.variables)
        return f"{found or '0 findings'} in {claims} claims, {variables} variables"


def check_folder(folder: str | Path | None = None, *more: Further) -> Verdict:
    """Return the verdict on the thesis in `folder`, by default the packaged deck.

    `more` are checks that look beyond the thesis itself, at its history.

    A folder that cannot be read as a thesis has the readers' findings, and no rule is tried on it.
    """
    try:
        thesis = read_thesis(folder)
    except BadDataError as err:
        return Verdict(findings=err.findings, thesis=None)
    shown = _shown(open_folder(folder))
    further = [finding for each in more for finding in each(thesis, folder)]
    found = (*check(thesis), *further)
    findings = (finding._replace(file=shown.get(finding.file, finding.file)) for finding in found)
    return Verdict(findings=tuple(sorted(findings)), thesis=thesis)


def _shown(folder: ThesisFolder) -> dict[str, str]:
    """Return the path of every file of a thesis by the name that rules call it."""
    shown = {part.name: part.shown for part in folder.parts()}
    source = line_value(folder.head, "source") or SOURCE
    return {**shown, SOURCE: shown.get(source, SOURCE)}
