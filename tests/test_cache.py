"""A warm answer is the cold one, and a damaged cache is rebuilt, never trusted."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from causal_compute import cache, editions
from causal_compute.answers.compile import compile_answers
from causal_compute.answers.document import Answer
from causal_compute.compiled import Compiled
from causal_compute.fingerprint import fingerprint

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
DAY = date(2026, 11, 22)
CROSSED = date(2024, 3, 1)
"""The day on which light gets cheap in the small thesis."""


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


def some_answer(thesis: Path, day: date = DAY) -> Answer:
    return Compiled(str(thesis)).ask("why night reading", day)


# Warm and cold


def test_a_warm_answer_is_the_cold_one_and_writes_nothing(place: Path, thesis: Path) -> None:
    cold = some_answer(thesis)
    written = {path: path.stat().st_mtime_ns for path in files(place)}
    assert len(written) == 9  # the catalogue and one of each variable
    assert some_answer(thesis) == cold
    assert {path: path.stat().st_mtime_ns for path in files(place)} == written


def test_a_warm_answer_is_read_not_made(place: Path, thesis: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = some_answer(thesis)
    monkeypatch.setattr(Compiled, "thesis", property(lambda _: pytest.fail("the thesis was read again")))
    assert some_answer(thesis) == cold
    assert place.exists()


@pytest.mark.parametrize("ask", ["when", "record"])
def test_a_forecast_is_kept_for_its_day_alone(
    ask: str, place: Path, thesis: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(day: date) -> object:
        graph = Compiled(str(thesis))
        return graph.when("", day) if ask == "when" else graph.record(day)

    next_day = DAY.replace(day=DAY.day + 1)
    cold, later = asked(DAY), asked(next_day)
    assert cold != later
    monkeypatch.setattr(Compiled, "thesis", property(lambda _: pytest.fail("the thesis was read again")))
    assert (asked(DAY), asked(next_day)) == (cold, later)
    assert len([file for file in files(place) if file.name.startswith(ask)]) == 2


def test_the_caller_may_change_an_answer(place: Path, thesis: Path) -> None:
    first = some_answer(thesis)
    expected = len(first["chains"])
    first["chains"].clear()
    assert len(some_answer(thesis)["chains"]) == expected > 0
    assert place.exists()


# Damage


DAMAGES = [
    pytest.param(lambda text: text[:-9] + bytes([text[-9] ^ 1]) + text[-8:], id="a-flipped-bit"),
    pytest.param(lambda text: bytes([text[0] ^ 1]) + text[1:], id="another-hash"),
    pytest.param(lambda text: text[: len(text) // 2], id="cut"),
    pytest.param(lambda text: text[:-1], id="the-last-byte-cut"),
    pytest.param(lambda text: text + b" ", id="longer"),
    pytest.param(lambda _: b"", id="empty"),
    pytest.param(lambda _: b"{}", id="planted"),
    pytest.param(lambda text: text.partition(b"\n")[2], id="without-its-hash"),
    pytest.param(lambda text: text.partition(b"\n")[0] + b"\n{'no': json}", id="no-json"),
    pytest.param(lambda _: b"\x00\xff" * 40, id="no-text"),
    pytest.param(lambda _: b"[" * 100_000, id="deep"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_made_again(place: Path, thesis: Path, damage: Callable[[bytes], bytes]) -> None:
    cold = some_answer(thesis)
    whole = {path: path.read_bytes() for path in files(place)}
    for path, text in whole.items():
        path.write_bytes(damage(text))
        assert some_answer(thesis) == cold, path.name
    assert some_answer(thesis) == cold
    used = [path for path in whole if path.stem in {"catalogue", "night-reading"}]
    assert [path.read_bytes() for path in used] == [whole[path] for path in used]


def test_a_file_in_the_place_of_another_is_not_read(place: Path, thesis: Path) -> None:
    cold = some_answer(thesis)
    whole = {path: path.read_bytes() for path in files(place) if path.stem != "candle"}
    for path in (path for path in whole if path.stem in {"catalogue", "night-reading"}):
        for other, text in whole.items():
            if other != path:
                path.write_bytes(text)
                assert some_answer(thesis) == cold, (path.name, other.name)


def test_a_folder_in_the_place_of_a_file_does_no_harm(place: Path, thesis: Path) -> None:
    cold = some_answer(thesis)
    for path in files(place):
        path.unlink()
        path.mkdir()
    assert some_answer(thesis) == cold


def test_what_is_nested_too_deep_for_the_reader_is_not_there(tmp_path: Path) -> None:
    deep: list[object] = []
    cache.write(str(tmp_path), "a.json", deep)
    text = b"[" * 100_000 + b"]" * 100_000
    seal = fingerprint(b"a.json\n" + text).encode()
    (tmp_path / "a.json").write_bytes(seal + b"\n" + text)
    assert cache.read(str(tmp_path), "a.json") is None


# Keys


@pytest.mark.parametrize(
    "name", ["variables.yaml", "claims/light.yaml", "source.txt", "../small-evidence/series/light-price.csv"]
)
def test_a_changed_source_is_another_key(place: Path, thesis: Path, name: str) -> None:
    Compiled(str(thesis))._write("probe.json", 1)  # noqa: SLF001 - a key shows only where something is kept
    path = thesis / name
    path.write_bytes(path.read_bytes() + b"\n")
    Compiled(str(thesis))._write("probe.json", 1)  # noqa: SLF001 - the same
    assert len(list(place.iterdir())) == 2


def test_changed_code_is_another_key(place: Path, thesis: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = some_answer(thesis)
    monkeypatch.setattr(editions, "_code_stamp", lambda: "an edited checkout")
    assert some_answer(thesis) == cold
    assert len(list(place.iterdir())) == 2


def test_the_same_files_elsewhere_have_the_same_key(place: Path, thesis: Path, tmp_path: Path) -> None:
    some_answer(thesis)
    for name in ("small", "small-evidence"):
        shutil.copytree(FIXTURES / name, tmp_path / "elsewhere" / name)
    some_answer(tmp_path / "elsewhere" / "small")
    assert len(list(place.iterdir())) == 1


def test_layers_have_their_own_answers(place: Path, thesis: Path) -> None:
    some_answer(thesis)
    assert Compiled(str(thesis), ("thesis",)).answer("night-reading", DAY)["layers"] == ["thesis"]
    assert len(list(place.iterdir())) == 2
    twice = Compiled(str(thesis), ("thesis", "curator", "thesis"))
    assert twice.layers == Compiled(str(thesis), ("curator", "thesis")).layers


# Epochs


def test_days_of_one_epoch_share_a_file_and_days_across_a_fact_do_not(place: Path, thesis: Path) -> None:
    before, on, after = (some_answer(thesis, date(2024, month, 1)) for month in (2, 3, 4))
    assert len(list(place.rglob("night-reading.json"))) == 2
    assert [before["status"], on["status"], after["status"]] == ["expected", "met", "met"]
    assert on["as_of"] == CROSSED.isoformat()
    assert {**after, "as_of": ""} == {**on, "as_of": ""}


def test_an_answer_read_from_its_epoch_is_the_one_of_its_day(place: Path, thesis: Path) -> None:
    """Every day on which a fact is dated, the day before and the day after: kept, and made afresh."""
    kept = Compiled(str(thesis))
    days = [date.fromisoformat(day).toordinal() for day in kept.catalogue["epochs"]]
    assert CROSSED.toordinal() in days
    for ordinal in sorted({day + step for day in days for step in (-1, 0, 1)}, reverse=True):
        day = date.fromordinal(ordinal)
        assert kept.answer("night-reading", day) == compile_answers(kept.thesis, day)["night-reading"]
    assert len(list(place.rglob("night-reading.json"))) == len(days) + 1


# The folder


@pytest.mark.parametrize("where", ["off", "thesis.yaml/no-folder"])
def test_without_a_cache_the_answer_is_the_same(
    place: Path, thesis: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    cold = some_answer(thesis)
    monkeypatch.setenv(cache.VARIABLE, where if where == "off" else str(thesis / where))
    assert some_answer(thesis) == cold
    assert place.exists()


def test_a_folder_that_cannot_be_written_keeps_nothing(
    place: Path, thesis: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as locked:  # chmod would not stop a test that runs as root
        locked.setattr(os, "makedirs", refuse)
        cold = some_answer(thesis)
    assert not place.exists()
    with monkeypatch.context() as locked:
        locked.setattr(os, "replace", refuse)
        assert some_answer(thesis) == cold
    assert files(place) == []


def test_every_folder_of_the_cache_is_the_users_alone(place: Path, thesis: Path) -> None:
    some_answer(thesis)
    folders = [place, *(path for path in place.rglob("*") if path.is_dir())]
    assert len(folders) == 3
    assert {oct(folder.stat().st_mode & 0o777) for folder in folders} == {"0o700"}
    assert {oct(path.stat().st_mode & 0o077) for path in files(place)} == {"0o0"}


def test_the_least_recently_written_go_first_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    for age in range(4):
        key = f"{age:032x}"
        cache.write(str(tmp_path), f"{key}/a.json", age)
        os.utime(tmp_path / key, (1_000_000 + age, 1_000_000 + age))
    (tmp_path / "photographs").mkdir()
    os.utime(tmp_path / "photographs", (1, 1))
    (tmp_path / "link").symlink_to(tmp_path / "photographs")
    cache.sweep(str(tmp_path), keep=2)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"{2:032x}", f"{3:032x}", "link", "photographs"]


def test_a_home_folder_named_as_the_cache_keeps_all_that_is_in_it(place: Path, thesis: Path) -> None:
    for number in range(20):
        (place / f"project-{number}").mkdir(parents=True)
    some_answer(thesis)
    assert len([path for path in place.iterdir() if path.name.startswith("project-")]) == 20


def test_two_processes_that_compile_at_once_both_answer(place: Path, thesis: Path) -> None:
    command = [sys.executable, "-m", "causal_compute", "why", "night reading", "--thesis", str(thesis)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    said = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert said[0] == said[1] == said[2]
    assert said[0][0]
    assert not list(place.rglob(".new-*"))


# What is read can run nothing


def test_no_module_imports_what_could_run_what_it_reads() -> None:
    unsafe = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
    found = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            called = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"eval", "exec"}
            )
            found += [path.name] if called or unsafe & {name.split(".")[0] for name in names} else []
    assert found == []
