"""`causal-compute whatif`."""

from datetime import date

import click

from causal_compute.api.claim_graph import ClaimGraph
from causal_compute.cli.options import answer_options, without_option
from causal_compute.cli.printing import print_reply

__all__ = ["whatif_"]


@click.command("whatif")
@click.argument("words", nargs=-1)
@click.option("--set", "settings", multiple=True, help="Set a course: NAME=halts, NAME.fold_per_year=3 ...")
@click.option("--given", multiple=True, help="Take a course as observed, not set; the same forms.")
@without_option
@answer_options("text", "json", "markdown", without=False)
def whatif_(
    words: tuple[str, ...],
    settings: tuple[str, ...],
    given: tuple[str, ...],
    without: tuple[str, ...],
    graph: ClaimGraph,
    as_of: date | None,
    form: str,
    lang: str | None,
) -> None:
    """Show which applications move, and by how much, if something went another way.

    An application that is named gets a tornado: which claim or number moves its date most.

    \b
    causal-compute whatif --set compute=halts
    causal-compute whatif agents --set inference-cost.fold_per_year=3 --as-of 2024-09-30
    causal-compute whatif robotaxi
    """  # noqa: D301 - click reads the backspace
    found = graph.whatif(" ".join(words), settings=settings, given=given, left_out=without, as_of=as_of)
    print_reply(found, form, lang)
