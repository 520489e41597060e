# ruff: noqa: E501 - a row of a table is one line
"""Imports of what should not be: bombs, broken files, hostile names, loops; graphs that come back; corpora."""

import bz2
import csv
import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from causal_compute.cli import cli
from causal_compute.dag import build, claims_of, link_signs, mark
from causal_compute.errors import LimitError
from causal_compute.imports import Choices, NoImportError, corpus, gathering, import_file, opening
from causal_compute.imports.letters import Letters
from causal_compute.imports.loops import back_links, beginnings, steps_of
from causal_compute.imports.opening import lines
from causal_compute.imports.plain_yaml import listing
from causal_compute.model import GateOperator, Position, Thesis
from causal_compute.readers import read_thesis
from causal_compute.readers.characters import check_characters, check_scripts
from causal_compute.readers.findings import Desk
from causal_compute.rules.folder import check_folder

FIXTURES = Path(__file__).parent / "fixtures"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# ---------------------------------------------------------------- files that are refused, in a line

GRAPHML = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{}</graphml>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">{}]>'.format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
)
REFUSED = [
    # the file's name, what is in it, and what is said
    pytest.param("a.graphml", LAUGHS + GRAPHML.format("&j;"), "a.graphml:1: declares a document type", id="entities"),
    pytest.param("a.graphml", '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + GRAPHML.format(""), "document type", id="external"),
    pytest.param("a.graphml", GRAPHML.format("<graph>" * 50), "a.graphml:1: nests more than 40 deep", id="deep XML"),
    pytest.param("a.graphml", GRAPHML.format("<graph>"), "a.graphml:1:65: is no XML (mismatched tag)", id="no XML"),
    pytest.param("a.graphml", GRAPHML.format("<graph edgedefault='directed'/>"), "holds no claim", id="no edge"),
    pytest.param("a.json", '{"nodes": [' + "[" * 100_000, "nested too deep", id="deep JSON"),
    pytest.param("a.json", '{"nodes": [], "nodes": []}', "the key 'nodes' stands twice", id="a key twice"),
    pytest.param("a.json", '{"nodes": [\n{"id": 1},]}', "line 2, column", id="a comma too many"),
    pytest.param("a.json", '{"nodes": [{"id": "\xff"}]}'.encode("latin-1"), "a.json:1: byte 0xFF is not UTF-8", id="Latin-1"),
    pytest.param("a.json", '{"nodes": [{"id": 1}], "links": []}', "a.json: holds no claim that can be imported", id="no link"),
    pytest.param("a.json", '{"x": 1}', "a.json: does not show its format; name it with --format", id="what is it"),
    pytest.param("a.bin", "\x00\x01", "a.bin: does not show its format", id="binary"),
    pytest.param("a.csv", "", "a.csv: holds no claim", id="empty"),
    pytest.param("a.csv", "source,target\n", "a.csv: holds no claim", id="a header alone"),
    pytest.param("a.csv", "x,y\n1,2\n", "a.csv:1: has no column for the cause (cause, source, from", id="no header"),
    pytest.param("a.csv", "source,target,relation\na,b,sings\n", "(1 dropped: the relation word is not in the table (line 2))", id="all dropped"),
    pytest.param("a.jsonl.gz", gzip.compress(b'{"cause": "a", "effect": "b"}\n' * 9)[:-9], "a.jsonl.gz: ", id="cut off"),
    pytest.param("a.csv.bz2", b"no bzip2", "a.csv.bz2: cannot be read", id="not compressed"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "said"), REFUSED)
def test_a_file_that_cannot_be_imported_is_refused_in_a_line_and_leaves_nothing(
    name: str, content: str | bytes, said: str, tmp_path: Path
) -> None:
    for more in ([], ["--corpus"]):
        done = run("import", put(tmp_path, name, content), "-o", tmp_path / "made", *more)
        assert done.exit_code == 3, done.output
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_value_of_xml_may_not_grow_without_bound(tmp_path: Path) -> None:
    node = f'<key id="k" attr.name="label"/><graph><node id="a"><data key="k">{"x" * 2**21}</data></node></graph>'
    with pytest.raises(NoImportError, match="holds a value of over 1048576 characters"):
        import_file(put(tmp_path, "a.graphml", GRAPHML.format(node)), tmp_path / "made")


def test_what_is_read_whole_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WHOLE_BYTES", 2**20)
    path = put(tmp_path, "a.json", '{"nodes": [], "links": []' + " " * 2**20 + "}")
    with pytest.raises(NoImportError, match="is larger than 1 MiB, and this format is read whole"):
        import_file(path, tmp_path / "made")


def test_a_line_beyond_the_bound_is_dropped_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LINE_BYTES", 100)
    path = put(tmp_path, "a.jsonl", '{"cause": "%s"}\n{"cause": "a", "effect": "b"}\n' % ("x" * 1000))
    report = import_file(path, tmp_path / "made")
    assert [(t.reason, t.examples[0][0]) for t in report.dropped] == [("the line cannot be read", "line 1")]
    assert (report.records, report.claims) == (2, 1)


def test_a_quotation_mark_that_is_never_closed_costs_what_it_swallows_and_no_more(tmp_path: Path) -> None:
    rows = "".join(f"a{n},b{n},+\n" for n in range(9))
    path = put(tmp_path, "a.csv", f'source,target,sign\n{rows}x,"y,+\n{rows}')
    report = import_file(path, tmp_path / "made")
    assert [(t.reason, t.examples[0][0]) for t in report.dropped] == [
        ("the row is not well formed", "line 11")
    ]
    assert report.claims == 9


@pytest.mark.parametrize("suffix", ["", ".gz", ".bz2"])
def test_a_compressed_file_is_read_as_it_is(suffix: str, tmp_path: Path) -> None:
    content = (FIXTURES / "imports" / "rivers.csv").read_bytes()
    packed = {"": content, ".gz": gzip.compress(content), ".bz2": bz2.compress(content)}[suffix]
    assert import_file(put(tmp_path, f"rivers.csv{suffix}", packed), tmp_path / "made").claims == 6


def test_more_than_a_thesis_holds_is_told_to_be_a_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "CLAIMS", 3)
    path = put(tmp_path, "a.csv", "source,target\n" + "".join(f"a,b{n}\n" for n in range(4)))
    with pytest.raises(
        LimitError, match="more than 3 claims, which is more than a thesis holds; add --corpus"
    ):
        import_file(path, tmp_path / "made")
    assert import_file(path, tmp_path / "made", None, Choices(corpus=True)).claims == 4


