"""`causal-compute export`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import as_of_option, graph_options
from causal_compute.exports import FORMATS, VIEWS

if TYPE_CHECKING:
    from causal_compute.exports import Export
    from causal_compute.exports.scope import Scope

__all__ = ["export_"]


def _list(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Print the formats and leave."""
    del option
    if wanted:
        from causal_compute.exports import listing

        click.echo("\n".join(listing()))
        ctx.exit()


@click.command("export")
@click.argument("name", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="A file, or a folder (that is there, or ends in /) for files named after the thesis; "
    "standard output if not given.",
)
@click.option("--of", metavar="NAME", help="Only what this variable hangs on, however far back.")
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    help="Claims, gates, conditions and evidence as nodes, or variables alone, joined by influences; "
    "claims if not given, influences for mermaid.",
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="The language of labels."
)
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the formats."
)
@as_of_option
@graph_options()
def export_(
    name: str,
    output: str | None,
    of: str | None,
    view: str | None,
    lang: str,
    as_of: date | None,
    graph: ClaimGraph,
) -> None:
    """Write the graph for another tool: RDF, GraphML, GEXF, DOT, Mermaid, CSV, a report and more.

    The same thesis and the same day give the same bytes, always. docs/exports.md says what each format keeps.

    \b
    causal-compute export --list
    causal-compute export graphml -o deck.graphml
    causal-compute export mermaid --of agents
    causal-compute export dot --of video --lang zh > video.dot
    causal-compute export csv --view influences -o tables/
    causal-compute export report -o report.md
    """  # noqa: D301 - click's mark is the character itself
    from causal_compute.api.questions import day
    from causal_compute.compiled import Compiled
    from causal_compute.exports import export
    from causal_compute.exports.scope import scope
    from causal_compute.render.voice import Voice

    compiled = Compiled(graph.folder, graph.layers, graph.without)
    chosen = scope(compiled, day(as_of), language=lang, view=view or FORMATS[name].view, of=of)
    for each in compiled.readings(of) if of else ():
        click.echo(Voice(lang).say("read-as", matched=each["matched"], name=each["id"]), err=True)
    _put(export(chosen, name), chosen, output)


def _put(written: "Export", scope: "Scope", output: str | None) -> None:
    """Print the one file, or write each to its place; say on standard error what is in it and what is not."""
    from causal_compute.cli.placing import place, save
    from causal_compute.errors import UsageError

    if output is None:
        if len(written.files) > 1:
            raise UsageError(f"this format is {len(written.files)} files; name a folder for them with -o")
        click.echo(next(iter(written.files.values())), nl=False)
    else:
        for end, content in written.files.items():
            name = scope.whole.id + end if end.startswith(".") else end
            save(place(output, name, several=len(written.files) > 1), content)
        click.echo(f"{output}: {written.holds}", err=True)
    for note in written.notes:
        click.echo(note, err=True)
