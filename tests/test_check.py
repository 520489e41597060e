"""`causal-compute check`: what it prints, where, and with which exit code."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from causal_compute.cli import COMMANDS, cli
from causal_compute.cli.check import check_
from causal_compute.errors import Finding
from causal_compute.rules.folder import check_folder
from causal_compute.rules.report import as_github, as_json, as_text

FIXTURES = Path(__file__).parent / "fixtures"

WARNING_LINE = (
    "thesis/claims/extra.yaml:1:3: CC073 claim 'extra' is marked feedback and closes no loop: no claim leads "
    "from 'book-supply' to a cause of it; take feedback: true off it [warning]\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small thesis, called as a user in the folder above it calls it."""
    shutil.copytree(FIXTURES / "small", tmp_path / "thesis")
    shutil.copytree(FIXTURES / "small-evidence", tmp_path / "small-evidence")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "thesis"


def lay_over(folder: Path, number: str) -> None:
    shutil.copytree(FIXTURES / "rules" / number / "fails", folder, dirs_exist_ok=True)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["check", *args])


def test_a_sound_thesis_says_so_on_stderr_and_nothing_on_stdout(folder: Path) -> None:
    result = run(folder.name, "--strict")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 findings in 10 claims, 8 variables\n"


@pytest.mark.parametrize(
    ("number", "options", "code"),
    [
        pytest.param("CC073", [], 0, id="warnings-pass"),
        pytest.param("CC073", ["--strict"], 1, id="warnings-fail-a-strict-check"),
        pytest.param("CC030", [], 3, id="errors-of-a-rule"),
        pytest.param("CC030", ["--strict"], 3, id="errors-outrank-strict"),
        pytest.param("CC005", [], 3, id="errors-of-the-reader"),
        pytest.param("CC005", ["--strict", "--format", "github"], 3, id="whatever-the-format"),
    ],
)
def test_the_exit_code_says_how_grave_it_is(folder: Path, number: str, options: list[str], code: int) -> None:
    lay_over(folder, number)
    assert run(folder.name, *options).exit_code == code


def test_a_finding_is_one_line_with_the_path_as_the_user_gave_it(folder: Path) -> None:
    lay_over(folder, "CC073")
    result = run(folder.name)
    assert result.stdout == WARNING_LINE
    assert result.stderr == "1 warning in 11 claims, 8 variables\n"


def test_a_thesis_that_cannot_be_read_says_that_no_rule_was_tried(folder: Path) -> None:
    lay_over(folder, "CC005")
    result = run(folder.name)
    assert result.stdout.startswith("thesis/claims/extra.yaml:10:3: CC005 ")
    assert result.stderr == "1 error; this is no thesis yet, so no rule above CC029 was tried\n"


def test_findings_without_a_line_still_name_the_file_that_is_meant(folder: Path) -> None:
    lay_over(folder, "CC045")
    (folder.parent / "small-evidence" / "sources.yaml").write_text(
        (FIXTURES / "rules" / "CC080" / "fails" / "evidence" / "sources.yaml").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    found = {finding.rule: finding.file for finding in check_folder(folder.name).findings}
    assert found == {"CC045": "thesis/source.txt", "CC080": "small-evidence/sources.yaml"}


def test_the_source_is_named_as_the_thesis_names_it(folder: Path) -> None:
    lay_over(folder, "CC045")
    (folder / "source.txt").rename(folder / "essay.txt")
    head = (folder / "thesis.yaml").read_text(encoding="utf-8")
    (folder / "thesis.yaml").write_text(
        head.replace("source: source.txt", "source: essay.txt"), encoding="utf-8"
    )
    assert [finding.file for finding in check_folder(folder.name).findings] == ["thesis/essay.txt"]


def test_json_is_a_list_of_findings_and_empty_when_there_are_none(folder: Path) -> None:
    assert json.loads(run(folder.name, "--format", "json").stdout) == []
    lay_over(folder, "CC073")
    (found,) = json.loads(run(folder.name, "--format", "json").stdout)
    assert {**found, "problem": "", "remedy": ""} == {
        "file": "thesis/claims/extra.yaml",
        "line": 1,
        "column": 3,
        "rule": "CC073",
        "problem": "",
        "remedy": "",
        "severity": "warning",
    }


@pytest.mark.parametrize(
    ("finding", "annotation"),
    [
        pytest.param(
            Finding("a.yaml", 2, 5, "CC030", "no 'x'", "define it"),
            "::error file=a.yaml,line=2,col=5,title=CC030::no 'x'; define it",
            id="error",
        ),
        pytest.param(
            Finding("a.yaml", 2, 5, "CC073", "p", "r", "warning"),
            "::warning file=a.yaml,line=2,col=5,title=CC073::p; r",
            id="warning",
        ),
        pytest.param(
            Finding("a.yaml", 0, 0, "CC018", "p", "r"),
            "::error file=a.yaml,title=CC018::p; r",
            id="whole-file",
        ),
        pytest.param(
            Finding("a,b:c%.yaml", 1, 1, "CC015", "50 % of\r\nx: y, z", "::error::"),
            "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=CC015::50 %25 of%0D%0Ax: y, z; ::error::",
            id="escapes",
        ),
    ],
)
def test_an_annotation_says_no_more_than_the_finding(finding: Finding, annotation: str) -> None:
    assert as_github([finding]) == annotation


def test_every_format_of_no_findings_is_the_least_there_is() -> None:
    assert (as_text([]), as_github([]), as_json([])) == ("", "", "[]")


def test_the_help_begins_as_the_list_of_commands_says() -> None:
    assert (check_.help or "").split("\n")[0] == COMMANDS["check"][1]


def test_a_folder_that_is_not_there_is_a_usage_error() -> None:
    assert run("no-such-folder").exit_code == 2
