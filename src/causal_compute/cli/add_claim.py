"""`causal-compute add-claim`."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from causal_compute.model import Change

__all__ = ["add_claim_"]

RELATIONS = (
    "necessary",
    "sufficient",
    "necessary-and-sufficient",
    "contributory",
    "enabling",
    "preventive",
    "rate-limiting",
    "constitutive",
)
"""The model's modalities, spelt here so that `--help` need not import it; a test holds them equal."""
CHANGES = ("increases", "decreases", "becomes-viable", "holds", "changes")
KINDS = ("root", "constraint", "factor", "application", "entity")


def _change(words: str) -> tuple[str, "Change"]:
    """Return the name and the change of NAME=CHANGE."""
    from causal_compute.model import Change

    name, _, change = words.rpartition("=")
    if not name or change not in CHANGES:
        raise click.BadParameter(f"{words!r}: write NAME=CHANGE, with one of {', '.join(CHANGES)}")
    return name, Change(change)


def _gate(ctx: click.Context, option: click.Parameter, value: str) -> str:
    del ctx, option
    if value not in {"all", "any"} and not (value.isascii() and value.isdigit() and value[0] != "0"):
        raise click.BadParameter(f"{value!r} is not all, any or a number: at least so many")
    return value


@click.command(name="add-claim")
@click.argument("causes", metavar="CAUSE...", nargs=-1, required=True)
@click.argument("effect", metavar="EFFECT")
@click.option("--quote", default="", help="What the source says, letter by letter; white space is free.")
@click.option("--slide", default="", help="Where it says so, if it does in several places.")
@click.option("--prefix", default="", help="The words right before, if it says so twice on a slide.")
@click.option(
    "--relation",
    type=click.Choice(RELATIONS),
    default="contributory",
    show_default=True,
    help="How the causes bear on the effect.",
)
@click.option(
    "--sign",
    type=click.Choice(["+", "-"]),
    default=None,
    help="The effect moves with the causes, or against them.",
)
@click.option(
    "--change",
    "changes",
    multiple=True,
    metavar="NAME=CHANGE",
    help=f"What happens to a cause or the effect: {', '.join(CHANGES)}.",
)
@click.option(
    "--condition",
    "conditions",
    multiple=True,
    metavar="NAME",
    help="A condition that one of the causes must reach.",
)
@click.option(
    "--gate",
    default="all",
    show_default=True,
    callback=_gate,
    metavar="all|any|K",
    help="All of the causes, any of them, or at least K.",
)
@click.option("--en", default="", help="The claim in English; the quote itself if the source is English.")
@click.option("--zh", default="", help="The claim in Chinese; the quote itself if the source is Chinese.")
@click.option(
    "--layer",
    type=click.Choice(["thesis", "curator"]),
    default=None,
    help="Who says so: the source (with --quote) or you (with --why).",
)
@click.option("--why", default="", help="Why you add what the source does not say.")
@click.option(
    "--new-cause",
    type=click.Choice(KINDS),
    help='Make a cause that is not known yet; name it "bulb price/灯泡价格".',
)
@click.option("--new-effect", type=click.Choice(KINDS), help="The same for the effect.")
@click.option(
    "--define",
    "definition",
    default="",
    help='What the new variable is, "in English/中文".',
)
@click.option("--feedback", is_flag=True, help="The claim closes a loop; the chains leave it out.")
@click.option("--id", "name", default="", help="The claim's id; made of its parts if not given.")
@click.option(
    "--file",
    default="",
    help="The file of the thesis to write to; the one with claims of that slide if not given.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option(
    "--thesis",
    "folder",
    required=True,
    envvar="CAUSAL_COMPUTE_THESIS",
    type=click.Path(exists=True, file_okay=False),
    help="The thesis folder to write to.",
)
def add_claim_(
    folder: str,
    changes: tuple[str, ...],
    name: str,
    dry_run: bool,
    sign: str | None,
    layer: str | None,
    relation: str,
    new_cause: str | None,
    new_effect: str | None,
    **words: Any,  # noqa: ANN401 - the options that go on as they are
) -> None:
    """Add a claim, from a quote and the names of its variables.

    CAUSE and EFFECT are ids, labels or aliases, in either language; a name of a variable's falling
    ("cheaper bulbs") means that it falls. The quote is looked for in the source and told with its slide;
    where it is not letter by letter, the sentences it may mean are. The claim is put to every rule before
    it is written: a thesis that was in order stays so. Comments and order of the file are kept.

    \b
    $ causal-compute add-claim --thesis . "waste heat" "lamp life/灯的寿命" --new-effect factor \\
        --sign - --quote "A cool lamp lasts for years" --zh 灯凉，就用得久
    """  # noqa: D301 - click reads the backspace
    from causal_compute.authoring.adding import addition
    from causal_compute.authoring.wanted import Wanted
    from causal_compute.model import Layer, Modality, VariableKind
    from causal_compute.rules.report import as_text

    wanted = Wanted(
        **words,
        id=name,
        sign=sign or "",
        changes=dict(map(_change, changes)),
        relation=Modality(relation),
        layer=Layer(layer) if layer else None,
        new_cause=VariableKind(new_cause) if new_cause else None,
        new_effect=VariableKind(new_effect) if new_effect else None,
    )
    made = addition(folder, wanted)
    if not dry_run:
        made.write()
    for part in made.parts:
        click.echo(f"{part.file}:{part.line}{' (not written)' * dry_run}\n{part.yaml}\n")
    if made.findings:
        click.echo(as_text(made.findings))
    for variable in made.variables:
        todo = (
            "its other names (aliases)"
            if wanted.definition
            else "what it is (definition) and its other names"
        )
        click.echo(f"{variable}: now write {todo}", err=True)
    click.echo(f"check: {made.verdict.summary()}", err=True)
