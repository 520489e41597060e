"""`causal-compute build`: the bytes, the places, the words."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from causal_compute.cli import COMMANDS, cli
from causal_compute.dataset import FORMATS, build, write
from causal_compute.readers import read_thesis
from causal_compute.vocabulary import prefixes
from tests.quads import QUADS, ROOT, SMALL, SMALL_FOLDER


def invoke(*arguments: str) -> Any:  # noqa: ANN401 - click's Result, whose bytes are read
    return CliRunner().invoke(cli, ["build", "--thesis", str(SMALL_FOLDER), *arguments])


def test_the_command_says_what_the_list_of_commands_says() -> None:
    shown = CliRunner().invoke(cli, ["build", "--help"]).output
    assert COMMANDS["build"][1] in shown
    assert "\\b" not in shown


@pytest.mark.parametrize(("arguments", "format_"), [((), "trig"), *((("--format", f), f) for f in FORMATS)])
def test_the_graph_goes_to_standard_output_and_nothing_else_does(
    arguments: tuple[str, ...], format_: str
) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes == write(QUADS, format_, prefixes(SMALL.id))


@pytest.mark.parametrize(
    ("output", "file"),
    [
        ("graph.trig", "graph.trig"),
        ("new/", "new/small.trig"),
        ("there", "there/small.trig"),
        ("deep/er.x", "deep/er.x"),
    ],
)
def test_a_file_is_written_where_it_was_wanted(output: str, file: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    result = invoke("-o", f"{tmp_path}/{output}")
    content = (tmp_path / file).read_bytes()
    assert content == write(QUADS, "trig", prefixes(SMALL.id))
    assert result.stdout == ""
    assert result.stderr == f"{tmp_path / file}: {len(QUADS)} quads in 5 graphs, {len(content)} bytes\n"


def test_all_formats_go_to_one_folder(tmp_path: Path) -> None:
    result = invoke("--format", "all", "-o", str(tmp_path / "rdf"))
    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "rdf").iterdir()} == {
        "small" + suffix for suffix in FORMATS.values()
    }


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(["--format", "all"], "name a folder for them with -o", id="all without a folder"),
        pytest.param(["-o", "{tmp}/file/below"], "name another place with -o", id="a file is no folder"),
    ],
)
def test_a_place_that_cannot_be_is_refused(arguments: list[str], problem: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    result = invoke(*(each.format(tmp=tmp_path) for each in arguments))
    assert result.exit_code == 2
    assert problem in result.stderr
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.no_cover
def test_the_committed_trig_of_the_deck_is_a_fresh_build() -> None:
    deck = read_thesis(None)
    fresh = write(build(deck), "trig", prefixes(deck.id))
    committed = (ROOT / "graph" / "deck" / "deck.trig").read_bytes()
    assert committed == fresh, "run: causal-compute build -o graph/deck/deck.trig"
