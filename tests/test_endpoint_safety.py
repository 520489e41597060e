"""Who is let in, what a hostile query does to the server, and what a path can reach."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

import psutil
import pytest

from causal_compute.endpoint import serving
from causal_compute.endpoint.door import Door
from causal_compute.endpoint.pool import Bounds
from causal_compute.endpoint.serving import Listening
from causal_compute.errors import UsageError
from tests.endpoints import APPLICATIONS, FORM, Answer, Site, running

SMALL = str(Path(__file__).parent / "fixtures" / "small")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLING = "SELECT (STRLEN(?v30) AS ?n) { BIND('0123456789' AS ?v0) %s }" % " ".join(  # noqa: UP031 - braces
    f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(30)
)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def open_site() -> Iterator[Site]:
    """A server that one other site may ask, and that goes by another name."""
    with running(SMALL, origins=frozenset({"https://friend.example"}), names=("graph.example",)) as started:
        yield started


def alive(site: Site) -> bool:
    return len(site.query(APPLICATIONS).json["results"]["bindings"]) == 16


def nested(opening: str, closing: str, times: int, inner: str = "") -> str:
    return f"SELECT * {{ {opening * times}{inner}{closing * times} }}"


HOSTILE = {
    "the endless join": (ENDLESS, 500, "did not end within 1.5 s"),
    "an endless sort": ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c", 500, "ask for less"),
    "the allocation bomb": (DOUBLING, 500, "ask for less"),
    "a result without end": ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 500, "the result has more than 17 MB"),
    "more rows than are sent": ("SELECT * { ?a ?b ?c } LIMIT 501", 500, "more than 500 rows; ask with LIMIT"),
    "more triples than are sent": ("CONSTRUCT WHERE { ?a ?b ?c }", 500, "more than 500 triples"),
    "groups in groups": (nested("{", "}", 3000), 413, "more than 100 brackets"),
    "brackets in brackets": (nested("FILTER(", ")", 1, "(" * 5000 + "1" + ")" * 5000), 413, "brackets"),
    "not not not": (f"ASK {{ FILTER({'!' * 5000}true) }}", 413, "more than 500 !"),
    "or or or": (f"ASK {{ FILTER({'true||' * 5000}true) }}", 413, "more than 500 ||"),
    "queries in queries": (nested("{SELECT * {", "}}", 2000), 413, "brackets"),
    "a long path": (f"ASK {{ ?s {'/'.join(['cc:effect'] * 2000)} ?o }}", 413, "more than 500 /"),
    "many values": (f"ASK {{ VALUES ?x {{ {'1 ' * 30_000} }} }}", 413, "more than 20,000 words"),
    "triples in triples": (f"ASK {{ ?s ?p {'<<( ?a ?b ' * 200}?c{' )>>' * 200} }}", 413, "brackets"),
}


@pytest.mark.parametrize(("query", "status", "says"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_is_one_clean_error_and_the_server_lives(
    site: Site, query: str, status: int, says: str
) -> None:
    answer = site.ask("/sparql", "POST", urlencode({"query": query}), Content_Type=FORM)
    assert (answer.status, says in answer.text) == (status, True), answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert alive(site)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a process' memory")
def test_a_query_may_not_have_more_memory_than_it_is_given() -> None:
    doubling = DOUBLING.partition("BIND(CONCAT(?v24,")[0].replace("?v30", "?v24") + "}"
    with running(SMALL, Bounds(seconds=20, memory=512 << 20, workers=1)) as site:
        answer = site.query(doubling)
        assert (answer.status, "memory" in answer.text) == (500, True), answer.text
        assert site.query("ASK {}").status == 200


UNGUARDED = """
from causal_compute.endpoint import worker
from causal_compute.stores import guard, store
store.admit = lambda text, **_: guard.AdmittedQuery(text, "SELECT", False)
worker.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot take descriptors from a process")
def test_even_a_query_that_deceived_the_guard_reaches_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1.0)
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        order: dict[str, object] = {
            "query": query,
            "parameters": {},
            "default": None,
            "named": None,
            "form": "json",
            "seconds": 5,
            "rows": 9,
            "size": 999,
        }
        said = [json.dumps({"prefixes": {}, "memory": 1 << 30, "quads": 0}), json.dumps(order)]
        command = [sys.executable, "-c", UNGUARDED]
        done = subprocess.run(
            command, input="\n".join([*said, ""]), capture_output=True, text=True, check=False, timeout=30
        )
        with pytest.raises(TimeoutError):
            server.accept()
    assert [json.loads(line).get("error") for line in done.stdout.splitlines()] == [None, "QueryError"]


