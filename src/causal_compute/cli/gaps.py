"""`causal-compute gaps`."""

import click

from causal_compute.cli.options import lang_option, thesis_option
from causal_compute.cli.printing import print_lines
from causal_compute.compiled import Compiled

__all__ = ["gaps_"]


@click.command("gaps")
@lang_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@thesis_option
def gaps_(lang: str | None, as_json: bool, thesis: str | None) -> None:
    """List where the chains break, where loops close, what has no data."""
    from causal_compute.answers.overview import left_open
    from causal_compute.render.listing import open_lines

    found = left_open(Compiled(thesis).thesis)
    print_lines(found, lambda paint: open_lines(found, lang or "en", paint=paint), as_json=as_json)
