"""The bytes of every file of a thesis, and the files that are missing, astray or outside.

May touch: the file system (read only). Must not know: what the files say.
"""

from importlib.resources.abc import Traversable

from causal_compute.disk import Disk
from causal_compute.errors import Finding
from causal_compute.readers.folder import Part, ThesisFolder, printable, within

__all__ = ["Files"]

ALL_BYTES = 64 * 2**20
"""The most that is read of one thesis. Beyond some ten thousand claims YAML is the wrong form."""

_SUFFIXES = (".yaml", ".yml", ".csv")


class Files:
    """Every file of `folder`, read once: `content` holds the bytes, `parts` where they come from, by name."""

    def __init__(self, folder: ThesisFolder) -> None:
        self.folder = folder
        self.findings: list[Finding] = []
        self.parts: dict[str, Part] = {}
        self.content: dict[str, bytes] = {}
        parts = folder.parts()
        left = ALL_BYTES
        for part in parts:
            if left < 0 or self._is_outside(part):
                continue
            self._read(part)
            left -= len(self.content.get(part.name, b""))
            if left < 0:
                problem = f"the files hold more than {ALL_BYTES // 2**20} MiB"
                self._report(part.shown, "CC004", problem, "split the thesis into several")
        self._find_strays({part.shown for part in parts})

    def named(self, stem: str) -> list[str]:
        """Return the names of the files `stem.yaml` and `stem/*.yaml`, in that order."""
        return [
            name
            for name in self.content
            if name == f"{stem}.yaml" or (name.startswith(f"{stem}/") and name.endswith(".yaml"))
        ]

    def shown(self, name: str) -> str:
        """Return the path under which the user knows the file `name`, whether it is there or not."""
        inner = name.removeprefix("evidence:")
        home = self.folder.home if inner == name else self.folder.evidence
        return within(home.shown, inner) if home else printable(inner)

    def require(self, name: str, remedy: str) -> bool:
        """Return whether the file `name` is there; report it missing if not."""
        if name in self.content:
            return True
        self._report(self.shown(name), "CC018", "the file is missing or is no plain file", remedy)
        return False

    def _read(self, part: Part) -> None:
        try:
            content = part.read()
        except OSError as error:
            reason = error.strerror or "it cannot be opened"
            self._report(part.shown, "CC018", f"the file cannot be read: {reason}", "give yourself access")
            return
        self.parts[part.name], self.content[part.name] = part, content

    def _is_outside(self, part: Part) -> bool:
        """Report and return whether a symbolic link leads out of the thesis, or of what lies beside it."""
        home = self.folder.home.at
        if not isinstance(part.at, Disk) or not isinstance(home, Disk):
            return False
        if part.at.is_within(home.parent if part.name.startswith("evidence:") else home):
            return False
        self._report(part.shown, "CC022", "a link that leads out of the folder", "put the file itself here")
        return True

    def _find_strays(self, read: set[str]) -> None:
        """Report YAML and CSV files that would silently not be read."""
        homes = [home for home in (self.folder.home, self.folder.evidence) if home and home.at.is_dir()]
        found = {shown for home in homes for shown in _tables(home.at, home.shown)}
        for shown in sorted(found - read):
            problem = "no file of a thesis has this name, so it would not be read"
            self._report(shown, "CC024", problem, "name it as docs/format.md does, or move it away")

    def _report(self, shown: str, rule: str, problem: str, remedy: str) -> None:
        self.findings.append(Finding(shown, 0, 0, rule, problem, remedy))


def _tables(folder: Disk | Traversable, shown: str, depth: int = 3) -> list[str]:
    """Return the shown path of every YAML or CSV file in `folder` and two levels below, if not hidden."""
    found: list[str] = []
    for entry in folder.iterdir():
        path = within(shown, entry.name)
        if entry.name.startswith("."):
            continue
        if entry.name.endswith(_SUFFIXES) and entry.is_file():
            found.append(path)
        elif depth > 1 and entry.is_dir():
            found += _tables(entry, path, depth - 1)
    return found
