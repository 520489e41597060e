"""`causal-compute when`."""

from datetime import date
from pathlib import Path

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import answer_options
from causal_compute.cli.printing import draw, print_reply

__all__ = ["when_"]


@click.command("when")
@click.argument("words", nargs=-1)
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also draw the chart: a file that ends in .svg, or in .png (which needs the extra `plot`).",
)
@answer_options("text", "json", "markdown")
def when_(
    words: tuple[str, ...],
    plot: Path | None,
    graph: ClaimGraph,
    as_of: date | None,
    form: str,
    lang: str | None,
) -> None:
    """Say when applications became or will become viable, and how sure that is.

    \b
    causal-compute when
    causal-compute when robotaxi
    causal-compute when --as-of 2024-06-30 --plot when.svg
    """  # noqa: D301 - click reads the backspace
    found = graph.when(" ".join(words), as_of=as_of)
    if plot is not None:
        click.echo(f"{plot}: {draw(found.document, plot, lang or found.language)} bytes", err=True)
    print_reply(found, form, lang)
