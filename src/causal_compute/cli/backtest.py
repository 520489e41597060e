"""`causal-compute backtest`."""

from datetime import datetime
from pathlib import Path

import click

from causal_compute.cli.options import as_of_option, lang_option, report_option, thesis_option, without_option
from causal_compute.cli.printing import day, print_backtest
from causal_compute.errors import UsageError

__all__ = ["backtest_"]


@click.command("backtest")
@click.option(
    "--series",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file of your own: date,value,unit,label, or date,label,cost,score. See docs/forecast.md.",
)
@click.option(
    "--threshold", type=float, help="Ask for this value (of a table of offers: this cost), not for factors."
)
@click.option("--rises/--falls", default=None, help="Which way is progress; money falls, all else rises.")
@lang_option
@as_of_option
@report_option
@without_option
@thesis_option
def backtest_(
    series: Path | None,
    threshold: float | None,
    rises: bool | None,
    lang: str | None,
    as_of: datetime | None,
    form: str,
    without: tuple[str, ...],
    thesis: str | None,
) -> None:
    """Score the forecasts as if they had been made in the past, beside three baselines.

    \b
    causal-compute backtest
    causal-compute backtest --without h100-rent
    causal-compute backtest --series prices.csv --json
    causal-compute backtest --series horizon.csv --threshold 480
    """  # noqa: D301 - click reads the backspace
    if series is None and (threshold is not None or rises is not None):
        raise UsageError("--threshold, --rises and --falls belong to --series")
    if series is not None and without:
        raise UsageError("--without leaves out a part of a thesis; a table of --series has none")
    if series is not None:
        from causal_compute.answers.record import of_table

        until = None if as_of is None else as_of.date()
        found = of_table(series, threshold=threshold, rises=rises, until=until)
    else:
        from causal_compute.answers.record import of_thesis
        from causal_compute.compiled import Compiled

        found = of_thesis(Compiled(thesis, without=without).thesis, day(as_of))
    print_backtest(found, form=form, lang=lang or "en")
