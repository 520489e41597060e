"""What would refute a claim, declared key by key.

May touch: nothing. Must not know: how a node is read, claims.
"""

from causal_compute.model import Comparator, Falsifier, Layer, Outcome, Seen
from causal_compute.readers.kinds import ID, Choice, Date, Day, Flag, Number, Unit
from causal_compute.readers.records import Field, Record
from causal_compute.readers.shared import TEXT

__all__ = ["FALSIFIER"]

_OUTCOME = Record(
    "outcome",
    (
        Field("refuted", Flag(), "Whether the claim was refuted", "论断是否被推翻", required=True),
        Field("date", Date(), "When that was known", "得知的日期", required=True),
        Field("text", TEXT, "What was seen", "所见", required=True),
        Field("source", ID, "The source that says so", "来源", required=True),
        Field("seen", Choice(Seen), "How it was read", "读取方式", required=True),
    ),
    lambda values, _at, _desk: Outcome(**values),
)

FALSIFIER = Record(
    "falsifier",
    (
        Field("metric", TEXT, "What is looked at", "所看的指标", required=True),
        Field(
            "comparator", Choice(Comparator), "On which side it refutes", "落在哪一侧即推翻", required=True
        ),
        Field("value", Number(), "The value that decides", "判定的数值", required=True),
        Field("unit", Unit(), "Its unit", "单位", required=True),
        Field("by", Date(), "The day on which it is decided", "判定的日期", required=True),
        Field("frozen_on", Day(), "The day from which it may not change", "冻结的日期", required=True),
        Field("series", ID, "The series that decides", "据以判定的序列"),
        Field(
            "layer", Choice(Layer), "Whose falsifier it is; by default the curator's", "谁提的；默认为整理者"
        ),
        Field("in_sample", Flag(), "Set knowing the outcome", "是否在已知结果后设定"),
        Field("outcome", _OUTCOME, "What came of it", "结果"),
    ),
    lambda values, _at, _desk: Falsifier(**values),
)
