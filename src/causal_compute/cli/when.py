"""`causal-compute when`."""

from datetime import datetime
from pathlib import Path

import click

from causal_compute.cli.options import as_of_option, lang_option, layer_option, thesis_option, without_option
from causal_compute.cli.printing import day, print_forecast, print_readings
from causal_compute.compiled import Compiled

__all__ = ["when_"]


@click.command("when")
@click.argument("words", nargs=-1)
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also draw the chart: a file that ends in .svg, or in .png (which needs the extra `plot`).",
)
@lang_option
@layer_option
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@without_option
@thesis_option
def when_(
    words: tuple[str, ...],
    plot: Path | None,
    lang: str | None,
    layers: tuple[str, ...],
    as_of: datetime | None,
    as_json: bool,
    without: tuple[str, ...],
    thesis: str | None,
) -> None:
    """Say when applications became or will become viable, and how sure that is.

    \b
    causal-compute when
    causal-compute when robotaxi
    causal-compute when --as-of 2024-06-30 --plot when.svg
    """  # noqa: D301 - click reads the backspace
    compiled = Compiled(thesis, layers, without)
    found, language = compiled.when(" ".join(words), day(as_of))
    print_readings(compiled.readings(" ".join(words)), lang or language)
    print_forecast(found, plot, lang or language, as_json=as_json)
