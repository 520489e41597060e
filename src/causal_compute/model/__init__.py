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
    Falsifier,
    Gate,
    Measure,
    Outcome,
    Variable,
)
from causal_compute.model.facts import (
    Best,
    Cost,
    Derivation,
    Event,
    Evidence,
    Level,
    Observation,
    Offer,
    Offers,
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
    "Best",
    "Cause",
    "Change",
    "Claim",
    "ClaimKind",
    "Comparator",
    "Condition",
    "Cost",
    "Derivation",
    "Effect",
    "Event",
    "EventKind",
    "Evidence",
    "Falsifier",
    "Gate",
    "GateOperator",
    "Layer",
    "Level",
    "Measure",
    "Modality",
    "NotAClaim",
    "Observation",
    "Offer",
    "Offers",
    "Outcome",
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
