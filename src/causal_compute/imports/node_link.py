"""Node-link JSON, as networkx, d3 and pybel write it.

May touch: the file it is told to read. Must not know: what is made of nodes and links.

`{"directed": true, "nodes": [{"id": ..}], "links": [{"source": .., "target": ..}]}`, the links also under
`edges`. In pybel's form a link's ends are places in the list of nodes, and a node's name is its BEL term.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from causal_compute.errors import NoImportError
from causal_compute.imports.bipartite import ClaimNodes
from causal_compute.imports.columns import flat, name_of, named, relation_of
from causal_compute.imports.opening import parsed, shown, whole
from causal_compute.imports.records import Dropped, Item, Name, Passage, Relation
from causal_compute.imports.words import NOT_CAUSAL, Meaning, meaning, normal

__all__ = ["document", "read_bel", "read_node_link"]

UNDIRECTED = "the link is undirected, so which end is the cause is not said"


def document(path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Return the JSON of the whole file.

    Raises:
        NoImportError: it is no JSON, or too large.

    """
    try:
        return parsed(whole(path))
    except ValueError as err:
        raise NoImportError(shown(path), f"is no JSON ({err})", "mend it, or name its --format") from None


def read_node_link(path: Path, more: Mapping[str, Meaning], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield the nodes' names, then what each link says, by the names of a CSV edge list's columns."""
    graph = _graph(path)
    claims = ClaimNodes()
    yield from _names(graph["nodes"], claims)
    directed = graph.get("directed") is not False
    for at, link in _links(graph):
        if isinstance(link, Dropped):
            yield link
        elif not directed or link.get("directed") is False:
            yield Dropped(
                at=at, reason=UNDIRECTED, what=f"{flat(link.get('source'))} - {flat(link.get('target'))}"
            )
        elif not claims.link(link):
            yield from relation_of(at, link, {**named(link), **columns}, more)
    yield from claims.relations()


def _graph(path: Path) -> dict[str, Any]:
    graph = document(path)
    if not isinstance(graph, dict) or not isinstance(graph.get("nodes"), list):
        remedy = "write node-link JSON, or name its --format"
        raise NoImportError(shown(path), "has no list of nodes", remedy)
    return graph


def _names(nodes: list[object], claims: ClaimNodes) -> Iterator[Name | Dropped]:
    for number, node in enumerate(nodes, start=1):
        key = flat(node.get("id", node.get("key"))) if isinstance(node, dict) else flat(node)
        if not key.strip():
            yield Dropped(at=f"node {number}", reason="the node has no id")
        elif not isinstance(node, dict):
            yield name_of(key, {})
        elif not claims.node(f"node {number}", key, node):
            yield name_of(key, node)


def _links(graph: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any] | Dropped]]:
    links = graph.get("links", graph.get("edges"))
    for number, link in enumerate(links if isinstance(links, list) else [], start=1):
        at = f"link {number}"
        whole = isinstance(link, dict)
        yield at, link if whole else Dropped(at=at, reason="the link is no object", what=flat(link))


def read_bel(path: Path, more: Mapping[str, Meaning], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield the terms of a BEL graph and what its statements say, each with its evidence and citation."""
    del columns
    graph = _graph(path)
    terms = _terms(graph["nodes"])
    yield from (term for term in terms if term is not None)
    for at, link in _links(graph):
        if isinstance(link, Dropped):
            yield link
            continue
        cause, effect = (_end(link.get(end), terms) for end in ("source", "target"))
        word = flat(link.get("relation"))
        what = f"{cause or '?'} {word} {effect or '?'}"
        means = meaning(word, more)
        if cause is None or effect is None:
            yield Dropped(at=at, reason="the link names a node that is not there", what=what)
        elif means is None:
            reason = NOT_CAUSAL.get(normal(word), "the relation word is not in the table")
            yield Dropped(at=at, reason=reason, what=what)
        else:
            yield _statement(at, link, cause, effect, word, means)


def _statement(  # noqa: PLR0913, PLR0917 - the parts of one statement
    at: str, link: Mapping[str, Any], cause: str, effect: str, word: str, means: Meaning
) -> Relation:
    before, after = means.changes()
    text = flat(link.get("evidence")).strip()
    return Relation(
        at=at,
        causes=((cause, before),),
        effect=effect,
        change=after,
        modality=means.modality,
        id=flat(link.get("key")),
        word=word,
        passages=(Passage(text=text, document=_citation(link.get("citation"))),) if text else (),
        context=tuple(_annotations(link)),
    )


def _citation(citation: object) -> str:
    """Return a citation as a CURIE ("pubmed:12345678")."""
    if not isinstance(citation, dict):
        return flat(citation)
    space, name = (
        flat(citation.get(new, citation.get(old)))
        for new, old in (("namespace", "type"), ("identifier", "reference"))
    )
    return f"{space}:{name}" if space and name else name


def _annotations(link: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the annotations of a statement, and the activities or places of its two ends."""
    found = link.get("annotations")
    for key, values in found.items() if isinstance(found, dict) else ():
        listed = (
            values if isinstance(values, list) else list(values) if isinstance(values, dict) else [values]
        )
        ids = (flat(each.get("identifier")) if isinstance(each, dict) else flat(each) for each in listed)
        yield key, ", ".join(filter(None, ids))
    for end in ("source_modifier", "target_modifier", "subject", "object"):
        side = link.get(end)
        if isinstance(side, dict) and (kind := flat(side.get("modifier"))):
            yield end, kind


def _terms(nodes: list[object]) -> list[Name | None]:
    """Return each BEL term as a name: its concept's plain one where no other term has that, else the term."""
    plain = [_plain(node) for node in nodes]
    used = Counter(plain)
    terms: list[Name | None] = []
    for node, name in zip(nodes, plain, strict=True):
        term = (flat(node.get("bel")) or name or flat(node.get("id"))) if isinstance(node, dict) else ""
        own = name if used[name] == 1 and isinstance(node, dict) and "variants" not in node else ""
        terms.append(Name(key=term, en=own or term) if term else None)
    return terms


def _plain(node: object) -> str:
    concept = node.get("concept", node) if isinstance(node, dict) else None
    return flat(concept.get("name")) if isinstance(concept, dict) else ""


def _end(place: object, terms: list[Name | None]) -> str | None:
    text = flat(place)
    term = terms[int(text)] if text.isdecimal() and len(text) < 9 and int(text) < len(terms) else None
    return None if term is None else term.key
