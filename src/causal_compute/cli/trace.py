"""`causal-compute trace`."""

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
from causal_compute.compiled import TRACED, Compiled

__all__ = ["trace_"]


@click.command("trace")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--to",
    default="root",
    show_default=True,
    metavar="root|constraint|NAME",
    help="Where the chains begin: the root, the nearest constraint, or a variable by id or name.",
)
@click.option(
    "-k",
    type=click.IntRange(1, 100),
    default=TRACED,
    show_default=True,
    help="How many chains, surest first.",
)
@lang_option
@layer_option
@as_of_option
@form_option
@without_option
@thesis_option
def trace_(
    words: tuple[str, ...],
    to: str,
    k: int,
    lang: str | None,
    layers: tuple[str, ...],
    as_of: datetime | None,
    form: str,
    without: tuple[str, ...],
    thesis: str | None,
) -> None:
    """Trace an application back to its constraints and the root.

    \b
    causal-compute trace agents
    causal-compute trace 视频生成 --to constraint -k 10
    causal-compute trace agents --to "chip supply"
    """  # noqa: D301 - click reads the backspace
    answer = Compiled(thesis, layers, without).trace(" ".join(words), day(as_of), to=to, k=k)
    print_answer(answer, form=form, lang=lang)
