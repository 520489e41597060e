"""The endpoint as others' clients see it: all of them find the same, and it is what the store holds."""

import csv
import json
import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.endpoints import DECK, Site, running
from tests.visits import installed

PREFIXES = (
    "PREFIX cc: <https://w3id.org/causal-compute/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
LABELS = PREFIXES + "SELECT ?v ?label { ?v a cc:Application ; skos:prefLabel ?label } ORDER BY ?v ?label"
GRAPH = PREFIXES + f"CONSTRUCT WHERE {{ ?cause cc:influences <{DECK}agent-economy> }}"
ASK = PREFIXES + f"ASK {{ <{DECK}compute> a cc:Root }}"

Rows = list[tuple[str, str]]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def expected(site: Site) -> Rows:
    found = site.graph.queries.store().query(LABELS).rows()
    rows = [tuple(term.value for term in row if term is not None) for row in found]  # type: ignore[union-attr]  # no triple terms
    assert len(rows) == 32
    return sorted(rows)  # type: ignore[arg-type]  # two columns


def wrapped(
    site: Site, query: str, form: str, method: str = "GET", request: str = "urlencoded"
) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(f"{site.url}/sparql", returnFormat=form)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request)
    wrapper.setQuery(query)
    return wrapper


def converted(wrapper: SPARQLWrapper) -> Any:  # noqa: ANN401 - what the form is in Python
    return wrapper.queryAndConvert()


def by_curl(site: Site) -> Rows:
    command = ["curl", "-sS", "--fail", "-H", "Accept: text/csv", f"{site.url}/sparql", "--data-urlencode"]
    said = subprocess.run([*command, f"query={LABELS}"], capture_output=True, text=True, check=True).stdout
    return [(row[0], row[1]) for row in list(csv.reader(StringIO(said)))[1:]]


def by_wrapper(method: str, request: str) -> Callable[[Site], Rows]:
    def asked(site: Site) -> Rows:
        said = converted(wrapped(site, LABELS, JSON, method, request))
        return [(row["v"]["value"], row["label"]["value"]) for row in said["results"]["bindings"]]

    return asked


def by_wrapper_xml(site: Site) -> Rows:
    document = converted(wrapped(site, LABELS, XML))
    results = document.getElementsByTagName("result")
    return [
        (
            result.getElementsByTagName("uri")[0].firstChild.data,
            result.getElementsByTagName("literal")[0].firstChild.data,
        )
        for result in results
    ]


def by_wrapper_csv(site: Site) -> Rows:
    said = converted(wrapped(site, LABELS, CSV)).decode()
    return [(row[0], row[1]) for row in list(csv.reader(StringIO(said)))[1:]]


def by_rdflib(method: str, form: str) -> Callable[[Site], Rows]:
    def asked(site: Site) -> Rows:
        store = SPARQLStore(f"{site.url}/sparql", method=method, returnFormat=form)
        return [(str(row[0]), str(row[1])) for row in rdflib.Graph(store).query(LABELS)]  # type: ignore[index]  # rows of a SELECT

    return asked


def by_comunica(site: Site) -> Rows:
    said = comunica(site, LABELS, "application/sparql-results+json")
    return [(row["v"]["value"], row["label"]["value"]) for row in json.loads(said)["results"]["bindings"]]


def comunica(site: Site, query: str, media: str) -> str:
    command = [str(installed(".bin/comunica-sparql")), f"sparql@{site.url}/sparql", "-q", query, "-t", media]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


