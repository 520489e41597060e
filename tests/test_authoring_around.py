"""What goes with a thesis: hooks for commits, the Action, and the ten minutes that the documents tell."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from causal_compute.authoring.adding import SpoiltError
from causal_compute.cli import COMMANDS
from causal_compute.errors import CausalComputeError
from causal_compute.readers import read_thesis
from tests.authored import append, led, run, steps
from tests.transcripts import missing, said, transcripts

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "src" / "causal_compute" / "authoring" / "template"


def hooks(path: Path) -> list[dict[str, object]]:
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read if isinstance(read, list) else read["repos"][0]["hooks"]


@pytest.mark.parametrize(
    "path", [ROOT / ".pre-commit-hooks.yaml", TEMPLATE / "dot-pre-commit-config.yaml"], ids=str
)
def test_the_hooks_run_commands_that_there_are(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(led(tmp_path))
    found = hooks(path)
    assert len(found) == 2
    for hook in found:
        words = [*str(hook["entry"]).split(), *hook.get("args", [])]  # type: ignore[misc]
        assert words[1] in COMMANDS
        assert run(*words[1:]).exit_code == 0
        assert hook["pass_filenames"] is False


@pytest.mark.parametrize(("strict", "code"), [("true", 1), ("false", 0)])
def test_the_action_annotates_and_fails_as_it_is_told(tmp_path: Path, strict: str, code: int) -> None:
    home = led(tmp_path, more=True)
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = (each for each in action["runs"]["steps"] if each.get("name") == "Check")
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        env={
            **os.environ,
            "THESIS": str(home),
            "STRICT": strict,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith(f"::warning file={home.as_posix()}/source.txt,line=22,col=1,title=CC045::")
    assert set(action["inputs"]) == {"thesis", "strict", "fmt", "python-version"}
    assert not any("${{ inputs" in each.get("run", "") for each in action["runs"]["steps"])  # no injection


@pytest.mark.no_cover
def test_the_ten_minute_path_of_the_page_is_what_happens(tmp_path: Path) -> None:
    commands = []
    for kind, block in steps((ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")):
        if kind != "console":
            append(tmp_path / kind, block)
            continue
        for command, lines in transcripts(block + "\n"):
            commands.append(command)
            assert missing(lines, said(command, tmp_path)) is None, command
    assert len(commands) > 12
    assert len(read_thesis(tmp_path / "bulbs").claims) == 13


def test_the_layer_of_writing_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    assert any("causal_compute.authoring" in layer for layer in layers)


def test_every_refusal_is_one_of_ours() -> None:
    assert issubclass(SpoiltError, CausalComputeError)
    assert SpoiltError([]).exit_code == 3
