"""Where a number comes from, as lines: the facts of a table or source, and who says so.

May touch: nothing. Must not know: how facts were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.columns import clean, wrap
from causal_compute.render.speaking import speaker
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.provenance import FactLine, Provenance

__all__ = ["provenance_lines"]


def provenance_lines(
    found: Provenance, language: str, *, paint: Paint = plain, columns: int = 100
) -> list[str]:
    """Return what stands behind an id, in lines of `columns`."""
    voice = speaker(language, paint)
    kind = voice.say(f"kind-{found['kind']}")
    head = voice.of(found["label"]) + voice.aside(*(part for part in (kind, _units(found, voice)) if part))
    lines = [paint(line, "headline") for line in wrap(clean(f"{head} [{found['id']}]"), columns)]
    lines += (paint(line, "dim") for line in _about(found, voice, columns))
    if found["facts"]:
        lines += ["", paint(voice.say("provenance-facts", count=len(found["facts"])), "heading")]
        for fact in found["facts"]:
            lines += _fact(fact, found, voice, columns)
    lines += ["", paint(voice.say("sources"), "heading")]
    for name, source in found["sources"].items():
        words = clean(f"{name}: {source['title']}, {source['publisher']}  {source['url']}")
        lines += [f"  {line}" for line in wrap(words, columns - 2)]
    return lines


def _units(found: Provenance, voice: Voice) -> str:
    units = [voice.unit(unit) for unit in (found["unit"] or "").split("; ")]
    return voice.listed(*filter(None, units))


def _figures(figures: str, voice: Voice) -> str:
    return voice.listed(*(voice.figure(each) for each in figures.split(", ")))


def _about(found: Provenance, voice: Voice, columns: int) -> Iterator[str]:
    said = [clean(found["note"])] if found["note"] else []
    if found["licence"]:
        said.append(voice.say("provenance-licence", licence=clean(found["licence"])))
    if found["formula"] is not None:
        said.append(voice.say("provenance-formula", formula=voice.of(found["formula"])))
    if found["inputs"]:
        said.append(voice.say("provenance-inputs", names=voice.listed(*map(clean, found["inputs"]))))
    if found["uses"]:
        said.append(voice.say("provenance-uses", names=voice.listed(*map(clean, found["uses"]))))
    for words in said:
        yield from wrap(words, columns)


def _fact(fact: FactLine, found: Provenance, voice: Voice, columns: int) -> Iterator[str]:
    what = voice.of(fact["text"])
    where = [] if fact["of"] == found["id"] else [f"[{clean(fact['of'])}]"]
    read = f"({clean(fact['source'])}, {voice.say(fact['seen'])})"
    parts = [voice.date(fact["date"]), _figures(fact["figure"], voice), what, *where, read]
    first, *rest = wrap("  ".join(part for part in parts if part), columns - 4)
    yield f"  {first}"
    yield from (f"    {line}" for line in rest)
