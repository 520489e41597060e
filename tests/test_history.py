# ruff: noqa: E501 - a row of a table is one line
"""Falsifiers: how they are read, what git remembers of them, and how they are scored."""

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from causal_compute.audit import audit
from causal_compute.audit.falsifiers import brier, refuted
from causal_compute.cli import cli
from causal_compute.history import check_history
from causal_compute.model import Comparator, Falsifier, Outcome, Seen
from causal_compute.quantity import parse_date
from causal_compute.readers import read_thesis
from causal_compute.rules.folder import check_folder
from tests.theses import NO_TEXT, claim, make_thesis, series

Patch = pytest.MonkeyPatch
FIXTURES = Path(__file__).parent / "fixtures"
EXTRA = "claims/extra.yaml"
CLAIM = "- id: extra\n  kind: trend\n  layer: curator\n  text: {zh: 灯光一直在降价, en: Light goes on getting cheaper}\n  effect: {variable: light-cost, change: decreases}\n  why: made up for the tests\n  falsifier:\n"
ITEM = """\
    - metric: {zh: 灯价, en: price of light}
      comparator: ">="
      value: 0.05
      unit: USD/hour
      by: 2025-12-31
      frozen_on: 2024-03-01
      series: light-price
"""
PLACE = f"thesis/{EXTRA}:1:3: CC055 "
CHANGED = "the falsifier of 'extra' was changed after it was frozen on 2024-03-01; restore >= 0.05 USD/hour by 2025-12-31, or add another falsifier"
LATE = "the falsifier of 'extra' says frozen on 2024-03-01, and was first committed 2024-06-01; write the day on which it was committed"


def git(folder: Path, *arguments: str, day: str = "2020-01-01") -> str:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    own |= dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+0000")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=folder, env=kept | own, check=True, capture_output=True).stdout.decode().strip()  # fmt: skip


def write(folder: Path, *items: str) -> None:
    (folder / EXTRA).write_text(CLAIM + "".join(items), encoding="utf-8")


def commit(folder: Path, day: str, *items: str) -> None:
    if items:
        write(folder, *items)
    git(folder, "add", "-A", day=day)
    git(folder, "commit", "-q", "--allow-empty", "-m", "more", day=day)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: Patch) -> Path:
    """The small thesis in a repository of its own, called as a user in the folder above it calls it."""
    shutil.copytree(FIXTURES / "small", tmp_path / "thesis")
    shutil.copytree(FIXTURES / "small-evidence", tmp_path / "small-evidence")
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    commit(tmp_path / "thesis", "2020-01-01")
    return Path("thesis")


