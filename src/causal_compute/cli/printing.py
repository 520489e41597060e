"""How commands print an answer: in the form that was asked for, with its exit code."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from causal_compute.api.reply import Reply
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from pathlib import Path

    from causal_compute.answers.when import When

__all__ = ["draw", "print_lines", "print_reply"]

COLOURS: dict[str, dict[str, object]] = {
    "headline": {"bold": True},
    "heading": {"bold": True, "fg": "cyan"},
    "label": {"bold": True},
    "met": {"fg": "green"},
    "unmet": {"fg": "red"},
    "unknown": {"fg": "yellow"},
    "binding": {"fg": "magenta", "bold": True},
    "id": {"fg": "blue"},
    "quote": {"italic": True},
    "dim": {"dim": True},
}


def paint(words: str, role: str) -> str:
    """Colour `words` by their role; click takes the colours out again where there is no terminal."""
    return click.style(words, **COLOURS.get(role, {}))  # type: ignore[arg-type]  # a table of style options


def print_lines(found: object, lines: Callable[[Paint], list[str]], *, as_json: bool) -> None:
    """Print a list as JSON or as lines, coloured where a terminal shows them; leave with 1 if it is empty."""
    if as_json:
        import json

        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif found:
        click.echo("\n".join(lines(_paint())))
    if not found:
        click.get_current_context().exit(1)


def print_reply(found: Reply[Mapping[str, object]], form: str, lang: str | None) -> None:
    """Print what a question returned; say on standard error what misspelt words were taken for.

    When nothing was found, near names go to standard error, and the command leaves with 1.
    """
    language = lang or found.language
    for each in found.readings:
        click.echo(Voice(language).say("read-as", matched=each["matched"], name=each["id"]), err=True)
    if found or form == "json":
        written = found.written(form, lang, paint=_paint(), columns=_columns())
        click.echo(written.rstrip("\n"))
    if not found:
        click.echo(found.text(lang), err=True)
        click.get_current_context().exit(1)


def draw(found: "When", plot: "Path", language: str) -> int:
    """Write the chart to a file that ends in .svg or .png, and return its size in bytes.

    Raises:
        UsageError: another ending, no library for PNG, or a place that cannot be written.

    """
    from causal_compute.errors import UsageError
    from causal_compute.render.plot import png, svg
    from causal_compute.writers.files import write_whole

    picture = svg(found, language)
    if plot.suffix.lower() not in {".svg", ".png"}:
        raise UsageError(f"{plot}: name a file that ends in .svg or .png")
    try:
        return write_whole(plot, png(picture) if plot.suffix.lower() == ".png" else picture.encode())
    except OSError as err:
        raise UsageError(f"cannot write {plot}: {err.strerror}; name another place") from err


def _columns() -> int:
    """Return how wide to write: the terminal, from 40 to 120, else 100; asking shutil would cost 3 ms."""
    try:
        columns = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        return 100
    return max(40, min(120, columns)) if columns > 0 else 100  # some terminals say 0


def _paint() -> Paint:
    coloured = sys.stdout.isatty() or click.get_current_context().color
    return paint if coloured else plain
