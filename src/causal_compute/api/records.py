"""The parts of a thesis as flat records, for tables.

May touch: the model, overview rows. Must not know: questions, who shows the table.
"""

from collections.abc import Iterable, Sequence

from causal_compute.answers.overview import Row
from causal_compute.api.tables import Table
from causal_compute.assessment import beliefs
from causal_compute.model import Thesis

__all__ = ["claim_records", "condition_records", "variable_records"]


def variable_records(rows: Iterable[Row]) -> Table:
    """Return overview rows flat: `status`, `since` (an ISO day) and `binding` are None without a gate."""
    return Table(
        {
            "id": row["id"],
            "kind": row["kind"],
            "layer": row["layer"],
            "zh": row["label"]["zh"],
            "en": row["label"]["en"],
            "slide": row["slide"],
            "status": row["status"],
            "since": None if row["since"] is None else row["since"]["earliest"],
            "binding": row["binding"],
        }
        for row in rows
    )


def condition_records(thesis: Thesis) -> Table:
    """Return every condition; `comparator`, `threshold` and `unit` are None where nothing is measured."""
    return Table(
        {
            "id": condition.id,
            "variable": condition.variable,
            "layer": condition.layer.value,
            "zh": condition.label.zh,
            "en": condition.label.en,
            "comparator": condition.measure and condition.measure.comparator.value,
            "threshold": condition.measure and condition.measure.threshold.centre,
            "unit": condition.measure and condition.measure.threshold.unit,
            "series": condition.measure and condition.measure.series,
        }
        for condition in thesis.conditions.values()
    )


def claim_records(thesis: Thesis, layers: Sequence[str] = ()) -> Table:
    """Return the claims of these layers (none: all).

    `causes` are ids, joined by the gate `op` ("all", "any", "at_least"; None where the claim is not causal).
    `belief` is the computed probability, 0 to 1.
    """
    believed = beliefs(thesis)
    return Table(
        {
            "id": claim.id,
            "kind": claim.kind.value,
            "layer": claim.layer.value,
            "zh": claim.text.zh,
            "en": claim.text.en,
            "op": None if claim.causes is None else claim.causes.operator.value,
            "causes": ()
            if claim.causes is None
            else tuple(cause.variable for cause in claim.causes.causes()),
            "effect": claim.effect.variable,
            "change": claim.effect.change.value,
            "belief": round(believed[claim.id], 4),
            "slide": claim.quotes[0].slide if claim.quotes else None,
            "quote": claim.quotes[0].exact if claim.quotes else None,
        }
        for claim in thesis.claims.values()
        if not layers or claim.layer.value in layers
    )