CLIENTS: dict[str, Callable[[Site], Rows]] = {
    "curl": by_curl,
    "SPARQLWrapper, GET": by_wrapper("GET", "urlencoded"),
    "SPARQLWrapper, POST": by_wrapper(POST, "urlencoded"),
    "SPARQLWrapper, POST direct": by_wrapper(POST, POSTDIRECTLY),
    "SPARQLWrapper, XML": by_wrapper_xml,
    "SPARQLWrapper, CSV": by_wrapper_csv,
    "rdflib's SPARQLStore": by_rdflib("GET", "xml"),
    "rdflib's SPARQLStore, POST": by_rdflib("POST", "json"),
    "rdflib's SPARQLStore, POST form": by_rdflib("POST_FORM", "csv"),
    "Comunica": by_comunica,
}


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS.keys())
def test_every_client_finds_the_same(site: Site, expected: Rows, client: Callable[[Site], Rows]) -> None:
    assert sorted(client(site)) == expected


def test_every_client_builds_the_same_graph(site: Site) -> None:
    expected = rdflib.Graph().parse(data=site.graph.queries.store().query(GRAPH).payload, format="nt")
    assert len(expected) == 3
    by_xml = rdflib.Graph().parse(data=wrapped(site, GRAPH, RDFXML).query().response.read(), format="xml")
    by_turtle = rdflib.Graph().parse(data=converted(wrapped(site, GRAPH, TURTLE)), format="turtle")
    store = SPARQLStore(f"{site.url}/sparql")
    by_store = rdflib.Graph(store).query(GRAPH).graph or ()
    for found in (by_xml, by_turtle, by_store):
        assert set(found) == set(expected)


def test_comunica_builds_the_same_graph_and_reads_the_answers(site: Site) -> None:
    said = comunica(site, GRAPH, "application/n-triples")
    expected = site.graph.queries.store().query(GRAPH).payload.decode()
    assert sorted(said.split("\n")) == sorted(expected.split("\n"))
    assert comunica(site, ASK, "simple").strip() == "true"


def test_a_truth_is_a_truth_to_every_client(site: Site) -> None:
    assert converted(wrapped(site, ASK, JSON))["boolean"] is True
    assert rdflib.Graph(SPARQLStore(f"{site.url}/sparql")).query(ASK).askAnswer is True


def test_rdflib_walks_the_graph_by_its_store(site: Site) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{site.url}/sparql"))
    influences = rdflib.URIRef("https://w3id.org/causal-compute/ns#influences")
    causes = set(graph.subjects(influences, rdflib.URIRef(f"{DECK}agent-economy")))
    assert causes == {
        rdflib.URIRef(DECK + name) for name in ("inference-cost", "model-capability", "task-reliability")
    }


def test_a_client_is_told_what_is_wrong(site: Site) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, column 12 of the query"):
        converted(wrapped(site, "SELECT ?x {", JSON))


def test_linked_data_is_followed_by_rdflib(site: Site) -> None:
    found = rdflib.Graph().parse(f"{site.url}/id/agent-economy")
    assert (rdflib.URIRef(f"{DECK}agent-economy"), rdflib.RDF.type, None) in found
    described = rdflib.Graph().parse(f"{site.url}/.well-known/void")
    assert rdflib.URIRef(f"{site.url}/data.ttl") in described.objects(
        rdflib.URIRef(DECK), rdflib.VOID.dataDump
    )


PAGE = (Path(__file__).parents[1] / "docs" / "endpoint.md").read_text(encoding="utf-8")
LINES = re.findall(r"^(?:\$ )?(curl .+)$", PAGE, flags=re.MULTILINE)


@pytest.mark.parametrize("line", LINES)
def test_what_the_document_sends_is_answered(site: Site, line: str) -> None:
    words = shlex.split(line.replace("http://127.0.0.1:8765", site.url))
    done = subprocess.run([*words, "-sS"], capture_output=True, text=True, check=True)
    assert done.stdout.strip()
    if "SELECT ?x {" in line:  # the one that shows an error
        assert done.stdout in PAGE
    else:
        assert subprocess.run([*words, "-sSf", "-o", os.devnull], check=False).returncode == 0


def test_the_python_of_the_document_runs(site: Site) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    names: dict[str, Any] = {}
    exec(code.replace("http://127.0.0.1:8765", site.url), names)  # noqa: S102 - our own document
    assert len(names["rows"]) == 16
