"""`coverage --stub`: every sentence that no claim quotes yet, to be pasted and filled in."""

from pathlib import Path

import pytest
import yaml

from causal_compute.authoring.quoting import found, sentences
from causal_compute.authoring.stubs import stubs
from causal_compute.coverage import coverage
from causal_compute.readers import read_thesis
from causal_compute.rules.folder import check_folder
from tests.authored import append, edit, led, run

ROOT = Path(__file__).parents[1]
OFFICES = "Offices keep their lamps on all day, so there, too, the electricity saved pays for the lamp."


def test_stubs_hold_every_sentence_that_is_missing(tmp_path: Path) -> None:
    home = led(tmp_path, more=True)
    thesis = read_thesis(home)
    written = "\n".join(stubs(thesis))
    quoted = [item["quote"]["exact"] for item in yaml.safe_load(written)]
    assert quoted == [
        OFFICES,
        "A cool lamp lasts for years and saves the ladder.",
        "A cool lamp lasts for years, we said.",
    ]
    covered = "".join("".join(quoted).split())
    assert covered == "".join("".join(stretch.text for stretch in coverage(thesis).uncovered).split())
    left = "\n".join(
        line.removeprefix("# ") for line in written.splitlines() if line.startswith(("# - ", "#   "))
    )
    assert [item["exact"] for item in yaml.safe_load(left)] == quoted


def test_a_stub_that_is_filled_in_passes_and_one_that_is_not_does_not(tmp_path: Path) -> None:
    home = led(tmp_path, more=True)
    written = "\n".join(stubs(read_thesis(home)))
    append(home / "claims.yaml", written)
    assert {found.rule for found in check_folder(home).findings} == {"CC013"}  # what to fill in is no id
    edit(
        home / "claims.yaml",
        written,
        written.replace("zh: TODO", "zh: 某句").replace("TODO", "home-lighting"),
    )
    assert {found.rule for found in check_folder(home).findings} <= {
        "CC072",
        "CC064",
    }  # home-lighting causes itself
    assert coverage(read_thesis(home)).uncovered == ()


def test_a_stub_has_a_prefix_where_its_sentence_stands_twice(tmp_path: Path) -> None:
    home = led(tmp_path)
    append(home / "source.txt", "Look up. And again: Look up. So?\n")
    edit(home / "thesis.yaml", "lines: 15-18", "lines: 15-19")
    append(home / "not-claims.yaml", '- {slide: P3, exact: "And again:", reason: none}\n')
    thesis = read_thesis(home)
    quotes = [item["quote"] for item in yaml.safe_load("\n".join(stubs(thesis)))]
    assert [quote["exact"] for quote in quotes] == ["Look up.", "Look up.", "So?"]
    for quote in quotes:
        assert found(thesis, quote["exact"], quote["slide"], quote.get("prefix", "")).line == 19


def test_a_sentence_on_no_slide_is_told_as_such(tmp_path: Path) -> None:
    home = led(tmp_path)
    append(home / "source.txt", "\nA stray.\n")
    assert run("coverage", "--thesis", home, "--stub").stdout.splitlines() == [
        "# line 20, column 1, on no slide",
        "# A stray.",
        "# widen the lines of a slide in thesis.yaml so that it holds this",
        "",
    ]


def test_nothing_is_missing_where_all_is_covered(tmp_path: Path) -> None:
    ran = run("coverage", "--thesis", led(tmp_path), "--stub")
    assert (ran.exit_code, ran.stdout[:27]) == (0, "# every sentence is quoted ")
    assert run("coverage", "--thesis", tmp_path / "led", "--stub", "--json").exit_code == 2


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One. Two? Three! Four; five", ["One.", "Two?", "Three!", "Four;", "five"]),
        ("It costs 1.5 USD. “Really?” Yes", ["It costs 1.5 USD.", "“Really?”", "Yes"]),
        ("一。二！“三？”四；五", ["一。", "二！", "“三？”", "四；", "五"]),
        ("  two\n lines \n\n", ["two", "lines"]),
    ],
)
def test_a_text_falls_into_sentences(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == pieces
