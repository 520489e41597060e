"""Lists and gaps as lines.

May touch: nothing. Must not know: how they were found.
"""

from collections.abc import Iterator, Mapping, Sequence

from causal_compute.answers.overview import Open, Row
from causal_compute.render.columns import clean, width
from causal_compute.render.speaking import speaker
from causal_compute.render.tree import MARKS
from causal_compute.render.voice import Paint, Voice, plain

__all__ = ["hit_lines", "open_lines", "row_lines"]


def row_lines(rows: list[Row], language: str, *, paint: Paint = plain) -> list[str]:
    """Return one line a row: mark, id, label, slide or layer, and the date it has been met since."""
    voice = Voice(language, paint)
    widest = max((len(row["id"]) for row in rows), default=0)
    return [_line(row, voice, widest) for row in rows]


def _line(row: Row, voice: Voice, widest: int) -> str:
    mark = voice.paint(MARKS[row["status"]], row["status"]) if row["status"] else " "
    place = clean(f"{voice.say('layer-' + row['layer'])}{' ' + row['slide'] if row['slide'] else ''}")
    words = [mark, voice.paint(row["id"].ljust(widest), "id"), voice.of(row["label"])]
    words.append(voice.paint(voice.aside(voice.say(f"kind-{row['kind']}"), place).lstrip(), "dim"))
    if row["since"] is not None:
        words.append(voice.paint(voice.say("met-since", date=voice.date(row["since"])), row["status"] or ""))
    elif row["binding"] is not None:
        words.append(voice.paint(voice.named(voice.say("binding"), row["binding"]), "dim"))
    return " ".join(words)


def hit_lines(hits: Sequence[Mapping[str, str]], language: str, *, paint: Paint = plain) -> list[str]:
    """Return one line a hit (see `answers.search.Hit`): id, label, kind, and where else than in its name."""
    voice = speaker(language, paint)
    widest = max((len(hit["id"]) for hit in hits), default=0)
    return [_hit_line(hit, voice, widest) for hit in hits]


def _hit_line(hit: Mapping[str, str], voice: Voice, widest: int) -> str:
    notes = [voice.say(f"kind-{hit['kind']}")]
    if hit["found"] in {"near", "quote"}:
        notes.append(voice.say(f"found-{hit['found']}", words=hit["words"]))
    label = voice.of({"zh": hit["zh"], "en": hit["en"]})
    return f"{voice.paint(hit['id'].ljust(widest), 'id')}  {label}{voice.paint(voice.aside(*notes), 'dim')}"


def open_lines(found: Open, language: str, *, paint: Paint = plain) -> list[str]:
    """Return gaps, other roots and loops, each under its heading, each with the ids that it names."""
    voice = Voice(language, paint)
    sections = [
        ("gaps", list(_gaps(found, voice))),
        ("other-roots-of-all", list(_roots(found, voice))),
        ("loops-of-all", list(_loops(found, voice))),
    ]
    lines: list[str] = []
    for heading, body in sections:
        if body:
            lines += ["", voice.paint(voice.say(heading, count=len(body)), "heading"), *body]
    return lines[1:]


def _gaps(found: Open, voice: Voice) -> Iterator[str]:
    for gap in found["gaps"]:
        yield f"  {voice.say('gap-' + gap['kind'], name=voice.of(found['labels'][gap['id']]))} [{gap['id']}]"


def _roots(found: Open, voice: Voice) -> Iterator[str]:
    widest = max((width(voice.of(found["labels"][key])) for key in found["other_roots"]), default=0)
    for application, roots in found["other_roots"].items():
        label = voice.of(found["labels"][application])
        names = [f"{voice.of(found['labels'][root])} [{root}]" for root in roots]
        yield f"  {label}{' ' * (widest - width(label))}  ← {voice.listed(*names)}"


def _loops(found: Open, voice: Voice) -> Iterator[str]:
    for loop in found["loops"]:
        names = [voice.of(found["labels"][each]) for each in (*loop["variables"], loop["variables"][0])]
        closers = voice.say("closed-by", claims=", ".join(loop["closed_by"]))
        yield f"  {loop['polarity']}  {' → '.join(names)}{voice.aside(closers)}"
