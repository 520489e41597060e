"""A refusal as an answer: words for people, JSON for programs (RFC 9457), a page for browsers.

May touch: requests. Must not know: why something is refused.
"""

import json

from starlette.requests import Request
from starlette.responses import Response

from causal_compute.endpoint.desk import Visit
from causal_compute.endpoint.library import Library
from causal_compute.endpoint.media import PROBLEMS
from causal_compute.endpoint.negotiation import preferred
from causal_compute.endpoint.pages import policy
from causal_compute.endpoint.refusals import Refusal
from causal_compute.endpoint.representation import sent

__all__ = ["refused"]


def refused(request: Request, refusal: Refusal, library: Library) -> Response:
    """Return what a refusal says, in the form that the client reads; in words if it reads none of them."""
    accept = request.headers.get("accept")
    media = preferred(accept, PROBLEMS) or "text/plain"
    headers = {**refusal.headers, "Content-Language": "en"}
    form = PROBLEMS[media]
    if form == "json":
        return sent(_problem(refusal), "application/problem+json", refusal.status, headers)
    if form == "html":
        return sent(
            _page(request, refusal, library),
            media,
            refusal.status,
            {**headers, "Content-Security-Policy": policy()},
        )
    return sent(f"{refusal.says}\n", "text/plain", refusal.status, headers)


def _problem(refusal: Refusal) -> str:
    return json.dumps(
        {
            "type": "about:blank",
            "title": refusal.status.phrase,
            "status": refusal.status.value,
            "detail": refusal.says,
            "code": refusal.code,
        },
        ensure_ascii=False,
        indent=2,
    )


def _page(request: Request, refusal: Refusal, library: Library) -> str:
    try:
        visit = Visit(request, library.today())
    except Refusal:  # what is refused are the parameters themselves
        visit = Visit(Request({**request.scope, "query_string": b""}), library.today())
    status = f"{refusal.status.value} {refusal.status.phrase}"
    return visit.page("problem", library, "", title=status, status=status, wrong=refusal.says)
