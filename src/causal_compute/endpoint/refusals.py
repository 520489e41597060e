"""What a request may be refused for, and the status that says so.

May touch: the errors. Must not know: how a refusal is written.

Statuses, and by what they were chosen (RFC 9110; SPARQL 1.1 Protocol, 2.1.7):

* 400 the request or the query is malformed; 403 it would write, or reach outside; 404 nothing has this name;
* 413 the query is larger, deeper or longer than will be looked at: known before it runs;
* 500 the query used up its time, memory or rows: the status that the protocol gives to a service that "fails
  to execute" or refuses a query. 503 would promise that trying again helps, and 408 would blame the line;
* 503 with Retry-After: all workers are busy and the queue is full. Here trying again does help.
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from causal_compute.errors import (
    CausalComputeError,
    ForbiddenQueryError,
    LimitError,
    NothingFoundError,
    QueryError,
    UsageError,
)

__all__ = ["FAULT", "BusyError", "Refusal", "refusal_of"]

NONE: Mapping[str, str] = MappingProxyType({})
RETRY_AFTER = 2  # seconds


class BusyError(LimitError):
    """Everybody who could answer is busy, and enough others wait."""

    def __init__(self) -> None:
        super().__init__(f"the server is busy with other questions; ask again in {RETRY_AFTER} s")


class Refusal(Exception):  # noqa: N818 - not a fault: an answer
    """An answer that is no result: `status`, a `code` for programs, and words for people."""

    def __init__(self, status: int, code: str, says: str, headers: Mapping[str, str] = NONE) -> None:
        super().__init__(says)
        self.status, self.code, self.says, self.headers = HTTPStatus(status), code, says, headers


FAULT = Refusal(500, "fault", "a fault of the server, not yours; what it says is on the server's console")

_KINDS: tuple[tuple[type[CausalComputeError], int, str], ...] = (
    (BusyError, 503, "busy"),
    (LimitError, 500, "limit"),
    (ForbiddenQueryError, 403, "forbidden"),
    (QueryError, 400, "malformed"),
    (NothingFoundError, 404, "nothing-found"),
    (UsageError, 400, "usage"),
)


def refusal_of(err: CausalComputeError) -> Refusal:
    """Return the refusal that an error of ours amounts to.

    >>> refusal_of(UsageError("no")).status.value
    400
    """
    for kind, status, code in _KINDS:
        if isinstance(err, kind):
            headers = {"Retry-After": str(RETRY_AFTER)} if kind is BusyError else NONE
            return Refusal(status, code, str(err), headers)
    return Refusal(500, "thesis", str(err))
