"""`causal-compute gaps`."""

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import graph_options, lang_option
from causal_compute.cli.printing import print_lines

__all__ = ["gaps_"]


@click.command("gaps")
@lang_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@graph_options(layers=False, without=False)
def gaps_(graph: ClaimGraph, lang: str | None, as_json: bool) -> None:
    """List where the chains break, where loops close, what has no data."""
    from causal_compute.render.listing import open_lines

    found = graph.gaps()
    print_lines(found, lambda paint: open_lines(found, lang or "en", paint=paint), as_json=as_json)
