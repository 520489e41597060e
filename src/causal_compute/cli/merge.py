"""`causal-compute merge`."""

import click

from causal_compute.cli.options import lang_option
from causal_compute.cli.printing import print_reply
from causal_compute.cli.sides import alias_options, form_option

__all__ = ["merge_"]


@click.command("merge")
@click.argument("one")
@click.argument("other")
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=click.Path(),
    help="The folder to write; it must be new or empty.",
)
@alias_options
@lang_option
@form_option
def merge_(
    one: str,
    other: str,
    folder: str,
    aliases: tuple[str, ...],
    alias_lines: tuple[str, ...],
    lang: str | None,
    form: str,
) -> None:
    """Write two theses as one, everything of both kept, and tell what was united, renamed, in conflict.

    ONE and OTHER are folders, or folders at a revision of git (REV:path). Contradictions are kept and told.
    """
    from causal_compute.api.comparing import merge

    print_reply(merge(one, other, folder, aliases=(*alias_lines, *aliases)), form, lang)
