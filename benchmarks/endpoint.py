"""The server under load: requests a second with wrk on the loopback, and a soak of good and hostile queries.

`python benchmarks/endpoint.py` serves the deck on one core and measures from another. Target: `why agents
now` and a named query at 500 requests a second or more, 99 % of them within 20 ms.

`python benchmarks/endpoint.py --soak 10` sends, for ten minutes and over 8 connections, queries of which a
fifth are hostile. A failure is any answer other than the one expected, or a line that breaks. It leaves with
1 if there was any, and prints the memory of the server and its workers before and after. Wants wrk (Debian).
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from urllib.parse import quote, urlencode

import psutil

PROGRAM = str(Path(sys.executable).with_name("causal-compute"))
CONNECTIONS = 8
TARGETS = (
    "/why?q=why%20agents%20now",
    "/why?q=" + quote("为什么现在是 Agent"),
    "/queries/conditions-of-application?application=voice-agents",
    "/queries/applications",
    "/id/agent-economy",
    "/sparql?" + urlencode({"query": "SELECT ?v { ?v a cc:Application } ORDER BY ?v"}),
)


def asked(query: str) -> str:
    """Return the target that a query is asked by."""
    return "/sparql?" + urlencode({"query": query})


DOUBLING = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(30))
MIX: tuple[tuple[str, frozenset[int]], ...] = (
    (TARGETS[0], frozenset({200})),
    (TARGETS[2], frozenset({200})),
    (asked("SELECT ?v ?l { ?v a cc:Variable ; skos:prefLabel ?l }"), frozenset({200})),
    ("/id/agents-need-capability-and-cost.ttl", frozenset({200})),
    (asked("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"), frozenset({500, 503})),
    (asked("CONSTRUCT WHERE { ?c cc:influences ?e }"), frozenset({200})),
    (asked("SELECT ?root { deck:video-generation ^(cc:causeOf/cc:effect)+ ?root }"), frozenset({200})),
    ("/why?q=" + quote("为什么现在是 Agent") + "&format=markdown", frozenset({200})),
    (asked(f"ASK {{ {'{' * 3000}{'}' * 3000} }}"), frozenset({413})),
    (TARGETS[3], frozenset({200})),
    (asked("SELECT * { ?a ?b ?c . ?d ?e ?f }"), frozenset({500, 503})),
    (asked("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), frozenset({403})),
    ("/impact?q=compute&format=text", frozenset({200})),
    (asked(f"SELECT (STRLEN(?v30) AS ?n) {{ BIND('0123456789' AS ?v0) {DOUBLING} }}"), frozenset({500, 503})),
    (asked("SELECT ?c ?t { ?c a cc:Claim ; cc:text ?t } LIMIT 200"), frozenset({200})),
    ("/search?q=cost", frozenset({200})),
)
"""What the soak asks, and the statuses that are right. A good query may also find everybody busy (503)."""


@contextmanager
def served(core: str | None, *options: str) -> Iterator[tuple[int, psutil.Process]]:
    """Serve the deck; yield the port and the server's process."""
    pinned = [] if core is None else ["taskset", "-c", core]
    command = [*pinned, PROGRAM, "serve", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        if server.stdout is None:
            sys.exit("the server says nothing")
        found = re.match(r"http://127\.0\.0\.1:(\d+)/", server.stdout.readline())
        if found is None:
            sys.exit("the server did not start")
        try:
            yield int(found[1]), psutil.Process(server.pid)
        finally:
            server.terminate()


def speed(seconds: int) -> None:
    """Measure requests a second and their delay, one target after the other, each warmed for two seconds."""
    print(f"{'target':62} {'requests/s':>10} {'p50 ms':>8} {'p99 ms':>8}  not 2xx")
    with served("0") as (port, _):
        for target in TARGETS:
            url = f"http://127.0.0.1:{port}{target}"
            _load(url, 2)  # warm: what is first asked is compiled
            said = _load(url, seconds)
            rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
            wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
            delays = (_milliseconds(said, "50%"), _milliseconds(said, "99%"))
            print(
                f"{target[:62]:62} {float(rate[1]) if rate else 0:10.0f} {delays[0]:8.2f} {delays[1]:8.2f}  "
                f"{wrong[1] if wrong else 0}"
            )


def _load(url: str, seconds: int) -> str:
    """Ask for a URL as often as can be, from the other core; return what wrk says of it."""
    return subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", url],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin"},
    ).stdout


def _milliseconds(said: str, share: str) -> float:
    found = re.search(rf"{re.escape(share)}\s+([\d.]+)(us|ms|s)", said)
    factors = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    return float(found[1]) * factors[found[2]] if found else float("nan")


class Soak:
    """Questions by several connections until a time; what came back is counted."""

    def __init__(self, port: int, until: float) -> None:
        self.port, self.until = port, until
        self.said: Counter[int] = Counter()
        self.failures: Counter[str] = Counter()
        self.slowest = 0.0
        self._lock = Lock()

    def ask(self, first: int) -> None:
        """Ask one question after the other, from the `first` on, over one connection at a time."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        for target, right in cycle([*MIX[first:], *MIX[:first]]):
            if monotonic() > self.until:
                break
            start = monotonic()
            try:
                connection.request("GET", target)
                answer = connection.getresponse()
                answer.read()
            except (OSError, HTTPException) as err:
                connection.close()
                self._count(0, f"{type(err).__name__} at {target[:60]}", 0.0)
                continue
            wrong = answer.status not in right | {503}
            self._count(
                answer.status, f"{answer.status} at {target[:60]}" if wrong else "", monotonic() - start
            )
        connection.close()

    def _count(self, status: int, failure: str, seconds: float) -> None:
        with self._lock:
            self.said[status] += 1
            self.slowest = max(self.slowest, seconds)
            if failure:
                self.failures[failure] += 1


def soak(minutes: float) -> None:
    """Ask good and hostile queries for some minutes; leave with 1 if one failed."""
    with served(None, "--timeout", "2") as (port, server):
        warm = Soak(port, monotonic() + 20)
        warm.ask(0)
        sleep(3)
        print(f"memory before  {_memory(server)}")
        run = Soak(port, monotonic() + 60 * minutes)
        threads = [Thread(target=run.ask, args=(2 * place,)) for place in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sleep(3)
        print(f"memory after   {_memory(server)}")
        print(f"answers        {json.dumps(dict(sorted(run.said.items())))}; slowest {run.slowest:.1f} s")
        print(f"failures       {sum(run.failures.values())} {dict(run.failures) or ''}")
    sys.exit(1 if run.failures else 0)


def _memory(server: psutil.Process) -> str:
    """Return the resident memory of the server and of each of its workers."""
    sizes = []
    for process in (server, *server.children()):
        with suppress(psutil.NoSuchProcess):
            sizes.append(f"{process.memory_info().rss / 1e6:.0f} MB")
    return f"server {sizes[0]}, workers {', '.join(sizes[1:])}"


def main() -> None:
    """Read the options, and measure or soak."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="soak instead of measuring speed")
    parser.add_argument("--seconds", type=int, default=5, help="how long each target is measured")
    options = parser.parse_args()
    if options.soak is None:
        speed(options.seconds)
    else:
        soak(options.soak)


if __name__ == "__main__":
    main()
