"""The page of every command: made from its help, its examples tried."""

import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from causal_compute.cli import cli
from causal_compute.cli.pages import examples, pages

pytestmark = pytest.mark.no_cover  # the whole program is asked; its parts are measured elsewhere

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "commands"
PAGES = pages()
EXAMPLES = sorted({line for page in PAGES.values() for line in examples(page)})

UNENDING = {"serve", "mcp", "--serve", "--open", "--watch"}
"""What waits, or opens a window: such a line is read as click reads it, and not run."""

FILES = {
    "links.csv": "source,target,sign\nrain,river,+\nriver,flood,+\n",
    "my-query.rq": "SELECT ?v { ?v a cc:Application }",
    "prices.csv": "date,value,unit,label\n2020,8,USD,a\n2021,4,USD,b\n2022,2,USD,c\n",
    "horizon.csv": "date,value,unit,label\n2020,100,min,a\n2021,200,min,b\n2022,490,min,c\n",
}
"""The user's own files that examples name."""


def test_every_page_is_the_one_that_its_help_makes() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert kept == PAGES, "run: make generate"


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_of_the_help_does_what_it_says(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    typed, _, _ = line.partition(" > ")
    words = shlex.split(typed, comments=True)[1:]
    if UNENDING & set(words):
        _, command, rest = cli.resolve_command(click.Context(cli), words)
        assert command is not None
        command.make_context("", rest)
        return
    ran = CliRunner().invoke(cli, words)
    assert ran.exit_code == 0, ran.output
    assert ran.stdout or {path.name for path in tmp_path.iterdir()} != set(FILES)
