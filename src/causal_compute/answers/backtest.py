"""The documents that `backtest` returns. Cheap: nothing is computed here.

May touch: nothing. Must not know: how trials are made, languages.
"""

from typing import TYPE_CHECKING, TypedDict

from causal_compute.answers.parts import Text

if TYPE_CHECKING:
    from causal_compute.forecast.record import Record
    from causal_compute.outlook.booms import Boom

__all__ = ["Backtest"]


class Backtest(TypedDict):
    """The record of the method on some curves, and of the gates where the curves are a thesis' own.

    `of` is the thesis' id or the file's name, `as_of` the last day that was looked at, `labels` names every
    series and application.
    """

    of: str
    as_of: str
    record: "Record"
    booms: list["Boom"]
    labels: dict[str, Text]
