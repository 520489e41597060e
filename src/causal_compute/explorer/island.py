"""What the page knows: the tables and every variable's answer, joined so that nothing stands twice.

May touch: answers, words, the page's other data. Must not know: how the page draws it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypedDict, cast

from causal_compute.answers.document import Answer, TreeNode
from causal_compute.answers.entries import source_entries
from causal_compute.explorer.beside import Beside, beside
from causal_compute.explorer.layering import reduction
from causal_compute.explorer.slides import Page, slides
from causal_compute.explorer.spoken import spoken
from causal_compute.explorer.tracks import Tracks, tracks
from causal_compute.model import ClaimKind, Layer, Thesis, VariableKind
from causal_compute.quantity import UNITS
from causal_compute.render.words import EN, ZH
from causal_compute.wording import unit_in

__all__ = ["Island", "Link", "Opening", "island", "links"]

TABLES = ("variables", "conditions", "claims", "sources")
PARTS = (
    "status",
    "since",
    "tree",
    "chains",
    "about",
    "events",
    "gaps",
    "other_roots",
    "hangs_on",
    "shocks",
)

ASKS = ("why", "why-not", "impact", "fall")
"""The questions that the page can open with."""

Link = TypedDict(
    "Link",
    {
        "id": str,
        "from": str,
        "to": str,
        "claims": list[str],
        "sign": str,
        "feedback": bool,
        "inferred": bool,
        "implied": bool,
    },
)
"""A pair of variables that causal claims join, cause first.

`sign` is "?" where they differ. `feedback`: every claim closes a loop. `inferred`: no claim is the thesis'
own. `implied`: a longer way leads from the one to the other as well.
"""


class Opening(TypedDict):
    """What the page asks first: of variable `n`, compared with `to` if that is set, in a language."""

    n: str
    to: str | None
    ask: str
    view: str
    lang: str


class Island(TypedDict):
    """The page's data. `answers` holds what is each answer's own; ids refer into the tables.

    `units` names units in Chinese, `language` is that of the source.
    """

    title: dict[str, str]
    root: str
    opening: Opening
    as_of: str
    language: str
    slides: list[Page]
    words: dict[str, dict[str, str]]
    units: dict[str, str]
    links: list[Link]
    tables: dict[str, dict[str, object]]
    search: dict[str, list[str]]
    answers: dict[str, dict[str, object]]
    tracks: Tracks
    beside: Beside


def island(thesis: Thesis, answers: Mapping[str, Answer], asked: Answer | None = None) -> Island:
    """Return all that the page shows of `thesis`.

    `answers` are those of all its variables, on one day; `asked` is the answer that the page opens with.
    """
    tables: dict[str, dict[str, object]] = {name: {} for name in TABLES}
    for answer in answers.values():
        for name in TABLES:
            tables[name].update(cast("Mapping[str, dict[str, object]]", answer)[name])
    as_of = next(iter(answers.values()))["as_of"]
    day = date.fromisoformat(as_of)
    moving = tracks(thesis, day, answers)
    read = {source for curve in moving["series"].values() for _, _, source in curve["points"]}
    tables["sources"] |= source_entries(thesis, sorted(read))
    return {
        "title": {"zh": thesis.title.zh, "en": thesis.title.en},
        "root": thesis.root,
        "opening": _opening(thesis, answers, asked),
        "as_of": as_of,
        "language": thesis.language,
        "slides": slides(thesis),
        "words": {"zh": ZH, "en": EN},
        "units": {unit: unit_in(unit, "zh") for unit in UNITS},
        "links": links(thesis),
        "tables": tables,
        "search": {name: _names(thesis, name) for name in thesis.variables},
        "answers": {name: _parts(answer) for name, answer in answers.items()},
        "tracks": moving,
        "beside": beside(thesis, day, known=tables["sources"]),
    }


def _parts(answer: Answer) -> dict[str, object]:
    parts = {name: cast("Mapping[str, object]", answer)[name] for name in PARTS}
    return {**parts, "spoken": spoken(answer)}


def _opening(thesis: Thesis, answers: Mapping[str, Answer], asked: Answer | None) -> Opening:
    """Return what was asked; without a question, why the application that the source says most about."""
    if asked is None or not asked["focus"]:
        name = _most_said(thesis, answers)
        return {
            "n": name,
            "to": None,
            "ask": "why",
            "view": "trace",
            "lang": "zh" if thesis.language == "zh" else "en",
        }
    focus, *others = asked["focus"]
    intent = ("fall" if focus["opposite"] else "impact") if asked["intent"] == "impact" else asked["intent"]
    return {
        "n": focus["id"],
        "to": others[0]["id"] if others and intent == "compare" else None,
        "ask": intent if intent in ASKS else "why",
        "view": "compare" if others and intent == "compare" else "trace",
        "lang": asked["language"],
    }


def _most_said(thesis: Thesis, answers: Mapping[str, Answer]) -> str:
    """Return the application whose gate the thesis itself states, then the one it says most about."""

    def said(name: str) -> tuple[int, int]:
        answer = answers[name]
        own = {claim.id for claim in thesis.claims.values() if claim.layer is Layer.THESIS}
        return len(own.intersection(_gates(answer["tree"]))), len(own.intersection(answer["about"]))

    asked = (
        name
        for name, answer in answers.items()
        if thesis.variables[name].kind is VariableKind.APPLICATION and answer["tree"] is not None
    )
    return max(asked, key=said, default=thesis.root)


def _gates(node: TreeNode | None) -> Iterator[str]:
    """Yield the claims that make the gates of a proof tree."""
    if node is None or node["type"] != "gate":
        return
    if node["claim"] is not None:
        yield node["claim"]
    for member in node["members"]:
        yield from _gates(member)


def _names(thesis: Thesis, name: str) -> list[str]:
    variable = thesis.variables[name]
    named = (words for table in (variable.aliases, variable.opposites) for words in table.values())
    return [name, variable.label.zh, variable.label.en, *(alias for words in named for alias in words)]


def links(thesis: Thesis) -> list[Link]:
    """Return one link for each pair of variables that causal claims join, with the claims and their signs."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for claim in thesis.claims.values():
        if claim.kind is not ClaimKind.CAUSAL or claim.causes is None:
            continue
        for cause in claim.causes.causes():
            sign = {1: "+", -1: "-"}.get(cause.change.sign * claim.effect.change.sign, "?")
            found.setdefault((cause.variable, claim.effect.variable), {})[claim.id] = sign
    implied = reduction(pair for pair, claims in found.items() if not _feedback(thesis, claims))
    return [
        {
            "id": f"{cause}>{effect}",
            "from": cause,
            "to": effect,
            "claims": sorted(claims),
            "sign": signs.pop() if len(signs := set(claims.values())) == 1 else "?",
            "feedback": _feedback(thesis, claims),
            "inferred": all(thesis.claims[claim].layer.value == "curator" for claim in claims),
            "implied": (cause, effect) in implied,
        }
        for (cause, effect), claims in sorted(found.items())
    ]


def _feedback(thesis: Thesis, claims: Mapping[str, str]) -> bool:
    return all(thesis.claims[claim].feedback for claim in claims)
