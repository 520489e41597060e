"""SKILL.md, llms.txt and docs/agents.md: what they show and claim is what the program does."""

import json
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from causal_compute.agents.documents import OF_TOOLS
from causal_compute.agents.prompts import PROMPTS
from causal_compute.agents.shelf import Shelf
from causal_compute.api import load
from causal_compute.cli import cli
from tests.transcripts import missing, transcripts
from tests.transcripts import said as printed

pytestmark = pytest.mark.no_cover  # the whole program is asked; its parts are measured elsewhere

ROOT = Path(__file__).parents[1]
SKILL, LLMS, PAGE = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("SKILL.md", "llms.txt", "docs/agents.md")
)
SHOWN = list(transcripts(SKILL))
DOCUMENTS = re.findall(r"^\| [^|]+ \| `(causal-compute [^`]+)` \| \[(\w+)\]", SKILL, flags=re.MULTILINE)
CODES = re.findall(r"^\| (\d) \| [^|]+ \| `(causal-compute [^`]+)` \|$", SKILL, flags=re.MULTILINE)
LISTED = re.findall(r"`(causal-compute [^`]+)`", LLMS)


@cache
def run(line: str) -> tuple[int, str]:
    """Return the exit code and the standard output of a command of ours."""
    done = CliRunner().invoke(cli, shlex.split(line)[1:])
    return done.exit_code, done.stdout


def test_the_guides_show_enough_to_be_worth_a_test() -> None:
    assert (len(SHOWN), len(DOCUMENTS), len(CODES), len(LISTED)) == (5, 9, 5, 10)


@pytest.mark.parametrize(("command", "lines"), SHOWN, ids=[command for command, _ in SHOWN])
def test_what_the_skill_shows_is_what_the_program_prints(
    command: str, lines: list[str], tmp_path: Path
) -> None:
    assert missing(lines, printed(command, tmp_path)) is None


@pytest.mark.parametrize(("line", "name"), DOCUMENTS, ids=[line for line, _ in DOCUMENTS])
def test_a_command_of_the_skill_prints_the_document_that_it_names(line: str, name: str) -> None:
    code, out = run(f"{line} --json")
    assert code == 0
    schema = json.loads((ROOT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(out))


@pytest.mark.parametrize(("code", "line"), CODES, ids=[code for code, _ in CODES])
def test_an_exit_code_is_what_the_skill_says(code: str, line: str) -> None:
    assert run(line)[0] == int(code)


def test_the_skill_says_when_it_is_of_use_in_the_form_that_agents_read() -> None:
    _, head, _ = SKILL.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    assert fields["name"] == "causal-compute"
    assert 100 < len(fields["description"]) <= 1024


def test_answers_are_as_large_as_the_skill_says() -> None:
    sizes = [len(run(f"{line} --json")[1].encode()) for line, name in DOCUMENTS if name == "answer"]
    assert "An answer has 10 to 250 kB" in SKILL
    assert 10_000 <= min(sizes) <= max(sizes) <= 250_000


@pytest.mark.parametrize("line", LISTED)
def test_every_command_of_llms_txt_answers(line: str) -> None:
    code, out = run(line)
    assert (code, bool(out.strip())) == (0, True)


@pytest.mark.parametrize("name", ["SKILL.md", "llms.txt"])
def test_every_link_of_a_guide_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", (ROOT / name).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_page_names_every_tool_resource_and_prompt() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| \[(\w+)\]", PAGE, flags=re.MULTILINE))
    assert rows == {**OF_TOOLS, "show": "answer"}
    assert all(f"`causal-compute://{name}`, `…/{name}/{{id}}`" in PAGE for name in Shelf(load()).collections)
    assert all(f"`{prompt.__name__}`" in PAGE for prompt in PROMPTS)


def test_the_settings_on_the_page_start_the_server() -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)
    entry = json.loads(shown)["mcpServers"]["causal-compute"]
    assert entry["command"] == "causal-compute"
    done = subprocess.run(
        [sys.executable, "-m", "causal_compute", *entry["args"]], input=b"", check=False, capture_output=True
    )
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_python_on_the_page_runs() -> None:
    (shown,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    done = subprocess.run([sys.executable, "-c", shown], check=False, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("met\n", "")
