"""A claim as lines: its badge (id, layer, slide, belief), its words, its quotes.

May touch: nothing. Must not know: which answer the claim stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.columns import clean, packed, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.document import Answer, CauseEntry, CausesEntry, Chain, ClaimEntry, QuoteEntry
    from causal_compute.render.voice import Voice

__all__ = ["badge_lines", "claim_lines", "formula", "quote_lines", "sign_words"]

ARROWS = {"increases": "↑", "decreases": "↓", "becomes-viable": "✓", "holds": "=", "changes": "~"}


def badge_lines(identifier: str, claim: ClaimEntry, voice: Voice, indent: str, columns: int) -> Iterator[str]:
    """Yield "[id · layer slide · modality · belief]"."""
    place = voice.say(f"layer-{claim['layer']}") + (f" {claim['slide']}" if claim["slide"] else "")
    modality = claim["modality"] and voice.say(f"modality-{claim['modality']}")
    parts = [identifier, place, modality, voice.say("belief", belief=f"{claim['belief']:.2f}")]
    words = clean(f"[{' · '.join(part for part in parts if part)}]")
    groups = [[(part, "id")] for part in words.replace(" · ", " ·\n").split("\n")]
    for line in packed(groups, columns - width(indent), voice.paint):
        yield indent + line


def claim_lines(identifier: str, claim: ClaimEntry, voice: Voice, indent: str, columns: int) -> Iterator[str]:
    """Yield the claim's words, its badge and its quotes; a curator's claim gives its reason."""
    for line in wrap(voice.of(claim["text"]), columns - len(indent)):
        yield indent + line
    yield from badge_lines(identifier, claim, voice, indent, columns)
    yield from quote_lines(claim, voice, indent, columns)
    if claim["holds_if"]:
        words = voice.say("holds-if", conditions=", ".join(claim["holds_if"]))
        yield from (indent + line for line in wrap(words, columns - len(indent)))
    if claim["why"] is not None and claim["layer"] == "curator":
        for line in wrap(voice.named(voice.say("why"), voice.of(claim["why"])), columns - len(indent)):
            yield indent + voice.paint(line, "dim")


def formula(answer: Answer, claim: ClaimEntry, voice: Voice) -> str | None:
    """Return what a causal claim says, as "model capability ↑ AND inference cost ↓ → agent economy"."""
    if claim["causes"] is None:
        return None
    return f"{_joined(answer, claim['causes'], voice)} → {_moved(answer, claim['effect'], voice)}"


def _joined(answer: Answer, gate: CausesEntry, voice: Voice) -> str:
    parts = []
    for member in gate["members"]:
        if member["type"] == "gate":
            parts.append(f"({_joined(answer, member, voice)})")
        else:
            parts.append(_moved(answer, member, voice))
    if gate["op"] == "at_least":
        return f"{voice.say('at_least', k=gate['k'])} ({', '.join(parts)})"
    return f" {voice.say('and' if gate['op'] == 'all' else 'or')} ".join(parts)


def _moved(answer: Answer, cause: CauseEntry, voice: Voice) -> str:
    moved = f"{voice.label(answer, cause['variable'])} {ARROWS[cause['change']]}"
    return f"{moved} [{cause['condition']}]" if cause["condition"] is not None else moved


def quote_lines(claim: ClaimEntry, voice: Voice, indent: str, columns: int) -> Iterator[str]:
    """Yield the claim's first quote in the original, then our translation for an English reader."""
    for quote in claim["quotes"][:1]:
        for line in wrap(f"“{clean(quote['exact'])}”", columns - len(indent)):
            yield indent + voice.paint(line, "quote")
        yield from _translation(quote, voice, indent, columns)


def _translation(quote: QuoteEntry, voice: Voice, indent: str, columns: int) -> Iterator[str]:
    if quote["en"] and voice.language != "zh":
        for line in wrap(clean(quote["en"]), columns - len(indent)):
            yield indent + voice.paint(line, "dim")


def sign_words(chain: Chain) -> list[str]:
    """Return an arrow for every link of a chain, with its sign: "─(+)→"."""
    return [f"─({sign})→" for sign in chain["signs"]]
