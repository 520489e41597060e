"""Questions put to the graph: what causes what, since when, how surely, and what it hangs on.

May touch: the model, the timeline, the graph of `dag`; networkx. Must not know: answers, rendering, files.

Pure functions. None recurses along a chain or lists all paths, so a deep or dense graph costs time in
proportion to its size, and a search that could take longer has a budget and says when it was cut short.
"""

from causal_compute.traverse.cuts import dominators, minimum_cut
from causal_compute.traverse.gaps import Gap, GapKind, gaps, gaps_behind
from causal_compute.traverse.gates import is_gate_claim
from causal_compute.traverse.loops import Loop, closing_claims, loops, unmarked
from causal_compute.traverse.paths import Chain, Chains, branches, chain_along, chains, count_chains
from causal_compute.traverse.proof import prove, viability
from causal_compute.traverse.reach import (
    Shock,
    ancestors,
    constraints,
    descendants,
    impact,
    other_roots,
    reaches_root,
)
from causal_compute.traverse.signs import signs_between, signs_from
from causal_compute.traverse.trees import ConditionProof, DriverProof, GateProof, Proof, binding, leaves

__all__ = [
    "Chain",
    "Chains",
    "ConditionProof",
    "DriverProof",
    "Gap",
    "GapKind",
    "GateProof",
    "Loop",
    "Proof",
    "Shock",
    "ancestors",
    "binding",
    "branches",
    "chain_along",
    "chains",
    "closing_claims",
    "constraints",
    "count_chains",
    "descendants",
    "dominators",
    "gaps",
    "gaps_behind",
    "impact",
    "is_gate_claim",
    "leaves",
    "loops",
    "minimum_cut",
    "other_roots",
    "prove",
    "reaches_root",
    "signs_between",
    "signs_from",
    "unmarked",
    "viability",
]
