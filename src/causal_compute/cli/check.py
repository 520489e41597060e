"""`causal-compute check`."""

import click

__all__ = ["check_"]


@click.command(name="check")
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False))
@click.option("--strict", is_flag=True, help="Let warnings fail the check, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Lines to read, a list of objects, or annotations of a workflow.",
)
@click.pass_context
def check_(ctx: click.Context, path: str | None, strict: bool, form: str) -> None:
    """Check a thesis folder against every rule.

    PATH is the packaged deck if it is not given. Every finding has a rule with a page in docs/rules.

    \b
    Exit codes: 0 nothing to mend (warnings allowed)
                1 warnings, and --strict
                3 errors: the folder cannot be used as it is
    """  # noqa: D301 - click reads the backspace itself, as "do not fill this paragraph"
    from causal_compute.history import check_history
    from causal_compute.rules.folder import check_folder
    from causal_compute.rules.report import FORMATS

    verdict = check_folder(path, check_history)
    report = FORMATS[form](verdict.findings)
    click.echo(report, nl=bool(report))
    click.echo(verdict.summary(), err=True)
    ctx.exit(verdict.exit_code(strict=strict))
