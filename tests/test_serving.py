"""The page over HTTP: who gets it, who does not, and what cannot bring the server down."""

import gzip
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from causal_compute.answers.compile import compile_answers
from causal_compute.cli import cli
from causal_compute.errors import UsageError
from causal_compute.explorer import serving
from causal_compute.explorer.network import page
from causal_compute.explorer.serving import PageServer, serve
from causal_compute.readers import read_thesis
from tests.visits import READY

SMALL = Path(__file__).parent / "fixtures" / "small"
THESIS = read_thesis(SMALL)
PAGE = page(THESIS, compile_answers(THESIS, date(2026, 11, 22))).encode()
FORBIDDEN_TO_SAY = {"access-control-allow-origin", "access-control-allow-credentials", "set-cookie"}


@contextmanager
def running(shown: bytes = PAGE, host: str = "127.0.0.1") -> Iterator[PageServer]:
    """A server of one page that answers from a thread of its own."""
    with PageServer(shown, host=host) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(timeout=10)


@pytest.fixture(scope="module")
def server() -> Iterator[PageServer]:
    with running() as started:
        yield started


def port_of(server: PageServer) -> int:
    return int(server.server_address[1])


def ask(
    server: PageServer, method: str = "GET", path: str = "/", **headers: str
) -> tuple[HTTPResponse, bytes]:
    """Return the answer to a request, whose header names are written with "_" for "-"."""
    connection = HTTPConnection("127.0.0.1", port_of(server), timeout=10)
    named = {name.replace("_", "-"): value.format(port=port_of(server)) for name, value in headers.items()}
    try:
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def send(server: PageServer, *parts: bytes) -> bytes:
    """Return all that the server says to raw bytes before it hangs up."""
    with socket.create_connection(("127.0.0.1", port_of(server)), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
        said = b""
        while more := connection.recv(65536):
            said += more
        return said


def alive(server: PageServer) -> bool:
    answer, content = ask(server)
    return answer.status == 200 and content == PAGE


# Who gets the page


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="a-program"),
        pytest.param({"Host": "localhost:{port}"}, 200, id="localhost"),
        pytest.param({"Host": "LOCALHOST:{port}"}, 200, id="host-names-have-no-case"),
        pytest.param({"Host": "[::1]:{port}"}, 200, id="ipv6-name"),
        pytest.param({"Host": "evil.example"}, 421, id="rebinding"),
        pytest.param({"Host": "evil.example:{port}"}, 421, id="rebinding-with-port"),
        pytest.param({"Host": "127.0.0.1"}, 421, id="no-port"),
        pytest.param({"Host": "127.0.0.1:1"}, 421, id="another-port"),
        pytest.param({"Host": "localhost.evil.example:{port}"}, 421, id="begins-like-ours"),
        pytest.param({"Host": "localhost.:{port}"}, 421, id="trailing-dot"),
        pytest.param({"Host": "evil@localhost:{port}"}, 421, id="userinfo"),
        pytest.param({"Host": "localhost:{port}, evil.example"}, 421, id="two-in-one"),
        pytest.param({"Host": ""}, 421, id="empty"),
        pytest.param({"X_Forwarded_Host": "localhost:{port}", "Host": "evil.example"}, 421, id="forwarded"),
        pytest.param({"Origin": "http://127.0.0.1:{port}"}, 200, id="own-origin"),
        pytest.param({"Origin": "http://localhost:{port}"}, 403, id="our-other-name-is-another-origin"),
        pytest.param({"Origin": "https://127.0.0.1:{port}"}, 403, id="another-scheme"),
        pytest.param({"Origin": "http://127.0.0.1:1"}, 403, id="another-server-of-this-machine"),
        pytest.param({"Origin": "https://evil.example"}, 403, id="foreign-origin"),
        pytest.param({"Origin": "null"}, 403, id="opaque-origin"),
        pytest.param({"Sec_Fetch_Site": "none", "Sec_Fetch_Mode": "navigate"}, 200, id="typed"),
        pytest.param({"Sec_Fetch_Site": "same-origin"}, 200, id="reload"),
        pytest.param({"Sec_Fetch_Site": "cross-site"}, 403, id="cross-site"),
        pytest.param({"Sec_Fetch_Site": "same-site"}, 403, id="another-port-of-this-machine"),
        pytest.param({"Sec_Fetch_Site": "CROSS-SITE"}, 403, id="unknown-site"),
        pytest.param(
            {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"},
            200,
            id="a-link-followed",
        ),
        pytest.param(
            {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
            403,
            id="framed",
        ),
        pytest.param(
            {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"},
            403,
            id="script",
        ),
        pytest.param(
            {
                "Origin": "https://evil.example",
                "Sec_Fetch_Site": "cross-site",
                "Sec_Fetch_Mode": "navigate",
                "Sec_Fetch_Dest": "document",
            },
            403,
            id="a-form-sent",
        ),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_page_goes_to_this_machine_and_to_no_other_site(
    server: PageServer, method: str, headers: dict[str, str], status: int
) -> None:
    answer, content = ask(server, method, **headers)
    assert answer.status == status
    assert (PAGE[:15] in content) == (status == 200 and method == "GET")


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "X"]
)
def test_other_methods_are_not_allowed(server: PageServer, method: str) -> None:
    answer, content = ask(server, method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert content == b"405 Method Not Allowed\n"


def test_a_preflight_is_refused(server: PageServer) -> None:
    answer, _ = ask(
        server,
        "OPTIONS",
        Origin="https://evil.example",
        Access_Control_Request_Method="GET",
        Access_Control_Request_Private_Network="true",
    )
    assert answer.status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/favicon.ico",
        "/index.html",
        "/?",
        "/?x=1",
        "//",
        "//evil.example/",
        "/..",
        "/../",
        "/../etc/passwd",
        "/../../../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e",
        "/.",
        "/%00",
        "/link/passwd",
        "\\..\\",
        "*",
        "etc/passwd",
        "file:///etc/passwd",
        "http://evil.example/",
        "/" + "a" * 60_000,
    ],
    ids=lambda path: path[:30],
)
def test_no_path_but_the_root_is_found(
    server: PageServer, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to("/etc")
    (tmp_path / "index.html").write_text("from the disk")
    monkeypatch.chdir(tmp_path)
    answer, content = ask(server, "GET", path, Host="127.0.0.1:{port}")
    assert (answer.status, content) == (404, b"404 Not Found\n")


# What is said


@pytest.mark.parametrize(
    ("method", "path", "headers", "content_type"),
    [
        ("GET", "/", {}, "text/html; charset=utf-8"),
        ("HEAD", "/", {}, "text/html; charset=utf-8"),
        ("GET", "/no", {}, "text/plain; charset=utf-8"),
        ("POST", "/", {}, "text/plain; charset=utf-8"),
        ("GET", "/", {"Host": "evil.example"}, "text/plain; charset=utf-8"),
        ("GET", "/", {"Origin": "https://evil.example"}, "text/plain; charset=utf-8"),
    ],
    ids=["page", "head", "404", "405", "421", "403"],
)
def test_every_answer_carries_the_same_protection(
    server: PageServer, method: str, path: str, headers: dict[str, str], content_type: str
) -> None:
    answer, content = ask(server, method, path, **headers)
    assert {name: answer.headers[name] for name in serving.HEADERS} == serving.HEADERS
    assert answer.headers["Content-Type"] == content_type
    assert method == "HEAD" or int(answer.headers["Content-Length"]) == len(content)
    assert answer.headers["Server"] == "causal-compute"
    assert not FORBIDDEN_TO_SAY & {name.lower() for name in answer.headers}


def test_head_says_what_get_says(server: PageServer) -> None:
    (got, content), (head, nothing) = ask(server), ask(server, "HEAD")
    assert (content, nothing) == (PAGE, b"")
    assert [each for each in head.getheaders() if each[0] != "Date"] == [
        each for each in got.getheaders() if each[0] != "Date"
    ]


@pytest.mark.parametrize(
    ("accepted", "compressed"),
    [
        ("gzip", True),
        ("deflate, GZIP;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.00, *", False),
        ("br", False),
        ("xgzip", False),
        (",;=,,", False),
    ],
)
def test_a_compressed_page_is_the_page(server: PageServer, accepted: str, compressed: bool) -> None:
    answer, content = ask(server, Accept_Encoding=accepted)
    assert answer.headers["Content-Encoding"] == ("gzip" if compressed else None)
    assert (gzip.decompress(content) if compressed else content) == PAGE
    assert int(answer.headers["Content-Length"]) == len(content)
    assert not compressed or len(content) < len(PAGE)


# What cannot bring it down


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        pytest.param(b"GARBAGE\r\n\r\n", 400, id="one-word"),
        pytest.param(b"GET / HTTP/1.1 more\r\n\r\n", 400, id="four-words"),
        pytest.param(b"GET / HTTP/x\r\n\r\n", 400, id="no-version"),
        pytest.param(b"GET / HTTP/2.0\r\n\r\n", 505, id="http2"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, id="http2-preface"),
        pytest.param(b"GET /\r\n\r\n", 400, id="http09"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", 400, id="no-host"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil\r\n\r\n", 400, id="two-hosts"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: HOST\r\nno colon\r\nOrigin: x\r\n\r\n", 400, id="no-colon"),
        pytest.param(b"GET / HTTP/1.1\r\nHost : HOST\r\n\r\n", 400, id="space-before-colon"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, id="tls"),
        pytest.param(b"\x00\xff\xfe / HTTP/1.1\r\nHost: HOST\r\n\r\n", 405, id="bytes-for-a-method"),
        pytest.param(b"GET /\xff\xff HTTP/1.1\r\nHost: HOST\r\n\r\n", 404, id="bytes-for-a-path"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: \xff\xff\r\n\r\n", 421, id="bytes-for-a-host"),
        pytest.param(b"GET " + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414, id="long-line"),
        pytest.param(b"a" * 1_000_000, 414, id="a-line-without-end"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: HOST\r\nA: " + b"a" * 70_000 + b"\r\n\r\n", 431, id="long-header"
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: HOST\r\n" + b"A: a\r\n" * 200 + b"\r\n", 431, id="many-headers"
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 500000\r\n\r\n" + b"a" * 500_000,
            405,
            id="a-body-that-nobody-reads",
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: HOST\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
            405,
            id="expect",
        ),
    ],
)
def test_a_malformed_request_gets_a_clean_error(server: PageServer, raw: bytes, status: int) -> None:
    said = send(server, raw.replace(b"HOST", f"127.0.0.1:{port_of(server)}".encode()))
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.0 %d " % status)
    assert b"X-Content-Type-Options: nosniff" in head
    assert body.startswith(b"%d " % status)
    assert len(body) < 60
    assert alive(server)


def test_a_request_behind_another_is_not_answered(server: PageServer) -> None:
    one = f"GET /no HTTP/1.1\r\nHost: 127.0.0.1:{port_of(server)}\r\nConnection: keep-alive\r\n\r\n".encode()
    assert send(server, one, one).count(b"HTTP/1.0") == 1


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param([], b"", id="silent"),
        pytest.param([b"\r\n"], b"", id="empty-line"),
        pytest.param([b"GET / HT"], b"HTTP/1.0 408 Request Timeout\r\n", id="half-a-line"),
        pytest.param(
            [b"GET / HTTP/1.1\r\nHost: x\r\n"], b"HTTP/1.0 408 Request Timeout\r\n", id="half-a-head"
        ),
    ],
)
def test_a_client_that_takes_too_long_is_hung_up_on(
    server: PageServer, monkeypatch: pytest.MonkeyPatch, parts: list[bytes], said: bytes
) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.2)
    assert send(server, *parts).split(b"\n")[0] + b"\n" == (said or b"\n")
    assert alive(server)


