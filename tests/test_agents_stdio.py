"""`causal-compute mcp` as an agent's program starts it: over standard input and output."""

import os
import pty
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import anyio
import pytest
from click.testing import CliRunner
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from causal_compute.cli import cli, connecting
from tests.agents import said

SMALL = str(Path(__file__).parent / "fixtures" / "small")
PROGRAM = [sys.executable, "-m", "causal_compute"]
HEAVY = {"anyio", "mcp", "mcp_types", "pydantic", "pydantic_core", "starlette", "httpx2"}


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_a_client_asks_over_standard_input_and_output(mode: str) -> None:
    command = [*PROGRAM[1:], "mcp", "--thesis", SMALL, "--timeout", "1"]

    async def talk() -> None:
        async with Client(StdioServerParameters(command=PROGRAM[0], args=command), mode=mode) as client:
            assert client.server_info is not None
            assert client.server_info.name == "causal-compute"
            answer = await client.call_tool("why", {"question": "why night reading now"})
            assert not answer.is_error
            assert answer.structured_content is not None
            assert answer.structured_content["focus"][0]["id"] == "night-reading"
            endless = await client.call_tool(
                "sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"}
            )
            assert endless.is_error
            assert "did not end within 1 s" in said(endless)
            found = await client.call_tool("search", {"words": "light", "most": 1})
            assert "electric-lamp" in said(found)
            assert (await client.list_resources()).resources
            assert (await client.get_prompt("explain", {"application": "night reading"})).messages

    anyio.run(talk)


def test_the_server_ends_when_the_client_hangs_up_and_says_nothing_unasked() -> None:
    done = subprocess.run(
        [*PROGRAM, "mcp", "--thesis", SMALL], input=b"", capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_folder_that_is_no_thesis_is_one_clear_error_before_anything_is_served(tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "mcp", "--thesis", str(tmp_path)], input=b"", capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 3
    assert done.stdout == b""
    assert b"thesis.yaml" in done.stderr
    assert b"Traceback" not in done.stderr


def test_who_starts_it_by_hand_is_told_what_it_waits_for_and_can_leave() -> None:
    leader, follower = pty.openpty()
    command = [*PROGRAM, "mcp", "--thesis", SMALL]
    with subprocess.Popen(command, stdin=follower, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"Waiting for an agent on standard input")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == -signal.SIGINT
    os.close(leader)
    os.close(follower)


def test_without_the_extra_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "find_spec", lambda name: None if name == "mcp" else find_spec(name))
    done = CliRunner().invoke(cli, ["mcp"])
    assert done.exit_code == 2
    assert done.stderr == (
        'causal-compute: the agent server is an extra: pip install "causal-compute[mcp]"\n'
    )


@pytest.mark.parametrize("words", [["--help"], ["mcp", "--help"], ["why", "agents", "now"]], ids=" ".join)
def test_nothing_of_the_protocol_is_imported_for_another_command(words: list[str]) -> None:
    probe = (
        "import sys\nfrom causal_compute.cli import main\n"
        f"sys.argv[1:] = {words!r}\n"
        "try:\n    main()\nexcept SystemExit:\n"
        f"    print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
