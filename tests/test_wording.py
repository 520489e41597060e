"""Figures in words of either language, and dates drawn: on an axis of characters, and as a picture."""

import re
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.answers.forecast import when
from causal_compute.outlook.document import Spread
from causal_compute.quantity import UNITS, Quantity
from causal_compute.readers import read_thesis
from causal_compute.render.columns import clean, width
from causal_compute.render.plot import LEFT, WIDTH, png, svg
from causal_compute.render.speaking import chance, speaker
from causal_compute.render.timeline import axis_for
from causal_compute.wording import figure_in, number, quantity_words, short, unit_in

SMALL = read_thesis(str(Path(__file__).parent / "fixtures" / "small"))
DAYS = [date(2022, 1, 1), date(2023, 6, 1), date(2026, 11, 22)]
KEPT = ("GB", "ECI", "FLOP", "GPU")
"""What Chinese readers write in Latin letters, too."""


# Figures


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_has_chinese_words(unit: str) -> None:
    words = unit_in(unit, "zh")
    assert not re.search("[A-Za-z]", re.sub("|".join(KEPT), "", words)), words
    assert words or unit in {"1", "share"}


@pytest.mark.parametrize("language", ["en", "zh", "both"])
@pytest.mark.parametrize("unit", [unit for unit in UNITS if "billion" not in unit])  # see below
def test_a_unit_leaves_the_figure_before_it_as_it_was(unit: str, language: str) -> None:
    told = figure_in(f"1,234.5 {unit}", language)
    assert float(told.split()[0].strip("%").replace(",", "")) == 1234.5
    if language != "zh":
        assert told == f"1,234.5 {'%' if unit == 'percent' else unit}".removesuffix(" 1")


@settings(max_examples=200)
@given(st.one_of(st.integers(-(10**9), 10**9).map(float), st.floats(-1e9, 1e9)))
def test_a_number_in_words_is_the_same_number(value: float) -> None:
    assert float(number(value).replace(",", "")) == pytest.approx(value, rel=1e-9, abs=1e-300)
    assert float(short(value).replace(",", "")) == pytest.approx(value, rel=5.1e-4, abs=1e-300)


@pytest.mark.parametrize("value", [0.00002, 12_345_678_901.5, 2e12])
def test_no_number_is_written_with_an_exponent(value: float) -> None:
    assert "e" not in number(value)
    assert "e" not in short(value)


@pytest.mark.parametrize(
    ("figure", "zh", "en"),
    [
        ("40 percent", "40%", "40 %"),
        ("60–86 percent", "60–86%", "60–86 %"),
        ("3–18 fold/year", "3–18 倍/年", "3–18 fold/year"),
        ("1.13 x ride-hail price", "1.13 倍网约车价", "1.13 x ride-hail price"),
        ("12 16-bit FLOP/s/USD", "12 16 位 FLOP/秒/美元", "12 16-bit FLOP/s/USD"),
        ("0.53 share", "0.53", "0.53 share"),
        ("60 1", "60", "60"),
        ("many", "many", "many"),
    ],
)
def test_a_figure_reads_as_people_write_it(figure: str, zh: str, en: str) -> None:
    assert (figure_in(figure, "zh"), figure_in(figure, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("figure", "zh"),
    [
        ("400–450 billion USD", "4000–4500 亿美元"),
        ("50 billion USD", "500 亿美元"),
        ("1.7 billion USD", "17 亿美元"),
        ("10 billion USD/year", "100 亿美元/年"),
    ],
)
def test_a_billion_is_counted_by_the_hundred_million_in_chinese(figure: str, zh: str) -> None:
    assert figure_in(figure, "zh").replace(",", "") == zh


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (3.0, 18.0, "fold/year", "3–18 fold/year"),
        (40.0, 40.0, "percent", "40 percent"),
        (4000.0, 4500.0, "100M USD", "400–450 billion USD"),
        (1044.78, 1044.78, "minutes", "1,045 minutes"),
    ],
)
def test_a_quantity_is_told_with_its_range_and_unit(low: float, high: float, unit: str, words: str) -> None:
    assert quantity_words(Quantity(low=low, high=high, unit=unit)) == words


@pytest.mark.parametrize(
    ("share", "en", "zh"),
    [(0.0, "0 %", "0%"), (0.004, "< 1 %", "< 1%"), (0.5, "50 %", "50%"), (1.0, "100 %", "100%")],
)
def test_a_chance_that_is_not_sure_is_not_told_as_sure(share: float, en: str, zh: str) -> None:
    assert (chance(share, speaker("en")), chance(share, speaker("zh"))) == (en, zh)
    assert chance(0.9999, speaker("en")) == "> 99 %"


