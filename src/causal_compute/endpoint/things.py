"""`/id/...`: one URL for every variable, condition, claim, slide and source, as a page, as JSON, or as RDF.

May touch: the desk. Must not know: what the things say.

The path below `/id/` is that of the thing's IRI below the thesis, so one rule redirects the IRIs here. A part
of a thing (`/id/claim.gate`) has no document of its own: 303 names the one that speaks of it. A suffix
(`/id/claim.ttl`) asks for one format; every answer says in Content-Location which it is.
"""

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from causal_compute.endpoint.cards import card
from causal_compute.endpoint.description import described, written
from causal_compute.endpoint.desk import Desk, Visit
from causal_compute.endpoint.media import THINGS
from causal_compute.endpoint.negotiation import chosen
from causal_compute.endpoint.representation import Representation
from causal_compute.errors import NothingFoundError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
from causal_compute.vocabulary import SCHEMA

__all__ = ["Things"]

SUFFIXES = ("html", "json", "ttl", "jsonld", "nt", "rdf", "trig", "nq")


class Things:
    """What the thesis speaks of."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def routes(self) -> list[Route]:
        """Return what is asked here."""
        return [Route("/id/{path:path}", self.answer)]

    async def answer(self, request: Request) -> Response:
        """Return what is known of a thing."""
        return await self.desk.kept(request, self._known)

    async def _known(self, visit: Visit) -> Representation:
        visit.only()
        path, suffix = self._named(visit.request.path_params["path"])
        library = self.desk.library
        iri = library.iri(path)
        if not library.spoken_of(iri):
            whole = library.path(iri) if iri != library.base else None
            if whole is None:
                raise NothingFoundError(path, await library.ask(lambda: self._near(path)))
            return Representation.of(b"", "text/plain", status=303, headers={"Location": f"/id/{whole}"})
        form, media = chosen(visit.accept, suffix or visit.one("format"), THINGS)
        place = f"/id/{quote(path)}.{form}"
        makers: dict[str, Callable[[], Awaitable[Representation]]] = {
            "html": lambda: self._page(visit, iri, path),
            "json": lambda: self._json(visit, iri, path),
        }
        made = await makers.get(form, lambda: self._rdf(iri, form, media))()
        link = ", ".join(filter(None, (f'<{iri}>; rel="{SCHEMA.ABOUT}"', made.headers.get("Link"))))
        headers = {**made.headers, "Content-Location": place, "Link": link}
        return Representation(made.body, made.media, made.status, headers, made.gzipped, made.tag)

    def _named(self, path: str) -> tuple[str, str | None]:
        """Return the path of the thing, and the format that its suffix asks for."""
        name, dot, suffix = path.rpartition(".")
        if dot and suffix in SUFFIXES and not self.desk.library.spoken_of(self.desk.library.iri(path)):
            return name, suffix
        return path, None

    def _near(self, path: str) -> list[str]:
        found = self.desk.library.graph.search(path[:100], most=3) if path.strip() else []
        return [str(row["id"]) for row in found]

    async def _page(self, visit: Visit, iri: str, path: str) -> Representation:
        library = self.desk.library

        def made() -> Representation:
            shown = card(iri, unquote(path), library, visit.page_lang)
            return visit.html("thing", library, "", title=shown.title.text, card=shown)

        return await library.ask(made)

    async def _json(self, visit: Visit, iri: str, path: str) -> Representation:
        """Return what `show` knows of it, by its published schema; JSON-LD of what it does not know."""
        library, thesis = self.desk.library, self.desk.library.thesis
        folder, _, name = path.rpartition("/")

        def made() -> Representation:
            if folder or name in {*thesis.variables, *thesis.conditions, *thesis.claims}:
                reply = library.graph.show(name, as_of=visit.today)
                if reply.kind == "provenance" or not folder:
                    schema = f'</schema/{reply.kind}.json>; rel="describedby"'
                    return Representation.of(
                        reply.json() + "\n", "application/json", headers={"Link": schema}
                    )
            said = written(described(library, iri), "jsonld", library.prefixes)
            return Representation.of(said, "application/json")

        return await library.ask(made)

    async def _rdf(self, iri: str, form: str, media: str) -> Representation:
        library = self.desk.library

        def made() -> Representation:
            return Representation.of(written(described(library, iri), form, library.prefixes), media)

        return await library.ask(made)
