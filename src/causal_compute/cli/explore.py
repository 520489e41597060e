"""`causal-compute explore`."""

from datetime import date
from pathlib import Path

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import as_of_option, graph_options
from causal_compute.errors import UsageError

__all__ = ["explore_"]

FILE = Path("causal-compute.html")


@click.command("explore")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The file to write; {FILE} if none is given.",
)
@click.option(
    "--ask", "question", metavar="WORDS", help='What the page opens with, such as "why agents now".'
)
@click.option("--no-sparql", is_flag=True, help="Leave out the SPARQL console: a fifth of the size.")
@click.option(
    "--stock", is_flag=True, help="Write pyvis' own page of the same graph, which loads from the network."
)
@click.option("--open", "then_open", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--serve", "served", is_flag=True, help="Write no file; serve the page at 127.0.0.1 until Ctrl-C."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Serve at this port; at any free one if not given."
)
@as_of_option
@graph_options(without=False)
def explore_(
    output: Path | None,
    question: str | None,
    no_sparql: bool,
    stock: bool,
    then_open: bool,
    served: bool,
    port: int | None,
    graph: ClaimGraph,
    as_of: date | None,
) -> None:
    """Write the graph as one offline HTML page."""
    if (output if served else port) is not None:
        raise UsageError(
            f"{'--output' if served else '--port'} goes {'without' if served else 'with'} --serve"
        )
    page = graph.page(question, sparql=not no_sparql, stock=stock, as_of=as_of).page
    if served:
        _serve(page, port or 0, then_open)
    else:
        _write(page, output or FILE, then_open)


def _write(page: bytes, output: Path, then_open: bool) -> None:
    from causal_compute.writers.files import write_whole

    size = write_whole(output, page)
    click.echo(f"{output}: {size / 1000:.0f} kB, one file that asks for nothing; open it in a browser.")
    if then_open:
        click.launch(str(output.resolve()))


def _serve(page: bytes, port: int, then_open: bool) -> None:
    from causal_compute.explorer.serving import serve

    def ready(url: str) -> None:
        click.echo(f"{url} shows the page to this machine; Ctrl-C ends it.")
        if then_open:
            click.launch(url)

    serve(page, port=port, ready=ready)
