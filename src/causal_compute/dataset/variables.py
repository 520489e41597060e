"""Variables, and the conditions on them, as quads.

May touch: terms, variables and conditions. Must not know: claims, files, formats.
"""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, Quad

from causal_compute.dataset.quotes import quoted
from causal_compute.dataset.terms import Node, Space, boolean, iri, reason, words
from causal_compute.model import Condition, Measure, Variable
from causal_compute.vocabulary import BASES, CC, LAYERS, SKOS, VARIABLE_CLASSES, unit_iri

__all__ = ["condition_quads", "variable_quads"]


def variable_quads(space: Space, variable: Variable) -> Iterator[Quad]:
    """Yield a variable: a SKOS concept with its names in both languages."""
    node, layer = space.layered(variable.id, variable.layer)
    yield from layer
    yield from node.is_a(CC.VARIABLE, VARIABLE_CLASSES[variable.kind], SKOS.CONCEPT)
    yield from node.has(SKOS.IN_SCHEME, space.itself.iri)
    yield from node.has(SKOS.PREF_LABEL, *words(variable.label))
    yield from node.has(CC.SHORT_LABEL, *words(variable.short))
    yield from node.has(SKOS.DEFINITION, *words(variable.definition))
    yield from _names(node, SKOS.ALT_LABEL, variable.aliases)
    yield from _names(node, CC.OPPOSITE_LABEL, variable.opposites)
    if variable.unit is not None:
        yield from node.has(CC.HAS_UNIT, iri(unit_iri(variable.unit)))
    if variable.why is not None:
        yield from node.has(CC.WHY, *reason(variable.why))
    yield from quoted(space, node, variable.quotes)


def condition_quads(space: Space, condition: Condition) -> Iterator[Quad]:
    """Yield a condition. Its measure lies in its own layer: the curator may measure what a thesis says."""
    node, layer = space.layered(condition.id, condition.layer)
    yield from layer
    yield from node.is_a(CC.CONDITION)
    yield from node.has(SKOS.PREF_LABEL, *words(condition.label))
    yield from node.has(CC.OF_VARIABLE, space.iri(condition.variable))
    if condition.why is not None:
        yield from node.has(CC.WHY, *reason(condition.why))
    if condition.measure is not None:
        measured = space.node(condition.id, condition.measure.layer)
        yield from _measure(space, measured, condition.measure)
    yield from quoted(space, node, condition.quotes)


def _measure(space: Space, condition: Node, measure: Measure) -> Iterator[Quad]:
    node = condition.part("measure")
    yield from condition.has(CC.HAS_MEASURE, node.iri)
    yield from node.is_a(CC.MEASURE)
    yield from node.has(CC.IN_LAYER, iri(LAYERS[measure.layer]))
    yield from node.has(SKOS.PREF_LABEL, *words(measure.label))
    yield from node.has(CC.COMPARATOR, Literal(measure.comparator.value))
    yield from node.has(CC.HAS_BASIS, iri(BASES[measure.basis]))
    yield from node.has(CC.IN_SAMPLE, boolean(truth=measure.in_sample))
    yield from node.has(CC.WHY, *reason(measure.why))
    yield from node.measures(CC.THRESHOLD, measure.threshold)
    if measure.series is not None:
        yield from node.has(CC.OF_SERIES, space.iri(measure.series, "series"))


def _names(node: Node, property_: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[Quad]:
    for language, aliases in names.items():
        yield from node.has(property_, *(Literal(alias, language=language) for alias in aliases))
