"""A change to a thesis that is checked before a byte of it is written.

May touch: the files of the thesis it is given, and a temporary folder. Must not know: what is changed, or
why.

The files are copied to a temporary folder with the change in them and put to every rule there. Only what
passes is written, each file whole, in the order in which the changes were made.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from causal_compute.authoring.formatting import check_unchanged, place_of
from causal_compute.errors import BadDataError, Finding, UsageError
from causal_compute.readers.files import Files
from causal_compute.readers.folder import open_folder
from causal_compute.rules.folder import Verdict, check_folder
from causal_compute.writers.files import write_whole

if TYPE_CHECKING:
    from causal_compute.model import Thesis

__all__ = ["Draft"]


class Draft:
    """The thesis in `folder` as it is, and as it would be with some files changed.

    Raises:
        UsageError: there is no thesis in `folder`.
        BadDataError: it cannot be read as it is.

    """

    def __init__(self, folder: str | Path) -> None:
        home = open_folder(folder)
        if not home.head:
            raise UsageError(f"no thesis.yaml in {folder}; name the folder of a thesis")
        self._folder, self._files, self._changed = home, Files(home), dict[str, str]()
        before = check_folder(folder)
        if before.thesis is None:
            raise BadDataError(before.findings)
        self.thesis: Thesis = before.thesis
        self._before = {_without_place(found) for found in before.findings}

    def names(self, stem: str) -> list[str]:
        """Return the files `stem.yaml` and `stem/*.yaml` of the thesis."""
        return self._files.named(stem)

    def shown(self, name: str) -> str:
        """Return the path by which the user knows a file, whether it is there or not."""
        return self._files.shown(name)

    def text(self, name: str) -> str:
        """Return the text of a file with the changes made so far, "" if there is none."""
        found = self._changed.get(name)
        return self._files.content.get(name, b"").decode("utf-8-sig") if found is None else found

    def change(self, name: str, text: str) -> None:
        """Give the file `name` another text, in the draft alone."""
        self._changed[name] = text

    def verdict(self) -> Verdict:
        """Return what `check` would say with the changes, of files as the user knows them."""
        with TemporaryDirectory(prefix="causal-compute-") as made:
            home = Path(made).resolve() / "thesis"
            shown = dict(self._copy(home))
            verdict = check_folder(home)
        findings = (found._replace(file=shown.get(found.file, found.file)) for found in verdict.findings)
        return Verdict(findings=tuple(sorted(findings)), thesis=verdict.thesis)

    def new(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Return what the changes have brought in: the findings that were not there before."""
        return tuple(found for found in verdict.findings if _without_place(found) not in self._before)

    def write(self) -> None:
        """Write every changed file, each whole or not at all.

        Raises:
            UsageError: a file was changed since it was read; nothing is written.
            OSError: a folder cannot be written.

        """
        root = place_of(self._folder.home.at)
        places: dict[str, Path] = {}
        for name in self._changed:
            part = self._files.parts.get(name)
            places[name] = place_of(part.at) if part else root / name
            check_unchanged(places[name], self._files.content.get(name), self.shown(name))
        for name, path in places.items():
            path.parent.mkdir(exist_ok=True)
            write_whole(path, self._changed[name].encode())

    def _copy(self, home: Path) -> Iterator[tuple[str, str]]:
        """Copy every file to `home`, the evidence where `thesis.yaml` looks for it.

        Yield the path of each copy, and the path by which the user knows the file.
        """
        evidence = self._folder.evidence
        facts = home
        if evidence is not None:
            place = place_of(evidence.at)
            inside = place.parent == place_of(self._folder.home.at)
            facts = (home if inside else home.parent) / place.name
            facts.mkdir(parents=True)
        changed = {name: text.encode() for name, text in self._changed.items()}
        for name, content in {**self._files.content, **changed}.items():
            inner = name.removeprefix("evidence:")
            copy = (home if inner == name else facts) / inner
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
            yield copy.as_posix(), self.shown(name)


def _without_place(found: Finding) -> tuple[str, str]:
    """Return what makes a finding the same one on another line; of CC045 there is at most one."""
    return found.rule, "" if found.rule == "CC045" else found.problem
