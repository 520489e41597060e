"""Quads as bytes: what is written is read back the same, by two readers, whatever words are in it."""

import json
import os
import random
import re
import socket
import subprocess
import sys
from dataclasses import replace

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from causal_compute.dataset import FORMATS, build, to_rdflib, write
from causal_compute.model import (
    Layer,
    Text,
    Thesis,
)
from causal_compute.vocabulary import (
    CC,
    XSD,
    prefixes,
)
from tests.quads import QUADS, READERS, SMALL, SMALL_FOLDER, canonical, graph

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.|ConjunctiveGraph ):DeprecationWarning")


@pytest.mark.parametrize("format_", READERS)
def test_oxigraph_reads_the_same_quads_back(format_: str) -> None:
    written = write(QUADS, format_, prefixes(SMALL.id))
    assert set(pyoxigraph.parse(written, format=READERS[format_])) == set(QUADS)


@pytest.mark.parametrize(("format_", "name"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_quads_back_without_the_network(
    format_: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("reading the graph asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    read = rdflib.Dataset(default_union=True)
    read.parse(data=write(QUADS, format_, prefixes(SMALL.id)), format=name)
    assert set(read.quads()) == canonical(QUADS)


@pytest.mark.parametrize(("format_", "name"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_what_rdflib_writes_oxigraph_reads_as_the_same_quads(format_: str, name: str) -> None:
    written = to_rdflib(QUADS, prefixes(SMALL.id)).serialize(format=name)
    back = {*pyoxigraph.parse(written.encode(), format=READERS[format_])}
    # rdflib's TriG writes the decimal 60 as 60.0, another figure of the same number: they meet in a store
    store, expected = Store(), Store()
    store.extend(back)
    expected.extend(QUADS)
    assert set(store) == set(expected) == set(QUADS)


def test_turtle_holds_the_union_of_all_graphs() -> None:
    triples = set(pyoxigraph.parse(write(QUADS, "turtle", prefixes(SMALL.id)), format=RdfFormat.TURTLE))
    assert {quad.triple for quad in triples} == {quad.triple for quad in QUADS}


def test_there_are_no_blank_nodes() -> None:
    assert all(isinstance(term, NamedNode | Literal) for quad in QUADS for term in quad)


@pytest.mark.no_cover
@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=10, deadline=None)
@given(seed=st.integers())
def test_the_order_of_the_quads_does_not_show(format_: str, seed: int) -> None:
    shuffled = random.Random(seed).sample(QUADS, len(QUADS))  # noqa: S311 - a shuffle, not a secret
    assert write([*shuffled, *shuffled[:50]], format_) == write(QUADS, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_thesis_gives_the_same_bytes_in_every_process(format_: str) -> None:
    command = [
        sys.executable,
        "-m",
        "causal_compute",
        "build",
        "--format",
        format_,
        "--thesis",
        str(SMALL_FOLDER),
    ]
    runs = {
        subprocess.run(
            command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert runs == {write(QUADS, format_, prefixes(SMALL.id))}


def with_labels(words: str) -> Thesis:
    """Return the small thesis with `words` wherever people may write what they like."""
    text = Text(zh=words, en=words)
    variables = {
        name: replace(each, label=text, short=text, aliases={"en": (words,)})
        for name, each in SMALL.variables.items()
    }
    claims = {name: replace(each, text=text, why=text) for name, each in SMALL.claims.items()}
    return replace(SMALL, title=text, variables=variables, claims=claims)


HOSTILE = [
    'say "so"',
    "back\\slash",
    "\\u0041 is no escape",
    "two\nlines\r\nand\ttabs",
    "</script><script>alert(1)</script>",
    "left \u202e right \u2066 isolate",
    "zero\u200bwidth \ufeff mark",
    "'''long''' \"\"\"quotes\"\"\"",
    "emoji 👩\u200d🚀 and \U000e0041 a tag",
    " . } @prefix x: <urn:x> . ",
    "@id",
    "_:b0",
    "\x00\x01\x7f\x85\u2028\u2029",
    "",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("format_", READERS)
def test_hostile_words_come_back_as_they_were(words: str, format_: str) -> None:
    quads = build(with_labels(words))
    written = write(quads, format_, prefixes(SMALL.id))
    assert set(pyoxigraph.parse(written, format=READERS[format_])) == set(quads)
    assert words in {quad.object.value for quad in quads if isinstance(quad.object, Literal)}


@pytest.mark.no_cover
@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.text(), min_size=1, max_size=4), tag=st.sampled_from(["zh", "en", "zh-Hant"]))
def test_any_words_come_back_from_any_format(words: list[str], tag: str) -> None:
    subject, graph_ = NamedNode("urn:s"), graph(Layer.THESIS)
    quads = [
        Quad(subject, NamedNode(term.value), literal, graph_)
        for each in words
        for term in (CC.TEXT, CC.WHY, CC.WHAT)
        for literal in (Literal(each), Literal(each, language=tag))
    ]
    for format_, reader in READERS.items():
        assert set(pyoxigraph.parse(write(quads, format_), format=reader)) == set(quads)
    read = rdflib.Dataset(default_union=True)
    read.parse(data=write(quads, "jsonld"), format="json-ld")
    assert set(read.quads()) == canonical(quads)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_character_that_does_not_show_is_written_as_itself(format_: str) -> None:
    written = write(build(with_labels("a\u202eb\u200bc\x07d\u2028e\ufefff")), format_).decode()
    assert not set(written) & set("\u202e\u200b\x07\u2028\ufeff")


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/causal-compute/small/a%20b",
        "https://w3id.org/causal-compute/small/a/b",
        "https://w3id.org/causal-compute/small/a.",
        "https://w3id.org/causal-compute/small/.a",
        "https://w3id.org/causal-compute/small/-a",
        "https://w3id.org/causal-compute/small/变量",
        "https://w3id.org/causal-compute/small//x",
        "https://w3id.org/causal-compute/small/a#b?c=d",
        "urn:x:y",
        "mailto:a@example.org",
    ],
)
def test_an_iri_that_makes_no_plain_name_comes_back(iri: str) -> None:
    quads = [Quad(NamedNode(iri), NamedNode(iri), NamedNode(iri), NamedNode(iri))]
    for format_, reader in READERS.items():
        written = write(quads, format_, prefixes(SMALL.id))
        assert set(pyoxigraph.parse(written, format=reader)) == set(quads), format_


def test_trig_reads_well() -> None:
    written = write(QUADS, "trig", prefixes(SMALL.id)).decode()
    header, *graphs = re.split(r"\n\n(?=graph:)", written)
    assert header.splitlines() == sorted(header.splitlines())
    assert [each.partition(" ")[0] for each in graphs] == [
        f"graph:{name}" for name in ("document", "thesis", "curator", "evidence", "derived")
    ]
    assert "    small:night-school a skos:Concept, cc:Application, cc:Variable ;\n" in written
    things = re.findall(r"^    (series:light-price\S*) a", written, re.MULTILINE)
    assert things == ["series:light-price", *(f"series:light-price.point.{n}" for n in (1, 2, 3))]


def test_jsonld_is_compact_and_carries_its_context() -> None:
    document = json.loads(write(QUADS, "jsonld", prefixes(SMALL.id)))
    assert isinstance(document["@context"], dict)
    graphs = {each["@id"]: each["@graph"] for each in document["@graph"]}
    assert list(graphs) == [f"graph:{n}" for n in ("document", "thesis", "curator", "evidence", "derived")]
    (gate,) = [each for each in graphs["graph:curator"] if each["@id"].endswith("three.gate")]
    assert gate == {
        "@id": "small:school-needs-two-of-three.gate",
        "@type": "cc:Gate",
        "k": 2,
        "member": [f"small:school-needs-two-of-three.{part}" for part in ("cause.1", "cause.2", "gate.3")],
        "operator": "cc:AtLeast",
    }
    (school,) = [each for each in graphs["graph:curator"] if each["@id"] == "small:night-school"]
    assert school["prefLabel"] == {"en": "night school", "zh": "夜校"}
    assert school["altLabel"] == {"en": "evening classes"}


def test_a_property_path_crosses_the_layers_in_rdflib() -> None:
    found = to_rdflib(QUADS, prefixes(SMALL.id)).query(
        "ASK { small:electricity (cc:causeOf/cc:effect)+ small:night-school }"
    )
    assert found.askAnswer is True


@pytest.mark.parametrize(
    ("figure", "datatype"),
    [
        ("01", XSD.INTEGER),
        ("-0", XSD.INTEGER),
        ("+7", XSD.INTEGER),
        ("-7", XSD.INTEGER),
        ("9007199254740993", XSD.INTEGER),
        ("9" * 5000, XSD.INTEGER),
        ("1", XSD.BOOLEAN),
        ("perhaps", XSD.BOOLEAN),
        ("60.0", XSD.DECIMAL),
        ("60", XSD.DECIMAL),
        ("2025-13-01", XSD.DATE),
        ("twelve", XSD.INTEGER),
    ],
)
@pytest.mark.parametrize("format_", READERS)
def test_a_figure_that_is_not_in_canonical_form_comes_back_as_it_was(
    figure: str, datatype: XSD, format_: str
) -> None:
    terms = [NamedNode(each.value) for each in (CC.POSITION, CC.MET, CC.VALUE, CC.EARLIEST, CC.WHY, CC.TEXT)]
    literal = Literal(figure, datatype=NamedNode(datatype.value))
    quads = [Quad(NamedNode("urn:s"), term, literal, graph(Layer.THESIS)) for term in terms]
    assert set(pyoxigraph.parse(write(quads, format_), format=READERS[format_])) == set(quads)
