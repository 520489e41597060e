"""The parts of a thesis in short words, complete: two parts are the same if their words are.

May touch: the model. Must not know: what they are compared with.

Order makes no difference to what a list says (the members of a gate, aliases, quotes), so lists are sorted.
White space makes none to what a text says, so a run of it is one blank.
"""

from collections.abc import Callable, Iterable

from causal_compute.answers.parts import Text
from causal_compute.model import (
    Cause,
    Change,
    Cost,
    Derivation,
    Falsifier,
    Gate,
    GateOperator,
    Level,
    Measure,
    Offer,
    Point,
    Quote,
)
from causal_compute.model import Text as ModelText
from causal_compute.quantity import DateInterval, Quantity
from causal_compute.wording import unit_in

__all__ = [
    "alike",
    "both",
    "date_words",
    "derivation_words",
    "exact",
    "falsifier_words",
    "gate_words",
    "listed",
    "measured",
    "moved_words",
    "offer_words",
    "point_words",
    "quantity_words",
    "quote_words",
    "text_words",
]

ARROWS = {
    Change.INCREASES: "↑",
    Change.DECREASES: "↓",
    Change.BECOMES_VIABLE: "✓",
    Change.HOLDS: "=",
    Change.CHANGES: "~",
}


def both(zh: str, en: str) -> Text:
    """Return words in two languages, on one line each."""
    return {"zh": _line(zh), "en": _line(en)}


def alike(words: object) -> Text:
    """Return words that are the same in both languages: ids, figures, words of the files themselves."""
    return both(str(words), str(words))


def _line(words: str) -> str:
    return " ".join(words.split())


def text_words(text: ModelText | None) -> Text | None:
    """Return the words of a text."""
    return None if text is None else both(text.zh, text.en)


def listed(items: Iterable[Text]) -> Text | None:
    """Return items in order of their words, None when there are none."""
    found = sorted(items, key=lambda each: (each["en"], each["zh"]))
    return both("；".join(e["zh"] for e in found), "; ".join(e["en"] for e in found)) if found else None


def exact(value: float) -> str:
    """Return a number with as many digits as tell it from every other.

    >>> exact(60.0), exact(0.1), exact(1e22)
    ('60', '0.1', '1e+22')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _in_unit(figure: str, unit: str) -> Text:
    zh, en = unit_in(unit, "zh"), unit_in(unit, "en")
    return both(f"{figure}{'' if zh == '%' else ' '}{zh}", f"{figure} {en}")


def quantity_words(quantity: Quantity | None) -> Text | None:
    """Return a figure, its range and its unit; as it was written, where that is known."""
    if quantity is None:
        return None
    ends = f"{exact(quantity.low)}–{exact(quantity.high)}"
    single = quantity.value is not None
    figure = exact(quantity.centre) if single else ends
    told = _in_unit(figure, quantity.unit)
    notes = [ends] if single and quantity.low != quantity.high else []
    notes += [f"“{quantity.verbatim}”"] if quantity.verbatim is not None else []
    aside = f" ({'; '.join(notes)})" if notes else ""
    return both(told["zh"] + aside, told["en"] + aside)


def measured(measure: Measure) -> Text:
    """Return what a measure asks: "≤ 10 USD/task (5–15)"."""
    sign = {">=": "≥", "<=": "≤"}[measure.comparator.value]
    asked = quantity_words(measure.threshold) or alike("")
    return both(f"{sign} {asked['zh']}", f"{sign} {asked['en']}")


def date_words(dates: DateInterval | None) -> Text | None:
    """Return a date as ISO days: two ways to write the same days are one date."""
    if dates is None:
        return None
    ends = dict.fromkeys((dates.earliest.isoformat(), dates.latest.isoformat()))
    return alike("..".join(ends))


def quote_words(quote: Quote) -> Text:
    """Return the slide and the words; white space does not count in a quote, nor where it now stands."""
    exact_words = "".join(quote.exact.split()) if not quote.exact.isascii() else _line(quote.exact)
    translated = f" ({quote.en})" if quote.en else ""
    return both(f"{quote.slide} “{exact_words}”", f"{quote.slide} “{exact_words}”{translated}")


def moved_words(gate: Gate | None, effect: str, change: Change, of: Callable[[str], str] = str) -> Text:
    """Return which way everything goes: "price ↓ → agents ✓"; `of` names the variables."""
    goes = f"{of(effect)} {ARROWS[change]}"
    if gate is None:
        return alike(goes)
    causes = sorted({f"{of(each.variable)} {ARROWS[each.change]}" for each in gate.causes()})
    return alike(f"{', '.join(causes)} → {goes}")


def gate_words(gate: Gate | None) -> Text | None:
    """Return which causes are asked for, and how they combine: "all (ability [capable], price [cheap])"."""
    if gate is None:
        return None
    members = listed(
        gate_words(each) or alike("") if isinstance(each, Gate) else _asked(each) for each in gate.members
    )
    inside = members or alike("")
    zh, en = {
        GateOperator.ALL: ("全部", "all"),
        GateOperator.ANY: ("任一", "any"),
        GateOperator.AT_LEAST: (f"至少 {gate.k} 项", f"at least {gate.k}"),
    }[gate.operator]
    return both(f"{zh}（{inside['zh']}）", f"{en} ({inside['en']})")


def _asked(cause: Cause) -> Text:
    return alike(cause.variable if cause.condition is None else f"{cause.variable} [{cause.condition}]")


def falsifier_words(each: Falsifier) -> Text:
    """Return what would refute a claim, by when, and what came of it."""
    by, sign = date_words(each.by) or alike(""), {">=": "≥", "<=": "≤"}[each.comparator.value]
    bound = _in_unit(exact(each.value), each.unit)
    rest = [
        each.series or "",
        f"{each.layer.value}",
        f"frozen {each.frozen_on}",
        "in sample" if each.in_sample else "",
    ]
    if each.outcome is not None:
        rest.append(f"{'refuted' if each.outcome.refuted else 'stood'} {each.outcome.source}")
    aside = f" ({', '.join(filter(None, rest))})"
    zh = f"{each.metric.zh} {sign} {bound['zh']}，至 {by['zh']}{aside}"
    return both(zh, f"{each.metric.en} {sign} {bound['en']} by {by['en']}{aside}")


def point_words(point: Point) -> Text:
    """Return a dated value, as its source writes it, and the source."""
    at = date_words(point.date) or alike("")
    about = f"{at['en']}: {point.verbatim} ({point.source}, {point.seen.value}"
    return both(f"{about}, {point.what.zh})", f"{about}, {point.what.en})")


def offer_words(offer: Offer) -> Text:
    """Return what could be had from a day on."""
    cost = "–" if offer.cost is None else exact(offer.cost)
    at = date_words(offer.date) or alike("")
    return alike(
        f"{at['en']} {offer.label}: {cost}, {exact(offer.score)} ({offer.source}, {offer.seen.value})"
    )


def derivation_words(how: Derivation | None) -> Text | None:
    """Return how a series is computed."""
    if how is None:
        return None
    if isinstance(how, Cost):
        tokens = [(quantity_words(each) or alike(""))["en"] for each in (how.tokens_in, how.tokens_out)]
        rest = f"attempts {exact(how.attempts)}, success {exact(how.success)}, cached {exact(how.cached)}"
        return alike(f"{how.price_in} × {tokens[0]} + {how.price_out} × {tokens[1]}, {rest}")
    if isinstance(how, Level):
        return alike(f"{how.offers}: score {exact(how.score)}")
    return alike(f"{how.offers}: cost {exact(how.cost)}")
