"""`causal-compute list`."""

from datetime import date

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import as_of_option, graph_options, lang_option
from causal_compute.cli.printing import print_lines

__all__ = ["list_"]


@click.command("list")
@click.argument(
    "of", type=click.Choice(["applications", "constraints", "roots", "variables", "conditions", "claims"])
)
@lang_option
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@graph_options()
def list_(of: str, graph: ClaimGraph, lang: str | None, as_of: date | None, as_json: bool) -> None:
    """List applications, constraints, roots, variables, conditions or claims."""
    from causal_compute.render.listing import row_lines

    found = graph.rows(of, as_of=as_of)
    print_lines(found, lambda paint: row_lines(found, lang or "en", paint=paint), as_json=as_json)
