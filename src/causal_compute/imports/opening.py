"""Bytes in: whole up to a bound, or line by line; plain or compressed; and JSON that cannot hurt.

May touch: the file it is told to read. Must not know: what the lines or the JSON mean.

JSON numbers stay the strings that are written ("0.90" stays "0.90"), so that a figure can be quoted.
"""

import bz2
import gzip
import json
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from causal_compute.errors import NoImportError
from causal_compute.readers.folder import printable

__all__ = [
    "LINE_BYTES",
    "WHOLE_BYTES",
    "BadLine",
    "blocks",
    "head",
    "lines",
    "opened",
    "parsed",
    "shown",
    "whole",
]

WHOLE_BYTES = 64 * 2**20
"""The largest file that is read whole. JSON takes some ten times its size in memory."""

LINE_BYTES = 32 * 2**20
"""The longest line: a relation of CauseNet with thousands of sources takes some megabytes."""

HEAD_BYTES = 2**16
"""How much of a file is looked at to tell its format."""

_COMPRESSED = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
_BROKEN = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


class BadLine(str):
    """Why a line could not be read; it stands in the place of its text."""

    __slots__ = ()


def shown(path: Path) -> str:
    """Return the name of the file as it can be shown and written into a thesis."""
    return printable(path.name)


def opened(path: Path) -> IO[bytes]:
    """Return the file, decompressed on the fly where its name ends in .gz, .bz2 or .xz."""
    try:
        make = _COMPRESSED.get(path.suffix.lower())
        return make(path, "rb") if make else path.open("rb")  # type: ignore[operator]
    except OSError as err:
        raise NoImportError(shown(path), f"cannot be read ({err.strerror})", "name a file") from err


def head(path: Path) -> bytes:
    """Return the first 64 KiB of the file."""
    return _read(path, HEAD_BYTES)


def whole(path: Path) -> str:
    """Return the text of a file of at most `WHOLE_BYTES`.

    Raises:
        NoImportError: it is larger, or no UTF-8.

    """
    content = _read(path, WHOLE_BYTES + 1)
    if len(content) > WHOLE_BYTES:
        problem = f"is larger than {WHOLE_BYTES // 2**20} MiB, and this format is read whole"
        raise NoImportError(shown(path), problem, "split it, or write it as JSONL and add --corpus")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = content.count(b"\n", 0, err.start) + 1
        raise NoImportError(
            f"{shown(path)}:{line}", f"byte 0x{content[err.start]:02X} is not UTF-8", "save it as UTF-8"
        ) from None


def blocks(path: Path) -> Iterator[bytes]:
    """Yield the file in blocks of 64 KiB, and an empty one at its end."""
    with opened(path) as file:
        block = b"-"
        while block:
            try:
                block = file.read(HEAD_BYTES)
            except (OSError, *_BROKEN) as err:
                raise NoImportError(shown(path), f"breaks off ({err})", "fetch it again") from err
            yield block


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every line with its number, counted from 1, and its line end; a `BadLine` where it is no text.

    Cost: one line in memory, whatever the length of the file.
    """
    with opened(path) as file:
        number = 0
        while raw := _line(file, path):
            number += 1
            yield number, _decoded(raw, first=number == 1)


def _line(file: IO[bytes], path: Path) -> bytes:
    try:
        raw = file.readline(LINE_BYTES + 1)
        rest = raw
        while len(rest) > LINE_BYTES and not rest.endswith(b"\n"):  # read past it, keep no more of it
            rest = file.readline(LINE_BYTES + 1)
    except (OSError, *_BROKEN) as err:
        raise NoImportError(shown(path), f"breaks off ({err})", "fetch it again") from err
    return raw


def _decoded(raw: bytes, *, first: bool) -> str:
    if len(raw) > LINE_BYTES:
        return BadLine(f"longer than {LINE_BYTES // 2**20} MiB")
    try:
        return raw.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError as err:
        return BadLine(f"byte 0x{raw[err.start]:02X} is not UTF-8")


def _read(path: Path, size: int) -> bytes:
    try:
        with opened(path) as file:
            return file.read(size)
    except (OSError, *_BROKEN) as err:
        raise NoImportError(shown(path), f"cannot be read ({err})", "name a whole file") from err


def parsed(text: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what the JSON in `text` says, numbers as strings.

    Raises:
        ValueError: no JSON, a key that stands twice in one object, or nesting beyond the interpreter's depth.

    >>> parsed('{"belief": 0.90, "n": 1}')
    {'belief': '0.90', 'n': '1'}

    """
    try:
        return json.loads(
            text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_no_key_twice
        )
    except json.JSONDecodeError as err:
        line = f"line {err.lineno}, " if err.lineno > 1 else ""
        raise ValueError(f"{err.msg} at {line}column {err.colno}") from None
    except RecursionError:
        raise ValueError("nested too deep") from None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:40]!r} stands twice in one object")
    return found
