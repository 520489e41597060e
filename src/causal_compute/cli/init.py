"""`causal-compute init`."""

import click

__all__ = ["init_"]


@click.command(name="init")
@click.argument("folder", metavar="DIR", type=click.Path())
def init_(folder: str) -> None:
    """Write a small worked thesis to start from.

    DIR is empty or not there yet; nothing is ever overwritten. It gets a source of one page ("Why the light
    bulb changed"), ten claims with their quotes, gates with dated conditions, public facts, and what
    editors and pre-commit need: JSON Schemas that each file names, settings, hooks. Everything works
    offline.
    """
    from causal_compute.authoring.starting import start

    written = start(folder)
    inside = "" if folder == "." else f"cd {folder} && "
    click.echo(f"{folder}: a thesis of ten claims in {len(written)} files; README.md says what is what. Now:")
    click.echo(f"  {inside}causal-compute check --strict .")
    for command in ("why --thesis . homes", "when --thesis .", "explore --thesis . -o page.html"):
        click.echo(f"  causal-compute {command}")
    click.echo("  causal-compute check --watch .     # while you edit")
