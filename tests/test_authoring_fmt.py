"""One layout: what it looks like, that nothing of a file is lost, and that a second run changes nothing."""

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.authoring import canon, formatting
from causal_compute.authoring.formatting import RefusedError, canonical, formatted, kind_of_file
from causal_compute.authoring.layout import comments_of, page_of, values_of
from causal_compute.dataset import build, write
from causal_compute.errors import BadDataError
from causal_compute.readers import read_thesis
from causal_compute.readers.schema import FILES
from causal_compute.vocabulary import prefixes
from tests.authored import bytes_of, edit, led, run

ROOT = Path(__file__).parents[1]


def fmt(text: str, name: str = "claims.yaml") -> str:
    return canonical(text.encode(), name, name)


LAYOUTS = [
    pytest.param(
        "- layer: thesis\n  kind:   causal\n  id: a\n",
        "- id: a\n  kind: causal\n  layer: thesis\n",
        id="keys in the order of the schema",
    ),
    pytest.param(
        "- effect: {change: holds,variable: x}\n  id: a\n",
        "- id: a\n  effect: {variable: x, change: holds}\n",
        id="in nested mappings, too",
    ),
    pytest.param(
        "- causes:\n      all:\n      -   change: holds\n          variable: x\n",
        "- causes:\n    all:\n      - variable: x\n        change: holds\n",
        id="two spaces to a level",
    ),
    pytest.param(
        "-   id: a\n    zzz: 1\n    aaa: 2\n", "- id: a\n  zzz: 1\n  aaa: 2\n", id="unknown keys stay"
    ),
    pytest.param(
        "- id: a\n  kind: x\n- id: b\n  kind: x\n\n\n\n- id: c\n",
        "- id: a\n  kind: x\n\n- id: b\n  kind: x\n\n- id: c\n",
        id="one blank line between items that take several",
    ),
    pytest.param("- {id: a}\n- {id: b}\n", "- {id: a}\n- {id: b}\n", id="none between those that take one"),
    pytest.param(
        "# head\n\n\n# more\n- kind: x   # beside kind\n  # above id\n  id: a # beside id\n# end\n",
        "# head\n\n# more\n# above id\n- id: a  # beside id\n  kind: x  # beside kind\n# end\n",
        id="comments go with their key",
    ),
    pytest.param(
        "- id: a\n  kind: x\n  # still of a\n# of b\n- id: b\n",
        "- id: a\n  kind: x\n  # still of a\n\n# of b\n- id: b\n",
        id="a comment indented deeper ends what came before",
    ),
    pytest.param(
        "- id: a\n  quote: {slide: S, # where\n    exact: x}\n",
        "- id: a\n  quote:\n    slide: S  # where\n    exact: x\n",
        id="a comment within braces",
    ),
    pytest.param(
        "- id: a\n  scope: {zh: 中,\n    en: b}\n",
        "- id: a\n  scope: {zh: 中, en: b}\n",
        id="braces over two lines",
    ),
    pytest.param(
        f"- id: a\n  text: {{zh: {'中' * 60}, en: {'e' * 60}}}\n",
        f"- id: a\n  text:\n    zh: {'中' * 60}\n    en: {'e' * 60}\n",
        id="braces too long for a line",
    ),
    pytest.param(
        "- id: a\n  why: one two\n    three\n",
        "- id: a\n  why: >-\n    one two three\n",
        id="a text over lines",
    ),
    pytest.param(
        "- id: a\n  why: 'one\n\n    two'\n",
        "- id: a\n  why: |-\n    one\n    two\n",
        id="with a line break of its own",
    ),
    pytest.param(
        "- id: a\n  why: > # say\n     broken here\n     by hand\n",
        "- id: a\n  why: |  # say\n    broken here by hand\n",
        id="a final line feed is kept",
    ),
    pytest.param(
        "- id: a\n  why: >-\n       broken here\n       by hand\n",
        "- id: a\n  why: >-\n    broken here\n    by hand\n",
        id="folded texts keep their breaks",
    ),
    pytest.param("- id: 'a'\n  kind: \"b\"\n", "- id: 'a'\n  kind: \"b\"\n", id="quotes are the author's"),
    pytest.param(
        "\ufeff- id: a\r\n  kind: b\r\n\r\n", "- id: a\n  kind: b\n", id="line ends and byte order mark"
    ),
    pytest.param("[]", "[]\n", id="an empty list"),
    pytest.param("---\n- id: a", "- id: a\n", id="the mark of a document"),
    pytest.param("", "\n", id="an empty file"),
]


@pytest.mark.parametrize(("before", "after"), LAYOUTS)
def test_the_layout(before: str, after: str) -> None:
    assert fmt(before) == after


def test_a_text_that_is_too_long_for_its_lines_is_filled_anew() -> None:
    words = " ".join(["word"] * 60)
    lines = fmt(f"- id: a\n  why: >-\n    {words}\n    short\n").splitlines()
    assert max(map(len, lines)) <= 110
    assert yaml.safe_load("\n".join(lines)) == [{"id": "a", "why": f"{words} short"}]


