"""Files of others into a thesis folder or a corpus, with where all comes from and a report of the rest.

May touch: the file it is told to read, the folder it is told to write. Must not know: the command line.

One way: a format's reader yields names and relations (`records`); they are gathered into things and claims
(`gathering`), given their parts (`roles`) and written (`folder`), or written as they come (`corpus`). What is
left out on the way is counted by its reason (`report`). See docs/imports.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from causal_compute.errors import NoImportError
from causal_compute.imports.corpus import write_corpus
from causal_compute.imports.folder import Heading, files
from causal_compute.imports.formats import FORMATS, detected, reader
from causal_compute.imports.gathering import gather
from causal_compute.imports.names import slug
from causal_compute.imports.opening import shown
from causal_compute.imports.place import MARK, new_folder
from causal_compute.imports.report import Report
from causal_compute.imports.roles import roles
from causal_compute.imports.words import Meaning
from causal_compute.writers.files import write_whole

__all__ = ["FORMATS", "Choices", "NoImportError", "Report", "import_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user says beyond the file: see `causal-compute import --help`.

    `columns` maps fields (cause, effect, sign ...) to the file's own names, `relations` further words to what
    they mean. `title` is both languages' title.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, Meaning] = field(default_factory=dict)
    root: str | None = None
    applications: tuple[str, ...] = ()
    title: str | None = None
    corpus: bool = False
    force: bool = False


def import_file(path: Path, folder: Path, form: str | None = None, choices: Choices | None = None) -> Report:
    """Read `path` and write `folder`, a thesis or (`choices.corpus`) a corpus; return what became of it.

    `form` is a name in `FORMATS`; None tells it from the file. The same file gives the same folder.

    Raises:
        NoImportError: the file cannot be read in its format, or holds no claim.
        LimitError: it holds more than a thesis does.
        NothingFoundError, UsageError: a choice that does not fit the file; a folder that is not empty.

    """
    chosen = choices or Choices()
    name = form or detected(path)
    report = Report(
        source=shown(path), form=name, title=FORMATS[name].title, folder=str(folder), corpus=chosen.corpus
    )
    items = reader(name)(path, chosen.relations, chosen.columns)
    with new_folder(folder, force=chosen.force) as made:
        if chosen.corpus:
            write_corpus(items, report, made, _title(report, chosen), fold=FORMATS[name].folded)
        else:
            gathered = gather(items, report, fold=FORMATS[name].folded)
            _any(report, len(gathered.claims))
            parts = roles(gathered, report, chosen.root, chosen.applications)
            report.variables, report.claims = len(gathered.things), len(gathered.claims)
            report.passages = sum(len(claim.passages) for claim in gathered.claims)
            zh, en = _title(report, chosen)
            heading = Heading(id=slug(folder.resolve().name or "import"), zh=zh, en=en)
            for file, text in files(gathered.things, gathered.claims, parts, heading, report).items():
                (made / file).parent.mkdir(exist_ok=True)
                write_whole(made / file, text.encode())
        _any(report, report.claims)
        write_whole(made / MARK, (report.json() + "\n").encode())
    return report


def _title(report: Report, chosen: Choices) -> tuple[str, str]:
    return (
        (chosen.title, chosen.title)
        if chosen.title
        else (f"{report.source} 所载的因果", f"What {report.source} says causes what")
    )


def _any(report: Report, claims: int) -> None:
    """Refuse a result without a claim, and say why it would be one."""
    if claims:
        return
    why = "; ".join(
        f"{tally.count} dropped: {tally.reason} ({tally.examples[0][0]})" for tally in report.dropped
    )
    problem = f"holds no claim that can be imported{f' ({why})' if why else ''}"
    raise NoImportError(report.source, problem, f"mend that, or name another --format than {report.form}")
