"""How commands print an answer: in the form that was asked for, with its exit code."""

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from causal_compute.render.text import near_lines, text
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from pathlib import Path

    from causal_compute.answers.backtest import Backtest
    from causal_compute.answers.document import Answer, Reading
    from causal_compute.answers.evidence import BothSides
    from causal_compute.answers.provenance import Provenance
    from causal_compute.answers.whatif import WhatIf
    from causal_compute.answers.when import When
    from causal_compute.audit import Audit

__all__ = [
    "day",
    "draw",
    "print_answer",
    "print_audit",
    "print_backtest",
    "print_evidence",
    "print_forecast",
    "print_lines",
    "print_provenance",
    "print_readings",
    "print_what_if",
]

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


def day(as_of: datetime | None) -> date:
    """Return the day to answer for. The only place in the package that asks the clock."""
    return datetime.now().astimezone().date() if as_of is None else as_of.date()


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


def print_forecast(found: "When", plot: "Path | None", language: str, *, as_json: bool) -> None:
    """Print when applications become viable, as JSON or as lines, and draw the chart if a file is named."""
    from causal_compute.render.outlook import when_lines

    if plot is not None:
        click.echo(f"{plot}: {draw(found, plot, language)} bytes", err=True)
    lines = when_lines(found, language, paint=_paint(), columns=_columns())
    print_lines(found, lambda _: lines, as_json=as_json)


def print_evidence(found: "BothSides", language: str, *, as_json: bool) -> None:
    """Print both sides of some claims, as JSON or as lines."""
    from causal_compute.render.evidence import evidence_lines

    print_lines(
        found, lambda paint: evidence_lines(found, language, paint=paint, columns=_columns()), as_json=as_json
    )


def print_readings(found: "list[Reading]", language: str) -> None:
    """Say on standard error what misspelt words were taken for."""
    for each in found:
        words = Voice(language).say("read-as", matched=each["matched"], name=each["id"])
        click.echo(words, err=True)


def print_provenance(found: "Provenance", language: str, *, as_json: bool) -> None:
    """Print what stands behind an id, as JSON or as lines."""
    from causal_compute.render.provenance import provenance_lines

    print_lines(
        found,
        lambda paint: provenance_lines(found, language, paint=paint, columns=_columns()),
        as_json=as_json,
    )


def print_audit(found: "Audit", *, form: str, lang: str) -> None:
    """Print an audit as text, json or markdown."""
    from causal_compute.render.audit import audit_lines, audit_markdown

    _print_report(found, form, lambda: audit_markdown(found, lang), partial(audit_lines, found, lang))


def print_backtest(found: "Backtest", *, form: str, lang: str) -> None:
    """Print the record of the method as text, json or markdown."""
    from causal_compute.render.backtest import backtest_lines, backtest_markdown

    _print_report(found, form, lambda: backtest_markdown(found, lang), partial(backtest_lines, found, lang))


def _print_report(
    found: object, form: str, page: Callable[[], str], lines: "Callable[..., list[str]]"
) -> None:
    if form == "json":
        import json

        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(page(), nl=False)
    else:
        click.echo("\n".join(lines(paint=_paint(), columns=_columns())))


def print_what_if(found: "WhatIf", language: str, *, as_json: bool) -> None:
    """Print what moves, as JSON or as lines."""
    from causal_compute.render.whatif import whatif_lines

    print_lines(
        found, lambda paint: whatif_lines(found, language, paint=paint, columns=_columns()), as_json=as_json
    )


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


def print_answer(answer: "Answer", *, form: str, lang: str | None) -> None:
    """Print the answer as text, json, markdown or mermaid.

    When nothing was found, near names go to standard error, and the command leaves with 1.
    """
    language = lang or answer["language"]
    if form == "json":
        import json

        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif answer["focus"]:
        click.echo(_written(answer, form, language))
    if not answer["focus"]:
        click.echo("\n".join(near_lines(answer, language)), err=True)
        click.get_current_context().exit(1)


def _written(answer: "Answer", form: str, language: str) -> str:
    if form == "text":
        return text(answer, language, columns=_columns(), paint=_paint())
    from causal_compute.render import markdown, mermaid

    forms = {"markdown": markdown.markdown, "mermaid": mermaid.mermaid}
    return forms[form](answer, language)
