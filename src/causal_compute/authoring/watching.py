"""A thesis checked again whenever one of its files changes.

May touch: the times and sizes of the files of a thesis. Must not know: the command line, how findings print.

Files are looked at twice a second. The few dozen files of a thesis take under a millisecond, on any file
system and with no more than the standard library; events of the operating system would save that and cost a
dependency.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import sleep

from causal_compute.authoring.formatting import place_of
from causal_compute.errors import Finding
from causal_compute.readers.folder import open_folder
from causal_compute.rules.folder import Verdict

__all__ = ["PAUSE", "Change", "watched"]

PAUSE = 0.5
"""Seconds between two looks."""

Look = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a change of some files has brought: findings that are `new`, findings that are `mended`.

    A finding that only moved to another line is neither. The first one is the state at the start: no `files`.
    """

    files: tuple[str, ...]
    new: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    verdict: Verdict


def watched(
    folder: str | Path | None,
    check: Callable[[], Verdict],
    *,
    wait: Callable[[float], object] = sleep,
    looks: int | None = None,
) -> Iterator[Change]:
    """Yield the state of the thesis in `folder`, then every change of its files that has come to rest.

    It ends after so many `looks`, or never. `wait` is called between two looks with the seconds to wait.
    """
    seen, verdict = _look(folder), check()
    yield Change(files=(), new=verdict.findings, mended=(), verdict=verdict)
    moving: Look | None = None
    for _ in count() if looks is None else range(looks):
        wait(PAUSE)
        now = _look(folder)
        if now == seen:
            moving = None
        elif now != moving:  # an editor may be half way through: look once more before reading
            moving = now
        else:
            files = tuple(
                sorted(name for name in now.keys() | seen.keys() if now.get(name) != seen.get(name))
            )
            seen, moving, before, verdict = now, None, verdict, check()
            yield Change(
                files=files, new=_only(verdict, before), mended=_only(before, verdict), verdict=verdict
            )


def _only(one: Verdict, other: Verdict) -> tuple[Finding, ...]:
    known = {(found.file, found.rule, found.problem) for found in other.findings}
    return tuple(found for found in one.findings if (found.file, found.rule, found.problem) not in known)


def _look(folder: str | Path | None) -> Look:
    """Return the time and the size of every file of the thesis, by the path it is shown by."""
    found: Look = {}
    for part in open_folder(folder).parts():
        try:
            stat = place_of(part.at).stat()
        except OSError:  # taken away between two steps
            continue
        found[part.shown] = (stat.st_mtime_ns, stat.st_size)
    return found
