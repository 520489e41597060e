"""Writing a thesis: the example to start from, claims added to it, what is left to do, and watching it."""

import json
import os
import signal
import subprocess
import sys
import tomllib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml
from hatchling.builders.wheel import WheelBuilder

from causal_compute.authoring.adding import SpoiltError, addition
from causal_compute.authoring.canon import leaf
from causal_compute.authoring.naming import minted
from causal_compute.authoring.quoting import found, sentences
from causal_compute.authoring.stubs import stubs
from causal_compute.authoring.wanted import Wanted
from causal_compute.authoring.watching import watched
from causal_compute.cli import COMMANDS
from causal_compute.cli.add_claim import CHANGES, KINDS, RELATIONS
from causal_compute.coverage import coverage
from causal_compute.errors import BadDataError, CausalComputeError, UsageError
from causal_compute.model import Change, Claim, Layer, Modality, VariableKind
from causal_compute.readers import read_thesis
from causal_compute.rules.folder import Verdict, check_folder
from tests.authored import append, bytes_of, edit, led, run, steps
from tests.transcripts import missing, said, transcripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "src" / "causal_compute" / "authoring" / "template"
OFFICES = "Offices keep their lamps on all day, so there, too, the electricity saved pays for the lamp."
DAY = "2026-11-25"


# ---------------------------------------------------------------- init


def test_the_example_is_in_order_from_the_first_moment(tmp_path: Path) -> None:
    home = led(tmp_path)
    checked = run("check", "--strict", home)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr == "0 findings in 10 claims, 10 variables\n"
    assert run("fmt", "--check", home).exit_code == 0
    assert run("gaps", "--thesis", home).exit_code == 0


@pytest.mark.parametrize(
    ("question", "status", "since"),
    [
        pytest.param("homes", "met", "2014-10", id="two conditions, the later binds"),
        pytest.param("LED street lamps", "met", "2009-02-16", id="one condition"),
        pytest.param("室内种小麦", "unmet", None, id="not yet, asked in Chinese"),
    ],
)
def test_the_example_answers(tmp_path: Path, question: str, status: str, since: str | None) -> None:
    home = led(tmp_path)
    answer = json.loads(run("why", "--thesis", home, "--as-of", DAY, "--json", question).stdout)
    assert answer["status"] == status
    assert since is None or since in json.dumps(answer["since"])
    assert answer["chains"]
    assert all(chain["claims"] for chain in answer["chains"])


def test_the_example_opens_as_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("explore", "--thesis", led(tmp_path), "-o", page).exit_code == 0
    assert "Why the light bulb changed" in page.read_text(encoding="utf-8")


def test_every_file_of_the_example_names_a_schema_that_lies_beside_it_and_holds(tmp_path: Path) -> None:
    home = led(tmp_path)
    files = [path for path in home.rglob("*.yaml") if not path.name.startswith(".")]
    assert len(files) == 10
    for path in files:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        schema = json.loads((path.parent / first.partition("$schema=")[2]).read_text(encoding="utf-8"))
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(written, default=str)))


