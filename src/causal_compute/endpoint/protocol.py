"""Reading a request of the SPARQL 1.1 Protocol: which query, over which graphs.

May touch: the request. Must not know: who answers, how.
"""

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from causal_compute.endpoint.refusals import Refusal

__all__ = ["ACCEPT_POST", "Operation", "parameters", "read"]

ACCEPT_POST = "application/sparql-query, application/x-www-form-urlencoded"
MOST_BYTES = 256 << 10
MOST_PARAMETERS = 64
PATIENCE = 10.0  # seconds that a body has to arrive


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation. `default` and `named` are the graphs it names; both empty: it names none.

    `form` is the format that the URL asks for, None to leave it to the Accept header.
    """

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str | None = None


async def read(request: Request) -> Operation | None:
    """Return the operation that a request asks for (SPARQL 1.1 Protocol, 2.1); None for GET without a query.

    Raises:
        Refusal: 400 no query, two, or text that is not UTF-8; 403 an update; 408, 413 a body that is slow or
            large; 415 a body of another kind.

    """
    pairs = parameters(request.scope["query_string"])
    if request.method == "POST":
        pairs = await _posted(request, pairs)
    given = dict(pairs)
    if "update" in given:
        raise Refusal(403, "forbidden", "this server only reads: there is no update")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise Refusal(400, "malformed", "give one query, not several")
    if not queries and request.method == "POST":
        raise Refusal(400, "malformed", "there is no query; send it as query=... or as the body itself")
    if not queries:
        return None
    return Operation(
        queries[0],
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
        given.get("format"),
    )


def parameters(query: bytes) -> list[tuple[str, str]]:
    """Return the pairs of a query string or a form.

    Raises:
        Refusal: they are not UTF-8, or too many.

    """
    try:
        return parse_qsl(
            query.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except UnicodeDecodeError:
        raise Refusal(400, "malformed", "the parameters are not UTF-8, percent-encoded") from None
    except ValueError:
        raise Refusal(400, "malformed", f"there are more than {MOST_PARAMETERS} parameters") from None


async def _posted(request: Request, in_url: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return all the parameters of a POST: a form's, or the URL's and the body as the query."""
    kind, charset = _content_type(request.headers.get("content-type", ""))
    if kind == "application/sparql-update":
        raise Refusal(403, "forbidden", "this server only reads: there is no update")
    encoded = request.headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}
    if kind not in ACCEPT_POST.split(", ") or charset not in {"", "utf-8"} or encoded:
        says = f"send a query as one of {ACCEPT_POST}, in UTF-8, not compressed"
        raise Refusal(415, "media-type", says, {"Accept-Post": ACCEPT_POST})
    body = await _body(request)
    if kind == "application/x-www-form-urlencoded":
        return [*((name, value) for name, value in in_url if name == "format"), *parameters(body)]
    try:
        return [*in_url, ("query", body.decode("utf-8"))]
    except UnicodeDecodeError as err:
        raise Refusal(400, "malformed", f"the query is not UTF-8 at byte {err.start}") from None


async def _body(request: Request) -> bytes:
    body = bytearray()
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > MOST_BYTES:
        raise _too_large()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                body += part
                if len(body) > MOST_BYTES:
                    raise _too_large()
    except TimeoutError:
        raise Refusal(408, "slow", f"the body did not arrive within {PATIENCE:g} s") from None
    return bytes(body)


def _too_large() -> Refusal:
    return Refusal(413, "too-large", f"a query may have {MOST_BYTES >> 10} KiB", {"Connection": "close"})


def _content_type(header: str) -> tuple[str, str]:
    """Return the media type and the charset of a Content-Type, in lower case.

    >>> _content_type('application/sparql-query; Charset="UTF-8"')
    ('application/sparql-query', 'utf-8')
    """
    kind, *rest = (part.strip() for part in header.lower().split(";"))
    named = dict(part.partition("=")[::2] for part in rest)
    return kind, named.get("charset", "").strip('"')
