"""The shapes pass what is sound, and fail each broken graph for the one thing that is wrong with it."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from causal_compute.dataset import build, to_rdflib
from causal_compute.readers import read_thesis
from tests.quads import QUADS, ROOT

# rdflib 7.6 warns of its own use of its own names.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset\.|ConjunctiveGraph ):DeprecationWarning")

FOLDER = ROOT / "tests" / "fixtures" / "shapes"
SOUND = FOLDER / "sound.trig"
SHAPES = Graph().parse(ROOT / "ontology" / "shapes.ttl")

BROKEN = {
    # fixture: (what is wrong, the constraint that says so, the property or the shape that it stands in)
    "causal-claim-without-cause": ("t:broken", "MinCount", "cc:hasCause"),
    "causal-claim-without-gate": ("t:broken", "MinCount", "cc:gate"),
    "causal-claim-without-modality": ("t:broken", "MinCount", "cc:modality"),
    "cause-outside-its-gate": ("t:broken.cause.1", "MinCount", "ccs:InOneGate"),
    "cause-without-flow": ("t:price", "Equals", "ccs:CausesAreCounted"),
    "cause-without-variable": ("t:broken.cause.1", "MinCount", "cc:variable"),
    "claim-in-another-layers-graph": ("t:broken", "SPARQL", "ccs:InItsLayersGraph"),
    "claim-in-one-language": ("t:broken", "QualifiedMinCount", "ccs:TextInEnglish"),
    "claim-of-two-kinds": ("t:broken", "QualifiedMaxCount", "rdf:type"),
    "claim-text-without-status": ("t:broken", "Equals", "ccs:TextHasAStatus"),
    "claim-with-two-effects": ("t:broken", "MaxCount", "cc:effect"),
    "claim-without-change": ("t:broken", "MinCount", "ccs:OneChange"),
    "claim-without-effect": ("t:broken", "MinCount", "cc:effect"),
    "claim-without-layer": ("t:broken", "MinCount", "cc:layer"),
    "curator-claim-without-why": ("t:broken", "Or", "ccs:CuratorSaysWhy"),
    "empty-quote": ("t:broken.quote.1", "MinLength", "cc:verbatimText"),
    "event-ends-before-it-begins": ("t:broken", "LessThanOrEquals", "cc:earliest"),
    "event-interval-differs": ("t:broken", "Equals", "ccs:IntervalEnds"),
    "event-of-no-application": ("t:broken", "Class", "cc:application"),
    "event-without-date": ("t:broken", "MinCount", "cc:earliest"),
    "event-without-source": ("t:broken", "MinCount", "cc:source"),
    "evidence-for-and-against": ("t:broken", "Disjoint", "ccs:NotForAndAgainst"),
    "evidence-of-nothing": ("t:broken", "MinCount", "cc:bearsOn"),
    "evidence-on-a-variable": ("t:broken", "Class", "cc:bearsOn"),
    "evidence-without-stance": ("t:broken", "Equals", "ccs:StanceOnAllItBearsOn"),
    "evidence-without-voice": ("t:broken", "MinCount", "cc:independentGroup"),
    "falsifier-never-due": ("t:broken", "MinCount", "cc:latest"),
    "falsifier-not-frozen": ("t:broken", "MinCount", "cc:frozenOn"),
    "falsifier-of-no-claim": ("t:broken", "MinCount", "ccs:OfOneClaim"),
    "falsifier-on-neither-side": ("t:broken", "In", "cc:comparator"),
    "falsifier-without-value": ("t:broken", "MinCount", "cc:value"),
    "gate-of-at-least-how-many": ("t:broken.gate", "Xone", "ccs:AtLeastSaysHowMany"),
    "gate-without-members": ("t:broken.gate.2", "MinCount", "cc:member"),
    "influence-without-claim": ("t:sales", "SPARQL", "ccs:DerivedFromAClaim"),
    "label-in-one-language": ("t:broken", "QualifiedMinCount", "ccs:LabelInChinese"),
    "label-twice": ("t:broken", "UniqueLang", "ccs:OneLabelALanguage"),
    "left-out-without-why": ("t:broken", "MinCount", "cc:why"),
    "level-claim-with-gate": ("t:broken", "Class", "ccs:OnlyCausalClaimsHaveCauses"),
    "measure-without-comparator": ("t:broken", "MinCount", "cc:comparator"),
    "measure-without-why": ("t:broken", "MinCount", "cc:why"),
    "observation-met-perhaps": ("t:broken", "Datatype", "cc:met"),
    "observation-of-nothing": ("t:broken", "MinCount", "cc:condition"),
    "offer-for-nothing": ("t:broken.offer.1", "MinExclusive", "cc:cost"),
    "offer-without-score": ("t:broken.offer.1", "MinCount", "cc:score"),
    "offers-without-score-unit": ("t:broken", "MinCount", "cc:scoreUnit"),
    "outcome-undecided": ("t:broken.outcome", "MinCount", "cc:refuted"),
    "point-without-verbatim": ("t:broken.point.1", "MinCount", "cc:verbatim"),
    "quote-ends-before-it-begins": ("t:broken.quote.1.position", "LessThan", "oa:start"),
    "quote-of-no-slide": ("t:broken.quote.1", "MinCount", "prov:wasQuotedFrom"),
    "series-without-unit": ("t:broken", "MinCount", "cc:unit"),
    "sign-without-influence": ("t:price", "SPARQL", "ccs:SignOfAnInfluence"),
    "thesis-claim-without-quote": ("t:broken", "Or", "ccs:ThesisIsQuoted"),
    "threshold-upside-down": ("t:broken.threshold", "LessThanOrEquals", "cc:low"),
    "threshold-without-unit": ("t:broken.threshold", "MinCount", "cc:unit"),
    "variable-of-no-kind": ("t:broken", "QualifiedMinCount", "rdf:type"),
}


def read(*files: Path) -> list[pyoxigraph.Quad]:
    return [quad for file in files for quad in pyoxigraph.parse(path=str(file))]


def results(quads: Iterable[pyoxigraph.Quad]) -> list[tuple[str, str, str]]:
    """Return what the shapes find wrong, once: the node, the constraint, and where the constraint stands."""
    _, report, _ = pyshacl.validate(to_rdflib(quads), shacl_graph=SHAPES)
    assert isinstance(report, Graph)
    found = {
        (
            name(report.value(result, SH.focusNode)),
            name(report.value(result, SH.sourceConstraintComponent))[3:].removesuffix("ConstraintComponent"),
            place(report, result),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    return sorted(found)


def place(report: Graph, result: Node) -> str:
    """Return the shape where it has a name, else the property that it constrains."""
    shape = report.value(result, SH.sourceShape)
    return name(shape if isinstance(shape, URIRef) else report.value(result, SH.resultPath))


def name(node: Node | None) -> str:
    """Return the prefixed name of an IRI by the prefixes of the shapes and of the fixtures."""
    assert isinstance(node, URIRef), node
    local = str(node).removeprefix("https://w3id.org/causal-compute/t/")
    return f"t:{local}" if local != str(node) else SHAPES.namespace_manager.normalizeUri(node)


@pytest.mark.parametrize("file", sorted(BROKEN))
def test_a_broken_graph_fails_for_the_one_thing_that_is_wrong_with_it(file: str) -> None:
    assert results(read(SOUND, FOLDER / f"{file}.trig")) == [BROKEN[file]]


def test_every_broken_graph_is_listed_and_says_what_is_wrong() -> None:
    files = {file.stem: file.read_text("utf-8") for file in FOLDER.glob("*.trig")}
    assert files.keys() == {"sound", *BROKEN}
    first_lines = {text.splitlines()[0] for text in files.values()}
    assert len(first_lines) == len(files)
    assert all(line.startswith("# ") and line.endswith(".") for line in first_lines)


def test_the_sound_graph_beside_the_broken_ones_passes() -> None:
    assert results(read(SOUND)) == []


@pytest.mark.no_cover
def test_the_small_thesis_passes() -> None:
    assert results(QUADS) == []


@pytest.mark.no_cover
def test_the_deck_passes() -> None:
    assert results(build(read_thesis(None))) == []


@pytest.mark.parametrize("shape", sorted(map(str, SHAPES.subjects(RDF.type, SH.NodeShape))))
def test_every_shape_has_something_to_look_at_in_the_small_thesis(shape: str) -> None:
    graph = to_rdflib(QUADS)
    classes = {*SHAPES.objects(URIRef(shape), SH.targetClass)}
    properties = {*SHAPES.objects(URIRef(shape), SH.targetSubjectsOf)}
    assert classes | properties
    assert all((None, RDF.type, each) in graph for each in classes)
    assert all((None, each, None) in graph for each in properties)


def test_every_message_speaks_both_languages() -> None:
    for subject in {*SHAPES.subjects(SH.message)}:
        messages = [*SHAPES.objects(subject, SH.message)]
        assert sorted(str(getattr(each, "language", None)) for each in messages) == ["en", "zh"]
