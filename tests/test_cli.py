"""The command line as its users meet it: exit codes, streams, colours, narrow consoles, closed pipes."""

import json
import os
import pty
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from causal_compute.cli import COMMANDS
from causal_compute.render.words import EN, ZH

if TYPE_CHECKING:
    import click

ROOT = Path(__file__).parents[1]
SMALL = str(ROOT / "tests" / "fixtures" / "small")
ESCAPE = "\x1b"


def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "causal_compute", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        (["why", "agents", "now"], 0, "agents-need-capability-and-cost", ""),
        (["agents"], 0, "2025-05-22", ""),
        (["为什么现在是", "Agent"], 0, "智能体经济", ""),
        (["why", "agnets", "now"], 0, "Read “agnets” as agent economy", ""),
        (["what", "is", "the", "weather"], 1, "", "Nothing in the graph"),
        (["why", "scuba"], 1, "", ""),
        (["trace", "agents", "-k", "2"], 0, "compute", ""),
        (["trace", "agents", "--to", "chip supply"], 0, "chip supply", ""),
        (["trace", "agents", "--to", "nonsense"], 1, "", "nonsense"),
        (["impact", "chip shortage"], 0, "falling", ""),
        (["show", "agents-cheap-enough"], 0, "office task", ""),
        (["show", "no-such-thing-at-all"], 1, "", "no-such-thing-at-all"),
        (["list", "applications"], 0, "agent-economy", ""),
        (["list", "fruit"], 2, "", "fruit"),
        (["gaps"], 0, "robot", ""),
        (["why", "agents", "--as-of", "yesterday"], 2, "", "yesterday"),
        (["why", "agents", "--thesis", "nowhere"], 2, "", "nowhere"),
        (["why"], 2, "", "WORDS"),
        (["check", SMALL], 0, "", ""),
        (["coverage"], 0, "100", ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_command_says_what_it_should_and_ends_with_its_code(
    words: list[str], code: int, out: str, err: str
) -> None:
    done = run(*words)
    assert (done.returncode, out in done.stdout, err in done.stderr) == (code, True, True), done
    assert "Traceback" not in done.stdout + done.stderr


def test_a_broken_thesis_is_refused_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "thesis.yaml").write_text("id: NO GOOD\ntitel: {zh: a}\n", encoding="utf-8")
    done = run("why", "agents", "--thesis", str(tmp_path))
    assert done.returncode == 3
    assert done.stdout == ""
    assert re.search(r"thesis\.yaml:1:5: CC013", done.stderr)
    assert "Traceback" not in done.stderr


def test_json_is_json_even_for_a_question_without_an_answer() -> None:
    done = run("why", "scuba", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["focus"] == []
    assert json.loads(run("why", "agents", "--json").stdout)["since"]["verbatim"] == "2025-05-22"


@pytest.mark.parametrize("form", ["markdown", "mermaid"])
def test_the_other_forms_name_the_agents(form: str) -> None:
    said = run("why", "agents", "--format", form).stdout
    assert "agent economy" in said
    assert ("```mermaid" in said) == (form == "markdown")
    assert "flowchart BT" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_help_lists_each_command_by_its_own_first_line(name: str) -> None:
    module, says = COMMANDS[name]
    command: click.Command = getattr(import_module(module), f"{name}_")
    assert (command.help or "").split("\n")[0].strip() == says
    assert says in " ".join(run("--help").stdout.split())


HEAVY = {
    "dataclasses",
    "networkx",
    "numpy",
    "opencc",
    "pathlib",
    "pyoxigraph",
    "pypinyin",
    "pyvis",
    "rapidfuzz",
}
HEAVY |= {"rdflib", "yaml"}


@pytest.mark.parametrize(
    "words", [["--help"], ["why", "agents", "now"], ["为什么现在是", "Agent"]], ids=" ".join
)
def test_help_and_a_warm_answer_load_nothing_heavy(words: list[str]) -> None:
    run(*words)  # now it is warm
    probe = (
        "import sys\nfrom causal_compute.cli import main\n"
        f"sys.argv[1:] = {words!r}\n"
        "try:\n    main()\nexcept SystemExit:\n"
        f"    print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def on_a_terminal(**environment: str) -> str:
    """Return what `why agents now` writes to a terminal."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "causal_compute", "why", "agents", "now"]
    with subprocess.Popen(
        command, stdout=follower, stderr=follower, env={**os.environ, **environment}
    ) as process:
        os.close(follower)
        said = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            said += part
        process.wait(timeout=30)
    os.close(leader)
    return said.decode()


def test_colours_are_for_terminals_and_for_those_who_want_them() -> None:
    assert ESCAPE not in run("why", "agents", "now").stdout
    assert ESCAPE in run("why", "agents", "now", FORCE_COLOR="1").stdout
    assert ESCAPE in on_a_terminal(TERM="xterm-256color")
    assert ESCAPE not in on_a_terminal(TERM="xterm-256color", NO_COLOR="1")


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "gbk"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["gbk", "c-locale"],
)
def test_a_narrow_console_gets_an_answer_and_no_traceback(environment: dict[str, str]) -> None:
    done = run("why", "agents", "now", "--lang", "both", **environment)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_a_reader_who_has_read_enough_hears_nothing_more() -> None:
    command = f"{sys.executable} -m causal_compute why agents now | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_a_fault_of_ours_is_one_line_and_its_own_code() -> None:
    probe = (
        "from causal_compute import compiled, __main__\n"
        "def broken(*_): raise RuntimeError('no such luck')\n"
        "compiled.Compiled.ask = broken\n"
        "import sys; sys.argv[1:] = ['why', 'agents']\n__main__.main()"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 70
    assert "Traceback" not in done.stderr
    assert "no such luck" in done.stderr


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    gap = re.compile(r"\{(\w+)\}")
    assert {key: sorted(gap.findall(words)) for key, words in EN.items()} == {
        key: sorted(gap.findall(words)) for key, words in ZH.items()
    }
