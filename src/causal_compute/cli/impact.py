"""`causal-compute impact`."""

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

__all__ = ["impact_"]


@click.command("impact")
@click.argument("words", nargs=-1, required=True)
@click.option("--falls", is_flag=True, help="Ask for a fall of the variable instead of a rise.")
@lang_option
@layer_option
@as_of_option
@form_option
@without_option
@thesis_option
def impact_(
    words: tuple[str, ...],
    falls: bool,
    lang: str | None,
    layers: tuple[str, ...],
    as_of: datetime | None,
    form: str,
    without: tuple[str, ...],
    thesis: str | None,
) -> None:
    """Show what a change of a variable reaches.

    \b
    causal-compute impact "chip shortage"
    causal-compute impact compute-cost --falls
    causal-compute impact 电力供应
    """  # noqa: D301 - click reads the backspace
    answer = Compiled(thesis, layers, without).impact(" ".join(words), day(as_of), falls=falls)
    print_answer(answer, form=form, lang=lang)
