"""What users read of dates, scenarios, records, evidence and the audit, and how the commands fail."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from click.testing import CliRunner

from causal_compute.answers.record import of_thesis
from causal_compute.audit import audit
from causal_compute.cli import cli
from causal_compute.quantity import parse_date
from causal_compute.readers import read_thesis
from causal_compute.render.audit import audit_lines, audit_markdown
from causal_compute.render.backtest import backtest_lines, backtest_markdown
from causal_compute.render.columns import width

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).parents[1]
SMALL = str(ROOT / "tests" / "fixtures" / "small")
NOW, SOON, THEN, DECK_DAY = "2026-11-22", "2023-06-01", "2022-01-01", "2026-11-25"
Check = Callable[[str, str], None]


def call(*words: str, on: str = NOW, thesis: str | None = SMALL, **environment: str) -> "Result":
    """Run a command on the small thesis, or the one that is named (None: the deck), as of a day."""
    where = [] if thesis is None else ["--thesis", thesis]
    runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "FORCE_COLOR": "", **environment})
    return runner.invoke(cli, [*words, *where, "--as-of", on], prog_name="causal-compute")


def told(*words: str, on: str = NOW, thesis: str | None = SMALL, **environment: str) -> str:
    done = call(*words, on=on, thesis=thesis, **environment)
    assert done.exit_code == 0, done.output
    return done.stdout.removesuffix("\n")


def document(*words: str, on: str = NOW, thesis: str | None = SMALL) -> Any:  # noqa: ANN401 - any document
    return json.loads(told(*words, "--json", on=on, thesis=thesis))


# Goldens: what users see


SAID = [
    ("when-all", ["when"], NOW, ["en", "zh"]),
    ("when-one", ["when", "night reading"], NOW, ["en", "zh"]),
    ("evidence-claim", ["evidence", "light-cost-falls"], NOW, ["en", "zh"]),
    ("audit", ["audit"], NOW, ["en"]),
    ("whatif", ["whatif", "night reading", "--set", "light-cost.fold_per_year=3"], THEN, ["en"]),
    ("show-series", ["show", "light-price"], NOW, ["en"]),
    ("show-source", ["show", "lamp-survey"], NOW, ["en"]),
]


@pytest.mark.parametrize(
    ("name", "words", "day", "language"),
    [(name, words, day, each) for name, words, day, languages in SAID for each in languages],
    ids=lambda value: None if isinstance(value, list) else value,
)
def test_it_reads_as_it_did(
    name: str, words: list[str], day: str, language: str, same_as_golden: Check
) -> None:
    same_as_golden(f"{name}-{language}.txt", told(*words, "--lang", language, on=day))


# Width, colours, consoles


READ = {
    "when": SOON,
    "when night reading": SOON,
    "whatif night school --set light-cost.fold_per_year=3": THEN,
    "whatif --without light-price": NOW,
    "evidence 灯光的价格": NOW,
    "audit": NOW,
    "backtest": NOW,
    "show lamp-survey": NOW,
}
"""Every command that speaks of dates or evidence, with a day on which it has much to say."""


@pytest.mark.parametrize("columns", ["60", "100"])
@pytest.mark.parametrize("language", ["en", "zh", "both"])
@pytest.mark.parametrize(("words", "day"), READ.items(), ids=READ)
def test_no_line_is_wider_than_the_console_but_for_single_words(
    words: str, day: str, language: str, columns: str
) -> None:
    lines = told(*words.split(), "--lang", language, on=day, COLUMNS=columns).splitlines()
    assert [line for line in lines if width(line) > int(columns) and " " in line.strip("│ ")] == []


@pytest.mark.parametrize("words", ["when", "when robotaxi", "when agents"])
def test_the_deck_is_no_wider_either(words: str) -> None:
    lines = told(*words.split(), on=DECK_DAY, thesis=None, COLUMNS="60").splitlines()
    assert [line for line in lines if width(line) > 60] == []


@pytest.mark.parametrize(("words", "day"), READ.items(), ids=READ)
def test_no_line_ends_in_blanks(words: str, day: str) -> None:
    lines = told(*words.split(), on=day).splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("words", [words for words in READ if words != "backtest"])
def test_colours_are_there_when_asked_for_and_change_no_letter(words: str) -> None:
    plain, loud = (told(*words.split(), NO_COLOR=no, FORCE_COLOR="1") for no in ("1", ""))
    assert ("\x1b[" in plain, "\x1b[" in loud) == (False, True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", loud) == plain == told(*words.split())


@pytest.mark.parametrize(
    "command", ["when", "whatif --set electricity=halts", "evidence 灯光的价格", "audit"]
)
def test_a_console_in_gbk_gets_no_traceback(command: str) -> None:
    words = [*command.split(), "--thesis", SMALL, "--as-of", THEN, "--lang", "zh"]
    done = subprocess.run(
        [sys.executable, "-m", "causal_compute", *words],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.search("夜读|灯光", done.stdout.decode("gbk"))


# Exit codes


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["when", "scuba"], 1, "'scuba'"),
        (["when", "price of light"], 1, "'price of light'"),
        (["when", "--without", "nobody"], 1, "'nobody'"),
        (["when", "--plot", "x.pdf"], 2, ".svg or .png"),
        (["when", "--plot", "no-such-folder/x.svg"], 2, "no-such-folder"),
        (["when", "--layer", "rumour"], 2, "rumour"),
        (["whatif"], 2, "--set, --given or --without"),
        (["whatif", "scuba"], 1, "'scuba'"),
        (["whatif", "--set", "scuba=halts"], 2, "'scuba'"),
        (["whatif", "--set", "light-cost"], 2, "NAME=halts"),
        (["whatif", "--set", "light-cost.speed=3"], 2, "NAME=halts"),
        (["whatif", "--set", "light-cost.fold_per_year=0"], 2, "above 0"),
        (["whatif", "--set", "light-cost.fold_per_year=nan"], 2, "'nan'"),
        (["whatif", "--set", "electricity.fold_per_year=2"], 2, "electricity=halts|NAME=halts"),
        (["whatif", "--set", "light-cost=halts", "--set", "light-price=halts"], 2, "twice"),
        (["whatif", "--without", "nobody"], 1, "'nobody'"),
        (["evidence", "scuba"], 1, "'scuba'"),
        (["evidence"], 2, "WORDS"),
        (["evidence", "light-cost-falls", "--without", "nobody"], 1, "'nobody'"),
        (["audit", "--only", "weather"], 2, "only-root"),
        (["audit", "--format", "mermaid"], 2, "mermaid"),
        (["backtest", "--threshold", "3"], 2, "--series"),
        (["backtest", "--series", "no-such.csv"], 2, "no-such.csv"),
        (["backtest", "--series", __file__, "--without", "author"], 2, "--without"),
        (["backtest", "--without", "nobody"], 1, "'nobody'"),
        *((["when", "--as-of", day], 2, day) for day in ("yesterday", "2025-02-30", "2025")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_an_error_is_one_line_and_has_its_code(words: list[str], code: int, says: str) -> None:
    dated = [] if "--as-of" in words else ["--as-of", NOW]
    done = CliRunner().invoke(cli, [*words, "--thesis", SMALL, *dated], prog_name="causal-compute")
    assert (done.exit_code, done.stdout) == (code, "")
    assert len(done.stderr.replace("Usage:", "Error:").split("Error:")[-1].strip().splitlines()) == 1
    assert re.search(says, done.stderr)


# What is asked is what is answered


@pytest.mark.parametrize(
    ("words", "language"), [("when robotaxis take off", "en"), ("什么时候无人出租车", "zh")]
)
def test_the_words_of_a_question_reach_the_application(words: str, language: str) -> None:
    found = document("when", *words.split(), on=DECK_DAY, thesis=None)
    assert [row["id"] for row in found["rows"]] == ["robotaxi"]
    head = told("when", *words.split(), on=DECK_DAY, thesis=None).splitlines()[0]
    assert head.startswith({"en": "robotaxi:", "zh": "无人出租车："}[language])


@pytest.mark.parametrize(("day", "standing"), [(THEN, "partly-known"), (SOON, "expected"), (NOW, "crossed")])
def test_when_knows_nothing_later_than_its_day(day: str, standing: str) -> None:
    found = document("when", "night reading", on=day)
    assert [row["standing"] for row in found["rows"]] == [standing]
    dated = [*found["facts"].values(), *(event for seen in found["events"].values() for event in seen)]
    assert dated
    assert all(fact["date"]["latest"] <= day for fact in dated)


def test_what_would_have_to_be_true_is_not_asked_for_by_a_day_that_is_over() -> None:
    asked = told("when", "night reading", on=SOON).split("What would have to be true")[1]
    assert all(month >= SOON[:7] for month in re.findall(r"by (\d{4}-\d\d)", asked.split("\n\n")[0]))


def test_without_its_data_a_date_is_unknown_and_whoever_asks_is_told_of_what() -> None:
    (row,) = document("when", "night reading", "--without", "light-price")["rows"]
    assert (row["standing"], row["unknown"]) == ("partly-known", ["light-cheap-enough"])
    assert "light is cheap enough" in told("when", "night reading", "--without", "light-price")
    assert "light is cheap enough" in told("whatif", "--without", "light-price")


def test_without_a_voice_a_claim_is_believed_as_the_others_leave_it() -> None:
    found = document("evidence", "light-cost-falls", "--without", "lamp-office")["claims"][0]
    assert found["claim"]["belief"] == pytest.approx(0.65 * 0.4)
    assert [each["stance"] for each in found["statements"]] == ["contradicts"]


def test_the_deck_says_both_that_chips_bind_first_and_that_they_do_not() -> None:
    (side,) = document("evidence", "chips-bind-before-power", on=DECK_DAY, thesis=None)["claims"]
    assert {"supports", "contradicts"} <= {each["stance"] for each in side["statements"]}


def test_a_setting_moves_what_is_still_to_come_and_nothing_that_is_past() -> None:
    words = ("whatif", "night reading", "--set", "light-cost=halts")
    assert {move["months"] for move in document(*words)["moves"]} == {0.0}
    found = document(*words, on=THEN)
    assert {move["after"]["p50"] for move in found["moves"]} == {None}
    assert (found["application"], found["median"], found["set"]) == (
        "night-reading",
        None,
        ["light-cost=halts"],
    )
    assert document("whatif", "--given", "light-cost=halts", on=THEN)["given"] == ["light-cost=halts"]


def test_a_chart_is_drawn_beside_the_words(tmp_path: Path) -> None:
    for name in ("chart.svg", "chart.PNG"):
        done = call("when", "--plot", str(tmp_path / name))
        drawn = (tmp_path / name).read_bytes()
        assert done.stderr == f"{tmp_path / name}: {len(drawn)} bytes\n"
        assert done.stdout.removesuffix("\n") == told("when")
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")


# The record, and pages in Markdown


def test_a_table_of_ones_own_is_scored(tmp_path: Path) -> None:
    table = tmp_path / "price.csv"
    table.write_text(
        "date,value,unit\n" + "".join(f"{y}-01,{100 / 4 ** (y - 2018)},USD\n" for y in range(2018, 2025))
    )
    found = document("backtest", "--series", str(table), thesis=None, on="2024-06-30")
    overall = found["record"]["overall"]
    assert (found["of"], found["as_of"], overall["crossed"] > 0) == ("price.csv", "2024-06-30", True)
    for language in ("en", "zh"):
        said = told("backtest", "--series", str(table), "--lang", language, thesis=None, on="2024-06-30")
        assert f"{overall['crps']['this method']:.2f}" in said
        page = told(
            "backtest", "--series", str(table), "--format", "markdown", "--lang", language, thesis=None
        )
        assert page.count("| --- |") >= 3


def test_nothing_is_said_to_be_reached_only_when_nothing_was(tmp_path: Path) -> None:
    table = tmp_path / "price.csv"
    table.write_text("date,value,unit\n2020-01-01,100,USD\n2021-01-01,10,USD\n")
    crossed = document("backtest", "--series", str(table), thesis=None, on="2021-01-01")["record"]["overall"][
        "crossed"
    ]
    said = told("backtest", "--series", str(table), thesis=None, on="2021-01-01")
    assert (crossed > 0) != ("nothing was reached" in said)


EVIL = "<script>alert(1)</script> *b* [a](javascript:1) | x \x1b]52;c;x\x07\u202e"


def tainted(part: Any, keys: tuple[str, ...]) -> Any:  # noqa: ANN401 - any part of a document
    if isinstance(part, dict):
        return {key: EVIL if key in keys else tainted(inner, keys) for key, inner in part.items()}
    return [tainted(inner, keys) for inner in part] if isinstance(part, list) else part


def test_no_word_of_a_thesis_speaks_to_the_terminal_or_to_the_page() -> None:
    thesis, day = read_thesis(SMALL), parse_date(NOW).latest
    found = tainted(audit(thesis, day), ("zh", "en", "thesis"))
    record = tainted(of_thesis(thesis, day), ("zh", "en", "of"))
    pages = [audit_markdown(cast("Any", found), "en"), backtest_markdown(cast("Any", record), "zh")]
    lines = [*audit_lines(found, "en"), *backtest_lines(record, "zh")]
    assert all(line.isprintable() for line in [*lines, *"\n".join(pages).split("\n")])
    for page in pages:
        assert "script" in page
        assert "<script" not in page
        assert not re.search(r"(?<!\\)\]\(javascript", page)


def test_a_number_without_a_unit_is_told_without_one() -> None:
    for language in ("en", "zh"):
        said = told("show", "lamps", "--lang", language) + told("show", "reading-price", "--lang", language)
        assert not re.search(r"[,、]\s*[)）]|(?:of|得分) \d+ 1\b", said), said
