"""The ontology, the code's IRIs, the JSON-LD context and the documentation say the same."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, SDO, SKOS, Graph, URIRef

from causal_compute import vocabulary
from causal_compute.model import (
    Basis,
    Change,
    ClaimKind,
    EventKind,
    GateOperator,
    Layer,
    Modality,
    Seen,
    TextStatus,
    VariableKind,
)
from causal_compute.quantity import UNITS
from causal_compute.vocabulary import CC, NAMESPACE, PREFIXES, prefixes, unit_iri

ROOT = Path(__file__).parents[1]
ONTOLOGY = Graph().parse(ROOT / "ontology" / "causal-compute.ttl")
MAPPINGS = Graph().parse(ROOT / "ontology" / "mappings.ttl")
CONTEXT: dict[str, Any] = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
TERMS = sorted({str(term) for term in ONTOLOGY.subjects() if str(term).startswith(NAMESPACE)})
PROPERTIES = sorted(
    str(term)
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in ONTOLOGY.subjects(RDF.type, kind)
)
RDF_PAGE = (ROOT / "docs" / "rdf.md").read_text("utf-8")


def local(term: str) -> str:
    return term.removeprefix(NAMESPACE)


def test_the_code_and_the_ontology_have_the_same_terms() -> None:
    assert {term.value for term in CC} == set(TERMS)


@pytest.mark.parametrize("term", TERMS, ids=local)
@pytest.mark.parametrize("said", [RDFS.label, RDFS.comment], ids=["label", "comment"])
def test_every_term_is_explained_once_in_each_language(term: str, said: URIRef) -> None:
    words = [*ONTOLOGY.objects(URIRef(term), said)]
    assert sorted(str(getattr(word, "language", None)) for word in words) == ["en", "zh"]
    assert all(str(word).strip() for word in words)


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_every_property_says_what_it_joins(term: str) -> None:
    domains = {str(each) for each in ONTOLOGY.objects(URIRef(term), SDO.domainIncludes)}
    ranges = {str(each) for each in ONTOLOGY.objects(URIRef(term), SDO.rangeIncludes)}
    assert domains
    assert ranges
    assert {each for each in domains | ranges if each.startswith(NAMESPACE)} <= set(TERMS)


def test_nothing_is_transitive_and_nothing_is_inferred_from_use() -> None:
    assert not [*ONTOLOGY.subjects(RDF.type, OWL.TransitiveProperty)]
    assert not [*ONTOLOGY.subject_objects(RDFS.domain), *ONTOLOGY.subject_objects(RDFS.range)]


def test_the_ontology_names_its_version_and_licence() -> None:
    (header,) = ONTOLOGY.subjects(RDF.type, OWL.Ontology)
    assert str(header) == NAMESPACE.rstrip("#")
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(ONTOLOGY.value(header, OWL.versionInfo)))
    assert ONTOLOGY.value(header, URIRef(PREFIXES["dcterms"] + "license"))


@pytest.mark.parametrize(
    ("table", "values"),
    [
        pytest.param(vocabulary.VARIABLE_CLASSES, VariableKind, id="variables"),
        pytest.param(vocabulary.CLAIM_CLASSES, ClaimKind, id="claims"),
        pytest.param(vocabulary.EVENT_CLASSES, EventKind, id="events"),
        pytest.param(vocabulary.MODALITIES, Modality, id="modalities"),
        pytest.param(vocabulary.CHANGES, Change, id="changes"),
        pytest.param(vocabulary.OPERATORS, GateOperator, id="operators"),
        pytest.param(vocabulary.LAYERS, Layer, id="layers"),
        pytest.param(vocabulary.BASES, Basis, id="bases"),
        pytest.param(vocabulary.SEEN, Seen, id="seen"),
        pytest.param(vocabulary.TEXT_PROPERTIES, TextStatus, id="texts"),
    ],
)
def test_every_value_of_the_model_has_a_term_of_its_own(
    table: Mapping[Any, CC], values: type[StrEnum]
) -> None:
    assert list(table) == list(values)
    assert len(set(table.values())) == len(table)


def test_no_two_units_share_an_iri() -> None:
    assert len({unit_iri(unit) for unit in UNITS}) == len(UNITS)


def test_every_prefix_ends_where_a_name_begins() -> None:
    assert all(namespace[-1] in "#/" for namespace in prefixes("deck").values())
    assert len(set(prefixes("deck").values())) == len(prefixes("deck"))


# ---- mappings


def test_mappings_lie_beside_our_terms_and_entail_nothing() -> None:
    ours = [(s, p) for s, p, _ in MAPPINGS if str(s).startswith(NAMESPACE)]
    assert {str(subject) for subject, _ in ours} <= set(TERMS)
    assert {predicate for _, predicate in ours} == {SKOS.closeMatch, RDFS.seeAlso, SKOS.note}


def test_the_mapping_of_the_causal_relation_warns_of_direction_and_transitivity() -> None:
    influences = URIRef(CC.INFLUENCES.value)
    notes = {getattr(note, "language", None): str(note) for note in MAPPINGS.objects(influences, SKOS.note)}
    assert "P828" in notes["en"]
    assert "P828" in notes["zh"]
    assert "transitive" in notes["en"]
    upstream, has_cause = (
        URIRef("http://purl.obolibrary.org/obo/RO_0002411"),
        URIRef("http://www.wikidata.org/entity/P828"),
    )
    assert not {(influences, SKOS.closeMatch, upstream), (influences, SKOS.closeMatch, has_cause)} & {
        *MAPPINGS
    }


# ---- the JSON-LD context


def test_the_context_has_our_prefixes_and_fetches_nothing() -> None:
    names = {name: value for name, value in CONTEXT.items() if isinstance(value, str)}
    assert names == {name: PREFIXES[name] for name in names}
    assert not {"@import", "@base", "@vocab", "@language"} & CONTEXT.keys()


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_the_context_types_a_property_as_the_ontology_does(term: str) -> None:
    (*_, range_) = sorted(str(each) for each in ONTOLOGY.objects(URIRef(term), SDO.rangeIncludes))
    expected = {"@id": f"cc:{local(term)}"}
    if (URIRef(term), RDF.type, OWL.ObjectProperty) in ONTOLOGY:
        expected["@type"] = "@id"
    elif range_ == PREFIXES["rdf"] + "langString":
        expected["@container"] = "@language"
    elif range_ != PREFIXES["xsd"] + "string":
        expected["@type"] = range_.replace(PREFIXES["xsd"], "xsd:")
    assert CONTEXT[local(term)] == expected


# ---- code and documentation


def _strings(path: Path) -> Iterator[str]:
    """Yield the strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_only_the_vocabulary_spells_iris() -> None:
    spelt = {
        f"{path.name}: {words}"
        for path in (ROOT / "src").rglob("*.py")
        if path.parent.name != "vocabulary"
        for words in _strings(path)
        if any(namespace in words for namespace in (vocabulary.BASE, *PREFIXES.values()))
    }
    assert not spelt


def test_the_page_on_rdf_names_every_term() -> None:
    listed_by_their_values = {"Layer", "Change", "Modality", "Operator", "Basis", "Seen"}
    named = set(re.findall(r"cc:([A-Za-z]+)", RDF_PAGE))
    assert {local(term) for term in TERMS} - named == listed_by_their_values


def test_the_page_on_rdf_names_nothing_else() -> None:
    named = set(re.findall(r"(?<![\w:])cc:([A-Za-z]+)", RDF_PAGE))
    assert named <= {local(term) for term in TERMS}


def test_the_page_on_rdf_declares_the_prefixes_it_uses() -> None:
    used = set(re.findall(r"\b([a-z]+):(?=[A-Za-z])(?!//)", RDF_PAGE)) - {"https", "http"}
    assert used <= prefixes("deck").keys()