def test_the_settings_for_editors_name_schemas_that_are_there(tmp_path: Path) -> None:
    home = led(tmp_path)
    settings = json.loads((home / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert {f"./schema/{path.name}" for path in (home / "schema").iterdir()} == set(settings["yaml.schemas"])


def test_the_readme_of_the_example_tells_commands_that_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = led(tmp_path)
    monkeypatch.chdir(home)
    lines = (home / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [line.partition("#")[0].split()[1:] for line in lines if line.startswith("causal-compute ")]
    assert len(commands) == 5
    assert {command[0]: run(*command).exit_code for command in commands} == {
        command[0]: 0 for command in commands
    }


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    refused = run("init", tmp_path)
    assert refused.exit_code == 2
    assert refused.stderr.endswith("is not empty (notes.txt); nothing is overwritten: name another folder\n")
    assert bytes_of(tmp_path) == {"notes.txt": b"mine"}
    assert run("init", tmp_path / "notes.txt").exit_code == 2


def test_an_empty_folder_under_git_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("init", tmp_path).exit_code == 0
    assert run("check", "--strict", tmp_path).exit_code == 0


def test_the_wheel_carries_the_template() -> None:
    packed = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    names = {path.relative_to(TEMPLATE).as_posix() for path in TEMPLATE.rglob("*") if path.is_file()}
    assert len(names) > 15
    assert {f"causal_compute/authoring/template/{name}" for name in names} <= packed


def test_a_thesis_is_checked_in_its_own_folder_with_its_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(led(tmp_path))
    edit(Path("evidence/events.yaml"), "kind: boom", "kind: bang")
    assert run("check", ".").stdout.startswith("evidence/events.yaml:14:9: CC009 'bang' is not one of")


# ---------------------------------------------------------------- add-claim

GATE = Wanted(
    causes=["saved electricity"],
    effect="office lighting/办公室照明",
    quote=OFFICES,
    zh="办公室整天开灯，省下的电费也够付灯钱",
    relation=Modality.SUFFICIENT,
    conditions=["saving-pays-for-the-lamp"],
    new_effect=VariableKind.APPLICATION,
)


def test_a_claim_is_made_of_a_quote_and_names(tmp_path: Path) -> None:
    home = led(tmp_path, more=True)
    made = addition(home, GATE)
    made.write()
    claim = read_thesis(home).claims["less-electricity-for-light-makes-office-lighting-viable"]
    assert claim.causes is not None
    (cause,) = claim.causes.causes()
    assert (cause.variable, cause.change) == ("electricity-for-light", Change.DECREASES)
    assert cause.condition == "saving-pays-for-the-lamp"
    assert (claim.effect.variable, claim.effect.change) == ("office-lighting", Change.BECOMES_VIABLE)
    assert [(quote.slide, quote.exact) for quote in claim.quotes] == [("P4", OFFICES)]
    assert (claim.layer, claim.text.en, claim.text.en_status) == (Layer.THESIS, OFFICES, "verbatim")
    assert made.findings == ()
    assert run("fmt", "--check", home).exit_code == 0


def test_what_stood_in_the_files_stands_there_still(tmp_path: Path) -> None:
    home = led(tmp_path, more=True)
    append(home / "claims.yaml", "# to do: more of this\n")
    before = bytes_of(home)
    addition(home, GATE).write()
    after = bytes_of(home)
    assert {name for name in after if after[name] != before[name]} == {"claims.yaml", "variables.yaml"}
    for name in ("claims.yaml", "variables.yaml"):
        assert after[name].startswith(before[name])


def test_the_part_that_is_told_is_the_part_that_is_written(tmp_path: Path) -> None:
    home = led(tmp_path, more=True)
    made = addition(home, GATE)
    made.write()
    for part in made.parts:
        lines = Path(part.file).read_text(encoding="utf-8").splitlines()
        count = len(part.yaml.splitlines())
        assert "\n".join(lines[part.line - 1 : part.line - 1 + count]) == part.yaml


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    home = led(tmp_path, more=True)
    before = bytes_of(home)
    command = ["add-claim", "--thesis", home, "--dry-run", "waste heat", "homes", "--zh", "热", "--sign", "-"]
    ran = run(*command, "--quote", "A cool lamp lasts for years and")
    assert (ran.exit_code, bytes_of(home)) == (0, before)
    assert "claims.yaml:125 (not written)\n- id: more-waste-heat-lowers-home-lighting" in ran.stdout


BASE = Wanted(causes=["waste-heat"], effect="bulb-price", why="ours", en="Heat costs", zh="散热要钱")


@pytest.mark.parametrize(
    ("wanted", "cause", "effect"),
    [
        pytest.param(BASE, Change.INCREASES, Change.INCREASES, id="both rise if nothing is said"),
        pytest.param(replace(BASE, sign="-"), Change.INCREASES, Change.DECREASES, id="against"),
        pytest.param(
            replace(BASE, effect="Cheaper  Bulbs"), Change.INCREASES, Change.DECREASES, id="an opposite"
        ),
        pytest.param(
            replace(BASE, causes=["bulb-price"], effect="homes", conditions=["under ten dollars"], sign="-"),
            Change.DECREASES,
            Change.INCREASES,
            id="a condition that is reached from above",
        ),
        pytest.param(
            replace(BASE, effect="homes", relation=Modality.ENABLING),
            Change.INCREASES,
            Change.BECOMES_VIABLE,
            id="an application, and the relation decides",
        ),
        pytest.param(replace(BASE, effect="homes"), Change.INCREASES, Change.INCREASES, id="and it does not"),
        pytest.param(
            replace(BASE, changes={"waste-heat": Change.HOLDS, "bulb-price": Change.CHANGES}),
            Change.HOLDS,
            Change.CHANGES,
            id="as is said",
        ),
    ],
)
def test_what_moves_which_way(tmp_path: Path, wanted: Wanted, cause: Change, effect: Change) -> None:
    claim = added(led(tmp_path), replace(wanted, id="new"))
    assert claim.causes is not None
    assert [each.change for each in claim.causes.causes()] == [cause]
    assert claim.effect.change is effect


@pytest.mark.parametrize(
    ("gate", "operator", "k"), [("all", "all", None), ("any", "any", None), ("2", "at_least", 2)]
)
def test_several_causes_make_a_gate(tmp_path: Path, gate: str, operator: str, k: int | None) -> None:
    causes = ["waste heat", "bulbs made", "光的品质"]
    claim = added(led(tmp_path), replace(BASE, causes=causes, effect="homes", gate=gate, id="new"))
    assert claim.causes is not None
    assert (claim.causes.operator, claim.causes.k) == (operator, k)
    assert [each.variable for each in claim.causes.causes()] == ["waste-heat", "bulbs-made", "light-quality"]


def added(home: Path, wanted: Wanted) -> Claim:
    addition(home, wanted).write()
    return read_thesis(home).claims[wanted.id]


REFUSALS = [
    pytest.param(
        replace(BASE, causes=["wast heat"]),
        "no variable is called 'wast heat'; did you mean 'waste heat' or 'heat'? Else make it",
        id="a name that is nearly one",
    ),
    pytest.param(
        replace(BASE, causes=["light"], new_cause=VariableKind.FACTOR),
        "a new variable is named in both languages",
        id="a new name in one language",
    ),
    pytest.param(
        replace(BASE, new_effect=VariableKind.FACTOR),
        "'bulb-price' is the variable 'bulb-price' already; take --new-effect out",
        id="a new one that is known",
    ),
    pytest.param(
        replace(BASE, quote="offices keep lamps on all day, and the electricity saved pays for the lamp"),
        f"letter by letter; did you mean\n  P4 line 22: {OFFICES}",
        id="a quote that is nearly one",
    ),
    pytest.param(
        replace(BASE, quote="the moon is made of cheese"),
        "nor does anything like it",
        id="a quote of nothing",
    ),
    pytest.param(replace(BASE, quote=" "), "an empty quote stands in nothing", id="an empty quote"),
    pytest.param(
        replace(BASE, quote="A cool lamp lasts for years"),
        "the quote stands 2 times, on P4 line 23 and P4 line 23; say what stands before it: --prefix",
        id="a quote that stands twice",
    ),
    pytest.param(
        replace(BASE, quote=OFFICES, slide="P1"), "does not stand on P1; it stands on P4", id="another slide"
    ),
    pytest.param(
        replace(BASE, quote=OFFICES, slide="P9"), "no slide 'P9'; it has P1, P2, P3, P4", id="no slide"
    ),
    pytest.param(replace(BASE, zh=""), 'in Chinese, too: give --zh "…"', id="one language missing"),
    pytest.param(replace(BASE, why=""), "give --quote, or --why", id="neither quote nor reason"),
    pytest.param(
        replace(BASE, quote=OFFICES, why="", layer=Layer.CURATOR), "says why: give --why", id="no reason"
    ),
    pytest.param(replace(BASE, definition="a/甲"), "this claim makes none", id="a definition of nothing new"),
    pytest.param(
        replace(BASE, conditions=["under-ten-dollars"]),
        "is of 'bulb-price', no cause",
        id="another's condition",
    ),
    pytest.param(
        replace(BASE, conditions=["under ten dolars"]),
        "did you mean 'under-ten-dollars'",
        id="a near condition",
    ),
    pytest.param(
        replace(BASE, changes={"compute": Change.HOLDS}), "--change names compute", id="a change of nothing"
    ),
    pytest.param(
        replace(BASE, causes=["waste heat", "cheaper bulbs"], effect="homes", sign="+"),
        "--sign needs causes that all rise or all fall",
        id="a sign of two ways",
    ),
]


@pytest.mark.parametrize(("wanted", "message"), REFUSALS)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(
    tmp_path: Path, wanted: Wanted, message: str
) -> None:
    home = led(tmp_path, more=True)
    before = bytes_of(home)
    with pytest.raises(UsageError) as refused:
        addition(home, wanted)
    assert message in str(refused.value)
    assert bytes_of(home) == before


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        pytest.param(replace(BASE, effect="light-per-watt"), "CC072", id="a loop"),
        pytest.param(replace(BASE, id="homes-followed"), "CC014", id="an id that is taken"),
        pytest.param(replace(BASE, id="Not An Id"), "CC013", id="no id"),
        pytest.param(replace(BASE, gate="3"), "CC010", id="three of one"),
        pytest.param(replace(BASE, file="claims.yml"), "CC024", id="a file that would not be read"),
        pytest.param(replace(BASE, en="Heat\u202ecosts"), "CC001", id="a character that cannot be seen"),
    ],
)
def test_a_claim_that_would_break_a_rule_is_not_written(tmp_path: Path, wanted: Wanted, rule: str) -> None:
    home = led(tmp_path)
    before = bytes_of(home)
    with pytest.raises(SpoiltError) as refused:
        addition(home, wanted)
    assert rule in {finding.rule for finding in refused.value.findings}
    assert "nothing is written" in str(refused.value)
    assert str(tmp_path) in refused.value.findings[0].file  # the user's file, not that of the draft
    assert bytes_of(home) == before


def test_a_file_that_was_edited_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    home = led(tmp_path, more=True)
    made = addition(home, GATE)
    append(home / "claims.yaml", "# a thought of the author's\n")
    before = bytes_of(home)
    with pytest.raises(UsageError, match="was changed meanwhile"):
        made.write()
    assert bytes_of(home) == before  # the variables, which come first, neither


def test_line_ends_stay_those_of_the_file(tmp_path: Path) -> None:
    home = led(tmp_path)
    path = home / "claims.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    addition(home, BASE).write()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") > 100


