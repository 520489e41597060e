"""Falsifiers as git remembers them: a threshold that was changed after it was frozen does not bind.

May touch: git, by a process of its own; the readers. Must not know: what a falsifier is about.

Where the folder lies in no git work tree, or git is not there, or the history is cut short, nothing can be
said and nothing is. What is not committed yet binds nobody yet.

git is called with fixed arguments and no shell, never through hooks, a pager or the user's settings, and
is given a few seconds. Ids and paths are passed after "--".
"""

import os
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from causal_compute.errors import Finding
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

SECONDS = 10
COMMITS = 500
_SAFE = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.pager=cat")

Terms = tuple[str, float, str, date, str | None]


def check_history(thesis: Thesis, folder: str | Path | None) -> Iterator[Finding]:
    """Yield a finding for every falsifier whose terms changed after the day on which they were frozen."""
    home = open_folder(folder).home
    at = Path(os.path.realpath(os.fspath(home.at))) if isinstance(home.at, os.PathLike) else None
    bound = [claim for claim in thesis.claims.values() if claim.falsifiers]
    if not bound or at is None or _git(at, "rev-parse", "--is-shallow-repository") != "false":
        return
    for file in dict.fromkeys(claim.at.file for claim in bound):
        place = at / Path(file).relative_to(home.shown) if file.startswith(home.shown) else None
        versions = [] if place is None else list(_versions(place))
        for claim in bound:
            if claim.at.file == file:
                yield from _changed(claim, versions)


def _changed(claim: Claim, versions: list[tuple[date, dict[str, Claim]]]) -> Iterator[Finding]:
    """Yield what is wrong with a claim's falsifiers beside its versions, the oldest first."""
    for place, falsifier in enumerate(claim.falsifiers):
        frozen = falsifier.frozen_on
        kept = [
            (day, old.falsifiers[place])
            for day, claims in versions
            if (old := claims.get(claim.id)) is not None and len(old.falsifiers) > place
        ]
        if not kept:
            continue
        bound = [terms for day, terms in kept if day <= frozen + GRACE]
        if not bound:
            problem = (
                f"the falsifier of {claim.id!r} says frozen on {frozen}, and was first committed {kept[0][0]}"
            )
            yield RULE.finding(claim.at, problem, "write the day on which it was committed")
        elif _terms(bound[-1]) != _terms(falsifier):
            problem = f"the falsifier of {claim.id!r} was changed after it was frozen on {frozen}"
            yield RULE.finding(claim.at, problem, f"restore {_words(bound[-1])}, or add another falsifier")


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


def _versions(file: Path) -> Iterator[tuple[date, dict[str, Claim]]]:
    """Yield the claims of a file in every commit that touched it, the oldest first."""
    log = _git(file.parent, "log", f"-{COMMITS}", "--reverse", "--format=%H %cs", "--", file.name)
    for line in (log or "").splitlines():
        commit, _, day = line.partition(" ")
        text = _git(file.parent, "show", f"{commit}:./{file.name}")
        if text is not None:
            yield date.fromisoformat(day), _claims(text)


def _claims(text: str) -> dict[str, Claim]:
    """Return the claims that can be read in an old text; what cannot be is none of our business now."""
    desk = Desk("")
    clean = decode(text.encode(), desk)
    node = compose(clean, desk) if clean is not None else None
    if node is None:
        return {}
    try:
        return {claim.id: claim for claim in ListOf(forms.CLAIM).read(node, desk)}
    except Unreadable:
        return {}


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, None when it cannot say."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
    try:
        ran = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ["git", *_SAFE, "--no-pager", *arguments],  # noqa: S607 - the git of the path
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return ran.stdout.decode("utf-8", "replace").rstrip("\n")
