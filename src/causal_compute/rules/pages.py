"""Write the page of every rule: `python -m causal_compute.rules.pages`, in a checkout.

May touch: the fixtures and docs of a checkout. Must not know: what any rule looks for. Never needed at run
time.

A page is the rule's docstring, its failing and its passing example, and what `check` says of the failing
one, word for word. The examples are the fixtures of the tests: files laid over the thesis in
`tests/fixtures/small`. A rule of the readers (CC001 to CC029) has its sentence and a failing example; what
passes is the small thesis.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from causal_compute.errors import Finding
from causal_compute.readers.rules import READER_RULES
from causal_compute.rules import RULES, rule
from causal_compute.rules.folder import check_folder
from causal_compute.rules.report import as_text

__all__ = ["checked", "files", "numbers", "pages"]

_SMALL, _EVIDENCE = "small", "small-evidence"


def numbers() -> list[str]:
    """Return the number of every rule, the readers' first."""
    return [*READER_RULES, *RULES]


def files(fixture: Path) -> dict[str, str]:
    """Return the text of every file of a fixture by its path in the thesis, sorted."""
    found = sorted(path for path in fixture.rglob("*") if path.is_file())
    return {path.relative_to(fixture).as_posix(): path.read_text(encoding="utf-8") for path in found}


def checked(fixtures: Path, number: str, side: str) -> tuple[Finding, ...]:
    """Return what is found in the small thesis with a fixture (`side` "fails" or "passes") laid over it.

    Findings name files by their path in the thesis; what lies under `evidence/` is the evidence folder's.
    """
    with TemporaryDirectory() as scratch:
        for name in (_SMALL, _EVIDENCE):
            shutil.copytree(fixtures / name, Path(scratch, name))
        for name, text in files(fixtures / "rules" / number / side).items():
            path = Path(scratch, _home(name))
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tuple(_relative(found, scratch) for found in check_folder(Path(scratch, _SMALL)).findings)


def _home(name: str) -> str:
    """Return where a file of a fixture belongs beside the copy of the small thesis."""
    if name.startswith("evidence/"):
        return f"{_EVIDENCE}/{name.removeprefix('evidence/')}"
    return f"{_SMALL}/{name}"


def _relative(found: Finding, scratch: str) -> Finding:
    def cut(words: str) -> str:
        return words.replace(f"{scratch}/{_SMALL}/", "").replace(f"{scratch}/{_EVIDENCE}/", "evidence/")

    return found._replace(file=cut(found.file), problem=cut(found.problem), remedy=cut(found.remedy))


def pages(fixtures: Path) -> dict[str, str]:
    """Return every page by the name of its file, the index (`README.md`) last."""
    written = {f"{number}.md": "\n".join(_page(fixtures, number)) + "\n" for number in numbers()}
    return {**written, "README.md": "\n".join(_index()) + "\n"}


def _page(fixtures: Path, number: str) -> Iterator[str]:
    title, *paragraphs = _said(number)
    yield f"# {number}: {title}"
    yield ""
    stage = "while the files are read" if number in READER_RULES else "by a rule"
    yield f"{_severity(number).capitalize()}, found {stage}."
    for paragraph in paragraphs:
        yield from ("", _marked(paragraph))
    failing = files(fixtures / "rules" / number / "fails")
    passing = files(fixtures / "rules" / number / "passes")
    yield from ("", "## Fails")
    yield from _shown(dict(sorted(failing.items(), key=lambda item: passing.get(item[0]) == item[1])))
    yield from ("", "```text", as_text(checked(fixtures, number, "fails")), "```")
    if passing:
        yield from ("", "## Passes")
        yield from _shown({name: text for name, text in passing.items() if failing.get(name) != text})


def _said(number: str) -> list[str]:
    """Return the paragraphs of a rule's page; the first is its title."""
    words = READER_RULES[number] if number in READER_RULES else str(rule(number).__doc__)
    title, *paragraphs = words.strip().split("\n\n")
    return [title.removesuffix("."), *paragraphs]


def _severity(number: str) -> str:
    return "error" if number in READER_RULES else str(rule(number).RULE.severity)


def _marked(paragraph: str) -> str:
    for word in ("Why:", "Mend:"):
        if paragraph.startswith(word):
            said = paragraph.removeprefix(word).lstrip()
            return f"**{word[:-1]}.** {said[:1].upper()}{said[1:]}"
    return paragraph


def _shown(texts: dict[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        language = "yaml" if name.endswith(".yaml") else "text"
        yield from ("", f"`{name}`", "", f"```{language}", _printable(text).rstrip("\n"), "```")


def _printable(text: str) -> str:
    """Write out the characters that a page must not hold, as YAML would."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in text)


_INTRODUCTION = """\
# Rules

`causal-compute check [PATH]` holds a thesis to these rules and prints each finding as
`file:line:column: rule problem; remedy`. An *error* means that the folder cannot be used as it is (exit code
3). A *warning* means that it can; `--strict` lets warnings fail the check, too (exit code 1).

The examples on the pages are files laid over the small thesis in `tests/fixtures/small`; those under
`evidence/` belong to its evidence folder. The pages are written by `python -m causal_compute.rules.pages`."""


def _index() -> Iterator[str]:
    yield _INTRODUCTION
    tables = (("What must hold of the files", READER_RULES), ("What may be wrong with the thesis", RULES))
    for heading, table in tables:
        yield from ("", f"## {heading}", "", "| rule | severity | |", "|---|---|---|")
        yield from (f"| [{n}]({n}.md) | {_severity(n)} | {_said(n)[0]} |" for n in table)


def _write(checkout: Path) -> None:
    folder = checkout / "docs" / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    written = pages(checkout / "tests" / "fixtures")
    for stale in set(folder.glob("*.md")) - {folder / name for name in written}:
        stale.unlink()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3])
