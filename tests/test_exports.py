"""What is in an export: every part of a thesis, in the terms of each format, and nothing else."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from causal_compute.errors import UsageError
from causal_compute.exports import FORMATS, export
from causal_compute.exports.characters import LOST, clean
from causal_compute.exports.elements import Edge, Node, attributes
from causal_compute.exports.report import link
from causal_compute.exports.report_words import REPORT_WORDS
from causal_compute.exports.scope import upstream, within
from causal_compute.exports.tables import guarded
from causal_compute.fingerprint import fingerprint
from causal_compute.model import Layer, Modality
from causal_compute.readers import read_thesis
from tests.exporting import meant, nested, only, relabelled, rows, scope_of
from tests.quads import ROOT
from tests.theses import claim, make_thesis

DECK = read_thesis(None)
NESTED = nested()


# --------------------------------------------------------------------------- what is in it


def test_no_gate_no_condition_and_no_evidence_is_lost_in_the_claim_view() -> None:
    graph = meant(scope_of(NESTED))
    assert {node.id: node.kind for node in graph.nodes if node.kind not in {"variable", "claim"}} == {
        "capable": "condition",
        "cheap": "condition",
        "either.gate.2": "gate",
        "evidence/for-it": "evidence",
        "evidence/against-it": "evidence",
    }
    edges = {edge.id: (edge.source, edge.relation, edge.target, edge.sign) for edge in graph.edges}
    assert {
        key: edge for key, edge in edges.items() if key.startswith(("either.", "said.", "evidence/for"))
    } == {
        "either.cause.1": ("ability", "cause-of", "either", 1),
        "either.cause.2": ("price", "cause-of", "either.gate.2", -1),
        "either.cause.2.condition": ("cheap", "required-by", "either.gate.2", None),
        "either.cause.3": ("compute", "cause-of", "either.gate.2", 1),
        "either.gate.2.member": ("either.gate.2", "member-of", "either", None),
        "either.effect": ("either", "effect", "agents", 1),
        "either.holds-if.1": ("capable", "holds-if", "either", None),
        "said.effect": ("said", "about", "ability", 1),
        "said.compared-to": ("said", "compared-to", "price", None),
        "evidence/for-it.claim.1": ("evidence/for-it", "supports", "both", None),
    }


def test_an_influence_tells_its_gate_its_condition_and_what_the_view_left_out() -> None:
    graph = meant(scope_of(NESTED, view="influences"))
    edge = next(edge for edge in graph.edges if edge.id == "both.cause.2")
    assert (edge.source, edge.target, edge.sign, edge.label) == ("price", "agents", -1, "−")
    told = {key: edge.attributes[key] for key in ("gate", "condition", "condition_status", "condition_since")}
    assert told == {
        "gate": "all",
        "condition": "cheap",
        "condition_status": "met",
        "condition_since": "2025-05-22",
    }
    nested_gate = (
        "all(ability increases, any(price decreases [cheap], compute increases)) -> agents becomes-viable"
    )
    assert {edge.attributes["formula"] for edge in graph.edges if edge.attributes["claim"] == "either"} == {
        nested_gate
    }
    assert graph.left_out == ("claims that are not causal (1)", "statements of evidence (2)")


def test_a_condition_tells_its_threshold_its_standing_and_its_latest_figure() -> None:
    node = next(node for node in meant(scope_of(NESTED)).nodes if node.id == "cheap")
    wanted = ("comparator", "threshold", "threshold_low", "threshold_high", "status", "since", "latest")
    assert [node.attributes[key] for key in wanted] == ["<=", 10.0, 5.0, 15.0, "met", "2025-05-22", "4.92"]


def test_a_preventive_claim_turns_its_effect_round_in_both_views() -> None:
    stops = claim("stops", "-price", "agents", modality=Modality.PREVENTIVE)
    thesis = replace(NESTED, claims={"stops": stops})
    by_claims = {edge.id: edge.sign for edge in meant(scope_of(thesis)).edges}
    by_influences = {edge.id: edge.sign for edge in meant(scope_of(thesis, view="influences")).edges}
    assert (by_claims["stops.cause.1"], by_claims["stops.effect"]) == (-1, -1)
    assert by_influences == {"stops.cause.1": 1}


@pytest.mark.parametrize("name", ["agent-economy", "video-generation"])
def test_what_a_variable_hangs_on_is_what_the_graph_has_above_it(name: str) -> None:
    graph = meant(scope_of(DECK, of=name, view="influences"))
    plain: nx.DiGraph[str] = nx.DiGraph((edge.source, edge.target) for edge in graph.edges)
    whole = [
        edge for edge in meant(scope_of(DECK, view="influences")).edges if "feedback" not in edge.attributes
    ]
    above = nx.ancestors(nx.DiGraph((edge.source, edge.target) for edge in whole), name)
    assert set(plain) == above | {name}
    assert {edge.id for edge in graph.edges} == {edge.id for edge in whole if edge.target in above | {name}}


@pytest.mark.parametrize("layers", [{Layer.THESIS}, {Layer.CURATOR}, {Layer.THESIS, Layer.EVIDENCE}])
def test_a_layer_alone_has_its_claims_and_no_edge_that_ends_nowhere(layers: set[Layer]) -> None:
    graph = meant(scope_of(DECK, layers=frozenset(layers)))
    ids = {node.id for node in graph.nodes}
    assert {end for edge in graph.edges for end in (edge.source, edge.target)} <= ids
    said = {node.attributes["layer"] for node in graph.nodes if node.kind in {"claim", "evidence"}}
    assert said == {layer.value for layer in layers}


def test_what_is_within_all_layers_is_the_thesis() -> None:
    assert within(DECK, frozenset(Layer)) == DECK


def test_the_root_hangs_on_nothing() -> None:
    alone = upstream(DECK, DECK.root)
    assert (list(alone.variables), alone.claims) == ([DECK.root], {})


# --------------------------------------------------------------------------- the formats' own rules


def test_gexf_tells_colours_weights_and_the_day_that_was_asked_for() -> None:
    root = ET.fromstring(only(export(scope_of(NESTED), "gexf")))  # noqa: S314 - our own bytes
    space = {"g": "http://www.gexf.net/1.2draft", "v": "http://www.gexf.net/1.2draft/viz"}
    meta = root.find("g:meta", space)
    assert meta is not None
    assert (meta.get("lastmodifieddate"), meta.findtext("g:creator", None, space)) == (
        "2026-11-22",
        "causal-compute",
    )
    assert len(root.findall(".//g:node/v:color", space)) == len(meant(scope_of(NESTED)).nodes)
    weighed = [edge for edge in meant(scope_of(NESTED)).edges if "weight" in edge.attributes]
    assert len(root.findall(".//g:edge[@weight]", space)) == len(weighed)


def test_cytoscape_edges_have_ids_of_their_own() -> None:
    found = json.loads(only(export(scope_of(DECK), "cytoscape")))["elements"]
    ids = [each["data"]["id"] for part in ("nodes", "edges") for each in found[part]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("value", ["=1+1", "+a", "-a", "@a", "\ta", "'a", "''", "plain", ""])
def test_no_cell_begins_like_a_formula_and_every_cell_comes_back(value: str) -> None:
    written = str(guarded(value))
    assert not written.startswith(("=", "+", "-", "@", "\t"))
    assert written.removeprefix("'") == value


def test_every_attribute_of_the_deck_comes_back_from_csv() -> None:
    scope = scope_of(DECK)
    files = export(scope, "csv").files
    parts_of: dict[str, tuple[Node | Edge, ...]] = {
        ".nodes.csv": meant(scope).nodes,
        ".edges.csv": meant(scope).edges,
    }
    for table, parts in parts_of.items():
        for row, part in zip(rows(files[table]), parts, strict=True):
            flat = {
                key: str(value).lower() if value in {True, False} and isinstance(value, bool) else str(value)
                for key, value in part.attributes.items()
            }
            assert {key: row[key] for key in flat} == flat


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "//x"])
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    assert link("title", url) == "title"


def test_drawings_link_to_web_addresses_alone() -> None:
    content = only(export(scope_of(relabelled(NESTED, ["javascript:alert(1)"])), "dot")).decode()
    links = [part.split('"')[1] for part in content.split(" URL=")[1:]]
    assert links
    assert all(each.startswith("https://w3id.org/") for each in links)


@pytest.mark.parametrize(
    "character", ["\x00", "\x0c", "\x1b", "\x85", "\u202e", "\u200b", "\ud800", "\ufffe"]
)
def test_a_character_that_cannot_be_is_seen_to_be_lost(character: str) -> None:
    assert clean(f"a{character}b") == f"a{LOST}b"


def test_nothing_and_nought_are_two_things() -> None:
    assert attributes(a=None, b="", c=0, d=False, e=(), f=("x",)) == {"c": 0, "d": False, "f": "x"}


def test_the_report_speaks_both_languages_of_the_same_things() -> None:
    assert REPORT_WORDS["en"].keys() == REPORT_WORDS["zh"].keys()
    zh = only(export(scope_of(DECK, language="zh"), "report")).decode()
    assert "## 应用" in zh
    assert all(f"(`{claim}`)" in zh for claim in DECK.claims)
    assert all(condition.label.zh in zh.replace("\\", "") for condition in DECK.conditions.values())


# --------------------------------------------------------------------------- one call for all


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_scope_gives_the_same_bytes_in_any_process(seed: str) -> None:
    code = "import json; from tests.test_exports import digests; print(json.dumps(digests()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == digests()


def digests() -> dict[str, str]:
    """Return a fingerprint of every format of one thesis."""
    files = {name: export(scope_of(NESTED), name).files for name in FORMATS}
    return {
        f"{name} {end}": fingerprint(content) for name, each in files.items() for end, content in each.items()
    }


@pytest.mark.parametrize(
    ("claims", "view", "said"), [(500, "influences", 0), (501, "influences", 1), (251, "claims", 1)]
)
def test_a_flowchart_larger_than_github_draws_says_so(claims: int, view: str, said: int) -> None:
    thesis = make_thesis(claims=[claim(f"c{n}", f"v{n}", f"v{n + 1}") for n in range(claims)])
    notes = export(scope_of(thesis, view=view), "mermaid").notes
    assert sum(note.startswith("GitHub and GitLab draw at most 500 edges") for note in notes) == said


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="no format 'xml'; one of trig, nquads"):
        export(scope_of(NESTED), "xml")


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.family == "rdf"])
def test_rdf_has_no_part_of_a_thesis(name: str) -> None:
    with pytest.raises(UsageError, match="leave it out"):
        export(scope_of(NESTED, of="agents"), name)
