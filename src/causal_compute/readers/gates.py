"""The causes of a claim: gates of all, any or at least k, which nest.

May touch: nothing. Must not know: what the claims are about.
"""

from typing import Any

from causal_compute.model import Cause, Change, Gate, GateOperator
from causal_compute.readers.findings import Desk
from causal_compute.readers.kinds import ID, Choice, Kind, Schema, Shared, Whole, near
from causal_compute.readers.nodes import Mapping, Node
from causal_compute.readers.records import Field, ListOf, Record

__all__ = ["CAUSE", "GATE", "GateKind"]

CAUSE = Record(
    "cause",
    (
        Field("variable", ID, "The variable that causes", "作为原因的变量", required=True),
        Field("change", Choice(Change), "What happens to it", "它如何变化", required=True),
        Field("condition", ID, "The condition that it must reach", "它必须达到的条件"),
    ),
    lambda values, _at, _desk: Cause(**values),
)

_HOW = "write all: [...], any: [...] or at_least: {k: ..., of: [...]}"


class _Member:
    """A cause, or a gate inside a gate."""

    def read(self, node: Node, desk: Desk) -> Cause | Gate:
        """Return the cause or the gate that `node` writes."""
        inner = isinstance(node, Mapping) and set(node.entries) & {str(op) for op in GateOperator}
        return GATE.read(node, desk) if inner else CAUSE.read(node, desk)

    def schema(self, shared: Shared) -> Schema:
        """Return either form."""
        return {"oneOf": [CAUSE.schema(shared), GATE.schema(shared)]}


_MEMBERS = ListOf(_Member(), least=1)


def _at_least(values: dict[str, Any], at: Any, desk: Desk) -> Gate:  # noqa: ANN401 - a builder's signature
    if values["k"] > len(values["of"]):
        problem = f"at least {values['k']} of {len(values['of'])} members"
        raise desk.refuse(at, "CC010", problem, "k is at most the number of members")
    return Gate(operator=GateOperator.AT_LEAST, members=values["of"], k=values["k"])


_AT_LEAST = Record(
    "at_least",
    (
        Field("k", Whole(), "How many must hold", "至少成立几个", required=True),
        Field("of", _MEMBERS, "The members", "成员", required=True),
    ),
    _at_least,
)


class GateKind:
    """A mapping with one key, the operator of the gate."""

    def read(self, node: Node, desk: Desk) -> Gate:
        """Return the gate that `node` writes."""
        if not isinstance(node, Mapping) or len(node.entries) != 1:
            raise desk.refuse(node.at, "CC008", "causes that are not one gate", _HOW)
        ((key, (at, inner)),) = node.entries.items()
        operators = [str(op) for op in GateOperator]
        if key not in operators:
            raise desk.refuse(at, "CC006", f"unknown gate {key[:40]!r}", f"{near(key, operators)} ({_HOW})")
        if key == GateOperator.AT_LEAST:
            return _AT_LEAST.read(inner, desk)
        return Gate(operator=GateOperator(key), members=_MEMBERS.read(inner, desk))

    def schema(self, shared: Shared) -> Schema:
        """Return a reference to the gate, which refers to itself."""
        if "gate" not in shared:
            shared["gate"] = {}  # set before its members ask for it
            members: dict[str, Kind[object]] = {"all": _MEMBERS, "any": _MEMBERS, "at_least": _AT_LEAST}
            shared["gate"] = {
                "type": "object",
                "properties": {key: kind.schema(shared) for key, kind in members.items()},
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
            }
        return {"$ref": "#/$defs/gate"}


GATE = GateKind()
