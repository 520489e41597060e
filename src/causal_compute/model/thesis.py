"""A thesis: one document and all that is encoded of it.

May touch: nothing. Must not know: files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from causal_compute.model.claims import Claim, Condition, Variable
from causal_compute.model.facts import Event, Evidence, Observation, Offers, Series, Source
from causal_compute.model.texts import NotAClaim, Slide, Text
from causal_compute.quantity import Quantity

__all__ = ["Thesis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thesis:
    """One document and all that is encoded of it, by id and in file order.

    `root` is the id of the variable the thesis reduces everything to. `pace` is how many times better a year
    what it speaks of gets, by its own word or its curator's. `digest` is the BLAKE2b hash of
    every file that was read, in hexadecimal: two theses with the same digest are the same. `muted` are voices
    (groups) that are not listened to: see `selection`.
    """

    id: str
    title: Text
    language: str
    root: str
    source_text: str
    slides: Mapping[str, Slide]
    variables: Mapping[str, Variable]
    conditions: Mapping[str, Condition]
    claims: Mapping[str, Claim]
    not_claims: tuple[NotAClaim, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    offers: Mapping[str, Offers] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    events: tuple[Event, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    muted: frozenset[str] = frozenset()
    pace: Quantity | None = None
    digest: str = ""
