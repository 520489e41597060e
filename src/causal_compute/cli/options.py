"""Options that several commands share, spelt once."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

import click

from causal_compute.api.claim_graph import ClaimGraph

__all__ = [
    "answer_options",
    "as_of_option",
    "graph_options",
    "lang_option",
    "layer_option",
    "thesis_option",
    "without_option",
]

Command = TypeVar("Command", bound=Callable[..., Any])
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


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
        envvar="CAUSAL_COMPUTE_LANG",
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


def _day(ctx: click.Context, option: click.Parameter, moment: datetime | None) -> date | None:
    """Make a day of the moment that click reads."""
    del ctx, option
    return None if moment is None else moment.date()


def as_of_option(command: Command) -> Command:
    """Add `--as-of DATE`: the day to answer for, today if not given."""
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_day,
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


def graph_options(*, without: bool = True, layers: bool = True) -> Decorator:
    """Add `--layer`, `--without` and `--thesis`; the command gets the `graph` that they choose."""

    def added(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_graph(*args: Any, thesis: str | None, **options: Any) -> Any:  # noqa: ANN401 - any command's
            chosen = options.pop("layers", ()), options.pop("without", ()) if without else ()
            return command(*args, graph=ClaimGraph(thesis, *chosen), **options)

        wrapped = thesis_option(with_graph)
        wrapped = without_option(wrapped) if without else wrapped
        return layer_option(wrapped) if layers else wrapped

    return added


def answer_options(*forms: str, **which: bool) -> Decorator:
    """Add what every question takes: `--lang`, `--as-of`, `--format` with `forms`, and `graph_options`."""

    def added(command: Callable[..., Any]) -> Callable[..., Any]:
        return lang_option(as_of_option(_forms(graph_options(**which)(command), *forms)))

    return added


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
