"""A flat record, by the names of its columns or keys: which of them is the cause, the sign, the quote ...

May touch: the table of words. Must not know: whether the record is a row, a line of JSON or an edge.

CSV, JSONL, node-link JSON and GraphML all come down to records of named values, so they share these names.
`docs/imports.md` prints them.
"""

import re
from collections.abc import Iterable, Mapping

from causal_compute.imports.records import Dropped, Name, Noted, Passage, Relation
from causal_compute.imports.words import NOT_CAUSAL, Meaning, meaning, normal, sign_of
from causal_compute.model import Change, GateOperator, Modality, VariableKind

__all__ = ["FIELDS", "NODE_FIELDS", "flat", "name_of", "named", "relation_of"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "cause": ("cause", "source", "from", "subject", "src", "start", "causes", "source_id", "原因"),
    "effect": ("effect", "target", "to", "object", "dst", "end", "target_id", "结果"),
    "relation": ("relation", "predicate", "relationship", "interaction", "verb", "edge_type", "type", "关系"),
    "sign": ("sign", "polarity", "符号"),
    "belief": ("belief", "confidence", "probability", "weight", "score", "置信度"),
    "quote": ("quote", "sentence", "evidence", "quotes", "引文", "原文"),
    "document": ("document", "citation", "reference", "url", "doi", "pmid", "slide", "出处"),
    "claim": ("claim", "claim_id"),
    "id": ("id", "edge_id", "key"),
    "modality": ("modality",),
    "gate": ("gate", "operator"),
    "cause_change": ("cause_change",),
    "effect_change": ("effect_change",),
    "feedback": ("feedback",),
    "text_zh": ("text_zh",),
    "text_en": ("text_en", "text"),
    "source_label": ("source_label", "cause_label"),
    "target_label": ("target_label", "effect_label"),
}
"""Field -> the names that a column or key of it may have, the first that is there being taken."""

NODE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "zh": ("label_zh", "zh", "名称"),
    "en": ("label_en", "en"),
    "label": ("label", "name", "title"),
    "kind": ("kind", "role", "variable_kind"),
    "definition": ("definition", "description"),
    "aliases": ("aliases", "alias", "synonyms"),
}
"""The same for the attributes of nodes."""

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KINDS = {str(kind): kind for kind in VariableKind}
_CHANGES = {str(change): change for change in Change}
_MODALITIES = {str(modality): modality for modality in Modality}


def named(keys: Iterable[str], fields: Mapping[str, tuple[str, ...]] = FIELDS) -> dict[str, str]:
    """Return which of `keys` holds each field that one of them holds.

    >>> named(["Source", "target", "Sign"])
    {'cause': 'Source', 'effect': 'target', 'sign': 'Sign'}

    """
    known = {key.strip().casefold().replace(" ", "_").replace("-", "_"): key for key in reversed([*keys])}
    found = {
        field: next((known[name] for name in names if name in known), None) for field, names in fields.items()
    }
    return {field: key for field, key in found.items() if key is not None}


