"""`causal-compute mcp`."""

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import graph_options

__all__ = ["mcp_"]


@click.command("mcp")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=3600),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="End a SPARQL query after this time.",
)
@graph_options()
def mcp_(timeout: float, graph: ClaimGraph) -> None:
    """Serve the graph to an AI agent: tools, resources and prompts over standard input and output.

    It speaks the Model Context Protocol and only reads. An agent's program starts it; docs/agents.md shows
    what to write into its settings.

    \b
    causal-compute mcp
    causal-compute mcp --layer thesis --timeout 2
    """  # noqa: D301 - click reads the backspace
    from causal_compute.cli.connecting import serve_agent

    serve_agent(graph, timeout)