def test_a_new_variable_may_be_defined_at_once(tmp_path: Path) -> None:
    home = led(tmp_path)
    made = replace(BASE, effect="lamp life/灯的寿命", new_effect=VariableKind.FACTOR)
    addition(home, replace(made, definition="光衰到七成的时间 / time to 70 % of the light")).write()
    variable = read_thesis(home).variables["lamp-life"]
    assert (variable.definition.zh, variable.definition.en) == (
        "光衰到七成的时间",
        "time to 70 % of the light",
    )
    assert (variable.layer, variable.label.zh) == ("curator", "灯的寿命")


def test_a_loop_may_be_marked_as_one(tmp_path: Path) -> None:
    claim = added(led(tmp_path), replace(BASE, effect="light-per-watt", feedback=True, id="back"))
    assert claim.feedback


def test_a_thesis_that_is_broken_already_is_said_to_be(tmp_path: Path) -> None:
    home = led(tmp_path)
    append(home / "claims.yaml", "- {id: x}\n")
    with pytest.raises(BadDataError) as refused:
        addition(home, BASE)
    assert not isinstance(refused.value, SpoiltError)


def test_old_warnings_are_no_reason_to_refuse_and_are_not_told_again(tmp_path: Path) -> None:
    home = led(tmp_path, more=True)
    assert {finding.rule for finding in check_folder(home).findings} == {"CC045"}
    assert addition(home, BASE).findings == ()


