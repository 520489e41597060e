"""The record of the method on a thesis, or on a table of the user's own, as one document.

May touch: the model, the outlook, the table it is told to read. Must not know: languages.
"""

from datetime import date
from pathlib import Path

from causal_compute.answers.backtest import Backtest
from causal_compute.answers.entries import text_entry
from causal_compute.model import Thesis
from causal_compute.outlook.backtest import backtest_table, backtest_thesis
from causal_compute.outlook.booms import booms
from causal_compute.readers.foreign import read_table

__all__ = ["of_table", "of_thesis"]


def of_thesis(thesis: Thesis, as_of: date) -> Backtest:
    """Return the record on every curve and gate of a thesis, from what was known on `as_of`."""
    labels = {key: text_entry(series.label) for key, series in thesis.series.items()}
    labels |= {key: text_entry(variable.label) for key, variable in thesis.variables.items()}
    return {
        "of": thesis.id,
        "as_of": as_of.isoformat(),
        "record": backtest_thesis(thesis, as_of),
        "booms": booms(thesis, as_of),
        "labels": labels,
    }


def of_table(path: Path, *, threshold: float | None, rises: bool | None, until: date | None) -> Backtest:
    """Return the record on a CSV file; see `readers.foreign` for its columns.

    Raises:
        UsageError: the file cannot be read.
        BadDataError: with everything that is wrong in it.

    """
    table = read_table(path)
    last = (table.offers or table.values)[-1].day if until is None else until
    return {
        "of": path.name,
        "as_of": last.isoformat(),
        "record": backtest_table(table, threshold=threshold, rises=rises, until=until),
        "booms": [],
        "labels": {},
    }
