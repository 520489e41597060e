"""Numbers that carry their unit and range, and dates that are intervals. Stdlib only.

May touch: nothing. Must not know: claims, files, graphs.

A figure is kept twice: as numbers to reckon with and as the `verbatim` words it was read from, since
"0.40" and "0.4" are one number and two figures.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

__all__ = ["UNITS", "DateInterval", "Quantity", "parse_date"]

UNITS: dict[str, str] = {
    # unit -> dimension. Two quantities compare only within one dimension *and* one unit.
    "1": "number",
    "percent": "share",
    "share": "share",
    "fold": "ratio",
    "fold/year": "rate",
    "x human price": "ratio",
    "x ride-hail price": "ratio",
    "hours": "time",
    "days": "time",
    "months": "time",
    "years": "time",
    "minutes": "time",
    "seconds": "time",
    "GB": "memory",
    "tokens": "tokens",
    "tokens/answer": "tokens/task",
    "tokens/developer-month": "tokens/user-time",
    "tokens/user-month": "tokens/user-time",
    "tokens/month": "tokens/time",
    "16-bit FLOP/s/USD": "speed/money",
    "kW": "power",
    "MW": "power",
    "GW": "power",
    "TW": "power",
    "kWh": "energy",
    "MWh": "energy",
    "GWh": "energy",
    "TWh": "energy",
    "kW/m2": "power/area",
    "kg": "mass",
    "t": "mass",
    "km": "length",
    "ECI": "index",
    "USD": "money",
    "100M USD": "money",
    "billion USD": "money",
    "trillion USD": "money",
    "USD/year": "money/time",
    "billion USD/year": "money/time",
    "USD/W": "money/power",
    "USD/kW": "money/power",
    "USD/kWh": "money/energy",
    "USD/MWh": "money/energy",
    "USD/kg": "money/mass",
    "USD/t": "money/mass",
    "USD/km": "money/length",
    "USD/Mtok": "money/tokens",
    "USD/task": "money/task",
    "USD/report": "money/task",
    "USD/answer": "money/task",
    "USD/issue": "money/task",
    "USD/image": "money/image",
    "USD/second": "money/time",
    "USD/minute": "money/time",
    "USD/day": "money/time",
    "USD/hour": "money/time",
    "USD/user-month": "money/user-time",
    "USD/developer-month": "money/user-time",
    "USD/GPU-hour": "money/compute",
    "GPUs": "count",
    "products": "count",
    "users": "count",
    "users/month": "count/time",
    "users/week": "count/time",
    "developers": "count",
    "images": "count",
    "downloads": "count",
    "installs": "count",
    "rides/week": "count/time",
    "units": "count",
    "problems": "count",
}
"""Every unit that a file may use, with its dimension. A unit not listed here is a finding, not a guess."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range in one unit: `low <= value <= high`.

    `value` is the figure to reckon with and None when the source gives only the range ("5-10 times").
    `verbatim` is the figure as the source writes it, or None when it was entered as plain numbers.
    """

    low: float
    high: float
    unit: str
    value: float | None = None
    verbatim: str | None = None

    @property
    def centre(self) -> float:
        """The value, or the middle of the range when no single value was given."""
        return (self.low + self.high) / 2 if self.value is None else self.value


@dataclass(frozen=True, slots=True, order=True)
class DateInterval:
    """All the days that a date of some precision may mean, both ends included.

    `verbatim` is how the date was written ("2025-08", "2026年下半年").
    """

    earliest: date
    latest: date
    verbatim: str = ""

    @classmethod
    def day(cls, day: date) -> "DateInterval":
        """Return the interval of a single day."""
        return cls(day, day, day.isoformat())


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:-|年)(\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")
_QUARTER = re.compile(
    r"(?:Q([1-4])\s*(\d{4})|(\d{4})[- ]?Q([1-4])|(\d{4})年第?([一二三四1-4])季度)", re.IGNORECASE
)
_HALF = re.compile(r"(?:H([12])\s*(\d{4})|(\d{4})[- ]?H([12])|(\d{4})年([上下])半年)", re.IGNORECASE)
_PART = re.compile(r"(early|mid|late)[- ](\d{4})", re.IGNORECASE)
_RANGE = re.compile(r"(.+?)\s*(?:\.\.|/)\s*(.+)")


def parse_date(text: str) -> DateInterval:
    """Return the days that `text` may mean: a day, month, quarter, half, year, or a range `a..b`.

    "early", "mid" and "late" are the thirds of a year by months (1-4, 5-8, 9-12): a convention of this
    package, for no standard fixes them.

    Raises:
        ValueError: `text` is none of these, or names a day that does not exist.

    >>> parse_date("2026年下半年").earliest.isoformat()
    '2026-07-01'
    >>> parse_date("Q3 2027").latest.isoformat()
    '2027-09-30'

    """
    words = text.strip()
    if found := _DAY.fullmatch(words):
        day = date(*map(int, found.groups()))
        return DateInterval(day, day, words)
    if found := _RANGE.fullmatch(words):
        first, last = parse_date(found[1]), parse_date(found[2])
        if first.earliest > last.latest:
            raise ValueError(f"the range {words!r} ends before it begins")
        return DateInterval(first.earliest, last.latest, words)
    for pattern, months in _PERIODS:
        if found := pattern.fullmatch(words):
            year, first_month, last_month = months([part for part in found.groups() if part])
            return _months(year, first_month, last_month, words)
    raise ValueError(f"{text!r} is no date; write 2025-02-24, 2025-02, 2025, Q3 2025, 2025年下半年 or a..b")


def _months(year: int, first: int, last: int, words: str) -> DateInterval:
    return DateInterval(date(year, first, 1), date(year, last, monthrange(year, last)[1]), words)


def _of_month(parts: list[str]) -> tuple[int, int, int]:
    return int(parts[0]), int(parts[1]), int(parts[1])


def _of_year(parts: list[str]) -> tuple[int, int, int]:
    return int(parts[0]), 1, 12


def _of_quarter(parts: list[str]) -> tuple[int, int, int]:
    year, quarter = sorted(parts, key=len, reverse=True)
    nth = "一二三四".find(quarter) + 1 or int(quarter)
    return int(year), 3 * nth - 2, 3 * nth


def _of_half(parts: list[str]) -> tuple[int, int, int]:
    year, half = sorted(parts, key=len, reverse=True)
    second = half in {"2", "下"}
    return int(year), 7 if second else 1, 12 if second else 6


def _of_third(parts: list[str]) -> tuple[int, int, int]:
    first = {"early": 1, "mid": 5, "late": 9}[parts[0].lower()]
    return int(parts[1]), first, first + 3


_PERIODS = (
    (_MONTH, _of_month),
    (_YEAR, _of_year),
    (_QUARTER, _of_quarter),
    (_HALF, _of_half),
    (_PART, _of_third),
)
