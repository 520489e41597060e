"""`causal-compute list`."""

from datetime import datetime

import click

from causal_compute.cli.options import as_of_option, lang_option, layer_option, thesis_option, without_option
from causal_compute.cli.printing import day, print_lines
from causal_compute.compiled import Compiled

__all__ = ["list_"]


@click.command("list")
@click.argument(
    "of", type=click.Choice(["applications", "constraints", "roots", "variables", "conditions", "claims"])
)
@lang_option
@layer_option
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@without_option
@thesis_option
def list_(
    of: str,
    lang: str | None,
    layers: tuple[str, ...],
    as_of: datetime | None,
    as_json: bool,
    without: tuple[str, ...],
    thesis: str | None,
) -> None:
    """List applications, constraints, roots, variables, conditions or claims."""
    from causal_compute.answers.overview import rows
    from causal_compute.render.listing import row_lines

    compiled = Compiled(thesis, layers, without)
    found = rows(compiled.thesis, of, layers, compiled.answers(day(as_of)))
    print_lines(found, lambda paint: row_lines(found, lang or "en", paint=paint), as_json=as_json)
