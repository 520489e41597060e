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
@click.option(
    "--watch", is_flag=True, help="Check again whenever a file changes, and say what is new; Ctrl-C ends it."
)
@click.pass_context
def check_(ctx: click.Context, path: str | None, strict: bool, form: str, watch: bool) -> None:
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

    if watch:
        _watch(path, form)
    verdict = check_folder(path, check_history)
    report = FORMATS[form](verdict.findings)
    click.echo(report, nl=bool(report))
    click.echo(verdict.summary(), err=True)
    ctx.exit(verdict.exit_code(strict=strict))


def _watch(path: str | None, form: str) -> None:
    """Print the findings, and then what each change of the files brings; it ends with Ctrl-C."""
    from causal_compute.authoring.watching import watched
    from causal_compute.history import check_history
    from causal_compute.rules.folder import check_folder
    from causal_compute.rules.report import as_text

    if form != "text":
        raise click.UsageError("--watch prints lines to read; leave --format out")
    for change in watched(path, lambda: check_folder(path, check_history)):
        if change.files:
            click.echo(f"\n{', '.join(change.files)} changed")
        for found in change.mended:
            click.echo(click.style(f"  mended  {found.file}: {found.rule} {found.problem}", fg="green"))
        for found in change.new:
            click.echo(
                click.style(f"  new     {as_text([found])}", fg="red") if change.files else as_text([found])
            )
        click.echo(change.verdict.summary())
