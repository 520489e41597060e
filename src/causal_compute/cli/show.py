"""`causal-compute show`."""

from datetime import date

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import answer_options
from causal_compute.cli.printing import print_reply

__all__ = ["show_"]


@click.command("show")
@click.argument("words", nargs=-1, required=True)
@answer_options("text", "json", "markdown", "mermaid")
def show_(words: tuple[str, ...], graph: ClaimGraph, as_of: date | None, form: str, lang: str | None) -> None:
    """Show all that is known of a variable, condition, claim, source, series or fact.

    Every number that any command prints names one of these, so this is the way from a number to its source.

    \b
    causal-compute show agents-need-capability-and-cost
    causal-compute show inference cost
    causal-compute show office-task-cost
    causal-compute show metr-th11
    """  # noqa: D301 - click reads the backspace
    print_reply(graph.show(" ".join(words), as_of=as_of), form, lang)
