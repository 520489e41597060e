"""`causal-compute show`."""

from datetime import datetime

import click

from causal_compute.cli.options import (
    as_of_option,
    form_option,
    lang_option,
    layer_option,
    thesis_option,
    without_option,
)
from causal_compute.cli.printing import day, print_answer
from causal_compute.compiled import Compiled

__all__ = ["show_"]


@click.command("show")
@click.argument("words", nargs=-1, required=True)
@lang_option
@layer_option
@as_of_option
@form_option
@without_option
@thesis_option
def show_(
    words: tuple[str, ...],
    lang: str | None,
    layers: tuple[str, ...],
    as_of: datetime | None,
    form: str,
    without: tuple[str, ...],
    thesis: str | None,
) -> None:
    """Show all that is known of one variable, condition or claim.

    \b
    causal-compute show agents-need-capability-and-cost
    causal-compute show inference cost
    causal-compute show agents-cheap-enough
    """  # noqa: D301 - click reads the backspace
    print_answer(Compiled(thesis, layers, without).show(" ".join(words), day(as_of)), form=form, lang=lang)
