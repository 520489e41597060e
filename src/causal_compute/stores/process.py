"""A store for strangers' queries: each is answered in a process of its own that can be ended.

May touch: one child process a query. Must not know: the thesis, the command line.

Oxigraph cannot be stopped from Python, and some queries make it overflow its stack or abort. In a child
both become an error: the child is killed at the time limit, and its death is a `LimitError`. It costs about
a tenth of a second, so queries that ship with the package run without it.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from causal_compute import errors
from causal_compute.errors import CausalComputeError, LimitError
from causal_compute.stores.guard import AdmittedQuery
from causal_compute.stores.results import Form, Result
from causal_compute.stores.store import Parameters, Store
from causal_compute.stores.worker import Order

__all__ = ["Limits", "ProcessStore"]

# -P keeps the folder the user stands in off the child's path: a json.py there must not run. The package's own
# folder comes last, for where it was found in another way than the child would.
_START = "import sys; sys.path.append(sys.argv[1]); from causal_compute.stores.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: `seconds` of wall time, and bytes of address space and of result.

    Where `size` is None, the memory alone bounds the result.
    """

    seconds: float = 30.0
    memory: int = 4 << 30
    size: int | None = None


class ProcessStore(Store):
    """Quads that are handed to a child with every query."""

    def __init__(
        self, quads: Iterable[Quad], prefixes: Mapping[str, str], engine: str, limits: Limits | None = None
    ) -> None:
        super().__init__(quads, prefixes)
        self.engine = engine
        self.limits = limits or Limits()

    def _load(self, quads: list[Quad]) -> None:
        self._lines = serialize(quads, format=RdfFormat.N_QUADS) or b""

    def _answer(self, query: AdmittedQuery, parameters: Parameters) -> Result:
        order: Order = {
            "engine": self.engine,
            "query": query.text,
            "prefixes": self.prefixes,
            "parameters": {name: iri.value for name, iri in parameters.items()},
            "seconds": self.limits.seconds,
            "memory": self.limits.memory,
        }
        if self.limits.size is not None:
            order["size"] = self.limits.size
        return _received(_run(order, self._lines))


def _run(order: Order, quads: bytes) -> bytes:
    """Return what the child wrote; kill it at the time limit, or when this process is interrupted."""
    command = [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[2])]
    said = json.dumps(order).encode() + b"\n" + quads
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter; the query goes by stdin
            command, input=said, capture_output=True, timeout=order["seconds"], check=False
        )
    except subprocess.TimeoutExpired:
        problem = f"the query did not end within {order['seconds']:g} s; ask for less, or allow more time"
        raise LimitError(problem) from None
    if done.returncode != 0:
        raise LimitError(_obituary(done.returncode, done.stderr.decode(errors="replace")))
    return done.stdout


def _obituary(code: int, last_words: str) -> str:
    if "MemoryError" in last_words or "memory allocation" in last_words:
        return "the query brought its engine down (it used up its memory); ask for less, with a LIMIT"
    reason = last_words.strip().rsplit("\n", 1)[-1] or f"it ended with code {code}"
    return f"the query brought its engine down ({reason}); ask for less, or nest less deeply"


def _received(said: bytes) -> Result:
    line, _, payload = said.partition(b"\n")
    head: dict[str, str] = json.loads(line)
    if "form" in head:
        return Result(Form(head["form"]), payload)
    kind: type[CausalComputeError] = getattr(errors, head["error"])
    raise kind(head["says"])
