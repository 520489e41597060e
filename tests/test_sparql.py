"""`causal-compute sparql` as its user meets it, and the page that teaches it."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from causal_compute.cli import COMMANDS, cli, querying
from causal_compute.cli.sparql import sparql_
from causal_compute.render.columns import width
from causal_compute.render.rows import table
from causal_compute.stores import open_store
from causal_compute.stores.named import named_queries
from causal_compute.stores.process import Limits

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.|ConjunctiveGraph ):DeprecationWarning")

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "sparql.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ causal-compute (.*)\n((?:(?!```).*\n)*)```", PAGE)
SMALL = str(ROOT / "tests" / "fixtures" / "small")
SMALL_CAUSES = ("book-supply", "light-cost")  # of its one application, night-reading


def run(*words: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(words), input=stdin)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_the_page_shows_what_the_command_prints(command: str, output: str) -> None:
    ran = run(*shlex.split(command))
    assert (ran.stderr if ran.exit_code else ran.stdout).rstrip("\n") == output.rstrip("\n")


def test_the_page_has_a_dozen_examples_and_lists_every_query() -> None:
    assert len(SHOWN) >= 12
    listed = {line.split()[0] for line in SHOWN[0][1].splitlines()}
    assert listed == set(named_queries())


def test_the_python_of_the_page_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "docs/sparql.md", "exec"), names)  # noqa: S102 - our own page
    assert {"root": "deck:compute"} in names["roots"]
    assert "deck:inference-cost" in {row["variable"] for row in names["gates"].table()}


def test_the_first_line_of_the_help_is_the_one_that_is_listed() -> None:
    assert (sparql_.help or "").splitlines()[0] == COMMANDS["sparql"][1]


def test_every_query_is_listed_in_chinese_too() -> None:
    lines = run("sparql", "--list", "--lang", "zh").stdout.splitlines()
    assert len(lines) == len(named_queries())
    assert all(re.search(r"[\u4e00-\u9fff].*？$", line) for line in lines)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["sparql"], 2, "give a query, the name of one (see --list), or a file with -f"),
        (["sparql", "ASK {}", "-f", __file__], 2, "give a query"),
        (["sparql", "-f", "no-such-file.rq"], 2, "no-such-file.rq"),
        (["sparql", "applicatoins"], 1, "did you mean applications"),
        (["sparql", "xyzzy"], 1, "nothing in the graph answers to 'xyzzy'"),
        (["sparql", "--show"], 2, "--show wants the name of a query"),
        (["sparql", "ASK { }", "-p", "a=b"], 2, "parameters belong to named queries"),
        (["sparql", "causes", "-p", "effect"], 2, "-p effect is not NAME=ID"),
        (["sparql", "causes", "-p", "cause=compute"], 2, "causes has no parameter 'cause'; it has effect"),
        (["sparql", "causes", "-p", "effect=agent-economi"], 1, "did you mean agent-economy"),
        (
            ["sparql", "CONSTRUCT WHERE { ?s cc:root ?o }", "--format", "csv"],
            2,
            "a graph has no rows for csv",
        ),
        (
            ["sparql", "SELECT ?s { ?s ?p }"],
            3,
            "line 1, column 20 of the query: this is not SPARQL; something is missing",
        ),
        (["sparql", "DELETE WHERE { ?s ?p ?o }"], 3, "DELETE belongs to an update"),
        (["sparql", "SELECT * FROM <file:///etc/hosts> {}"], 3, "FROM may name only a graph that is here"),
        (["sparql", "ASK " + "{" * 200 + "}" * 200], 4, "more than 100 brackets in brackets"),
        (["sparql", "ASK { }", "--timeout", "0"], 2, "--timeout"),
        (["sparql", "ASK { }", "--engine", "jena"], 2, "--engine"),
    ],
)
def test_what_goes_wrong_has_a_code_and_a_remedy(words: list[str], code: int, says: str) -> None:
    ran = run(*words)
    assert (ran.exit_code, ran.stdout) == (code, "")
    assert says in ran.stderr


def test_an_endless_query_ends_with_code_4() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ran = run("sparql", endless, "--timeout", "1.5")
    assert ran.exit_code == 4
    assert "did not end within 1.5 s" in ran.stderr


def test_a_query_comes_from_a_file_or_a_pipe(tmp_path: Path) -> None:
    query = "\ufeff# 有哪些根\r\nSELECT ?root { ?root a cc:Root }\r\nORDER BY ?root\r\n".encode()
    file = tmp_path / "roots.rq"
    file.write_bytes(query)
    from_file, from_pipe = run("sparql", "-f", str(file)), run("sparql", "-f", "-", stdin=query)
    assert from_file.stdout == from_pipe.stdout
    assert "deck:compute\n" in from_file.stdout
    assert from_file.stderr == "7 rows\n"


def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    file = tmp_path / "gbk.rq"
    file.write_bytes("ASK { } # 算力".encode("gbk"))
    ran = run("sparql", "-f", str(file))
    assert (ran.exit_code, "the file is not UTF-8 at byte 10" in ran.stderr) == (3, True)


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_another_thesis_has_its_own_prefix(engine: str) -> None:
    query = "SELECT ?cause { small:night-reading ^cc:influences ?cause } ORDER BY ?cause"
    ran = run("sparql", query, "--thesis", SMALL, "--engine", engine, "--format", "csv")
    assert ran.stdout.split() == [
        "cause",
        *(f"https://w3id.org/causal-compute/small/{c}" for c in SMALL_CAUSES),
    ]


def test_layers_leave_the_others_out() -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    one = run("sparql", query, "--layer", "curator", "--format", "tsv").stdout
    two = run("sparql", query, "--layer", "curator", "--layer", "evidence", "--format", "tsv").stdout
    assert re.findall(r"graph/(\w+)", one) == ["curator", "document"]
    assert re.findall(r"graph/(\w+)", two) == ["curator", "document", "evidence"]


def test_every_format_holds_the_same_rows() -> None:
    names = ["agent-economy", "ai-companions"]
    query = "SELECT ?a { ?a a cc:Application } ORDER BY ?a LIMIT 2"
    out = {
        form: run("sparql", query, "--format", form).stdout for form in ("table", "json", "csv", "tsv", "xml")
    }
    rows = json.loads(out["json"])["results"]["bindings"]
    assert [row["a"]["value"].rsplit("/", 1)[1] for row in rows] == names
    assert [uri.text.rsplit("/", 1)[1] for uri in ET.fromstring(out["xml"]).iter() if uri.text] == names  # noqa: S314 - our own output
    for form in ("table", "csv", "tsv"):
        assert re.findall(r"[/:]([a-z-]+)>?\r?$", out[form], flags=re.MULTILINE) == names


def test_a_truth_is_a_word() -> None:
    assert run("sparql", "ASK { deck:compute a cc:Root }").stdout == "true\n"
    assert run("sparql", "ASK { deck:compute a cc:Factor }", "--format", "csv").stdout == "false\n"


def test_a_terminal_is_told_nothing_that_it_would_obey() -> None:
    hostile = 'SELECT ("a\\u001B]52;c;eA==\\u0007\\u202Eb" AS ?x) { }'
    printed = run("sparql", hostile).stdout
    assert "a]52;c;eA==b" in printed
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", printed)


def test_the_other_formats_are_cleaned_for_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    with monkeypatch.context() as terminal:
        terminal.setattr(sys, "stdout", Terminal())
        cleaned = querying._safe("a\x1b]0;t\x07\tb\n\u202ec")  # noqa: SLF001 - a test has no terminal
    assert cleaned == "a]0;t\tb\nc"


@pytest.mark.parametrize("columns", [30, 48, 80, None])
def test_a_table_fits_its_terminal_and_loses_nothing(columns: int | None) -> None:
    heads = ["id", "text", "n"]
    rows = [
        ["deck:compute", "所有 AI 问题，拆到底都是算力问题", "12"],
        ["deck:chips", "chips bind before power", "3.5"],
    ]
    drawn = table(heads, rows, columns=columns)
    assert columns is None or max(map(width, drawn.splitlines())) <= columns
    for character in "".join(rows[0]):
        assert character in drawn
    if columns is None:
        edges = {width(line) for line in drawn.splitlines() if line.endswith(("n", "─", "12", "3.5"))}
        assert (
            len(edges) == 1
        )  # numbers stand to the right, under their head, whatever the script beside them


def test_a_file_beside_the_user_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("open('ran', 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    assert open_store([], limits=Limits(20.0)).query("ASK { }")
    assert not (tmp_path / "ran").exists()


def test_the_help_loads_no_engine() -> None:
    probe = (
        "import sys; from causal_compute.cli import cli\n"
        "heavy = {'yaml', 'networkx', 'rdflib', 'pyoxigraph'}\n"
        "try: cli(['sparql', '--help'])\n"
        "except SystemExit: print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert done.stdout.endswith("[]\n")
