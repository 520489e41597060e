"""Falsifiers as git remembers them: a threshold that was changed after it was frozen does not bind.

May touch: git, the readers. Must not know: what a falsifier is about.

Where the folder lies in no git work tree, or git is not there, or the history is cut short or very long,
nothing can be said and nothing is. What is not committed yet binds nobody yet.

The history may be a stranger's: `causal_compute.git` asks it, with all switched off that it could start.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from causal_compute.errors import Finding
from causal_compute.git import ask
from causal_compute.model import Claim, Falsifier, Thesis
from causal_compute.readers import forms
from causal_compute.readers.characters import decode
from causal_compute.readers.findings import Desk, Unreadable
from causal_compute.readers.folder import open_folder
from causal_compute.readers.nodes import compose
from causal_compute.readers.records import ListOf
from causal_compute.rules.findings import Rule

__all__ = ["GRACE", "check_history"]

RULE = Rule("CC055")
GRACE = timedelta(days=7)
"""How long after it was frozen a falsifier may be first committed: commits may be days behind the pen."""

FILES = 2000
"""Versions of claim files that are read at the most."""

_CLAIMS = ("--", "claims", "claims.yaml")

Terms = tuple[str, float, str, date, str | None]
Version = tuple[date, dict[str, Claim]]


def check_history(thesis: Thesis, folder: str | Path | None) -> Iterator[Finding]:
    """Yield a finding for every falsifier whose terms changed after the day on which they were frozen."""
    home = open_folder(folder).home.at
    at = Path(os.path.realpath(home)) if isinstance(home, os.PathLike) else None
    if at is None or _told(at, "rev-parse", "--is-shallow-repository") != b"false":
        return
    versions = list(_versions(at))
    for claim in thesis.claims.values():
        yield from _changed(claim, [(day, old[claim.id]) for day, old in versions if claim.id in old])


def _changed(claim: Claim, versions: Sequence[tuple[date, Claim]]) -> Iterator[Finding]:
    """Yield what is wrong with a claim's falsifiers beside the claim's versions, the oldest first.

    What a claim said when the grace of a falsifier ended binds it, whatever else was added since.
    """
    now = {_terms(each) for each in claim.falsifiers}
    moved = False
    for frozen in sorted({each.frozen_on for _, old in versions for each in old.falsifiers}):
        last = [old for day, old in versions if day <= _bound(frozen)][-1:]
        for each in (each for old in last for each in old.falsifiers if each.frozen_on == frozen):
            if _terms(each) not in now:
                moved = True
                problem = f"the falsifier of {claim.id!r} was changed after it was frozen on {frozen}"
                yield RULE.finding(claim.at, problem, f"restore {_words(each)}, or add another falsifier")
    for each in () if moved else claim.falsifiers:
        days = [day for day, old in versions if _terms(each) in map(_terms, old.falsifiers)]
        if days and days[0] > _bound(each.frozen_on):
            says = f"says frozen on {each.frozen_on}, and was first committed {days[0]}"
            problem = f"the falsifier of {claim.id!r} {says}"
            yield RULE.finding(claim.at, problem, "write the day on which it was committed")


def _bound(frozen: date) -> date:
    """Return the last day on which a falsifier may still be written down or mended."""
    return frozen + GRACE if frozen < date.max - GRACE else date.max


def _terms(falsifier: Falsifier) -> Terms:
    return (
        falsifier.comparator.value,
        falsifier.value,
        falsifier.unit,
        falsifier.by.latest,
        falsifier.series,
    )


def _words(falsifier: Falsifier) -> str:
    by = falsifier.by.verbatim or falsifier.by.latest
    return f"{falsifier.comparator.value} {falsifier.value:g} {falsifier.unit} by {by}"


def _versions(at: Path) -> Iterator[Version]:
    """Yield the claims of every file that a commit touched, the oldest commit first.

    Files that never held a falsifier are not read.
    """
    told = _told(at, "log", "--reverse", "--relative", "--name-only", "--format=%x00%H %cs", *_CLAIMS)
    named: list[tuple[date, str, str]] = []
    for block in (told or b"").decode("utf-8", "replace").split("\0")[1:]:
        head, *files = block.split("\n")
        commit, _, day = head.partition(" ")
        named += [(date.fromisoformat(day), commit, file) for file in files if file]
    if len(named) > FILES:
        return
    texts = list(_texts(at, [f"{commit}:./{file}" for _, commit, file in named]))
    held = {file for (_, _, file), text in zip(named, texts, strict=True) if b"frozen_on" in text}
    for (when, _, path), text in zip(named, texts, strict=True):
        if path in held:
            yield when, _claims(text)


def _texts(at: Path, names: Sequence[str]) -> Iterator[bytes]:
    """Yield what git kept under each name, by one process; what it does not have is empty."""
    kept = ask(at, "cat-file", "--batch", given="\n".join([*names, ""]).encode()) or b""
    place = 0
    for _ in names:
        end = kept.find(b"\n", place)
        kind, _, size = kept[place:end].partition(b" ")[2].partition(b" ")
        length = int(size) if kind == b"blob" and size.isdigit() else 0
        yield kept[end + 1 : end + 1 + length]
        place = end + 1 + (length + 1 if kind == b"blob" else 0)


def _claims(text: bytes) -> dict[str, Claim]:
    """Return the claims that can be read in an old text; what cannot be is none of our business now."""
    desk = Desk("")
    clean = decode(text, desk)
    node = compose(clean, desk) if clean else None
    if node is None:
        return {}
    try:
        return {claim.id: claim for claim in ListOf(forms.CLAIM).read(node, desk)}
    except Unreadable:
        return {}


def _told(folder: Path, *arguments: str) -> bytes | None:
    """Return what git prints, without its last line's end; None when it cannot say."""
    told = ask(folder, *arguments)
    return None if told is None else told.rstrip(b"\n")
