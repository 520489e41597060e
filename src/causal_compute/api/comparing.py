"""Two theses, or two states of one, held side by side.

May touch: the comparing library and the writers, imported on use. Must not know: terminals.
"""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from causal_compute.api.questions import Day, day
from causal_compute.api.reply import Reply
from causal_compute.errors import BadDataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from causal_compute.comparing.compare import Comparison
    from causal_compute.comparing.diff import Diff
    from causal_compute.comparing.merge import Merging

__all__ = ["compare", "diff", "merge"]


def diff(
    before: str = "HEAD",
    after: str = "",
    *,
    thesis: str | None = None,
    most: int | None = None,
    as_of: Day = None,
) -> Reply[Diff]:
    """Return what changed from one state of a thesis to another, and the answers that changed because of it.

    `before` and `after` are folders, revisions of git ("HEAD~3": the folder `thesis` at that revision) or
    "REV:path"; "" is the folder as it is now. At most `most` changes are taken back to find what made an
    answer change (each costs as much as answering for all applications), 0 for none.

    Raises:
        UsageError: there is no such folder or revision.
        BadDataError: one of the two cannot be read as a thesis.

    """
    from causal_compute.comparing.diff import MOST
    from causal_compute.comparing.diff import diff as differ
    from causal_compute.comparing.places import read_place

    states = read_place(before, thesis), read_place(after, thesis)
    found = differ(*states, day(as_of), MOST if most is None else most)
    return Reply("diff", found, "en")


def compare(one: str, other: str, *, aliases: Sequence[str] = (), as_of: Day = None) -> Reply[Comparison]:
    """Return two theses side by side: agreed, contradicted, only in one, the same by another route.

    `one` and `other` are places as `diff` takes them; `aliases` are lines "a = b" or "a != b", a name of the
    first thesis and one of the second.

    Raises:
        UsageError: there is no such place, or a line is no alias.
        NothingFoundError: an alias names what is not there.
        BadDataError: one of the two cannot be read as a thesis.

    """
    from causal_compute.comparing.compare import compare as side_by_side
    from causal_compute.comparing.names import read_words
    from causal_compute.comparing.places import read_place

    places = read_place(one), read_place(other)
    return Reply("compare", side_by_side(*places, day(as_of), read_words(aliases)), "en")


def merge(one: str, other: str, folder: str, *, aliases: Sequence[str] = ()) -> Reply[Merging]:
    """Write two theses as one to `folder`, which must be new or empty; return what was done.

    The report is written beside the thesis, as merge.md and merge.json. `one`, `other` and `aliases` are as
    `compare` takes them. The folder is there whole or not at all.

    Raises:
        UsageError: the folder is there already or cannot be made.
        BadDataError: one of the two, or what comes of them, breaks a rule of the format.

    """
    from causal_compute.comparing.merge import merge as merged
    from causal_compute.comparing.names import read_words
    from causal_compute.comparing.places import read_place
    from causal_compute.writers.thesis import thesis_files

    target = Path(folder)
    if target.is_symlink() or (target.exists() and not (target.is_dir() and not any(target.iterdir()))):
        raise UsageError(f"{folder} is there already; name a new folder")
    found = merged(read_place(one), read_place(other), read_words(aliases))
    told: Merging = {**found.told, "folder": folder}
    try:
        draft = Path(mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}."))
    except OSError as err:
        raise UsageError(f"cannot write {folder}: {err.strerror}; name another place") from err
    try:
        told["warnings"] = _checked(draft, thesis_files(found.thesis))
        reply = Reply("merge", told, "en")
        (draft / "merge.json").write_text(f"{reply.json()}\n", encoding="utf-8")
        (draft / "merge.md").write_text(f"{reply.markdown()}\n", encoding="utf-8")
        draft.chmod(0o755)
        draft.replace(target)
    finally:
        rmtree(draft, ignore_errors=True)
    return reply


def _checked(draft: Path, files: Mapping[str, bytes]) -> int:
    """Write the files, and return how many warnings `check` has of them."""
    from causal_compute.rules.folder import check_folder

    for name, content in files.items():
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        (draft / name).write_bytes(content)
    verdict = check_folder(draft)
    if verdict.errors:
        wrong = [each for each in verdict.findings if each.severity == "error"]
        raise BadDataError([each._replace(file=each.file.replace(str(draft), "(merged)")) for each in wrong])
    return verdict.warnings
