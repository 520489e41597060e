"""Write the page of every command from its `--help`: `python -m causal_compute.cli.pages`, in a checkout.

May touch: the docs of a checkout. Must not know: what any command does. Never needed at run time.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import click

from causal_compute.cli import COMMANDS, cli

__all__ = ["examples", "pages"]

_WIDTH = 100
_VERBATIM = "\b"
"""How click marks a paragraph that is not to be filled."""


def pages() -> dict[str, str]:
    """Return the page of every command by its file's name, the index as README.md."""
    found = {f"{name}.md": "\n".join(_page(name)) + "\n" for name in COMMANDS}
    lines = ["# Commands", "", "Every page is made from the command's own `--help`.", ""]
    lines += [f"- [`causal-compute {name}`]({name}.md): {says}" for name, (_, says) in COMMANDS.items()]
    return {"README.md": "\n".join(lines) + "\n", **found}


def examples(page: str) -> list[str]:
    r"""Return the command lines that a page shows to be typed.

    >>> examples("```sh\ncausal-compute list roots\n```")
    ['causal-compute list roots']

    """
    blocks = re.findall(r"^```sh\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("causal-compute ")]


def _page(name: str) -> Iterator[str]:
    command = cli.get_command(click.Context(cli), name)
    if command is None:
        raise LookupError(name)
    yield f"# causal-compute {name}"
    for paragraph in dedent(f"    {(command.help or '').strip()}").split("\n\n"):
        yield ""
        yield from _paragraph(paragraph)
    whole = click.Context(cli, info_name="causal-compute", **cli.context_settings)
    context = click.Context(command, info_name=name, parent=whole)
    yield from ["", "## Options", "", "```text", *_options(command, context), "```"]


def _paragraph(text: str) -> Iterator[str]:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    if lines[0] != _VERBATIM:
        yield " ".join(line.strip() for line in lines)
        return
    body = dedent("\n".join(lines[1:])).splitlines()
    yield "```sh" if body[0].startswith("causal-compute ") else "```text"
    yield from body
    yield "```"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    formatter = click.HelpFormatter(width=_WIDTH, max_width=_WIDTH)
    command.format_usage(context, formatter)
    command.format_options(context, formatter)
    yield from formatter.getvalue().rstrip().splitlines()


if __name__ == "__main__":
    folder = Path("docs/commands")
    folder.mkdir(exist_ok=True)
    for file, page in pages().items():
        (folder / file).write_text(page, encoding="utf-8")
