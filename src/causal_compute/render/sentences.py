"""The sentence that answers, before all reasons: what holds, since when, and what it hung on.

May touch: nothing. Must not know: how the answer was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.document import Answer, Status, TreeNode
    from causal_compute.render.voice import Voice

__all__ = ["hangs_on_sentences", "headline", "roots"]


def headline(answer: Answer, voice: Voice) -> str:
    """Return the one sentence that answers the question."""
    match answer["intent"]:
        case "impact" | "what-if":
            return _impact(answer, voice)
        case "evidence":
            counts = {"claims": len(answer["about"]), "facts": len(answer["facts"])}
            return voice.say("head-evidence", focus=_focus(answer, voice), **counts)
        case "compare":
            names = [_focus(one, voice) for one in (answer, *answer["others"])]
            return voice.say("head-compare", names=voice.listed(*names))
        case "trace":
            count = len(answer["chains"])
            key = "head-trace" if count else "head-trace-none"
            return voice.say(key, focus=_focus(answer, voice), count=count)
        case "why" | "why-not" | "when":
            return _status(answer, voice)


def roots(answer: Answer, voice: Voice) -> str:
    """Return the roots at which the chains begin, the thesis' own first; of a trace, where it begins."""
    begun = list(dict.fromkeys(chain["variables"][0] for chain in answer["chains"]))
    own = [variable for variable in begun if answer["variables"][variable]["kind"] == "root"]
    ordered = sorted(own or begun, key=answer["other_roots"].__contains__)
    return voice.listed(*(voice.label(answer, variable) for variable in ordered))


def hangs_on_sentences(answer: Answer, voice: Voice) -> Iterator[str]:
    """Yield what every chain shares, and what cuts them all: none, one or two sentences."""
    hangs = answer["hangs_on"]
    start = roots(answer, voice) if answer["intent"] == "trace" else voice.say("the-root")
    if hangs["dominators"]:
        names = " → ".join(voice.label(answer, identifier) for identifier in hangs["dominators"])
        yield voice.named(voice.say("dominators", start=start), names)
    if hangs["cut"]:
        yield voice.say("cut", claims=", ".join(hangs["cut"]), start=start)


def _status(answer: Answer, voice: Voice) -> str:
    focus = _focus(answer, voice)
    if answer["tree"] is None:
        if answer["focus"][0]["kind"] == "root":
            return voice.say("head-root", focus=focus)
        return voice.say("head-none" if answer["chains"] else "head-said", focus=focus)
    binding = _binding(answer, voice)
    if answer["status"] == "met":
        standing = list(_standing(answer["tree"]))
        key = "head-met-enough" if set(standing) != {"met"} else "head-met"
        key = "head-met-one" if len(standing) == 1 else key
        sentence = voice.say(key, focus=focus, date=voice.date(answer["since"]), binding=binding)
        return voice.joined(sentence, _boom(answer, voice))
    key = "head-unknown" if answer["status"] == "unknown" else "head-unmet"
    sentence = voice.say(key, focus=focus, binding=binding)
    return voice.joined(sentence, _forecast(answer, voice))


def _forecast(answer: Answer, voice: Voice) -> str:
    """Return when the gate is expected; what was due before the day that was asked about is said so."""
    when = answer["expected"]
    if when is None:
        return voice.say("no-forecast") if answer["intent"] == "when" else ""
    past = when["p50"] is not None and when["p50"] <= answer["as_of"]
    return voice.expected("was-due" if past else "expected-by", when)


def _focus(answer: Answer, voice: Voice) -> str:
    label = voice.of(answer["focus"][0]["label"])
    return voice.say("opposite", label=label) if answer["focus"][0]["opposite"] else label


def _binding(answer: Answer, voice: Voice) -> str:
    """Return the binding condition: what was measured, the figure that decides, and what was asked."""
    node = answer["binding"]
    if node is None:
        return voice.say("no-number")
    condition = answer["conditions"][node["condition"]]
    fact = node["crossed"] or node["fact"]
    named = {"variable": voice.label(answer, node["variable"]), "condition": voice.of(condition["label"])}
    if condition["measure"] is None:
        return voice.say("binding-named", **named)
    asked = {
        "measure": voice.of(condition["measure"]),
        "comparator": voice.comparator(condition),
        "threshold": condition["threshold"],
        "unit": voice.unit(condition["unit"] or ""),
    }
    if fact is None or not fact["figure"]:
        return voice.say("binding-open", **named, **asked)
    return voice.say("binding-met", figure=voice.figure(fact["figure"]), **named, **asked)


def _boom(answer: Answer, voice: Voice) -> str:
    """Return "A boom was seen in ..." for an application whose first boom is known, else nothing."""
    seen = next((event for event in answer["events"] if event["kind"] == "boom"), None)
    return "" if seen is None else voice.say("boom-seen", date=voice.date(seen["date"]))


def _standing(node: TreeNode) -> Iterator[Status]:
    """Yield how each leaf of the tree stands."""
    if node["type"] == "gate":
        for member in node["members"]:
            yield from _standing(member)
    else:
        yield node["status"]


def _impact(answer: Answer, voice: Voice) -> str:
    focus = voice.of(answer["focus"][0]["label"])
    arrow = voice.say("falls" if answer["direction"] == "-" else "rises")
    count = len(answer["shocks"])
    if not count:
        return voice.say("head-impact-none", focus=focus)
    applications = sum(
        answer["variables"][shock["variable"]]["kind"] == "application" for shock in answer["shocks"]
    )
    return voice.say("head-impact", focus=focus, arrow=arrow, count=count, applications=applications)