def test_a_new_warning_is_told_and_written(tmp_path: Path) -> None:
    home = led(tmp_path)
    command = ["add-claim", "--thesis", home, "waste heat", "heat", "bulb-price", "--why", "ours"]
    ran = run(*command, "--en", "Heat costs", "--zh", "散热要钱")
    assert ran.exit_code == 0
    assert "CC060" in ran.stdout
    assert ran.stderr == "check: 1 warning in 11 claims, 10 variables\n"


def test_the_claim_goes_where_claims_of_its_slide_are(tmp_path: Path) -> None:
    home = led(tmp_path)
    text = (home / "claims.yaml").read_text(encoding="utf-8")
    modeline, at = (
        text.partition("\n")[0],
        text.index("# ----------------------------------------------------------------"),
    )
    (home / "claims").mkdir()
    (home / "claims" / "one.yaml").write_text(text[:at], encoding="utf-8")
    (home / "claims" / "two.yaml").write_text(f"{modeline}\n{text[at:]}", encoding="utf-8")
    (home / "claims.yaml").unlink()
    quoted = replace(BASE, quote="More light from a watt leaves less heat to carry away.", why="", en="")
    assert addition(home, quoted).parts[-1].file.endswith("claims/one.yaml")
    assert addition(home, BASE).parts[-1].file.endswith("claims/two.yaml")
    other = addition(home, replace(BASE, file="claims/three.yaml"))
    other.write()
    assert (home / "claims" / "three.yaml").read_text(encoding="utf-8").startswith(f"{modeline}\n\n- id: ")
    assert run("check", "--strict", home).exit_code == 0


