"""What can be read without a question: variables, conditions, claims, named queries and schemas.

May touch: the graph. Must not know: how an agent is connected.

Every collection has an index and, under an id, each of its things; `SCHEME` begins all addresses.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from causal_compute.agents.cleaning import cleaned_document
from causal_compute.agents.documents import published
from causal_compute.agents.fitting import fitted
from causal_compute.api import ClaimGraph
from causal_compute.errors import NothingFoundError
from causal_compute.model import Text
from causal_compute.stores.named import named_queries

__all__ = ["JSON", "SCHEME", "Collection", "Shelf"]

SCHEME = "causal-compute://"
JSON, SPARQL, SCHEMA = "application/json", "application/sparql-query", "application/schema+json"

MOST_LISTED = 1000
MOST_READ = 24_000  # characters, as of a short answer


@dataclass(frozen=True, slots=True)
class Collection:
    """Things of one kind: what they are, how each is written, and by which function."""

    name: str
    singular: str
    says: str
    media: str
    read: Callable[[str], str]


class Shelf:
    """The collections of one graph."""

    def __init__(self, graph: ClaimGraph) -> None:
        self._graph = graph

    @cached_property
    def collections(self) -> Mapping[str, Collection]:
        """Every collection by its name."""
        made = (
            Collection("variables", "variable", "What is known of a variable.", JSON, self._shown),
            Collection(
                "conditions", "condition", "A critical point, and the claims on it.", JSON, self._shown
            ),
            Collection("claims", "claim", "A claim with what speaks for and against it.", JSON, self._sides),
            Collection("queries", "query", "The text of a shipped SPARQL query.", SPARQL, self._query),
            Collection("schemas", "schema", "The JSON Schema of a document.", SCHEMA, self._schema),
        )
        return {collection.name: collection for collection in made}

    @cached_property
    def ids(self) -> Mapping[str, Sequence[str]]:
        """The ids of every collection, in file order."""
        return {name: [entry["id"] for entry in self._entries(name)] for name in self.collections}

    def index(self, name: str) -> str:
        """Return a collection as JSON: at most `MOST_LISTED` of its things, and how many it has."""
        entries = self._entries(name)
        listed = [{**each, "uri": f"{SCHEME}{name}/{each['id']}"} for each in entries[:MOST_LISTED]]
        return _json({"total": len(entries), name: cleaned_document(listed, most=200)})

    def read(self, name: str, identifier: str) -> str:
        """Return one thing of a collection.

        Raises:
            NothingFoundError: there is none of this id; it carries those that are near.

        """
        if identifier not in self.ids[name]:
            raise NothingFoundError(identifier[:80], get_close_matches(identifier[:80], self.ids[name], n=3))
        return self.collections[name].read(identifier)

    def thesis(self) -> str:
        """Return what the thesis is, as JSON."""
        thesis = self._graph.thesis
        said = {
            "id": thesis.id,
            "title": _both(thesis.title),
            "language": thesis.language,
            "variables": len(thesis.variables),
            "conditions": len(thesis.conditions),
            "claims": len(thesis.claims),
            "sources": len(thesis.sources),
        }
        return _json(cleaned_document(said))

    def _entries(self, name: str) -> list[dict[str, Any]]:
        thesis = self._graph.thesis
        if name == "queries":
            queries = named_queries().values()
            return [
                {"id": each.name, "asks": each.en, "parameters": dict(each.parameters)} for each in queries
            ]
        if name == "schemas":
            return [{"id": name, "says": schema["description"]} for name, schema in published().items()]
        if name == "variables":
            return [
                {"id": each.id, "kind": each.kind.value, **_both(each.label)}
                for each in thesis.variables.values()
            ]
        if name == "conditions":
            return [{"id": each.id, **_both(each.label)} for each in thesis.conditions.values()]
        return [
            {"id": each.id, "kind": each.kind.value, **_both(each.text)} for each in thesis.claims.values()
        ]

    def _shown(self, identifier: str) -> str:
        return _document(self._graph.show(identifier).document)

    def _sides(self, identifier: str) -> str:
        return _document(self._graph.evidence(identifier).document)

    def _query(self, identifier: str) -> str:
        return named_queries()[identifier].text

    def _schema(self, identifier: str) -> str:
        return _json(published()[identifier])


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _document(document: Mapping[str, Any]) -> str:
    return _json(cleaned_document(fitted(document, MOST_READ, 10 * MOST_READ).document))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
