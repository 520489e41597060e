"""The thesis as the server holds it: loaded once, asked in turn, its quads by what they speak of.

May touch: the Python API. Must not know: HTTP, who asks.

All that is ours to compute (answers, dumps, pages) is computed beside the server, which goes on answering
what it has kept: in one thread what takes milliseconds, in another what takes seconds. All that both use is
read before they begin.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad

from causal_compute.api import ClaimGraph
from causal_compute.api.questions import day
from causal_compute.endpoint.refusals import BusyError
from causal_compute.stores.named import NamedQuery, named_queries, named_query
from causal_compute.vocabulary import thesis_iri

__all__ = ["Library", "name_of"]

Found = TypeVar("Found")
QUEUE = 64  # questions that may wait for the thread


class Library:
    """A loaded thesis. `licence` is the IRI of the licence of its data, None where nobody has said.

    `today` says which day it is, for answers that name none.

    Raises:
        BadDataError: the folder cannot be read as a thesis.

    """

    def __init__(
        self, graph: ClaimGraph, *, licence: str | None = None, today: Callable[[], date] = day
    ) -> None:
        self.graph, self.licence, self.today = graph, licence, today
        self.thesis = graph.thesis
        self.base = thesis_iri(self.thesis.id)
        self.quads: list[Quad] = graph.queries.quads
        self.prefixes: Mapping[str, str] = graph.queries.prefixes
        self.graphs = graph.queries.store().graphs
        self.named = named_queries()
        self._spoken_of = _by_owner(self.quads)
        self._speaking_of = _by_object(self.quads)
        self._quick, self._slow = _Lane("quick"), _Lane("slow")

    async def ask(self, question: Callable[[], Found], *, slow: bool = False) -> Found:
        """Return what `question` returns. What takes seconds is `slow`: nothing quick waits behind it.

        Raises:
            BusyError: too many questions wait already. And whatever `question` raises.

        """
        return await (self._slow if slow else self._quick).ask(question)

    def close(self) -> None:
        """Let the threads end."""
        self._quick.close()
        self._slow.close()

    def named_query(self, name: str) -> NamedQuery:
        """Return a shipped query.

        Raises:
            NothingFoundError: there is none of that name.

        """
        return self.named[name] if name in self.named else named_query(name)

    def iri(self, path: str) -> str:
        """Return the IRI of what a URL's path, decoded, names: `slide/S04`; "" is the thesis."""
        return self.base + quote(path, safe="/")

    def path(self, iri: str) -> str | None:
        """Return the path below which the server speaks of an IRI, None if it does not."""
        if iri == self.base:
            return ""
        owner = self.owner(iri)
        return owner[len(self.base) :] if owner.startswith(self.base) and owner in self._spoken_of else None

    def owner(self, iri: str) -> str:
        """Return the IRI of what an IRI is a part of (`…/claim.gate.2` of `…/claim`), or itself."""
        return _whole(iri, self._spoken_of) if iri.startswith(self.base) else iri

    def spoken_of(self, iri: str) -> list[Quad]:
        """Return what is said of a thing and of its parts, in the order of the files; empty if unknown."""
        return self._spoken_of.get(iri, [])

    def speaking_of(self, iri: str) -> list[Quad]:
        """Return what is said of other things by naming this one."""
        return [quad for quad in self._speaking_of.get(iri, []) if self.owner(name_of(quad.subject)) != iri]


class _Lane:
    """One thread, in which questions are asked in turn."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._waiting = 0

    async def ask(self, question: Callable[[], Found]) -> Found:
        if self._waiting >= QUEUE:
            raise BusyError
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, question)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)


def name_of(subject: object) -> str:
    """Return the IRI of a subject; of one that has none, how it is written."""
    return subject.value if isinstance(subject, NamedNode) else str(subject)


def _by_owner(quads: list[Quad]) -> dict[str, list[Quad]]:
    """Return the quads by the thing they speak of, those of its parts among them.

    A part is named like its whole, a dot, and the part. Where nothing has the whole's name, the dot is a
    part of the name.
    """
    own: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            own[quad.subject.value].append(quad)
    found: dict[str, list[Quad]] = defaultdict(list)
    for iri, spoken in own.items():
        found[_whole(iri, own)] += spoken
    return dict(found)


def _whole(iri: str, known: Mapping[str, object]) -> str:
    start = iri.rfind("/")
    cuts = (place for place, character in enumerate(iri) if character == "." and place > start + 1)
    return next((iri[:place] for place in cuts if iri[:place] in known), iri)


def _by_object(quads: list[Quad]) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.object, NamedNode):
            found[quad.object.value].append(quad)
    return dict(found)
