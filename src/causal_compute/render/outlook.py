"""When applications become viable, as lines: a chart of all of them, or everything about one.

May touch: nothing. Must not know: how dates were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.columns import clean, width, wrap
from causal_compute.render.speaking import chance, dates, mark_day, month, speaker
from causal_compute.render.timeline import Axis, axis_for
from causal_compute.render.tree import MARKS
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.document import Status
    from causal_compute.answers.when import When
    from causal_compute.outlook.document import ConditionOutlook, Outlook, Spread, Standing

__all__ = ["ORDER", "STATUS", "when_lines"]

ORDER: tuple[Standing, ...] = ("crossed", "expected", "partly-known", "unknown", "not-gated")
STATUS: dict[Standing, Status] = {
    "crossed": "met",
    "expected": "unmet",
    "partly-known": "unknown",
    "unknown": "unknown",
    "not-gated": "unknown",
}
LEAST = 20  # columns of a chart
LITTLE = 0.05
"""Chances below this are not worth a remark in a table."""


def when_lines(found: When, language: str, *, paint: Paint = plain, columns: int = 100) -> list[str]:
    """Return the outlook as lines of at most `columns`: one application in full, several as a chart."""
    voice = speaker(language, paint)
    body = (
        _single(found, found["rows"][0], voice, columns)
        if len(found["rows"]) == 1
        else _table(found, voice, columns)
    )
    footer = voice.say("when-footer", samples=found["samples"])
    return [*body, "", *(paint(line, "dim") for line in wrap(footer, columns))]


def _table(found: When, voice: Voice, columns: int) -> Iterator[str]:
    rows = found["rows"]
    names = {row["id"]: voice.of(found["variables"][row["id"]]["label"]) for row in rows}
    edge = max(map(width, names.values()), default=0)
    spreads = [row["crossing"] for row in rows if row["crossing"] is not None]
    axis = axis_for(spreads, found["as_of"], max(20, columns - edge - 14), seen=map(mark_day, rows))
    yield voice.paint(voice.say("when-title", as_of=found["as_of"]), "headline")
    for standing in ORDER:
        chosen = [row for row in rows if row["standing"] == standing]
        if not chosen:
            continue
        dated = standing in {"crossed", "expected", "partly-known"}
        yield ""
        yield from _heading(voice, standing, edge, axis if dated else None, columns)
        for row in chosen:
            yield from _row(found, row, names, edge, axis, voice, columns)
    if spreads:
        yield ""
        for line in wrap(voice.say("when-chart", as_of=found["as_of"]), columns):
            yield voice.paint(line, "dim")


def _heading(voice: Voice, standing: str, edge: int, axis: Axis | None, columns: int) -> Iterator[str]:
    words = voice.say(f"when-{standing}")
    if axis is not None and width(words) < edge + 12:
        pad = " " * (edge + 13 - width(words))
        yield f"{voice.paint(words, 'heading')}{pad}{voice.paint(axis.header(), 'dim')}"
        return
    for line in wrap(words, columns):
        yield voice.paint(line, "heading")


def _row(  # noqa: PLR0913, PLR0917 - one line of a table
    found: When, row: Outlook, names: dict[str, str], edge: int, axis: Axis, voice: Voice, columns: int
) -> Iterator[str]:
    name, status = names[row["id"]], STATUS[row["standing"]]
    line = f"{voice.paint(MARKS[status], status)} {voice.paint(name, 'label')}{' ' * (edge - width(name))} "
    if row["crossing"] is not None:
        day = row["since"] if row["standing"] == "crossed" else row["crossing"]["p50"]
        about = "≤" if row["since_from"] != row["since"] else ""
        when = voice.paint(f"{about}{month(day, voice)}".ljust(9), status)
        line += f"{when} {axis.bar(row['crossing'], mark_day(row))}"
    yield line.rstrip()
    remarks = list(_remarks(found, row, voice))
    for words in wrap("; ".join(remarks) if voice.language != "zh" else "；".join(remarks), columns - 2):
        if words:
            yield f"  {voice.paint(words, 'dim')}"


def _remarks(found: When, row: Outlook, voice: Voice) -> Iterator[str]:
    if row["binding"] is not None:
        yield voice.say("when-binds", name=_named(found, row["binding"], voice))
    if row["unknown"]:
        yield voice.say("when-open", names=voice.listed(*(_named(found, n, voice) for n in row["unknown"])))
    if row["crossing"] is not None and row["crossing"]["never"] >= LITTLE:
        yield voice.say("when-never", share=chance(row["crossing"]["never"], voice))
    if row["lost"] >= LITTLE:
        yield voice.say("when-lost", share=chance(row["lost"], voice))


def _named(found: When, name: str, voice: Voice) -> str:
    """Return the label of a condition or variable with its id behind it."""
    entry = found["conditions"].get(name) or found["variables"].get(name)
    return clean(name) if entry is None else f"{voice.of(entry['label'])} [{clean(name)}]"


def _label(found: When, name: str, voice: Voice) -> str:
    entry = found["conditions"].get(name) or found["variables"].get(name)
    return clean(name) if entry is None else voice.of(entry["label"])


def _single(found: When, row: Outlook, voice: Voice, columns: int) -> Iterator[str]:
    for line in wrap(_headline(found, row, voice), columns):
        yield voice.paint(line, "headline")
    for sentence in _more(found, row, voice):
        yield from wrap(sentence, columns)
    spreads = [each["when"] for each in row["conditions"] if each["when"] is not None]
    if row["crossing"] is not None:
        yield from _chart(found, row, [*spreads, row["crossing"]], voice, columns)
    if row["by"] and row["standing"] == "expected":
        yield ""
        yield voice.paint(voice.say("when-by"), "heading")
        yield from _side_by_side(
            [f"{day} {chance(share, voice)}" for day, share in row["by"].items()], columns
        )
    for heading, lines in (
        ("when-conditions", list(_waits(found, row, voice, columns - 2))),
        ("when-true", list(_true(found, row, voice, columns - 2))),
        ("events", list(_events(found, row, voice, columns - 2))),
    ):
        if lines:
            yield from ("", voice.paint(voice.say(heading), "heading"))
            yield from (f"  {line}" for line in lines)


def _side_by_side(parts: list[str], columns: int) -> Iterator[str]:
    """Yield parts beside each other, three blanks apart, as many in a line as fit."""
    line = ""
    for part in parts:
        if line and width(f"{line}   {part}") > columns:
            yield line
            line = ""
        line = f"{line}   {part}" if line else f"  {part}"
    yield line


def _headline(found: When, row: Outlook, voice: Voice) -> str:
    name = _label(found, row["id"], voice)
    unknown = voice.listed(*(_label(found, each, voice) for each in row["unknown"]))
    crossing, standing = row["crossing"], row["standing"]
    if standing == "crossed":
        first = row["since_from"] if row["since_from"] != row["since"] else None
        date = "..".join(filter(None, (first, row["since"])))
        return voice.say("when-head-crossed", name=name, date=date)
    if standing in {"unknown", "not-gated"} or crossing is None:
        return voice.say(f"when-head-{standing}", name=name, names=unknown)
    marks = dates(crossing, voice)
    if standing == "partly-known":
        return voice.say("when-head-partly", name=name, names=unknown, **marks)
    if crossing["p50"] is None:
        key = "when-head-never" if crossing["p10"] is None else "when-head-late"
        return voice.say(key, name=name, **marks)
    if crossing["p50"] <= found["as_of"]:
        return voice.say("when-head-may-be", name=name, until=row["data_until"], **marks)
    return voice.say("when-head-expected", name=name, **marks)


def _more(found: When, row: Outlook, voice: Voice) -> Iterator[str]:
    if row["standing"] == "crossed" and row["crossing"] is not None:
        yield voice.say("when-spread", **dates(row["crossing"], voice))
    if row["lag_months"] is not None and row["effect"] is not None:
        low, high = (f"{each:g}" for each in row["lag_months"])
        key = "when-lag-one" if low == high else "when-lag"
        yield voice.say(key, low=low, high=high, **dates(row["effect"], voice))
    if row["lost"] >= LITTLE:
        yield voice.say("when-lost", share=chance(row["lost"], voice))
    if row["other_roots"]:
        names = voice.listed(*(_label(found, root, voice) for root in row["other_roots"]))
        yield voice.say("when-other-roots", root=_label(found, found["root"], voice), names=names)


def _chart(found: When, row: Outlook, spreads: list[Spread], voice: Voice, columns: int) -> Iterator[str]:
    """Yield a bar for each dated condition and one for the gate."""
    dated = [each for each in row["conditions"] if each["when"] is not None]
    names = [_label(found, each["condition"], voice) for each in dated] + [_label(found, row["id"], voice)]
    edge = max(map(width, names))
    above = edge + 4 + LEAST > columns  # no room beside the names: each bar below its own
    edge = 0 if above else edge
    seen = [*map(mark_day, row["conditions"]), mark_day(row)]
    axis = axis_for(spreads, found["as_of"], max(LEAST, columns - edge - 4), seen)
    yield ""
    yield " " * (edge + 3) + voice.paint(axis.header(), "dim")
    bars: list[tuple[Status, str, Spread | None, str | None]] = [
        (each["status"], "", each["when"], mark_day(each)) for each in dated
    ]
    if row["crossing"] is not None:
        bars.append((STATUS[row["standing"]], "label", row["crossing"], mark_day(row)))
    for name, (status, role, when, since) in zip(names, bars, strict=False):
        if when is not None:
            head = f"{voice.paint(MARKS[status], status)} {voice.paint(name, role)}"
            bar = axis.bar(when, since)
            yield from (head, f"   {bar}") if above else (f"{head}{' ' * (edge - width(name))} {bar}",)
    for line in wrap(voice.say("when-chart", as_of=found["as_of"]), columns):
        yield voice.paint(line, "dim")


def _waits(found: When, row: Outlook, voice: Voice, columns: int) -> Iterator[str]:
    """Yield every condition with what it asks, where it stands and how often it decides."""
    for each in row["conditions"]:
        entry = found["conditions"][each["condition"]]
        mark = voice.paint(MARKS[each["status"]], each["status"])
        head = f"{voice.of(entry['label'])} [{clean(each['condition'])}]"
        first, *rest = wrap(head, columns - 2)
        yield f"{mark} {first}"
        yield from (f"  {line}" for line in rest)
        words = [voice.threshold(entry), *_standing(found, each, voice)]
        joiner = "；" if voice.language == "zh" else "; "
        yield from (f"    {line}" for line in wrap(joiner.join(words), columns - 4))


def _standing(found: When, each: ConditionOutlook, voice: Voice) -> Iterator[str]:
    fact = found["facts"].get(each["condition"])
    if fact is not None:
        shown = {
            "figure": voice.figure(fact["figure"]) or voice.of(fact["text"]),
            "date": voice.date(fact["date"]),
        }
        missing = each["misses_by"] is not None and each["misses_by"] > 1
        factor = f"{each['misses_by']:.2g}" if each["misses_by"] else ""
        key = "when-needs" if missing else "when-has"
        yield voice.say(key, factor=factor, **shown)
    if each["binding"] > 0:
        yield voice.say("when-binding-share", share=chance(each["binding"], voice))
    if each["series"] is not None:
        yield clean(each["series"])
    if each["lost"] >= LITTLE:
        yield voice.say("when-lost", share=chance(each["lost"], voice))


def _true(found: When, row: Outlook, voice: Voice, columns: int) -> Iterator[str]:
    """Yield what every condition that is not met would have to reach, and by when for even odds."""
    for each in row["conditions"]:
        entry = found["conditions"][each["condition"]]
        if each["status"] == "met" or each["when"] is None or entry["measure"] is None:
            continue
        words = voice.say(
            _truth(each["when"]["p50"], found["as_of"]),
            name=voice.of(entry["measure"]),
            comparator=voice.comparator(entry),
            threshold=entry["threshold"],
            unit=voice.unit(entry["unit"] or ""),
            date=month(each["when"]["p50"], voice),
        )
        yield from wrap(words, columns)


def _truth(median: str | None, as_of: str) -> str:
    """Return the sentence that a condition's median date asks for."""
    if median is None:
        return "when-true-never"
    return "when-true-due" if median <= as_of else "when-true-all"


def _events(found: When, row: Outlook, voice: Voice, columns: int) -> Iterator[str]:
    for event in found["events"].get(row["id"], []):
        words = voice.named(voice.say(event["kind"]), voice.of(event["text"]))
        read = voice.aside(clean(f"{event['source']}, {voice.say(event['seen'])}"))
        yield from wrap(f"{voice.date(event['date'])}  {words}{read}", columns)
