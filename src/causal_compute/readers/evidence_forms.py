"""The files of the evidence folder, declared key by key.

May touch: nothing. Must not know: how a node is read.
"""

from dataclasses import dataclass

from causal_compute.model import (
    Best,
    Cost,
    Derivation,
    Event,
    EventKind,
    Evidence,
    Level,
    Observation,
    Position,
    Seen,
    Source,
    Stance,
    Text,
)
from causal_compute.readers.findings import Desk
from causal_compute.readers.kinds import ID, Choice, Date, Flag, Number, Unit
from causal_compute.readers.records import Field, ListOf, Record, Values
from causal_compute.readers.shared import QUANTITY, TEXT, WORDS

__all__ = ["EVENT", "OBSERVATION", "OFFERS", "SERIES", "SOURCE", "STATEMENT", "Curve", "Market"]

_SEEN = Field(
    "seen", Choice(Seen), "How the figure was read", "数字的读取方式：一手、二手或计算", required=True
)
_ID = Field("id", ID, "Its name in other files", "标识", required=True)
_SOURCE = Field("source", ID, "The source that says so", "来源", required=True)
_DATE = Field("date", Date(), "When", "日期", required=True)
_TEXT = Field("text", TEXT, "What happened", "发生了什么", required=True)

SOURCE = Record(
    "source",
    (
        _ID,
        Field("title", WORDS, "Its title", "标题", required=True),
        Field("publisher", WORDS, "Who published it", "发布者", required=True),
        Field("url", WORDS, "Where it can be read", "网址", required=True),
        _SEEN,
        Field("licence", WORDS, "What may be done with it", "许可"),
        Field("note", WORDS, "What a reader should know", "备注"),
    ),
    lambda values, at, _desk: Source(**values, at=at),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A series before its points are read or derived; `at` is where it is declared."""

    id: str
    label: Text
    unit: str
    at: Position
    derivation: Derivation | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Offers before their rows are read; `at` is where they are declared."""

    id: str
    label: Text
    cost_unit: str
    score_unit: str
    at: Position
    note: str = ""


_OFFERS = Field("offers", ID, "The offers to look among", "所取的报价表", required=True)


def _number(key: str, en: str, zh: str, *, required: bool = True) -> Field:
    return Field(key, Number(), en, zh, required=required)


_LEVEL = Record(
    "level",
    (_OFFERS, _number("score", "The score to be had", "要达到的分数")),
    lambda values, _at, _desk: Level(**values),
)
_BEST = Record(
    "best",
    (_OFFERS, _number("cost", "The cost to stay under", "不超过的花费")),
    lambda values, _at, _desk: Best(**values),
)
_COST = Record(
    "cost",
    (
        Field("price_in", ID, "The series of prices of tokens in", "输入词元价格的序列", required=True),
        Field("price_out", ID, "The series of prices of tokens out", "输出词元价格的序列", required=True),
        Field("tokens_in", QUANTITY, "Tokens in", "输入词元数", required=True),
        Field("tokens_out", QUANTITY, "Tokens out", "输出词元数", required=True),
        _number("attempts", "Attempts at one task", "一件事尝试的次数", required=False),
        _number("success", "The share of attempts that succeed", "尝试成功的份额", required=False),
        _number("cached", "The share of tokens in that is not charged", "不收费的输入份额", required=False),
    ),
    lambda values, at, desk: _sensible(Cost(**values), at, desk),
)


def _sensible(cost: Cost, at: Position, desk: Desk) -> Cost:
    """Return the formula if its shares are shares and something is attempted."""
    if not (0 < cost.success <= 1 and 0 <= cost.cached <= 1 and cost.attempts > 0):
        problem = "success lies above 0 and up to 1, cached from 0 to 1, attempts above 0"
        raise desk.refuse(at, "CC010", problem, "write shares as 0.25, not as 25")
    return cost


def _one(values: Values, at: Position, desk: Desk) -> Derivation:
    if len(values) != 1:
        raise desk.refuse(at, "CC008", f"{len(values)} derivations", "write one of level, best, cost")
    found: Derivation = next(iter(values.values()))
    return found


DERIVED = Record(
    "derivation",
    (
        Field("level", _LEVEL, "The lowest cost of a score or more", "达到某分数的最低花费"),
        Field("best", _BEST, "The best score for a cost or less", "某花费内的最高分数"),
        Field("cost", _COST, "Tokens times prices times attempts over success", "词元乘价格乘次数除以成功率"),
    ),
    _one,
)


SERIES = Record(
    "series",
    (
        _ID,
        Field("label", TEXT, "What is measured", "量的是什么", required=True),
        Field("unit", Unit(), "The unit of its values", "单位", required=True),
        Field(
            "derived",
            DERIVED,
            "What it is computed from, in place of a table",
            "由何计算",
            attribute="derivation",
        ),
        Field("note", WORDS, "What a reader should know", "备注"),
    ),
    lambda values, at, _desk: Curve(**values, at=at),
)

OFFERS = Record(
    "offers",
    (
        _ID,
        Field("label", TEXT, "What is on offer", "所报的是什么", required=True),
        Field("cost_unit", Unit(), "The unit of its costs", "花费的单位", required=True),
        Field("score_unit", Unit(), "The unit of its scores", "分数的单位", required=True),
        Field("note", WORDS, "What a reader should know", "备注"),
    ),
    lambda values, at, _desk: Market(**values, at=at),
)

OBSERVATION = Record(
    "observation",
    (
        _ID,
        Field("condition", ID, "The condition that was seen", "所观察的条件", required=True),
        Field("met", Flag(), "Whether it was met", "是否达到", required=True),
        _DATE,
        _TEXT,
        _SOURCE,
        _SEEN,
    ),
    lambda values, at, _desk: Observation(**values, at=at),
)

EVENT = Record(
    "event",
    (
        _ID,
        Field("application", ID, "The application it happened to", "所涉应用", required=True),
        Field("kind", Choice(EventKind), "What sort of event it was", "事件的种类", required=True),
        _DATE,
        _TEXT,
        _SOURCE,
        _SEEN,
        Field("quantity", QUANTITY, "The figure that shows it", "数量"),
    ),
    lambda values, at, _desk: Event(**values, at=at),
)

STATEMENT = Record(
    "statement",
    (
        _ID,
        Field("claims", ListOf(ID, least=1), "The claims that it speaks of", "所关于的论断", required=True),
        Field("stance", Choice(Stance), "Which way it speaks", "支持、限定还是反对", required=True),
        Field("text", TEXT, "What it says", "内容", required=True),
        Field("date", Date(), "The date that its figure stands for", "数字所指的日期", required=True),
        _SOURCE,
        _SEEN,
        Field(
            "independent_group",
            ID,
            "The voice behind it: statements of one group are not independent",
            "背后的声音：同组的陈述彼此不独立",
            required=True,
            attribute="group",
        ),
        Field("quantity", QUANTITY, "Its figure", "数量"),
        Field("scope", TEXT, "Where the figure holds", "数字的适用范围"),
    ),
    lambda values, at, _desk: Evidence(**values, at=at),
)
