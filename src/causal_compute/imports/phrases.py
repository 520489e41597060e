"""The words of a claim, in both languages, from what happens to its causes and its effect.

May touch: the closed vocabularies. Must not know: where the claim comes from.
"""

from collections.abc import Sequence

from causal_compute.model import Change, GateOperator, Modality

__all__ = ["sentence"]

_EN = {
    Change.INCREASES: "rises",
    Change.DECREASES: "falls",
    Change.BECOMES_VIABLE: "becomes viable",
    Change.HOLDS: "holds",
    Change.CHANGES: "changes",
}
_ZH = {
    Change.INCREASES: "上升",
    Change.DECREASES: "下降",
    Change.BECOMES_VIABLE: "变得可行",
    Change.HOLDS: "不变",
    Change.CHANGES: "变化",
}
_NOT_EN = {
    Change.INCREASES: "is kept from rising",
    Change.DECREASES: "is kept from falling",
    Change.BECOMES_VIABLE: "is kept from becoming viable",
    Change.HOLDS: "does not hold",
    Change.CHANGES: "is kept from changing",
}


def sentence(
    causes: Sequence[tuple[str, str, Change]],
    effect: tuple[str, str, Change],
    operator: GateOperator = GateOperator.ALL,
    modality: Modality = Modality.CONTRIBUTORY,
) -> tuple[str, str]:
    """Return a claim in words, Chinese and English; a variable is its two names and its change.

    >>> sentence([("雨", "rain", Change.INCREASES)], ("旱", "drought", Change.DECREASES))
    ('雨上升，则旱下降', 'When rain rises, drought falls')

    """
    together = operator is GateOperator.ALL
    prevents = modality is Modality.PREVENTIVE
    zh = ("且" if together else "或").join(f"{name}{_ZH[change]}" for name, _, change in causes)
    en = (" and " if together else " or ").join(f"{name} {_EN[change]}" for _, name, change in causes)
    kept = f"{effect[1]} {_NOT_EN[effect[2]] if prevents else _EN[effect[2]]}"
    return f"{zh}，则{'阻止' if prevents else ''}{effect[0]}{_ZH[effect[2]]}", f"When {en}, {kept}"
