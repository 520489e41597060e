"""Text for terminals: nothing lost, nothing too wide, and nothing that a terminal would obey."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.answers.compile import compile_answers
from causal_compute.model import Text
from causal_compute.readers import read_thesis
from causal_compute.render.columns import clean, width, wrap
from causal_compute.render.markdown import markdown
from causal_compute.render.mermaid import mermaid
from causal_compute.render.text import text

SMALL = read_thesis(Path(__file__).parent / "fixtures" / "small")
DAY = date(2026, 11, 22)
ANSWERS = compile_answers(SMALL, DAY)
LETTERS = st.text(st.sampled_from("ab 算力，。(x"), max_size=80)


@settings(max_examples=60)
@given(words=LETTERS, columns=st.integers(4, 30))
def test_wrapping_loses_nothing_but_white_space(words: str, columns: int) -> None:
    assert "".join("".join(wrap(words, columns)).split()) == "".join(words.split())


@settings(max_examples=60)
@given(words=st.text(st.sampled_from("算力成本 "), max_size=80), columns=st.integers(4, 30))
def test_no_line_of_chinese_is_wider_than_it_may_be(words: str, columns: int) -> None:
    assert max(map(width, wrap(words, columns))) <= columns


@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("variable", sorted(ANSWERS))
def test_every_answer_can_be_said_in_every_form(variable: str, language: str) -> None:
    label = ANSWERS[variable]["focus"][0]["label"]["zh" if language == "zh" else "en"]
    for form in (text, markdown):
        assert label in form(ANSWERS[variable], language).replace("\\", "")
    assert mermaid(ANSWERS[variable], language).startswith("flowchart BT\n")


def test_a_label_cannot_speak_to_the_terminal() -> None:
    assert clean("a\x1b]52;c;x\x07\u202eb\nc") == "a]52;c;xb c"


def test_a_label_cannot_add_to_a_diagram() -> None:
    evil = Text(zh='x"]\n  evil --> n_y', en='x"]\n  evil --> n_y; click n_y "javascript:1"')
    variables = {key: replace(v, label=evil, short=evil) for key, v in SMALL.variables.items()}
    drawn = compile_answers(replace(SMALL, variables=variables), DAY)
    for variable, answer in drawn.items():
        plain, hostile = mermaid(ANSWERS[variable], "en"), mermaid(answer, "en")
        assert len(plain.splitlines()) == len(hostile.splitlines())
        assert "click" not in re.sub(r'"[^"]*"', "", hostile)
