"""`causal-compute search`."""

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import graph_options, lang_option
from causal_compute.cli.printing import print_lines

__all__ = ["search_"]


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("-k", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many, best first.")
@lang_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@graph_options(layers=False)
def search_(words: tuple[str, ...], k: int, graph: ClaimGraph, lang: str | None, as_json: bool) -> None:
    """Find variables, conditions, claims and sources by words in their names, texts and quotes.

    \b
    causal-compute search robotaxi
    causal-compute search 推理成本 -k 5
    """  # noqa: D301 - click reads the backspace
    from causal_compute.render.listing import hit_lines

    found = graph.search(" ".join(words), most=k)
    print_lines(found, lambda paint: hit_lines(found, lang or "en", paint=paint), as_json=as_json)
