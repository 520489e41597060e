"""A folder of results, whole or not at all.

May touch: the folder it is told to write. Must not know: what the files say.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from causal_compute.errors import UsageError

__all__ = ["MARK", "new_folder"]

MARK = "import-report.json"
"""A folder with this file was made by an import, and may be made anew by one."""


@contextmanager
def new_folder(folder: Path, *, force: bool) -> Iterator[Path]:
    """Yield a new folder to write in; it becomes `folder` if all goes well, and is gone if not.

    Raises:
        UsageError: `folder` holds something already, or cannot be written. With `force`, one that an earlier
            import made is replaced, and no other.

    """
    _check(folder, force=force)
    folder = folder.resolve()  # "." has no parent of its own
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as err:
        raise UsageError(f"cannot write {folder}: {err.strerror}; name another folder with -o") from err
    try:
        yield made
        made.chmod(0o755)
        if folder.exists() and not any(folder.iterdir()):  # it may be where the user stands
            for entry in made.iterdir():
                entry.replace(folder / entry.name)
        elif folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
            folder.replace(old / "old")
            made.replace(folder)
            shutil.rmtree(old)
        else:
            made.replace(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _check(folder: Path, *, force: bool) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder with -o")
    inside = [entry.name for entry in folder.iterdir()]
    if not inside or (force and MARK in inside):
        return
    made = (
        "add --force to replace what an earlier import wrote" if MARK in inside else "name a new one with -o"
    )
    raise UsageError(f"the folder {folder} is not empty; {made}")
