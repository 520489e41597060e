"""`causal-compute explore`."""

from datetime import datetime
from pathlib import Path

import click

from causal_compute.cli.options import as_of_option, layer_option, thesis_option
from causal_compute.cli.printing import day
from causal_compute.compiled import Compiled

__all__ = ["explore_"]


@click.command("explore")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default="causal-compute.html",
    show_default=True,
    help="The file to write.",
)
@click.option("--open", "then_open", is_flag=True, help="Open the page in the browser.")
@layer_option
@as_of_option
@thesis_option
def explore_(
    output: Path, then_open: bool, layers: tuple[str, ...], as_of: datetime | None, thesis: str | None
) -> None:
    """Write the graph as one offline HTML page."""
    from causal_compute.explorer.network import page
    from causal_compute.writers.files import write_whole

    compiled = Compiled(thesis, layers)
    size = write_whole(output, page(compiled.thesis, compiled.answers(day(as_of))).encode())
    click.echo(f"{output}: {size / 1000:.0f} kB, one file that asks for nothing; open it in a browser.")
    if then_open:
        click.launch(str(output.resolve()))
