"""A comparison as lines or as Markdown: contradictions first, then routes, agreement, what one says alone.

May touch: nothing. Must not know: how it was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.sides import Item, Note, Section, as_lines, as_markdown, speaker, stands
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.comparing.agreement import Agreement, Contradiction, Side
    from causal_compute.comparing.compare import Alone, Comparison, Shared
    from causal_compute.comparing.joint import MatchEntry, Perhaps
    from causal_compute.comparing.routes import Route

__all__ = ["compare_lines", "compare_markdown", "contradiction", "match", "perhaps", "sides"]

SHOWN = 12
"""Items of a section that lines show of what only one of the two says."""


def compare_lines(found: Comparison, language: str, *, paint: Paint = plain, columns: int = 100) -> list[str]:
    """Return the comparison in lines of about `columns`."""
    voice = speaker(language, paint)
    return as_lines(_head(found, voice), list(_sections(found, voice)), voice, columns)


def compare_markdown(found: Comparison, language: str) -> str:
    """Return the comparison as a page without its title."""
    voice = speaker(language)
    return as_markdown(_head(found, voice), list(_sections(found, voice)))


def sides(voice: Voice) -> tuple[str, str]:
    """Return what the two theses are called: A and B."""
    return ("甲", "乙") if voice.language == "zh" else ("A", "B")


def _head(found: Comparison, voice: Voice) -> list[str]:
    names = [f"{voice.of(each['label'])} ({each['id']})" for each in (found["one"], found["other"])]
    counts = {key: len(found[key]) for key in ("matches", "agreed", "contradicted", "routes")}
    key = "compare-head" if found["matches"] else "compare-none"
    return [
        voice.say("compare-sides", one=names[0]),
        voice.say("compare-other", other=names[1]),
        voice.say(key, **counts),
    ]


def _sections(found: Comparison, voice: Voice) -> Iterator[Section]:
    lists = (
        ("compare-contradicted", [contradiction(each, voice) for each in found["contradicted"]]),
        ("compare-routes", [_route(each, voice) for each in found["routes"]]),
        ("compare-agreed", [_agreed(each, voice) for each in found["agreed"]]),
        ("compare-applications", [_stands(each, voice) for each in found["applications"]]),
        ("compare-matches", [match(each, voice) for each in found["matches"]]),
        ("compare-perhaps", [perhaps(each, voice) for each in found["perhaps"]]),
    )
    for key, items in lists:
        if items:
            yield Section(voice.say(key, as_of=found["as_of"]), items)
    for name, alone in zip(sides(voice), (found["only_one"], found["only_other"]), strict=True):
        items = list(_alone(alone, voice))
        if items:
            yield Section(voice.say("compare-only", side=name), items)


def contradiction(each: Contradiction, voice: Voice) -> Item:
    """Return a contradiction with both sides under it."""
    key = {"trend": "kind-trend-both", "condition": "kind-condition-both"}.get(
        each["kind"], f"kind-{each['kind']}"
    )
    words = voice.named(voice.say(key), voice.of(each["label"]))
    return Item("✗", words, "unmet", _both(each["one"], each["other"], voice))


def _agreed(each: Agreement, voice: Voice) -> Item:
    arrow = "" if each["kind"] == "link" else f" ({each['sign']})"
    return Item("=", voice.of(each["label"]) + arrow, "met", _both(each["one"], each["other"], voice))


def _both(one: Side, other: Side, voice: Voice) -> list[Note]:
    return [
        Note(f"{voice.named(name, voice.of(side['words']))} [{', '.join(side['by'])}]")
        for name, side in zip(sides(voice), (one, other), strict=True)
    ]


def _route(each: Route, voice: Voice) -> Item:
    ways = zip(
        sides(voice), (each["one"], each["other"]), (each["one_claims"], each["other_claims"]), strict=True
    )
    notes = [
        note
        for name, words, claims in ways
        for note in (Note(voice.named(name, voice.of(words))), Note(f"[{', '.join(claims)}]", "id"))
    ]
    return Item("≈", f"{voice.of(each['label'])} ({each['sign']})", "met", notes)


def _stands(each: Shared, voice: Voice) -> Item:
    notes = []
    for name, told in zip(sides(voice), (each["one"], each["other"]), strict=True):
        more = [
            voice.named(voice.say(f"field-{field}"), voice.of(words))
            for field in ("since", "expected", "binding")
            if (words := told[field]) is not None
        ]
        notes.append(Note(voice.named(name, voice.listed(stands(told["status"], voice), *more))))
    same = each["one"]["status"] == each["other"]["status"]
    return Item("=" if same else "≠", f"{voice.of(each['label'])} [{each['id']}]", "label", notes)


def match(each: MatchEntry, voice: Voice) -> Item:
    """Return two variables that are one, and on what ground."""
    ids = each["one"] if each["one"] == each["other"] else f"{each['one']} = {each['other']}"
    alone = each["ground"] == "id" and not each["name"]
    ground = voice.say("ground-id-alone" if alone else f"ground-{each['ground']}")
    named = voice.say("shared-name", name=each["name"]) if each["ground"] in {"label", "alias"} else ""
    reason = voice.joined(ground, named)
    labels = dict.fromkeys((voice.of(each["label"]), voice.of(each["other_label"])))
    return Item("", f"{ids}{voice.aside(reason, ' / '.join(labels))}")


def perhaps(each: Perhaps, voice: Voice) -> Item:
    """Return two variables that are perhaps one."""
    names = " / ".join(voice.say("shared-name", name=name) for name in each["names"])
    alike = voice.say("alike", alike=f"{each['alike']:.2f}")
    return Item("?", f"{each['one']} = {each['other']}{voice.aside(names, alike)}", "unknown")


def _alone(alone: Alone, voice: Voice) -> Iterator[Item]:
    for link in alone["silent"][:SHOWN]:
        yield Item("", voice.of(link["label"]), "label", [Note(f"[{', '.join(link['claims'])}]", "id")])
    if len(alone["silent"]) > SHOWN:
        yield Item("", voice.say("more", count=len(alone["silent"]) - SHOWN))
    if alone["variables"]:
        names = [voice.of(each["label"]) for each in alone["variables"][:SHOWN]]
        rest = len(alone["variables"]) - len(names)
        names += [voice.say("more", count=rest)] if rest else []
        title = voice.say("compare-variables", count=len(alone["variables"]))
        yield Item("", voice.named(title, voice.listed(*names)))
    if alone["links"]:
        yield Item("", voice.say("compare-links", count=alone["links"]))
