"""`causal-compute evidence`."""

from datetime import date

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import answer_options
from causal_compute.cli.printing import print_reply

__all__ = ["evidence_"]


@click.command("evidence")
@click.argument("words", nargs=-1, required=True)
@answer_options("text", "json", "markdown", layers=False)
def evidence_(
    words: tuple[str, ...], graph: ClaimGraph, as_of: date | None, form: str, lang: str | None
) -> None:
    """Show what speaks for and against a claim, and why it is believed as much as it is.

    \b
    causal-compute evidence chips-bind-before-power
    causal-compute evidence same performance cost
    causal-compute evidence chips-bind-before-power --without semianalysis
    """  # noqa: D301 - click reads the backspace
    print_reply(graph.evidence(" ".join(words), as_of=as_of), form, lang)
