"""What `diff`, `compare` and `merge` share: sections of items, as lines or as Markdown.

May touch: nothing. Must not know: documents.

An item is a head and notes under it. One list of sections is written both ways, so that text and Markdown
cannot say different things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from causal_compute.render import comparing_words, diff_words, outlook_words, record_words
from causal_compute.render.columns import clean, wrap
from causal_compute.render.markdown import escape
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from causal_compute.answers.parts import Text

__all__ = ["Item", "Note", "Section", "as_lines", "as_markdown", "change_words", "speaker", "stands"]


class Note(NamedTuple):
    """Words under an item, and the role that colours them."""

    words: str
    role: str = ""


class Item(NamedTuple):
    """A mark ("+", "−", "~", "→" ...), the words behind it, the role of the mark, and the notes below."""

    mark: str
    words: str
    role: str = "label"
    notes: Sequence[Note] = ()


class Section(NamedTuple):
    """A heading and its items; without items a paragraph of its own."""

    heading: str
    items: Sequence[Item]


def speaker(language: str, paint: Paint = plain) -> Voice:
    """Return a voice that knows the sentences of comparisons."""
    return Voice(
        language, paint, outlook_words.WORDS, record_words.WORDS, diff_words.WORDS, comparing_words.WORDS
    )


def as_lines(head: Sequence[str], sections: Sequence[Section], voice: Voice, columns: int) -> list[str]:
    """Return the head and the sections in lines of about `columns`."""
    lines = [voice.paint(line, "headline") for each in head for line in wrap(clean(each), columns)]
    for section in sections:
        role = "heading" if section.items else "dim"
        lines += ["", *(voice.paint(line, role) for line in wrap(section.heading, columns))]
        for item in section.items:
            lines += _item(item, voice, columns)
    return lines


def _item(item: Item, voice: Voice, columns: int) -> Iterator[str]:
    mark = f"{item.mark} " if item.mark else ""
    first, *rest = wrap(clean(item.words), columns - 4)
    yield f"  {voice.paint(mark, item.role)}{first}" if mark else f"  {first}"
    yield from (f"    {line}" for line in rest)
    for note in item.notes:
        start, *more = wrap(clean(note.words), columns - 8)
        yield f"      {voice.paint(start, note.role)}"
        yield from (f"        {voice.paint(line, note.role)}" for line in more)


def as_markdown(head: Sequence[str], sections: Sequence[Section]) -> str:
    """Return the head as paragraphs and the sections as lists."""
    parts = [escape(each) for each in head]
    for section in sections:
        parts.append(f"{'## ' if section.items else ''}{escape(section.heading)}")
        rows = []
        for item in section.items:
            mark = f"{escape(item.mark)} " if item.mark else ""
            rows.append(f"- {mark}{escape(item.words)}")
            rows += [f"  - {escape(note.words)}" for note in item.notes]
        parts += ["\n".join(rows)] if rows else []
    return "\n\n".join(parts) + "\n"


def stands(words: Text | None, voice: Voice) -> str:
    """Return a status in words, or what stands in its place."""
    if words is None:
        return voice.say("diff-nothing")
    code = words["en"]
    return voice.say(f"stands-{code}") if code in {"met", "expected", "unmet", "unknown"} else voice.of(words)


def change_words(before: str, after: str) -> str:
    """Return "before → after"."""
    return f"{before} → {after}"
