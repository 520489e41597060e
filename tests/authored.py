"""Theses on disk for the tests of writing one. Not a test: other tests build on it."""

import re
from pathlib import Path

from click.testing import CliRunner, Result

from causal_compute.authoring.starting import start
from causal_compute.cli import cli

MORE = """
What comes next

Offices keep their lamps on all day, so there, too, the electricity saved pays for the lamp.
A cool lamp lasts for years and saves the ladder. A cool lamp lasts for years, we said.
"""


def led(folder: Path, *, more: bool = False) -> Path:
    """Return the example thesis in `folder`; with `more`, its source has a slide P4 that no claim quotes."""
    home = folder / "led"
    start(home)
    if more:
        append(home / "source.txt", MORE)
        append(
            home / "thesis.yaml",
            "  - {id: P4, lines: 20-23, title: What comes next, title_en: What comes next}\n",
        )
        append(home / "not-claims.yaml", "- {slide: P4, exact: What comes next, reason: a heading}\n")
    return home


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder`."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def steps(page: str) -> list[tuple[str, str]]:
    """Return what a page tells to do: ("console", the block), or the file to append to and the text."""
    pattern = r"^<!-- append to (\S+) -->\n```\w+\n(.*?)^```|^(```console\n.*?^```)"
    found = re.finditer(pattern, page, flags=re.DOTALL | re.MULTILINE)
    return [(step[1], step[2]) if step[1] else ("console", step[3]) for step in found]
