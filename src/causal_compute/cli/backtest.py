"""`causal-compute backtest`."""

from datetime import date
from pathlib import Path

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.api.reply import Reply
from causal_compute.cli.options import answer_options
from causal_compute.cli.printing import print_reply
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
@answer_options("text", "json", "markdown", layers=False)
def backtest_(
    series: Path | None,
    threshold: float | None,
    rises: bool | None,
    graph: ClaimGraph,
    as_of: date | None,
    form: str,
    lang: str | None,
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
    if series is None:
        print_reply(graph.backtest(as_of=as_of), form, lang)
        return
    if graph.without:
        raise UsageError("--without leaves out a part of a thesis; a table of --series has none")
    from causal_compute.answers.record import of_table

    found = of_table(series, threshold=threshold, rises=rises, until=as_of)
    print_reply(Reply("backtest", found, "en"), form, lang)
