"""`causal-compute import`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from causal_compute.imports.words import Meaning

__all__ = ["import_"]


def _columns(ctx: click.Context, option: click.Parameter, text: str | None) -> dict[str, str]:
    """Read `cause=Quelle,effect=Ziel`."""
    del ctx, option
    from causal_compute.imports.columns import FIELDS

    pairs = [pair.partition("=") for pair in (text or "").split(",") if pair.strip()]
    for field, equals, name in pairs:
        if not equals or field.strip() not in FIELDS or not name.strip():
            raise click.BadParameter(f"{field!r}: write FIELD=NAME with a field of {', '.join(FIELDS)}")
    return {field.strip(): name.strip() for field, _, name in pairs}


def _relations(ctx: click.Context, option: click.Parameter, words: tuple[str, ...]) -> "dict[str, Meaning]":
    """Read `upregulates=+`."""
    del ctx, option
    from causal_compute.imports.words import Meaning, normal, sign_of

    found = {}
    for each in words:
        word, equals, written = each.rpartition("=")
        sign = sign_of(written)
        if not equals or not word.strip() or sign is None:
            raise click.BadParameter(f"{each!r}: write WORD=SIGN, the sign being +, - or ?")
        found[normal(word)] = Meaning(sign)
    return found


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The folder to write.")
@click.option(
    "--format",
    "form",
    type=click.Choice(
        ["auto", "csv", "jsonl", "node-link", "graphml", "causenet", "bel", "indra", "argdown"]
    ),
    default="auto",
    show_default=True,
    help="What the file is; auto tells it by its ending and its start.",
)
@click.option(
    "--columns",
    callback=_columns,
    metavar="FIELD=NAME,...",
    help="Which column or key holds what: cause=Quelle,effect=Ziel; by number for a CSV file without header.",
)
@click.option(
    "--relation",
    "relations",
    multiple=True,
    callback=_relations,
    metavar="WORD=SIGN",
    help="What a relation word means that is not in the table, as upregulates=+; may be given several times.",
)
@click.option("--root", metavar="NAME", help="The root; what reaches the most if not given.")
@click.option(
    "--application",
    "applications",
    multiple=True,
    metavar="NAME",
    help="An application: what raises it decides whether it is viable; may be given several times.",
)
@click.option("--title", metavar="WORDS", help="What the thesis is called; by its file if not given.")
@click.option("--corpus", is_flag=True, help="Write a graph to search, of any size, in place of a thesis.")
@click.option("--force", is_flag=True, help="Replace a folder that an earlier import wrote.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_(
    file: Path,
    output: Path,
    form: str,
    columns: dict[str, str],
    relations: "dict[str, Meaning]",
    root: str | None,
    applications: tuple[str, ...],
    title: str | None,
    corpus: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Import claims from another format, and say what was left out and why.

    A thesis folder holds up to 10,000 claims, each with its sentence as its quote and its place in FILE; ask
    it with --thesis. A larger file makes a corpus. docs/imports.md has the formats, columns and words.

    \b
    causal-compute import links.csv -o my-thesis
    causal-compute import links.csv -o flood --root rain --application flood
    causal-compute import links.csv -o to-search --corpus --json
    """  # noqa: D301 - click reads the backspace
    from causal_compute.errors import UsageError
    from causal_compute.imports import Choices, import_file

    if corpus and (root or applications):
        raise UsageError("--root and --application are for a thesis; leave --corpus out")
    choices = Choices(
        columns=columns,
        relations=relations,
        root=root,
        applications=applications,
        title=title,
        corpus=corpus,
        force=force,
    )
    report = import_file(file, output, None if form == "auto" else form, choices)
    click.echo(report.json() if as_json else report.text())
