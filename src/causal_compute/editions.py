"""Which edition an answer is of: the sources' bytes, what is chosen of them, and the code that reads them.

May touch: the thesis' files and the package's own (read only). Must not know: answers, where they are kept.
It is on the path of every warm answer: standard library only.
"""

import os

from causal_compute.fingerprint import fingerprint
from causal_compute.readers.digest import digest

__all__ = ["edition"]


def edition(folder: str | None, layers: tuple[str, ...], without: tuple[str, ...]) -> str:
    """Return 32 hexadecimal digits: a change of sources, choice or code gives others."""
    parts = "\n".join([digest(folder), ",".join(layers), ",".join(without), _code_stamp()])
    return fingerprint(parts.encode())[:32]


def _code_stamp() -> str:
    """Return sizes and times of the package's modules: an edited or pulled checkout is other code."""
    stamps: list[str] = []
    folders = [os.path.dirname(__file__)]
    for folder in folders:
        for entry in os.scandir(folder):
            if entry.is_dir():
                folders.append(entry.path)
            elif entry.name.endswith(".py"):
                stat = entry.stat()
                stamps.append(f"{entry.path}:{stat.st_size}:{stat.st_mtime_ns}")
    return "\n".join(sorted(stamps))