def test_a_client_that_trickles_gets_no_more_time(
    server: PageServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.3)
    sent, said = 0, b""
    with socket.create_connection(("127.0.0.1", port_of(server)), timeout=0.05) as connection:
        while not said and sent < 100:
            connection.sendall(b"G")
            sent += 1
            with suppress(TimeoutError):
                said = connection.recv(100)
    assert said.startswith(b"HTTP/1.0 408 ")
    assert sent < 40  # of the 6 in 0.3 s; a machine may be slow


def test_a_client_that_leaves_is_not_missed(server: PageServer, capfd: pytest.CaptureFixture[str]) -> None:
    host = f"Host: 127.0.0.1:{port_of(server)}"
    for raw in (b"", b"GET / HT", f"GET / HTTP/1.1\r\n{host}\r\n\r\n".encode()):
        connection = socket.create_connection(("127.0.0.1", port_of(server)), timeout=10)
        connection.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0"
        )  # a reset, not a farewell
        connection.sendall(raw)
        connection.close()
    assert alive(server)
    assert capfd.readouterr() == ("", "")


def served_within(seconds: float, server: PageServer) -> bool:
    """Report whether the page can be had again before `seconds` have passed."""
    end = monotonic() + seconds
    while monotonic() < end:
        with suppress(OSError, HTTPException):  # hung up on
            return ask(server, "HEAD")[0].status == 200
        sleep(0.02)
    return False


