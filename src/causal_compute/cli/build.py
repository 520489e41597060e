"""`causal-compute build`."""

import click

from causal_compute.cli.options import thesis_option
from causal_compute.errors import UsageError

__all__ = ["build_"]


@click.command("build")
@click.option(
    "--format",
    "form",
    type=click.Choice(["trig", "nquads", "turtle", "jsonld", "all"]),
    default="trig",
    show_default=True,
    help="How the graph is written; Turtle loses the layers' graphs.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="A file, or a folder (that is there, or ends in /) for files named after the thesis; "
    "standard output if not given.",
)
@thesis_option
def build_(form: str, output: str | None, thesis: str | None) -> None:
    """Write the graph as RDF: TriG, N-Quads, Turtle or JSON-LD.

    The same thesis gives the same bytes, always. docs/rdf.md draws the shape.

    \b
    causal-compute build > deck.trig
    causal-compute build --format jsonld -o deck.jsonld
    causal-compute build --format all -o rdf/
    """  # noqa: D301 - click's mark is the character itself
    from causal_compute.cli.placing import place, save
    from causal_compute.dataset import FORMATS, build, write
    from causal_compute.readers import read_thesis
    from causal_compute.vocabulary import prefixes

    if output is None and form == "all":
        raise UsageError("--format all writes several files; name a folder for them with -o")
    read = read_thesis(thesis)
    quads = build(read)
    wanted = FORMATS if form == "all" else {form: FORMATS[form]}
    written = {suffix: write(quads, name, prefixes(read.id)) for name, suffix in wanted.items()}
    if output is None:
        click.echo(written[FORMATS[form]], nl=False)
        return
    graphs = len({quad.graph_name for quad in quads})
    for suffix, content in written.items():
        file = place(output, read.id + suffix, several=form == "all")
        save(file, content)
        click.echo(f"{file}: {len(quads)} quads in {graphs} graphs, {len(content)} bytes", err=True)
