"""Dates as bars on one axis of years, drawn with characters.

May touch: nothing. Must not know: what the dates are of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from causal_compute.outlook.document import Spread

__all__ = ["Axis", "axis_for"]

LAST = 10  # years after today that an axis shows at most
LEAST = 2  # columns between two years' numbers


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years from `first` up to, not including, `end`, over `columns`; `today` may lie within one."""

    first: int
    end: int
    columns: int
    today: float

    def header(self) -> str:
        """Return the years, each where it begins, as many as fit.

        >>> Axis(2024, 2027, 18, 2025.5).header()
        '2024  2025  2026'
        """
        line, step = "", 1
        while (4 + LEAST) * (self.end - self.first) > step * self.columns:
            step += 1
        for year in range(self.first, self.end, step):
            place = self._place(float(year))
            if place + 4 <= self.columns:
                line = line.ljust(place) + str(year)
        return line

    def bar(self, spread: Spread, seen: str | None = None) -> str:
        """Return a bar from the 10 % to the 90 % date, and a stroke for today.

        ● on it is the day on which it was `seen`; ○ is the median of what was not.

        >>> Axis(2024, 2027, 18, 2025.5).bar(
        ...     {"p10": "2024-07-01", "p50": "2025-01-01", "p90": None, "never": 0.2}
        ... )
        '   ├──○──│───────→'
        """
        cells = [" "] * self.columns
        begin = self._day(spread["p10"])
        end = self._day(spread["p90"])
        if begin is not None and begin < self.columns:
            last = self.columns - 1 if end is None or end >= self.columns else end
            for place in range(begin, last + 1):
                cells[place] = "─"
            cells[begin] = "├"
            cells[last] = "→" if end is None or end >= self.columns else "┤"
        cells[self._place(self.today)] = "│"
        point = self._day(seen or spread["p50"])
        if point is not None and point < self.columns:
            cells[point] = "○" if seen is None else "●"
        return "".join(cells).rstrip()

    def _day(self, day: str | None) -> int | None:
        return None if day is None else self._place(year_of(day))

    def _place(self, year: float) -> int:
        return int((year - self.first) / (self.end - self.first) * self.columns)


def year_of(day: str) -> float:
    """Return an ISO day as a year with a fraction, months taken as equal.

    >>> year_of("2025-07-01")
    2025.5
    """
    year, month, date = (int(part) for part in day.split("-"))
    return year + (month - 1) / 12 + (date - 1) / 372


def axis_for(spreads: Iterable[Spread], as_of: str, columns: int, seen: Iterable[str | None] = ()) -> Axis:
    """Return the axis that holds all the dates, those `seen` too, at most ten years past `as_of`."""
    today = year_of(as_of)
    days = [day for spread in spreads for day in (spread["p10"], spread["p50"], spread["p90"])]
    years = [year_of(day) for day in (*days, *seen) if day]
    first = int(min([*years, today]))
    end = int(min(max([*years, today]), today + LAST)) + 1
    return Axis(first, end, columns, today)
