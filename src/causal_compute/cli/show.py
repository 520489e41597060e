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
from causal_compute.cli.printing import day, print_answer, print_provenance
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
    """Show all that is known of a variable, condition, claim, source, series or fact.

    Every number that any command prints names one of these, so this is the way from a number to its source.

    \b
    causal-compute show agents-need-capability-and-cost
    causal-compute show inference cost
    causal-compute show office-task-cost
    causal-compute show metr-th11
    """  # noqa: D301 - click reads the backspace
    from causal_compute.answers.provenance import provenance

    compiled, name = Compiled(thesis, layers, without), " ".join(words)
    behind = provenance(compiled.thesis, name, day(as_of))
    if behind is not None:
        print_provenance(behind, lang or "en", as_json=form == "json")
    else:
        print_answer(compiled.show(name, day(as_of)), form=form, lang=lang)
