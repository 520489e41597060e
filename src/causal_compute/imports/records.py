"""What every format is read to: names, relations between them, and what was left out and why.

May touch: the model's closed vocabularies. Must not know: any format, how a thesis is written.

A reader yields these one after the other and keeps nothing, so that a file of any length can be read. Texts
stand here as the file has them: they are cleaned where they are gathered.
"""

from dataclasses import dataclass

from causal_compute.model import Change, GateOperator, Modality, VariableKind

__all__ = ["Dropped", "Item", "Name", "Noted", "Passage", "Relation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A thing that causes or is caused: `key` is how the file refers to it, `zh` and `en` what it is called.

    A language that the file does not have is empty. `kind` is the part that the file gives it.
    """

    key: str
    zh: str = ""
    en: str = ""
    definition: str = ""
    kind: VariableKind | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence that says so, and the document it stands in (a title, a CURIE, an address), if known."""

    text: str
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`causes`, each a key and its change, bring about a change of `effect`.

    `at` is the place in the file ("line 3"). `id`, `word`, `sign` and `belief` are the file's, as written;
    `context` is whatever else it says of the record. Records with one `claim` and one effect are one claim
    with several causes.
    """

    at: str
    causes: tuple[tuple[str, Change], ...]
    effect: str
    change: Change
    modality: Modality = Modality.CONTRIBUTORY
    operator: GateOperator = GateOperator.ALL
    feedback: bool = False
    claim: str = ""
    id: str = ""
    word: str = ""
    sign: str = ""
    belief: str = ""
    zh: str = ""
    en: str = ""
    passages: tuple[Passage, ...] = ()
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A record that was left out: the place, the `reason` (counted by it), and what stood there."""

    at: str
    reason: str
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Something that was kept, but not exactly as the file has it."""

    at: str
    reason: str
    what: str = ""


Item = Name | Relation | Dropped | Noted
