"""`causal-compute serve` as its user sees it: what it says, how it ends, what it misses and what it keeps."""

import asyncio
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from importlib import util
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from causal_compute.cli import cli
from causal_compute.endpoint.serving import Listening
from causal_compute.endpoint.shelf import Shelf

SMALL = str(Path(__file__).parent / "fixtures" / "small")
SERVE = [sys.executable, "-m", "causal_compute", "serve", "--thesis", SMALL, "--port", "0"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize(("ending", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)])
def test_it_says_where_and_what_it_is_and_ends_without_a_word(ending: int, code: int) -> None:
    with subprocess.Popen(SERVE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        lines = [server.stdout.readline() for _ in range(7)]
        found = re.match(r"http://127\.0\.0\.1:(\d+)/ +the explorer\n", lines[0])
        assert found is not None, lines
        assert [line.split()[0].partition(f"{found[1]}/")[2] for line in lines[1:6]] == [
            "ask",
            "sparql",
            "queries",
            "id/",
            "data",
        ]
        assert lines[6] == "It only reads. Ctrl-C ends it.\n"
        connection = HTTPConnection("127.0.0.1", int(found[1]), timeout=10)  # kept alive through the end
        connection.request("GET", "/sparql?query=ASK%7B%7D")
        assert connection.getresponse().read() == b'{"head":{},"boolean":true}'
        workers = psutil.Process(server.pid).children()
        server.send_signal(ending)
        said, complained = server.communicate(timeout=20)
        connection.close()
    assert (said, complained, server.returncode) == ("", "", code)
    assert len(workers) == 2
    _, alive = psutil.wait_procs(workers, timeout=5)
    assert not alive


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = util.find_spec
    monkeypatch.setattr(
        util, "find_spec", lambda name, *more: None if name == "starlette" else found(name, *more)
    )
    done = CliRunner().invoke(cli, ["serve"])
    assert done.exit_code == 2
    assert done.stderr == 'causal-compute: the server is an extra: pip install "causal-compute[serve]"\n'


def test_a_wrong_origin_and_a_wrong_thesis_end_it_before_it_begins(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["serve", "--port", "0", "--cors", "https://a.example/"])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "is no origin" in done.stderr
    done = CliRunner().invoke(cli, ["serve", "--port", "0", "--thesis", str(tmp_path)])
    assert done.exit_code == 3


def test_the_command_imports_no_server_to_be_listed() -> None:
    server = "{'starlette', 'uvicorn'} & set(sys.modules)"
    code = f"import sys; import causal_compute.cli.serve; sys.exit(bool({server}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("names", "known", "unknown"),
    [
        ((), {"127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}"}, {"127.0.0.1", "x.example"}),
        (("X.example",), {"x.example", "x.example:{port}"}, {"x.example:1"}),
        (("x.example:443",), {"x.example:443"}, {"x.example", "x.example:{port}"}),
        (("[2001:db8::1]",), {"[2001:db8::1]:{port}"}, {"[2001:db8::2]:{port}"}),
    ],
)
def test_the_names_it_goes_by(names: tuple[str, ...], known: set[str], unknown: set[str]) -> None:
    listening = Listening("127.0.0.1", 0, names)
    with listening.socket:
        port = listening.socket.getsockname()[1]
        assert {each.format(port=port) for each in known} <= listening.hosts
        assert not {each.format(port=port) for each in unknown} & listening.hosts
        assert not listening.public


def test_all_addresses_are_public_and_its_own_names_stay() -> None:
    listening = Listening("0.0.0.0", 0)  # noqa: S104 - that is what is tested
    with listening.socket:
        assert listening.public
        assert listening.url == f"http://localhost:{listening.socket.getsockname()[1]}/"


def test_what_many_ask_at_once_is_made_once_and_the_oldest_goes_first() -> None:
    made: list[str] = []

    async def make(name: str, size: int) -> bytes:
        made.append(name)
        await asyncio.sleep(0)
        if name == "wrong":
            raise ValueError(name)
        return b"x" * size

    async def use() -> None:
        shelf: Shelf[bytes] = Shelf(100)

        async def get(name: str, size: int = 25) -> bytes:
            return await shelf.get(name, lambda: make(name, size))

        assert set(await asyncio.gather(get("a"), get("a"), get("a"))) == {b"x" * 25}
        assert made == ["a"]
        for name in ("b", "c", "d", "a", "e"):  # "a" is used again, so "b" is the oldest
            await get(name)
        assert (made, shelf.held) == (["a", "b", "c", "d", "e"], 100)
        await get("a")
        await get("b")
        assert made == ["a", "b", "c", "d", "e", "b"]
        await get("large", 26)
        await get("large", 26)
        assert (made[-2:], shelf.held) == (["large", "large"], 100)
        failures = await asyncio.gather(get("wrong"), get("wrong"), return_exceptions=True)
        assert [type(each) for each in failures] == [ValueError, ValueError]
        with pytest.raises(ValueError, match="wrong"):
            await get("wrong")
        assert made[-2:] == ["wrong", "wrong"]

    with ThreadPoolExecutor(1) as beside:  # the browser of other tests has a loop in this thread
        beside.submit(asyncio.run, use()).result()
