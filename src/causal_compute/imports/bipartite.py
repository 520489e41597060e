"""Graphs in which claims are nodes of their own: folded back to a relation a claim.

May touch: flat attributes. Must not know: whether JSON or XML holds them.

Our own graphs, and argument maps of others, run from causes to a claim (perhaps through gates) and from the
claim to its effect. `kind` tells such nodes. Links are held until the end, for a claim needs all of its own.
"""

from collections.abc import Iterator, Mapping

from causal_compute.imports.columns import flat, named, relation_of
from causal_compute.imports.records import Dropped, Item, Noted
from causal_compute.imports.words import sign_of

__all__ = ["ClaimNodes"]

_GATE = "gate"
_WHY_BESIDE = {
    "condition": "a condition beside the claims; conditions are not imported",
    "evidence": "evidence beside the claims; it is not imported",
}
_CHANGE_OF = {"+": "increases", "-": "decreases", "?": "changes", None: "changes"}

Attributes = Mapping[str, object]


class ClaimNodes:
    """The nodes of a graph that are no variables, and the links at them."""

    def __init__(self) -> None:
        self._nodes: dict[str, tuple[str, str, Attributes]] = {}
        self._into: dict[str, list[tuple[str, Attributes]]] = {}
        self._out: dict[str, list[tuple[str, Attributes]]] = {}

    def node(self, at: str, key: str, attributes: Attributes) -> bool:
        """Take a node and report true if it is a claim, a gate, a condition or evidence."""
        kind = flat(attributes.get("kind")).casefold()
        if kind not in {"claim", _GATE, *_WHY_BESIDE}:
            return False
        self._nodes[key] = (kind, at, attributes)
        return True

    def link(self, link: Attributes) -> bool:
        """Take a link and report true if one of its ends is such a node."""
        source, target = flat(link.get("source")), flat(link.get("target"))
        if source not in self._nodes and target not in self._nodes:
            return False
        self._into.setdefault(target, []).append((source, link))
        self._out.setdefault(source, []).append((target, link))
        return True

    def relations(self) -> Iterator[Item]:
        """Yield the relation of every claim, and why there is none for what is no causal claim."""
        for key, (kind, at, attributes) in self._nodes.items():
            if kind in _WHY_BESIDE:
                yield Dropped(at=at, reason=_WHY_BESIDE[kind], what=key)
            elif kind == "claim":
                yield from self._claim(key, at, attributes)

    def _claim(self, key: str, at: str, attributes: Attributes) -> Iterator[Item]:
        effects = [(end, link) for end, link in self._out.get(key, ()) if end not in self._nodes]
        gates: list[str] = []
        causes = [*self._causes(key, gates, set())]
        if not causes or len(effects) != 1:
            reason = "a claim without causes" if not causes else "a claim without one effect"
            yield Dropped(at=at, reason=f"{reason} is no causal claim", what=key)
            return
        if len(gates) > 1:
            yield Noted(at=at, reason="gates in gates became one gate of all", what=key)
        effect, link = effects[0]
        record: dict[str, object] = {**attributes, "claim": key, "effect": effect}
        if len(gates) == 1:
            record["gate"] = flat(self._nodes[gates[0]][2].get("operator"))
        after = _change(link, flat(attributes.get("change")))
        for number, (cause, before) in enumerate(causes):
            one = {**record, "cause": cause, "cause_change": before, "effect_change": after}
            if number:
                one.pop("quote", None)
            by = {
                field: name for field, name in named(one).items() if field not in {"relation", "id", "sign"}
            }
            yield from relation_of(at, one, {**by, "cause": "cause", "effect": "effect"}, {})

    def _causes(self, key: str, gates: list[str], seen: set[str]) -> Iterator[tuple[str, str]]:
        """Yield what leads to a claim, through gates or not, with its change."""
        for source, link in self._into.get(key, ()):
            kind = self._nodes[source][0] if source in self._nodes else "variable"
            if kind == "variable":
                yield source, _change(link, "")
            elif kind == _GATE and source not in seen:
                seen.add(source)
                gates.append(source)
                yield from self._causes(source, gates, seen)


def _change(link: Attributes, own: str) -> str:
    """Return the change at one end of a claim: said so, or by the sign of its link."""
    said = flat(link.get("change")) or own
    return said or _CHANGE_OF[sign_of(flat(link.get("sign")) or "?")]
