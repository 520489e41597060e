"""How `mcp` starts: whether the SDK is there, and what a person reads who starts it by hand."""

import signal
import sys
from importlib.util import find_spec

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.errors import UsageError

__all__ = ["serve_agent"]


def serve_agent(graph: ClaimGraph, seconds: float) -> None:
    """Serve until the client hangs up.

    Raises:
        UsageError: the extra is not installed.
        BadDataError: the folder cannot be read as a thesis.

    """
    if find_spec("mcp") is None:
        raise UsageError('the agent server is an extra: pip install "causal-compute[mcp]"')
    from causal_compute.agents.server import server

    agents = server(graph, seconds=seconds)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the SDK waits for a line before it hears of Ctrl-C
    if sys.stdin.isatty():
        click.echo(
            "Waiting for an agent on standard input; docs/agents.md says how. Ctrl-C ends it.", err=True
        )
    agents.run("stdio")
