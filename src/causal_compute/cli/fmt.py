"""`causal-compute fmt`."""

from difflib import unified_diff
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from causal_compute.authoring.formatting import Formatted

__all__ = ["fmt_"]


@click.command(name="fmt")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(exists=True, file_okay=False))
@click.option("--check", "only", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.pass_context
def fmt_(ctx: click.Context, folder: str, only: bool, diff: bool) -> None:
    """Put the files of a thesis into one layout, and keep every comment.

    Keys stand in the order of the schema, two spaces to a level, lines of at most 120 columns where they
    can be broken; comments, quotes and the breaks of folded texts are yours. A file is rewritten only if it
    then says the same and holds the same comments; else it is left, and said so. DIR is the current folder
    if it is not given; the evidence folder that its thesis.yaml names belongs to it.

    \b
    Exit codes: 0 all is in its layout, or was put into it
                1 a file would change (--check, --diff)
                3 a file cannot be read, or not be laid out without a loss
    """  # noqa: D301 - click reads the backspace itself, as "do not fill this paragraph"
    from causal_compute.authoring.formatting import formatted

    files = list(formatted(folder))
    changed, refused = [each for each in files if each.changed], [each for each in files if each.problem]
    for each in refused:
        click.echo(f"causal-compute: {each.problem}", err=True)
    for each in changed:
        if diff:
            click.echo("\n".join(_difference(each)))
        elif only:
            click.echo(f"{each.shown} would change")
        else:
            each.write()
            click.echo(f"{each.shown} laid out anew")
    click.echo(_summary(len(changed), len(refused), len(files), dry=diff or only), err=True)
    ctx.exit(3 if refused else int(bool(changed) and (diff or only)))


def _difference(file: "Formatted") -> list[str]:
    lines = file.before.splitlines(), file.after.splitlines()
    return list(unified_diff(*lines, f"{file.shown} (as it is)", f"{file.shown} (laid out)", lineterm=""))


def _summary(changed: int, refused: int, files: int, *, dry: bool) -> str:
    kept = files - changed - refused
    would = "would change" if dry else "laid out anew"
    refusal = f", {refused} left as {'it is' if refused == 1 else 'they are'}" if refused else ""
    return f"{changed} of {files} files {would}, {kept} in their layout already{refusal}"