def test_evidence_beside_the_thesis_is_found_by_the_draft(tmp_path: Path) -> None:
    home = led(tmp_path)
    (home / "evidence").rename(tmp_path / "evidence")
    edit(home / "thesis.yaml", "evidence: evidence", "evidence: ../evidence")
    for path in (tmp_path / "evidence").glob("*.yaml"):
        edit(path, "$schema=../schema", "$schema=../led/schema")
    addition(home, BASE).write()
    assert run("check", "--strict", home).exit_code == 0


def test_the_packaged_deck_takes_a_claim_in_a_copy(tmp_path: Path) -> None:
    from shutil import copytree  # noqa: PLC0415 - for this one

    copytree(ROOT / "graph", tmp_path / "graph")
    wanted = replace(
        BASE, causes=["算力"], effect="推理成本", quote="推理降本", why="", zh="", en="Cheaper", sign="-"
    )
    made = addition(tmp_path / "graph" / "deck", wanted)
    assert made.findings == ()
    assert made.parts[-1].file.endswith("claims/S04.yaml")


@pytest.mark.parametrize(
    ("told", "words"),
    [(RELATIONS, Modality), (CHANGES, Change), (KINDS, VariableKind)],
    ids=["relations", "changes", "kinds"],
)
def test_the_choices_of_the_command_are_those_of_the_model(
    told: tuple[str, ...], words: type[Modality]
) -> None:
    assert list(told) == [str(word) for word in words]


@pytest.mark.parametrize(
    "words", ["no", "1.10", "2026", "a: b", "- x", "é # y", "x,y", '"', "it's", "a\nb", "~", "a:"]
)
def test_a_word_is_written_so_that_any_reader_of_yaml_reads_it(words: str) -> None:
    (written,) = leaf(words).written
    assert yaml.safe_load(f"- {written}") == [words]
    assert yaml.safe_load(f"{{k: {written}}}") == {"k": words}


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Price of a bulb", "price-of-a-bulb"),
        ("Café's 2nd", "cafes-2nd"),
        ("灯泡", "claim"),
        ("x" * 99, "x" * 76),
    ],
)
def test_an_id_is_made_of_what_ascii_there_is(words: str, made: str) -> None:
    assert minted(words, set()) == made
    assert minted(words, {made}) == f"{made}-2"


# ---------------------------------------------------------------- coverage --stub


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


# ---------------------------------------------------------------- check --watch


def test_a_watch_tells_what_is_new_and_what_is_mended(tmp_path: Path) -> None:
    home = led(tmp_path)
    bad = "- {slide: P9, exact: x, reason: y}\n"
    script: Iterator[Callable[[], object]] = iter(
        [
            lambda: None,
            lambda: append(home / "not-claims.yaml", bad),
            lambda: None,  # at rest: now it is read
            lambda: edit(home / "not-claims.yaml", bad, f"# moved down\n{bad}"),
            lambda: None,
            lambda: edit(home / "not-claims.yaml", bad, ""),
            lambda: None,
        ]
    )
    told = list(watched(home, lambda: check_folder(home), wait=lambda _: next(script)(), looks=7))
    assert [
        (len(each.files), [one.rule for one in each.new], [one.rule for one in each.mended]) for each in told
    ] == [
        (0, [], []),
        (1, ["CC017"], []),
        (1, [], []),  # it only moved
        (1, [], ["CC017"]),
    ]
    assert told[1].files == (f"{home.as_posix()}/not-claims.yaml",)


