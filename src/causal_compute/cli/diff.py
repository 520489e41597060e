"""`causal-compute diff`."""

from datetime import date

import click

from causal_compute.cli.options import as_of_option, lang_option, thesis_option
from causal_compute.cli.printing import print_reply
from causal_compute.cli.sides import form_option

__all__ = ["diff_"]


@click.command("diff")
@click.argument("before", default="HEAD")
@click.argument("after", default="")
@click.option(
    "--most",
    type=click.IntRange(0, 1000),
    default=30,
    show_default=True,
    help="Take back at most so many changes to see which made an answer change; 0 asks none.",
)
@lang_option
@as_of_option
@form_option
@thesis_option
@click.pass_context
def diff_(
    ctx: click.Context,
    before: str,
    after: str,
    most: int,
    lang: str | None,
    as_of: date | None,
    form: str,
    thesis: str | None,
) -> None:
    """Show what changed in a thesis, and which answers changed because of it.

    BEFORE and AFTER are folders, revisions of git (HEAD~3: the thesis folder at that revision) or REV:path;
    without AFTER it is the folder as it is now, without both HEAD and now. Order, comments and white space
    are no difference.

    \b
    Exit codes: 0 the same
                1 they differ
    """  # noqa: D301 - click reads the backspace
    from causal_compute.api.comparing import diff

    found = diff(before, after, thesis=thesis, most=most, as_of=as_of)
    print_reply(found, form, lang)
    ctx.exit(0 if found["same"] else 1)
