"""Figures that depend on their scope: where evidence on one claim gives several, each of something else.

May touch: the model. Must not know: belief.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute.audit.notes import Note, note
from causal_compute.audit.said import said_of
from causal_compute.model import Evidence, Layer, Thesis
from causal_compute.wording import figure_in, quantity_words

__all__ = ["check"]

NAME = "scopes"
SEVERAL = 2


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield the document's figures beside evidence in the same unit whose scopes and figures differ."""
    for claim in thesis.claims.values():
        if claim.layer is not Layer.THESIS or claim.quantity is None:
            continue
        found = [
            each
            for each in said_of(claim, thesis, as_of)
            if each.scope is not None
            and each.quantity is not None
            and each.quantity.unit == claim.quantity.unit
        ]
        if len({(each.quantity.low, each.quantity.high) for each in found if each.quantity}) < SEVERAL:
            continue
        zh = "；".join(_figure(each, "zh") for each in found)
        en = "; ".join(_figure(each, "en") for each in found)
        yield note(
            NAME,
            "against",
            zh=f"“{claim.text.zh}”要看是什么的份额或数量，各范围的数字不同：{zh}",
            en=f'"{claim.text.en}" depends on what it is a figure of: {en}',
            claims=[claim.id],
            evidence=[each.id for each in found],
        )


def _figure(each: Evidence, language: str) -> str:
    quantity, scope = each.quantity, each.scope
    if quantity is None or scope is None:
        return ""
    figure = figure_in(quantity_words(quantity), language)
    return f"{figure}（{scope.zh}）" if language == "zh" else f"{figure} ({scope.en})"
