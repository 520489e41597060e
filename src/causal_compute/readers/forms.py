"""Every file of a thesis, declared key by key: what the reader reads and what the JSON Schemas say.

May touch: nothing. Must not know: how a node is read.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from causal_compute.model import (
    Basis,
    Change,
    Claim,
    ClaimKind,
    Comparator,
    Condition,
    Effect,
    Layer,
    Measure,
    Modality,
    NotAClaim,
    Position,
    Quote,
    Slide,
    Text,
    Variable,
    VariableKind,
)
from causal_compute.quantity import Quantity
from causal_compute.readers.falsifiers import FALSIFIER
from causal_compute.readers.findings import Desk
from causal_compute.readers.folder import NAME, UP_NAME
from causal_compute.readers.gates import GATE
from causal_compute.readers.kinds import ID, SLIDE_ID, Choice, Date, Flag, Kind, Schema, Shared, Unit, scalar
from causal_compute.readers.nodes import Node
from causal_compute.readers.records import Field, ListOf, OneOrMany, Record, Values
from causal_compute.readers.shared import LAG, PACE, QUANTITY, QUOTE, REASON, TEXT, WORDS

__all__ = ["CLAIM", "CONDITION", "HEAD", "NOT_A_CLAIM", "VARIABLE", "Head"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What `thesis.yaml` says."""

    id: str
    title: Text
    language: str
    root: str
    source: str
    slides: tuple[tuple[Position, Slide], ...]
    evidence: str | None = None
    pace: Quantity | None = None


class _Language(StrEnum):
    ZH = "zh"
    EN = "en"


class _FileName:
    """A file of the folder itself, or (`up`) a folder in it or right beside it."""

    def __init__(self, *, up: bool) -> None:
        self._pattern = UP_NAME if up else NAME
        self._remedy = "write ../evidence or evidence" if up else "write the name of a file in this folder"

    def read(self, node: Node, desk: Desk) -> str:
        text = scalar(node, desk)
        if not re.fullmatch(self._pattern, text):
            raise desk.refuse(node.at, "CC022", f"{text[:40]!r} may lead out of the thesis", self._remedy)
        return text

    def schema(self, _shared: Shared) -> Schema:
        return {"type": "string", "pattern": f"^{self._pattern}$"}


class _Lines:
    """`40-42` or `3`: lines of the source, counted from 1."""

    def read(self, node: Node, desk: Desk) -> tuple[int, int]:
        text = scalar(node, desk)
        found = re.fullmatch(r"([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?", text)
        if not found or int(found[1]) > int(found[2] or found[1]):
            raise desk.refuse(node.at, "CC017", f"{text[:40]!r} are no lines", "write 40-42 or 3")
        return int(found[1]), int(found[2] or found[1])

    def schema(self, _shared: Shared) -> Schema:
        return {"type": ["string", "integer"], "pattern": "^[1-9][0-9]*(?:-[1-9][0-9]*)?$"}


def _slide(values: Values, at: Position, _desk: Desk) -> tuple[Position, Slide]:
    first, last = values.pop("lines")
    return at, Slide(first_line=first, last_line=last, **values)


_SLIDE = Record(
    "slide",
    (
        Field("id", SLIDE_ID, "The name by which quotes name the slide", "引文所用的页号", required=True),
        Field("lines", _Lines(), "Its lines of the source: 40-42", "它在原文中的行：40-42", required=True),
        Field("title", WORDS, "Its title", "标题", required=True),
        Field("title_en", WORDS, "Its title in English", "英文标题", required=True),
    ),
    _slide,
)

HEAD = Record(
    "thesis",
    (
        Field("id", ID, "The name of the thesis", "论题的标识", required=True),
        Field("title", TEXT, "What the thesis is called", "论题的标题", required=True),
        Field(
            "language",
            Choice(_Language),
            "The language of the source: zh or en",
            "原文的语言：zh 或 en",
            required=True,
        ),
        Field("root", ID, "The variable that everything is reduced to", "一切归结到的变量", required=True),
        Field("source", _FileName(up=False), "The file of the source text", "原文文件", required=True),
        Field(
            "evidence",
            _FileName(up=True),
            "The folder of public facts: ../evidence",
            "公开事实的文件夹：../evidence",
        ),
        Field("pace", PACE, "How many times better a year what it speaks of gets", "所谈之物每年进步多少倍"),
        Field("slides", ListOf(_SLIDE, least=1), "The parts of the source", "原文的各页", required=True),
    ),
    lambda values, _at, _desk: Head(**values),
)


_NO_NAMES: dict[str, tuple[str, ...]] = {"zh": (), "en": ()}
_NAMES = Record(
    "names",
    (
        Field("zh", ListOf(WORDS), "Names in Chinese", "中文名"),
        Field("en", ListOf(WORDS), "Names in English", "英文名"),
    ),
    lambda values, _at, _desk: {**_NO_NAMES, **values},
)
_QUOTES: Kind[tuple[Quote, ...]] = OneOrMany(QUOTE)
_LAYER = Field("layer", Choice(Layer), "Who says so", "谁说的：原文、整理者、证据或推算", required=True)
_QUOTE = Field("quote", _QUOTES, "Where the source says so", "原文引文", attribute="quotes")
_WHY = Field("why", REASON, "Why the curator added it", "整理者为何加入")


def _variable(values: Values, at: Position, _desk: Desk) -> Variable:
    defaults = {"short": values["label"], "aliases": _NO_NAMES, "opposites": _NO_NAMES}
    return Variable(**{**defaults, **values}, at=at)


