"""The closed vocabularies of a thesis: layers, kinds, changes, modalities and the rest.

May touch: nothing. Must not know: what is made of them. The package hands them on.
"""

from enum import StrEnum

__all__ = [
    "Basis",
    "Change",
    "ClaimKind",
    "Comparator",
    "EventKind",
    "GateOperator",
    "Layer",
    "Modality",
    "Seen",
    "Stance",
    "TextStatus",
    "VariableKind",
]


class Layer(StrEnum):
    """Who says so. Each layer is its own named graph, badge and filter."""

    THESIS = "thesis"  # the document says it
    CURATOR = "curator"  # we inferred or added it, with a reason
    EVIDENCE = "evidence"  # public figures say it
    DERIVED = "derived"  # computed from the rest


class VariableKind(StrEnum):
    """What part a variable plays in the thesis."""

    ROOT = "root"  # nothing in the thesis causes it; `Thesis.root` names the one the thesis is about
    CONSTRAINT = "constraint"  # a constraint of the root: cost curve, chip supply, power, capital ...
    FACTOR = "factor"  # stands between constraints and applications
    APPLICATION = "application"  # a leaf
    ENTITY = "entity"  # spoken about, but does not itself rise or fall: an architecture, a product


class ClaimKind(StrEnum):
    """What sort of statement a claim makes. Only `CAUSAL` claims have causes."""

    CAUSAL = "causal"
    TREND = "trend"
    LEVEL = "level"
    SHARE = "share"
    FORECAST = "forecast"
    COMPARISON = "comparison"
    ANALOGY = "analogy"
    WORLDVIEW = "worldview"
    DEFINITION = "definition"
    RATING = "rating"
    NORMATIVE = "normative"


class Change(StrEnum):
    """What happens to a variable. `sign` is its direction."""

    INCREASES = "increases"
    DECREASES = "decreases"
    BECOMES_VIABLE = "becomes-viable"  # an application crosses from impossible to worth while
    HOLDS = "holds"  # stays as it is
    CHANGES = "changes"  # moves, in a direction that is not said

    @property
    def sign(self) -> int:
        """+1 up, -1 down, 0 when the change has no direction."""
        return {"increases": 1, "becomes-viable": 1, "decreases": -1}.get(self.value, 0)


class Modality(StrEnum):
    """How the causes bear on the effect."""

    NECESSARY = "necessary"
    SUFFICIENT = "sufficient"
    NECESSARY_AND_SUFFICIENT = "necessary-and-sufficient"
    CONTRIBUTORY = "contributory"
    ENABLING = "enabling"
    PREVENTIVE = "preventive"
    RATE_LIMITING = "rate-limiting"
    CONSTITUTIVE = "constitutive"


class GateOperator(StrEnum):
    """How the members of a gate combine."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at_least"


class Comparator(StrEnum):
    """On which side of its threshold a condition is met."""

    AT_LEAST = ">="
    AT_MOST = "<="


class Basis(StrEnum):
    """Where a threshold comes from."""

    SOURCED = "sourced"  # a source gives the number
    DERIVED = "derived"  # reckoned from numbers, by a derivation that is written down
    ASSUMPTION = "assumption"  # ours; a range says how far it may be off


class Seen(StrEnum):
    """How a public figure was read."""

    PRIMARY = "primary"  # on the publisher's own page or in its own data
    SECONDARY = "secondary"  # reported by somebody else
    COMPUTED = "computed"  # reckoned by us from primary data


class Stance(StrEnum):
    """Which way a public statement speaks of a claim."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"  # true, but with another scope, figure or wording than the claim has
    CONTRADICTS = "contradicts"


class TextStatus(StrEnum):
    """How a text relates to its source."""

    VERBATIM = "verbatim"  # stands in the source, letter by letter
    TRANSLATION = "translation"  # of the verbatim text or of the other language's text
    PARAPHRASE = "paraphrase"  # our own words


class EventKind(StrEnum):
    """What happened to an application."""

    LAUNCH = "launch"
    BOOM = "boom"
    ADOPTION = "adoption"
    RETREAT = "retreat"
    FAILED_BOOM = "failed-boom"
