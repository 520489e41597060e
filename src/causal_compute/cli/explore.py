"""`causal-compute explore`."""

from datetime import datetime
from pathlib import Path

import click

from causal_compute.cli.options import as_of_option, layer_option, thesis_option
from causal_compute.cli.printing import day
from causal_compute.compiled import Compiled
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
    from causal_compute.explorer.network import page

    compiled = Compiled(thesis, layers)
    written = page(compiled.thesis, compiled.answers(day(as_of))).encode()
    if served:
        _serve(written, port or 0, then_open)
    else:
        _write(written, output or FILE, then_open)


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
