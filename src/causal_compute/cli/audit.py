"""`causal-compute audit`."""

from datetime import date

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import answer_options
from causal_compute.cli.printing import print_reply

__all__ = ["audit_"]


@click.command("audit")
@click.option("--only", metavar="QUESTION", help="Ask one question only, by its name.")
@answer_options("text", "json", "markdown", layers=False)
def audit_(only: str | None, graph: ClaimGraph, as_of: date | None, form: str, lang: str | None) -> None:
    """Tell the thesis to its face where its evidence, numbers and forecasts disagree.

    \b
    causal-compute audit
    causal-compute audit --only numbers-against-data --lang zh
    causal-compute audit --format markdown > audit.md
    """  # noqa: D301 - click reads the backspace
    print_reply(graph.audit(only, as_of=as_of), form, lang)
