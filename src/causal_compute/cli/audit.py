"""`causal-compute audit`."""

from datetime import datetime

import click

from causal_compute.cli.options import as_of_option, lang_option, report_option, thesis_option, without_option
from causal_compute.cli.printing import day, print_audit
from causal_compute.compiled import Compiled
from causal_compute.errors import UsageError

__all__ = ["audit_"]


@click.command("audit")
@click.option("--only", metavar="QUESTION", help="Ask one question only, by its name.")
@lang_option
@as_of_option
@report_option
@without_option
@thesis_option
def audit_(
    only: str | None,
    lang: str | None,
    as_of: datetime | None,
    form: str,
    without: tuple[str, ...],
    thesis: str | None,
) -> None:
    """Tell the thesis to its face where its evidence, numbers and forecasts disagree.

    \b
    causal-compute audit
    causal-compute audit --only numbers-against-data --lang zh
    causal-compute audit --format markdown > audit.md
    """  # noqa: D301 - click reads the backspace
    from causal_compute.audit import QUESTIONS, audit

    if only is not None and only not in QUESTIONS:
        raise UsageError(f"{only!r} is no question of the audit; one of {', '.join(QUESTIONS)}")
    found = audit(Compiled(thesis, (), without).thesis, day(as_of), only)
    print_audit(found, form=form, lang=lang or "en")
