"""`causal-compute whatif`."""

from datetime import datetime

import click

from causal_compute.cli.options import as_of_option, lang_option, layer_option, thesis_option, without_option
from causal_compute.cli.printing import day, print_readings, print_what_if
from causal_compute.compiled import Compiled
from causal_compute.errors import UsageError

__all__ = ["whatif_"]


@click.command("whatif")
@click.argument("words", nargs=-1)
@click.option("--set", "settings", multiple=True, help="Set a course: NAME=halts, NAME.fold_per_year=3 ...")
@click.option("--given", multiple=True, help="Take a course as observed, not set; the same forms.")
@lang_option
@layer_option
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@without_option
@thesis_option
def whatif_(
    words: tuple[str, ...],
    settings: tuple[str, ...],
    given: tuple[str, ...],
    without: tuple[str, ...],
    lang: str | None,
    layers: tuple[str, ...],
    as_of: datetime | None,
    as_json: bool,
    thesis: str | None,
) -> None:
    """Show which applications move, and by how much, if something went another way.

    An application that is named gets a tornado: which claim or number moves its date most.

    \b
    causal-compute whatif --set compute=halts
    causal-compute whatif agents --set inference-cost.fold_per_year=3 --as-of 2024-09-30
    causal-compute whatif robotaxi
    """  # noqa: D301 - click reads the backspace
    from causal_compute.answers.whatif import what_if
    from causal_compute.model import Layer
    from causal_compute.outlook.rows import Scenario
    from causal_compute.outlook.settings import parse

    if not (words or settings or given or without):
        raise UsageError("name an application, or what is to change: --set, --given or --without")
    compiled = Compiled(thesis, layers)
    known = compiled.thesis
    chosen, language = compiled.applications(" ".join(words)) if words else ([], "en")
    print_readings(compiled.readings(" ".join(words)), lang or language)
    scenario = Scenario(
        layers=frozenset(map(Layer, layers)) or None,
        settings=parse(settings, known, compiled.meant),
        given=parse(given, known, compiled.meant),
    )
    found = what_if(
        known,
        day(as_of),
        scenario,
        application=chosen[0] if chosen else None,
        settings=settings,
        given=given,
        left_out=without,
    )
    print_what_if(found, lang or language, as_json=as_json)
