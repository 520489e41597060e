"""`/sparql`: the SPARQL 1.1 Protocol, its service description, and a form for people.

May touch: the desk. Must not know: how a query is answered.
"""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from causal_compute.endpoint.cells import Table, table_of
from causal_compute.endpoint.description import prefixes, service, written
from causal_compute.endpoint.desk import Desk, Visit
from causal_compute.endpoint.media import GRAPHS, ROWS
from causal_compute.endpoint.negotiation import chosen
from causal_compute.endpoint.pages import policy
from causal_compute.endpoint.pool import Asked
from causal_compute.endpoint.protocol import ACCEPT_POST, Operation, read
from causal_compute.endpoint.refusals import Refusal, refusal_of
from causal_compute.endpoint.representation import Representation, sent
from causal_compute.endpoint.words import WORDS
from causal_compute.errors import CausalComputeError, ForbiddenQueryError, LimitError
from causal_compute.stores.guard import AdmittedQuery, admit
from causal_compute.stores.results import Form, Result

__all__ = ["Sparql", "base_url", "downloads"]

EXAMPLE = """SELECT ?variable ?label
WHERE { ?variable a cc:Application ; skos:prefLabel ?label }
ORDER BY ?variable
"""
ROW_FORMS = {"CSV": "csv", "TSV": "tsv", "JSON": "json", "XML": "xml"}
GRAPH_FORMS = {"Turtle": "ttl", "JSON-LD": "jsonld", "N-Triples": "nt", "RDF/XML": "rdf"}
Found = TypeVar("Found")


