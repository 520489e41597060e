"""Hops on the way from the root to the applications that no sentence of the document supports.

May touch: the model, traversal. Must not know: dates of conditions.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute import dag
from causal_compute.assessment import beliefs
from causal_compute.audit.notes import Note, note
from causal_compute.audit.said import said_of
from causal_compute.model import Layer, Stance, Thesis, VariableKind
from causal_compute.traverse import chains

__all__ = ["check"]

NAME = "unsupported-hops"


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield, for the surest chain to each application, the claims that only the curator makes."""
    graph = dag.build(thesis, beliefs=beliefs(thesis, as_of))
    for variable in thesis.variables.values():
        if variable.kind is not VariableKind.APPLICATION:
            continue
        best = chains(graph, variable.id, 1, to="root").best
        if not best:
            continue
        chain = best[0]
        ours = [claim for claim in chain.claims if thesis.claims[claim].layer is Layer.CURATOR]
        unbacked = [
            claim for claim in ours if not any(said_of(thesis.claims[claim], thesis, as_of, Stance.SUPPORTS))
        ]
        said, total = len(chain.claims) - len(ours), len(chain.claims)
        zh, en = _told(total, len(ours), len(unbacked))
        yield note(
            NAME,
            "against" if unbacked else "holds",
            zh=f"{variable.label.zh}：{zh}",
            en=f"{variable.label.en}: {en}",
            claims=unbacked,
            variables=[variable.id],
            figures={"steps": total, "said": said, "added": len(ours), "without_evidence": len(unbacked)},
        )


def _told(total: int, added: int, unbacked: int) -> tuple[str, str]:
    if not added:
        return (
            f"最可信的链有 {total} 步，都是原文说的",
            f"the document says all {total} steps on the surest chain",
        )
    zh = f"最可信的链有 {total} 步，其中 {added} 步由编者补上，{unbacked} 步没有公开证据"
    en = f"of {total} steps on the surest chain the curator adds {added}, {unbacked} without public evidence"
    return zh, en
