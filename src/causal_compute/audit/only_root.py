"""Is the thesis' root the only one?

May touch: the model, traversal. Must not know: dates.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute import dag
from causal_compute.assessment import beliefs
from causal_compute.audit.notes import Note, note
from causal_compute.model import Thesis, VariableKind
from causal_compute.traverse import other_roots, reaches_root

__all__ = ["check"]

NAME = "only-root"


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield the applications that stand on other roots, too, and those that stand on the root alone."""
    graph = dag.build(thesis, beliefs=beliefs(thesis, as_of))
    root = thesis.variables[thesis.root].label
    alone: list[str] = []
    for variable in thesis.variables.values():
        if variable.kind is not VariableKind.APPLICATION:
            continue
        others = other_roots(graph, variable.id)
        names = {lang: "、" if lang == "zh" else ", " for lang in ("zh", "en")}
        words = {
            lang: mark.join(thesis.variables[o].label.in_(lang) for o in others)
            for lang, mark in names.items()
        }
        label = variable.label
        if not reaches_root(graph, variable.id):
            zh = f"{label.zh}没有任何因果链通到{root.zh}"
            yield note(
                NAME, "against", zh=zh, en=f"{label.en}: no chain leads to {root.en}", variables=[variable.id]
            )
        elif others:
            yield note(
                NAME,
                "against",
                zh=f"{label.zh}除{root.zh}外还立在别的根上：{words['zh']}",
                en=f"{label.en}: stands on other roots beside {root.en}, namely {words['en']}",
                variables=[variable.id, *others],
            )
        else:
            alone.append(variable.id)
    if alone:
        yield note(
            NAME,
            "holds",
            zh=f"只立在{root.zh}上的应用有 {len(alone)} 个",
            en=f"applications that stand on {root.en} alone: {len(alone)}",
            variables=alone,
        )
