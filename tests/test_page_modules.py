"""The page's modules: node's own test runner, and the twins of what Python does."""

import json
import subprocess
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.explorer.boxes import MOST, box
from causal_compute.readers import read_thesis
from tests.visits import program

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "causal_compute" / "explorer" / "web" / "source"

BOXES = f"""
import {{ boxOf }} from "{(SOURCE / "picture.js").as_uri()}";
let read = "";
for await (const part of process.stdin) read += part;
const made = ([title, marked]) => boxOf({{ title, mark: marked ? "●" : "" }}, {{ most: {MOST} }});
const boxes = JSON.parse(read).map(made);
process.stdout.write(JSON.stringify(boxes.map(({{ title, w, h }}) => [title, w, h])));
"""


def test_the_pages_own_tests_pass() -> None:
    tests = sorted(map(str, (ROOT / "tests" / "page").glob("*.test.js")))
    done = subprocess.run([program("node"), "--test", *tests], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


def boxes_in_node(labels: list[tuple[str, bool]]) -> list[tuple[tuple[str, ...], int, int]]:
    done = subprocess.run(
        [program("node"), "--input-type=module", "-e", BOXES],
        input=json.dumps(labels),
        capture_output=True,
        text=True,
        check=True,
    )
    return [(tuple(lines), width, height) for lines, width, height in json.loads(done.stdout)]


def boxes_here(labels: list[tuple[str, bool]]) -> list[tuple[tuple[str, ...], int, int]]:
    made = [box(label, marked=marked) for label, marked in labels]
    return [(each.lines, each.width, each.height) for each in made]


def test_the_deck_s_boxes_are_the_same_in_python_and_in_the_page() -> None:
    texts = [text for v in read_thesis().variables.values() for text in (v.short.zh, v.short.en, v.label.en)]
    labels = [(text, marked) for text in texts for marked in (False, True)]
    assert boxes_in_node(labels) == boxes_here(labels)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(st.text("abWil◁ 算力，成本（）-", min_size=1, max_size=40), st.booleans()), min_size=40
    )
)
def test_any_label_is_broken_alike_in_python_and_in_the_page(labels: list[tuple[str, bool]]) -> None:
    assert boxes_in_node(labels) == boxes_here(labels)
