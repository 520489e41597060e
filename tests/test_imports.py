# ruff: noqa: E501 - a row of a table is one line
"""Every format that is imported: from a small file to a thesis that is checked, asked and drawn."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from causal_compute.cli import COMMANDS, cli
from causal_compute.cli.import_ import import_
from causal_compute.dag import build, claims_of, link_signs, mark
from causal_compute.imports import FORMATS, Choices, import_file
from causal_compute.imports.columns import FIELDS, NODE_FIELDS
from causal_compute.imports.formats import detected
from causal_compute.imports.names import Names, slug
from causal_compute.imports.words import NOT_CAUSAL, RELATIONS, Meaning
from causal_compute.model import Change, Claim, GateOperator, Layer, Modality, Thesis, VariableKind
from causal_compute.readers import read_thesis
from causal_compute.rules.folder import check_folder

ROOT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures" / "imports"
FILES = {
    "csv": "rivers.csv",
    "jsonl": "rivers.jsonl",
    "node-link": "rivers.node-link.json",
    "graphml": "rivers.graphml",
    "causenet": "rivers.causenet.jsonl",
    "bel": "rivers.bel.json",
    "indra": "rivers.indra.json",
    "argdown": "rivers.argdown.json",
}
WARNINGS = {"CC065", "CC075"}
"""What a check may warn of after an import: claims that contradict each other, names that no claim uses."""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def imported(path: Path, folder: Path, **choices: object) -> Thesis:
    import_file(path, folder, None, Choices(**choices))  # type: ignore[arg-type]  # each test's own
    return read_thesis(folder)


def table(tmp_path: Path, text: str, name: str = "links.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def written(claim: Claim) -> str:
    """Return a claim in a line: its causes and effect with their changes, how they bear, and its quotes."""
    arrows = {
        Change.INCREASES: "+",
        Change.DECREASES: "-",
        Change.CHANGES: "~",
        Change.BECOMES_VIABLE: "!",
        Change.HOLDS: "=",
    }
    assert claim.causes is not None
    causes = " & ".join(f"{arrows[each.change]}{each.variable}" for each in claim.causes.causes())
    marks = " loop" if claim.feedback else ""
    how = "" if claim.modality is Modality.CONTRIBUTORY else f" {claim.modality}"
    return (
        f"{causes} > {arrows[claim.effect.change]}{claim.effect.variable}{how}{marks} | {len(claim.quotes)}"
    )


# ---------------------------------------------------------------- every format, to its end

CLAIMS = {
    # cause > effect, how it bears, | how many sentences it quotes
    "csv": [
        "+heavy-rain > +high-river | 2",
        "+high-river > +flooded-fields | 0",
        "+dam > +high-river preventive loop | 1",
        "+flooded-fields > +price-of-bread | 0",
        "+price-of-bread > +dam | 0",
        "+flooded-fields > +flooded-fields loop | 0",
    ],
    "jsonl": [
        "+heavy-rain & +full-reservoirs > +high-river | 2",
        "+high-river > -shipping | 0",
        "+shipping > +price-of-coal | 0",
        "+shipping > -price-of-coal | 0",
    ],
    "node-link": [
        "+rain & +thaw > +river | 1",
        "+river > +ferry preventive | 0",
        "~ferry > ~ferry-2 | 0",
    ],
    "graphml": ["+heavy-rain > +river-lakes | 1", "+river-lakes > +ferry preventive | 0"],
    "causenet": ["+heavy-rain > +flood | 2", "+flood > +crop-failure | 0"],
    "bel": [
        "+salt > -ren | 1",
        "+ren > +hypertension | 1",
    ],
    "indra": [
        "~kin1 > ~sub2 | 1",
        "+sub2 > +growth | 1",
        "+rainfall > -crop-yield | 1",
        "+rap > -ras | 0",
    ],
    "argdown": [
        "+dry-soil-argument > -warm-air-argument | 1",
        "+more-rain > +floods-rise | 1",
        "+air-warms & +warm-air-holds-more-vapour & +warm-air-argument > +more-rain sufficient | 3",
    ],
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_each_format_becomes_the_claims_that_it_makes(form: str, tmp_path: Path) -> None:
    thesis = imported(FIXTURES / FILES[form], tmp_path / "made")
    assert list(map(written, thesis.claims.values())) == CLAIMS[form]


@pytest.mark.parametrize("form", FORMATS)
def test_an_import_says_what_it_kept_dropped_and_changed(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, same_as_golden: Callable[[str, str], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("import", FIXTURES / FILES[form], "-o", "made")
    assert done.exit_code == 0, done.output
    same_as_golden(f"import-{form}.txt", done.stdout.rstrip("\n"))


@pytest.mark.parametrize("form", FORMATS)
def test_an_imported_thesis_is_checked_asked_and_drawn(form: str, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    report = import_file(FIXTURES / FILES[form], folder)
    verdict = check_folder(folder)
    assert verdict.errors == 0, verdict.findings
    assert {finding.rule for finding in verdict.findings} <= WARNINGS
    why = run("why", report.asks, "--thesis", folder, "--lang", "en")
    thesis = read_thesis(folder)
    assert why.exit_code == 0
    assert thesis.variables[thesis.root].label.en in why.stdout
    said = [quote.exact for claim in thesis.claims.values() for quote in claim.quotes]
    flowed = " ".join(why.stdout.split())
    assert any(f"“{quote}”" in flowed for quote in said)
    page = run("explore", "--thesis", folder, "-o", folder / "page.html", "--no-sparql")
    assert page.exit_code == 0, page.output
    drawn = html.unescape((folder / "page.html").read_text(encoding="utf-8"))
    assert thesis.variables[thesis.root].short.en.split()[0] in drawn


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_is_told_from_the_file(form: str) -> None:
    assert detected(FIXTURES / FILES[form]) == form


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_file_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    made = []
    for parent in ("one", "two"):
        import_file(FIXTURES / FILES[form], tmp_path / parent / "made")
        files = sorted((tmp_path / parent / "made").rglob("*"))
        made.append({path.name: path.read_bytes() for path in files if path.name != "import-report.json"})
    assert made[0] == made[1]
    assert {"thesis.yaml", "source.txt", "claims.yaml", "variables.yaml", "provenance.jsonl"} <= set(made[0])


# ---------------------------------------------------------------- where everything comes from


@pytest.mark.parametrize("form", FORMATS)
def test_every_claim_has_the_record_that_it_comes_from(form: str, tmp_path: Path) -> None:
    thesis = imported(FIXTURES / FILES[form], tmp_path / "made")
    text = (tmp_path / "made" / "provenance.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert {line["claim"] for line in lines} == set(thesis.claims)
    assert all(line["file"] == FILES[form] and line["at"] for line in lines)
    for claim in thesis.claims.values():
        assert claim.layer is (Layer.THESIS if claim.quotes else Layer.CURATOR)
        assert claim.why is not None
        assert claim.why.en.startswith(f"{FILES[form]}, ")
        assert claim.why.zh.startswith(f"{FILES[form]}，")


def test_records_that_say_the_same_are_one_claim_and_each_keeps_its_line(tmp_path: Path) -> None:
    imported(FIXTURES / FILES["csv"], tmp_path / "made")
    text = (tmp_path / "made" / "provenance.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["at"] for line in lines if line["claim"] == "heavy-rain-high-river"] == ["line 2", "line 8"]
    assert sorted(line["at"] for line in lines) == [f"line {number}" for number in range(2, 9)]


def test_a_figure_is_kept_as_it_was_written_and_never_becomes_a_belief(tmp_path: Path) -> None:
    imported(FIXTURES / FILES["csv"], tmp_path / "made")
    text = (tmp_path / "made" / "provenance.jsonl").read_text(encoding="utf-8")
    first = json.loads(text.splitlines()[0])
    assert (first["belief"], first["relation"], first["documents"]) == ("0.90", "raises", ["gauge book 1954"])
    shown = run("evidence", "heavy-rain-high-river", "--thesis", tmp_path / "made").stdout
    assert "n=2" in shown
    assert "0.90" not in shown.partition("How often")[0].replace("belief 0.90 as", "")


def test_a_quote_stands_on_a_slide_titled_by_its_place_and_document(tmp_path: Path) -> None:
    thesis = imported(FIXTURES / FILES["indra"], tmp_path / "made")
    (quote,) = thesis.claims["kin1-sub2"].quotes
    assert quote.exact == "KIN1 phosphorylates SUB2 at T185."
    assert thesis.slides[quote.slide].title == "rivers.indra.json, statement 1: PMID:4"
    assert thesis.source_text[quote.start : quote.end] == quote.exact


def test_the_state_of_an_agent_and_the_annotations_of_a_statement_are_context(tmp_path: Path) -> None:
    contexts = {}
    for form in ("indra", "bel"):
        imported(FIXTURES / FILES[form], tmp_path / form)
        line = (tmp_path / form / "provenance.jsonl").read_text(encoding="utf-8").splitlines()[0]
        contexts[form] = json.loads(line)["context"]
    assert contexts["bel"] == {"Species": "9606"}
    assert contexts["indra"] == {
        "residue": "T",
        "position": "185",
        "matches_hash": "-56",
        "subject has": "mutations",
        "read by": "reach",
    }


def test_the_labels_of_nodes_and_the_words_of_claims_are_the_files_own(tmp_path: Path) -> None:
    nodes = imported(FIXTURES / FILES["node-link"], tmp_path / "nodes")
    rain, river = nodes.variables["rain"], nodes.variables["river"]
    assert (rain.label.zh, rain.label.en) == ("大雨", "heavy rain")
    assert river.definition.en == "Height at the bridge, in metres"
    lines = imported(FIXTURES / FILES["jsonl"], tmp_path / "lines")
    ships = lines.claims["no-ships"]
    assert (ships.text.zh, ships.text.en) == (
        "水位高时船过不了桥",
        "No ship passes under the bridge at high water",
    )


# ---------------------------------------------------------------- columns, words, names

ROWS = [
    # a table, and the one claim in it
    pytest.param("from;to;sign\nrain;river;+\n", "+rain > +river | 0", id="semicolons"),
    pytest.param("Subject\tObject\tPolarity\nrain\triver\t-1\n", "+rain > -river | 0", id="tabs and capitals"),
    pytest.param("\ufeff原因,结果,关系\n大雨,水位,导致\n", "+da-yu > +shui-wei | 0", id="Chinese"),
    pytest.param("source,target\nrain,river\n", "~rain > ~river | 0", id="no sign and no word"),
    pytest.param("source,target,Type\nrain,river,Directed\n", "~rain > ~river | 0", id="as Gephi writes it"),
    pytest.param("source,target,sign\nrain,river,'+\n", "+rain > +river | 0", id="guarded from spreadsheets"),
    pytest.param('source,target,sign\n"rain,\nheavy",river,+\n', "+rain-heavy > +river | 0", id="a cell of two lines"),
    pytest.param("claim,source,target,sign\nc,rain,river,+\nc,thaw,river,+\n", "+rain & +thaw > +river | 0", id="two causes of one claim"),
    pytest.param("source,target,relation,sign\nrain,river,lowers,+\n", "+rain > +river | 0", id="the sign decides"),
    pytest.param("source,target,relation,sign\nrain,river,enables,+\n", "+rain > +river enabling | 0", id="the word says how"),
    pytest.param("source,target,sign,modality\nrain,river,+,necessary\n", "+rain > +river necessary | 0", id="modality"),
    pytest.param("source,target,cause_change,effect_change\nrain,river,decreases,holds\n", "-rain > =river | 0", id="changes"),
    pytest.param("source,source_label,target,sign\n12,Rain,river,+\n", "+rain > +river | 0", id="labels beside numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claim"), ROWS)
def test_a_table_is_read_by_its_header(text: str, claim: str, tmp_path: Path) -> None:
    (found,) = imported(table(tmp_path, text), tmp_path / "made").claims.values()
    assert written(found) == claim


def test_columns_can_be_named_and_counted(tmp_path: Path) -> None:
    named = table(tmp_path, "Quelle,Ziel,Richtung\nrain,river,-\n")
    done = run("import", named, "-o", tmp_path / "a", "--columns", "cause=Quelle, effect=Ziel,sign=Richtung")
    assert done.exit_code == 0, done.output
    bare = table(tmp_path, "rain,-,river\n", "bare.csv")
    done = run("import", bare, "-o", tmp_path / "b", "--columns", "cause=1,sign=2,effect=3")
    assert done.exit_code == 0, done.output
    for made in "ab":
        (claim,) = read_thesis(tmp_path / made).claims.values()
        assert written(claim) == "+rain > -river | 0"


def test_a_word_beyond_the_table_can_be_given_a_sign(tmp_path: Path) -> None:
    path = table(tmp_path, "source,target,relation\nrain,river,swells\nrain,crop,Drowns_Out\n")
    done = run("import", path, "-o", tmp_path / "a", "--relation", "swells=+", "--relation", "drowns out=-")
    assert done.exit_code == 0, done.output
    claims = read_thesis(tmp_path / "a").claims.values()
    assert list(map(written, claims)) == ["+rain > +river | 0", "+rain > -crop | 0"]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        pytest.param(["Heavy rain", "heavy-rain"], ["heavy-rain", "heavy-rain-2"], id="collision"),
        pytest.param(["Größe", "größe!", "Å"], ["grosse", "grosse-2", "a"], id="accents"),
        pytest.param(["推理成本", "算力 GPU"], ["tui-li-cheng-ben", "suan-li-gpu"], id="Chinese"),
        pytest.param(["TNFα", "α"], ["tnf-alpha", "alpha"], id="Greek"),
        pytest.param(["x" * 99], ["x" * 60], id="one long word"),
        pytest.param(["word " * 30], ["-".join(["word"] * 12)], id="many words"),
    ],
)
def test_ids_follow_the_rule_and_are_numbered_where_they_collide(names: list[str], ids: list[str]) -> None:
    given = Names()
    assert [given.id(name) for name in names] == ids


def test_an_id_of_what_cannot_be_spelt_is_a_hash_and_stays_the_same() -> None:
    assert re.fullmatch("n-[0-9a-f]{8}", slug("ოქრო"))
    assert slug("ოქრო") == slug("ოქრო") != slug("ვერცხლი")


# ---------------------------------------------------------------- what a foreign graph does not say

CHAIN = "source,target,sign\nrain,river,+\nriver,flood,+\nrain,mushrooms,+\nthaw,river,+\ndam,flood,-\n"


def test_what_nothing_causes_is_a_root_and_what_reaches_the_most_the_root(tmp_path: Path) -> None:
    thesis = imported(table(tmp_path, CHAIN), tmp_path / "made")
    kinds = {name: variable.kind.value for name, variable in thesis.variables.items()}
    assert thesis.root == "rain"
    assert [name for name, kind in kinds.items() if kind == "root"] == ["rain", "thaw", "dam"]
    assert {kind for name, kind in kinds.items() if name not in {"rain", "thaw", "dam"}} == {"factor"}


def test_another_root_can_be_named_and_what_leads_into_it_feeds_back(tmp_path: Path) -> None:
    thesis = imported(table(tmp_path, CHAIN), tmp_path / "made", root="River")
    assert thesis.root == "river"
    assert [claim.id for claim in thesis.claims.values() if claim.feedback] == ["rain-river", "thaw-river"]
    assert check_folder(tmp_path / "made").errors == 0


def test_what_raises_an_application_decides_it(tmp_path: Path) -> None:
    thesis = imported(table(tmp_path, CHAIN), tmp_path / "made", applications=("flood",))
    assert thesis.variables["flood"].kind is VariableKind.APPLICATION
    claims = [written(claim) for claim in thesis.claims.values()]
    assert claims[1] == "+river > !flood enabling | 0"
    assert claims[4] == "+dam > -flood | 0"
    assert check_folder(tmp_path / "made").errors == 0
    assert run("why", "flood", "now", "--thesis", tmp_path / "made").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--root", "riwer"], 1, "nothing in the graph answers to 'riwer'; did you mean river?"),
        (["--application", "mushroms"], 1, "did you mean mushrooms?"),
        (["--application", "dam"], 2, "nothing in links.csv raises 'dam', so no claim could decide it"),
        (["--corpus", "--root", "rain"], 2, "--root and --application are for a thesis"),
        (["--columns", "cause"], 2, "write FIELD=NAME"),
        (["--columns", "reason=x"], 2, "write FIELD=NAME"),
        (["--columns", "cause=x"], 3, "links.csv:1: has no column 'x'"),
        (["--relation", "swells"], 2, "write WORD=SIGN"),
        (["--relation", "swells=*"], 2, "write WORD=SIGN"),
        (["--format", "argdown"], 3, "links.csv: is no JSON"),
    ],
)
def test_a_choice_that_does_not_fit_is_told_and_leaves_nothing(
    words: list[str], code: int, said: str, tmp_path: Path
) -> None:
    done = run("import", table(tmp_path, CHAIN), "-o", tmp_path / "made", *words)
    assert done.exit_code == code
    assert said in " ".join(done.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["links.csv"]


# ---------------------------------------------------------------- the report, the command, the page of docs


def test_the_report_is_the_same_as_json_and_is_kept_in_the_folder(tmp_path: Path) -> None:
    done = run("import", FIXTURES / FILES["csv"], "-o", tmp_path / "made", "--json")
    found = json.loads(done.stdout)
    assert found == json.loads((tmp_path / "made" / "import-report.json").read_text(encoding="utf-8"))
    assert (found["records"], found["claims"], found["variables"], found["passages"]) == (11, 6, 5, 3)
    assert sum(each["count"] for each in found["dropped"]) == 4
    merged = sum(each["count"] for each in found["noted"] if "one claim" in each["reason"])
    assert found["records"] == found["claims"] + merged + 4
    assert {"at": "line 10", "what": "Heavy rain delights Mushrooms"} in [
        example for each in found["dropped"] for example in each["examples"]
    ]


def test_a_folder_that_holds_something_is_not_written_into(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine", encoding="utf-8")
    for words in ([], ["--force"]):
        done = run("import", FIXTURES / FILES["csv"], "-o", mine, *words)
        assert done.exit_code == 2
        assert "is not empty; name a new one with -o" in done.stderr
    assert [path.name for path in mine.iterdir()] == ["notes.txt"]


def test_only_what_an_import_wrote_is_written_anew_and_only_when_forced(tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert run("import", FIXTURES / FILES["csv"], "-o", made).exit_code == 0
    again = run("import", FIXTURES / FILES["bel"], "-o", made)
    assert (again.exit_code, "add --force" in again.stderr) == (2, True)
    assert read_thesis(made).root == "heavy-rain"
    assert run("import", FIXTURES / FILES["bel"], "-o", made, "--force").exit_code == 0
    assert read_thesis(made).root == "salt"
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_an_empty_folder_is_filled_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert run("import", FIXTURES / FILES["csv"], "-o", ".").exit_code == 0
    assert (here / "thesis.yaml").is_file()
    assert check_folder(here).errors == 0


def test_the_command_offers_every_format_and_says_what_it_is() -> None:
    choice = next(parameter for parameter in import_.params if parameter.name == "form")
    assert list(choice.type.choices) == ["auto", *FORMATS]  # type: ignore[attr-defined]  # a click.Choice
    assert (import_.help or "").split("\n")[0] == COMMANDS["import"][1]


def test_the_docs_print_every_column_and_every_word_with_what_it_means() -> None:
    docs = (ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `?([^|`]+?)`? \| ([^|]*) \|$", docs, flags=re.MULTILINE)
    listed = {name.strip(): {word.strip() for word in words.split(",")} for name, words in rows}
    for field, names in {**FIELDS, **NODE_FIELDS}.items():
        assert listed[field] >= set(names), field
    by: dict[str, set[str]] = {}
    for word, means in RELATIONS.items():
        by.setdefault(_meant(means), set()).add(word)
    for word, reason in NOT_CAUSAL.items():
        by.setdefault(f"left out: {reason.removeprefix('the relation ')}", set()).add(word)
    assert {name: listed.get(name) for name in by} == by


def _meant(means: Meaning) -> str:
    how = "" if means.modality is Modality.CONTRIBUTORY else f" {means.modality}"
    return f"{means.sign}{how}"


def test_a_gate_of_any_is_kept(tmp_path: Path) -> None:
    path = table(tmp_path, '{"causes": ["a", "b"], "effect": "c", "sign": "+", "gate": "any"}\n', "x.jsonl")
    (claim,) = imported(path, tmp_path / "made").claims.values()
    assert claim.causes is not None
    assert claim.causes.operator is GateOperator.ANY
    dag = build(read_thesis(tmp_path / "made"))
    assert [mark(link_signs(dag, "a", name, "c")) for name in claims_of(dag)] == ["+"]
