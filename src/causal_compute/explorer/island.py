"""What the page knows: the tables and every variable's answer, joined so that nothing stands twice.

May touch: nothing. Must not know: how the page draws it.
"""

from collections.abc import Mapping
from typing import TypedDict, cast

from causal_compute.answers.document import Answer
from causal_compute.model import ClaimKind, Thesis
from causal_compute.quantity import UNITS
from causal_compute.render.sentences import headline
from causal_compute.render.voice import Voice
from causal_compute.render.words import EN, ZH
from causal_compute.wording import unit_in

__all__ = ["Island", "island"]

TABLES = ("variables", "conditions", "claims", "sources")
PARTS = ("status", "since", "binding", "tree", "chains", "about", "events", "gaps", "other_roots")


class Island(TypedDict):
    """The page's data. `answers` holds what is each answer's own; ids refer into the tables.

    `units` names units in Chinese.
    """

    title: dict[str, str]
    root: str
    as_of: str
    slides: dict[str, str]
    words: dict[str, dict[str, str]]
    units: dict[str, str]
    links: list[dict[str, object]]
    tables: dict[str, dict[str, object]]
    search: dict[str, list[str]]
    answers: dict[str, dict[str, object]]


def island(thesis: Thesis, answers: Mapping[str, Answer]) -> Island:
    """Return all that the page shows of `thesis`."""
    tables: dict[str, dict[str, object]] = {name: {} for name in TABLES}
    for answer in answers.values():
        for name in TABLES:
            tables[name].update(cast("Mapping[str, dict[str, object]]", answer)[name])
    return {
        "title": {"zh": thesis.title.zh, "en": thesis.title.en},
        "root": thesis.root,
        "as_of": next(iter(answers.values()))["as_of"] if answers else "",
        "slides": {slide.id: slide.title for slide in thesis.slides.values()},
        "words": {"zh": ZH, "en": EN},
        "units": {unit: unit_in(unit, "zh") for unit in UNITS},
        "links": _links(thesis),
        "tables": tables,
        "search": {name: _names(thesis, name) for name in thesis.variables},
        "answers": {name: _parts(answer) for name, answer in answers.items()},
    }


def _parts(answer: Answer) -> dict[str, object]:
    parts = {name: cast("Mapping[str, object]", answer)[name] for name in PARTS}
    why: Answer = {**answer, "intent": "why"}
    return {**parts, "headline": {language: headline(why, Voice(language)) for language in ("zh", "en")}}


def _names(thesis: Thesis, name: str) -> list[str]:
    variable = thesis.variables[name]
    named = (words for table in (variable.aliases, variable.opposites) for words in table.values())
    return [name, variable.label.zh, variable.label.en, *(alias for words in named for alias in words)]


def _links(thesis: Thesis) -> list[dict[str, object]]:
    """Return one link for each pair of variables that causal claims join, with the claims and their signs."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for claim in thesis.claims.values():
        if claim.kind is not ClaimKind.CAUSAL or claim.causes is None:
            continue
        for cause in claim.causes.causes():
            sign = {1: "+", -1: "-"}.get(cause.change.sign * claim.effect.change.sign, "?")
            found.setdefault((cause.variable, claim.effect.variable), {})[claim.id] = sign
    return [_link(cause, effect, claims, thesis) for (cause, effect), claims in sorted(found.items())]


def _link(cause: str, effect: str, claims: dict[str, str], thesis: Thesis) -> dict[str, object]:
    signs = set(claims.values())
    sign = signs.pop() if len(signs) == 1 else "?"
    inferred = all(thesis.claims[claim].layer.value == "curator" for claim in claims)
    return {
        "id": f"{cause}>{effect}",
        "from": cause,
        "to": effect,
        "claims": sorted(claims),
        "sign": sign,
        "feedback": all(thesis.claims[claim].feedback for claim in claims),
        "arrows": "to",
        "dashes": inferred,
        "color": {"color": {"+": "#7c8b95", "-": "#b5651d", "?": "#9aa0a6"}[sign], "highlight": "#d9480f"},
        "width": 1.4,
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "vertical", "roundness": 0.45},
    }
