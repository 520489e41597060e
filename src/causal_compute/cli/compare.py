"""`causal-compute compare`."""

from datetime import date

import click

from causal_compute.cli.options import as_of_option, lang_option
from causal_compute.cli.printing import print_reply
from causal_compute.cli.sides import alias_options, form_option

__all__ = ["compare_"]


@click.command("compare")
@click.argument("one")
@click.argument("other")
@alias_options
@lang_option
@as_of_option
@form_option
def compare_(
    one: str,
    other: str,
    aliases: tuple[str, ...],
    alias_lines: tuple[str, ...],
    lang: str | None,
    as_of: date | None,
    form: str,
) -> None:
    """Lay two theses side by side: agreed, contradicted, only in one, the same by another route.

    ONE and OTHER are folders, or folders at a revision of git (REV:path). Variables are the same by id, label
    or alias in either language, or because you say so; what only looks alike is offered, never assumed.
    """
    from causal_compute.api.comparing import compare

    print_reply(compare(one, other, aliases=(*alias_lines, *aliases), as_of=as_of), form, lang)
