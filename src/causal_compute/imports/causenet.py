"""CauseNet: one relation a line, with every sentence, list or infobox it was taken from.

May touch: the file it is told to read. Must not know: what is made of the relations.

`{"causal_relation": {"cause": {"concept": ..}, "effect": {"concept": ..}}, "sources": [{"type": ..,
"payload": ..}]}`. The sample without sources is a JSON list of the same. What causes is taken to bring more
of its effect.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from causal_compute.imports.columns import flat
from causal_compute.imports.node_link import document
from causal_compute.imports.opening import head
from causal_compute.imports.records import Dropped, Item, Name, Passage, Relation
from causal_compute.imports.tables import objects
from causal_compute.imports.words import Meaning, meaning

__all__ = ["read_causenet"]

_DOCUMENT = {
    "clueweb12_sentence": ("clueweb12_page_reference", "clueweb12_page_id"),
    "wikipedia_sentence": ("wikipedia_page_title", "wikipedia_page_id"),
}
"""Source type -> where its payload names the document; lists and infoboxes hold no sentence."""


def read_causenet(path: Path, more: Mapping[str, Meaning], columns: Mapping[str, str]) -> Iterator[Item]:
    """Yield both concepts of every line, and the relation between them with its sentences."""
    del columns
    for at, record in _listed(path) if head(path).lstrip().startswith(b"[") else objects(path):
        if isinstance(record, Dropped):
            yield record
        else:
            yield from _relation(at, record, meaning("causes", more) or Meaning("+"))


def _listed(path: Path) -> Iterator[tuple[str, dict[str, object] | Dropped]]:
    for number, record in enumerate(document(path), start=1):
        at = f"record {number}"
        whole = isinstance(record, dict)
        yield at, record if whole else Dropped(at=at, reason="the record is no object", what=flat(record))


def _relation(at: str, record: Mapping[str, Any], means: Meaning) -> Iterator[Item]:
    ends = record.get("causal_relation")
    cause, effect = (flat(ends.get(end)) if isinstance(ends, dict) else "" for end in ("cause", "effect"))
    if not cause.strip() or not effect.strip():
        yield Dropped(
            at=at, reason="no cause" if not cause.strip() else "no effect", what=f"{cause} -> {effect}"
        )
        return
    yield from (Name(key=key, en=key.replace("_", " ")) for key in (cause, effect))
    listed = record.get("sources")
    sources = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    before, after = means.changes()
    yield Relation(
        at=at,
        causes=((cause, before),),
        effect=effect,
        change=after,
        modality=means.modality,
        word="causes",
        passages=tuple(_passages(sources)),
        context=(("sources", str(len(sources))),) if sources else (),
    )


def _passages(sources: list[dict[str, Any]]) -> Iterator[Passage]:
    for source in sources:
        payload = source.get("payload")
        if not isinstance(payload, dict):
            continue
        sentence = payload.get("sentence")
        text = flat(sentence.get("surface")) if isinstance(sentence, dict) else flat(sentence)
        keys = _DOCUMENT.get(flat(source.get("type")), ())
        named = next((flat(payload[key]) for key in keys if flat(payload.get(key))), "")
        if text.strip():
            wikipedia = flat(source.get("type")).startswith("wikipedia")
            yield Passage(text=text, document=f"Wikipedia: {named}" if wikipedia and named else named)
