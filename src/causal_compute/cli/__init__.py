"""The command line: read options, call one library function, print. Nothing is computed here.

Commands are listed by name and imported on use, so that `--help` and a cached answer pay for neither YAML
nor graphs. Words that are no command are a question: `causal-compute why agents now` and
`causal-compute 为什么现在是 Agent` ask the same.
"""

import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from causal_compute.errors import CausalComputeError

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    # name -> (module, what `--help` says of it; a test holds it equal to the command's own first line)
    "why": ("causal_compute.cli.why", "Answer a question about an application, in English or Chinese."),
    "when": (
        "causal_compute.cli.when",
        "Say when applications became or will become viable, and how sure that is.",
    ),
    "whatif": (
        "causal_compute.cli.whatif",
        "Show which applications move, and by how much, if something went another way.",
    ),
    "backtest": (
        "causal_compute.cli.backtest",
        "Score the forecasts as if they had been made in the past, beside three baselines.",
    ),
    "trace": ("causal_compute.cli.trace", "Trace an application back to its constraints and the root."),
    "impact": ("causal_compute.cli.impact", "Show what a change of a variable reaches."),
    "show": (
        "causal_compute.cli.show",
        "Show all that is known of a variable, condition, claim, source, series or fact.",
    ),
    "search": (
        "causal_compute.cli.search",
        "Find variables, conditions, claims and sources by words in their names, texts and quotes.",
    ),
    "evidence": (
        "causal_compute.cli.evidence",
        "Show what speaks for and against a claim, and why it is believed as much as it is.",
    ),
    "audit": (
        "causal_compute.cli.audit",
        "Tell the thesis to its face where its evidence, numbers and forecasts disagree.",
    ),
    "list": (
        "causal_compute.cli.list",
        "List applications, constraints, roots, variables, conditions or claims.",
    ),
    "gaps": ("causal_compute.cli.gaps", "List where the chains break, where loops close, what has no data."),
    "explore": ("causal_compute.cli.explore", "Write the graph as one offline HTML page."),
    "sparql": ("causal_compute.cli.sparql", "Put a SPARQL query, or one of the named ones, to the graph."),
    "serve": (
        "causal_compute.cli.serve",
        "Serve the graph over HTTP: SPARQL, answers, named queries, a URL for every claim, and the page.",
    ),
    "mcp": (
        "causal_compute.cli.mcp",
        "Serve the graph to an AI agent: tools, resources and prompts over standard input and output.",
    ),
    "import": (
        "causal_compute.cli.import_",
        "Import claims from another format, and say what was left out and why.",
    ),
    "build": ("causal_compute.cli.build", "Write the graph as RDF: TriG, N-Quads, Turtle or JSON-LD."),
    "export": (
        "causal_compute.cli.export",
        "Write the graph for another tool: RDF, GraphML, GEXF, DOT, Mermaid, CSV, a report and more.",
    ),
    "init": ("causal_compute.cli.init", "Write a small worked thesis to start from."),
    "add-claim": (
        "causal_compute.cli.add_claim",
        "Add a claim, from a quote and the names of its variables.",
    ),
    "check": ("causal_compute.cli.check", "Check a thesis folder against every rule."),
    "coverage": ("causal_compute.cli.coverage", "Show how much of the source is encoded."),
    "fmt": ("causal_compute.cli.fmt", "Put the files of a thesis into one layout, and keep every comment."),
    "diff": (
        "causal_compute.cli.diff",
        "Show what changed in a thesis, and which answers changed because of it.",
    ),
    "compare": (
        "causal_compute.cli.compare",
        "Lay two theses side by side: agreed, contradicted, only in one, the same by another route.",
    ),
    "merge": (
        "causal_compute.cli.merge",
        "Write two theses as one, everything of both kept, and tell what was united, renamed, in conflict.",
    ),
}


FAULT, NO_FILE = 70, 74
"""Exit codes of sysexits.h: a fault of this program, and a file that cannot be read or written."""

INTERRUPTED = 130
"""What a shell says of a process that Ctrl-C ended: 128 and the signal's number."""

DEBUG = "CAUSAL_COMPUTE_DEBUG"
"""The environment variable that shows where a fault of the program lies."""


class Questions(click.Group):
    """A group whose unknown words are a question, and whose errors become exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command that is asked for, and no other."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, function = import_module(COMMANDS[cmd_name][0]), cmd_name.replace("-", "_") + "_"
        command: click.Command = getattr(module, function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Send words that are no command to `why`."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            args = ["why", *args]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Turn a user's error into one clear message and its exit code, and Ctrl-C into that of a shell."""
        try:
            return super().invoke(ctx)
        except CausalComputeError as err:
            click.echo(f"causal-compute: {err}", err=True)
            ctx.exit(err.exit_code)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


@click.group(cls=Questions, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="causal-compute")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Ask why now: trace an application back to its constraints, its conditions and its root.

    \b
    causal-compute why agents now
    causal-compute 为什么现在是 Agent
    causal-compute explore --open
    """  # noqa: D301 - click reads the backspace
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    elif os.environ.get("FORCE_COLOR"):
        ctx.color = True


def main() -> NoReturn:
    """Run the command line; never leave a traceback, be it a narrow console, a closed pipe or our fault."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # the shell closed it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - lives on
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        cli(prog_name="causal-compute")
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives until exit
    except Exception as fault:
        if os.environ.get(DEBUG):
            raise
        sys.exit(_confess(fault))
    sys.exit(0)


def _confess(fault: Exception) -> int:
    """Say in a line what went wrong, and return its exit code."""
    if isinstance(fault, OSError):  # a full disk, a folder that may not be written
        click.echo(f"causal-compute: {fault}", err=True)
        return NO_FILE
    message = f"causal-compute: a fault of the program, not yours: {type(fault).__name__}: {fault}"
    click.echo(f"{message}\nSet {DEBUG}=1 to see where, and please report it.", err=True)
    return FAULT
