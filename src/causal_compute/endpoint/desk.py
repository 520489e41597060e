"""What every handler works with: the library, the workers, what is kept; and how a request is read.

May touch: requests. Must not know: what is asked.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from causal_compute.endpoint.library import Library
from causal_compute.endpoint.negotiation import language
from causal_compute.endpoint.pages import page, policy
from causal_compute.endpoint.pool import Pool
from causal_compute.endpoint.protocol import parameters
from causal_compute.endpoint.refusals import Refusal
from causal_compute.endpoint.representation import Representation, respond
from causal_compute.endpoint.shelf import Shelf

__all__ = ["Desk", "Visit"]

KEPT = 64 << 20  # bytes of answers that are kept
LONGEST_KEY = 2000  # characters of a request that is worth keeping


@dataclass(frozen=True, slots=True)
class Desk:
    """What the server has."""

    library: Library
    pool: Pool
    shelf: Shelf[Representation] = field(default_factory=lambda: Shelf[Representation](KEPT))

    async def kept(self, request: Request, make: Callable[["Visit"], Awaitable[Representation]]) -> Response:
        """Return what `make` makes of a request, made once for all requests that ask alike on one day."""
        visit = Visit(request, self.library.today())
        key = visit.key
        if sum(map(len, map(str, key))) > LONGEST_KEY:
            return respond(request, await make(visit))
        return respond(request, await self.shelf.get(key, lambda: make(visit)))


class Visit:
    """A request for something that is ours: its parameters, its language, and the day it is asked on."""

    def __init__(self, request: Request, today: date) -> None:
        self.request, self.today = request, today
        self.accept = _joined(request, "accept")
        self.pairs = parameters(request.scope["query_string"])
        self.lang = self.one("lang") or language(_joined(request, "accept-language"))

    @property
    def key(self) -> tuple[object, ...]:
        """What tells requests apart. The name of the server is in it, for some answers hold it."""
        request = self.request
        query, host = request.scope["query_string"], request.headers.get("host", "")
        return request.scope["path"], query, self.accept, self.lang, self.today, host.lower()

    @property
    def page_lang(self) -> str:
        """The language of a page: "zh" or "en"."""
        return "zh" if self.lang == "zh" else "en"

    def one(self, name: str) -> str | None:
        """Return the value of a parameter, None if it is not there.

        Raises:
            Refusal: it is there several times.

        """
        values = self.all(name)
        if len(values) > 1:
            raise Refusal(400, "usage", f"give {name} once, not {len(values)} times")
        return values[0] if values else None

    def all(self, name: str) -> list[str]:
        """Return all the values of a parameter, in their order."""
        return [value for each, value in self.pairs if each == name]

    def only(self, *known: str) -> None:
        """Refuse a parameter that nobody reads: a misspelt one would be ignored in silence.

        Raises:
            Refusal: there is one besides `known`, `format` and `lang`.

        """
        for name, _ in self.pairs:
            if name not in {*known, "format", "lang"}:
                ready = ", ".join([*known, "format", "lang"])
                raise Refusal(400, "usage", f"there is no parameter {name!r} here; there are {ready}")

    def url(self, **changed: str) -> str:
        """Return this request's path and parameters, some of them changed."""
        kept = [(name, value) for name, value in self.pairs if name not in changed]
        return f"{self.request.scope['path']}?{urlencode([*kept, *changed.items()])}"

    def page(self, template: str, library: Library, at: str, **shown: object) -> str:
        """Return a page of ours; `at` is the place in the menu that it belongs to."""
        lang = self.page_lang
        title = library.thesis.title
        return page(
            template,
            lang,
            at=at,
            site=(title.zh if lang == "zh" else title.en) or title.zh or title.en,
            here=self.url(lang="en" if lang == "zh" else "zh"),
            **shown,
        )

    def html(self, template: str, library: Library, at: str, **shown: object) -> Representation:
        """Return a page of ours, to be sent with its policy."""
        said = self.page(template, library, at, **shown)
        return Representation.of(
            said,
            "text/html",
            headers={"Content-Security-Policy": policy(), "Content-Language": self.page_lang},
        )


def _joined(request: Request, name: str) -> str | None:
    """Return a header that may stand several times as one."""
    return ", ".join(request.headers.getlist(name)) or None
