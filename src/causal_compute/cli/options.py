"""Options that several commands share, spelt once."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = [
    "as_of_option",
    "form_option",
    "lang_option",
    "layer_option",
    "report_option",
    "thesis_option",
    "without_option",
]

Command = TypeVar("Command", bound=Callable[..., Any])


def thesis_option(command: Command) -> Command:
    """Add `--thesis PATH`: the thesis folder, by default the packaged deck."""
    return click.option(
        "--thesis",
        "thesis",
        type=click.Path(exists=True, file_okay=False),
        envvar="CAUSAL_COMPUTE_THESIS",
        help="A thesis folder; the packaged deck if none is given.",
    )(command)


def lang_option(command: Command) -> Command:
    """Add `--lang zh|en|both`; without it the question's own script decides."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en", "both"]),
        help="The language of the answer; the question's own if not given.",
    )(command)


def layer_option(command: Command) -> Command:
    """Add `--layer NAME`, to be given once for every layer that is wanted."""
    return click.option(
        "--layer",
        "layers",
        multiple=True,
        type=click.Choice(["thesis", "curator", "evidence"]),
        help="Use this layer only; may be given several times. All layers if not given.",
    )(command)


def as_of_option(command: Command) -> Command:
    """Add `--as-of DATE`: the day to answer for, today if not given."""
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        help="Answer as of this day, from facts dated on or before it; today if not given.",
    )(command)


def without_option(command: Command) -> Command:
    """Add `--without NAME`, to be given once for everything that is to be left out."""
    return click.option(
        "--without",
        multiple=True,
        metavar="NAME",
        help="Ask again without a claim, a piece of evidence, a source, an independent group, a series, a "
        "condition, or a voice (author, curator); may be given several times.",
    )(command)


def form_option(command: Command) -> Command:
    """Add `--format` and its short form `--json`: how an answer is written."""
    return _forms(command, "text", "json", "markdown", "mermaid")


def report_option(command: Command) -> Command:
    """Add `--format` and its short form `--json`: how a report is written."""
    return _forms(command, "text", "json", "markdown")


def _forms(command: Command, *forms: str) -> Command:
    command = click.option(
        "--json", "form", flag_value="json", help="The same as --format json, by the published schema."
    )(command)
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default="text",
        show_default=True,
        help="How it is written.",
    )(command)
