"""What moves when something is set, as lines: before and after side by side, and a tornado.

May touch: nothing. Must not know: how dates were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.columns import clean, width, wrap
from causal_compute.render.speaking import month, speaker
from causal_compute.render.timeline import year_of
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.whatif import WhatIf
    from causal_compute.outlook.document import Spread
    from causal_compute.outlook.whatif import Lever, Move

__all__ = ["whatif_lines"]

STILL = 0.05
"""Months: a median that moves less has not moved."""
BAR = 30
SHOWN = 12


def whatif_lines(found: WhatIf, language: str, *, paint: Paint = plain, columns: int = 100) -> list[str]:
    """Return what moves, and for the application named what moves it most, in lines of `columns`."""
    voice = speaker(language, paint)
    return [*_moves(found, voice, columns), *_tornado(found, voice, columns)]


def _moves(found: WhatIf, voice: Voice, columns: int) -> Iterator[str]:
    changes = [
        *found["set"],
        *found["given"],
        *(voice.say("whatif-without", name=n) for n in found["without"]),
    ]
    if not changes:
        return
    title = voice.say("whatif-title", settings=voice.listed(*changes), as_of=found["as_of"])
    yield from (voice.paint(line, "headline") for line in wrap(title, columns))
    for key in ("set", "given"):
        if found[key]:
            yield from (voice.paint(line, "dim") for line in wrap(voice.say(f"whatif-{key}"), columns))
    moved = [move for move in found["moves"] if _moves_at_all(move)]
    moved.sort(key=lambda move: (move["application"] != found["application"], -abs(move["months"] or 1e3)))
    yield ""
    if not moved:
        yield voice.say("whatif-none")
        yield from _unmoved(found, voice, columns)
        return
    yield from _side_by_side(found, moved, voice, columns)
    yield from _unmoved(found, voice, columns)


def _side_by_side(found: WhatIf, moved: list[Move], voice: Voice, columns: int) -> Iterator[str]:
    """Yield before and after in columns, or below each other where the console is too narrow."""
    heads = [voice.say("whatif-before"), voice.say("whatif-after")]
    table = [["", *heads, ""]]
    table += [
        [
            _name(found, move, voice),
            _dates(move["before"], voice),
            _dates(move["after"], voice),
            _by(move, voice),
        ]
        for move in moved
    ]
    edges = [max(width(row[place]) for row in table) for place in range(4)]
    for row, move in zip(table, [None, *moved], strict=True):
        if sum(edges) + 8 <= columns:
            cells = [_padded(cell, edge) for cell, edge in zip(row, edges, strict=True)]
            yield f"  {'  '.join(cells)}".rstrip()
        elif move is not None:
            name, before, after, by = row
            yield f"  {voice.paint(name, 'label')}  {by}"
            yield from (f"    {voice.named(*pair)}" for pair in zip(heads, (before, after), strict=True))
        if move is not None and move["unknown"]:
            names = voice.listed(*(voice.of(found["labels"][each]) for each in move["unknown"]))
            yield from (f"    {line}" for line in wrap(voice.say("whatif-unknown", names=names), columns - 4))


def _name(found: WhatIf, move: Move, voice: Voice) -> str:
    return voice.of(found["labels"][move["application"]])


def _unmoved(found: WhatIf, voice: Voice, columns: int) -> Iterator[str]:
    """Yield what stays where it is, what is past moving, and on what assumption the rest moved."""
    still = [move for move in found["moves"] if not _moves_at_all(move)]
    for key, crossed in (("whatif-same", False), ("whatif-past", True)):
        names = [
            voice.of(found["labels"][move["application"]])
            for move in still
            if (move["standing"] == "crossed") == crossed
        ]
        if names:
            yield ""
            words = voice.say(key, count=len(names), names=voice.listed(*names), as_of=found["as_of"])
            yield from (voice.paint(line, "dim") for line in wrap(words, columns))
    if found["set"] or found["given"]:
        yield ""
        yield from (voice.paint(line, "dim") for line in wrap(voice.say("whatif-ties"), columns))


def _tornado(found: WhatIf, voice: Voice, columns: int) -> Iterator[str]:
    if found["application"] is None:
        return
    name = voice.of(found["labels"][found["application"]])
    if found["moves"] or found["set"] or found["given"]:
        yield ""
    yield voice.paint(voice.say("tornado-title", name=name, date=month(found["median"], voice)), "heading")
    shown = found["levers"][:SHOWN]
    if not shown:
        yield f"  {voice.say('tornado-none')}"
        return
    days = [
        day for each in shown for day in (each["easy"], each["strict"], found["median"]) if day is not None
    ]
    first, last = (min(map(year_of, days)), max(map(year_of, days))) if days else (0.0, 1.0)
    for each in shown:
        yield f"  {_bar(each, found['median'], first, last)}  {_ends(each, voice)}"
        label = voice.say(f"tornado-{each['kind']}", name=voice.of(found["labels"][each["id"]]))
        for line in wrap(f"{label} [{clean(each['id'])}]", columns - BAR - 4):
            yield f"  {' ' * BAR}  {line}"
    if len(found["levers"]) > SHOWN:
        yield f"  {voice.say('more', count=len(found['levers']) - SHOWN)}"
    yield from (voice.paint(line, "dim") for line in wrap(voice.say("tornado-legend"), columns))


def _bar(lever: Lever, median: str | None, first: float, last: float) -> str:
    """Return a bar from one end to the other, with a stroke at the median as it is."""
    cells = [" "] * BAR
    ends = [lever["easy"], lever["strict"] if lever["kind"] != "claim" else median]
    places = [BAR - 1 if day is None else _place(day, first, last) for day in ends]
    for place in range(min(places), max(places) + 1):
        cells[place] = "━"
    if None in ends:
        cells[-1] = "→"
    if median is not None:
        cells[_place(median, first, last)] = "┃"
    return "".join(cells)


def _place(day: str, first: float, last: float) -> int:
    return 0 if last == first else round((year_of(day) - first) / (last - first) * (BAR - 1))


def _ends(lever: Lever, voice: Voice) -> str:
    if lever["kind"] == "claim":
        return month(lever["easy"], voice)
    return f"{month(lever['easy'], voice)} … {month(lever['strict'], voice)}"


def _moves_at_all(move: Move) -> bool:
    return (move["months"] is None and move["before"] != move["after"]) or abs(move["months"] or 0.0) > STILL


def _by(move: Move, voice: Voice) -> str:
    if move["months"] is not None:
        return voice.say("whatif-months", months=move["months"])
    dated = move["after"] is not None and move["after"]["p50"] is not None
    return voice.say("whatif-again" if dated else "whatif-never")


def _dates(spread: Spread | None, voice: Voice) -> str:
    if spread is None:
        return voice.say("unknown")
    return voice.say("when-range", **{key: month(spread[key], voice) for key in ("p10", "p50", "p90")})


def _padded(words: str, room: int) -> str:
    return words + " " * (room - width(words))