def flat(value: object) -> str:
    """Return a value of JSON as text: a scalar as written, nothing for null, true or false as words.

    >>> flat(None), flat(True), flat("0.90"), flat({"concept": "rain"})
    ('', 'true', '0.90', 'rain')

    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        inner = next((value[key] for key in ("label", "name", "concept", "id", "text") if key in value), None)
        return inner if isinstance(inner, str) else ""
    return value if isinstance(value, str) else ""


def several(value: object) -> list[str]:
    """Return a value of JSON that may be one or a list as texts, empty ones left out."""
    texts = map(flat, value) if isinstance(value, list) else [flat(value)]
    return [text.strip() for text in texts if text.strip()]


def name_of(key: str, node: Mapping[str, object]) -> Name:
    """Return what a node is called; its `key` where it has no label."""
    by = named(node, NODE_FIELDS)
    said = {field: flat(node.get(key)).strip() for field, key in by.items()}
    zh, en, label = (said.get(field, "") for field in ("zh", "en", "label"))
    if not zh and (en or _CHINESE.search(label)):  # beside a label_en, the label is in the other language
        zh, label = label, ""
    listed = node.get(by.get("aliases", ""))
    aliases = several(listed) if isinstance(listed, list) else flat(listed).split(";")
    return Name(
        key=key,
        zh=zh,
        en=en or label,
        kind=next(
            filter(None, (_KINDS.get(flat(node.get(key)).casefold()) for key in NODE_FIELDS["kind"])), None
        ),
        definition=said.get("definition", ""),
        aliases=tuple(alias.strip() for alias in (label, *aliases) if alias.strip()),
    )


def relation_of(
    at: str, record: Mapping[str, object], by: Mapping[str, str], more: Mapping[str, Meaning]
) -> list[Relation | Dropped | Noted]:
    """Return the relation that a record states, with what is noted of it; or why it is dropped.

    `by` says which key holds each field, `more` what words mean beyond the table.
    """
    said = {field: flat(record.get(key)).strip() for field, key in by.items()}
    causes, effects = (several(record.get(by.get(field, ""))) for field in ("cause", "effect"))
    what = f"{' + '.join(causes)} {said.get('relation', '') or '->'} {' + '.join(effects)}"
    if not causes or len(effects) != 1:
        missing = "no cause" if not causes else "no effect" if not effects else "several effects"
        return [Dropped(at=at, reason=missing, what=what)]
    means, noted = _meaning(at, said, what, more)
    if means is None:
        return [*noted]
    if said.get("gate", "") not in {"", "any", "all"}:
        noted.append(
            Noted(at=at, reason="a gate that is neither all nor any; it is taken for all", what=what)
        )
    before, after = means.changes()
    found = Relation(
        at=at,
        causes=tuple((cause, _CHANGES.get(said.get("cause_change", ""), before)) for cause in causes),
        effect=effects[0],
        change=_CHANGES.get(said.get("effect_change", ""), after),
        modality=_MODALITIES.get(said.get("modality", ""), means.modality),
        operator=GateOperator.ANY if said.get("gate") == "any" else GateOperator.ALL,
        feedback=said.get("feedback", "").casefold() in {"true", "1", "yes"},
        claim=said.get("claim", ""),
        id=said.get("id", ""),
        word=said.get("relation", ""),
        sign=said.get("sign", ""),
        belief=said.get("belief", ""),
        zh=said.get("text_zh", ""),
        en=said.get("text_en", ""),
        passages=_passages(record.get(by.get("quote", "")), said.get("document", "")),
        context=tuple(
            (key, flat(record[key])) for key in record if key not in by.values() and flat(record[key])
        ),
    )
    return [*noted, found]


def _meaning(
    at: str, said: Mapping[str, str], what: str, more: Mapping[str, Meaning]
) -> tuple[Meaning | None, list[Dropped | Noted]]:
    """Return what sign and relation word say together: the sign decides where the two disagree."""
    word, written = said.get("relation", ""), said.get("sign", "")
    sign, means = sign_of(written) if written else None, meaning(word, more)
    noted: list[Dropped | Noted] = []
    if written and sign is None:
        noted.append(Noted(at=at, reason="the sign is not understood and taken as unknown", what=written))
        sign = None if means else "?"
    if means is None and word:
        reason = NOT_CAUSAL.get(normal(word))
        if reason or sign is None:
            return None, [Dropped(at=at, reason=reason or "the relation word is not in the table", what=what)]
        noted.append(
            Noted(at=at, reason="the relation word is not in the table; its sign was taken", what=word)
        )
    if sign is None:
        return means or Meaning("?"), noted
    if means is not None and means.sign not in {sign, "?"} and sign != "?":
        noted.append(Noted(at=at, reason="sign and relation word disagree; the sign was taken", what=what))
        means = None
    return Meaning(sign) if means is None or means.sign != sign else means, noted


def _passages(value: object, document: str) -> tuple[Passage, ...]:
    """Return the sentences of a record: a text, or a list of texts or of objects with text and document."""
    found = []
    for each in value if isinstance(value, list) else [value]:
        own = flat(each.get("document")) if isinstance(each, Mapping) else ""
        if text := flat(each).strip() if not isinstance(each, Mapping) else flat(each.get("text")).strip():
            found.append(Passage(text=text, document=own or document))
    return tuple(found)
