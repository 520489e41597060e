"""The record of the method as lines, or as a page in Markdown.

May touch: nothing. Must not know: how trials were made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.columns import clean, width, wrap
from causal_compute.render.markdown import escape
from causal_compute.render.speaking import chance, month, speaker
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from causal_compute.answers.backtest import Backtest
    from causal_compute.forecast.record import Record
    from causal_compute.forecast.report import Summary
    from causal_compute.outlook.booms import Boom

__all__ = ["backtest_lines", "backtest_markdown"]

METHOD = "this method"
NAMES = {METHOD: "method", "no change": "none", "stated pace": "stated", "log-linear": "line"}
Table = tuple[list[str], list[list[str]]]


def backtest_lines(found: Backtest, language: str, *, paint: Paint = plain, columns: int = 100) -> list[str]:
    """Return the record as lines: in short, in whole tables, and what was lost."""
    voice = speaker(language, paint)
    lines = [paint(line, "headline") for line in wrap(_verdict(found, voice), columns)]
    for heading, note, (header, rows) in _tables(found, voice):
        lines += ["", paint(voice.say(heading), "heading")]
        lines += [paint(line, "dim") for line in (wrap(voice.say(note), columns) if note else [])]
        aligned = _aligned(header, rows)
        fits = all(width(line) <= columns for line in aligned)
        lines += aligned if fits else list(_spelt(header, rows, voice, columns - 2))
    for key in ("backtest-lost", "backtest-won"):
        listed = list(_listed(found, voice, key))
        lines += ["", paint(voice.say(key), "heading")] if listed else []
        lines += [f"  {line}" for words in listed for line in wrap(words, columns - 2)]
    return lines


def backtest_markdown(found: Backtest, language: str) -> str:
    """Return the record as a page."""
    voice = speaker(language)
    title = voice.say("backtest-title", of=clean(found["of"]), as_of=found["as_of"])
    parts = [f"# {escape(title)}", escape(_verdict(found, voice)), voice.say("backtest-about")]
    for heading, note, (header, rows) in _tables(found, voice):
        cells = [[escape(cell) for cell in row] for row in rows]
        table = [[escape(cell) for cell in header], ["---"] * len(header), *cells]
        body = "\n".join(f"| {' | '.join(row)} |" for row in table)
        parts += [f"## {voice.say(heading)}", *([voice.say(note)] if note else []), body]
    for key in ("backtest-lost", "backtest-won"):
        listed = [f"- {escape(words)}" for words in _listed(found, voice, key)]
        parts += [f"## {voice.say(key)}", "\n".join(listed)] if listed else []
    return "\n\n".join(parts) + "\n"


def _verdict(found: Backtest, voice: Voice) -> str:
    overall = found["record"]["overall"]
    if overall is None:
        return voice.say("backtest-none", of=clean(found["of"]))
    gain = overall["gain"]
    key = "backtest-better" if (gain or 0.0) > 0 else "backtest-worse"
    if gain is None:
        key = "backtest-level" if overall["crossed"] else "backtest-still"
    return voice.say(
        key,
        of=clean(found["of"]),
        trials=overall["trials"],
        crps=f"{overall['crps'][METHOD]:.2f}",
        baseline=_baseline(overall["best_baseline"], found["record"], voice),
        other=f"{overall['crps'][overall['best_baseline']]:.2f}",
        gain=chance(abs(gain or 0.0), voice),
        held=chance(overall["coverage_crossed"].get("80%", overall["coverage"]["80%"]), voice),
    )


def _tables(found: Backtest, voice: Voice) -> Iterator[tuple[str, str, Table]]:
    record = found["record"]
    if record["overall"] is None and record["in_sample"] is None:
        return
    whole = [
        (voice.say(f"backtest-{key.replace('_', '-')}"), record[key])
        for key in ("overall", "two_dimensions", "one_dimension", "chosen_on", "held_out", "in_sample")
    ]
    yield "backtest-scores", "backtest-scores-note", _scores(whole, record, voice)
    yield "backtest-honesty", "backtest-honesty-note", _honesty(whole, voice)
    factors = [
        (voice.say("backtest-factor", factor=factor), each) for factor, each in record["by_factor"].items()
    ]
    if factors:
        yield "backtest-factors", "", _scores(factors, record, voice)
    yield (
        "backtest-series",
        "",
        _scores([(group["id"], group["scores"]) for group in record["series"]], record, voice),
    )
    if found["booms"]:
        yield "backtest-booms", "backtest-booms-note", _booms(found, voice)


def _baseline(name: str, record: Record, voice: Voice) -> str:
    """Return the method or a baseline in words; the stated pace by its range."""
    low, high = f"{record['pace_low']:g}", f"{record['pace_high']:g}"
    return voice.say(f"baseline-{NAMES[name]}", low=low, high=high)


def _scores(rows: Sequence[tuple[str, Summary | None]], record: Record, voice: Voice) -> Table:
    """Return forecasts, CRPS of every method, and the gain over the best baseline."""
    header = [
        voice.say("backtest-what"),
        voice.say("backtest-n"),
        voice.say("backtest-crossed"),
        *(_baseline(name, record, voice) for name in NAMES),
        voice.say("backtest-gain"),
    ]
    body = [
        [
            clean(name),
            str(each["trials"]),
            str(each["crossed"]),
            *(f"{each['crps'][method]:.2f}" for method in NAMES),
            "" if each["gain"] is None else f"{each['gain']:+.0%}",
        ]
        for name, each in rows
        if each is not None
    ]
    return header, body


def _honesty(rows: Sequence[tuple[str, Summary | None]], voice: Voice) -> Table:
    """Return how often the intervals held what they promised, pinball loss and the error of the median."""
    header = [voice.say("backtest-what"), "50 %", "80 %", "95 %"]
    header += [voice.say("backtest-of-crossed", level="80 %")]
    header += [voice.say("backtest-pinball"), voice.say("backtest-late")]
    body = [
        [
            clean(name),
            *(chance(share, voice) for share in each["coverage"].values()),
            chance(each["coverage_crossed"]["80%"], voice) if each["crossed"] else "",
            f"{each['pinball'][METHOD]:.2f}",
            f"{each['late'][METHOD]:+.1f}" if each["crossed"] else "",
        ]
        for name, each in rows
        if each is not None
    ]
    return header, body


def _booms(found: Backtest, voice: Voice) -> Table:
    header = [
        voice.say(f"backtest-boom-{key}") for key in ("what", "seen", "crossed", "lead", "told", "verdict")
    ]
    return header, [_boom(found, each, voice) for each in found["booms"]]


def _boom(found: Backtest, boom: Boom, voice: Voice) -> list[str]:
    told = boom["foretold"]
    marks = (
        ""
        if told is None
        else voice.say(
            "when-range",
            **{key: month(told[key], voice) for key in ("p10", "p50", "p90")},
        )
    )
    verdict = voice.say(f"boom-{boom['verdict']}")
    notes = [voice.say("boom-in-sample")] if boom["in_sample"] else []
    if boom["first"] is not None and (boom["first_lead"] or 0) > max(boom["lead"] or 0, 0.5):
        notes.append(voice.say("boom-first", name=boom["first"], months=f"{boom['first_lead']:.0f}"))
    notes += [voice.say("boom-failed", date=boom["failed"])] if boom["failed"] else []
    notes += [voice.say("boom-retreat", date=boom["retreat"])] if boom["retreat"] else []
    notes += (
        [voice.say("boom-unknown", names=voice.listed(*boom["unknown_then"]))] if boom["unknown_then"] else []
    )
    return [
        voice.of(found["labels"][boom["application"]]),
        boom["boom"] or "",
        boom["crossing"] or "",
        "" if boom["lead"] is None else f"{boom['lead']:+.1f}",
        marks,
        verdict + (voice.aside(*notes) if notes else ""),
    ]


def _listed(found: Backtest, voice: Voice, key: str) -> Iterator[str]:
    """Yield the series on which a baseline was better, or on which none was."""
    lost = key == "backtest-lost"
    for group in found["record"]["series"]:
        each = group["scores"]
        if each is None or not each["trials"]:
            continue
        best = each["crps"][each["best_baseline"]]
        if (each["crps"][METHOD] > best) == lost and each["crps"][METHOD] != best:
            yield voice.say(
                "backtest-by",
                name=f"{voice.of(found['labels'][group['id']])} [{clean(group['id'])}]"
                if group["id"] in found["labels"]
                else clean(group["id"]),
                crps=f"{each['crps'][METHOD]:.2f}",
                baseline=_baseline(each["best_baseline"], found["record"], voice),
                other=f"{best:.2f}",
            )
    if found["booms"] and lost:
        for boom in found["booms"]:
            if boom["verdict"] in {"boom-first", "not-crossed", "long-before"}:
                name = voice.of(found["labels"][boom["application"]])
                yield voice.named(name, voice.say(f"boom-{boom['verdict']}"))


def _aligned(header: list[str], rows: list[list[str]]) -> list[str]:
    """Return rows in columns: the first to the left, numbers to the right."""
    table = [header, *rows]
    widths = [max(width(row[place]) for row in table) for place in range(len(header))]
    lines = []
    for row in table:
        cells = [
            cell + " " * (room - width(cell))
            if place == 0 or not _number(cell, row is header, rows, place)
            else " " * (room - width(cell)) + cell
            for place, (cell, room) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  " + "  ".join(cells).rstrip())
    return lines


def _spelt(header: list[str], rows: list[list[str]], voice: Voice, columns: int) -> Iterator[str]:
    """Return rows that are too wide for columns as sentences: "name: head value; head value"."""
    joiner = "；" if voice.language == "zh" else "; "
    for name, *rest in rows:
        words = [f"{head} {cell}" for head, cell in zip(header[1:], rest, strict=True) if cell]
        first, *more = wrap(voice.named(name, joiner.join(words)), columns - 2)
        yield f"  {first}"
        yield from (f"    {line}" for line in more)


def _number(cell: str, is_header: bool, rows: list[list[str]], place: int) -> bool:
    """Report whether a cell is to stand to the right: a number, or the head of a column of numbers."""
    cells = [row[place] for row in rows] if is_header else [cell]
    return all(
        not each or each.strip("+-<> %").replace(".", "").replace("%", "").strip().isdigit() for each in cells
    )
