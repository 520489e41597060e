# ruff: noqa: E501 - a row of a table is one line
"""A table of the user's own: how it is read, what is wrong with it, and `backtest --series` on odd ones."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.cli import cli
from causal_compute.errors import BadDataError
from causal_compute.readers.folder import FILE_BYTES
from causal_compute.readers.foreign import Table, read_table

ONE = "date,value\n"
TWO = "date,label,cost,score\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file mine.csv of a folder in which the user stands."""
    monkeypatch.chdir(tmp_path)
    return Path("mine.csv")


def read(path: Path, content: str | bytes) -> Table:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path)


# ---------------------------------------------------------------- what is read

VALUES = [
    # each value as "day value unit label"
    pytest.param("note,value,label,date,unit\nx,3,a,2024-01-15,USD\n", ["2024-01-15 3 USD a"], id="any order and more columns"),
    pytest.param(" Date ,VALUE\n2024-01-15,3\n", ["2024-01-15 3  "], id="capitals and blanks in the header"),
    pytest.param("date,value\n2024-01-01,2\n2024-01-01,1\n", ["2024-01-01 2  ", "2024-01-01 1  "], id="one day twice, in the order of the file"),
    pytest.param("date,value\r\n2024-01-15,3\r\n", ["2024-01-15 3  "], id="lines that end as on Windows"),
    pytest.param("\ufeffdate,value\n2024-01-15,3", ["2024-01-15 3  "], id="byte order mark and no last line end"),
    pytest.param('"date","value",unit,"label"\n"2024-01-15","3","USD","a ""b"", c"\n', ['2024-01-15 3 USD a "b", c'], id="quoted cells"),
    pytest.param("date,value,unit\n\n2024-01-15,3,\n , \n,,\n\r\n", ["2024-01-15 3  "], id="empty lines and empty cells"),
    pytest.param("date,value\n2024-02,1\nQ3 2024,2\n2024年下半年,3\n2025,4\n", ["2024-02-29 1  ", "2024-09-30 2  ", "2024-12-31 3  ", "2025-12-31 4  "], id="months, quarters, halves and years count when they are over"),
    pytest.param("date,value\n2024,-3\n2024,0\n2024,1e12\n2024,0.40\n2024,+5\n", ["2024-12-31 -3  ", "2024-12-31 0  ", "2024-12-31 1e+12  ", "2024-12-31 0.4  ", "2024-12-31 5  "], id="numbers of every kind"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_a_table_of_one_dimension_is_read_by_its_header(here: Path, text: str, expected: list[str]) -> None:
    values = read(here, text).values
    assert [f"{one.day} {one.value:g} {one.unit} {one.label}" for one in values] == expected


OFFERS = [
    pytest.param("date,label,cost,score\n2024-01-15,a,2.5,80\n", ["2024-01-15 a 2.5 80"], id="four columns"),
    pytest.param("score,x,cost,label,date\n80,,2.5,a,2024-01-15\n", ["2024-01-15 a 2.5 80"], id="any order and more columns"),
    pytest.param("date,label,cost,score\n2024-06,a,,80\n2024-01-15,a,2,80\n", ["2024-01-15 a 2.0 80", "2024-06-30 a None 80"], id="one withdrawn, rows in any order"),
    pytest.param("date,value,label,cost,score\n2024-01-15,7,a,2.5,-80\n", ["2024-01-15 a 2.5 -80"], id="both headers: two dimensions say more"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OFFERS)
def test_a_table_of_two_dimensions_is_read_by_its_header(here: Path, text: str, expected: list[str]) -> None:
    offers = read(here, text).offers
    assert [f"{one.day} {one.label} {one.cost} {one.score:g}" for one in offers] == expected


CURVES = [
    # rows as "value label unit", and the values of each series
    pytest.param(["1", "2"], {"values": [1, 2]}, id="no label and no unit"),
    pytest.param(["1 a", "2 b", "3 a", "4 b", "5 a"], {"values": [1, 2, 3, 4, 5]}, id="five rows of two labels: remarks"),
    pytest.param(["1 a", "2 b", "3 a", "4 b", "5 a", "6 b"], {"a": [1, 3, 5], "b": [2, 4, 6]}, id="six rows of two labels: series"),
    pytest.param(["1 a", "2 b", "3 a", "4 a", "5 a", "6 a"], {"a": [1, 3, 4, 5, 6], "b": [2]}, id="three rows a label on the whole"),
    pytest.param(["1 a", "2 a", "3 a", "4"], {"values": [1, 2, 3, 4]}, id="a row without a label counts as one"),
    pytest.param(["1 a s", "2 b s", "3 c m"], {"s": [1, 2], "m": [3]}, id="remarks in two units"),
    pytest.param(["1 a s", "2 a s", "3 a m"], {"a s": [1, 2], "a m": [3]}, id="a series in two units"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), CURVES)
def test_labels_name_series_of_three_values(
    here: Path, rows: list[str], expected: dict[str, list[float]]
) -> None:
    lines = [",".join([*row.split(), "", ""][:3]) + ",2024\n" for row in rows]
    table = read(here, "value,label,unit,date\n" + "".join(lines))
    assert {name: [one.value for one in values] for name, values in table.curves().items()} == expected


def test_two_series_whose_names_run_into_each_other_are_two(here: Path) -> None:
    table = read(here, "date,value,label,unit\n" + "2024,1,a b,c\n2024,2,a,b c\n" * 3)
    assert [[one.value for one in values] for values in table.curves().values()] == [[1, 1, 1], [2, 2, 2]]


# ---------------------------------------------------------------- what is refused

HEADER = "; write date,value,unit,label or date,label,cost,score"
DIGITS = "is not a finite number; write digits, perhaps a point and an exponent: 0.40, 1500000, 2e12"
CALENDAR = "; write 2025-02-24, 2025-02, 2025, Q3 2025, 2025年下半年 or a..b"
FAULTS = [
    pytest.param(TWO + "2024,a,-1,5\n", ["2:8: CC010 a cost of -1; write a cost above 0, or none"], id="negative cost"),
    pytest.param(TWO + "2024,a,0.0,5\n", ["2:8: CC010 a cost of 0; write a cost above 0, or none"], id="no cost at all"),
    pytest.param(TWO + "2024,,1,5\n", ["2:6: CC008 an empty value; write the value, or leave the key out"], id="no label"),
    pytest.param(ONE + "2024,cheap\n", [f"2:6: CC010 'cheap' {DIGITS}"], id="no number"),
    pytest.param(ONE + "2024,NaN\n2024,inf\n2024,1e999\n", [f"{line}:6: CC010 '{word}' {DIGITS}" for line, word in ((2, "NaN"), (3, "inf"), (4, "1e999"))], id="no finite number"),
    pytest.param(ONE + '2024,"1,000"\n2024,５\n2024,5%\n', [f"{line}:6: CC010 '{word}' {DIGITS}" for line, word in ((2, "1,000"), (3, "５"), (4, "5%"))], id="numbers as people write them"),
    pytest.param(ONE + "soon,1\n2023-02-29,1\n", [f"2:1: CC012 'soon' is no date{CALENDAR}", f"3:1: CC012 '2023-02-29' is no date: day is out of range for month{CALENDAR}"], id="no date"),
    pytest.param(ONE + "2024\n2024,1,2\n", ["2:1: CC019 1 cells where the header has 2; write a cell for every column", "3:1: CC019 3 cells where the header has 2; write a cell for every column"], id="cells"),
    pytest.param("when;price\n1;2\n", [f"1:1: CC019 the header is 'when;price'{HEADER}"], id="unknown header"),
    pytest.param("", [f"1:1: CC019 the header is ''{HEADER}"], id="empty file"),
    pytest.param(ONE, [": CC019 the table has no row; add rows"], id="no row"),
    pytest.param(b"\xff\xfed\x00", [": CC001 the file is UTF-16; save it as UTF-8"], id="UTF-16"),
    pytest.param(ONE.encode() + b"2024,\x80", ["2:6: CC001 byte 0x80 is not UTF-8; save the file as UTF-8"], id="no UTF-8"),
    pytest.param(ONE + "2024,1\x00", ["2:7: CC001 the file holds U+0000 (NULL); take the character out"], id="NUL"),
    pytest.param(TWO + "2024,a,1,5\nsoon,a,1,5\n2024,b,-1,5\n\n2024,b\n", [f"3:1: CC012 'soon' is no date{CALENDAR}", "4:8: CC010 a cost of -1; write a cost above 0, or none", "6:1: CC019 2 cells where the header has 4; write a cell for every column"], id="several at once"),
    pytest.param(ONE + "2024,1\n" * (FILE_BYTES // 7), [": CC004 more than 8 MiB; keep the rows that matter"], id="too large"),
    pytest.param("date,value,value\n2024,1,2\n", ["1:12: CC019 the column 'value' stands twice"], id="a column twice"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), FAULTS)
def test_a_fault_says_where_and_what_to_do(here: Path, content: str | bytes, said: list[str]) -> None:
    with pytest.raises(BadDataError) as caught:
        read(here, content)
    found = str(caught.value).split("\n")
    for line, expected in zip(found, said, strict=True):
        assert line.startswith(f"mine.csv{'' if expected[0] == ':' else ':'}{expected}")
        assert "; " in line


letters = st.text('date,valuecosr\n\r"0129-.E 年Q\t', max_size=60)
tables = st.binary(max_size=40) | letters.map(str.encode)
Factory = pytest.TempPathFactory


@settings(max_examples=150, deadline=None)
@given(tables, st.sampled_from([b"", ONE.encode(), TWO.encode()]))
def test_a_file_is_a_table_or_says_why_not(tmp_path_factory: Factory, content: bytes, header: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    table, findings = Table(), []
    try:
        table = read(path, header + content)
    except BadDataError as error:
        findings = [*error.findings]
    assert all(0 <= found.line <= content.count(b"\n") + 2 and found.remedy for found in findings)
    assert bool(findings) + bool(table.values) + bool(table.offers) == 1


def test_a_name_that_a_terminal_would_act_on_is_not_printed_as_it_is(here: Path) -> None:
    with pytest.raises(BadDataError) as caught:
        read(here.with_name("a\x1b]52;c;x\x07\nb.csv"), "")
    assert not {"\x1b", "\x07", "\n"} & set(str(caught.value))


# ---------------------------------------------------------------- backtest


def run(*options: str) -> Result:
    return CliRunner().invoke(cli, ["backtest", "--series", "mine.csv", *options], catch_exceptions=False)


def refuse(word: str) -> NoReturn:
    raise AssertionError(f"{word} is no JSON")


def monthly(values: Iterable[float], unit: str = "", label: str = "") -> str:
    rows = [
        f"{2016 + place // 12}-{place % 12 + 1:02d}-15,{value!r},{unit},{label}"
        for place, value in enumerate(values)
    ]
    return "date,value,unit,label\n" + "\n".join(rows) + "\n"


def yearly(*offers: tuple[float | str, float]) -> str:
    return TWO + "".join(
        f"{2016 + place}-03-01,o{place},{cost},{score}\n" for place, (cost, score) in enumerate(offers)
    )


FALLING = [round(10 / 1.1**month, 6) for month in range(40)]
BETTER: list[tuple[float | str, float]] = [(10.0, 50.0), (6.0, 60.0), (2.0, 60.0), (1.0, 90.0), (0.3, 90.0)]
ODD = [
    pytest.param(monthly(range(1, 41)), [], id="whole numbers that rise"),
    pytest.param(monthly(range(40, 0, -1), "USD"), [], id="whole numbers that fall"),
    pytest.param(monthly(FALLING), ["--falls"], id="falling without a unit"),
    pytest.param(monthly(FALLING, "USD"), ["--rises"], id="money that is said to rise"),
    pytest.param(monthly([0, *range(2, 100, 4), 100], "percent"), [], id="percent from 0 to 100"),
    pytest.param(monthly([0, 0.1, 0.5, 0.9, 0.999, 1] * 4, "share"), [], id="shares that touch 0 and 1"),
    pytest.param(monthly([1.0, 1.0, 0.0, 0.0] * 6), [], id="nothing but 0 and 1"),
    pytest.param(monthly([1e12 * 1.2**month for month in range(40)], "USD"), [], id="trillions"),
    pytest.param(monthly([1e12, 2e12, 3e12]), ["--threshold", "5e12"], id="trillions on a plain scale"),
    pytest.param(monthly([5.0] * 24, "USD"), [], id="all equal"),
    pytest.param(monthly([3, 2, 0, -1, 2], "USD"), [], id="money at and below zero"),
    pytest.param(monthly([3, 2, 0, -1, 2] * 4, "USD"), ["--threshold", "-2"], id="a threshold below zero on a plain scale"),
    pytest.param(monthly([105, 104, 110, 120] * 5, "ECI"), ["--threshold", "130"], id="an index that never gets there"),
    pytest.param(monthly(FALLING, "USD"), ["--threshold", "1"], id="a threshold that was passed"),
    pytest.param(monthly(FALLING, "USD"), ["--as-of", "2024-01-01"], id="asked long after the last row"),
    pytest.param(ONE + "2024-01-01,3\n", [], id="one row"),
    pytest.param(ONE + "2024-01-01,3\n2024-01-02,5\n2024-07-01,4\n", ["--threshold", "6"], id="three rows, two of them a day apart"),
    pytest.param(ONE + "2024-01-01,1\n2024-01-01,200\n" * 3 + "2025-01-01,9\n", [], id="dates that come twice"),
    pytest.param(ONE + "2005-01-01,1\n2025-01-01,400\n", [], id="dates far apart"),
    pytest.param("date,value,label\n" + "".join(f"{2000 + at},{at + 1},remark {at}\n" for at in range(20)), [], id="a label for every row"),
    pytest.param("date,value,label\n" + "".join(f"{2000 + at},{at + 1},{'abc'[at % 3]} | [x](y)\n" for at in range(18)), [], id="three series with marks in their names"),
    pytest.param(yearly(*BETTER), [], id="offers"),
    pytest.param(yearly(*BETTER), ["--threshold", "1.5"], id="offers and a cost"),
    pytest.param(yearly(("", 50), ("", 60)), [], id="nothing but withdrawals"),
    pytest.param(yearly((10, 0), (5, 0.5), (2, 1)), [], id="scores that are shares"),
    pytest.param(yearly((1, 0), (1, 0), (1, 0)), [], id="offers all alike"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options"), ODD)
def test_an_odd_table_is_back_tested_all_the_same(here: Path, text: str, options: list[str]) -> None:
    here.write_text(text, encoding="utf-8")
    result = run("--json", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout, parse_constant=refuse)
    assert (found["of"], found["booms"], found["labels"]) == ("mine.csv", [], {})
    record = found["record"]
    by_series = [one["scores"] for one in record["series"]]
    for scores in [record["overall"], *record["by_factor"].values(), *by_series]:
        sound(scores)


WORDS = {"one row", "three series with marks in their names", "nothing but withdrawals"}
FORMS = [row for row in ODD if row.id in WORDS]


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize(("text", "options"), FORMS)
def test_an_odd_table_is_told_in_words(here: Path, text: str, options: list[str], form: str) -> None:
    here.write_text(text, encoding="utf-8")
    result = run("--format", form, "--lang", "zh", *options)
    assert (result.exit_code, result.stderr, "mine.csv" in result.stdout) == (0, "", True)


def sound(scores: dict[str, Any] | None) -> None:
    """Hold scores to what they cannot but be: losses from 0 up, shares from 0 to 1, and no gain above all."""
    if scores is not None:
        assert scores["trials"] >= scores["crossed"] >= 0
        assert min([*scores["crps"].values(), *scores["pinball"].values()]) > -1e-9
        assert all(0 <= share <= 1 for share in scores["coverage"].values())
        assert scores["gain"] is None or scores["gain"] <= 1


@pytest.mark.parametrize("threshold", ["0", "-1", "nan", "inf"])
@pytest.mark.parametrize("text", [monthly(FALLING, "USD"), yearly(*BETTER)], ids=["curve", "offers"])
def test_a_cost_that_cannot_be_is_never_reached_or_refused(here: Path, text: str, threshold: str) -> None:
    here.write_text(text, encoding="utf-8")
    result = run("--json", "--threshold", threshold)
    assert result.exit_code == 2 or json.loads(result.stdout, parse_constant=refuse)["of"] == "mine.csv"


@pytest.mark.no_cover
def test_every_level_of_a_market_is_asked_for(here: Path) -> None:
    here.write_text(yearly(*((10 - place, 1234561 + place) for place in range(9))), encoding="utf-8")
    assert len(json.loads(run("--json").stdout)["record"]["series"]) == 9


def test_a_table_that_cannot_be_read_is_one_line_a_fault_and_no_traceback(here: Path) -> None:
    here.write_text(ONE + "soon,1\n2024,cheap\n", encoding="utf-8")
    result = run("--json")
    assert (result.exit_code, result.stdout) == (3, "")
    first, second = result.stderr.splitlines()
    assert first == f"causal-compute: mine.csv:2:1: CC012 'soon' is no date{CALENDAR}"
    assert second == f"mine.csv:3:6: CC010 'cheap' {DIGITS}"


def test_a_folder_and_a_missing_file_are_usage_errors(here: Path) -> None:
    assert run().exit_code == 2
    here.mkdir()
    assert (run().exit_code, "is a directory" in run().stderr) == (2, True)


def test_the_answer_is_the_same_in_any_order_of_rows_and_columns(here: Path) -> None:
    here.write_text(monthly(FALLING, "USD"), encoding="utf-8")
    first = run("--json").stdout
    header, *rows = [line.split(",")[::-1] for line in here.read_text(encoding="utf-8").splitlines()]
    here.write_text("\r\n".join(",".join(row) for row in [header, *rows[::-1]]), encoding="utf-8")
    assert run("--json").stdout == first
