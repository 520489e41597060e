"""A folder of files to a frozen `Thesis`, or to every finding in every file at once.

May touch: the file system (read only). Must not know: what the kinds of files say, key by key (`forms`),
or whether it makes sense (`rules`).
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from causal_compute.errors import BadDataError, Finding
from causal_compute.model import Position, Slide, Thesis
from causal_compute.readers import evidence_forms, forms
from causal_compute.readers.characters import decode
from causal_compute.readers.curves import CurveReader
from causal_compute.readers.digest import digest_of
from causal_compute.readers.files import Files
from causal_compute.readers.findings import Desk, Unreadable, finding
from causal_compute.readers.folder import ThesisFolder, line_value, open_folder
from causal_compute.readers.forms import Head
from causal_compute.readers.kinds import Kind, Schema, Shared
from causal_compute.readers.nodes import Node, compose
from causal_compute.readers.places import Places
from causal_compute.readers.records import ListOf

__all__ = ["read_thesis"]

T = TypeVar("T")


def read_thesis(folder: str | Path | Traversable | None = None) -> Thesis:
    """Return the thesis in `folder`; None is the packaged deck.

    Nothing but the files of the folder, and of the evidence folder that it names beside itself, is read.

    Raises:
        BadDataError: with everything that is wrong in any of the files.

    """
    with _no_collection():
        reading = _Reading(open_folder(folder))
        thesis = reading.thesis()
    if thesis is None:
        raise BadDataError(reading.findings)
    return thesis


class _Reading:
    """One reading of one folder; `findings` grows from file to file."""

    def __init__(self, folder: ThesisFolder) -> None:
        self.files = Files(folder)
        self.findings = self.files.findings
        self.places: Places | None = None
        self.language = "zh"

    def thesis(self) -> Thesis | None:
        """Return the thesis, or None when there is any finding."""
        head = self._head()
        source, slides = self._source(head) if head else ("", {})
        variables = self._many("variables", forms.VARIABLE)
        conditions = self._many("conditions", forms.CONDITION)
        claims = self._many("claims", forms.CLAIM)
        self._check_ids([*variables, *conditions, *claims], "")
        not_claims = self._many("not-claims", forms.NOT_A_CLAIM)
        evidence = self._evidence()
        if head is None or self.findings:
            return None
        return Thesis(
            id=head.id,
            title=head.title,
            language=head.language,
            root=head.root,
            pace=head.pace,
            source_text=source,
            slides=slides,
            not_claims=tuple(item.value for item in not_claims),
            digest=digest_of(self.files.content.items()),
            variables=_by_id(variables),
            conditions=_by_id(conditions),
            claims=_by_id(claims),
            **evidence,
        )

    def _head(self) -> Head | None:
        if not self.files.require("thesis.yaml", "a thesis is a folder with a thesis.yaml in it"):
            return None
        for stem in ("variables", "claims"):
            if not self.files.named(stem):
                self.files.require(f"{stem}.yaml", f"write {stem}.yaml or {stem}/*.yaml")
        head = self._read("thesis.yaml", forms.HEAD)
        if head is not None:
            self.language = head.language
            self._check_lines(head)
        return head

    def _check_lines(self, head: Head) -> None:
        """Hold what YAML says of the two names equal to what the digest reads off their lines."""
        for key in ("source", "evidence"):
            value = getattr(head, key)
            if value != line_value(self.files.folder.head, key):
                problem = f"the key {key!r} does not stand on a line of its own"
                self._report(
                    "thesis.yaml",
                    "CC023",
                    problem,
                    f"write '{key}: {value or '../evidence'}' on its own line",
                )

    def _source(self, head: Head) -> tuple[str, dict[str, Slide]]:
        """Return the text of the source and the slides in it; set `places` when both can be read."""
        name = head.source
        if name != line_value(self.files.folder.head, "source"):
            return "", {}  # it has been told
        if not self.files.require(name, "put the document there, letter by letter"):
            return "", {}
        desk = Desk(self.files.shown(name))
        text = decode(self.files.content[name], desk)
        self.findings += desk.findings
        if text is None or desk.findings:
            return "", {}
        slides = self._slides(head, text.removesuffix("\n").count("\n") + 1)
        complete = not any(finding.line for finding in self.findings)  # of thesis.yaml
        self.places = Places(text, slides, complete=complete)
        return text, slides

    def _slides(self, head: Head, lines: int) -> dict[str, Slide]:
        placed = [_Placed(at, slide) for at, slide in head.slides]
        self._check_ids(placed, "slide ")
        slides: dict[str, Slide] = {}
        for at, slide in placed:
            if slide.last_line <= lines:
                slides.setdefault(slide.id, slide)
            else:
                problem = f"slide {slide.id} ends at line {slide.last_line} of a source of {lines} lines"
                self.findings.append(finding(at, "CC017", problem, "count the lines of the source"))
        return slides

    def _evidence(self) -> dict[str, Any]:
        """Return the parts of the thesis that the evidence folder holds, by their names in the model."""
        home = self.files.folder.evidence
        if home is not None and not home.at.is_dir():
            self._report(
                "thesis.yaml", "CC018", f"there is no folder {home.shown}", "make it, or take the key out"
            )
        found = {name: self._many(f"evidence:{name}", kind) for name, kind in _EVIDENCE.items()}
        for name, items in found.items():
            self._check_ids(items, name.removesuffix("s") + " ")
        values = {name: [item.value for item in items] for name, items in found.items()}
        curves = CurveReader(self.files)
        offers = curves.offers(values["offers"])
        return {
            "sources": {source.id: source for source in values["sources"]},
            "series": curves.series(values["series"], offers),
            "offers": offers,
            "observations": tuple(values["observations"]),
            "events": tuple(values["events"]),
            "evidence": {each.id: each for each in values["statements"]},
        }

    def _many(self, stem: str, kind: Kind[Any]) -> list["_Placed"]:
        """Return every item of the lists in `stem.yaml` and `stem/*.yaml`, each with its position."""
        lists = (self._read(name, ListOf(_PlacedKind(kind))) for name in self.files.named(stem))
        return [item for items in lists if items is not None for item in items]

    def _read(self, name: str, kind: Kind[T]) -> T | None:
        desk = Desk(self.files.shown(name), self.places, self.language)
        text = decode(self.files.content[name], desk)
        node = compose(text, desk) if text is not None else None
        value = None
        if node is None and not desk.findings:
            desk.report(Position(), "CC008", "the file says nothing", "write [] for an empty list")
        elif node is not None:
            with suppress(Unreadable):
                value = kind.read(node, desk)
        self.findings += desk.findings
        return value

    def _check_ids(self, items: Iterable["_Placed"], what: str) -> None:
        first: dict[str, Position] = {}
        for at, value in items:
            known = first.setdefault(value.id, at)
            if known is not at:
                problem = f"the {what}id {value.id!r} is taken (by {known.file}:{known.line})"
                self.findings.append(finding(at, "CC014", problem, "choose another id"))

    def _report(self, name: str, rule: str, problem: str, remedy: str) -> None:
        self.findings.append(Finding(self.files.shown(name), 0, 0, rule, problem, remedy))


class _Placed(NamedTuple):
    """A part of the thesis, and where it stands."""

    at: Position
    value: Any


class _PlacedKind:
    """A kind whose value comes with its position: not every part of the model keeps its own."""

    def __init__(self, kind: Kind[Any]) -> None:
        self._kind = kind

    def read(self, node: Node, desk: Desk) -> _Placed:
        return _Placed(node.at, self._kind.read(node, desk))

    def schema(self, shared: Shared) -> Schema:
        return self._kind.schema(shared)


_EVIDENCE: dict[str, Kind[Any]] = {
    "sources": evidence_forms.SOURCE,
    "series": evidence_forms.SERIES,
    "offers": evidence_forms.OFFERS,
    "observations": evidence_forms.OBSERVATION,
    "events": evidence_forms.EVENT,
    "statements": evidence_forms.STATEMENT,
}


def _by_id(items: Iterable[_Placed]) -> dict[str, Any]:
    return {item.value.id: item.value for item in items}


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold the garbage collector off: half the time of reading is its looking at new, living nodes."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
