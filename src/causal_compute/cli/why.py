"""`causal-compute why`, and the question without a command."""

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

__all__ = ["why_"]


@click.command("why")
@click.argument("words", nargs=-1, required=True)
@lang_option
@layer_option
@as_of_option
@form_option
@without_option
@thesis_option
def why_(
    words: tuple[str, ...],
    lang: str | None,
    layers: tuple[str, ...],
    as_of: datetime | None,
    form: str,
    without: tuple[str, ...],
    thesis: str | None,
) -> None:
    """Answer a question about an application, in English or Chinese.

    \b
    causal-compute why agents now
    causal-compute why not robots yet
    causal-compute voice agents vs image generation
    causal-compute what does a chip shortage hit
    causal-compute 为什么现在是 Agent
    """  # noqa: D301 - click reads the backspace
    print_answer(Compiled(thesis, layers, without).ask(" ".join(words), day(as_of)), form=form, lang=lang)