def test_one_endless_query_does_not_hold_the_others_up(site: Site) -> None:
    with ThreadPoolExecutor(1) as beside:
        slow = beside.submit(site.query, ENDLESS)
        sleep(0.2)
        during = [alive(site) and not slow.done() for _ in range(20)]
        assert slow.result().status == 500
    assert all(during)


def test_when_all_are_busy_and_enough_wait_it_says_when_to_ask_again() -> None:
    with running(SMALL, Bounds(seconds=0.5, workers=1, queue=1, patience=5)) as site:
        assert site.query("ASK {}").status == 200
        with ThreadPoolExecutor(5) as beside:
            answers = [each.result() for each in [beside.submit(site.query, ENDLESS) for _ in range(5)]]
        assert {answer.status for answer in answers} == {500, 503}
        busy = next(answer for answer in answers if answer.status == 503)
        assert (busy.headers["retry-after"], "busy" in busy.text) == ("2", True)
        assert site.query("ASK {}").status == 200


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children() if child.status() != "zombie"}


def test_who_hangs_up_has_his_query_ended() -> None:
    others = children()
    with running(bounds=Bounds(seconds=30, workers=1, queue=1, patience=5)) as site:
        assert site.query("ASK {}").status == 200
        (worker,) = children() - others
        with socket.create_connection(("127.0.0.1", site.port)) as line:
            target = "/sparql?" + urlencode({"query": ENDLESS})
            line.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost:{site.port}\r\n\r\n".encode())
            sleep(0.3)
            assert worker in children()
        until = monotonic() + 10
        while worker in children() and monotonic() < until:
            sleep(0.05)
        assert worker not in children()  # long before the 30 seconds are over
        assert site.query("ASK {}").status == 200


def test_the_workers_end_with_the_server() -> None:
    others = children()
    with running(SMALL) as site:
        assert site.query("ASK {}").status == 200
        assert len(children() - others) == 2
    assert not children() - others


def test_a_worker_that_is_killed_is_replaced() -> None:
    others = children()
    with running(SMALL, Bounds(workers=1)) as site:
        assert site.query("ASK {}").status == 200
        for worker in children() - others:
            psutil.Process(worker).kill()
        answers = [site.query("ASK {}").status for _ in range(3)]
        assert answers[1:] == [200, 200]
        assert answers[0] in {200, 500}


