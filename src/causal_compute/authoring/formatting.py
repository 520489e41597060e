"""One layout for the files of a thesis, comments kept: what would change, and the change.

May touch: the files of the thesis it is given. Must not know: what the files say, how a difference is shown.

A file is rewritten only if the new text says the same: the same values under the same keys, the same
comments, and once more formatted, the same text. A file for which that does not hold is refused and left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from causal_compute.authoring.canon import text_of
from causal_compute.authoring.layout import comments_of, page_of, values_of
from causal_compute.errors import BadDataError, CausalComputeError, UsageError
from causal_compute.readers.folder import open_folder
from causal_compute.readers.schema import schemas
from causal_compute.writers.files import write_whole

__all__ = ["Formatted", "RefusedError", "canonical", "formatted", "kind_of_file", "place_of"]


class RefusedError(CausalComputeError):
    """A file that cannot be laid out anew without losing something of it."""

    exit_code = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """One file of a thesis before and after, or why it was left: the `problem`, "" if there is none."""

    shown: str
    path: Path
    content: bytes
    before: str
    after: str
    problem: str = ""

    @property
    def changed(self) -> bool:
        """Whether the file is not in the canonical layout."""
        return self.before != self.after

    def write(self) -> None:
        """Write the new text, whole.

        Raises:
            UsageError: the file was changed since it was read; it is left.

        """
        check_unchanged(self.path, self.content, self.shown)
        write_whole(self.path, self.after.encode())


def formatted(folder: str | Path) -> Iterator[Formatted]:
    """Yield every YAML file of the thesis in `folder`, its evidence included, before and after.

    Raises:
        UsageError: `folder` holds no thesis.

    """
    home = open_folder(folder)
    if not home.head:
        raise UsageError(f"no thesis.yaml in {folder}; name the folder of a thesis")
    for part in home.parts():
        if part.name.endswith(".yaml"):
            content = part.read()
            before = content.decode("utf-8", "replace")
            after, problem = before, ""
            try:
                after = canonical(content, part.name, part.shown)
            except (BadDataError, RefusedError) as refused:
                problem = str(refused)
            place = place_of(part.at)
            yield Formatted(
                shown=part.shown, path=place, content=content, before=before, after=after, problem=problem
            )


def canonical(content: bytes, name: str, shown: str) -> str:
    r"""Return the canonical text of the file `name` of a thesis ("claims/a.yaml", "evidence:events.yaml").

    Raises:
        BadDataError: it is no YAML that a thesis may hold.
        RefusedError: something of it would be lost.

    >>> print(canonical(b"- kind:   causal\n  id: a  # first\n", "claims.yaml", "claims.yaml"), end="")
    - id: a  # first
      kind: causal

    """
    schema = _schema(kind_of_file(name))
    page = page_of(content, shown)
    values, comments = values_of(page.root), comments_of(page)
    text = text_of(page, schema)
    try:
        again = page_of(text.encode(), shown)
        same = values_of(again.root) == values and comments_of(again) == comments
        same = same and text_of(again, schema) == text and text.count("#") == content.count(b"#")
    except BadDataError:
        same = False
    if not same:
        raise RefusedError(f"{shown}: a comment or a value would be lost; the file is left as it is")
    return text


@cache
def _schema(kind: str) -> Mapping[str, Any]:
    return schemas().get(kind, {})


def kind_of_file(name: str) -> str:
    """Return the kind of a file of a thesis, as its schema is called.

    >>> kind_of_file("claims/a.yaml"), kind_of_file("evidence:events.yaml"), kind_of_file("thesis.yaml")
    ('claims', 'events', 'thesis')

    """
    return name.removeprefix("evidence:").partition("/")[0].removesuffix(".yaml")


def place_of(at: object) -> Path:
    """Return the file that is written in the place of `at`: where a link leads, not the link.

    Raises:
        UsageError: it lies in an archive.

    """
    path = getattr(at, "path", at)
    if not isinstance(path, str | Path):
        raise UsageError("the thesis lies in an archive; copy it to a folder first")
    return Path(path).resolve()


def check_unchanged(path: Path, content: bytes | None, shown: str) -> None:
    """Hold that the file at `path` still has the `content` that was read; None is a file that was not there.

    Raises:
        UsageError: somebody, perhaps an editor, has written to it meanwhile.

    """
    now = path.read_bytes() if path.is_file() else None
    if now != content:
        raise UsageError(f"{shown} was changed meanwhile; it is left as it is: run the command again")
