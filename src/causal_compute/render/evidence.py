"""Both sides of a claim as lines: what supports, qualifies and contradicts it, and how belief comes of it.

May touch: nothing. Must not know: how belief is reckoned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.claims import claim_lines
from causal_compute.render.columns import clean, wrap
from causal_compute.render.speaking import speaker
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.evidence import BothSides, ClaimSides, StatementEntry, StepEntry

__all__ = ["evidence_lines"]

STANCES = ("supports", "qualifies", "contradicts")
MARKS = {"supports": "+", "qualifies": "~", "contradicts": "−"}
ROLES = {"supports": "met", "qualifies": "unknown", "contradicts": "unmet"}


def evidence_lines(found: BothSides, language: str, *, paint: Paint = plain, columns: int = 100) -> list[str]:
    """Return what speaks for and against each claim, with the sources, in lines of `columns`."""
    voice = speaker(language, paint)
    lines = [paint(line, "headline") for line in wrap(_headline(found, voice), columns)]
    silent = [side for side in found["claims"] if not side["statements"]]
    for side in found["claims"]:
        if _shown(side, found):
            lines += ["", *_side(side, voice, columns)]
    if silent and len(found["claims"]) > 1:
        names = voice.listed(*(clean(side["id"]) for side in silent))
        words = voice.say("evidence-silent", count=len(silent), names=names)
        lines += ["", *(paint(line, "dim") for line in wrap(words, columns))]
    lines += _rates(found, voice, columns)
    if found["sources"]:
        lines += ["", paint(voice.say("sources"), "heading")]
        for name, source in found["sources"].items():
            words = clean(f"{name}: {source['title']}, {source['publisher']}  {source['url']}")
            lines += [f"  {line}" for line in wrap(words, columns - 2)]
    return lines


def _rates(found: BothSides, voice: Voice, columns: int) -> list[str]:
    """Return why each kind of voice that speaks here is taken to err as often as it is."""
    kinds = {step["kind"]: step for side in found["claims"] for step in side["steps"] if _shown(side, found)}
    lines = ["", *(voice.paint(line, "heading") for line in wrap(voice.say("belief-rates"), columns))]
    for kind, step in sorted(kinds.items()):
        rates = f"{step['syst']:.2f} + {step['rand']:.2f}^n"
        words = voice.named(f"{voice.say('kind-of-' + kind)} ({rates})", voice.of(step["why"]))
        first, *rest = wrap(words, columns - 4)
        lines += [f"  {first}", *(f"    {line}" for line in rest)]
    return lines if kinds else []


def _shown(side: ClaimSides, found: BothSides) -> bool:
    return bool(side["statements"]) or len(found["claims"]) == 1


def _headline(found: BothSides, voice: Voice) -> str:
    counts = dict.fromkeys(STANCES, 0)
    for side in found["claims"]:
        for each in side["statements"]:
            counts[each["stance"]] += 1
    return voice.say("evidence-head", name=voice.of(found["label"]), claims=len(found["claims"]), **counts)


def _side(side: ClaimSides, voice: Voice, columns: int) -> Iterator[str]:
    yield from claim_lines(side["id"], side["claim"], voice, "", columns)
    for stance in STANCES:
        for each in side["statements"]:
            if each["stance"] == stance:
                yield from _statement(each, voice, columns)
    yield from (voice.paint(line, "dim") for line in _belief(side, voice, columns))


def _statement(each: StatementEntry, voice: Voice, columns: int) -> Iterator[str]:
    mark = voice.paint(f"  {MARKS[each['stance']]} {voice.say(each['stance'])}", ROLES[each["stance"]])
    notes = [
        voice.figure(each["figure"]),
        voice.of(each["scope"]) if each["scope"] else "",
        voice.date(each["date"]),
    ]
    read = f"{each['source']}, {voice.say(each['seen'])}; {voice.say('evidence-group', group=each['group'])}"
    yield f"{mark} [{clean(each['id'])}]"
    words = voice.of(each["text"]) + voice.aside(*(note for note in notes if note))
    yield from (f"      {line}" for line in wrap(words, columns - 6))
    yield from (f"      {voice.paint(line, 'dim')}" for line in wrap(clean(read), columns - 6))


def _belief(side: ClaimSides, voice: Voice, columns: int) -> Iterator[str]:
    """Yield the steps: each group's error, and the two sides put together."""
    why = voice.say("belief-why", belief=format(side["claim"]["belief"], ".2f"))
    yield from (f"  {line}" for line in wrap(why, columns - 2))
    for step in side["steps"]:
        yield from (f"    {line}" for line in wrap(_step(step, voice), columns - 4))
    yield from (f"    {line}" for line in wrap(_sum(side["steps"], side["claim"]["belief"]), columns - 4))


def _step(step: StepEntry, voice: Voice) -> str:
    sign = "+" if step["stance"] == "supports" else "−"
    formula = f"min(1, {step['syst']:.2f} + {step['rand']:.2f}^{step['n']}) = {step['error']:.3f}"
    return f"{sign} {clean(step['group'])} ({voice.say('kind-of-' + step['kind'])}, n={step['n']}): {formula}"


def _sum(steps: list[StepEntry], belief: float) -> str:
    """Return the formula of the belief, filled in."""
    sides = [
        [f"{step['error']:.3f}" for step in steps if step["stance"] == side]
        for side in ("supports", "contradicts")
    ]
    support = f"(1 − {' × '.join(sides[0])})" if sides[0] else "0"
    opposition = f" × {' × '.join(sides[1])}" if sides[1] else ""
    return f"{support}{opposition} = {belief:.4f}"
