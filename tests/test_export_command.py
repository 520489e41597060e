"""`causal-compute export`: the bytes, the places, the words."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from causal_compute.cli import COMMANDS, cli
from causal_compute.dataset import write
from causal_compute.exports import FORMATS
from causal_compute.model import Layer
from causal_compute.readers import read_thesis
from causal_compute.vocabulary import prefixes
from tests.quads import QUADS, ROOT, SMALL, SMALL_FOLDER

MANY = [name for name, form in FORMATS.items() if form.files]
DECK = read_thesis(None)
DAY = ("--as-of", "2026-11-22")


def invoke(*arguments: str, thesis: Path | None = SMALL_FOLDER) -> Any:  # noqa: ANN401 - click's Result
    named = () if thesis is None else ("--thesis", str(thesis))
    return CliRunner().invoke(cli, ["export", *arguments, *named])


def test_the_command_says_what_the_list_of_commands_says() -> None:
    shown = CliRunner().invoke(cli, ["export", "--help"]).output
    assert COMMANDS["export"][1] in " ".join(shown.split())


def test_the_list_names_every_format_and_what_opens_it() -> None:
    result = CliRunner().invoke(cli, ["export", "--list"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(FORMATS)
    assert all(form.opens in line for form, line in zip(FORMATS.values(), lines, strict=True))


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in MANY])
def test_a_format_goes_to_standard_output_and_talk_to_standard_error(name: str) -> None:
    result = invoke(name, *DAY)
    assert result.exit_code == 0, result.output
    assert result.stdout_bytes
    assert all(line.startswith("left out: ") for line in result.stderr.splitlines())


@pytest.mark.parametrize("name", MANY)
def test_a_format_of_several_files_asks_for_a_folder(name: str, tmp_path: Path) -> None:
    refused = invoke(name)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "name a folder for them with -o" in refused.stderr
    written = invoke(name, "-o", str(tmp_path / "new"))
    assert written.exit_code == 0
    assert len(list((tmp_path / "new").iterdir())) == {"csv": 2, "nanopub-files": len(SMALL.claims)}[name]


@pytest.mark.parametrize(
    ("output", "file"), [("g.x", "g.x"), ("new/", "new/small.graphml"), ("there", "there/small.graphml")]
)
def test_a_file_is_written_where_it_was_wanted(output: str, file: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    result = invoke("graphml", *DAY, "-o", f"{tmp_path}/{output}")
    assert (tmp_path / file).read_bytes() == invoke("graphml", *DAY).stdout_bytes
    assert result.stdout == ""
    assert result.stderr.startswith(f"{tmp_path}/{output}: ")
    assert " nodes, " in result.stderr


def test_rdf_is_the_same_by_either_command() -> None:
    assert invoke("trig").stdout_bytes == write(QUADS, "trig", prefixes(SMALL.id))
    assert (
        CliRunner().invoke(cli, ["build", "--thesis", str(SMALL_FOLDER)]).stdout_bytes
        == invoke("trig").stdout_bytes
    )


def test_a_variable_may_be_named_in_words_of_either_language() -> None:
    by_id = invoke("mermaid", *DAY, "--of", "agent-economy", thesis=None)
    assert by_id.exit_code == 0
    for words in ("agents", "智能体经济"):
        assert invoke("mermaid", *DAY, "--of", words, thesis=None).stdout == by_id.stdout


def test_a_misspelt_name_is_read_and_the_reading_is_said() -> None:
    result = invoke("mermaid", *DAY, "--of", "agnts", thesis=None)
    assert result.exit_code == 0
    assert "agent-economy" in result.stderr.splitlines()[0]


def test_a_layer_and_a_claim_left_out_are_not_in_the_file() -> None:
    gone = "agents-need-capability-and-cost"
    result = invoke("node-link", *DAY, "--layer", "thesis", "--without", gone, thesis=None)
    assert result.exit_code == 0
    claims = {node["id"]: node for node in json.loads(result.stdout)["nodes"] if node["kind"] == "claim"}
    told = {key for key, claim in DECK.claims.items() if claim.layer is Layer.THESIS}
    assert set(claims) == told - {gone}


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        pytest.param(["xml"], 2, "'xml' is not one of 'trig'", id="unknown format"),
        pytest.param([], 2, "Missing argument 'FORMAT'", id="no format"),
        pytest.param(["turtle", "--of", "agent-economy"], 2, "--of narrows the graph formats", id="rdf of"),
        pytest.param(["dot", "--of", "qqqqzz"], 1, "answers to 'qqqqzz'", id="unknown name"),
        pytest.param(["dot", "-o", "{tmp}/file/below"], 2, "name another place", id="a file is no folder"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(
    arguments: list[str], code: int, problem: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("kept")
    result = invoke(*(each.format(tmp=tmp_path) for each in arguments), thesis=None)
    assert result.exit_code == code
    assert problem in result.output
    assert "Traceback" not in result.output
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("name", FORMATS)
def test_another_thesis_exports_as_well(name: str, tmp_path: Path) -> None:
    result = invoke(name, *DAY, "-o", f"{tmp_path}/", thesis=ROOT / "examples" / "solar")
    assert result.exit_code == 0, result.output
    assert any(path.stat().st_size for path in tmp_path.iterdir())
