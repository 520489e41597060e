"""Questions put to git: fixed arguments, no shell, nothing that a stranger's repository could start.

May touch: git, by a process of its own. Must not know: what is kept in the repository.

Hooks, pagers, filters, signatures, the user's settings and fetching what is missing are switched off; git is
given a few seconds.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from causal_compute.errors import UsageError

__all__ = ["Repository", "ask", "is_revision"]

SECONDS = 20
_SAFE = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.pager=cat"),
    *("-c", "core.quotePath=false"),
    *("-c", "log.showSignature=false"),
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
)
_ALONE = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
_REVISION = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9_./@{}^~+-]{0,199}", re.ASCII)


def is_revision(name: str) -> bool:
    """Report whether `name` has the form of one revision: no option, no range, no blank, no path.

    >>> [is_revision(name) for name in ("HEAD~3", "v1.0", "--output=x", "a..b", "a b")]
    [True, True, False, False, False]
    """
    return bool(_REVISION.fullmatch(name)) and ".." not in name


def ask(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return what git prints in a folder, `given` on its standard input; None when it cannot say.

    Arguments come from this program, or have been checked: none may begin like an option.
    """
    own = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        ran = subprocess.run(  # noqa: S603 - fixed arguments and checked names, no shell
            ["git", *_SAFE, *arguments],  # noqa: S607 - the git of the path
            cwd=folder,
            env=own | _ALONE,
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return ran.stdout


class Repository:
    """The git repository that a folder lies in.

    `prefix` is the folder's path in it, "" or ending in "/".

    Raises:
        UsageError: the folder lies in none, or git is not there.

    """

    def __init__(self, folder: str | Path) -> None:
        self._at = Path(folder)
        told = ask(self._at, "rev-parse", "--show-prefix")
        if told is None:
            raise UsageError(f"{folder} lies in no git repository that can be read; name folders instead")
        self.prefix = told.decode("utf-8", "replace").removesuffix("\n")

    def commit(self, revision: str) -> str:
        """Return the hash of the commit that `revision` names.

        Raises:
            UsageError: it has not the form of a revision, or names no commit here.

        """
        if not is_revision(revision):
            raise UsageError(f"{revision[:80]!r} is neither a folder nor a revision of git")
        told = ask(self._at, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        found = b"" if told is None else told.strip()
        if not re.fullmatch(rb"[0-9a-f]{40,64}", found):
            raise UsageError(f"{revision!r} is neither a folder nor a commit that this repository has")
        return found.decode()

    def files(self, commit: str, folder: str) -> dict[str, tuple[str, int]] | None:
        """Return the plain files below a folder at a commit: path in it -> hash and bytes; None: no folder.

        Links and submodules are left out: what they lead to is not in the commit.
        """
        told = ask(self._at, "ls-tree", "-r", "-z", "-l", "--full-tree", f"{commit}:{folder}")
        if told is None:
            return None
        found = {}
        for row in told.decode("utf-8", "surrogateescape").split("\0"):
            about, _, path = row.partition("\t")
            mode, kind, name, size = (about.split() + [""] * 4)[:4]
            if kind == "blob" and mode.startswith("100"):
                found[path] = name, int(size)
        return found

    def contents(self, names: Iterable[str]) -> Iterator[bytes]:
        """Yield what git keeps under each hash, in order; by one process."""
        asked = "".join(f"{name}\n" for name in names).encode()
        kept = ask(self._at, "cat-file", "--batch", given=asked) or b""
        place = 0
        while place < len(kept):
            end = kept.index(b"\n", place)
            size = int(kept[place:end].split()[2])
            yield kept[end + 1 : end + 1 + size]
            place = end + size + 2
