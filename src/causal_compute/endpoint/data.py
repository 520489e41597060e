"""`/`, `/data` and `/void.ttl`: the page, the whole as a file, and what describes it.

May touch: the desk. Must not know: what the thesis says.
"""

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from causal_compute.endpoint.cells import Cell, Table
from causal_compute.endpoint.description import prefixes, void, written
from causal_compute.endpoint.desk import Desk, Visit
from causal_compute.endpoint.media import DUMPS, RDF
from causal_compute.endpoint.negotiation import chosen
from causal_compute.endpoint.representation import Representation
from causal_compute.endpoint.sparql import base_url
from causal_compute.schemas import DOCUMENTS

__all__ = ["Data"]

_PAGE = {"text/html": "html"}


class Data:
    """What is there as a whole."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def routes(self) -> list[Route]:
        """Return what is asked here."""
        dumps = [Route(f"/data.{suffix}", self.dump) for suffix in DUMPS.values()]
        return [
            Route("/", self.page),
            Route("/data", self.listed),
            *dumps,
            Route("/void.ttl", self.void),
            Route("/.well-known/void", self.void),
        ]

    async def page(self, request: Request) -> Response:
        """Return the explorer."""
        return await self.desk.kept(request, self._page)

    async def listed(self, request: Request) -> Response:
        """Return what there is, for people; or the whole, for programs."""
        return await self.desk.kept(request, self._listed)

    async def dump(self, request: Request) -> Response:
        """Return the whole in the format that the path names."""
        return await self.desk.kept(request, self._dumped)

    async def void(self, request: Request) -> Response:
        """Return what describes the data."""
        return await self.desk.kept(request, self._void)

    async def _page(self, visit: Visit) -> Representation:
        """Return the explorer; only a header can say that it may not be framed."""
        library = self.desk.library
        return await library.ask(
            lambda: Representation.of(
                library.graph.page(as_of=visit.today).page,
                "text/html",
                headers={
                    "Content-Security-Policy": "frame-ancestors 'none'",
                    "Link": '</void.ttl>; rel="describedby"; type="text/turtle", '
                    '</sparql>; rel="service"; title="SPARQL"',
                },
            ),
            slow=True,
        )

    async def _listed(self, visit: Visit) -> Representation:
        visit.only()
        form, media = chosen(visit.accept, visit.one("format"), {**_PAGE, **DUMPS})
        if form != "html":
            return await self._whole(form, media)
        library = self.desk.library
        sizes = [
            (graph, sum(quad.graph_name == NamedNode(graph) for quad in library.quads))
            for graph in sorted(library.graphs)
        ]
        rows = [
            [Cell(graph, f"/id/{library.path(graph)}"), Cell(f"{size:,}", number=True)]
            for graph, size in sizes
        ]
        return visit.html(
            "data",
            library,
            "/data",
            title=library.thesis.id,
            triples=f"{len({quad.triple for quad in library.quads}):,}",
            base=library.base,
            licence=library.licence,
            dumps=[(f"data.{suffix}", f"/data.{suffix}") for suffix in DUMPS.values()],
            found=Table(("IRI", "triples"), rows, len(rows)),
            schemas=list(DOCUMENTS),
        )

    async def _dumped(self, visit: Visit) -> Representation:
        suffix = visit.request.scope["path"].rpartition(".")[2]
        media = next(media for media, form in DUMPS.items() if form == suffix)
        return await self._whole(suffix, media)

    async def _whole(self, form: str, media: str) -> Representation:
        library = self.desk.library

        def made() -> Representation:
            said = written(library.quads, form, library.prefixes)
            return Representation.of(said, media, headers={"Content-Location": f"/data.{form}"})

        return await library.ask(made, slow=True)

    async def _void(self, visit: Visit) -> Representation:
        visit.only()
        form, media = chosen(visit.accept, visit.one("format"), RDF)
        library, url = self.desk.library, base_url(visit.request)
        said = await library.ask(lambda: written(void(library, url), form, prefixes(library)))
        return Representation.of(said, media)
