"""`causal-compute coverage`."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from math import floor
from typing import TYPE_CHECKING

import click

from causal_compute.cli.options import thesis_option

if TYPE_CHECKING:
    from causal_compute.coverage import Coverage, Tally
    from causal_compute.model import Thesis

__all__ = ["coverage_"]


@click.command(name="coverage")
@thesis_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--stub", is_flag=True, help="Print YAML to paste: a claim for every sentence that none quotes yet."
)
@click.pass_context
def coverage_(ctx: click.Context, thesis: str | None, as_json: bool, stub: bool) -> None:
    """Show how much of the source is encoded.

    Every character of the source, white space aside, is encoded (a claim of the layer thesis quotes it),
    left out (not-claims.yaml lists it, with the reason) or uncovered. JSON gives `coverage` from 0 to 1, the
    counts in all and by slide, every uncovered stretch, and every stretch left out with its reason.

    Exit code 0 when nothing is uncovered, 1 otherwise.
    """
    from causal_compute.coverage import coverage
    from causal_compute.readers import read_thesis

    if as_json and stub:
        raise click.UsageError("--json and --stub are two outputs; ask for one")
    read = read_thesis(thesis)
    found = coverage(read)
    lines = _stubs(read) if stub else [_json(found)] if as_json else _table(found)
    for line in lines:
        click.echo(line)
    ctx.exit(1 if found.uncovered else 0)


def _stubs(thesis: "Thesis") -> list[str]:
    from causal_compute.authoring.stubs import stubs

    return list(stubs(thesis)) or ["# every sentence is quoted by a claim, or listed in not-claims.yaml"]


def _json(found: "Coverage") -> str:
    slides = [
        {
            "id": part.slide.id,
            "title": part.slide.title,
            "title_en": part.slide.title_en,
            "claims": part.claims,
            **_counts(part.tally),
        }
        for part in found.slides
    ]
    document = {
        "coverage": found.fraction,
        **_counts(found.tally),
        "slides": slides,
        "outside": _counts(found.outside),
        "uncovered": [asdict(stretch) for stretch in found.uncovered],
        "not_claims": [asdict(stretch) for stretch in found.not_claims],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _counts(tally: "Tally") -> dict[str, int]:
    return {
        "characters": tally.characters,
        "encoded_characters": tally.encoded,
        "left_out_characters": tally.left_out,
        "uncovered_characters": tally.uncovered,
    }


def _table(found: "Coverage") -> Iterator[str]:
    yield _row("slide", "claims", "characters", "encoded", "left out", "uncovered", "title")
    for part in found.slides:
        yield _tally_row(part.slide.id, str(len(part.claims)), part.tally, part.slide.title)
    if found.outside.characters:
        yield _tally_row("-", "", found.outside, "(on no slide)")
    claims = {claim for part in found.slides for claim in part.claims}
    yield _tally_row("total", str(len(claims)), found.tally, f"{_percent(found.fraction)} % covered")
    for stretch in found.uncovered:
        place = f"line {stretch.line}, column {stretch.column} ({stretch.slide or '-'})"
        yield f"uncovered: {place}: {stretch.text}"


def _tally_row(name: str, claims: str, tally: "Tally", title: str) -> str:
    figures = (tally.characters, tally.encoded, tally.left_out, tally.uncovered)
    return _row(name, claims, *map(str, figures), title)


def _row(name: str, claims: str, *figures_and_title: str) -> str:
    *figures, title = figures_and_title
    return f"{name:<6}{claims:>7}" + "".join(f"{figure:>11}" for figure in figures) + f"  {title}"


def _percent(fraction: float) -> str:
    """Return the percentage, cut to one place, so that 100 means all."""
    return f"{floor(1000 * fraction) / 10:g}"
