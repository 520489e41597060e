"""`causal-compute evidence`."""

from datetime import datetime

import click

from causal_compute.cli.options import as_of_option, lang_option, thesis_option, without_option
from causal_compute.cli.printing import day, print_evidence, print_readings
from causal_compute.compiled import Compiled

__all__ = ["evidence_"]


@click.command("evidence")
@click.argument("words", nargs=-1, required=True)
@lang_option
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@without_option
@thesis_option
def evidence_(
    words: tuple[str, ...],
    lang: str | None,
    as_of: datetime | None,
    as_json: bool,
    without: tuple[str, ...],
    thesis: str | None,
) -> None:
    """Show what speaks for and against a claim, and why it is believed as much as it is.

    \b
    causal-compute evidence chips-bind-before-power
    causal-compute evidence same performance cost
    causal-compute evidence chips-bind-before-power --without semianalysis
    """  # noqa: D301 - click reads the backspace
    compiled = Compiled(thesis, (), without)
    found, language = compiled.evidence(" ".join(words), day(as_of))
    print_readings(compiled.readings(" ".join(words)), lang or language)
    print_evidence(found, lang or language, as_json=as_json)
