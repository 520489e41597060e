"""Transcripts in the documents: what a page shows of a terminal, and whether the program says the same."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

CUT = "..."
"""A line of a transcript that stands for lines left out."""


def transcripts(page: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command that a page shows behind `$`, with the lines shown under it."""
    for block in re.findall(r"^```console\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            yield command, lines


def said(command: str, folder: Path) -> list[str]:
    """Return what a command of ours prints, standard error last, in a terminal of 100 columns."""
    name, *words = shlex.split(command, comments=True)
    if name != "causal-compute":
        raise ValueError(f"{command!r} is no command of ours")
    done = subprocess.run(
        [sys.executable, "-m", "causal_compute", *words],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return (done.stdout + done.stderr).rstrip("\n").split("\n")


def missing(shown: list[str], printed: list[str]) -> str | None:
    """Return the first line shown that was not printed in its place; None where all were.

    Lines between two cuts follow each other; what stands before the first cut begins what was printed.

    >>> missing(["a", "...", "c"], ["a", "b", "c", "d"])
    'c is shown as the last line'
    >>> missing(["a", "...", "c", "..."], ["a", "b", "c", "d"]) is None
    True

    """
    at = 0
    for number, run in enumerate(_runs(shown)):
        if not run:
            continue
        starts = range(at, len(printed) - len(run) + 1) if number else [0]
        found = next((start for start in starts if printed[start : start + len(run)] == run), None)
        if found is None:
            return next((line for line in run if line not in printed[at:]), f"{run[0]} is out of place")
        at = found + len(run)
    ends = not shown or shown[-1] != CUT
    return f"{shown[-1]} is shown as the last line" if ends and at != len(printed) else None


def _runs(shown: list[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for line in shown:
        if line == CUT:
            runs.append([])
        else:
            runs[-1].append(line)
    return runs
