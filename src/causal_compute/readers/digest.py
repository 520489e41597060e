"""The identity of a thesis: one hash over every file that makes it up, without understanding any.

May touch: the file system (read only). Must not know: YAML, the model. It is on the path of every warm
answer: standard library only.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from causal_compute.fingerprint import Fingerprint
from causal_compute.readers.folder import open_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable  # 10 ms to import
    from pathlib import Path

__all__ = ["digest", "digest_of"]


def digest(folder: "str | Path | Traversable | None" = None) -> str:
    """Return the BLAKE2b hash, in hexadecimal, over the names and bytes of every file of the thesis.

    Where the folder lies does not count: a copy elsewhere has the same digest.
    """
    return digest_of((part.name, part.read()) for part in open_folder(folder).parts())


def digest_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the BLAKE2b hash over `files`; each name and length is hashed before the bytes.

    >>> digest_of([("a", b"bc")]) == digest_of([("ab", b"c")])
    False

    """
    total = Fingerprint()
    for name, content in files:
        total.feed(f"{len(content)} {name}\n".encode("utf-8", "surrogateescape"))
        total.feed(content)
    return str(total)
