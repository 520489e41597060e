# ruff: noqa: E501 - a row of a table is one line
"""The reader: from a folder of (hostile) files to a frozen thesis, or every finding with its place."""

import gc
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from causal_compute.errors import BadDataError, Finding
from causal_compute.model import Cause, Change, Gate, GateOperator, Position, Slide, TextStatus, Thesis
from causal_compute.quantity import Quantity
from causal_compute.readers import digest, files, guard, read_thesis
from causal_compute.readers.characters import decode
from causal_compute.readers.files import Files
from causal_compute.readers.findings import MOST, Desk
from causal_compute.readers.folder import Part, open_folder
from causal_compute.readers.kinds import number
from causal_compute.readers.nodes import Listing, Mapping, Scalar, compose
from causal_compute.readers.places import Places
from causal_compute.readers.rules import READER_RULES
from causal_compute.readers.tables import read_points

FIXTURES = Path(__file__).parent / "fixtures"
SMALL = FIXTURES / "small"


@pytest.fixture(scope="module")
def small() -> Thesis:
    return read_thesis(SMALL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the small thesis that a test may break."""
    shutil.copytree(SMALL, tmp_path / "small")
    shutil.copytree(FIXTURES / "small-evidence", tmp_path / "small-evidence")
    return tmp_path / "small"


def findings(folder: Path) -> tuple[Finding, ...]:
    """Return what is wrong in `folder`, which must be something."""
    with pytest.raises(BadDataError) as caught:
        read_thesis(folder)
    return caught.value.findings


def spoil(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` in a file, where it must be, and return its line."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


# ---------------------------------------------------------------- what is read


def test_every_part_of_the_small_thesis_is_read(small: Thesis) -> None:
    assert (small.id, small.root, small.language) == ("small", "electricity", "zh")
    assert [*small.slides] == ["P1", "P2", "P3", "P4"]
    assert (len(small.variables), len(small.conditions), len(small.claims)) == (8, 3, 10)
    assert [*small.sources] == ["lamp-survey", "book-register"]
    assert [o.met for o in small.observations] == [False, True]
    assert [e.kind.value for e in small.events] == ["launch", "boom"]
    assert [n.reason for n in small.not_claims] == ["the caption of a figure"]


def test_a_quote_stands_where_its_offsets_say(small: Thesis) -> None:
    kept = [v.quotes for v in small.variables.values()] + [c.quotes for c in small.conditions.values()]
    kept += [c.quotes for c in small.claims.values()] + [(n.quote,) for n in small.not_claims]
    quotes = [quote for quotes in kept for quote in quotes]
    assert len(quotes) == 22
    for quote in quotes:
        assert "".join(small.source_text[quote.start : quote.end].split()) == "".join(quote.exact.split())


def test_a_prefix_chooses_the_second_occurrence(small: Thesis) -> None:
    second = small.claims["reading-makes-books"].quotes[1]
    assert second.start == small.source_text.rindex("书就更多")


def test_gates_of_every_kind_nest(small: Thesis) -> None:
    gate = small.claims["school-needs-two-of-three"].causes
    assert gate is not None
    assert (gate.operator, gate.k) == (GateOperator.AT_LEAST, 2)
    inner = gate.members[2]
    assert inner == Gate(
        operator=GateOperator.ANY,
        members=(
            Cause(variable="grid-reach", change=Change.INCREASES),
            Cause(variable="night-reading", change=Change.INCREASES),
        ),
    )


def test_absent_keys_take_the_defaults_of_the_format(small: Thesis) -> None:
    book = small.variables["night-reading"]
    assert book.short == book.label
    assert book.opposites == {"zh": (), "en": ()}
    assert (small.title.zh_status, small.title.en_status) == (TextStatus.VERBATIM, TextStatus.TRANSLATION)
    assert (book.label.zh_status, book.label.en_status) == (TextStatus.PARAPHRASE, TextStatus.TRANSLATION)
    assert book.unit is None
    assert book.why is None


def test_figures_keep_their_range_unit_and_words(small: Thesis) -> None:
    assert small.claims["light-cost-falls"].quantity == Quantity(5, 10, "fold/year", None, "5-10 倍")
    assert small.claims["lamps-by-2030"].quantity == Quantity(80, 80, "percent", 80, "八成")
    points = small.series["light-price"].points
    assert [(p.value, p.verbatim) for p in points] == [(0.05, "0.050"), (0.02, "0.02"), (0.008, "0.0080")]
    assert points[1].what.en == 'tungsten lamp, "long life"'
    when = small.claims["lamps-by-2030"].when
    assert when is not None
    assert when.earliest == date(2030, 7, 1)


def test_every_part_knows_its_line_and_column(small: Thesis) -> None:
    at = small.claims["candle-risk"].at
    line = (SMALL / "claims/reading.yaml").read_text(encoding="utf-8").split("\n")[at.line - 1]
    assert line[at.column - 1 :] == "id: candle-risk"
    assert at.file.endswith("small/claims/reading.yaml")


@pytest.mark.parametrize("word", ["NO", "1.10", "010", "1e5", "12:30:45", "2026-02-30", ".nan", "0x1F", "~x"])
def test_a_plain_scalar_stays_the_string_that_is_written(copy: Path, word: str) -> None:
    spoil(copy, "claims/reading.yaml", "rating: 极高", f"rating: {word}")
    assert read_thesis(copy).claims["candle-risk"].rating == word


def test_a_thesis_in_a_zip_is_the_same_thesis(tmp_path: Path, small: Thesis) -> None:
    with zipfile.ZipFile(tmp_path / "graph.zip", "w") as archive:
        for path in sorted(FIXTURES.rglob("small*/**/*")):
            archive.write(path, f"graph/{path.relative_to(FIXTURES)}")
    inside = zipfile.Path(tmp_path / "graph.zip", "graph/small/")
    assert replace(read_thesis(inside), digest="") == replace(small, digest="")
    assert digest(inside) == small.digest


def test_the_shipped_deck_is_read_without_a_finding() -> None:
    assert read_thesis().root == "compute"


def test_the_path_in_a_finding_is_the_path_the_user_gave(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(copy, "claims/light.yaml", "kind: trend", "kind: trent")
    spoil(copy, "../small-evidence/events.yaml", "kind: boom", "kind: bom")
    monkeypatch.chdir(copy.parent)
    assert {f.file for f in findings(Path("small"))} == {
        "small/claims/light.yaml",
        "small-evidence/events.yaml",
    }
    monkeypatch.chdir(copy)
    assert {f.file for f in findings(Path())} == {"claims/light.yaml", "../small-evidence/events.yaml"}


def test_one_folder_and_one_file_mean_the_same(copy: Path, small: Thesis) -> None:
    (copy / "variables").mkdir()
    (copy / "variables.yaml").rename(copy / "variables/all.yaml")
    assert read_thesis(copy).variables == small.variables


def test_the_garbage_collector_is_as_it_was_before(copy: Path) -> None:
    read_thesis(copy)
    assert gc.isenabled()
    (copy / "thesis.yaml").unlink()
    findings(copy)
    assert gc.isenabled()


# ---------------------------------------------------------------- what is refused

CLAIMS = "claims/light.yaml"
READING = "claims/reading.yaml"
SERIES = "../small-evidence/series/light-price.csv"
TREND = "kind: trend"

FAULTS = [
    # file, old, new, and the one finding as a pattern; "@+1:8" is column 8 of the line after that of `old`
    pytest.param(CLAIMS, TREND, "kind: tr\u200bend", r"@+0:11: CC001 .*U\+200B \(ZERO WIDTH SPACE\)", id="unseen"),
    pytest.param(CLAIMS, TREND, 'kind: "\\e[31m"', r"@+0:9: CC001 .*U\+001B \(ESCAPE\)", id="escaped"),
    pytest.param("source.txt", "图一", "图\u202e一", r"@+0:2: CC001 .*RIGHT-TO-LEFT OVERRIDE", id="source"),
    pytest.param(CLAIMS, TREND, "kind: [trend", r"@+1:8: CC002 .*; look at the indentation", id="syntax"),
    pytest.param(CLAIMS, TREND, "kind: a: b", r"@+0:10: CC002 .*; put quotes around a text that holds ': '", id="colon"),
    pytest.param(CLAIMS, TREND, "kind: &k trend", r"@+0:9: CC003 anchor &k", id="anchor"),
    pytest.param(CLAIMS, TREND, "kind: *k", r"@+0:9: CC003 alias \*k", id="alias"),
    pytest.param(CLAIMS, TREND, "kind: !!str trend", r"@+0:9: CC003 tag tag:yaml", id="tag"),
    pytest.param(CLAIMS, TREND, "<<: {kind: trend}", r"@+0:3: CC003 merge key <<", id="merge"),
    pytest.param(CLAIMS, TREND, 'kind: trend\n  "<<": {a: b}', r"@+1:3: CC006 unknown key '<<' in a claim", id="quoted-merge"),
    pytest.param(CLAIMS, TREND, f"kind: {'[' * 50}", r"@+0:\d+: CC004 nested more than 40 deep", id="depth"),
    pytest.param(CLAIMS, TREND, "kind: trend\n  kind: level", r"@+1:3: CC005 the key 'kind' stands twice \(first on line \d+\)", id="twice"),
    pytest.param(CLAIMS, "effect: {v", "efect: {v", r"@+0:3: CC006 unknown key 'efect' in a claim; did you mean 'effect'\?", id="key"),
    pytest.param(CLAIMS, "zh: 城里, en: in towns", "zh: 城里, en: in towns, yes", r"@+0:33: CC006 'yes' is cut off .*; put quotes around a text with a comma", id="comma"),
    pytest.param(CLAIMS, "    all:", "    al:", r"@+0:5: CC006 unknown gate 'al'; did you mean 'all'", id="gate"),
    pytest.param(CLAIMS, "    all:", "    any: []\n    all:", r"@+0:5: CC008 causes that are not one gate; write all:", id="two-gates"),
    pytest.param(CLAIMS, "  effect: {v", "  # {v", r"@-7:3: CC007 the claim 'grid-is-electricity' lacks 'effect'; add", id="missing"),
    pytest.param(CLAIMS, "low: 5, ", "", r"@+0:13: CC007 a quantity with neither", id="one-end"),
    pytest.param(CLAIMS, TREND, "kind: {a: b}", r"@+0:9: CC008 a mapping where one value is asked for", id="mapping"),
    pytest.param(CLAIMS, TREND, "kind:", r"@+0:8: CC008 an empty value; write the value", id="empty"),
    pytest.param(CLAIMS, "[grid-public]", "[]", r"@+0:13: CC008 an empty list; name at least 1", id="empty-list"),
    pytest.param(CLAIMS, "- id: grid-is-electricity", "- grid\n- id: grid-is-electricity", r"@+0:3: CC008 'grid' where a claim is asked for; write a mapping with id, kind", id="no-claim"),
    pytest.param(CLAIMS, "[grid-public]", "grid-public", r"@+0:13: CC008 'grid-public' where a list is asked for", id="list"),
    pytest.param(CLAIMS, "{zh: 城里, en: in towns}", "in towns", r"@+0:10: CC008 'in towns' where a text is asked for; write a mapping with zh, en", id="text"),
    pytest.param(CLAIMS, TREND, "kind: trendy", r"@+0:9: CC009 'trendy' is not one of causal, trend, .*; did you mean 'trend'\?", id="word"),
    pytest.param(READING, "feedback: true", "feedback: yes", r"@+0:13: CC009 'yes' is not true or false", id="flag"),
    pytest.param(CLAIMS, "low: 5,", "low: five,", r"@+0:19: CC010 'five' is not a finite number", id="number"),
    pytest.param(CLAIMS, "low: 5,", "low: .nan,", r"@+0:19: CC010 '.nan' is not a finite number", id="nan"),
    pytest.param(CLAIMS, "low: 5,", "low: 1e999,", r"@+0:19: CC010 '1e999' is not a finite number", id="overflow"),
    pytest.param(CLAIMS, "low: 5,", f"low: {'9' * 5000},", r"@+0:19: CC010 '9{40}…' is not a finite number", id="long-number"),
    pytest.param(CLAIMS, "low: 5,", "low: 1_000,", r"@+0:19: CC010 '1_000'", id="underscore"),
    pytest.param(CLAIMS, "low: 5,", "low: ５,", r"@+0:19: CC010 '５'", id="full-width"),
    pytest.param(CLAIMS, "low: 5, high: 10", "low: 10, high: 5", r"@+0:13: CC010 the range does not hold: 10..5", id="range"),
    pytest.param(READING, "k: 2", "k: 0", r"@+0:10: CC010 '0' is not a whole number from 1", id="k-zero"),
    pytest.param(READING, "k: 2", "k: 4", r"@+0:7: CC010 at least 4 of 3 members", id="k"),
    pytest.param(CLAIMS, "unit: months", "unit: years", r"@+0:33: CC011 'years' is not a unit known here; one of months", id="lag-unit"),
    pytest.param("variables.yaml", "USD/hour", "USD/hr", r"@+0:9: CC011 'USD/hr' .*; did you mean 'USD/hour'\?", id="unit"),
    pytest.param(READING, "2030年下半年\n", "2026-02-30\n", r"@+0:9: CC012 '2026-02-30' is no date: day is out of range", id="day"),
    pytest.param(READING, "2030年下半年\n", "2026-13\n", r"@+0:9: CC012 '2026-13' is no date", id="month"),
    pytest.param(READING, "2030年下半年\n", "soon\n", r"@+0:9: CC012 'soon' is no date; write 2025-02-24", id="soon"),
    pytest.param(READING, "2030年下半年\n", f"{'2020..' * 5000}2020\n", r"@+0:9: CC012 .*…' is no date", id="ranges"),
    pytest.param(CLAIMS, "by: 2030-12-31\n      frozen_on: 2026-11-20", "by: 2030-12-31\n      frozen_on: 2026-11", r"@+1:18: CC012 '2026-11' is no single day; write 2025-02-24", id="frozen-month"),
    pytest.param(CLAIMS, "grid-is", "Grid_is", r"@+0:7: CC013 'Grid_is-electricity' is not an id", id="id"),
    pytest.param(CLAIMS, "grid-is", "gríd-is", r"@+0:7: CC013 'gríd-is", id="accent"),
    pytest.param("conditions.yaml", "id: books-enough", "id: book-supply", r"@+0:3: CC014 the id 'book-supply' is taken \(by .*variables.yaml:\d+\)", id="id-twice"),
    pytest.param("thesis.yaml", "id: P2", "id: P1", r"@+0:5: CC014 the slide id 'P1' is taken", id="slide-twice"),
    pytest.param(CLAIMS, "exact: 一小时灯光的价格每年下降", "exact: 一小时灯光的价格每月下降", r"@+0:10: CC015 .* does not stand on P2 beyond '一小时灯光的价格每'; there the source goes on '年下降5-10", id="quote"),
    pytest.param(CLAIMS, "slide: P4, exact: 如果", "slide: P3, exact: 如果", r"@+0:10: CC015 .* does not stand on P3; it stands on P4", id="elsewhere"),
    pytest.param(READING, "prefix: 书印得多，", "prefix: 书印得少，", r"@+0:7: CC015 '书就更多' stands on P3, but not after '书印得少，'; it stands after", id="prefix"),
    pytest.param(READING, ", prefix: 书印得多，", "", r"@+0:7: CC016 '书就更多' stands 2 times on P3; give the words before it as prefix: .*印得多", id="ambiguous"),
    pytest.param(CLAIMS, "slide: P4", "slide: P9", r"@+0:10: CC017 the thesis has no slide 'P9'; one of P1, P2", id="slide"),
    pytest.param("thesis.yaml", "10-11", "10-12", r"@+0:5: CC017 slide P4 ends at line 12 of a source of 11 lines", id="lines"),
    pytest.param("thesis.yaml", "10-11", "11-10", r"@+0:21: CC017 '11-10' are no lines; write 40-42 or 3", id="lines-back"),
    pytest.param("thesis.yaml", "source: source.txt", "source: sauce.txt", r"small/sauce.txt: CC018 the file is missing", id="no-source"),
    pytest.param("../small-evidence/series.yaml", "id: light-price", "id: light-prices", r"@+0:3: CC018 series 'light-prices': there is no table; write ", id="no-points"),
    pytest.param("thesis.yaml", "../small-evidence", "../elsewhere", r"thesis.yaml: CC018 there is no folder .*elsewhere", id="no-evidence"),
    pytest.param(SERIES, "date,value", "day,value", r"@+0:1: CC019 the header is 'day,value", id="header"),
    pytest.param(SERIES, "2022-06,", "2012-06,", r"@+0:1: CC019 2012-06 comes after 2020-01-15; put the rows in date order", id="order"),
    pytest.param(SERIES, "carbon lamp", "carbon, lamp", r"@+0:1: CC019 7 cells where 6 are asked for", id="cells"),
    pytest.param(SERIES, "carbon lamp", 'carbon "lamp', r"@+0:22: CC019 a stray quotation mark", id="stray-quote"),
    pytest.param(SERIES, "carbon lamp", "c" * 4001, r"light-price.csv: CC004 more than 20000 rows, or a row", id="long-row"),
    pytest.param(SERIES, "0.02,", "inf,", r"@+0:9: CC010 'inf' is not a finite number", id="infinite"),
    pytest.param(CLAIMS, "in towns", "in tоwns", r"@+0:23: CC020 the word 'tоwns' mixes Latin letters with U\+043E", id="cyrillic"),
    pytest.param(CLAIMS, "kind: causal", "kind: trend", r"@-1:3: CC021 the claim 'grid-is-electricity' of kind trend has causes and modality", id="not-causal"),
    pytest.param(CLAIMS, TREND, "kind: causal", r"@-1:3: CC021 the causal claim 'light-cost-falls' lacks causes and modality", id="causal"),
    pytest.param("thesis.yaml", "../small-evidence", "../../etc", r"@+0:11: CC022 '../../etc' may lead out of the thesis", id="way-out"),
    pytest.param("thesis.yaml", "source: source.txt", "source: /etc/passwd", r"@+0:9: CC022 '/etc/passwd' may lead", id="absolute"),
    pytest.param("../small-evidence/series.yaml", "unit: USD/answer", "unit: USD/hour", r"@-2:3: CC025 USD/Mtok times tokens/answer is not USD/hour; change the unit", id="derived-unit"),
    pytest.param("thesis.yaml", "source: source.txt", "source:\n  source.txt", r"thesis.yaml: CC023 the key 'source' does not stand on a line of its own", id="own-line"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "expected"), FAULTS)
def test_a_fault_is_found_where_it_is(copy: Path, name: str, old: str, new: str, expected: str) -> None:
    line = spoil(copy, name, old, new)
    expected = re.sub(r"^@([+-]\d+)", lambda found: str(line + int(found[1])), expected)
    said = [str(finding) for finding in findings(copy)]
    assert re.search(rf"(?:^|[/:]){expected}", said[0]), said
    assert len(said) == 1, said


def test_every_rule_of_the_reader_has_a_fault_that_breaks_it() -> None:
    elsewhere = {"CC024"}  # below: it is about the names of files
    tried = {found for row in FAULTS for found in re.findall(r"CC\d{3}", str(row.values[3]))}
    assert tried | elsewhere == set(READER_RULES)


def test_all_faults_of_all_files_are_found_at_once(copy: Path) -> None:
    spoil(copy, "thesis.yaml", "language: zh", "language: fr")
    spoil(copy, "variables.yaml", "kind: root", "kind: roots")
    spoil(copy, CLAIMS, "effect: {v", "efect: {v")
    spoil(copy, CLAIMS, TREND, "kind: trendy")
    spoil(copy, SERIES, "0.02,", "cheap,")
    spoil(copy, "../small-evidence/events.yaml", "kind: boom", "kind: bust")
    found = [(Path(f.file).name, f.rule) for f in findings(copy)]
    assert found == [
        ("events.yaml", "CC009"),
        ("light-price.csv", "CC010"),
        ("light.yaml", "CC006"),
        ("light.yaml", "CC009"),
        ("thesis.yaml", "CC009"),
        ("variables.yaml", "CC009"),
    ]


@pytest.mark.parametrize(
    "name",
    ["claims.yml", "claim/more.yaml", "../small-evidence/observation.yaml", "claims/a/b.yaml", "series.csv"],
)
def test_a_file_that_would_silently_not_be_read_is_a_finding(copy: Path, name: str) -> None:
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("[]\n", encoding="utf-8")
    assert [f.rule for f in findings(copy)] == ["CC024"]


@pytest.mark.parametrize("name", ["thesis.yaml", "variables.yaml"])
def test_a_missing_file_is_a_finding(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert ("CC018", name) in {(f.rule, Path(f.file).name) for f in findings(copy)}


def test_a_source_is_any_text_that_is_clean(copy: Path) -> None:
    """Slides taken out of a PDF are parted by form feeds, and Windows ends its lines in two characters."""
    text = (copy / "source.txt").read_text(encoding="utf-8")
    changed = "\ufeff" + text.replace("\n\n", "\n\f\n").replace("\n", "\r\n")
    (copy / "source.txt").write_text(changed, encoding="utf-8", newline="")
    thesis = read_thesis(copy)
    for claim in thesis.claims.values():
        for quote in claim.quotes:
            assert thesis.source_text[quote.start : quote.end].split() == quote.exact.split()


def test_a_series_without_points_is_a_finding(copy: Path) -> None:
    (copy / SERIES).write_text("date,value,what_zh,what_en,source,seen\n", encoding="utf-8")
    assert [f.problem for f in findings(copy)] == ["the table has no row"]


def test_a_file_that_cannot_be_read_is_a_finding(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_part: Part) -> bytes:
        raise PermissionError(13, "Permission denied")

    folder = open_folder(copy)
    monkeypatch.setattr(Part, "read", forbidden)
    (problem,) = {finding.problem for finding in Files(folder).findings}
    assert problem == "the file cannot be read: Permission denied"


def test_no_more_is_read_of_a_folder_than_the_bound_allows(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "ALL_BYTES", 4000)
    assert "CC004" in {finding.rule for finding in findings(copy)}


def test_a_folder_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert [f.rule for f in findings(tmp_path / "nowhere")] == ["CC018"]


def test_a_blank_file_is_not_an_empty_list(copy: Path) -> None:
    (copy / "not-claims.yaml").write_text("# nothing\n", encoding="utf-8")
    assert [str(f).partition(": ")[2] for f in findings(copy)] == [
        "CC008 the file says nothing; write [] for an empty list"
    ]
    (copy / "not-claims.yaml").write_text("[]\n", encoding="utf-8")
    assert read_thesis(copy).not_claims == ()


@pytest.mark.parametrize("name", ["claims/link.yaml", "../small-evidence/series/link.csv"])
def test_a_link_that_leads_out_of_the_thesis_is_not_followed(copy: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.txt"
    outside.write_text("secret\n", encoding="utf-8")
    (copy / name).symlink_to(outside)
    (found,) = findings(copy)
    assert found.rule == "CC022"
    assert "secret" not in str(found)


def test_a_file_name_cannot_drive_the_terminal(copy: Path) -> None:
    (copy / "claims" / "a\x1b[31m.yaml").write_text("nothing", encoding="utf-8")
    assert all("\x1b" not in str(finding) for finding in findings(copy))


# ---------------------------------------------------------------- hostile files

HOSTILE = {
    "alias-bomb.yaml": ["1:3 CC003", "2:3 CC003", "2:7 CC003"],
    "bidi.yaml": ["2:10 CC001"],
    "cyrillic.yaml": ["2:8 CC020"],
    "deep.yaml": ["1:42 CC004"],
    "duplicate-key.yaml": ["3:3 CC005"],
    "escape.yaml": ["1:7 CC001"],
    "gbk.yaml": ["2:8 CC001"],
    "merge-bomb.yaml": ["1:5 CC003", "2:5 CC003", "2:15 CC003"],
    "null-byte.yaml": ["1:8 CC001"],
    "python-tag.yaml": ["1:3 CC003"],
    "surrogate.yaml": ["1:10 CC002"],
    "tab.yaml": ["2:1 CC002"],
    "tag-characters.yaml": ["1:8 CC001", "1:9 CC001"],
    "two-documents.yaml": ["2:1 CC002"],
    "utf-16.yaml": ["0:0 CC001"],
    "zero-width.yaml": ["1:8 CC001"],
}


def faults(content: bytes) -> list[str]:
    """Return "line:column rule" of every finding in one YAML file."""
    desk = Desk("hostile.yaml")
    text = decode(content, desk)
    if text is not None:
        compose(text, desk)
    return [f"{f.line}:{f.column} {f.rule}" for f in desk.findings]


def test_every_hostile_fixture_is_in_the_table() -> None:
    assert {path.name for path in (FIXTURES / "hostile").iterdir()} == set(HOSTILE)


@pytest.mark.parametrize(("name", "expected"), HOSTILE.items(), ids=HOSTILE)
def test_a_hostile_file_is_refused_at_its_first_event(name: str, expected: list[str]) -> None:
    assert faults((FIXTURES / "hostile" / name).read_bytes()) == expected


def test_the_merge_bomb_is_the_one_of_463_bytes() -> None:
    assert (FIXTURES / "hostile/merge-bomb.yaml").stat().st_size == 463


@pytest.mark.parametrize("loader", [yaml.CBaseLoader, yaml.BaseLoader], ids=["libyaml", "pure"])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"[" * 200_000, ["1:41 CC004"], id="brackets"),
        pytest.param(b"- " * 100_000, ["1:81 CC004"], id="dashes"),
        pytest.param(b"? " * 100_000, ["1:81 CC004"], id="questions"),
        pytest.param(b"x" * (guard.NODES + 9_000_000), ["0:0 CC004"], id="size"),
        pytest.param(b"--- a\n" * 1000, ["2:1 CC002"], id="documents"),
        pytest.param(b"\xef\xbb\xbf- a\n", [], id="byte-order-mark"),
        pytest.param(b'- "\\uFFFD"\n', ["1:3 CC001"], id="escaped-lost-bytes"),
        pytest.param(b"\0" * 1000, [f"1:{n} CC001" for n in range(1, 21)], id="nulls"),
        pytest.param(b"- \xe7\xae\n", ["1:3 CC001"], id="half-a-character"),
        pytest.param(b"- \xed\xa0\x80\n", ["1:3 CC001"], id="surrogate-bytes"),
        pytest.param("- a\u2028b\n".encode(), ["1:4 CC001"], id="line-separator"),
        pytest.param("- a\x85b\n".encode(), ["1:4 CC001"], id="next-line"),
        pytest.param("- \ufffd\n".encode(), ["1:3 CC001"], id="lost-bytes"),
        pytest.param("- 5 µs, α and Δt, Москва, naïve\n".encode(), [], id="honest-scripts"),
        pytest.param("- 😀🏽 ✔️ ％ 〇\n".encode(), [], id="honest-signs"),
        pytest.param(b'- "\\x9b31m"\n', ["1:3 CC001"], id="escaped-c1"),
        pytest.param(b'- "\\U000E0041"\n', ["1:3 CC001"], id="escaped-tag-character"),
        pytest.param(b"- {[a]: b}\n", ["1:4 CC008"], id="list-as-key"),
    ],
)
def test_a_hostile_text_is_refused_by_either_parser(
    monkeypatch: pytest.MonkeyPatch, loader: object, content: bytes, expected: list[str]
) -> None:
    monkeypatch.setattr(guard, "_Loader", loader)
    assert faults(content) == expected


def test_no_more_values_are_built_than_the_bound_allows() -> None:
    assert faults(b"- a\n" * (guard.NODES + 1)) == [f"{guard.NODES}:3 CC004"]


def test_a_file_full_of_faults_is_cut_short() -> None:
    found = faults(b"- &a b\n" * (3 * MOST))
    assert len(found) == MOST + 1


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(str.encode), st.integers(0, 3000), st.integers(0, 40)
)
def test_no_bytes_make_the_reader_fail_in_another_way(junk: bytes, at: int, cut: int) -> None:
    content = (SMALL / READING).read_bytes()
    faults(content[:at] + junk + content[at + cut :])


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["thesis.yaml", "variables.yaml", "conditions.yaml", READING, SERIES]), st.data())
def test_a_spoilt_file_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    parent = tmp_path_factory.mktemp("spoilt")
    folder = Path(shutil.copytree(SMALL, parent / "small"))
    shutil.copytree(FIXTURES / "small-evidence", parent / "small-evidence")
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(
        st.sampled_from(["", "x", "- x", "  - {a: b}", "[]", "{}", lines[at] * 2, lines[at][1:]])
    )
    (folder / name).write_text("\n".join(lines), encoding="utf-8")
    try:
        assert read_thesis(folder).digest == digest(folder)
    except BadDataError as error:
        rules = {finding.rule for finding in error.findings}
        assert rules, "refused for nothing"
        assert rules <= set(READER_RULES)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_a_text_is_read_back_exactly_or_reported(text: str) -> None:
    desk = Desk("f.yaml")
    written = decode(f"- {json.dumps(text)}\n".encode(), desk)
    assert written is not None
    node = compose(written, desk)
    read = node.items[0] if isinstance(node, Listing) else None
    assert desk.findings or (isinstance(read, Scalar) and read.text == text)


# ---------------------------------------------------------------- small parts


@pytest.mark.parametrize("text", ["0", "-1.50", "+2", "1e5", "2E-3", "0.40"])
def test_a_number_is_what_python_reads(text: str) -> None:
    assert number(text) == float(text)


@pytest.mark.parametrize(
    "text", ["", "1.", ".5", "0x10", "1,000", "NaN", "inf", "１", "1 ", "1e", "१", f"0.{'0' * 5000}1"]
)
def test_what_is_not_a_plain_number_is_none(text: str) -> None:
    assert number(text) is None


def brute(text: str, exact: str, prefix: str) -> Iterator[tuple[int, int]]:
    """Yield each stretch of `text` that is `exact` without white space, right after `prefix`; by trying all."""
    squeezed = "".join(exact.split())
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            inside = text[start:end]
            if inside != inside.strip() or "".join(inside.split()) != squeezed:
                continue
            if "".join(text[:start].split()).endswith("".join(prefix.split())):
                yield start, end


@settings(max_examples=100, deadline=None)
@given(
    st.text("ab \n\u3000", max_size=16),
    st.text("ab ", min_size=1, max_size=3).filter(str.strip),
    st.text("ab ", max_size=2),
)
def test_quotes_are_found_where_a_brute_search_finds_them(text: str, exact: str, prefix: str) -> None:
    slide = Slide(id="S", first_line=1, last_line=text.count("\n") + 1, title="", title_en="")
    assert Places(text, {"S": slide}).locate("S", exact, prefix) == list(brute(text, exact, prefix))


def test_a_quote_does_not_reach_beyond_its_slide() -> None:
    slides = {
        name: Slide(id=name, first_line=n, last_line=n, title="", title_en="")
        for n, name in enumerate("AB", 1)
    }
    places = Places("ab\ncd", slides)
    assert places.locate("A", "ab") == [(0, 2)]
    assert places.locate("A", "abc") == []
    assert places.locate("B", "cd", prefix="b") == []


def test_cells_keep_commas_and_quotation_marks() -> None:
    desk = Desk("s.csv")
    text = 'date,value,what_zh,what_en,source,seen\r\n2020,1,甲,"a, ""b""",src,primary\r\n'
    assert [p.what.en for p in read_points(text, desk)] == ['a, "b"']
    assert desk.findings == []


def test_columns_count_characters_not_bytes() -> None:
    node = compose("{算力: 成本}", Desk("f.yaml"))
    assert isinstance(node, Mapping)
    assert node.entries["算力"][1].at == Position("f.yaml", 1, 6)


# ---------------------------------------------------------------- the digest


def test_the_digest_is_that_of_the_files_wherever_they_lie(copy: Path, small: Thesis) -> None:
    assert digest(copy) == small.digest == digest(SMALL) == read_thesis(copy).digest


@pytest.mark.parametrize(
    "name", ["thesis.yaml", "source.txt", READING, "not-claims.yaml", "../small-evidence/events.yaml", SERIES]
)
def test_a_changed_byte_in_any_file_changes_the_digest(copy: Path, name: str) -> None:
    before = digest(copy)
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[:-2] + b"~" + content[-1:])
    assert digest(copy) != before


def test_a_renamed_or_new_file_changes_the_digest(copy: Path) -> None:
    before = digest(copy)
    (copy / READING).rename(copy / "claims/night.yaml")
    after = digest(copy)
    (copy / "claims/none.yaml").write_text("[]\n", encoding="utf-8")
    assert len({before, after, digest(copy)}) == 3


def test_a_file_that_is_not_read_leaves_the_digest_alone(copy: Path) -> None:
    before = digest(copy)
    (copy / "small.trig").write_text("", encoding="utf-8")
    (copy / "claims/.hidden.yaml").write_text("", encoding="utf-8")
    assert digest(copy) == before


def test_the_digest_loads_neither_yaml_nor_the_model() -> None:
    script = "import sys; from causal_compute.readers.digest import digest; digest(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"yaml", "causal_compute.model", "causal_compute.readers.thesis"} & set(done.stdout.split())