def test_no_query_reaches_the_network(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        for query in (
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ \\u0053ERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"DESCRIBE ?s FROM <{address}> {{ ?s ?p ?o }}",
            f"LOAD <{address}>",
        ):
            assert site.query(query).status in {400, 403}
        given = {"query": "ASK {}", "default-graph-uri": address}
        assert site.ask(f"/sparql?{urlencode(given)}").status == 403
        with pytest.raises(TimeoutError):
            server.accept()


UPDATES = (
    "LOAD <http://x.example/>",
    "CLEAR ALL",
    "DROP ALL",
    "CREATE GRAPH <http://x.example/>",
    "ADD DEFAULT TO <http://x.example/>",
    "MOVE DEFAULT TO <http://x.example/>",
    "COPY DEFAULT TO <http://x.example/>",
    "INSERT DATA { <a:a> <a:a> <a:a> }",
    "DELETE DATA { <a:a> <a:a> <a:a> }",
    "DELETE WHERE { ?s ?p ?o }",
    "WITH <http://x.example/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
)


def test_every_update_is_refused_and_changes_nothing(site: Site) -> None:
    everything = "SELECT (COUNT(*) AS ?n) (MAX(STR(?o)) AS ?m) { GRAPH ?g { ?s ?p ?o } }"
    before = site.query(everything).body
    dumped = sha256(site.ask("/data.nq").body).digest()
    for update in UPDATES:
        by_query = site.query(update)
        by_form = site.ask("/sparql", "POST", urlencode({"update": update}), Content_Type=FORM)
        direct = site.ask("/sparql", "POST", update, Content_Type="application/sparql-update")
        assert [each.status for each in (by_query, by_form, direct)] == [403] * 3
    assert site.query(everything).body == before
    assert sha256(site.ask("/data.nq").body).digest() == dumped


DOOR = [
    # what it shows, headers, the status of GET and of POST
    ("a program", {}, 200, 200),
    ("localhost", {"Host": "localhost:{port}"}, 200, 200),
    ("in capitals", {"Host": "LOCALHOST:{port}"}, 200, 200),
    ("IPv6", {"Host": "[::1]:{port}"}, 200, 200),
    ("rebound", {"Host": "evil.example:{port}"}, 421, 421),
    ("rebound, no port", {"Host": "evil.example"}, 421, 421),
    ("ours, no port", {"Host": "127.0.0.1"}, 421, 421),
    ("ours, another port", {"Host": "127.0.0.1:1"}, 421, 421),
    ("ours and more", {"Host": "127.0.0.1:{port}.evil.example"}, 421, 421),
    ("its own page", {"Origin": "http://127.0.0.1:{port}", "Sec_Fetch_Site": "same-origin"}, 200, 200),
    ("another site", {"Origin": "https://evil.example"}, 403, 403),
    ("no origin at all", {"Origin": "null"}, 403, 403),
    ("another port's page", {"Origin": "http://127.0.0.1:1", "Sec_Fetch_Site": "same-site"}, 403, 403),
    ("an image elsewhere", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}, 403, 403),
    (
        "a form elsewhere",
        {"Origin": "https://evil.example", "Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"},
        403,
        403,
    ),
    (
        "a frame elsewhere",
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
        403,
        403,
    ),
]


@pytest.mark.parametrize(("headers", "get", "post"), [pytest.param(*row[1:], id=row[0]) for row in DOOR])
def test_the_door_knows_its_name_and_its_own_pages(
    site: Site, headers: dict[str, str], get: int, post: int
) -> None:
    by_get = site.ask("/sparql?query=ASK%7B%7D", **headers)
    by_post = site.ask("/sparql", "POST", "query=ASK%7B%7D", Content_Type=FORM, **headers)
    assert (by_get.status, by_post.status) == (get, post)
    for answer in (by_get, by_post):
        assert "access-control-allow-origin" not in answer.headers
        assert "set-cookie" not in answer.headers


def test_a_link_from_another_site_may_be_followed(site: Site) -> None:
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert site.ask("/id/compute", Accept="text/html", **followed).status == 200


def test_no_other_site_may_read_unless_it_was_named(site: Site, open_site: Site) -> None:
    friend, stranger = {"Origin": "https://friend.example"}, {"Origin": "https://stranger.example"}
    asking = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "content-type"}

    def readable(answer: Answer) -> str | None:
        return answer.headers.get("access-control-allow-origin")

    welcome = open_site.query("ASK {}", **friend, Sec_Fetch_Site="cross-site")
    assert (welcome.status, readable(welcome)) == (200, "https://friend.example")
    assert "Origin" in welcome.headers["vary"]
    assert "access-control-allow-credentials" not in welcome.headers
    preflight = open_site.ask("/sparql", "OPTIONS", **friend, **asking)
    assert (preflight.status, readable(preflight)) == (204, "https://friend.example")
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for answer in (
        open_site.query("ASK {}", **stranger),
        open_site.ask("/sparql", "OPTIONS", **stranger, **asking),
        site.query("ASK {}", **friend),
        site.ask("/sparql", "OPTIONS", **friend, **asking),
    ):
        assert (answer.status, readable(answer)) == (403, None)
    assert open_site.query("ASK {}", **friend, Host="evil.example").status == 421


