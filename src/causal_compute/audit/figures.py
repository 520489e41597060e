"""Numbers of the document against each other, brought to one period.

May touch: the model, pure. Must not know: evidence.

A rate r a year makes r ** (months / 12) in so many months. So "5 to 10 times a year" says how many times in
eighteen months, which can stand beside what the document says of eighteen months.
"""

from collections.abc import Iterator
from datetime import date
from math import log

from causal_compute.audit.notes import Note, note
from causal_compute.model import Claim, Layer, Thesis
from causal_compute.quantity import Quantity
from causal_compute.wording import short

__all__ = ["check", "over"]

NAME = "numbers-against-each-other"


def over(rate: Quantity, months: float) -> tuple[float, float]:
    """Return how many times a yearly rate makes in some months, from its low and its high end.

    >>> [round(each, 2) for each in over(Quantity(5.0, 10.0, "fold/year"), 18)]
    [11.18, 31.62]
    """
    return rate.low ** (months / 12), rate.high ** (months / 12)


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield what a yearly rate implies over each period and total fall that the document names beside it."""
    del as_of
    figures = [
        (claim, claim.quantity)
        for claim in thesis.claims.values()
        if claim.layer is Layer.THESIS and claim.quantity is not None
    ]
    rates = [(claim, quantity) for claim, quantity in figures if quantity.unit == "fold/year"]
    for claim, rate in rates:
        yield from (_period(claim, rate, other, span) for other, span in figures if span.unit == "months")
        if rate.low > 1:  # else no fall follows, and none in any time
            totals = ((other, total) for other, total in figures if total.unit == "fold" and total.low > 0)
            yield from (_total(claim, rate, other, total) for other, total in totals)
    yield from _sizes(figures, _linked(thesis))


def _period(claim: Claim, rate: Quantity, other: Claim, span: Quantity) -> Note:
    low, high = over(rate, span.centre)
    return note(
        NAME,
        "open",
        zh=f"每年 {rate.low:g}–{rate.high:g} 倍，{span.centre:g} 个月就是 {low:.1f}–{high:.1f} 倍："
        f"“{other.text.zh}”说的就是这么长的时间",
        en=f"{rate.low:g}- to {rate.high:g}-fold a year makes {low:.1f}- to {high:.1f}-fold in "
        f'{span.centre:g} months, which is the time that "{other.text.en}" speaks of',
        claims=[claim.id, other.id],
        figures={"low": round(low, 2), "high": round(high, 2)},
    )


def _total(claim: Claim, rate: Quantity, other: Claim, total: Quantity) -> Note:
    """Return how many years a total fall takes at the yearly rate: what its missing period must be."""
    years = [log(total.low) / log(rate.high), log(total.high) / log(rate.low)]
    return note(
        NAME,
        "against",
        zh=f"“{other.text.zh}”没有写期限；按每年 {rate.low:g}–{rate.high:g} 倍，"
        f"{total.low:g}–{total.high:g} 倍要 {years[0]:.1f} 到 {years[1]:.1f} 年",
        en=f'"{other.text.en}" gives no period; at {rate.low:g}- to {rate.high:g}-fold a year '
        f"{total.low:g}- to {total.high:g}-fold takes {years[0]:.1f} to {years[1]:.1f} years",
        claims=[claim.id, other.id],
        figures={"years_least": round(years[0], 2), "years_most": round(years[1], 2)},
    )


APART = 2.0
"""Sums that differ by less than this factor are of one size."""

_DOLLARS = {"100M USD": 1e8, "billion USD": 1e9, "trillion USD": 1e12}


def _linked(thesis: Thesis) -> set[frozenset[str]]:
    """Return the pairs of variables that one causal claim joins as cause and effect."""
    return {
        frozenset({cause.variable, claim.effect.variable})
        for claim in thesis.claims.values()
        if claim.causes is not None
        for cause in claim.causes.causes()
    }


def _sizes(figures: list[tuple[Claim, Quantity]], linked: set[frozenset[str]]) -> Iterator[Note]:
    """Yield sums of money on one variable, or on cause and effect, that are not of one size."""
    money = [(claim, each) for claim, each in figures if each.unit in _DOLLARS and each.centre > 0]
    for place, (claim, small) in enumerate(money):
        for other, large in money[place + 1 :]:
            mine, theirs = (q.centre * _DOLLARS[q.unit] / 1e9 for q in (small, large))
            low, high = sorted((mine, theirs))
            pair = frozenset({claim.effect.variable, other.effect.variable})
            if high / low < APART or (len(pair) > 1 and pair not in linked):
                continue
            yield note(
                NAME,
                "open",
                zh=f"“{claim.text.zh}”是 {short(mine * 10)} 亿美元，“{other.text.zh}”是 "
                f"{short(theirs * 10)} 亿美元，相差 {high / low:.1f} 倍；要同时成立，范围或年份须不同",
                en=f'"{claim.text.en}" is {short(mine)} billion USD and "{other.text.en}" is '
                f"{short(theirs)} billion: {high / low:.1f} times apart, so scope or year must differ "
                "for both to hold",
                claims=[claim.id, other.id],
                figures={"billion_usd": round(mine, 1), "other_billion_usd": round(theirs, 1)},
            )
