"""Options that `diff`, `compare` and `merge` share, spelt once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["alias_options", "form_option"]

Command = TypeVar("Command", bound=Callable[..., Any])
LARGEST = 2**20
"""Bytes of a file of aliases that are read; a name and its alias take some fifty."""


def form_option(command: Command) -> Command:
    """Add `--format text|json|markdown`, and `--json` for short."""
    command = click.option(
        "--json", "form", flag_value="json", help="The same as --format json, by the published schema."
    )(command)
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "markdown"]),
        default="text",
        show_default=True,
        help="How it is written.",
    )(command)


def _lines(ctx: click.Context, option: click.Parameter, path: str | None) -> tuple[str, ...]:
    """Return the lines of a file of aliases."""
    del ctx
    if path is None:
        return ()
    try:
        with Path(path).open("rb") as file:
            return tuple(file.read(LARGEST).decode("utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as err:
        raise click.BadParameter(f"{path} cannot be read as UTF-8 text", param=option) from err


def alias_options(command: Command) -> Command:
    """Add `--alias 'a = b'`, to be given once for every pair, and `--aliases FILE` of such lines."""
    command = click.option(
        "--aliases",
        "alias_lines",
        type=click.Path(exists=True, dir_okay=False),
        callback=_lines,
        help="A file of lines A=B and A!=B; # begins a comment.",
    )(command)
    return click.option(
        "--alias",
        "aliases",
        multiple=True,
        metavar="A=B",
        help="A name of the first thesis and one of the second that are the same variable; A!=B keeps two "
        "apart. May be given several times.",
    )(command)
