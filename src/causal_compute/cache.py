"""Checked JSON files in the user's cache folder: a place for what can always be computed again.

May touch: the user's cache folder, nothing else. Must not know: what is kept in it.

Every file carries the SHA-256 of its own text; a file that is missing, cut, changed or not JSON reads as
None, so that a damaged cache is rebuilt and never trusted. Plain JSON only, never pickle or marshal: what
is read here can run nothing. Files are written beside their place and moved there whole, so that two
writers or a crash leave either the old file or the new one.
"""

import json
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

__all__ = ["cache_folder", "read", "sweep", "write"]

VARIABLE = "CAUSAL_COMPUTE_CACHE"
"""The environment variable that names another folder; "off" keeps nothing."""


def cache_folder() -> Path | None:
    """Return this user's cache folder for the package, or None when caching is switched off."""
    chosen = os.environ.get(VARIABLE)
    if chosen == "off":
        return None
    return Path(chosen) if chosen else _platform_folder() / "causal-compute"


def _platform_folder() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def read(path: Path) -> object | None:
    """Return what `write` kept at `path`, or None when it is not there whole and unchanged."""
    try:
        digest, _, text = path.read_bytes().partition(b"\n")
        if sha256(text).hexdigest().encode() != digest:
            return None
        kept: object = json.loads(text)
    except (OSError, ValueError):
        return None
    return kept


def write(path: Path, content: object) -> None:
    """Keep `content` at `path`. A folder that cannot be written is no error: nothing is kept then."""
    import tempfile

    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(text).hexdigest().encode() + b"\n" + text)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def sweep(folder: Path, keep: int) -> None:
    """Remove all but the `keep` most recently used folders in `folder`."""
    with suppress(OSError):
        folders = [entry for entry in folder.iterdir() if entry.is_dir()]
        aged = sorted(folders, key=lambda entry: entry.stat().st_mtime)
        for old in aged[: max(0, len(aged) - keep)]:
            _remove(old)


def _remove(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            _remove(entry)
        else:
            entry.unlink()
    folder.rmdir()
