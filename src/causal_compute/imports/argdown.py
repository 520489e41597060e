"""Argdown's JSON export: an argument map whose supports and attacks become links between what is argued.

May touch: the file it is told to read. Must not know: what is made of the relations.

A statement or an argument is a variable: how far it stands. Support raises what it supports, an attack or an
undercut lowers it. The premises of one inference act together on its conclusion; with them acts the argument
itself, where something supports or attacks it. Contraries and contradictories have no direction.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from causal_compute.errors import NoImportError
from causal_compute.imports.columns import flat
from causal_compute.imports.node_link import document
from causal_compute.imports.opening import shown
from causal_compute.imports.records import Dropped, Item, Name, Passage, Relation
from causal_compute.imports.words import NOT_CAUSAL, Meaning, meaning, normal
from causal_compute.model import Change, Modality

__all__ = ["read_argdown"]


def read_argdown(path: Path, more: Mapping[str, Meaning], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield the statements and arguments, then the relations between them and every inference."""
    del columns
    found = document(path)
    if not isinstance(found, dict) or not isinstance(found.get("statements"), dict):
        raise NoImportError(shown(path), "has no statements", "write it by `argdown json`")
    map_ = _Map(found)
    related = [each for each in _listed(found.get("relations")) if isinstance(each, dict)]
    argued = {_key(each, end) for each in related for end in ("from", "to")}
    yield from map_.names(argued)
    for number, relation in enumerate(related, start=1):
        yield map_.relation(f"relation {number}", relation, more)
    yield from map_.inferences(argued)


_SPEAKS = {"+": ("支持", "speaks for"), "-": ("反对", "speaks against"), "?": ("涉及", "bears on")}


class _Map:
    """The texts of an argument map, by key: "[title]" for a statement, "<title>" for an argument."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self.arguments: dict[str, Any] = (
            found["arguments"] if isinstance(found.get("arguments"), dict) else {}
        )
        sides = (("[{}]", found["statements"]), ("<{}>", self.arguments))
        self.parts = {form.format(title): part for form, parts in sides for title, part in parts.items()}

    def names(self, argued: set[str]) -> Iterator[Item]:
        for key, part in self.parts.items():
            if key in argued or key.startswith("["):
                yield Name(key=key, en=self.label(key), definition=self.text(key))
            elif not _listed(part.get("pcs") if isinstance(part, dict) else None):
                yield Dropped(at=key, reason="the argument supports and attacks nothing", what=self.text(key))

    def text(self, key: str) -> str:
        """Return the first words that the map has for a statement or argument."""
        part = self.parts.get(key)
        members = _listed(part.get("members")) if isinstance(part, dict) else []
        texts = (flat(each.get("text")).strip() for each in members if isinstance(each, dict))
        return next(filter(None, texts), "")

    def label(self, key: str) -> str:
        """Return what a statement or argument is called; its text where it has no title of its own."""
        title = key[1:-1]
        shown = self.text(key).rstrip(".") if title.startswith("Untitled ") else ""
        return (shown or title) if key.startswith("[") else f"{shown or title} (argument)"

    def relation(self, at: str, relation: Mapping[str, Any], more: Mapping[str, Meaning]) -> Item:
        cause, effect = _key(relation, "from"), _key(relation, "to")
        word = flat(relation.get("relationType"))
        what, means = f"{cause} {word} {effect}", meaning(word, more)
        if means is None:
            reason = NOT_CAUSAL.get(normal(word), "the relation word is not in the table")
            return Dropped(at=at, reason=reason, what=what)
        before, after = means.changes()
        return Relation(
            at=at,
            causes=((cause, before),),
            effect=effect,
            change=after,
            modality=means.modality,
            word=word,
            zh=f"“{self.label(cause)}”{_SPEAKS[means.sign][0]}“{self.label(effect)}”",
            en=f"“{self.label(cause)}” {_SPEAKS[means.sign][1]} “{self.label(effect)}”",
            passages=self.said(cause),
        )

    def said(self, *keys: str) -> tuple[Passage, ...]:
        """Return the texts of what is given as a reason."""
        return tuple(Passage(text=text, document=key) for key in keys if (text := self.text(key)))

    def inferences(self, argued: set[str]) -> Iterator[Item]:
        """Yield each step from premises to a conclusion; a conclusion on the way is a premise further on."""
        for title, argument in self.arguments.items():
            steps = _listed(argument.get("pcs")) if isinstance(argument, dict) else []
            premises: list[str] = []
            for number, step in enumerate(steps, start=1):
                key = f"[{flat(step.get('title'))}]" if isinstance(step, dict) else "[]"
                if "conclusion" not in (flat(step.get("role")) if isinstance(step, dict) else ""):
                    premises.append(key)
                    continue
                at = f"argument {title}, step {number}"
                causes = [*premises, *([f"<{title}>"] if f"<{title}>" in argued else [])]
                if not causes:
                    yield Dropped(at=at, reason="the inference has no premise", what=key)
                else:
                    yield self._inference(at, causes, key, step)
                premises = [key]

    def _inference(self, at: str, causes: list[str], effect: str, step: Mapping[str, Any]) -> Relation:
        inference = step.get("inference")
        reasons = [f"“{self.label(cause)}”" for cause in causes]
        rules = _listed(inference.get("inferenceRules")) if isinstance(inference, dict) else []
        return Relation(
            at=at,
            causes=tuple((cause, Change.INCREASES) for cause in dict.fromkeys(causes)),
            effect=effect,
            change=Change.INCREASES,
            modality=Modality.SUFFICIENT,
            word="inference",
            zh=f"{'与'.join(reasons)}推出“{self.label(effect)}”",
            en=f"{' and '.join(reasons)} together give “{self.label(effect)}”",
            passages=self.said(*causes),
            context=(("rules", ", ".join(map(flat, rules))),) if rules else (),
        )


def _key(relation: Mapping[str, Any], end: str) -> str:
    form = "<{}>" if flat(relation.get(f"{end}Type")) == "argument" else "[{}]"
    return form.format(flat(relation.get(end)))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
