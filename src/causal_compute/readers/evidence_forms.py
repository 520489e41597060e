"""The files of the evidence folder, declared key by key.

May touch: nothing. Must not know: how a node is read.
"""

from dataclasses import dataclass

from causal_compute.model import Event, EventKind, Evidence, Observation, Position, Seen, Source, Stance, Text
from causal_compute.readers.kinds import ID, Choice, Date, Flag, Unit
from causal_compute.readers.records import Field, ListOf, Record
from causal_compute.readers.shared import QUANTITY, TEXT, WORDS

__all__ = ["EVENT", "OBSERVATION", "SERIES", "SOURCE", "STATEMENT", "Curve"]

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
    """A series before its points are read; `at` is where it is declared."""

    id: str
    label: Text
    unit: str
    at: Position
    note: str = ""


SERIES = Record(
    "series",
    (
        _ID,
        Field("label", TEXT, "What is measured", "量的是什么", required=True),
        Field("unit", Unit(), "The unit of its values", "单位", required=True),
        Field("note", WORDS, "What a reader should know", "备注"),
    ),
    lambda values, at, _desk: Curve(**values, at=at),
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
