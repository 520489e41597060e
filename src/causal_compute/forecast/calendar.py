"""Days as months, the unit in which curves are reckoned.

May touch: nothing. Must not know: curves, claims.
"""

from datetime import date, timedelta
from math import ceil, isfinite

__all__ = ["DAYS", "LAST", "day_of", "month_of"]

DAYS = 30.4375
"""The mean length of a month in days."""

LAST = date(2199, 12, 31)
"""No forecast speaks of a later day."""

_ORIGIN = date(2000, 1, 1)


def month_of(day: date) -> float:
    """Return a day as months since the year 2000.

    >>> month_of(date(2001, 1, 1)) == 366 / DAYS
    True
    """
    return (day - _ORIGIN).days / DAYS


def day_of(month: float) -> date | None:
    """Return the first day not before `month`, None when that is after `LAST` or never.

    >>> day_of(month_of(date(2026, 11, 23))).isoformat(), day_of(float("inf"))
    ('2026-11-23', None)
    """
    if not isfinite(month) or month > month_of(LAST):
        return None
    return _ORIGIN + timedelta(days=ceil(month * DAYS - 1e-6))