# ---------------------------------------------------------------- hostile names

ANY = st.text(min_size=1, max_size=40)


@settings(max_examples=30, deadline=None)
@given(names=st.lists(ANY, min_size=2, max_size=6, unique=True), quote=ANY)
def test_any_names_and_any_sentence_make_a_thesis_that_passes_the_check(
    names: list[str], quote: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    links = [{"cause": one, "effect": other, "sign": "+", "quote": quote} for one, other in pairwise(names)]
    path = put(folder, "any.jsonl", "".join(json.dumps(link) + "\n" for link in links))
    try:
        report = import_file(path, folder / "made")
    except NoImportError:
        return  # nothing of the names can be seen
    verdict = check_folder(folder / "made")
    assert verdict.errors == 0, verdict.findings
    assert report.records == len(links)
    assert verdict.thesis is not None
    assert len(verdict.thesis.claims) == report.claims


HOSTILE = [
    # a name, and the label that it becomes
    pytest.param("</script><img onerror=alert(1)>", "</script><img onerror=alert(1)>", id="HTML"),
    pytest.param("rain: {x: *y, <<: &z}", "rain: {x: *y, <<: &z}", id="YAML"),
    pytest.param("- id: [\"'\\", "- id: [\"'\\", id="quotes and a backslash"),
    pytest.param("=HYPERLINK(1)", "=HYPERLINK(1)", id="a formula"),
    pytest.param("no", "no", id="a word of YAML"),
    pytest.param("1.10", "1.10", id="a number"),
    pytest.param("a\u202eb\u200bc", "abc", id="unseen"),
    pytest.param("\x1b]52;c;x\x07rain", "]52;c;xrain", id="a terminal's escape"),
    pytest.param("\u0410gents", "Agents", id="a Cyrillic letter among Latin ones"),
    pytest.param("two\n\n lines", "two lines", id="lines"),
    pytest.param("雨。“大”", "雨。“大”", id="Chinese"),
    pytest.param("x" * 900, "x" * 199 + "…", id="long"),
]


@pytest.mark.parametrize(("name", "label"), HOSTILE)
def test_a_hostile_name_stays_a_label(name: str, label: str, tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", json.dumps({"cause": name, "effect": "b", "quote": name}) + "\n")
    report = import_file(path, tmp_path / "made")
    thesis = read_thesis(tmp_path / "made")
    assert [variable.label.en for variable in thesis.variables.values()] == [label, "b"]
    assert check_folder(tmp_path / "made").errors == 0
    changed = label != " ".join(name.split())
    assert bool([tally for tally in report.noted if "a character" in tally.reason or "cut" in tally.reason or "scripts" in tally.reason]) is changed  # fmt: skip
    assert run("list", "variables", "--thesis", tmp_path / "made").exit_code == 0


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.one_of(st.characters(), st.sampled_from("АВаеοΑabcϲ\u200b\x1b"))))
def test_a_cleaned_text_has_nothing_left_that_a_thesis_refuses(text: str) -> None:
    desk = Desk("")
    cleaned = Letters(lambda *_: None).clean(text, 10_000)
    check_characters(cleaned, Position(), desk)
    check_scripts(cleaned, Position(), desk)
    assert desk.findings == []
    assert cleaned == " ".join(cleaned.split())


