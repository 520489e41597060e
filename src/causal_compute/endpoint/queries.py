"""`/queries` and `/queries/{name}`: the shipped queries, with their parameters, over HTTP.

May touch: the desk. Must not know: what the queries ask.
"""

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from causal_compute.endpoint.cells import table_of
from causal_compute.endpoint.desk import Desk, Visit
from causal_compute.endpoint.media import ROWS
from causal_compute.endpoint.negotiation import chosen
from causal_compute.endpoint.pool import Asked
from causal_compute.endpoint.representation import Representation
from causal_compute.endpoint.sparql import ROW_FORMS, downloads
from causal_compute.endpoint.words import WORDS
from causal_compute.stores.named import NamedQuery, fixed
from causal_compute.stores.results import Form, Result

__all__ = ["Queries"]

_LISTS = {"application/json": "json", "text/html": "html"}
_TEXT = {"application/sparql-query": "rq", "text/plain": "text"}


class Queries:
    """The shipped queries. They go to the workers like any other, and their results are kept."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def routes(self) -> list[Route]:
        """Return what is asked here."""
        return [
            Route("/queries", self.listed),
            Route("/queries/{name}.rq", self.text),
            Route("/queries/{name}", self.answer),
        ]

    async def listed(self, request: Request) -> Response:
        """List the queries."""
        return await self.desk.kept(request, self._listed)

    async def text(self, request: Request) -> Response:
        """Return the text of one."""
        return await self.desk.kept(request, self._text)

    async def answer(self, request: Request) -> Response:
        """Return what one finds."""
        return await self.desk.kept(request, self._answered)

    async def _listed(self, visit: Visit) -> Representation:
        visit.only()
        form, media = chosen(visit.accept, visit.one("format"), _LISTS)
        queries = list(self.desk.library.named.values())
        if form == "html":
            return visit.html("queries", self.desk.library, "/queries", title=_title(visit), named=queries)
        listed = [
            {
                "name": query.name,
                "en": query.en,
                "zh": query.zh,
                "parameters": {
                    name: None if usual == "*" else usual for name, usual in query.parameters.items()
                },
                "url": f"/queries/{query.name}",
            }
            for query in queries
        ]
        return Representation.of(json.dumps(listed, ensure_ascii=False, indent=2) + "\n", media)

    async def _text(self, visit: Visit) -> Representation:
        visit.only()
        query = self.desk.library.named_query(visit.request.path_params["name"])
        _, media = chosen(visit.accept, visit.one("format"), {**_TEXT, "text/html": "text"})
        return Representation.of(query.text, "text/plain" if media == "text/html" else media)

    async def _answered(self, visit: Visit) -> Representation:
        query = self.desk.library.named_query(visit.request.path_params["name"])
        visit.only(*query.parameters)
        form, media = chosen(visit.accept, visit.one("format"), ROWS)
        given = {name: value for name in query.parameters if (value := visit.one(name))}
        library = self.desk.library
        values = await library.ask(lambda: fixed(query, given, library.graph.queries.store()))
        iris = {name: node.value for name, node in values.items()}
        asked = Asked(query=query.text, parameters=iris, form="json" if form == "html" else form)
        said = await self.desk.pool.ask(asked)
        if form != "html":
            return Representation.of(said, media)
        return await library.ask(lambda: self._page(visit, query, {**query.parameters, **given}, said))

    def _page(self, visit: Visit, query: NamedQuery, chosen_: dict[str, str], said: bytes) -> Representation:
        return visit.html(
            "query",
            self.desk.library,
            "/queries",
            title=query.name,
            action=f"/queries/{query.name}",
            parameters=list(chosen_.items()),
            about=query.zh if visit.page_lang == "zh" else query.en,
            wrong="",
            truth=None,
            text="",
            found=table_of(Result(Form.ROWS, said), self.desk.library),
            links=downloads(visit, ROW_FORMS),
            named=None,
        )


def _title(visit: Visit) -> str:
    return WORDS[visit.page_lang]["named"]