def test_a_file_that_is_still_being_written_is_not_read_yet(tmp_path: Path) -> None:
    home = led(tmp_path)
    script: Iterator[Callable[[], object]] = iter(
        [
            *(partial(append, home / "not-claims.yaml", f"# {n}\n") for n in range(3)),
            lambda: None,
        ]
    )
    reads: list[str] = []

    def check() -> Verdict:
        reads.append((home / "not-claims.yaml").read_text(encoding="utf-8").splitlines()[-1])
        return check_folder(home)

    assert len(list(watched(home, check, wait=lambda _: next(script)(), looks=4))) == 2
    assert reads[1:] == ["# 2"]


def test_a_file_that_comes_or_goes_is_a_change(tmp_path: Path) -> None:
    home = led(tmp_path)
    script: Iterator[Callable[[], object]] = iter([(home / "not-claims.yaml").unlink, lambda: None])
    told = list(watched(home, lambda: check_folder(home), wait=lambda _: next(script)(), looks=2))
    assert [one.rule for one in told[-1].new] == ["CC045"]


def test_a_watch_that_is_interrupted_ends_as_a_shell_expects(tmp_path: Path) -> None:
    home = led(tmp_path)
    command = [sys.executable, "-u", "-m", "causal_compute", "check", "--watch", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watch:
        assert watch.stdout is not None
        assert watch.stdout.readline() == "0 findings in 10 claims, 10 variables\n"
        watch.send_signal(signal.SIGINT)
        _, errors = watch.communicate(timeout=30)
    assert (watch.returncode, errors) == (130, "")


def test_a_watch_prints_lines_and_nothing_else(tmp_path: Path) -> None:
    assert run("check", "--watch", "--format", "json", led(tmp_path)).exit_code == 2


# ---------------------------------------------------------------- hooks, action, documents


def hooks(path: Path) -> list[dict[str, object]]:
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read if isinstance(read, list) else read["repos"][0]["hooks"]


@pytest.mark.parametrize(
    "path", [ROOT / ".pre-commit-hooks.yaml", TEMPLATE / "dot-pre-commit-config.yaml"], ids=str
)
def test_the_hooks_run_commands_that_there_are(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(led(tmp_path))
    found = hooks(path)
    assert len(found) == 2
    for hook in found:
        words = [*str(hook["entry"]).split(), *hook.get("args", [])]  # type: ignore[misc]
        assert words[1] in COMMANDS
        assert run(*words[1:]).exit_code == 0
        assert hook["pass_filenames"] is False


@pytest.mark.parametrize(("strict", "code"), [("true", 1), ("false", 0)])
def test_the_action_annotates_and_fails_as_it_is_told(tmp_path: Path, strict: str, code: int) -> None:
    home = led(tmp_path, more=True)
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = (each for each in action["runs"]["steps"] if each.get("name") == "Check")
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        env={
            **os.environ,
            "THESIS": str(home),
            "STRICT": strict,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith(f"::warning file={home.as_posix()}/source.txt,line=22,col=1,title=CC045::")
    assert set(action["inputs"]) == {"thesis", "strict", "fmt", "python-version"}
    assert not any("${{ inputs" in each.get("run", "") for each in action["runs"]["steps"])  # no injection


def test_the_ten_minute_path_of_the_page_is_what_happens(tmp_path: Path) -> None:
    commands = []
    for kind, block in steps((ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")):
        if kind != "console":
            append(tmp_path / kind, block)
            continue
        for command, lines in transcripts(block + "\n"):
            commands.append(command)
            assert missing(lines, said(command, tmp_path)) is None, command
    assert len(commands) > 12
    assert len(read_thesis(tmp_path / "bulbs").claims) == 13


def test_the_layer_of_writing_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    assert any("causal_compute.authoring" in layer for layer in layers)


def test_every_refusal_is_one_of_ours() -> None:
    assert issubclass(SpoiltError, CausalComputeError)
    assert SpoiltError([]).exit_code == 3