@given(
    words=st.lists(st.text(min_size=1, max_size=20).map(lambda w: "".join(c for c in w if c.isprintable())))
)
def test_what_is_written_as_yaml_is_read_as_it_was(words: list[str]) -> None:
    yaml = pytest.importorskip("yaml")
    kept = [word for word in words if word.strip()]
    text = listing([{"id": "x", "names": {"en": list(kept)}}])
    assert yaml.load(text, Loader=yaml.BaseLoader) == [{"id": "x", "names": {"en": kept}}]


def test_two_names_that_a_question_cannot_tell_apart_get_different_ones(tmp_path: Path) -> None:
    graph = {"nodes": [{"id": "a", "label": "Rain"}, {"id": "b", "label": "ＲＡＩＮ"}, {"id": "rain"}]}
    graph["links"] = [{"source": "a", "target": "b"}, {"source": "b", "target": "rain"}]
    path = put(tmp_path, "a.json", json.dumps(graph))
    import_file(path, tmp_path / "made")
    verdict = check_folder(tmp_path / "made")
    assert verdict.errors == 0, verdict.findings
    assert verdict.thesis is not None
    assert len(verdict.thesis.variables) == 3


# ---------------------------------------------------------------- loops, against networkx

LINKS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), min_size=1, max_size=14)


@given(links=LINKS)
def test_without_its_back_links_a_graph_has_no_loop_and_each_of_them_closes_one(
    links: list[tuple[str, str]],
) -> None:
    steps = steps_of(links)
    order = {node: place for place, node in enumerate("abcdef")}
    back = back_links(beginnings(steps, order), steps)
    rest: nx.DiGraph[str] = nx.DiGraph([link for link in links if link not in back])
    assert nx.is_directed_acyclic_graph(rest)
    for cause, effect in back:
        assert cause == effect or (effect in rest and cause in rest and nx.has_path(rest, effect, cause))


@given(links=LINKS)
def test_chains_begin_at_one_node_of_each_component_that_nothing_leads_to(
    links: list[tuple[str, str]],
) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph(links)
    order = {node: place for place, node in enumerate("abcdef")}
    whole = nx.condensation(graph)
    first = [
        min(whole.nodes[part]["members"], key=order.__getitem__)
        for part, count in whole.in_degree()
        if not count
    ]
    assert beginnings(steps_of(links), order) == sorted(first, key=order.__getitem__)


