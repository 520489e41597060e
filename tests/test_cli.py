"""The command line as its users meet it: exit codes, streams, colours, narrow consoles, closed pipes."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from causal_compute.cli import COMMANDS, cli

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).parents[1]
SMALL = str(ROOT / "tests" / "fixtures" / "small")
ESCAPE = "\x1b"
COLOURED = re.compile(r"\x1b\[[0-9;]*m")
WHY = ["why", "agents", "now", "--as-of", "2026-11-22"]


def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the program in a process of its own, as a shell does."""
    return subprocess.run(
        [sys.executable, "-m", "causal_compute", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **environment},
        check=False,
    )


def call(*words: str) -> "Result":
    """Run a command in this process: what does not concern the process itself is quicker so."""
    return CliRunner().invoke(cli, words, prog_name="causal-compute")


# Exit codes: 0 found, 1 nothing found, 2 usage, 3 bad data, 70 a fault of ours, 74 no file, 130 Ctrl-C


@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        (["why", "agents", "now"], 0, "agents-need-capability-and-cost", ""),
        (["agents"], 0, "2025-05-22", ""),
        (["agents", "--as-of", "2024-06-30"], 0, "not yet", ""),
        (["--", "agents"], 0, "2025-05-22", ""),
        (["为什么现在是", "Agent"], 0, "智能体经济", ""),
        (["why", "agnets", "now"], 0, "Read “agnets” as agent economy", ""),
        (["what", "is", "the", "weather"], 1, "", "Nothing in the graph answers to “what is the weather”"),
        (["why", "scuba"], 1, "", "scuba"),
        (["why", "--", "--help"], 1, "", "“--help”"),
        (["why", "--", "-k", "9"], 1, "", "“-k 9”"),
        (["why", ""], 1, "", "Nothing"),
        (["why", "a" * 1001], 2, "", "at most 1000"),
        (["why", "agents", "--nope"], 2, "", "--nope"),
        (["-x"], 2, "", "-x"),
        (["why"], 2, "", "WORDS"),
        (["trace", "agents", "-k", "2"], 0, "compute", ""),
        (["trace", "agents", "--to", "chip supply"], 0, "chip supply", ""),
        (["trace", "agents", "--to", "nonsense"], 1, "", "nonsense"),
        (["trace", "agents", "-k", "0"], 2, "", "-k"),
        (["trace", "agents", "-k", "many"], 2, "", "many"),
        (["impact", "chip shortage"], 0, "falling", ""),
        (["impact", "chip supply", "--falls"], 0, "falling", ""),
        (["impact", "scuba"], 1, "", "scuba"),
        (["show", "agents-cheap-enough"], 0, "office task", ""),
        (["show", "inference", "cost"], 0, "inference cost", ""),
        (["show", "infrence cost"], 0, "Read “infrence cost” as inference cost", ""),
        (["show", "no-such-thing-at-all"], 1, "", "no-such-thing-at-all"),
        (["list", "applications"], 0, "agent-economy", ""),
        (["list", "applications", "--layer", "evidence"], 1, "", ""),
        (["list", "fruit"], 2, "", "fruit"),
        (["gaps"], 0, "robot", ""),
        (["why", "agents", "--as-of", "yesterday"], 2, "", "yesterday"),
        (["why", "agents", "--as-of", "2025-13-01"], 2, "", "2025-13-01"),
        (["why", "agents", "--layer", "rumour"], 2, "", "rumour"),
        (["why", "agents", "--lang", "fr"], 2, "", "fr"),
        (["why", "agents", "--format", "pdf"], 2, "", "pdf"),
        (["why", "agents", "--thesis", "nowhere"], 2, "", "nowhere"),
        (["why", "agents", "--thesis", str(ROOT / "docs")], 3, "", "thesis.yaml"),
        (["why", "night reading", "--thesis", SMALL], 0, "price of light", ""),
        (["why", "agents", "--thesis", SMALL], 1, "", "agents"),
        (["check", SMALL], 0, "", ""),
        (["coverage"], 0, "100", ""),
    ],
    ids=lambda value: " ".join(value).replace(str(ROOT), "")[:40] if isinstance(value, list) else None,
)
def test_a_command_says_what_it_should_and_ends_with_its_code(
    words: list[str], code: int, out: str, err: str
) -> None:
    done = call(*words)
    assert (done.exit_code, out in done.stdout, err in done.stderr) == (code, True, True), done.output
    if code:
        assert done.stdout == ""


def test_the_process_ends_with_the_commands_code() -> None:
    ended = [run(*words).returncode for words in (["agents"], ["scuba"], ["-x"], ["why", "--thesis", SMALL])]
    assert ended == [0, 1, 2, 2]
    assert run("why", "agents", "--thesis", str(ROOT / "docs")).returncode == 3


