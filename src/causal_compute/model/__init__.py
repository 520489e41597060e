"""What a thesis is: claims, the variables they join, their conditions, and the facts beside them.

May touch: nothing; plain frozen data, standard library only. Must not know: files, graphs, questions.

Everything here is parsed once by a reader and never changes. All else (the DAG, the RDF dataset, the
answers) is derived from a `Thesis`. Layers are never mixed: every part says who says so.
"""

from causal_compute.model.claims import (
    Cause,
    Claim,
    Condition,
    Effect,
    Gate,
    Measure,
    Variable,
)
from causal_compute.model.facts import (
    Event,
    Evidence,
    Observation,
    Point,
    Series,
    Source,
)
from causal_compute.model.kinds import (
    Basis,
    Change,
    ClaimKind,
    Comparator,
    EventKind,
    GateOperator,
    Layer,
    Modality,
    Seen,
    Stance,
    TextStatus,
    VariableKind,
)
from causal_compute.model.texts import (
    NotAClaim,
    Position,
    Quote,
    Slide,
    Text,
)
from causal_compute.model.thesis import (
    Thesis,
)

__all__ = [
    "Basis",
    "Cause",
    "Change",
    "Claim",
    "ClaimKind",
    "Comparator",
    "Condition",
    "Effect",
    "Event",
    "EventKind",
    "Evidence",
    "Gate",
    "GateOperator",
    "Layer",
    "Measure",
    "Modality",
    "NotAClaim",
    "Observation",
    "Point",
    "Position",
    "Quote",
    "Seen",
    "Series",
    "Slide",
    "Source",
    "Stance",
    "Text",
    "TextStatus",
    "Thesis",
    "Variable",
    "VariableKind",
]