def test_a_name_that_was_allowed_is_one_it_goes_by(open_site: Site) -> None:
    for name in ("graph.example", "graph.example:{port}", "Graph.Example"):
        assert open_site.query("ASK {}", Host=name).status == 200
    assert open_site.query("ASK {}", Host="other.example").status == 421


@pytest.mark.parametrize("origin", ["https://a.example/", "a.example", "javascript:alert(1)", "null", ""])
def test_what_is_no_origin_is_refused_at_the_start(origin: str) -> None:
    with pytest.raises(UsageError, match="is no origin"):
        Door(frozenset(), frozenset({origin}))


@pytest.mark.parametrize(
    "target",
    [
        "/../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/..%2fpyproject.toml",
        "/id/../../../etc/passwd",
        "/id/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/id//etc/passwd",
        "/id/file:///etc/passwd",
        "/queries/..%2f..%2fcausal-compute.ttl",
        "/queries/../shapes",
        "/queries/%2fetc%2fpasswd.rq",
        "/schema/..%2fanswer.json",
        "/schema/%2e%2e/%2e%2e/x.json",
        "/data.yaml",
        "/data.nq/",
        "/static/style.css",
        "/id/compute%00.ttl",
        "//etc/passwd",
    ],
)
def test_no_path_reaches_a_file(site: Site, target: str) -> None:
    answer = site.ask(target)
    assert answer.status in {404, 307}, answer.text
    assert b"root:" not in answer.body
    assert b"[project]" not in answer.body


def test_every_answer_is_signed(open_site: Site) -> None:
    for target in ("/", "/ask", "/sparql", "/id/", "/claims", "/nowhere", "/data.ttl"):
        for accept in ("text/html", "*/*"):
            headers = open_site.ask(target, Accept=accept).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["server"] == "causal-compute"


def test_a_client_that_sends_half_a_request_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.5)
    with running(SMALL) as site:
        for half in (b"", b"GET / HT", b"GET /nowhere HTTP/1.1\r\nHost: x\r\n"):
            with socket.create_connection(("127.0.0.1", site.port), timeout=5) as line:
                line.sendall(half)
                with suppress(ConnectionResetError):
                    assert line.recv(1000) == b""
        assert site.query("ASK {}").status == 200


def test_a_body_that_never_comes_is_408(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("causal_compute.endpoint.protocol.PATIENCE", 0.3)
    with running(SMALL) as site, socket.create_connection(("127.0.0.1", site.port), timeout=5) as line:
        head = f"POST /sparql HTTP/1.1\r\nHost: localhost:{site.port}\r\nContent-Type: {FORM}\r\n"
        line.sendall(f"{head}Content-Length: 50\r\n\r\nquery=".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 408 ")


def test_a_fault_of_ours_is_one_line_and_no_traceback(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(site.graph, "search", fails)
    answer = site.ask("/search?q=anything")
    assert (answer.status, answer.media) == (500, "text/plain")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    said = capsys.readouterr().err
    assert said == "a fault of the program: ZeroDivisionError: secret; CAUSAL_COMPUTE_DEBUG=1 shows where\n"


def test_a_taken_port_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "causal_compute", "serve", "--port", str(port), "--thesis", SMALL]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr == (
        f"causal-compute: cannot serve at port {port} of 127.0.0.1: Address already in use; "
        "name another with --port, or 0 for any\n"
    )


@pytest.mark.parametrize(
    ("host", "says"), [("256.1.1.1", "is no address"), ("192.0.2.1", "cannot serve"), ("", "is no address")]
)
def test_an_address_of_another_machine_is_refused(host: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Listening(host, 0)
