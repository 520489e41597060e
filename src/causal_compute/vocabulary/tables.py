"""The term that stands for each value of the model's enumerations.

May touch: the model's enumerations. Must not know: quads, files, queries.
"""

from causal_compute.model import (
    Basis,
    Change,
    ClaimKind,
    EventKind,
    GateOperator,
    Layer,
    Modality,
    Seen,
    Stance,
    TextStatus,
    VariableKind,
)
from causal_compute.vocabulary.ours import CC
from causal_compute.vocabulary.ours import NAMESPACE as _NS

__all__ = [
    "BASES",
    "CHANGES",
    "CLAIM_CLASSES",
    "EVENT_CLASSES",
    "LAYERS",
    "MODALITIES",
    "OPERATORS",
    "SEEN",
    "STANCES",
    "TEXT_PROPERTIES",
    "VARIABLE_CLASSES",
]

VARIABLE_CLASSES = {
    VariableKind.ROOT: CC.ROOT_VARIABLE,
    VariableKind.CONSTRAINT: CC.CONSTRAINT,
    VariableKind.FACTOR: CC.FACTOR,
    VariableKind.APPLICATION: CC.APPLICATION_VARIABLE,
    VariableKind.ENTITY: CC.ENTITY,
}
CLAIM_CLASSES = {kind: CC(f"{_NS}{kind.value.capitalize()}Claim") for kind in ClaimKind}
EVENT_CLASSES = {kind: CC(_NS + kind.value.title().replace("-", "")) for kind in EventKind}
MODALITIES = {modality: CC(_NS + modality.value.title().replace("-", "")) for modality in Modality}
CHANGES = {
    Change.INCREASES: CC.INCREASE,
    Change.DECREASES: CC.DECREASE,
    Change.BECOMES_VIABLE: CC.BECOMING_VIABLE,
    Change.HOLDS: CC.HOLDING,
    Change.CHANGES: CC.CHANGING,
}
OPERATORS = {GateOperator.ALL: CC.ALL, GateOperator.ANY: CC.ANY, GateOperator.AT_LEAST: CC.AT_LEAST}
LAYERS = {layer: CC(f"{_NS}{layer.value.capitalize()}Layer") for layer in Layer}
BASES = {basis: CC(f"{_NS}{basis.value.capitalize()}Basis") for basis in Basis}
SEEN = {seen: CC(f"{_NS}{seen.value.capitalize()}Seen") for seen in Seen}
STANCES = {
    Stance.SUPPORTS: CC.SUPPORTS,
    Stance.QUALIFIES: CC.QUALIFIES,
    Stance.CONTRADICTS: CC.CONTRADICTS,
}
TEXT_PROPERTIES = {
    TextStatus.VERBATIM: CC.VERBATIM_TEXT,
    TextStatus.TRANSLATION: CC.TRANSLATED_TEXT,
    TextStatus.PARAPHRASE: CC.PARAPHRASED_TEXT,
}