def test_a_broken_thesis_is_refused_line_by_line(tmp_path: Path) -> None:
    for name in ("small", "small-evidence"):
        shutil.copytree(ROOT / "tests" / "fixtures" / name, tmp_path / name)
    variables = tmp_path / "small" / "variables.yaml"
    broken = variables.read_text(encoding="utf-8").replace("kind: root", "kind: rooot", 1)
    variables.write_text(broken.replace("kind: factor", "kind: fraction", 1), encoding="utf-8")
    done = run("why", "night reading", "--thesis", str(tmp_path / "small"))
    assert (done.returncode, done.stdout) == (3, "")
    places = re.findall(r"variables\.yaml:\d+:\d+: CC\d{3} .*; ", done.stderr)
    assert len(places) == len(done.stderr.strip().splitlines()) == 2
    assert "Traceback" not in done.stderr


def test_a_thesis_can_be_named_by_the_environment() -> None:
    assert "night reading" in run("why", "night reading", CAUSAL_COMPUTE_THESIS=SMALL).stdout


# JSON


@pytest.mark.parametrize(
    "words",
    [
        ["why", "scuba"],
        ["show", "scuba"],
        ["impact", "scuba"],
        ["trace", "scuba"],
        ["trace", "agents", "--to", "scuba"],
    ],
    ids=" ".join,
)
def test_json_is_json_even_where_nothing_is_found(words: list[str]) -> None:
    done = call(*words, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["focus"] == []
    assert "scuba" in done.stderr


def test_near_misses_are_offered_with_their_ids() -> None:
    done = call("why", "inference", "capability", "--json")
    near = json.loads(done.stdout)["near_misses"]
    assert (done.exit_code, bool(near)) == (1, True)
    assert done.stderr.startswith("Did you mean?\n")
    assert all(f"({miss['id']})" in done.stderr for miss in near)


def test_json_holds_the_answer() -> None:
    answer = json.loads(call(*WHY, "--json").stdout)
    assert answer["since"]["verbatim"] == "2025-05-22"
    assert answer == json.loads(call(*WHY, "--format", "json").stdout)
    rows = json.loads(call("list", "applications", "--json").stdout)
    assert "agent-economy" in {row["id"] for row in rows}
    assert {"gaps", "loops", "other_roots"} <= set(json.loads(call("gaps", "--json").stdout))


@pytest.mark.parametrize("form", ["markdown", "mermaid"])
def test_the_other_forms_name_the_agents(form: str) -> None:
    said = call(*WHY, "--format", form).stdout
    assert "agent economy" in said
    assert ("```mermaid" in said) == (form == "markdown")
    assert "flowchart BT" in said


# Layers, days, languages


def test_a_list_through_the_thesis_alone_takes_no_date_from_the_evidence() -> None:
    rows = json.loads(call("list", "applications", "--layer", "thesis", "--json").stdout)
    assert {row["layer"] for row in rows} == {"thesis"}
    assert {row["since"] for row in rows} == {None}


def test_an_answer_as_of_a_day_knows_nothing_later() -> None:
    said = call("why", "agents", "--as-of", "2024-06-30").stdout
    assert "not yet" in said
    forecasts = re.compile(r"(?:expected|due)\s[^)]*\)", re.IGNORECASE)
    assert forecasts.search(said)
    assert not re.search(r"\b(2024-(0[7-9]|1\d)|202[5-9])", forecasts.sub("", said))


def test_the_question_decides_the_language_unless_an_option_does() -> None:
    assert "关键条件" in call("为什么现在是 Agent").stdout
    assert "binding" in call("为什么现在是 Agent", "--lang", "en").stdout
    assert "智能体经济" in call("why agents", "--lang", "both").stdout
    assert "智能体经济" not in call("why agents").stdout.replace("“", "")


# Help


def test_help_lists_every_command_by_its_own_first_line() -> None:
    said = " ".join(call("--help").stdout.split())
    for name, (module, says) in COMMANDS.items():
        command = getattr(import_module(module), f"{name.replace('-', '_')}_")
        assert (command.help or "").split("\n")[0].strip() == says
        assert f"{name} {says}" in said


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_helps(name: str, flag: str) -> None:
    done = call(name, flag)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: causal-compute {name} [OPTIONS]")
    assert COMMANDS[name][1] in " ".join(done.stdout.split())


def test_every_option_says_what_it_is_for() -> None:
    for name, (module, _) in COMMANDS.items():
        command = getattr(import_module(module), f"{name.replace('-', '_')}_")
        silent = [
            p.name for p in command.params if p.param_type_name == "option" and not getattr(p, "help", None)
        ]
        assert silent == [], name


def test_no_words_at_all_get_the_help() -> None:
    done = call()
    assert done.exit_code == 2
    assert "Commands:" in done.stderr


HEAVY = {"networkx", "numpy", "opencc", "pyoxigraph", "pypinyin", "pyvis", "rapidfuzz", "rdflib", "yaml"}
SLOW = {"asyncio", "dataclasses", "hashlib", "pathlib", "subprocess", "tempfile"}


@pytest.mark.parametrize(
    "words", [["--help"], WHY, ["为什么现在是", "Agent"], ["impact", "chip shortage"]], ids=" ".join
)
def test_help_and_a_warm_answer_load_nothing_heavy(words: list[str]) -> None:
    run(*words)  # now it is warm
    probe = (
        "import sys\nfrom causal_compute.cli import main\n"
        f"sys.argv[1:] = {words!r}\n"
        "try:\n    main()\nexcept SystemExit:\n"
        f"    print(sorted({HEAVY | SLOW!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


# Colours


def on_a_terminal(**environment: str) -> str:
    """Return what `why agents now` writes to a terminal, which says that it has no width."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "causal_compute", *WHY]
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
    return said.decode().replace("\r\n", "\n")


def test_colours_are_for_terminals_and_for_those_who_want_them() -> None:
    piped = run(*WHY).stdout
    assert ESCAPE not in piped
    wanted = run(*WHY, FORCE_COLOR="1").stdout
    assert ESCAPE in wanted
    assert ESCAPE not in run(*WHY, FORCE_COLOR="1", NO_COLOR="1").stdout
    shown = on_a_terminal(TERM="xterm-256color")
    assert ESCAPE in shown
    assert ESCAPE not in on_a_terminal(TERM="xterm-256color", NO_COLOR="1")
    assert ESCAPE in on_a_terminal(TERM="xterm-256color", NO_COLOR="")  # present and not empty, says the rule
    assert COLOURED.sub("", wanted) == COLOURED.sub("", shown) == piped


@pytest.mark.parametrize(
    ("columns", "widest"), [("80", 80), ("60", 60), ("200", 120), ("0", 100), ("x", 100)]
)
def test_an_answer_is_as_wide_as_the_terminal(columns: str, widest: int) -> None:
    done = CliRunner().invoke(cli, ["show", "inference cost"], env={"COLUMNS": columns})
    lines = [line for line in done.stdout.splitlines() if "<http" not in line]
    assert widest - 12 <= max(map(len, lines)) <= widest


# Consoles, pipes, keys


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["gbk", "ascii", "c-locale"],
)
@pytest.mark.parametrize(
    "words", [WHY, ["为什么现在是", "Agent", "--lang", "both"], ["为什么潜水"], ["gaps"]], ids=" ".join
)
def test_a_narrow_console_gets_an_answer_and_no_traceback(
    words: list[str], environment: dict[str, str]
) -> None:
    done = run(*words, **environment)
    assert done.returncode == (1 if "潜水" in words[0] else 0), done.stderr
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_a_reader_who_has_read_enough_hears_nothing_more() -> None:
    command = f"{sys.executable} -m causal_compute list claims --json | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[\n", "")


@pytest.mark.parametrize(
    ("streams", "code"),
    [(">&-", 0), (">&- 2>&-", 0), ("> /dev/full", 74)],
    ids=["closed", "both-closed", "full"],
)
def test_where_nothing_can_be_written_the_program_ends_in_order(streams: str, code: int) -> None:
    command = f"{sys.executable} -m causal_compute why agents now {streams}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == (code == 74)


@pytest.mark.parametrize("seconds", [0.02, 0.4])
def test_ctrl_c_ends_it_without_a_word(seconds: float) -> None:
    probe = (
        "import signal, sys\nfrom causal_compute import __main__\n"
        f"signal.setitimer(signal.ITIMER_REAL, {seconds})\n"
        "signal.signal(signal.SIGALRM, signal.default_int_handler)\n"
        "sys.argv[1:] = ['why', 'agents', 'now']\n__main__.main()"
    )
    environment = {**os.environ, "CAUSAL_COMPUTE_CACHE": "off"}  # a cold start takes longer than that
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, env=environment, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


# Our own faults


FAULTY = (
    "from causal_compute import compiled, __main__\n"
    "def broken(*_): raise RuntimeError('no such luck')\n"
    "compiled.Compiled.ask = broken\n"
    "import sys; sys.argv[1:] = ['why', 'agents']\n__main__.main()"
)


def test_a_fault_of_ours_is_one_line_a_hint_and_its_own_code() -> None:
    done = subprocess.run([sys.executable, "-c", FAULTY], capture_output=True, text=True, check=False)
    assert done.returncode == 70
    what, hint = done.stderr.splitlines()
    assert "RuntimeError: no such luck" in what
    assert "CAUSAL_COMPUTE_DEBUG=1" in hint


def test_who_wants_to_see_where_is_shown() -> None:
    environment = {**os.environ, "CAUSAL_COMPUTE_DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, "-c", FAULTY], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode not in {0, 70}
    assert "Traceback" in done.stderr
    assert "in broken" in done.stderr
