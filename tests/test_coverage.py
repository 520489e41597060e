"""How much of a source is encoded, against counting by hand and by brute force."""

import json
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.cli import COMMANDS, cli
from causal_compute.cli.coverage import coverage_
from causal_compute.coverage import Tally, coverage
from causal_compute.model import Layer, Quote, Thesis
from causal_compute.readers import read_thesis
from causal_compute.spans import LineIndex, Span, ink, marked, uncovered

SMALL = Path(__file__).parent / "fixtures" / "small"


@pytest.fixture(scope="module")
def small() -> Thesis:
    return read_thesis(SMALL)


def without_claims(thesis: Thesis, *ids: str) -> Thesis:
    return replace(thesis, claims={key: claim for key, claim in thesis.claims.items() if key not in ids})


def test_the_small_thesis_is_covered_in_full(small: Thesis) -> None:
    found = coverage(small)
    assert found.fraction == 1.0
    assert found.uncovered == ()
    assert found.tally == Tally(encoded=151, left_out=2, uncovered=0)
    assert found.tally.characters == ink(small.source_text) == 153


def test_a_claim_that_is_taken_out_leaves_its_words_uncovered(small: Thesis) -> None:
    found = coverage(without_claims(small, "light-cost-falls"))
    (stretch,) = found.uncovered
    assert (stretch.slide, stretch.line, stretch.column) == ("P2", 4, 1)
    assert stretch.text == "一小时灯光的价格每年下降 5-10 倍。"
    assert found.tally.uncovered == 18  # the nineteenth and twentieth characters are blanks
    assert found.fraction == 1 - 18 / 153


def test_each_slide_has_its_own_tally_and_claims(small: Thesis) -> None:
    slides = {part.slide.id: part for part in coverage(without_claims(small, "light-cost-falls")).slides}
    assert slides["P2"].tally == Tally(encoded=16, left_out=0, uncovered=18)
    assert slides["P2"].claims == ("grid-cheapens-light",)
    assert slides["P4"].tally == Tally(encoded=36, left_out=2, uncovered=0)
    assert slides["P4"].claims == ("public-grid-cheapens-light", "lamps-by-2030")


def test_what_is_left_out_is_told_with_its_reason(small: Thesis) -> None:
    (left_out,) = coverage(small).not_claims
    assert (left_out.slide, left_out.line, left_out.column) == ("P4", 11, 1)
    assert (left_out.text, left_out.reason) == ("图一", "the caption of a figure")


def test_what_the_curator_quotes_encodes_nothing(small: Thesis) -> None:
    claim = small.claims["light-cost-falls"]
    curated = replace(claim, layer=Layer.CURATOR, why=claim.text)
    assert coverage(replace(small, claims={**small.claims, claim.id: curated})).tally.uncovered == 18


def test_words_that_are_both_quoted_and_left_out_count_once(small: Thesis) -> None:
    claim = small.claims["lamps-by-2030"]
    left_out = small.not_claims[0].quote
    greedy = replace(claim, quotes=(*claim.quotes, left_out))
    found = coverage(replace(small, claims={**small.claims, claim.id: greedy}))
    assert found.tally == Tally(encoded=153, left_out=0, uncovered=0)


def test_words_on_no_slide_are_counted_and_found(small: Thesis) -> None:
    found = coverage(replace(small, slides={key: s for key, s in small.slides.items() if key != "P1"}))
    assert found.outside == Tally(encoded=15, left_out=0, uncovered=0)
    bare = coverage(replace(without_claims(small, "grid-is-electricity"), slides={"P2": small.slides["P2"]}))
    assert bare.outside.uncovered == 15
    assert (bare.uncovered[0].slide, bare.uncovered[0].line) == ("", 1)


def test_a_source_that_says_nothing_is_covered(small: Thesis) -> None:
    empty = replace(small, source_text=" \n", slides={}, claims={}, not_claims=())
    assert coverage(empty).fraction == 1.0


def test_one_character_of_a_million_is_enough_to_be_uncovered() -> None:
    assert Tally(encoded=10**6, left_out=0, uncovered=1).fraction < 1.0


# --- stretches, against brute force

TEXTS = st.text(alphabet="ab字 \n\t", max_size=30)
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)


