"""A claim as somebody asks for it, before anything of it is looked up.

May touch: nothing. Must not know: the thesis it is for, options of the command line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from causal_compute.model import Change, Layer, Modality, VariableKind

__all__ = ["Wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A claim as somebody asks for it: names for ids, words for places; "" is what was not said.

    `changes` maps a cause or the effect, named as in `causes` and `effect`, to what happens to it. `sign`
    is "+" if the effect moves as the causes do, "-" if against them. `gate` is "all", "any" or a number: at
    least so many.
    """

    causes: Sequence[str]
    effect: str
    quote: str = ""
    slide: str = ""
    prefix: str = ""
    relation: Modality = Modality.CONTRIBUTORY
    sign: str = ""
    changes: dict[str, Change] = field(default_factory=dict)
    conditions: Sequence[str] = ()
    gate: str = "all"
    layer: Layer | None = None
    why: str = ""
    en: str = ""
    zh: str = ""
    id: str = ""
    file: str = ""
    feedback: bool = False
    new_cause: VariableKind | None = None
    new_effect: VariableKind | None = None
    definition: str = ""
