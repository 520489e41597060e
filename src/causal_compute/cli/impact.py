"""`causal-compute impact`."""

from datetime import date

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import answer_options
from causal_compute.cli.printing import print_reply

__all__ = ["impact_"]


@click.command("impact")
@click.argument("words", nargs=-1, required=True)
@click.option("--falls", is_flag=True, help="Ask for a fall of the variable instead of a rise.")
@answer_options("text", "json", "markdown", "mermaid")
def impact_(
    words: tuple[str, ...], falls: bool, graph: ClaimGraph, as_of: date | None, form: str, lang: str | None
) -> None:
    """Show what a change of a variable reaches.

    \b
    causal-compute impact "chip shortage"
    causal-compute impact compute-cost --falls
    causal-compute impact 电力供应
    """  # noqa: D301 - click reads the backspace
    print_reply(graph.impact(" ".join(words), falls=falls, as_of=as_of), form, lang)
