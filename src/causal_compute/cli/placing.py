"""Where commands put the files they write: a file, or a folder for files named after the thesis."""

import os
from pathlib import Path

from causal_compute.errors import UsageError

__all__ = ["place", "save"]


def place(output: str, name: str, *, several: bool) -> Path:
    """Return the file to write: `output`, or `name` in it where it is, or has to be, a folder."""
    folder = several or output.endswith(("/", os.sep)) or Path(output).is_dir()
    return Path(output) / name if folder else Path(output)


def save(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, and the folder it lies in where there is none.

    Raises:
        UsageError: the place cannot be written.

    """
    from causal_compute.writers.files import write_whole

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
    except OSError as err:
        raise UsageError(f"cannot write {file}: {err.strerror}; name another place with -o") from err
