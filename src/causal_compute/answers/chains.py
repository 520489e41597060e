"""The chains of an answer: from a root to each condition of the gate and on to the focus.

May touch: the graph of `dag`, traversal. Must not know: questions, languages.
"""

from collections.abc import Iterator

from causal_compute.answers.document import Chain as ChainEntry
from causal_compute.answers.document import TreeNode
from causal_compute.dag import CausalGraph, mark
from causal_compute.model import VariableKind
from causal_compute.traverse import Chain, branches, chain_along, chains, other_roots

__all__ = ["chain_entry", "explaining", "other_branches"]

SHOWN = 3  # chains of a variable that no gate decides
BRANCHES = 2


def chain_entry(chain: Chain, gated_by: str | None = None) -> ChainEntry:
    """Return a chain as an answer shows it; `gated_by` is the condition that its last cause must reach."""
    return {
        "variables": list(chain.variables),
        "claims": list(chain.claims),
        "signs": [mark(signs) for signs in chain.signs],
        "sign": mark(chain.sign),
        "belief": round(chain.belief, 4),
        "constraint": chain.constraint,
        "gated_by": gated_by,
    }


def explaining(
    graph: CausalGraph, variable: str, tree: TreeNode | None
) -> tuple[list[ChainEntry], list[ChainEntry], bool]:
    """Return the chains that explain `variable`, other branches, and whether there are more.

    Under a gate it is the surest chain to each of its conditions, on through the claim that asks for it,
    and the surest one through a constraint where that passes none; without a gate, the surest chains of
    all. Chains begin at the thesis' root, or at another root where no chain leads there from it. Other
    branches share no claim with the first chain.
    """
    gated = dict(_gated(graph, variable, tree))
    found = [(chain, gated[chain]) for chain in gated]
    truncated = False
    if not found:
        plain, truncated = _surest(graph, variable, SHOWN)
        found = [(chain, None) for chain in plain]
    others = other_branches(graph, [chain for chain, _ in found])
    return [chain_entry(*each) for each in found], [chain_entry(each) for each in others], truncated


def _gated(graph: CausalGraph, focus: str, tree: TreeNode | None) -> Iterator[tuple[Chain, str | None]]:
    """Yield a chain and its condition for every condition of the focus' own gate claims."""
    for variable, claim, condition in _asked(tree, None):
        if graph.has_edge(variable, claim) and graph.has_edge(claim, focus):
            for path in _ways(graph, variable):
                if focus not in path:
                    yield chain_along(graph, (*path, claim, focus)), condition


def _ways(graph: CausalGraph, variable: str) -> Iterator[tuple[str, ...]]:
    """Yield the surest path from a root; where it passes no constraint, the surest through one as well."""
    before, _ = _surest(graph, variable, 1)
    if not before:
        yield (variable,)
        return
    yield before[0].path
    if before[0].constraint is None and graph.nodes[variable]["role"] is not VariableKind.CONSTRAINT:
        for last in chains(graph, variable, 1, to="constraint").best:
            for first in chains(graph, last.variables[0], 1).best:
                if not set(first.path[:-1]) & set(last.path):
                    yield (*first.path[:-1], *last.path)


def _asked(node: TreeNode | None, claim: str | None) -> Iterator[tuple[str, str, str | None]]:
    """Yield variable, claim and condition for every cause in a tree; nested gates keep their claim."""
    if node is None:
        return
    if node["type"] == "gate":
        for member in node["members"]:
            yield from _asked(member, node["claim"] or claim)
    elif claim is not None:
        yield node["variable"], claim, node["condition"] if node["type"] == "condition" else None


def _surest(graph: CausalGraph, variable: str, k: int) -> tuple[tuple[Chain, ...], bool]:
    for source in ("root", *other_roots(graph, variable)):
        found = chains(graph, variable, k, to=source)
        if found.best:
            return found.best, found.truncated
    return (), False


def other_branches(graph: CausalGraph, shown: list[Chain]) -> list[Chain]:
    """Return the surest chains that share no claim with the first one shown, and are not shown."""
    if not shown:
        return []
    known = {chain.claims for chain in shown}
    found = branches(graph, shown[0], BRANCHES + len(shown), to=shown[0].variables[0])
    return [chain for chain in found.best if chain.claims not in known][:BRANCHES]
