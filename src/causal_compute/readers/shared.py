"""The records that every file uses: texts, quotes, quantities.

May touch: nothing. Must not know: variables, claims, evidence.
"""

from typing import Any

from causal_compute.model import Position, Quote, Text, TextStatus
from causal_compute.quantity import Quantity
from causal_compute.readers.findings import Desk
from causal_compute.readers.kinds import SLIDE_ID, Choice, Kind, Number, Schema, Shared, Unit, Words, near
from causal_compute.readers.nodes import Node, Scalar
from causal_compute.readers.places import Places
from causal_compute.readers.records import Field, Record, Values

__all__ = ["LAG", "PACE", "QUANTITY", "QUOTE", "REASON", "TEXT", "WORDS"]

WORDS = Words()

_STATUS = Record(
    "status",
    (
        Field("zh", Choice(TextStatus), "How the Chinese relates to the source", "中文与原文的关系"),
        Field("en", Choice(TextStatus), "How the English relates to the source", "英文与原文的关系"),
    ),
    lambda values, _at, _desk: {f"{language}_status": status for language, status in values.items()},
)


def _text(values: Values, _at: Position, desk: Desk) -> Text:
    """Return the text: paraphrased in the language of the source, translated into the other."""
    ours, other = ("en", "zh") if desk.language == "en" else ("zh", "en")
    status = {f"{ours}_status": TextStatus.PARAPHRASE, f"{other}_status": TextStatus.TRANSLATION}
    return Text(zh=values["zh"], en=values["en"], **status | values.get("status", {}))


TEXT = Record(
    "text",
    (
        Field("zh", WORDS, "The words in Chinese", "中文", required=True),
        Field("en", WORDS, "The words in English", "英文", required=True),
        Field(
            "status",
            _STATUS,
            "How each relates to the source; a paraphrase in its language, else a translation",
            "各语言与原文的关系；默认与原文同语的为转述，另一种为译文",
        ),
    ),
    _text,
)


class _Reason:
    """A reason: a text in both languages, or one sentence that stands for both."""

    def read(self, node: Node, desk: Desk) -> Text:
        if not isinstance(node, Scalar):
            return TEXT.read(node, desk)
        words = WORDS.read(node, desk)
        return Text(zh=words, en=words)

    def schema(self, shared: Shared) -> Schema:
        return {"anyOf": [WORDS.schema(shared), TEXT.schema(shared)]}


REASON = _Reason()


def _quote(values: Values, at: Position, desk: Desk) -> Quote:
    spans = _spans(values, at, desk)
    start, end = spans[0] if spans else (0, 0)
    return Quote(start=start, end=end, **values)


def _spans(values: Values, at: Position, desk: Desk) -> list[tuple[int, int]]:
    places = desk.places
    slide, exact, prefix = values["slide"], values["exact"], values.get("prefix", "")
    if places is None:
        return []
    if slide not in places.slides and not places.complete:
        return []
    if slide not in places.slides:
        raise desk.refuse(at, "CC017", f"the thesis has no slide {slide!r}", near(slide, places.slides))
    spans = places.locate(slide, exact, prefix)
    if not spans:
        raise desk.refuse(at, "CC015", *_missing(places, slide, exact, prefix))
    if len(spans) > 1:
        before = " or ".join(f"{places.before(span)!r}" for span in spans[:3])
        problem = f"{exact[:40]!r} stands {len(spans)} times on {slide}"
        raise desk.refuse(at, "CC016", problem, f"give the words before it as prefix: {before}")
    return spans


def _missing(places: Places, slide: str, exact: str, prefix: str) -> tuple[str, str]:
    """Return what is wrong with a quote that does not stand there, and what would be right."""
    if prefix and (spans := places.locate(slide, exact)):
        before = " or ".join(f"{places.before(span)!r}" for span in spans[:3])
        return f"{exact[:40]!r} stands on {slide}, but not after {prefix[:40]!r}", f"it stands after {before}"
    problem = f"{exact[:40]!r} does not stand on {slide}"
    if others := places.elsewhere(exact):
        return problem, f"it stands on {', '.join(others)}"
    same, goes_on = places.agreement(slide, exact)
    if not same:
        return problem, "copy the words from the source"
    return f"{problem} beyond {same[-20:]!r}", f"there the source goes on {goes_on!r}"


QUOTE = Record(
    "quote",
    (
        Field("slide", SLIDE_ID, "The slide on which the words stand", "引文所在的页", required=True),
        Field(
            "exact",
            WORDS,
            "The words, letter by letter; white space does not count",
            "逐字引文，空白不计",
            required=True,
        ),
        Field(
            "prefix",
            WORDS,
            "The words right before, when the quote stands twice on the slide",
            "同页出现两次时，紧接在前的文字",
        ),
        Field("en", WORDS, "Our translation", "我们的译文"),
    ),
    _quote,
)


def _quantity(values: Values, at: Position, desk: Desk) -> Quantity:
    ends = {"low", "high"} & values.keys()
    if len(ends) == 1 or not (ends or "value" in values):
        problem = "a quantity with neither a value nor both low and high"
        raise desk.refuse(at, "CC007", problem, "give the value, both ends, or all three")
    value: float | None = values.get("value")
    low, high = (values["low"], values["high"]) if ends else (values["value"], values["value"])
    if not low <= (low if value is None else value) <= high:
        figures = f"{low:g}..{high:g}" if value is None else f"{value:g} in {low:g}..{high:g}"
        raise desk.refuse(at, "CC010", f"the range does not hold: {figures}", "let low <= value <= high")
    return Quantity(low, high, values["unit"], value, values.get("verbatim"))


def _quantity_record(noun: str, unit: Kind[str]) -> Record[Quantity]:
    number = Number()
    return Record(
        noun,
        (
            Field("value", number, "The figure to reckon with", "用于计算的数值"),
            Field("low", number, "The lower end of the range", "区间下限"),
            Field("high", number, "The upper end of the range", "区间上限"),
            Field("unit", unit, "The unit", "单位", required=True),
            Field("verbatim", WORDS, "The figure as the source writes it", "原文中的写法"),
        ),
        _quantity,
        _EITHER,
    )


_EITHER: dict[str, Any] = {
    "anyOf": [{"required": ["value"]}, {"required": ["low", "high"]}],
    "dependentRequired": {"low": ["high"], "high": ["low"]},
}

QUANTITY = _quantity_record("quantity", Unit())
LAG = _quantity_record("lag", Unit("months"))


class _Pace:
    """A quantity in times a year, all of it above 1: what gets no better has no pace."""

    _quantity = _quantity_record("pace", Unit("fold/year"))

    def read(self, node: Node, desk: Desk) -> Quantity:
        told = self._quantity.read(node, desk)
        if told.low <= 1:
            raise desk.refuse(
                node.at, "CC010", f"a pace of {told.low:g} is no progress", "write times a year, above 1"
            )
        return told

    def schema(self, shared: Shared) -> Schema:
        return self._quantity.schema(shared)


PACE = _Pace()
