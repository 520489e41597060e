"""Which files make up a thesis, and how each is shown to the user.

May touch: the file system (read only). Must not know: YAML, the model. It is on the path of every warm
answer: standard library only.

The files of a thesis are found by name, without understanding any of them; the two names that
`thesis.yaml` gives (source and evidence) are read off their lines by a strict pattern, and the reader
holds the pattern's answer equal to YAML's.
"""

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from causal_compute.disk import Disk
from causal_compute.resources import data_dir

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable  # 10 ms to import
    from pathlib import Path  # 4 ms

__all__ = [
    "FILE_BYTES",
    "NAME",
    "UP_NAME",
    "Home",
    "Part",
    "ThesisFolder",
    "line_value",
    "open_folder",
    "printable",
    "within",
]

FILE_BYTES = 8 * 2**20
"""The largest file that is read: some ten thousand claims. Text that long is not written by hand."""
_CHUNK = 2**17

TOP_FILES = ("thesis.yaml", "variables.yaml", "conditions.yaml", "claims.yaml", "not-claims.yaml")
TOP_FOLDERS = ("variables", "conditions", "claims")
EVIDENCE_FILES = (
    "sources.yaml",
    "series.yaml",
    "offers.yaml",
    "observations.yaml",
    "events.yaml",
    "statements.yaml",
)

NAME = r"[A-Za-z0-9][A-Za-z0-9._-]*"
"""A file of the folder itself."""
UP_NAME = rf"(?:\.\./)?{NAME}"
"""A folder in it, or right beside it; no name leads further."""
_LINE = r"^{key}:[ \t]+(?P<q>[\"']?)(?P<value>{value})(?P=q)[ \t]*(?:#.*)?\r?$"


class Part:
    """One file: its `name` within the thesis, the path it is `shown` by, and where it lies (`at`).

    `name` starts with "evidence:" for a file of the evidence folder.
    """

    __slots__ = ("at", "name", "shown")

    def __init__(self, name: str, shown: str, at: "Disk | Traversable") -> None:
        self.name, self.shown, self.at = name, shown, at

    def read(self) -> bytes:
        """Return the bytes of the file, but at most one more than `FILE_BYTES`."""
        with self.at.open("rb") as file:
            content: bytes = file.read(_CHUNK)  # nearly always all: asking for more makes room for more
            return content if len(content) < _CHUNK else content + file.read(FILE_BYTES + 1 - _CHUNK)


class Home:
    """A folder of files, the path it is `shown` by, and what the names of its files start with."""

    __slots__ = ("at", "prefix", "shown")

    def __init__(self, at: "Disk | Traversable", shown: str, prefix: str = "") -> None:
        self.at, self.shown, self.prefix = at, shown, prefix

    def files(self, names: Iterable[str]) -> list[Part]:
        """Return those of the files `names` that are there."""
        parts = (self._part(name, self.at / name) for name in names)
        return [part for part in parts if part.at.is_file()]

    def below(self, names: Iterable[str], suffix: str) -> list[Part]:
        """Return the files right in the folders `names` that end in `suffix`, by name, if not hidden."""
        entries = (
            self._part(f"{name}/{entry.name}", entry)
            for name in names
            if (self.at / name).is_dir()
            for entry in (self.at / name).iterdir()
            if entry.name.endswith(suffix) and not entry.name.startswith(".")
        )
        return sorted((part for part in entries if part.at.is_file()), key=lambda part: part.name)

    def _part(self, name: str, at: "Disk | Traversable") -> Part:
        return Part(self.prefix + name, within(self.shown, name), at)


class ThesisFolder:
    """The folder of a thesis (`home`), and the `evidence` that its `thesis.yaml` names, if it does.

    `head` is the text of that `thesis.yaml`.
    """

    __slots__ = ("evidence", "head", "home")

    def __init__(self, at: "Disk | Traversable", shown: str) -> None:
        self.home = Home(at, shown)
        found = self.home.files(["thesis.yaml"])
        self.head = found[0].read().decode("utf-8-sig", "replace") if found else ""
        self.evidence: Home | None = None
        if (name := line_value(self.head, "evidence")) is not None:
            self.evidence = Home(_beside(at, name), _shown(shown, name), "evidence:")

    def parts(self) -> list[Part]:
        """Return every file that is read, in a fixed order: the thesis, then its evidence."""
        source = line_value(self.head, "source")
        found = self.home.files([*TOP_FILES, *([source] if source else [])])
        found += self.home.below(TOP_FOLDERS, ".yaml")
        if self.evidence is not None and self.evidence.at.is_dir():
            found += self.evidence.files(EVIDENCE_FILES) + self.evidence.below(["offers", "series"], ".csv")
        return found


def open_folder(folder: "str | Path | Traversable | None" = None) -> ThesisFolder:
    """Return the thesis in `folder`, shown as the user gave it; None is the packaged deck."""
    if folder is None:
        return ThesisFolder(data_dir("graph") / "deck", "graph/deck")
    if isinstance(folder, str | os.PathLike):
        return ThesisFolder(Disk(os.path.realpath(os.fspath(folder))), _shown(os.fspath(folder)))
    return ThesisFolder(folder, folder.name)


def line_value(head: str, key: str) -> str | None:
    r"""Return what the line `key: value` of a `thesis.yaml` says, or None.

    `value` is a plain name; that of the evidence folder may go one folder up, and none goes further.

    >>> line_value("id: deck\nevidence: ../evidence  # public facts\n", "evidence")
    '../evidence'
    >>> line_value("source: ../../etc/passwd\n", "source") is None
    True

    """
    value = UP_NAME if key == "evidence" else NAME
    found = re.search(_LINE.format(key=key, value=value), head, re.MULTILINE)
    return found["value"] if found else None


def printable(name: str) -> str:
    """Return `name` with what a terminal would act on, or could not show, replaced."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def within(shown: str, name: str) -> str:
    """Return how the file `name` of a folder is shown; one of the current folder goes by its name alone.

    >>> within("graph/deck", "claims.yaml"), within(".", "claims.yaml")
    ('graph/deck/claims.yaml', 'claims.yaml')

    """
    return printable(name) if shown == "." else f"{shown}/{printable(name)}"


def _beside(folder: "Disk | Traversable", name: str) -> "Disk | Traversable":
    """Return the folder `name` in or beside `folder`: paths and zip paths know their parent."""
    if not name.startswith("../"):
        return folder / name
    parent: Disk | Traversable = getattr(folder, "parent", folder)
    return parent / name.removeprefix("../")


def _shown(*names: str) -> str:
    return os.path.normpath(os.path.join(*names)).replace(os.sep, "/")
