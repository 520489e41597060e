"""`check --watch`: what a change brings and what it mends."""

import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from causal_compute.authoring.watching import watched
from causal_compute.rules.folder import Verdict, check_folder
from tests.authored import append, edit, led, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]


def test_a_watch_tells_what_is_new_and_what_is_mended(tmp_path: Path) -> None:
    home = led(tmp_path)
    bad = "- {slide: P9, exact: x, reason: y}\n"
    script: Iterator[Callable[[], object]] = iter(
        [
            lambda: None,
            lambda: append(home / "not-claims.yaml", bad),
            lambda: None,  # at rest: now it is read
            lambda: edit(home / "not-claims.yaml", bad, f"# moved down\n{bad}"),
            lambda: None,
            lambda: edit(home / "not-claims.yaml", bad, ""),
            lambda: None,
        ]
    )
    told = list(watched(home, lambda: check_folder(home), wait=lambda _: next(script)(), looks=7))
    assert [
        (len(each.files), [one.rule for one in each.new], [one.rule for one in each.mended]) for each in told
    ] == [
        (0, [], []),
        (1, ["CC017"], []),
        (1, [], []),  # it only moved
        (1, [], ["CC017"]),
    ]
    assert told[1].files == (f"{home.as_posix()}/not-claims.yaml",)


def test_a_file_that_is_still_being_written_is_not_read_yet(tmp_path: Path) -> None:
    home = led(tmp_path)
    script: Iterator[Callable[[], object]] = iter(
        [
            *(partial(append, home / "not-claims.yaml", f"# {n}\n") for n in range(3)),
            lambda: None,
        ]
    )
    reads: list[str] = []

    def check() -> Verdict:
        reads.append((home / "not-claims.yaml").read_text(encoding="utf-8").splitlines()[-1])
        return check_folder(home)

    assert len(list(watched(home, check, wait=lambda _: next(script)(), looks=4))) == 2
    assert reads[1:] == ["# 2"]


def test_a_file_that_comes_or_goes_is_a_change(tmp_path: Path) -> None:
    home = led(tmp_path)
    script: Iterator[Callable[[], object]] = iter([(home / "not-claims.yaml").unlink, lambda: None])
    told = list(watched(home, lambda: check_folder(home), wait=lambda _: next(script)(), looks=2))
    assert [one.rule for one in told[-1].new] == ["CC045"]


def test_a_watch_that_is_interrupted_ends_as_a_shell_expects(tmp_path: Path) -> None:
    home = led(tmp_path)
    command = [sys.executable, "-u", "-m", "causal_compute", "check", "--watch", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watch:
        assert watch.stdout is not None
        assert watch.stdout.readline() == "0 findings in 10 claims, 10 variables\n"
        watch.send_signal(signal.SIGINT)
        try:
            _, errors = watch.communicate(timeout=30)
        finally:
            watch.kill()
    assert (watch.returncode, errors) == (130, "")


def test_a_watch_prints_lines_and_nothing_else(tmp_path: Path) -> None:
    assert run("check", "--watch", "--format", "json", led(tmp_path)).exit_code == 2
