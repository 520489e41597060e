"""`add-claim`: a claim made of a quote and names, written whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from causal_compute.authoring.adding import SpoiltError, addition
from causal_compute.authoring.canon import leaf
from causal_compute.authoring.naming import minted
from causal_compute.authoring.wanted import Wanted
from causal_compute.cli.add_claim import CHANGES, KINDS, RELATIONS
from causal_compute.errors import BadDataError, UsageError
from causal_compute.model import Change, Claim, Layer, Modality, VariableKind
from causal_compute.readers import read_thesis
from causal_compute.rules.folder import check_folder
from tests.authored import append, bytes_of, edit, led, run

ROOT = Path(__file__).parents[1]
OFFICES = "Offices keep their lamps on all day, so there, too, the electricity saved pays for the lamp."


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
