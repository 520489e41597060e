"""An answer's chains, as many as are wanted and from where they are wanted.

May touch: the model, traversal. Must not know: questions, languages.
"""

from datetime import date

from causal_compute import dag
from causal_compute.answers.chains import chain_entry, other_branches
from causal_compute.answers.document import Answer
from causal_compute.answers.tables import with_tables
from causal_compute.assessment import beliefs
from causal_compute.model import Layer, Thesis
from causal_compute.traverse import chains, dominators, minimum_cut

__all__ = ["traced"]


def traced(answer: Answer, thesis: Thesis, *, to: str, k: int) -> Answer:
    """Return `answer` as a trace of its focus: the `k` surest chains from `to`, and what they hang on.

    `to` is "root", "constraint" (the nearest one on each chain) or a variable's id.

    Raises:
        NothingFoundError: `to` is none of these.

    """
    known = beliefs(thesis, date.fromisoformat(answer["as_of"]))
    graph = dag.build(thesis, layers=frozenset(map(Layer, answer["layers"])), beliefs=known)
    focus = answer["focus"][0]["id"]
    found = chains(graph, focus, k, to=to)
    shown = list(found.best)
    traced_answer: Answer = {
        **answer,
        "intent": "trace",
        "chains": [chain_entry(chain) for chain in shown],
        "branches": [chain_entry(chain) for chain in other_branches(graph, shown)],
        "hangs_on": {
            "dominators": list(dominators(graph, focus, to=to)),
            "cut": sorted(minimum_cut(graph, focus, to=to)),
        },
        "truncated": found.truncated,
    }
    return with_tables(traced_answer, thesis, known)
