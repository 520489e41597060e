"""Tables: lists of dicts with the same keys, as `csv`, pandas and polars take them.

May touch: nothing. Must not know: theses, questions.
"""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from causal_compute.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Table"]

Record = dict[str, Any]


class Table(list[Record]):
    """Rows of plain values. `print` aligns them, a notebook shows an HTML table, `frame()` is for pandas.

    >>> print(Table([{"id": "chips", "n": 3}, {"id": "算力", "n": None}]))
    id     n
    ─────  ─
    chips  3
    算力

    """

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return list(dict.fromkeys(name for row in self for name in row))

    def frame(self) -> "pd.DataFrame":
        """Return the table as a pandas DataFrame.

        Raises:
            UsageError: pandas is not installed.

        """
        try:
            import pandas as pd
        except ImportError as err:
            raise UsageError("pandas is not installed: pip install pandas") from err
        return pd.DataFrame(list(self), columns=self.columns)

    def text(self, columns: Sequence[str] = (), *, width: int | None = None) -> str:
        """Return the rows aligned under their heads: `columns`, or all; broken to fit `width`, if given."""
        from causal_compute.render.rows import table

        heads = columns or self.columns
        return table(heads, self._cells(heads), columns=width)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        """Return an HTML table; every text is escaped."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in self._cells(self.columns))
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _cells(self, names: Sequence[str]) -> list[list[str]]:
        return [[_written(row.get(name)) for name in names] for row in self]


def _written(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