VARIABLE = Record(
    "variable",
    (
        Field("id", ID, "Its name in other files", "标识", required=True),
        Field("kind", Choice(VariableKind), "What part it plays", "它扮演的角色", required=True),
        _LAYER,
        Field("label", TEXT, "What it is called", "名称", required=True),
        Field(
            "short",
            TEXT,
            "A label for a small box: zh 6, en 16 characters",
            "短名：中文 6 字、英文 16 字以内",
        ),
        Field("definition", TEXT, "What it is", "定义", required=True),
        Field("aliases", _NAMES, "Other names", "别名"),
        Field("opposites", _NAMES, "Names of its falling: 降本 for 成本", "它下降的说法：如“降本”之于“成本”"),
        Field("unit", Unit(), "The unit it is measured in", "单位"),
        _QUOTE,
        _WHY,
    ),
    _variable,
)

_MEASURE = Record(
    "measure",
    (
        Field("label", TEXT, "What is measured", "量的是什么", required=True),
        Field(
            "comparator",
            Choice(Comparator),
            "On which side the condition is met",
            "哪一侧算达到",
            required=True,
        ),
        Field("threshold", QUANTITY, "The critical value, with its range", "临界值及其区间", required=True),
        Field("basis", Choice(Basis), "Where the threshold comes from", "临界值的来历", required=True),
        Field("why", REASON, "Why this number", "为何是这个数", required=True),
        Field("layer", Choice(Layer), "Who says so; by default the curator", "谁说的；默认为整理者"),
        Field("series", ID, "The series that is read off", "所依据的序列"),
        Field("in_sample", Flag(), "Set knowing the outcome", "是否在已知结果后设定"),
    ),
    lambda values, _at, _desk: Measure(**values),
)

CONDITION = Record(
    "condition",
    (
        Field("id", ID, "Its name in other files", "标识", required=True),
        Field("variable", ID, "The variable that must reach it", "须达到它的变量", required=True),
        _LAYER,
        Field("label", TEXT, "What the critical point is called", "临界点的名称", required=True),
        _QUOTE,
        Field("measure", _MEASURE, "The number put on it", "它的度量"),
        _WHY,
    ),
    lambda values, at, _desk: Condition(**values, at=at),
)

_EFFECT = Record(
    "effect",
    (
        Field("variable", ID, "The variable the claim is about", "论断所说的变量", required=True),
        Field("change", Choice(Change), "What happens to it", "它如何变化", required=True),
    ),
    lambda values, _at, _desk: Effect(**values),
)


def _claim(values: Values, at: Position, desk: Desk) -> Claim:
    parts = {"causes", "modality"}
    if values["kind"] is ClaimKind.CAUSAL:
        if missing := sorted(parts - set(values)):
            problem = f"the causal claim {values['id']!r} lacks {' and '.join(missing)}"
            raise desk.refuse(at, "CC021", problem, "add what is missing, or choose another kind")
    elif extra := sorted(parts & set(values)):
        problem = f"the claim {values['id']!r} of kind {values['kind']} has {' and '.join(extra)}"
        raise desk.refuse(at, "CC021", problem, "take it out, or write kind: causal")
    return Claim(**values, at=at)


_CAUSAL: Schema = {
    "if": {"properties": {"kind": {"const": "causal"}}},
    "then": {"required": ["causes", "modality"]},
    "else": {"properties": {"causes": False, "modality": False}},
}

CLAIM = Record(
    "claim",
    (
        Field("id", ID, "Its name in other files", "标识", required=True),
        Field("kind", Choice(ClaimKind), "What sort of statement it is", "论断的种类", required=True),
        _LAYER,
        Field("text", TEXT, "What it says", "内容", required=True),
        Field("causes", GATE, "What brings the effect about", "原因"),
        Field("effect", _EFFECT, "What happens to what", "结果", required=True),
        Field("modality", Choice(Modality), "How the causes bear on the effect", "原因如何作用于结果"),
        _QUOTE,
        Field("quantity", QUANTITY, "The figure that is claimed", "所说的数量"),
        Field("when", Date(), "The date that it speaks of", "所说的时间"),
        Field("rating", WORDS, "The grade that is given", "评级"),
        Field("compared_to", ID, "The other variable of a comparison", "相比较的变量"),
        Field("holds_if", ListOf(ID, least=1), "Conditions on which it depends", "成立所依赖的条件"),
        Field("lag", LAG, "How long the effect takes", "滞后"),
        Field("scope", TEXT, "Where it applies", "适用范围"),
        Field("mechanism", TEXT, "How it comes about", "机制"),
        _WHY,
        Field(
            "feedback",
            Flag(),
            "It closes a loop, and the DAG leaves it out",
            "是否为反馈：闭合回路，不入有向无环图",
        ),
        Field("universal", Flag(), 'It says "all" or "every"', "是否说“凡”“所有”"),
        Field(
            "falsifier",
            OneOrMany(FALSIFIER),
            "What would refute it",
            "怎样算被推翻",
            attribute="falsifiers",
        ),
    ),
    _claim,
    _CAUSAL,
)


def _not_a_claim(values: Values, at: Position, desk: Desk) -> NotAClaim:
    reason = values.pop("reason")
    return NotAClaim(quote=QUOTE.build(values, at, desk), reason=reason, at=at)


NOT_A_CLAIM = Record(
    "not-claim",
    (*QUOTE.fields, Field("reason", WORDS, "Why it is not encoded", "为何不编码", required=True)),
    _not_a_claim,
)