# An axis of characters


@st.composite
def spreads(draw: st.DrawFn) -> Spread:
    """Draw a spread whose dates are in order; the later ones may never come."""
    days = sorted(draw(st.lists(st.dates(date(2015, 1, 1), date(2060, 1, 1)), min_size=3, max_size=3)))
    kept = draw(st.integers(0, 3))
    p10, p50, p90 = (day.isoformat() if place < kept else None for place, day in enumerate(days))
    return {"p10": p10, "p50": p50, "p90": p90, "never": 0.0}


@settings(max_examples=200)
@given(
    found=st.lists(spreads(), min_size=1, max_size=4),
    today=st.dates(date(2018, 1, 1), date(2040, 1, 1)),
    columns=st.integers(20, 100),
    seen=st.booleans(),
)
def test_a_bar_stays_inside_its_columns(found: list[Spread], today: date, columns: int, seen: bool) -> None:
    day = (today - timedelta(days=30)).isoformat() if seen else None
    axis = axis_for(found, today.isoformat(), columns, [day])
    assert width(axis.header()) <= columns
    for spread in found:
        bar = axis.bar(spread, day)
        assert width(bar) <= columns
        assert set(bar) <= set(" ─├┤→│●○")
        assert ("●" in bar, "○" in bar and seen) == (seen, False)
        if spread["p50"] is None and not seen:
            assert "○" not in bar


def test_a_day_that_was_seen_is_full_and_the_median_of_what_was_not_is_hollow() -> None:
    spread: Spread = {"p10": "2024-01-01", "p50": "2025-01-01", "p90": "2026-01-01", "never": 0.0}
    axis = axis_for([spread], "2026-07-01", 36)  # three years of twelve columns: a column a month
    assert axis.header() == "2024        2025        2026"
    assert axis.bar(spread) == "├───────────○───────────┤     │"
    assert axis.bar(spread, "2024-07-01") == "├─────●─────────────────┤     │"


# A picture


def elements(picture: str) -> list[ET.Element]:
    return list(ET.fromstring(picture).iter())  # noqa: S314 - what the program drew itself


def tags(picture: str) -> list[str]:
    return [each.tag.rpartition("}")[2] for each in elements(picture)]


@pytest.mark.parametrize("language", ["en", "zh", "both"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_picture_has_a_labelled_bar_for_each_dated_application(day: date, language: str) -> None:
    found = when(SMALL, day)
    picture = svg(found, language)
    assert picture == svg(deepcopy(found), language) == svg(when(SMALL, day), language)
    dated = [row for row in found["rows"] if row["crossing"] is not None]
    groups = [each for each in elements(picture) if each.tag.endswith("}g")]
    assert len(groups) == len(dated) == 2
    for group in groups:
        title, label, bar, *_ = group
        assert title.text
        assert (label.text or "").split(" ", 1)[1] in title.text
        assert LEFT <= float(bar.attrib["x"]) <= float(bar.attrib["x"]) + float(bar.attrib["width"]) <= WIDTH


def test_a_picture_of_nothing_dated_is_a_picture() -> None:
    assert "g" not in tags(svg(when(SMALL, date(1999, 1, 1)), "en"))


@pytest.mark.parametrize(
    "label",
    [
        "<script>alert(1)</script>",
        '"/><rect onload="alert(1)"/>',
        "]]></title></svg><svg>",
        "&lt;b&gt; & ' \"",
        "a\x00b\x1b]52;c;x\x07\u202e\nc",
        "\ud800\ufffe",
    ],
)
def test_no_label_breaks_out_of_a_picture(label: str) -> None:
    calm = when(SMALL, DAYS[-1])
    hostile = deepcopy(calm)
    for entry in hostile["variables"].values():
        entry["label"] = {"zh": label, "en": label}
    picture = svg(hostile, "en")
    picture.encode()
    assert tags(picture) == tags(svg(calm, "en"))
    shown = [each.text or "" for each in elements(picture) if each.tag.endswith("}text")]
    assert sum(words == f"● {clean(label)}" for words in shown) == 2


def test_a_picture_can_be_had_as_png() -> None:
    pytest.importorskip("resvg_py")
    drawn = png(svg(when(SMALL, DAYS[0]), "zh"))
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(drawn[16:20], "big") == 2 * WIDTH
