"""An audit as lines or as Markdown: question by question, the ids of all that a note rests on behind it.

May touch: nothing. Must not know: how notes were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.columns import clean, wrap
from causal_compute.render.markdown import escape
from causal_compute.render.speaking import speaker
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.audit import Audit
    from causal_compute.audit.notes import Note

__all__ = ["audit_lines", "audit_markdown"]

MARKS = {"against": "✗", "open": "?", "holds": "✓"}
ROLES = {"against": "unmet", "open": "unknown", "holds": "met"}
IDS = 6
"""Ids named behind a note; the JSON has them all."""


def audit_lines(found: Audit, language: str, *, paint: Paint = plain, columns: int = 100) -> list[str]:
    """Return the audit in lines of at most `columns`: what it comes to, then the notes by question."""
    voice = speaker(language, paint)
    lines = [paint(line, "headline") for line in wrap(_headline(found, voice), columns)]
    for question, notes in _by_question(found).items():
        heading = f"{voice.say(f'audit-{question}')}{voice.aside(question)}"
        lines += ["", *(paint(line, "heading") for line in wrap(heading, columns))]
        for note in notes:
            lines += _note(note, voice, columns)
    return lines


def audit_markdown(found: Audit, language: str) -> str:
    """Return the audit as a page without its title."""
    voice = speaker(language)
    parts = [escape(_headline(found, voice))]
    for question, notes in _by_question(found).items():
        parts.append(f"## {voice.say(f'audit-{question}')}")
        parts.append(
            "\n".join(f"- {MARKS[n['severity']]} {escape(_words(n, voice))}{_coded(n)}" for n in notes)
        )
    return "\n\n".join(parts) + "\n"


def _headline(found: Audit, voice: Voice) -> str:
    return voice.say("audit-head", thesis=found["thesis"], as_of=found["as_of"], **found["counts"])


def _by_question(found: Audit) -> dict[str, list[Note]]:
    grouped: dict[str, list[Note]] = {}
    for note in found["notes"]:
        grouped.setdefault(note["question"], []).append(note)
    return grouped


def _note(note: Note, voice: Voice, columns: int) -> Iterator[str]:
    mark = voice.paint(MARKS[note["severity"]], ROLES[note["severity"]])
    first, *rest = wrap(_words(note, voice), columns - 4)
    yield f"  {mark} {first}"
    yield from (f"    {line}" for line in rest)
    for line in wrap(_named(note, voice), columns - 4) if _ids(note) else []:
        yield f"    {voice.paint(line, 'id')}"


def _words(note: Note, voice: Voice) -> str:
    return clean(note["text"]["zh" if voice.language == "zh" else "en"])


def _ids(note: Note) -> list[str]:
    return [*note["claims"], *note["variables"], *note["evidence"], *note["series"]]


def _named(note: Note, voice: Voice) -> str:
    ids = _ids(note)
    more = f" {voice.say('more', count=len(ids) - IDS)}" if len(ids) > IDS else ""
    return clean(f"[{', '.join(ids[:IDS])}]{more}")


def _coded(note: Note) -> str:
    ids = [f"`{clean(name)}`" for name in _ids(note)[:IDS]]
    return f" ({', '.join(ids)})" if ids else ""