def test_more_connections_than_there_is_room_for_are_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "ROOM", 2)
    with running() as server:
        address = ("127.0.0.1", port_of(server))
        with socket.create_connection(address), socket.create_connection(address):
            assert send(server) == b""
        assert served_within(5, server)


def test_a_client_that_does_not_read_makes_room_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ROOM": 1, "PATIENCE": 0.2, "LINGER": 0.1}.items():
        monkeypatch.setattr(serving, name, value)
    with running(b"x" * 40_000_000) as server:
        address = ("127.0.0.1", port_of(server))
        with socket.create_connection(address) as deaf:
            deaf.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{address[1]}\r\n\r\n".encode())
            assert deaf.recv(12) == b"HTTP/1.0 200"
            assert served_within(5, server)


# Where it is served


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "", "192.168.1.1", "8.8.8.8", "example.com", "localhost.evil.example", "127.1 "],  # noqa: S104 - refused
)
def test_the_page_is_served_to_no_other_machine(host: str) -> None:
    with pytest.raises(UsageError, match="for this machine"):
        serve(PAGE, host=host, ready=print)


def test_a_port_that_cannot_be_had_is_one_line(server: PageServer) -> None:
    for port in (port_of(server), 70_000):
        with pytest.raises(
            UsageError, match=rf"^cannot serve at port {port} of 127.0.0.1: .*; name another port"
        ):
            serve(PAGE, port=port, ready=print)
    said = CliRunner().invoke(
        cli, ["explore", "--serve", "--port", str(port_of(server)), "--thesis", str(SMALL)]
    )
    assert (said.exit_code, said.stdout) == (2, "")
    assert len(said.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("localhost", "http://127.0.0.1:"),
        pytest.param(
            "127.0.0.2",
            "http://127.0.0.2:",
            marks=pytest.mark.skipif(sys.platform == "darwin", reason="macOS has but one"),
        ),
    ],
)
def test_every_loopback_address_will_do(host: str, url: str) -> None:
    with PageServer(PAGE, host=host) as server:
        assert server.url == f"{url}{port_of(server)}/"
        assert server.url.removeprefix("http://").rstrip("/") in server.hosts


