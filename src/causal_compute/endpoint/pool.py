"""A few workers that answer strangers' queries, each killed when its query takes too long.

May touch: child processes. Must not know: HTTP, the thesis.

One endless query holds one worker for its time limit and no longer; the others go on. A worker that was
killed, died, or has grown is replaced. Whoever waits too long for a worker is told so.
"""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

from pyoxigraph import Quad, RdfFormat, serialize

from causal_compute import errors
from causal_compute.endpoint.refusals import BusyError
from causal_compute.endpoint.worker import Head, Order, Setting
from causal_compute.errors import CausalComputeError, LimitError

__all__ = ["Asked", "Bounds", "Pool"]

# -P keeps the folder the user stands in off the child's path: a json.py there must not run. The package's own
# folder comes last, for where it was found in another way than the child would.
_START = "import sys; sys.path.append(sys.argv[1]); from causal_compute.endpoint.worker import main; main()"
_BORN = 30.0  # seconds that a worker has to get ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one query may use, and how many may be asked at once.

    `seconds` of wall time; `rows` or triples, and `size` bytes, of result; `memory` bytes of a worker's
    address space. `workers` answer at once, `queue` more may wait, each for at most `patience` seconds.
    """

    seconds: float = 10.0
    rows: int = 10_000
    size: int = 16 << 20
    memory: int = 1 << 30
    workers: int = 2
    queue: int = 16
    patience: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query that the guard has admitted, and the form to answer in; see `worker.Order`."""

    query: str
    form: str
    parameters: Mapping[str, str]
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


class Pool:
    """Workers over some quads. Use it as an async context; leaving it kills them all."""

    def __init__(self, quads: Iterable[Quad], prefixes: Mapping[str, str], bounds: Bounds) -> None:
        self.bounds = bounds
        lines = serialize(quads, format=RdfFormat.N_QUADS) or b""
        setting: Setting = {"prefixes": dict(prefixes), "memory": bounds.memory, "quads": len(lines)}
        self._birth = json.dumps(setting).encode() + b"\n" + lines
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._living: set[Worker] = set()
        self._births: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def __aenter__(self) -> Self:
        for _ in range(self.bounds.workers):
            self._replace()
        return self

    async def __aexit__(self, *_: object) -> None:
        for birth in self._births:
            birth.cancel()
        await asyncio.gather(*self._births, return_exceptions=True)
        await asyncio.gather(*(worker.kill() for worker in self._living))

    async def ask(self, asked: Asked) -> bytes:
        """Return what the query finds, in the form that was asked for. Cancelling it kills the worker.

        Raises:
            BusyError: too many wait already, or no worker became free in time.
            LimitError: the query used up its time, memory or rows, or brought its worker down.
            QueryError: it is not well formed, or cannot be answered.

        """
        worker = await self._free()
        try:
            head, payload = await worker.ask(self._order(asked), self.bounds.seconds)
        except BaseException:
            self._living.discard(worker)
            await asyncio.shield(worker.kill())
            self._replace()
            raise
        if head["last"]:
            self._living.discard(worker)
            await worker.kill()
            self._replace()
        else:
            self._idle.put_nowait(worker)
        if "error" in head:
            kind: type[CausalComputeError] = getattr(errors, head["error"])
            raise kind(head["says"])
        return payload

    async def _free(self) -> "Worker":
        if self._idle.empty() and self._waiting >= self.bounds.queue:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self.bounds.patience):
                return await self._idle.get()
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1

    def _order(self, asked: Asked) -> Order:
        return {
            "query": asked.query,
            "parameters": dict(asked.parameters),
            "default": None if asked.default is None else list(asked.default),
            "named": None if asked.named is None else list(asked.named),
            "form": asked.form,
            "seconds": self.bounds.seconds,
            "rows": self.bounds.rows,
            "size": self.bounds.size,
        }

    def _replace(self) -> None:
        """Begin a new worker; it takes its place when it is ready."""
        birth = asyncio.ensure_future(self._bear())
        self._births.add(birth)
        birth.add_done_callback(self._births.discard)

    async def _bear(self) -> None:
        worker = await Worker.start()
        self._living.add(worker)
        try:
            async with asyncio.timeout(_BORN):
                await worker.exchange(self._birth)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            self._living.discard(worker)
            await worker.kill()
            await asyncio.sleep(1.0)  # a machine that is out of memory for now; try again, not at once
            self._replace()
        else:
            self._idle.put_nowait(worker)


class Worker:
    """One process of `endpoint.worker`, as its parent sees it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> "Worker":
        """Start a process; `exchange` its setting before anything is asked."""
        package = str(Path(__file__).parents[2])
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-c", _START, package, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
        )

    async def ask(self, order: Order, seconds: float) -> tuple[Head, bytes]:
        """Return the answer to an order.

        Raises:
            LimitError: it takes longer than `seconds`, or the process dies of it.

        """
        try:
            async with asyncio.timeout(seconds):
                return await self.exchange(json.dumps(order).encode() + b"\n")
        except TimeoutError:
            problem = f"the query did not end within {seconds:g} s; ask for less"
        except (asyncio.IncompleteReadError, OSError):
            problem = (
                "the query brought its engine down, most likely for memory; ask for less, or nest less deeply"
            )
        raise LimitError(problem)

    async def exchange(self, said: bytes) -> tuple[Head, bytes]:
        """Send a line, and what belongs to it, and return what the process replies."""
        sink, source = self._process.stdin, self._process.stdout
        if sink is None or source is None:  # never: both were asked for
            raise ConnectionError
        sink.write(said)
        await sink.drain()
        head = cast("Head", json.loads(await source.readuntil(b"\n")))
        return head, await source.readexactly(head["size"])

    async def kill(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        with suppress(ProcessLookupError):
            self._process.kill()
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