@pytest.fixture
def loose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small thesis in no repository."""
    place = tmp_path_factory.mktemp("loose")
    for name in ("small", "small-evidence"):
        shutil.copytree(FIXTURES / name, place / name)
    return place / "small"


def found(folder: Path) -> list[str]:
    return [str(each) for each in check_history(read_thesis(folder), folder)]


def but(old: str, new: str) -> str:
    assert old in ITEM
    return ITEM.replace(old, new, 1)


DEARER = but("0.05", "0.09")
OTHER = but("2024-03-01", "2024-06-01").replace("0.05", "0.07")
TOLD = "      outcome: {refuted: false, date: 2025-01-01, text: {zh: 没有, en: it was not}, source: lamp-survey, seen: primary}\n"
BROKEN = "    - metric: [\n"

HISTORIES = [
    # each version with the day of its commit, and what is said of the last; "now" is not committed
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", DEARER)], CHANGED, id="threshold changed after"),
    pytest.param([("2024-02-20", ITEM), ("2024-02-28", DEARER)], "", id="changed before"),
    pytest.param([("2024-03-01", ITEM), ("2024-03-08", DEARER)], "", id="on the last day of grace"),
    pytest.param([("2024-03-01", ITEM), ("2024-03-09", DEARER)], CHANGED, id="a day after it"),
    pytest.param([("2024-02-20", ITEM), ("now", DEARER)], CHANGED, id="changed and not committed"),
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", DEARER), ("2024-07-01", ITEM)], "", id="changed and restored"),
    pytest.param([("2024-02-20", DEARER), ("2024-02-28", ITEM), ("2024-07-01", DEARER)], CHANGED, id="the last frozen version binds"),
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", but(">=", "<="))], CHANGED, id="side changed"),
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", but("2025-12-31", "2026-12-31"))], CHANGED, id="date changed"),
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", but("      series: light-price\n", ""))], CHANGED, id="series taken out"),
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", DEARER.replace("2024-03-01", "2024-06-01"))], CHANGED, id="frozen again with another threshold"),
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", but("price of light", "price of an hour of light"))], "", id="only the words changed"),
    pytest.param([("2024-02-20", ITEM), ("2025-06-01", ITEM + TOLD)], "", id="its outcome entered"),
    pytest.param([("2024-02-20", ITEM), ("2025-06-01", "    # a remark\n" + but("0.05", "0.050"))], "", id="the same number written another way"),
    pytest.param([("2024-03-08", ITEM)], "", id="first committed within the grace"),
    pytest.param([("2024-06-01", ITEM)], LATE, id="first committed long after"),
    pytest.param([("now", ITEM)], "", id="never committed"),
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", ITEM + OTHER)], "", id="another one added below"),
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", OTHER + ITEM)], "", id="another one added above"),
    pytest.param([("2024-02-20", ITEM), ("2024-06-01", BROKEN), ("2024-07-01", ITEM)], "", id="a version that cannot be read"),
    pytest.param([("2024-02-10", BROKEN), ("2024-02-20", ITEM), ("2024-06-01", BROKEN), ("2024-07-01", DEARER)], CHANGED, id="only versions that can be read bind"),
    pytest.param([("2024-02-20", but("2024-03-01", "9999-12-31").replace("2025-12-31", "9999-12-31"))], "", id="frozen on the last day there is"),
]  # fmt: skip


@pytest.mark.parametrize(("versions", "said"), HISTORIES)
def test_what_was_frozen_may_not_change(folder: Path, versions: list[tuple[str, str]], said: str) -> None:
    for day, items in versions:
        if day == "now":
            write(folder, items)
        else:
            commit(folder, day, items)
    assert found(folder) == ([PLACE + said] if said else [])


def test_a_falsifier_that_moves_to_another_file_is_the_same(folder: Path) -> None:
    commit(folder, "2024-02-20", ITEM)
    git(folder, "mv", EXTRA, "claims/renamed.yaml")
    commit(folder, "2024-06-01")
    assert found(folder) == []
    (folder / "claims/renamed.yaml").write_text(CLAIM + DEARER, encoding="utf-8")
    assert found(folder) == [PLACE.replace("extra", "renamed") + CHANGED]


@pytest.mark.parametrize("called", ["thesis", "./thesis/", "link", "../{}/thesis", "."])
def test_the_folder_may_be_called_in_any_way(folder: Path, called: str, monkeypatch: Patch) -> None:
    commit(folder, "2024-02-20", ITEM)
    commit(folder, "2024-06-01", DEARER)
    Path("link").symlink_to(folder)
    if called == ".":
        monkeypatch.chdir(folder)
    (said,) = found(Path(called.format(Path.cwd().name)))
    assert said.endswith(f"{EXTRA}:1:3: CC055 {CHANGED}")


def test_the_command_prints_it_and_fails(folder: Path) -> None:
    commit(folder, "2024-02-20", ITEM)
    assert CliRunner().invoke(cli, ["check", "thesis"]).exit_code == 0
    commit(folder, "2024-06-01", DEARER)
    result = CliRunner().invoke(cli, ["check", "thesis"])
    assert (result.exit_code, result.stdout) == (3, PLACE + CHANGED + "\n")


def test_without_a_whole_history_nothing_is_said(folder: Path, loose: Path, monkeypatch: Patch) -> None:
    commit(folder, "2024-06-01", ITEM)
    assert found(folder) == [PLACE + LATE]
    git(folder, "clone", "-q", "--depth", "1", f"file://{Path.cwd()}", "../shallow")
    assert found(Path("shallow/thesis")) == []
    write(loose, ITEM)
    assert found(loose) == []
    monkeypatch.setenv("PATH", str(folder))
    assert found(folder) == []


HOSTILE = [
    pytest.param({"core.fsmonitor": "{}"}, id="file watcher"),
    pytest.param({"core.hooksPath": "{hooks}"}, id="hooks"),
    pytest.param({"core.pager": "{}", "pager.log": "{}", "pager.show": "{}"}, id="pager"),
    pytest.param({"diff.external": "{}", "diff.yaml.textconv": "{}", "diff.yaml.command": "{}", "filter.yaml.smudge": "{}"}, id="filters of files"),
    pytest.param({"log.showSignature": "true", "gpg.program": "{}"}, id="program for signatures"),
    pytest.param({"remote.origin.url": "ssh://nowhere/x", "core.sshCommand": "{}", "core.askPass": "{}"}, id="fetching what is missing by ssh"),
    pytest.param({"remote.origin.url": "ext::{}", "protocol.ext.allow": "always"}, id="fetching what is missing by a program"),
    pytest.param({"remote.origin.url": "..", "remote.origin.uploadpack": "{}"}, id="fetching what is missing from a folder"),
    pytest.param({"GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere"}, id="another repository"),
    pytest.param({"GIT_PAGER": "{}", "GIT_EXTERNAL_DIFF": "{}", "GIT_SSH_COMMAND": "{}", "GIT_ASKPASS": "{}"}, id="programs in the environment"),
    pytest.param({"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "{}"}, id="settings in the environment"),
    pytest.param({"GIT_CONFIG_PARAMETERS": "'log.showSignature=true' 'gpg.program={}'", "GIT_EXEC_PATH": "/nowhere"}, id="more of them"),
]  # fmt: skip


def trap(folder: Path, marker: Path) -> str:
    """Return a program that leaves a marker; make it every hook, and the last commit one that is signed."""
    script, repository = folder.parent / "trap.sh", folder.parent / ".git"
    script.write_text(f"#!/bin/sh\necho ran >> {marker}\n", encoding="utf-8")
    script.chmod(0o755)
    for name in ("post-index-change", "reference-transaction", "pre-auto-gc"):
        shutil.copy(script, repository / "hooks" / name)
    shutil.copytree(repository / "hooks", folder.parent / "hooks")
    (folder / ".gitattributes").write_text("*.yaml diff=yaml filter=yaml\n", encoding="utf-8")
    head, _, words = git(folder, "cat-file", "commit", "HEAD").partition("\n\n")
    head += "\ngpgsig -----BEGIN PGP SIGNATURE-----\n -----END PGP SIGNATURE-----"
    (repository / "signed").write_text(f"{head}\n\n{words}\n", encoding="utf-8")
    made = git(folder, "hash-object", "-t", "commit", "-w", str(repository.resolve() / "signed"))
    (repository / git(folder, "symbolic-ref", "HEAD")).write_text(f"{made}\n", encoding="utf-8")
    return str(script.resolve())


PROMISED = {"core.repositoryformatversion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true"}  # fmt: skip


@pytest.mark.parametrize("asked", HOSTILE)
def test_nothing_that_is_asked_for_is_run(folder: Path, asked: dict[str, str], monkeypatch: Patch) -> None:
    marker = Path.cwd() / "marker"
    commit(folder, "2024-02-20", ITEM)
    commit(folder, "2024-06-01", DEARER)
    script = trap(folder, marker)
    if "remote.origin.url" in asked:  # a version that must be fetched first
        lost = git(folder, "rev-parse", f"HEAD:./{EXTRA}")
        Path(".git/objects", lost[:2], lost[2:]).unlink()
        asked = asked | PROMISED
    for key, value in asked.items():
        if key.startswith("GIT_"):
            monkeypatch.setenv(key, value.format(script))
        else:
            git(folder, "config", key, value.format(script, hooks=Path.cwd() / "hooks"))
    assert found(folder) == [PLACE + CHANGED]
    assert not marker.exists()


FAULTS = [
    pytest.param("metric: {zh: 灯价, en: price of light}\n      ", "", "8:7: CC007 the falsifier lacks 'metric'; add what is missing", id="no-metric"),
    pytest.param('">="', '">"', "9:19: CC009 '>' is not one of >=, <=; did you mean '>='?", id="comparator"),
    pytest.param("USD/hour", "USD/hr", "11:13: CC011 'USD/hr' is not a unit known here; did you mean 'USD/hour'?", id="unit"),
    pytest.param("2024-03-01", "2024", "13:18: CC012 '2024' is no single day; write 2025-02-24", id="frozen-on-a-year"),
    pytest.param("light-price\n", "light-price\n      outcome: {refuted: true}\n", "15:16: CC007 the outcome lacks 'date' and 'text' and 'source' and 'seen'; add what is missing", id="outcome"),
    pytest.param("USD/hour", "USD/day", "1:3: CC055 the falsifier of 'extra' is in USD/day, its series in USD/hour; write the value in the unit of the series", id="unit of the series"),
    pytest.param("light-price\n", "light-prices\n", "1:3: CC055 the falsifier of 'extra' is decided by the unknown series 'light-prices'; did you mean 'light-price'?", id="unknown series"),
    pytest.param("2024-03-01", "2026-01-01", "1:3: CC055 the falsifier of 'extra' was frozen after its own date; write in_sample: true, or a later date", id="frozen after its date"),
    pytest.param("2024-03-01", "2026-01-01\n      in_sample: true", "", id="frozen after its date, and said so"),
    pytest.param("2024-03-01", "2025-12-31", "", id="frozen on its date"),
    pytest.param("light-price\n", "light-price\n" + TOLD.replace("lamp-survey", "lamp-surveys"), "1:3: CC055 the outcome of the falsifier of 'extra' comes from the unknown source 'lamp-surveys'; did you mean 'lamp-survey'?", id="source of the outcome"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_a_falsifier_that_decides_nothing_is_a_finding(loose: Path, old: str, new: str, said: str) -> None:
    write(loose, but(old, new))
    findings = [str(each).removeprefix(f"{loose}/{EXTRA}:") for each in check_folder(loose).findings]
    assert findings == ([said] if said else [])


CURVES = [series("s", [("2024-01-01", 4.0), ("2024-06-01", 6.0), ("2025-06-01", 1.0)])]
THESIS = make_thesis(claims=[claim("c", "x", "y")], curves=CURVES)


def falsifier(rule: str = ">= 5", by: str = "2024-12-31", of: str | None = "s") -> Falsifier:
    side, value = rule.split()
    return Falsifier(metric=NO_TEXT, comparator=Comparator(side), value=float(value), unit="1", by=parse_date(by), frozen_on=date(2023, 1, 1), series=of)  # fmt: skip


def told(day: str, *, refuted: bool) -> Falsifier:
    return replace(falsifier(), outcome=Outcome(refuted=refuted, date=parse_date(day), text=NO_TEXT, source="s", seen=Seen.PRIMARY))  # fmt: skip


SCORED = [
    pytest.param(falsifier(), "2024-12-30", None, id="open on the day before"),
    pytest.param(falsifier(), "2024-12-31", True, id="the value in force on the day decides"),
    pytest.param(falsifier(), "2026-01-01", True, id="no later one does"),
    pytest.param(falsifier(">= 6"), "2026-01-01", True, id="at the threshold from below"),
    pytest.param(falsifier(by="2024-05"), "2024-05-30", None, id="a month is not over"),
    pytest.param(falsifier(by="2024-05"), "2024-05-31", False, id="a month is over"),
    pytest.param(falsifier(by="2023"), "2026-01-01", None, id="no value by its date"),
    pytest.param(falsifier(of=None), "2026-01-01", None, id="no series and no outcome"),
    pytest.param(falsifier(of="t"), "2026-01-01", None, id="a series that is not there"),
    pytest.param(told("2024-03-01", refuted=False), "2024-02-28", None, id="an outcome before it was known"),
    pytest.param(told("2024-03-01", refuted=False), "2024-03-01", False, id="an outcome before its date"),
    pytest.param(told("2024-03-01", refuted=False), "2026-01-01", False, id="an outcome against the series"),
    pytest.param(told("2025-03", refuted=False), "2025-03-30", True, id="an outcome that is not known yet"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "day", "expected"), SCORED)
def test_an_outcome_or_the_value_in_force_decides(asked: Falsifier, day: str, expected: bool | None) -> None:
    assert refuted(asked, THESIS, date.fromisoformat(day)) is expected


def test_the_square_of_what_belief_missed_is_its_score() -> None:
    assert brier(0.65, refuted=True) == pytest.approx(0.4225)
    assert brier(0.65, refuted=False) == pytest.approx(0.1225)
    assert [brier(1.0, refuted=False), brier(0.5, refuted=True), brier(1.0, refuted=True)] == [0.0, 0.25, 1.0]


def test_what_is_due_is_scored_and_what_was_set_knowing_the_outcome_apart() -> None:
    """One sentence of the author is believed at 0.65: refuted it scores 0.4225, else 0.1225."""
    items = (falsifier(), falsifier("<= 5"), replace(falsifier("<= 4"), in_sample=True), falsifier(by="2030"))
    late = replace(falsifier(), frozen_on=date(2026, 1, 1))
    thesis = replace(THESIS, claims={"c": replace(THESIS.claims["c"], falsifiers=(*items, late))})
    notes = audit(thesis, date(2025, 1, 1), "falsifiers")["notes"]
    found = [(each["severity"], *each["figures"].values()) for each in notes]
    scored = [("against", 0.65, 0.4225), ("holds", 0.65, 0.1225), ("holds", 0.65, 0.1225), ("open",)]
    assert found == [*scored, ("against", 0.2725, 2), ("open", 0.1225, 1)]