@settings(max_examples=20, deadline=None)
@given(links=LINKS, signs=st.lists(st.sampled_from("+-?"), min_size=14, max_size=14))
def test_any_graph_makes_a_thesis_with_all_its_links_and_no_error(
    links: list[tuple[str, str]], signs: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("graph")
    rows = [(*link, sign) for link, sign in zip(links, signs, strict=False)]
    path = put(folder, "g.csv", "source,target,sign\n" + "".join(f"{','.join(row)}\n" for row in rows))
    import_file(path, folder / "made")
    verdict = check_folder(folder / "made")
    assert verdict.errors == 0, verdict.findings
    assert verdict.thesis is not None
    assert links_of(verdict.thesis) == set(rows)


def test_a_long_chain_is_no_depth(tmp_path: Path) -> None:
    rows = "".join(f"v{n},v{n + 1},+\n" for n in range(3_000))
    report = import_file(put(tmp_path, "a.csv", f"source,target,sign\n{rows}"), tmp_path / "made")
    assert (report.root, report.asks) == ("v0", "v3000")


# ---------------------------------------------------------------- graphs that come back


def links_of(thesis: Thesis) -> set[tuple[str, str, str]]:
    """Return every link of the causal claims, feedback too, with its sign."""
    dag = build(thesis, feedback=True)
    return {
        (cause, effect, mark(link_signs(dag, cause, claim, effect)))
        for claim in claims_of(dag)
        for effect in dag.successors(claim)
        for cause in dag.predecessors(claim)
    }


def exported(thesis: Thesis) -> "nx.MultiDiGraph[str]":
    """Return a thesis as the graph that an exporter writes: a link for every cause of every claim."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for variable in thesis.variables.values():
        label = variable.label
        graph.add_node(variable.id, label=label.zh, label_en=label.en, kind=variable.kind.value)
    for claim in thesis.claims.values():
        for cause in claim.causes.causes() if claim.causes is not None else ():
            graph.add_edge(
                cause.variable,
                claim.effect.variable,
                claim=claim.id,
                modality=str(claim.modality),
                cause_change=str(cause.change),
                effect_change=str(claim.effect.change),
                feedback=str(claim.feedback).lower(),
                quote=claim.quotes[0].exact if claim.quotes else "",
                text_zh=claim.text.zh,
                text_en=claim.text.en,
            )
    return graph


def with_claims(thesis: Thesis) -> "nx.MultiDiGraph[str]":
    """Return a thesis as a graph in which claims are nodes of their own."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for variable in thesis.variables.values():
        label = variable.label
        graph.add_node(
            variable.id, kind="variable", role=str(variable.kind), label=label.en, label_zh=label.zh
        )
    for condition in thesis.conditions.values():
        graph.add_node(condition.id, kind="condition", label=condition.label.en)
    for claim in thesis.claims.values():
        quote = claim.quotes[0].exact if claim.quotes else ""
        graph.add_node(claim.id, kind="claim", label=claim.text.en, quote=quote, feedback=str(claim.feedback))
        if claim.modality is not None:
            graph.nodes[claim.id]["modality"] = str(claim.modality)
        if claim.causes is None:
            continue
        graph.add_node(f"{claim.id}-gate", kind="gate", operator=str(claim.causes.operator))
        graph.add_edge(f"{claim.id}-gate", claim.id, relation="gates")
        graph.add_edge(claim.id, claim.effect.variable, relation="effect", change=str(claim.effect.change))
        for cause in claim.causes.causes():
            sign = cause.change.sign
            graph.add_edge(cause.variable, f"{claim.id}-gate", relation="cause", sign=sign)
            if cause.condition is not None:
                graph.add_edge(cause.condition, f"{claim.id}-gate", relation="must reach")
    return graph


Export = Callable[["nx.MultiDiGraph[str]", Path], Path]


def as_json(graph: "nx.MultiDiGraph[str]", path: Path) -> Path:
    path = path.with_suffix(".json")
    path.write_text(json.dumps(nx.node_link_data(graph)), encoding="utf-8")
    return path


def as_graphml(graph: "nx.MultiDiGraph[str]", path: Path) -> Path:
    nx.write_graphml(graph, path.with_suffix(".graphml"))
    return path.with_suffix(".graphml")


def as_csv(graph: "nx.MultiDiGraph[str]", path: Path) -> Path:
    path = path.with_suffix(".csv")
    edges = [{"source": s, "target": t, **data} for s, t, data in graph.edges(data=True)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, edges[0])
        writer.writeheader()
        writer.writerows(edges)
    return path


@pytest.mark.parametrize("export", [as_json, as_graphml, as_csv])
@pytest.mark.parametrize("folder", [FIXTURES / "small", None])
def test_a_thesis_that_was_exported_comes_back_with_its_variables_claims_and_links(
    export: Export, folder: Path | None, tmp_path: Path
) -> None:
    thesis = read_thesis(folder)
    import_file(export(exported(thesis), tmp_path / "out"), tmp_path / "made")
    back = check_folder(tmp_path / "made")
    assert back.errors == 0, back.findings
    assert back.thesis is not None
    linked = {name for claim in thesis.claims.values() if claim.causes for name in claim.variables()}
    assert set(back.thesis.variables) == (linked if export is as_csv else set(thesis.variables))
    assert set(back.thesis.claims) == {claim.id for claim in thesis.claims.values() if claim.causes}
    assert links_of(back.thesis) == links_of(thesis)
    if export is not as_csv:
        for name, variable in thesis.variables.items():
            assert back.thesis.variables[name].label.zh == variable.label.zh
            assert back.thesis.variables[name].label.en == variable.label.en


@pytest.mark.parametrize("export", [as_json, as_graphml])
@pytest.mark.parametrize("folder", [FIXTURES / "small", None])
def test_a_graph_with_claims_as_nodes_comes_back_as_its_claims(
    export: Export, folder: Path | None, tmp_path: Path
) -> None:
    thesis = read_thesis(folder)
    report = import_file(export(with_claims(thesis), tmp_path / "out"), tmp_path / "made")
    back = check_folder(tmp_path / "made")
    assert back.errors == 0, back.findings
    assert back.thesis is not None
    causal = {name: claim for name, claim in thesis.claims.items() if claim.causes}
    assert set(back.thesis.claims) == set(causal)
    assert set(back.thesis.variables) == set(thesis.variables)
    assert links_of(back.thesis) == links_of(thesis)
    dropped = {tally.reason: tally.count for tally in report.dropped}
    assert dropped == {
        "a claim without causes is no causal claim": len(thesis.claims) - len(causal),
        "a condition beside the claims; conditions are not imported": len(thesis.conditions),
    }
    for name, claim in causal.items():
        made = back.thesis.claims[name]
        assert made.modality is claim.modality
        assert made.causes is not None
        assert claim.causes is not None
        plain = len(made.causes.members) == 1 or claim.causes.operator is GateOperator.AT_LEAST
        assert made.causes.operator is (GateOperator.ALL if plain else claim.causes.operator)
        assert [quote.exact for quote in made.quotes] == [quote.exact for quote in claim.quotes[:1]]


# ---------------------------------------------------------------- corpora


def test_a_corpus_is_lines_and_a_page_and_its_lines_import_again(tmp_path: Path) -> None:
    done = run("import", FIXTURES / "imports" / "rivers.causenet.jsonl", "-o", tmp_path / "big", "--corpus")
    assert done.exit_code == 0, done.output
    assert "a corpus" in done.stdout
    records = [
        json.loads(line)
        for line in (tmp_path / "big" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert records[0] == {
        "causes": ["heavy rain"],
        "effect": "flood",
        "sign": "+",
        "modality": "contributory",
        "relation": "causes",
        "at": "line 1",
        "quotes": [
            {"text": "In 1954 heavy rain led to a flood.", "document": "http://river.example/1954"},
            {"text": "The flood was caused by heavy rain.", "document": "Wikipedia: Flood of 1954"},
        ],
    }
    page = (tmp_path / "big" / "page.html").read_text(encoding="utf-8")
    assert "rivers.causenet.jsonl" in page
    import_file(tmp_path / "big" / "claims.jsonl", tmp_path / "thesis")
    thesis = read_thesis(tmp_path / "thesis")
    assert links_of(thesis) == {("heavy-rain", "flood", "+"), ("flood", "crop-failure", "+")}
    assert len(thesis.claims["heavy-rain-flood"].quotes) == 2


def test_a_corpus_takes_no_more_memory_for_more_records_of_the_same_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "corpus_page", lambda *_, **__: "page")  # the page has its own measure
    peaks = []
    for count in (1_000, 8_000):
        path = put(tmp_path, f"{count}.jsonl", "".join(records(count)))
        tracemalloc.start()
        import_file(path, tmp_path / str(count), None, Choices(corpus=True))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5
    assert sum(1 for _ in lines(tmp_path / "8000" / "claims.jsonl")) == 8_000


def records(count: int) -> Iterator[str]:
    for number in range(count):
        ends = {"cause": f"n{number % 20}", "effect": f"m{number % 30}"}
        yield json.dumps({**ends, "sign": "+", "quote": f"Sentence {number}. " * 10}) + "\n"


def test_of_more_than_a_page_holds_the_lines_are_written_and_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "PAGE_CLAIMS", 5)
    report = import_file(
        put(tmp_path, "a.jsonl", "".join(records(6))), tmp_path / "made", None, Choices(corpus=True)
    )
    assert [tally.reason for tally in report.noted] == ["more than 5 claims; no page was written"]
    assert not (tmp_path / "made" / "page.html").exists()