def test_ipv6_will_do_where_there_is_any() -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError:
        pytest.skip("no IPv6 on this machine")
    with running(host="::1") as server:
        connection = HTTPConnection("::1", port_of(server), timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().read() == PAGE
        connection.close()
        assert server.url == f"http://[::1]:{port_of(server)}/"


# The command


COMMAND = (  # Ctrl-C counts even where the tests themselves run in the background
    "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from causal_compute.__main__ import main\nmain()"
)


def test_the_command_serves_until_ctrl_c_and_writes_no_file(tmp_path: Path) -> None:
    words = [sys.executable, "-c", COMMAND, "explore", "--serve", "--thesis", str(SMALL)]
    with subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[0]
            connection = HTTPConnection(url.removeprefix("http://").rstrip("/"), timeout=10)
            connection.request("GET", "/")
            assert b"</html>" in connection.getresponse().read()
            connection.close()
            process.send_signal(signal.SIGINT)
            said, complained = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (process.returncode, said, complained) == (130, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_browser_is_opened_only_if_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    monkeypatch.setattr(PageServer, "serve_forever", lambda _: None)
    command = ["explore", "--serve", "--thesis", str(SMALL)]
    shown = CliRunner().invoke(cli, command).stdout
    assert (shown.startswith("http://127.0.0.1:"), opened) == (True, [])
    shown = CliRunner().invoke(cli, [*command, "--open"]).stdout
    assert opened == [shown.split()[0]]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--port", "8000"], "--port goes with --serve"),
        (["--serve", "-o", "x.html"], "--output goes without --serve"),
        (
            ["--stock", "--ask", "why agents now"],
            "--ask goes without --stock: pyvis' own page cannot open with a question",
        ),
    ],
)
def test_options_that_cannot_go_together_are_refused(words: list[str], problem: str) -> None:
    done = CliRunner().invoke(cli, ["explore", *words])
    assert (done.exit_code, done.stderr) == (2, f"causal-compute: {problem}\n")