class Sparql:
    """The endpoint."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def routes(self) -> list[Route]:
        """Return what is asked here."""
        return [Route("/sparql", self.answer, methods=["GET", "POST", "OPTIONS"])]

    async def answer(self, request: Request) -> Response:
        """Answer a query, or say what this is."""
        if request.method == "OPTIONS":
            return Response(
                status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS", "Accept-Post": ACCEPT_POST}
            )
        operation = await read(request)
        if operation is None:
            return await self.desk.kept(request, self._described)
        accept = Visit(request, self.desk.library.today()).accept
        try:
            admitted = self._admitted(operation)
        except Refusal as refusal:
            if "text/html" not in (accept or "") or operation.form not in {None, "html"}:
                raise
            return await self._page(request, operation, refusal=refusal)
        forms = ROWS if admitted.form in {"SELECT", "ASK"} else GRAPHS
        form, media = chosen(accept, operation.form, forms)
        if form == "html":
            return await self._page(request, operation, admitted)
        return sent(await self._found(request, operation, form), media)

    def _admitted(self, operation: Operation) -> AdmittedQuery:
        library = self.desk.library
        for graph in (*operation.default, *operation.named):
            if graph not in library.graphs:
                ready = ", ".join(f"<{each}>" for each in sorted(library.graphs))
                says = f"there is no graph <{graph}> here, and none is fetched; here are {ready}"
                raise refusal_of(ForbiddenQueryError(says))
        try:
            return admit(operation.query, prefixes=library.prefixes, graphs=library.graphs)
        except LimitError as err:
            raise Refusal(413, "too-large", str(err)) from None
        except CausalComputeError as err:
            raise refusal_of(err) from None

    async def _found(self, request: Request, operation: Operation, form: str) -> bytes:
        """Ask the workers; whoever hangs up has his query killed."""
        scoped = bool(operation.default or operation.named)
        asked = Asked(
            query=operation.query,
            form=form,
            parameters={},
            default=operation.default if scoped else None,
            named=operation.named if scoped else None,
        )
        return await _unless_gone(request, self.desk.pool.ask(asked))

    async def _page(
        self,
        request: Request,
        operation: Operation,
        admitted: AdmittedQuery | None = None,
        *,
        refusal: Refusal | None = None,
    ) -> Response:
        """Return the form with the query and what it found, or why it is refused."""
        found: Result | None = None
        try:
            if admitted is not None:
                found = await self._result(request, operation, admitted)
        except CausalComputeError as err:
            refusal = refusal_of(err)
        said = await self.desk.library.ask(
            lambda: self._shown(_visit(request, operation, self.desk), operation, found, refusal)
        )
        headers = {"Content-Security-Policy": policy(), **(refusal.headers if refusal else {})}
        return sent(said, "text/html", refusal.status if refusal else 200, headers)

    async def _result(self, request: Request, operation: Operation, admitted: AdmittedQuery) -> Result:
        if admitted.form in {"CONSTRUCT", "DESCRIBE"}:
            return Result(Form.GRAPH, await self._found(request, operation, "ttl"))
        payload = await self._found(request, operation, "json")
        return Result(Form.ROWS if admitted.form == "SELECT" else Form.TRUTH, payload)

    def _shown(
        self, visit: Visit, operation: Operation, found: Result | None, refusal: Refusal | None
    ) -> str:
        forms = GRAPH_FORMS if found is not None and found.form is Form.GRAPH else ROW_FORMS
        return visit.page(
            "query",
            self.desk.library,
            "/sparql",
            **self._form(visit, operation),
            wrong=refusal.says if refusal else "",
            truth=bool(found) if found is not None and found.form is Form.TRUTH else None,
            text=found.payload.decode() if found is not None and found.form is Form.GRAPH else "",
            found=_table(found, self.desk),
            links=downloads(visit, forms) if found is not None else [],
            named=None,
        )

    def _form(self, visit: Visit, operation: Operation) -> dict[str, object]:
        bounds = self.desk.pool.bounds
        limits = WORDS[visit.page_lang]["limits"]
        graphs = [("default-graph-uri", graph) for graph in operation.default]
        graphs += [("named-graph-uri", graph) for graph in operation.named]
        return {
            "title": "SPARQL",
            "query": operation.query,
            "graphs": graphs,
            "parameters": None,
            "about": limits.format(seconds=f"{bounds.seconds:g}", rows=f"{bounds.rows:,}"),
        }

    async def _described(self, visit: Visit) -> Representation:
        """Return the form, or the service description (SPARQL 1.1 Service Description, 2)."""
        named = visit.one("named")
        form, media = chosen(visit.accept, visit.one("format"), GRAPHS)
        library = self.desk.library
        if form == "html":
            text = EXAMPLE if named is None else library.named_query(named).text
            operation = Operation(text)
            shown = self._form(visit, operation)
            listed = list(library.named.values())
            return visit.html(
                "query",
                library,
                "/sparql",
                **shown,
                wrong="",
                truth=None,
                text="",
                found=None,
                links=[],
                named=listed,
            )
        url = base_url(visit.request)
        said = await library.ask(lambda: written(service(library, url), form, prefixes(library)))
        return Representation.of(said, media)


def base_url(request: Request) -> str:
    """Return the address that this request called the server by, whose name the door has checked."""
    return f"{request.url.scheme}://{request.headers['host']}/"


def downloads(visit: Visit, forms: dict[str, str]) -> list[tuple[str, str]]:
    """Return links to what a page shows in other forms: (name, address)."""
    return [(name, visit.url(format=form)) for name, form in forms.items()]


def _visit(request: Request, operation: Operation, desk: Desk) -> Visit:
    """Return the visit as if the query had come by GET, so that the page's links say all of it."""
    if request.method == "GET":
        return Visit(request, desk.library.today())
    pairs = [("query", operation.query)]
    pairs += [("default-graph-uri", graph) for graph in operation.default]
    pairs += [("named-graph-uri", graph) for graph in operation.named]
    return Visit(Request({**request.scope, "query_string": urlencode(pairs).encode()}), desk.library.today())


def _table(found: Result | None, desk: Desk) -> Table | None:
    return table_of(found, desk.library) if found is not None and found.form is Form.ROWS else None


async def _unless_gone(request: Request, answer: Awaitable[Found]) -> Found:
    """Return the answer, or cancel it as soon as the client hangs up."""
    answering = asyncio.ensure_future(answer)
    gone = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait({answering, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            raise Refusal(400, "gone", "the client hung up")  # which nobody will read
        return answering.result()
    finally:
        gone.cancel()
        if not answering.done():
            answering.cancel()
            await asyncio.gather(answering, return_exceptions=True)


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
