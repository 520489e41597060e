"""Text for terminals: nothing lost, nothing too wide, and nothing that a terminal would obey."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from causal_compute.answers.compile import compile_answers
from causal_compute.answers.document import Answer, Intent, Status
from causal_compute.answers.overview import left_open, rows
from causal_compute.answers.reply import focused
from causal_compute.compiled import Compiled
from causal_compute.exports.report_words import REPORT_WORDS
from causal_compute.model import Basis, ClaimKind, EventKind, Layer, Modality, Seen, Text, VariableKind
from causal_compute.readers import read_thesis
from causal_compute.render import comparing_words, diff_words, outlook_words, record_words, words
from causal_compute.render.columns import clean, packed, painted, width, wrap
from causal_compute.render.listing import open_lines, row_lines
from causal_compute.render.markdown import markdown
from causal_compute.render.mermaid import mermaid
from causal_compute.render.text import near_lines, text
from causal_compute.render.voice import plain
from causal_compute.traverse import GapKind

if TYPE_CHECKING:
    from enum import Enum

TABLES = (words, outlook_words, record_words)
EN = {key: said for table in TABLES for key, said in table.EN.items()}
ZH = {key: said for table in TABLES for key, said in table.ZH.items()}
ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "fixtures" / "small"
SMALL = read_thesis(FOLDER)
DAY = date(2026, 11, 22)
ANSWERS = compile_answers(SMALL, DAY)
DECK = compile_answers(read_thesis(), DAY)
INTENTS: tuple[Intent, ...] = get_args(Intent)
LANGUAGES = ["en", "zh", "both"]
Check = Callable[[str, str], None]


# Goldens: what users see


SAID = [
    ("why-en.txt", "why night reading", "en"),
    ("why-zh.txt", "为什么夜读", "zh"),
    ("why-both.txt", "why night reading", "both"),
    ("why-nested-gates.txt", "why night school", "en"),
    ("why-not.txt", "why not night school", "zh"),
    ("when.txt", "when night school", "en"),
    ("compare.txt", "night reading vs night school", "en"),
    ("impact.txt", "what does a blackout hit", "en"),
    ("evidence.txt", "evidence for the price of light", "en"),
    ("trace.txt", "trace night reading", "zh"),
]


@pytest.mark.parametrize(("name", "question", "language"), SAID)
def test_an_answer_reads_as_it_did(name: str, question: str, language: str, same_as_golden: Check) -> None:
    answer = Compiled(str(FOLDER)).ask(question, DAY)
    same_as_golden(name, text(answer, language, columns=88))


def test_the_agents_answer_reads_as_it_did(same_as_golden: Check) -> None:
    same_as_golden("agents-en.txt", text(Compiled().ask("why agents now", DAY), "en", columns=100))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("why-en.md", lambda answer: markdown(answer, "en")),
        ("why-zh.md", lambda answer: markdown(answer, "zh")),
        ("why-en.mermaid.txt", lambda answer: mermaid(answer, "en")),
        ("why.json", lambda answer: json.dumps(answer, ensure_ascii=False, indent=2)),
    ],
)
def test_the_other_forms_read_as_they_did(
    name: str, write: Callable[[Answer], str], same_as_golden: Check
) -> None:
    same_as_golden(name, write(Compiled(str(FOLDER)).ask("why night reading", DAY)))


def test_lists_and_gaps_read_as_they_did(same_as_golden: Check) -> None:
    found = rows(SMALL, "variables", (), ANSWERS)
    lines = [*row_lines(found, "en"), "", *row_lines(found, "zh"), "", *open_lines(left_open(SMALL), "en")]
    same_as_golden("lists.txt", "\n".join(lines))


# Words


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    gap = re.compile(r"\{(\w+)\}")
    assert {key: sorted(gap.findall(words)) for key, words in EN.items()} == {
        key: sorted(gap.findall(words)) for key, words in ZH.items()
    }


def test_every_word_is_in_its_own_language() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    assert [key for key, words in EN.items() if han.search(words)] == []
    bare = {key for key, words in ZH.items() if not han.search(words)}
    assert bare == {"range", "binding-named", "when-range"}  # nothing but gaps


def test_the_words_of_the_model_are_in_the_tables() -> None:
    kinds: list[tuple[str, type[Enum]]] = [
        ("layer-", Layer),
        ("modality-", Modality),
        ("gap-", GapKind),
        ("kind-", VariableKind),
        ("kind-", ClaimKind),
        ("", EventKind),
        ("", Seen),
        ("", Basis),
    ]
    wanted = {f"{prefix}{kind.value}" for prefix, kinds_ in kinds for kind in kinds_} | set(get_args(Status))
    assert wanted - set(EN) == set()


def said() -> Iterator[tuple[str, bool]]:
    """Yield every string of the renderers that may be a key, and whether it is the key or its beginning."""
    for folder in ("render", "cli"):
        for path in sorted((ROOT / "src" / "causal_compute" / folder).glob("*.py")):
            if not path.name.endswith("words.py"):
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                    yield from keys_of(node)


def keys_of(node: ast.AST) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, True
    elif isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
        yield str(node.values[0].value), False
    elif (
        isinstance(node, ast.BinOp)
        and isinstance(node.left, ast.Constant)
        and isinstance(node.left.value, str)
    ):
        yield node.left.value, False


def test_every_word_in_the_tables_is_said_somewhere() -> None:
    whole = {key for key, all_of_it in said() if all_of_it}
    begun = tuple(key for key, _ in said() if re.fullmatch(r"[a-z]+-", key))
    values = {kind.value for kinds in (EventKind, Seen, Basis) for kind in kinds} | set(get_args(Status))
    operators = {"all", "any", "at_least"}
    assert [key for key in EN if key not in whole | values | operators and not key.startswith(begun)] == []


def test_every_key_that_is_said_is_in_the_tables() -> None:
    calls = []
    for path in sorted((ROOT / "src" / "causal_compute").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "say"
            ):
                calls += [
                    (path.name, node.args[0].value) for _ in [0] if isinstance(node.args[0], ast.Constant)
                ]
    assert len(calls) > 40
    more = (comparing_words.WORDS, diff_words.WORDS, REPORT_WORDS)
    known = EN.keys() | {key for table in more for key in table["en"]}
    assert [call for call in calls if call[1] not in known] == []
    assert [table["en"].keys() ^ table["zh"].keys() for table in more] == [set(), set(), set()]


# Columns


MIXED = st.text(st.sampled_from("ab 算力，。(x）“”（-"), max_size=80)


@settings(max_examples=100)
@given(words=MIXED, columns=st.integers(4, 30))
@example(words="a （b", columns=4)
def test_wrapping_loses_nothing_but_white_space(words: str, columns: int) -> None:
    assert "".join("".join(wrap(words, columns)).split()) == "".join(words.split())


@settings(max_examples=100)
@given(words=MIXED, columns=st.integers(4, 30))
@example(words="算力，，，，", columns=4)
@example(words="（（（（算", columns=4)
def test_a_line_is_too_wide_only_where_it_cannot_be_broken(words: str, columns: int) -> None:
    for line in wrap(words, columns):
        if width(line) > columns:
            breaks = [at for at in range(1, len(line)) if breakable(line[at - 1], line[at])]
            assert breaks == [], line


def breakable(before: str, after: str) -> bool:
    """Return whether a line may end between two characters: not before what closes or after what opens."""
    if after in "，。）” )" or before in "（“(":
        return False
    return before == " " or before in "算力，。）" or after in "算力（"


@settings(max_examples=100)
@given(words=st.text(st.sampled_from("ab算力，。(x）“”（-"), max_size=80), columns=st.integers(4, 30))
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(words: str, columns: int) -> None:
    lines = wrap(words, columns)
    assert not any(line[0] in "，。）”" for line in lines[1:])
    assert not any(line[-1] in "（“(" for line in lines[:-1])


@settings(max_examples=60)
@given(words=st.text(st.sampled_from("算力成本 "), max_size=80), columns=st.integers(4, 30))
def test_no_line_of_chinese_is_wider_than_it_may_be(words: str, columns: int) -> None:
    assert max(map(width, wrap(words, columns))) <= columns


@pytest.mark.parametrize(
    ("words", "columns"),
    [("算力", 4), ("ok", 2), ("e\u0301", 1), ("，", 2), ("●", 1), ("한국", 4), ("ｗ", 2), ("", 0)],
)
def test_a_chinese_character_is_two_columns_wide(words: str, columns: int) -> None:
    assert width(words) == columns


@settings(max_examples=60)
@given(st.lists(st.tuples(MIXED.filter(bool), st.sampled_from(["a", "b"])), max_size=6), st.integers(4, 30))
def test_paint_takes_no_columns(groups: list[tuple[str, str]], columns: int) -> None:
    def loud(words: str, role: str) -> str:
        return f"\x1b[{role}m{words}\x1b[0m"

    def stripped(lines: Iterator[str]) -> list[str]:
        return [re.sub(r"\x1b\[\w+m", "", line) for line in lines]

    assert stripped(painted(groups, columns, loud)) == wrap("".join(words for words, _ in groups), columns)
    whole = [[part] for part in groups]
    assert stripped(packed(whole, columns, loud)) == list(packed(whole, columns, plain))


# Every answer, every form


def coloured(words: str, role: str) -> str:
    return f"\x1b[3{len(role) % 8}m{words}\x1b[0m"


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [80, 100])
def test_no_answer_is_wider_than_its_page_but_for_addresses(language: str, columns: int) -> None:
    for answer in [*ANSWERS.values(), *DECK.values()]:
        for intent in INTENTS:
            lines = text(focused(answer, "q", intent), language, columns=columns).splitlines()
            wide = [line for line in lines if width(line) > columns and "<http" not in line]
            assert all(" " not in line.strip("│├└─ ") for line in wide), wide


@pytest.mark.parametrize("language", LANGUAGES)
def test_colours_change_no_letter(language: str) -> None:
    for answer in [*ANSWERS.values(), DECK["agent-economy"], DECK["robotaxi"]]:
        for intent in INTENTS:
            asked = focused(answer, "q", intent)
            painted_text = text(asked, language, paint=coloured, columns=70)
            assert re.sub(r"\x1b\[\d+m", "", painted_text) == text(asked, language, columns=70)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variable", sorted(ANSWERS))
def test_every_answer_can_be_said_in_every_form(variable: str, language: str) -> None:
    label = ANSWERS[variable]["focus"][0]["label"]["zh" if language == "zh" else "en"]
    for form in (text, markdown):
        assert label in form(ANSWERS[variable], language).replace("\\", "")
    assert mermaid(ANSWERS[variable], language).startswith("flowchart BT\n")


def test_a_trace_explains_every_claim_of_its_chains_once() -> None:
    answer = Compiled().trace("agents", DAY, to="constraint", k=6)
    lines = text(answer, "en", columns=200).splitlines()
    for claim in {claim for chain in answer["chains"] for claim in chain["claims"]}:
        assert sum(f"[{claim} ·" in line for line in lines) == 1, claim


def test_sources_are_those_of_what_is_shown() -> None:
    said_of_claim = text(Compiled().show("agents-need-capability-and-cost", DAY), "en")
    assert "kpmg-agents:" in said_of_claim  # of an event
    assert "metr" not in said_of_claim  # of the tree, which is not drawn here
    assert "metr-th11:" in text(DECK["agent-economy"], "en")


def test_a_chain_from_another_root_is_not_said_to_come_from_the_first() -> None:
    said_of_robotaxi = text(DECK["robotaxi"], "en")
    assert "How it comes down to compute, robot hardware" in said_of_robotaxi
    assert re.search(r"Other roots behind it\n  road approval\n", said_of_robotaxi)


# What is hostile


EVIL = "\x1b]52;c;aGk=\x07\x9b31m\u202e\u2066\r\n\x7f\u200bx"
WORDED = {
    *("zh", "en", "exact", "verbatim", "figure", "unit", "publisher", "title", "url", "threshold", "range"),
    *("matched", "question", "slide", "source"),
}


def tainted(part: Any, field: str = "") -> Any:  # noqa: ANN401 - any part of a JSON document
    """Return a document with something hostile in every string that people write."""
    if isinstance(part, dict):
        return {key: tainted(inner, key) for key, inner in part.items()}
    if isinstance(part, list):
        return [tainted(inner, "matched" if field == "unread" else field) for inner in part]
    return part + EVIL if isinstance(part, str) and field in WORDED else part


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_thesis_can_speak_to_the_terminal(language: str) -> None:
    for answer in [*ANSWERS.values(), DECK["agent-economy"], DECK["voice-agents"]]:
        for intent in INTENTS:
            asked = focused({**answer, "unread": ["word"]}, "q", intent)
            asked["readings"] = [{"id": "x", "matched": "word", "stage": "fuzzy", "score": 0.9}]
            evil = cast("Answer", tainted(asked))
            for said_ in (text(evil, language), markdown(evil, language), mermaid(evil, language)):
                assert all(line.isprintable() for line in said_.split("\n"))
                assert "x" in said_


def test_near_misses_and_lists_cannot_either() -> None:
    nothing = Compiled(str(FOLDER)).ask("why candel and grib", DAY)
    near = [{"id": "x", "label": {"zh": "一", "en": "a"}, "matched": "a", "score": 0.5}]
    shown = near_lines(cast("Answer", tainted({**nothing, "near_misses": near})), "both")
    shown += near_lines(cast("Answer", tainted({**nothing, "near_misses": []})), "en")
    shown += row_lines(tainted(rows(SMALL, "claims", (), ANSWERS)), "both")
    shown += row_lines(tainted(rows(SMALL, "variables", (), ANSWERS)), "zh")
    shown += open_lines(tainted(left_open(SMALL)), "en")
    assert len(shown) > 20
    assert all(line.isprintable() for line in shown), shown


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("a\x1b]52;c;x\x07\u202eb\nc", "a]52;c;xb c"),
        ("two  spaces", "two  spaces"),
        ("\ud800", ""),
        ("算力　ok", "算力 ok"),
        ("e\u0301\u200d", "e\u0301"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out(words: str, left: str) -> None:
    assert clean(words) == left


# Mermaid and Markdown, read again


EVIL_LABELS = [
    'x"]\n  evil --> n_y',
    '"; click n_y "javascript:1"',
    "%% a comment",
    "#quot;#35;",
    "`**bold**`",
    "a|b|c",
    "end",
    "<script>alert(1)</script>",
    "-- x --> y",
    "1. one",
    "%%{init: {}}%%",
    "subgraph x",
]
NODE = re.compile(r'  (?P<id>\w+)(?:\[|\(\[|\{)"(?P<label>[^"]*)"(?:\]|\]\)|\})(?::::\w+ --> \w+)?')
LINK = re.compile(r'  n_\w+ -->\|"(?:#43;|#45;|#63;)"\| n_\w+')
STYLE = re.compile(r"  classDef \w+ stroke:#[0-9a-f]{6},stroke-width:2px")


def labels_of(diagram: str) -> dict[str, str]:
    """Return the labels of a diagram by node; every line must be a node, a link or a style."""
    first, *lines = diagram.splitlines()
    assert first == "flowchart BT"
    nodes = {}
    for line in lines:
        node = NODE.fullmatch(line)
        assert node or LINK.fullmatch(line) or STYLE.fullmatch(line), line
        if node:
            nodes[node["id"]] = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), node["label"])
    return nodes


@pytest.mark.parametrize("label", EVIL_LABELS)
def test_a_label_comes_out_of_a_diagram_as_it_went_in(label: str) -> None:
    evil = Text(zh=label, en=label)
    variables = {key: replace(v, label=evil, short=evil) for key, v in SMALL.variables.items()}
    drawn = compile_answers(replace(SMALL, variables=variables), DAY)
    for variable, answer in drawn.items():
        calm, hostile = labels_of(mermaid(ANSWERS[variable], "en")), labels_of(mermaid(answer, "en"))
        assert list(calm) == list(hostile)
        expected = clean(label)
        assert {shown for node, shown in hostile.items() if node.startswith("n_")} == {expected}


def test_every_diagram_of_the_deck_can_be_read() -> None:
    for answer in DECK.values():
        assert labels_of(mermaid(answer, "zh"))


@pytest.mark.parametrize("ticks", ["`", "```", "``````"])
def test_a_fence_is_longer_than_any_row_of_backticks_in_it(ticks: str) -> None:
    answer = ANSWERS["night-reading"]
    words = f"{ticks}\n{ticks}mermaid\n# heading"
    claims = {
        key: {**claim, "quotes": [{**quote, "exact": words, "en": words} for quote in claim["quotes"]]}
        for key, claim in answer["claims"].items()
    }
    page = markdown(cast("Answer", {**answer, "claims": claims}), "en").splitlines()
    fences = [line for line in page if re.match(r"`{3,}", line)]
    assert len(fences) == 4
    opening = re.match(r"`+", fences[0])
    assert opening is not None
    assert fences[1] == opening[0]
    inside = page[page.index(fences[0]) + 1 : page.index(fences[1], page.index(fences[0]) + 1)]
    assert max(len(row) for line in inside for row in re.findall(r"`+", line)) < len(opening[0])
    assert not any(line.startswith("#") for line in page if line != page[0])


def test_markdown_shows_words_as_they_are() -> None:
    evil = Text(zh="*粗* <b>x</b> [a](javascript:1)", en="*bold* <b>x</b> [a](javascript:1) | #1")
    claims = {key: replace(claim, text=evil) for key, claim in SMALL.claims.items()}
    page = markdown(compile_answers(replace(SMALL, claims=claims), DAY)["night-reading"], "en")
    outside = page.split("```")[0]
    assert "\\*bold\\* &lt;b&gt;x&lt;/b&gt; \\[a\\](javascript:1) \\| \\#1" in outside
    assert "<b>" not in outside


def test_both_tables_are_reached_by_their_language() -> None:
    assert [table.WORDS for table in TABLES] == [{"en": table.EN, "zh": table.ZH} for table in TABLES]
    assert len(EN) == sum(len(table.EN) for table in TABLES)