# In a browser


@pytest.mark.browser
def test_a_browser_shows_the_page_and_asks_for_nothing_else(server: PageServer, browser: Browser) -> None:
    requests: list[str] = []
    console: list[str] = []

    opened = browser.new_page()
    opened.on("request", lambda request: requests.append(request.url.split("#")[0]))
    opened.on("console", lambda message: console.append(message.text))
    opened.on("pageerror", lambda error: console.append(str(error)))
    answer = opened.goto(server.url)
    assert answer is not None
    assert answer.header_value("content-encoding") == "gzip"
    opened.wait_for_selector(READY)
    opened.click("#tools > button:last-child")
    opened.reload()
    opened.wait_for_selector(READY)
    assert "lang=en" in opened.url
    assert [url for url in requests if url != f"{server.url}favicon.ico"] == [server.url] * 2
    assert console == []


LOADS = """async (url) => {
  const tried = {};
  const done = (name, made) => new Promise((end) => {
    made.onload = () => end((tried[name] = "loaded"));
    made.onerror = () => end((tried[name] = "refused"));
    document.body.append(made);
  });
  await done("script", Object.assign(document.createElement("script"), { src: url }));
  await done("image", Object.assign(document.createElement("img"), { src: url }));
  tried.fetch = await fetch(url).then(() => "read", () => "refused");
  tried.opaque = await fetch(url, { mode: "no-cors" }).then(() => "read", () => "refused");
  const frame = Object.assign(document.createElement("iframe"), { src: url });
  await new Promise((end) => { frame.onload = end; document.body.append(frame); });
  return tried;
}"""


@pytest.mark.browser
def test_another_server_of_this_machine_gets_nothing_out_of_a_browser(
    server: PageServer, browser: Browser
) -> None:
    foreign = server.url.replace("127.0.0.1", "localhost").replace(str(port_of(server)), "9")  # never reached

    opened = browser.new_page()
    opened.route(foreign, lambda route: route.fulfill(content_type="text/html", body="<body>foreign"))
    opened.goto(foreign)
    refused = dict.fromkeys(("script", "image", "fetch", "opaque"), "refused")
    assert opened.evaluate(LOADS, server.url) == refused
    assert all(frame.locator("#map").count() == 0 for frame in opened.frames)


@pytest.mark.browser
def test_a_link_from_elsewhere_opens_the_page(server: PageServer, browser: Browser) -> None:
    opened = browser.new_page()
    opened.set_content(f'<a href="{server.url}#lang=en">the map</a>')
    opened.click("a")
    opened.wait_for_selector(READY)
