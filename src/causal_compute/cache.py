"""Checked JSON files in the user's cache folder: a place for what can always be computed again.

May touch: the user's cache folder, nothing else. Must not know: what is kept in it.

Every file carries the BLAKE2 hash of its own name and text; a file that is missing, cut, changed, in another
file's place or not JSON reads as None, so that a damaged cache is rebuilt and never trusted. Plain JSON only,
never pickle or marshal: what is read here can run nothing. Files are written beside their place and moved
there whole, so that two writers or a crash leave either the old file or the new one.
"""

import json
import os
import sys
from contextlib import suppress

from causal_compute.fingerprint import fingerprint

__all__ = ["cache_folder", "read", "sweep", "write"]

VARIABLE = "CAUSAL_COMPUTE_CACHE"
"""The environment variable that names another folder; "off" keeps nothing."""

# Paths are strings here: pathlib takes 4 ms to import, a tenth of a warm answer.


def cache_folder() -> str | None:
    """Return this user's cache folder for the package, or None when caching is switched off."""
    chosen = os.environ.get(VARIABLE)
    if chosen == "off":
        return None
    return chosen or os.path.join(_platform_folder(), "causal-compute")


def _platform_folder() -> str:
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches")
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    return os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")


def read(root: str, name: str) -> object | None:
    """Return what `write` kept as `name`, or None when it is not there whole and unchanged."""
    try:
        with open(os.path.join(root, name), "rb") as file:
            seal, _, text = file.read().partition(b"\n")
        if _seal(name, text) != seal:
            return None
        kept: object = json.loads(text)
    except (OSError, ValueError, RecursionError):
        return None
    return kept


def write(root: str, name: str, content: object) -> None:
    """Keep `content` as `name`, a path below `root` with "/" between its folders.

    A folder that cannot be written is no error: nothing is kept then.
    """
    import tempfile

    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        path = os.path.join(root, name)
        handle, new = tempfile.mkstemp(dir=_private(root, name), prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(name, text) + b"\n" + text)
            os.replace(new, path)
        except OSError:
            os.unlink(new)
            raise


def sweep(root: str, keep: int) -> None:
    """Remove all but the `keep` most recently written keys in `root`, and nothing that is no key.

    A key is a folder named by 32 hexadecimal digits: the user may name any folder as the cache, and what
    else lies there is not ours.
    """
    from shutil import rmtree

    with suppress(OSError):
        keys = [entry for entry in os.scandir(root) if _is_key(entry)]
        aged = sorted(keys, key=lambda entry: entry.stat().st_mtime)
        for old in aged[: max(0, len(aged) - keep)]:
            rmtree(old.path, ignore_errors=True)


def _is_key(entry: "os.DirEntry[str]") -> bool:
    return (
        len(entry.name) == 32
        and set(entry.name) <= set("0123456789abcdef")
        and entry.is_dir(follow_symlinks=False)
    )


def _seal(name: str, text: bytes) -> bytes:
    return fingerprint(name.encode() + b"\n" + text).encode()


def _private(root: str, name: str) -> str:
    """Make the folders that `name` needs, each for this user alone, and return the innermost."""
    folder = root
    os.makedirs(folder, mode=0o700, exist_ok=True)
    for part in name.split("/")[:-1]:  # makedirs gives its mode to the last folder only
        folder = os.path.join(folder, part)
        os.makedirs(folder, mode=0o700, exist_ok=True)
    return folder
