"""A warm answer is the cold one, and a damaged cache is rebuilt, never trusted."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from causal_compute import cache
from causal_compute.compiled import Compiled

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
DAY = date(2026, 11, 22)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(cache.VARIABLE, str(folder))
    return folder


@pytest.fixture
def thesis(tmp_path: Path) -> Path:
    for name in ("small", "small-evidence"):
        shutil.copytree(FIXTURES / name, tmp_path / name)
    return tmp_path / "small"


def files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def some_answer(thesis: Path) -> object:
    compiled = Compiled(str(thesis))
    return compiled.answer(next(iter(compiled.lexicon["kinds"])), DAY)


def test_a_warm_answer_is_the_cold_one(place: Path, thesis: Path) -> None:
    cold = some_answer(thesis)
    assert files(place)
    assert some_answer(thesis) == cold


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text[:-9] + b"X" + text[-8:], id="a-flipped-byte"),
        pytest.param(lambda text: text[: len(text) // 2], id="cut"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"{}", id="planted"),
        pytest.param(lambda _: b"\x00\xff" * 40, id="no-text"),
    ],
)
def test_a_damaged_file_is_made_again(place: Path, thesis: Path, damage: Callable[[bytes], bytes]) -> None:
    cold = some_answer(thesis)
    for path in files(place):
        path.write_bytes(damage(path.read_bytes()))
    assert some_answer(thesis) == cold
    assert some_answer(thesis) == cold


def test_a_changed_source_is_another_key(place: Path, thesis: Path) -> None:
    some_answer(thesis)
    before = {path.name for path in place.iterdir()}
    variables = thesis / "variables.yaml"
    variables.write_text(variables.read_text(encoding="utf-8") + "\n# one more line\n", encoding="utf-8")
    some_answer(thesis)
    assert len({path.name for path in place.iterdir()} - before) == 1


def test_layers_have_their_own_answers(place: Path, thesis: Path) -> None:
    some_answer(thesis)
    variable = next(iter(Compiled(str(thesis)).thesis.variables))
    assert Compiled(str(thesis), ("thesis",)).answer(variable, DAY)["layers"] == ["thesis"]
    assert len(list(place.iterdir())) == 2


def test_days_between_two_facts_share_an_answer_and_days_across_one_do_not(place: Path) -> None:
    compiled = Compiled()
    for day in (date(2025, 5, 21), date(2025, 5, 22), date(2025, 5, 23)):
        compiled.answer("agent-economy", day)
    epochs = {path.parent.name for path in place.rglob("agent-economy.json")}
    assert len(epochs) == 2
    assert compiled.answer("agent-economy", date(2025, 5, 23))["as_of"] == "2025-05-23"


def test_without_a_cache_the_answer_is_the_same(
    place: Path, thesis: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = some_answer(thesis)
    monkeypatch.setenv(cache.VARIABLE, "off")
    assert some_answer(thesis) == cold
    monkeypatch.setenv(cache.VARIABLE, str(thesis / "thesis.yaml" / "no-folder"))
    assert some_answer(thesis) == cold
    assert place.exists()


def test_the_cache_is_the_users_alone(place: Path, thesis: Path) -> None:
    some_answer(thesis)
    folders = [folder for folder in place.rglob("*") if folder.is_dir()]
    assert {oct(folder.stat().st_mode & 0o077) for folder in folders} == {"0o0"}


def test_the_least_recently_written_keys_go_and_nothing_else_does(tmp_path: Path) -> None:
    keys = [f"{age:032x}" for age in range(4)]
    for age, key in enumerate(keys):
        cache.write(str(tmp_path / key / "a.json"), age)
        os.utime(tmp_path / key, (1_000_000 + age, 1_000_000 + age))
    (tmp_path / "photographs").mkdir()  # the user's own, and older than any key
    os.utime(tmp_path / "photographs", (1, 1))
    cache.sweep(str(tmp_path), keep=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == [*keys[2:], "photographs"]


def test_two_processes_that_compile_at_once_both_answer(place: Path, thesis: Path) -> None:
    command = [sys.executable, "-m", "causal_compute", "list", "variables", "--thesis", str(thesis)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert said[0] == said[1]
    assert not list(place.rglob(".new-*"))
