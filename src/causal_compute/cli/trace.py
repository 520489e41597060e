"""`causal-compute trace`."""

from datetime import date

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import answer_options
from causal_compute.cli.printing import print_reply
from causal_compute.compiled import TRACED

__all__ = ["trace_"]


@click.command("trace")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--to",
    default="root",
    show_default=True,
    metavar="root|constraint|NAME",
    help="Where the chains begin: the root, the nearest constraint, or a variable by id or name.",
)
@click.option(
    "-k",
    type=click.IntRange(1, 100),
    default=TRACED,
    show_default=True,
    help="How many chains, surest first.",
)
@answer_options("text", "json", "markdown", "mermaid")
def trace_(
    words: tuple[str, ...],
    to: str,
    k: int,
    graph: ClaimGraph,
    as_of: date | None,
    form: str,
    lang: str | None,
) -> None:
    """Trace an application back to its constraints and the root.

    \b
    causal-compute trace agents
    causal-compute trace 视频生成 --to constraint -k 10
    causal-compute trace agents --to "chip supply"
    """  # noqa: D301 - click reads the backspace
    print_reply(graph.trace(" ".join(words), to=to, k=k, as_of=as_of), form, lang)
