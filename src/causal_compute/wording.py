"""Numbers, units and figures in words, as a reader of either language writes them.

May touch: quantities. Must not know: which figures there are, where they are shown.
"""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from causal_compute.quantity import Quantity

__all__ = ["UNITS_ZH", "figure_in", "number", "quantity_words", "short", "unit_in"]

UNITS_ZH: Mapping[str, str] = {
    "1": "",
    "share": "",
    "percent": "%",
    "fold": "倍",
    "x human price": "倍人工价",
    "x ride-hail price": "倍网约车价",
    "hours": "小时",
    "days": "天",
    "months": "个月",
    "years": "年",
    "minutes": "分钟",
    "seconds": "秒",
    "tokens": "词元",
    "16-bit FLOP": "16 位 FLOP",
    "W": "瓦",
    "kW": "千瓦",
    "MW": "兆瓦",
    "GW": "吉瓦",
    "TW": "太瓦",
    "kWh": "千瓦时",
    "MWh": "兆瓦时",
    "GWh": "吉瓦时",
    "TWh": "太瓦时",
    "kg": "千克",
    "t": "吨",
    "km": "千米",
    "m2": "平方米",
    "USD": "美元",
    "100M USD": "亿美元",
    "billion USD": "十亿美元",
    "trillion USD": "万亿美元",
    "GPUs": "块 GPU",
    "products": "个产品",
    "users": "用户",
    "developers": "开发者",
    "images": "张图",
    "downloads": "次下载",
    "installs": "次安装",
    "rides": "次乘车",
    "units": "台",
    "problems": "道题",
    "Mtok": "百万词元",
    "answer": "回答",
    "task": "任务",
    "report": "报告",
    "issue": "问题",
    "image": "图",
    "s": "秒",
    "second": "秒",
    "minute": "分钟",
    "hour": "小时",
    "day": "天",
    "week": "周",
    "month": "月",
    "year": "年",
    "user-month": "用户月",
    "developer-month": "开发者月",
    "GPU-hour": "GPU 小时",
}
"""The parts of units in Chinese; what is not here is written the same in both languages (GB, ECI)."""


def unit_in(unit: str, language: str) -> str:
    """Return a unit as `language` writes it; "zh" is translated part by part, all else is left as it is.

    >>> unit_in("USD/Mtok", "zh"), unit_in("minutes", "zh"), unit_in("USD/Mtok", "en")
    ('美元/百万词元', '分钟', 'USD/Mtok')
    """
    if language != "zh":
        return {"1": "", "percent": "%"}.get(unit, unit)
    return "/".join(UNITS_ZH.get(part, part) for part in unit.split("/"))


def figure_in(figure: str, language: str) -> str:
    """Return "number unit" as `language` writes it.

    >>> figure_in("4.92 USD/task", "zh"), figure_in("0.53 share", "zh"), figure_in("40 percent", "zh")
    ('4.92 美元/任务', '0.53', '40%')
    >>> figure_in("3–18 fold/year", "en"), figure_in("40 percent", "en"), figure_in("72.5 billion USD", "zh")
    ('3–18 fold/year', '40 %', '725 亿美元')
    """
    number, space, unit = figure.partition(" ")
    if not space:
        return figure
    if language == "zh" and unit.startswith("billion USD"):  # ten hundred millions, the Chinese step
        number, unit = _tenfold(number), unit.replace("billion", "100M", 1)
    words = unit_in(unit, language)
    close = words.startswith("%") and language == "zh"
    return number + words if close else f"{number} {words}".rstrip()


def _tenfold(numbers: str) -> str:
    """Return "72–74.5" as "720–745"."""
    return "–".join(short(10 * float(each.replace(",", ""))) for each in numbers.split("–"))


def number(value: float) -> str:
    """Return a number as people write it, without a needless ".0" and without an exponent.

    >>> number(60.0), number(0.05), number(128000.0)
    ('60', '0.05', '128,000')

    """
    if value == int(value):
        return f"{int(value):,}"
    words = f"{value:,.10g}"
    if "e" not in words:
        return words
    decimals = max(0, 9 - floor(log10(abs(value))))
    return f"{value:,.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:,.0f}"


def short(value: float) -> str:
    """Return a number to four significant digits: a figure for reading, not for reckoning.

    >>> short(60.388937), short(1044.78), short(0.00054)
    ('60.39', '1,045', '0.00054')

    """
    return number(float(f"{value:.4g}"))


def quantity_words(quantity: Quantity) -> str:
    """Return a quantity for reading, with its unit.

    A hundred million, the Chinese step of counting, is told in billions.

    >>> from causal_compute.quantity import Quantity
    >>> quantity_words(Quantity(low=3.0, high=18.0, unit="fold/year"))
    '3–18 fold/year'
    >>> quantity_words(Quantity(low=4000.0, high=4500.0, unit="100M USD"))
    '400–450 billion USD'
    """
    scale, unit = (0.1, "billion USD") if quantity.unit == "100M USD" else (1.0, quantity.unit)
    ends = [short(end * scale) for end in (quantity.low, quantity.high)]
    return f"{'–'.join(dict.fromkeys(ends))} {unit}"
