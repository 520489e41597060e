"""The outlook as a picture: SVG text, and PNG through an optional library.

May touch: nothing. Must not know: how dates were found, where the picture is kept.

The same document gives the same bytes. Texts are SVG text in the reader's own fonts, so both languages stay
sharp and can be searched. No script, no style from outside.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from causal_compute.errors import UsageError
from causal_compute.render.columns import clean
from causal_compute.render.outlook import ORDER, STATUS
from causal_compute.render.speaking import mark_day, month, speaker
from causal_compute.render.timeline import Axis, axis_for, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.when import When
    from causal_compute.outlook.document import Outlook, Spread
    from causal_compute.render.voice import Voice

__all__ = ["png", "svg"]

WIDTH, LEFT, RIGHT, TOP, ROW = 1000, 230, 30, 76, 34
COLOURS = {"met": "#1a7f4b", "unmet": "#b3541e", "unknown": "#6b7280"}
"""Each at least 4.5 : 1 on white."""
SHAPES = {"met": "●", "unmet": "○", "unknown": "?"}
FONTS = "system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


def svg(found: When, language: str) -> str:
    """Return the chart of all dated applications as an SVG document."""
    voice = speaker("en" if language == "en" else language)
    rows = sorted(
        (row for row in found["rows"] if row["crossing"] is not None),
        key=lambda row: (ORDER.index(row["standing"]), _median(row)),
    )
    spreads = [row["crossing"] for row in rows if row["crossing"]]
    axis = axis_for(spreads, found["as_of"], WIDTH - LEFT - RIGHT, map(mark_day, rows))
    height = TOP + ROW * len(rows) + 56
    title = voice.say("when-title", as_of=found["as_of"])
    return "\n".join(
        [
            _opened(title, height),
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            _text(20, 34, title, size=20, weight=600),
            *_grid(axis, height),
            *(line for place, row in enumerate(rows) for line in _row(found, row, place, axis, voice)),
            *_today(axis, found["as_of"], height),
            _text(20, height - 16, voice.say("when-chart", as_of=found["as_of"]), size=12, colour="#4b5563"),
            "</svg>\n",
        ]
    )


def png(picture: str) -> bytes:
    """Return an SVG document as PNG, twice its size so that it stays sharp.

    Raises:
        UsageError: the optional library is not installed.

    """
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - an optional extra
    except ImportError as err:
        message = (
            "a PNG needs the extra: pip install 'causal-compute[plot]'; or name a file that ends in .svg"
        )
        raise UsageError(message) from err
    return bytes(svg_to_bytes(svg_string=picture, zoom=2))


def _median(row: Outlook) -> str:
    """Return the median day; what never comes comes last."""
    return (None if row["crossing"] is None else row["crossing"]["p50"]) or "9"


def _opened(title: str, height: int) -> str:
    box = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    told = f'role="img" aria-label="{escape(title)}" font-family="{escape(FONTS)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {told}>'


def _grid(axis: Axis, height: int) -> Iterator[str]:
    for year in range(axis.first, axis.end + 1):
        x = _x(axis, float(year))
        yield f'<path d="M{x} {TOP - 14}V{height - 40}" stroke="#e5e7eb"/>'
        if year < axis.end:
            yield _text(x + 4, TOP - 18, str(year), size=12, colour="#4b5563")


def _row(found: When, row: Outlook, place: int, axis: Axis, voice: Voice) -> Iterator[str]:
    spread, y = row["crossing"], TOP + ROW * place + ROW // 2
    if spread is None:
        return
    status = STATUS[row["standing"]]
    name = voice.of(found["variables"][row["id"]]["label"])
    yield f'<g fill="{COLOURS[status]}" stroke="none">'
    yield f"<title>{escape(_said(name, spread, voice))}</title>"
    yield _text(20, y + 5, f"{SHAPES[status]} {name}", size=14, colour=COLOURS[status])
    begin, end = _x(axis, _year(spread["p10"], axis)), _x(axis, _year(spread["p90"], axis))
    room = max(2.0, round(end - begin, 1))
    yield f'<rect x="{begin}" y="{y - 5}" width="{room}" height="10" rx="3" opacity="0.3"/>'
    if spread["p90"] is None or year_of(spread["p90"]) >= axis.end:
        yield f'<path d="M{end} {y - 8}l10 8l-10 8z" opacity="0.3"/>'
    day = mark_day(row) or spread["p50"]
    if day is not None and year_of(day) < axis.end:
        hollow = "" if row["since"] else f' fill="#fff" stroke="{COLOURS[status]}" stroke-width="2.5"'
        yield f'<circle cx="{_x(axis, year_of(day))}" cy="{y}" r="6"{hollow}/>'
    yield "</g>"


def _said(name: str, spread: Spread, voice: Voice) -> str:
    marks = {key: month(spread[key], voice) for key in ("p10", "p50", "p90")}
    return voice.named(name, voice.say("when-range", **marks))


def _today(axis: Axis, as_of: str, height: int) -> Iterator[str]:
    x = _x(axis, axis.today)
    yield f'<path d="M{x} {TOP - 14}V{height - 40}" stroke="#111827" stroke-dasharray="4 3"/>'
    yield _text(x + 4, height - 42, as_of, size=11, colour="#111827")


def _year(day: str | None, axis: Axis) -> float:
    return float(axis.end) if day is None else min(year_of(day), float(axis.end))


def _x(axis: Axis, year: float) -> float:
    return round(LEFT + (year - axis.first) / (axis.end - axis.first) * axis.columns, 1)


def _text(  # noqa: PLR0913 - where, what and how
    x: float, y: float, words: str, *, size: int, colour: str = "#111827", weight: int = 400
) -> str:
    style = f'font-size="{size}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x}" y="{y}" {style}>{escape(clean(words))}</text>'