@settings(max_examples=100, deadline=None)
@given(TEXTS, SPANS)
def test_the_uncovered_stretches_hold_each_uncovered_character_once(text: str, spans: list[Span]) -> None:
    missing = [
        at
        for at, character in enumerate(text)
        if not character.isspace() and not any(start <= at < end for start, end in spans)
    ]
    found = list(uncovered(text, spans))
    assert [at for start, end in found for at in range(start, end) if not text[at].isspace()] == missing
    for start, end in found:
        assert "\n" not in text[start:end]
        assert text[start:end] == text[start:end].strip() != ""
    for (_, end), (start, _) in pairwise(found):
        between = text[end:start]
        assert "\n" in between or any(marked(len(text), spans)[end:start])


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_line_and_column_lead_back_to_the_offset(text: str) -> None:
    lines = LineIndex(text)
    rows = text.split("\n")
    for at, character in enumerate(text):
        line, column = lines.place(at)
        assert (rows[line - 1] + "\n")[column - 1] == character
        start, end = lines.span(line, line)
        assert start <= at < end


@pytest.mark.no_cover
@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 152), st.integers(1, 30)), max_size=6))
def test_every_character_is_encoded_left_out_or_uncovered(spans: list[Span]) -> None:
    thesis = read_thesis(SMALL)
    quotes = tuple(Quote(slide="P1", exact="", start=at, end=at + length) for at, length in spans)
    claim = replace(thesis.claims["light-cost-falls"], quotes=quotes)
    found = coverage(replace(thesis, claims={claim.id: claim}))
    assert found.tally.characters == ink(thesis.source_text)
    assert found.tally.uncovered == sum(ink(stretch.text) for stretch in found.uncovered)
    parts = [*(part.tally for part in found.slides), found.outside]
    assert sum(part.uncovered for part in parts) == found.tally.uncovered
    assert sum(part.encoded for part in parts) == found.tally.encoded
    assert 0.0 <= found.fraction <= 1.0


# --- the command

TABLE = """\
slide  claims characters    encoded   left out  uncovered  title
P1          1         15         15          0          0  夜读的普及，归根到底是电的问题
P2          2         34         34          0          0  电网铺到哪里，灯光就便宜到哪里。
P3          4         66         66          0          0  只有当“灯光够便宜”与“书够多”同时成立
P4          2         38         36          2          0  到 2030年下半年
total       9        153        151          2          0  100 % covered
"""


def test_the_table_shows_every_slide_and_the_total() -> None:
    result = CliRunner().invoke(cli, ["coverage", "--thesis", str(SMALL)])
    assert (result.exit_code, result.stdout) == (0, TABLE)


def test_json_gives_the_part_covered_and_all_that_is_not(tmp_path: Path) -> None:
    folder = uncaptioned(tmp_path)
    result = CliRunner().invoke(cli, ["coverage", "--thesis", str(folder), "--json"])
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert document["coverage"] == 1 - 1 / 153
    assert document["uncovered"] == [{"slide": "P4", "line": 11, "column": 2, "text": "一"}]
    (left_out,) = document["not_claims"]
    assert (left_out["text"], left_out["reason"]) == ("图", "half of the caption")
    assert [slide["id"] for slide in document["slides"]] == ["P1", "P2", "P3", "P4"]
    assert document["slides"][3]["uncovered_characters"] == 1
    assert document["slides"][3]["claims"] == ["public-grid-cheapens-light", "lamps-by-2030"]


def test_the_table_names_each_uncovered_stretch_and_never_rounds_up_to_all(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["coverage", "--thesis", str(uncaptioned(tmp_path))])
    assert result.exit_code == 1
    assert "99.3 % covered\n" in result.stdout
    assert result.stdout.endswith("uncovered: line 11, column 2 (P4): 一\n")


def uncaptioned(tmp_path: Path) -> Path:
    """Return a copy of the small thesis with one character uncovered."""
    folder = tmp_path / "thesis"
    shutil.copytree(SMALL, folder)
    shutil.copytree(SMALL.parent / "small-evidence", tmp_path / "small-evidence")
    (folder / "not-claims.yaml").write_text(
        "- {slide: P4, exact: 图, reason: half of the caption}\n", encoding="utf-8"
    )
    return folder


def test_the_help_begins_as_the_list_of_commands_says() -> None:
    assert (coverage_.help or "").split("\n")[0] == COMMANDS["coverage"][1]
