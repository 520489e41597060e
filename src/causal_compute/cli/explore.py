"""`causal-compute explore`."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from causal_compute.cli.options import as_of_option, layer_option, thesis_option
from causal_compute.cli.printing import day
from causal_compute.compiled import Compiled
from causal_compute.errors import UsageError

if TYPE_CHECKING:
    from causal_compute.answers.document import Answer

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
@layer_option
@as_of_option
@thesis_option
def explore_(
    output: Path | None,
    question: str | None,
    no_sparql: bool,
    stock: bool,
    then_open: bool,
    served: bool,
    port: int | None,
    layers: tuple[str, ...],
    as_of: datetime | None,
    thesis: str | None,
) -> None:
    """Write the graph as one offline HTML page."""
    if (output if served else port) is not None:
        raise UsageError(
            f"{'--output' if served else '--port'} goes {'without' if served else 'with'} --serve"
        )
    compiled = Compiled(thesis, layers)
    written = _page(compiled, day(as_of), question, sparql=not no_sparql, stock=stock).encode()
    if served:
        _serve(written, port or 0, then_open)
    else:
        _write(written, output or FILE, then_open)


def _page(compiled: Compiled, today: date, question: str | None, *, sparql: bool, stock: bool) -> str:
    from causal_compute.explorer.large import LARGE, large_page
    from causal_compute.explorer.network import claim_network, stock_page

    if question and stock:
        raise UsageError("--ask goes without --stock: pyvis' own page cannot open with a question")
    if len(compiled.thesis.variables) > LARGE:
        if question or stock:
            option = "--ask" if question else "--stock"
            raise UsageError(
                f"{option} is for graphs of up to {LARGE} variables; this one is searched instead"
            )
        return large_page(compiled.thesis, today)
    asked = _asked(compiled, question, today) if question else None
    network = claim_network(compiled.thesis, compiled.answers(today), asked=asked, sparql=sparql)
    return stock_page(network) if stock else network.generate_html()


def _asked(compiled: Compiled, question: str, today: date) -> "Answer":
    answer = compiled.ask(question, today)
    if not answer["focus"]:
        near = ", ".join(miss["id"] for miss in answer["near_misses"][:3])
        hint = f"did you mean {near}?" if near else "`causal-compute list` names what there is"
        raise UsageError(f"--ask {question!r}: no variable is named; {hint}")
    return answer


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
