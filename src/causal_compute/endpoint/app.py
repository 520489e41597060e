"""The ASGI application: every path, and what becomes of errors.

May touch: everything of the endpoint. Must not know: sockets, the command line.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from causal_compute.endpoint.answers import Answers
from causal_compute.endpoint.data import Data
from causal_compute.endpoint.desk import Desk
from causal_compute.endpoint.door import Door, Doorkeeper
from causal_compute.endpoint.library import Library
from causal_compute.endpoint.pool import Bounds, Pool
from causal_compute.endpoint.problems import refused
from causal_compute.endpoint.queries import Queries
from causal_compute.endpoint.refusals import FAULT, Refusal, refusal_of
from causal_compute.endpoint.sparql import Sparql
from causal_compute.endpoint.things import Things
from causal_compute.errors import CausalComputeError

__all__ = ["application"]


def application(library: Library, door: Door, bounds: Bounds) -> ASGIApp:
    """Return the server of a thesis, for any ASGI server. Its workers live as long as its lifespan."""
    desk = Desk(library, Pool(library.quads, library.prefixes, bounds))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with desk.pool:
            yield
        library.close()

    async def refuse(request: Request, err: Exception) -> Response:
        return refused(request, _refusal(err), library)

    parts = (Data(desk), Sparql(desk), Queries(desk), Answers(desk), Things(desk))
    handlers = dict.fromkeys((Refusal, CausalComputeError, HTTPException, Exception), refuse)
    return Starlette(
        routes=[route for part in parts for route in part.routes()],
        middleware=[Middleware(Doorkeeper, door=door)],
        exception_handlers=handlers,
        lifespan=lifespan,
    )


def _refusal(err: Exception) -> Refusal:
    if isinstance(err, Refusal):
        return err
    if isinstance(err, CausalComputeError):
        return refusal_of(err)
    if isinstance(err, HTTPException):
        says = {404: "there is nothing at this address", 405: "that is not done here"}
        return Refusal(err.status_code, "http", says.get(err.status_code, err.detail), err.headers or {})
    words = f"a fault of the program: {type(err).__name__}: {err}"
    sys.stderr.write(f"{words}; CAUSAL_COMPUTE_DEBUG=1 shows where\n")
    return FAULT
