"""Where a thesis lies: a folder, or a folder at a revision of git.

May touch: the file system and git (read only). Must not know: what is done with the thesis.

`REV:path` and `REV` mean what they mean to git. Nothing is checked out and nothing is written: the files of
a revision are read into memory, plain files only, within the limits that a folder on disk has.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple

from causal_compute.comparing.kept import Kept
from causal_compute.errors import BadDataError, LimitError, UsageError
from causal_compute.git import Repository, is_revision
from causal_compute.model import Thesis
from causal_compute.readers import read_thesis
from causal_compute.readers.files import ALL_BYTES
from causal_compute.readers.folder import line_value, open_folder, printable
from causal_compute.rules import rule

__all__ = ["NOW", "Place", "read_place"]

NOW = ""
"""The name of the thesis folder as it is now."""

_NAMED = ("CC030", "CC031", "CC032", "CC033", "CC034", "CC035")
"""The rules without which nothing can be asked: what is referred to is there."""

MOST_FILES = 5000
_READ = (".yaml", ".yml", ".csv")


class Place(NamedTuple):
    """A thesis, and the words by which the user knows it."""

    shown: str
    thesis: Thesis


def read_place(name: str, folder: str | None = None) -> Place:
    """Return the thesis that `name` names: a folder, `REV:path`, or `REV` (`folder` at that revision).

    `folder` is the thesis that a bare revision is about: by default the current folder if it holds one, else
    the packaged deck. `NOW` is that folder as it is.

    Raises:
        UsageError: there is no such folder or revision, or the name is that of a file of another kind.
        BadDataError: the files cannot be read as a thesis, or refer to what is not there.
        LimitError: the revision holds more than is read of a thesis.

    """
    if name == NOW:
        here = _home(folder)
        return Place(_shown(here), _whole(read_thesis(here)))
    if os.path.lexists(name):
        return Place(printable(name), _whole(read_thesis(_folder(name))))
    revision, colon, path = name.partition(":")
    if not is_revision(revision):
        raise UsageError(f"{printable(name)[:80]!r} is neither a folder nor a revision of git")
    if colon:
        return _at_revision(Repository("."), revision, path)
    home = Path(_home(folder)).resolve()
    return _at_revision(Repository(home), revision, "./")


def _whole(thesis: Thesis) -> Thesis:
    """Return the thesis if every name in it names something; its other faults are no hindrance.

    Raises:
        BadDataError: a claim, condition or fact refers to what is not there.

    """
    wrong = [finding for number in _NAMED for finding in rule(number).check(thesis)]
    if wrong:
        raise BadDataError(wrong)
    return thesis


def _home(folder: str | None) -> str:
    if folder is not None:
        return folder
    return "." if Path("thesis.yaml").is_file() else str(open_folder(None).home.at)


def _shown(folder: str) -> str:
    return printable(os.path.relpath(folder))


def _folder(name: str) -> str:
    """Return the thesis folder of a path that exists; a thesis.yaml stands for the folder it lies in."""
    if Path(name).is_dir():
        return name
    if Path(name).name == "thesis.yaml":
        return str(Path(name).parent)
    words = f"{printable(name)} is a file; name a folder with a thesis.yaml in it"
    if name.endswith((".trig", ".nq", ".ttl", ".jsonld")):
        words += " (what `build` writes cannot be read back as a thesis: it leaves parts of the files out)"
    raise UsageError(words)


def _at_revision(git: Repository, revision: str, path: str) -> Place:
    """Return the thesis in `path` at a revision; "./" begins a path below the folder of `git`."""
    commit = git.commit(revision)
    whole = normpath(f"/{git.prefix if path.startswith('./') else ''}{path}").strip("/")
    shown = f"{revision}:{printable(whole) or './'}"
    found = git.files(commit, whole)
    if found is None or "thesis.yaml" not in found:
        raise UsageError(f"{shown} holds no thesis.yaml; name its folder by --thesis or as REV:path")
    head = next(git.contents([found["thesis.yaml"][0]])).decode("utf-8-sig", "replace")
    source, evidence = line_value(head, "source"), line_value(head, "evidence")
    files = _contents(
        git, whole, {path: each for path, each in found.items() if _is_read(path, source)}, shown
    )
    if evidence is not None and evidence.startswith("../") and whole:
        beside = normpath(f"/{whole}/{evidence}").strip("/")
        tables = {path: each for path, each in (git.files(commit, beside) or {}).items() if _is_read(path)}
        files |= _contents(git, beside, tables, shown)
    return Place(shown, _whole(read_thesis(Kept(files, whole, shown))))


def _is_read(path: str, source: str | None = None) -> bool:
    return path.endswith(_READ) or path == source


def _contents(
    git: Repository, folder: str, wanted: Mapping[str, tuple[str, int]], shown: str
) -> dict[str, bytes]:
    """Return the files by their paths in the repository."""
    if len(wanted) > MOST_FILES or sum(size for _, size in wanted.values()) > ALL_BYTES:
        raise LimitError(f"{shown} holds more than {MOST_FILES} files or {ALL_BYTES // 2**20} MiB")
    read = git.contents(name for name, _ in wanted.values())
    return {_below(folder, path): content for path, content in zip(wanted, read, strict=True)}


def _below(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path