def test_the_first_comments_stay_first_whatever_key_moves() -> None:
    before = "# yaml-language-server: $schema=x\n# what it is\ntitle: {zh: 题, en: t}\nid: a  # name\n"
    assert fmt(before, "thesis.yaml") == (
        "# yaml-language-server: $schema=x\n# what it is\nid: a  # name\ntitle: {zh: 题, en: t}\n"
    )


@pytest.mark.parametrize(
    "name", ["anchor: &a x", "alias: *a", "tag: !!str x", "a: 1\n b: 2", "a: [", "? [x]\n: y"]
)
def test_what_a_thesis_may_not_hold_is_refused(name: str) -> None:
    with pytest.raises(BadDataError):
        fmt(name)


# ---------------------------------------------------------------- nothing is lost


def scalar(pick: random.Random) -> str:
    return pick.choice(
        ["word", "two words", '"quoted: #no"', "'it''s'", "5", "数据 说", '"a\\nb"', "x#y", "a:b"]
    )


REMARK = re.compile(r"# (?:remark|beside) \d+")
KEYS = ["id", "kind", "layer", "text", "zh", "en", "quote", "exact", "x", "causes", "all"]
Tree = Any


def tree(pick: random.Random, depth: int = 0) -> Tree:
    dice = pick.random()
    if depth > 3 or (depth and dice < 0.4):
        return scalar(pick)
    if dice < 0.6 and depth != 1:  # a thesis has no list right in a list
        return [tree(pick, depth + 1) for _ in range(pick.randint(1, 3))]
    return {key: tree(pick, depth + 1) for key in pick.sample(KEYS, pick.randint(1, 4))}


def flow(node: Tree) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return f"[{', '.join(map(flow, node))}]"
    return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in node.items()) + "}"


def remarks(pick: random.Random, indent: int) -> list[str]:
    def line() -> str:
        at = pick.choice([indent, indent, indent, 2 * pick.randint(0, 3)])
        return pick.choice(["", f"{' ' * at}# remark {pick.randint(0, 999)}"])

    return [line() for _ in range(pick.choice([0, 0, 0, 1, 2]))]


def lines_of(pick: random.Random, node: Tree, indent: int) -> list[str]:
    """Write a tree the way a person might: any indentation, comments anywhere, some of it in flow style."""
    lines: list[str] = []
    for key, value in node.items() if isinstance(node, dict) else ((None, item) for item in node):
        lines += remarks(pick, indent)
        head = " " * indent + (f"{key}:" if key else "-")
        beside = pick.choice(["", "", f"  # beside {pick.randint(0, 999)}"])
        if isinstance(value, str) and pick.random() < 0.3:
            pad = " " * (indent + pick.randint(2, 4))
            style = pick.choice([">-", ">", "|", "|-"])
            lines += [f"{head} {style}{beside}", f"{pad}folded # text", f"{pad}in lines", ""]
        elif isinstance(value, str) or pick.random() < 0.3:
            lines.append(f"{head} {flow(value)}{beside}")
        else:
            step = pick.choice([2, 2, 3, 4])
            below = lines_of(pick, value, indent + step)
            starts = bool(below[0].strip()) and not below[0].lstrip().startswith("#")
            if key is None and starts and not beside:
                lines += [f"{head}{' ' * (step - 1)}{below[0].lstrip()}", *below[1:]]
            else:
                lines += [head + beside, *below]
    return lines + remarks(pick, indent)


@pytest.mark.no_cover
@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(sorted(FILES)))
def test_values_and_comments_survive_and_a_second_run_changes_nothing(seed: int, kind: str) -> None:
    pick = random.Random(seed)  # noqa: S311 - a seeded choice, no secret
    text = "\n".join(lines_of(pick, tree(pick), 0)) + "\n"
    try:
        before = page_of(text.encode(), "f")
    except BadDataError:
        return  # a remark in a place that YAML forbids
    values, comments = values_of(before.root), comments_of(before)
    assert values == yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes strings only
    assert comments == remarks_in(text, values)
    after = canonical(text.encode(), f"{kind}.yaml", "f")
    again = page_of(after.encode(), "f")
    assert (values_of(again.root), comments_of(again)) == (values, comments)
    assert canonical(after.encode(), f"{kind}.yaml", "f") == after


def remarks_in(text: str, values: Tree) -> list[str]:
    """Return the comments that the generator wrote, but for those that it wrote into a block of text."""
    found = REMARK.findall(text)
    for inside in REMARK.findall(str(values)):
        found.remove(inside)
    return sorted(found)


