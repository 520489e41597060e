"""`causal-compute why`, and the question without a command."""

from datetime import date

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import answer_options
from causal_compute.cli.printing import print_reply

__all__ = ["why_"]


@click.command("why")
@click.argument("words", nargs=-1, required=True)
@answer_options("text", "json", "markdown", "mermaid")
def why_(words: tuple[str, ...], graph: ClaimGraph, as_of: date | None, form: str, lang: str | None) -> None:
    """Answer a question about an application, in English or Chinese.

    \b
    causal-compute why agents now
    causal-compute why not robots yet
    causal-compute voice agents vs image generation
    causal-compute what does a chip shortage hit
    causal-compute 为什么现在是 Agent
    """  # noqa: D301 - click reads the backspace
    print_reply(graph.why(" ".join(words), as_of=as_of), form, lang)