@pytest.mark.no_cover
@pytest.mark.parametrize("folder", ["graph", "examples"])
def test_what_is_kept_here_says_the_same_in_its_layout(folder: str, tmp_path: Path) -> None:
    """Every thesis of this repository builds to the same bytes of RDF before and after."""
    shutil.copytree(ROOT / folder, tmp_path / folder)
    homes = sorted(path.parent for path in (tmp_path / folder).rglob("thesis.yaml"))
    assert homes
    for home in homes:
        before = rdf(home)
        for file in formatted(home):
            assert file.problem == ""
            file.write()
        assert rdf(home) == before
        assert [file.shown for file in formatted(home) if file.changed] == []


def rdf(home: Path) -> bytes:
    thesis = read_thesis(home)
    return write(build(replace(thesis, digest="")), "nquads", prefixes(thesis.id))


def test_the_example_reads_the_same_after_a_shuffle_of_its_keys(tmp_path: Path) -> None:
    home = led(tmp_path)
    laid_out, meant = bytes_of(home), rdf(home)
    for path in home.rglob("*.yaml"):
        if not path.name.startswith("."):
            path.write_text(shuffled(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert rdf(home) == meant
    assert bytes_of(home) != laid_out
    assert run("fmt", home).exit_code == 0
    assert rdf(home) == meant


def shuffled(text: str) -> str:
    """Turn the keys of every item of a list around, where each takes one line."""
    items = text.split("\n\n")
    return "\n\n".join(turned(item) for item in items)


def turned(item: str) -> str:
    lines = item.rstrip().split("\n")
    flat = all(line.startswith(("- ", "  ")) and line[2] != " " for line in lines)
    if not flat or not lines[0].startswith("- id"):
        return item
    turned_lines = [line[2:] for line in reversed(lines)]
    return "\n".join(("- " if not at else "  ") + line for at, line in enumerate(turned_lines))


# ---------------------------------------------------------------- the command


def test_a_check_and_a_difference_write_nothing_and_end_with_one(tmp_path: Path) -> None:
    home = led(tmp_path)
    edit(home / "thesis.yaml", "id: led\n", "id:   led\n")
    before = bytes_of(home)
    checked, shown = run("fmt", home, "--check"), run("fmt", home, "--diff")
    assert (checked.exit_code, shown.exit_code) == (1, 1)
    assert checked.stdout == f"{home.as_posix()}/thesis.yaml would change\n"
    assert checked.stderr == "1 of 10 files would change, 9 in their layout already\n"
    assert "-id:   led\n+id: led\n" in shown.stdout
    assert bytes_of(home) == before
    assert run("fmt", home).exit_code == 0
    assert run("fmt", home, "--check").exit_code == 0


def test_a_file_that_cannot_be_read_is_named_and_left_and_the_others_are_done(tmp_path: Path) -> None:
    home = led(tmp_path)
    (home / "claims.yaml").write_text("- id: [\n", encoding="utf-8")
    edit(home / "thesis.yaml", "id: led\n", "id:   led\n")
    ran = run("fmt", home)
    assert ran.exit_code == 3
    assert f"{home.as_posix()}/claims.yaml:2:1: CC002" in ran.stderr
    assert "1 of 10 files laid out anew, 8 in their layout already, 1 left as it is" in ran.stderr
    assert (home / "claims.yaml").read_text(encoding="utf-8") == "- id: [\n"
    assert "id: led\n" in (home / "thesis.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text: text.replace("# kept", "#"), id="a comment is lost"),
        pytest.param(lambda text: text.replace("id: a", "id: b"), id="a value is lost"),
        pytest.param(lambda text: text + "  ? [\n", id="it is no YAML any more"),
        pytest.param(lambda text: text + f"# {len(text)}\n", id="a comment more"),
    ],
)
def test_a_layout_that_would_lose_something_is_refused(
    spoil: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = canon.text_of
    monkeypatch.setattr(formatting, "text_of", lambda page, schema: spoil(honest(page, schema)))
    with pytest.raises(RefusedError, match="would be lost; the file is left as it is"):
        fmt("- id: a  # kept\n")


def test_a_folder_without_a_thesis_is_said_to_be_one(tmp_path: Path) -> None:
    ran = run("fmt", tmp_path)
    assert ran.exit_code == 2
    assert ran.stderr.startswith("causal-compute: no thesis.yaml in")


def test_a_link_is_written_through(tmp_path: Path) -> None:
    home = led(tmp_path)
    (home / "claims").mkdir()
    (home / "claims.yaml").rename(home / "kept.txt")
    (home / "claims" / "all.yaml").symlink_to(home / "kept.txt")
    edit(home / "kept.txt", "- id: one-number\n", "- id:  one-number\n")
    assert run("fmt", home).exit_code == 0
    assert (home / "claims" / "all.yaml").is_symlink()
    assert "- id: one-number\n" in (home / "kept.txt").read_text(encoding="utf-8")


def test_every_kind_of_file_has_its_order() -> None:
    for name in FILES:
        assert kind_of_file(f"{name}.yaml") == name
        assert kind_of_file(f"evidence:{name}.yaml") == name
