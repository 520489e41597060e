"""Every variable's answer, computed from a thesis at a date: tree, chains, what it hangs on, what follows.

May touch: the model, traversal, the timeline. Must not know: questions, languages, caches.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from causal_compute import dag
from causal_compute.answers.chains import chain_entry, explaining
from causal_compute.answers.document import (
    Answer,
    EventEntry,
    FactEntry,
    Focus,
    GapEntry,
    HangsOn,
    Loop,
    Shock,
)
from causal_compute.answers.entries import event_entry, fact_entry, loop_entry, text_entry
from causal_compute.answers.expectations import expectation, expecting
from causal_compute.answers.tables import with_tables
from causal_compute.answers.trees import tree
from causal_compute.answers.walk import binding_condition, conditions
from causal_compute.assessment import beliefs
from causal_compute.model import Layer, Thesis
from causal_compute.outlook.document import Outlook
from causal_compute.outlook.rows import Scenario, outlook
from causal_compute.timeline import facts
from causal_compute.traverse import (
    ancestors,
    constraints,
    dominators,
    gaps,
    impact,
    loops,
    minimum_cut,
    other_roots,
    prove,
)

__all__ = ["compile_answers"]

FACTS = 12  # figures shown of each condition: the latest
LAYERS = (Layer.THESIS, Layer.CURATOR, Layer.EVIDENCE)


def compile_answers(thesis: Thesis, as_of: date, layers: Iterable[str] = ()) -> dict[str, Answer]:
    """Return the answer of every variable, by id, as of a day; `layers` keeps these only (none: all).

    Cost: a few milliseconds a variable at a hundred claims, the graph being built once; and a run of the
    futures for what is not met yet, about a second for forty conditions.
    """
    compiler = _Compiler(thesis, as_of, frozenset(map(Layer, layers)) or frozenset(LAYERS))
    return {variable: compiler.answer(variable) for variable in thesis.variables}


def _outlook(thesis: Thesis, as_of: date, layers: frozenset[Layer]) -> Mapping[str, Outlook]:
    """Return when applications are expected; without evidence nothing can be forecast."""
    if Layer.EVIDENCE not in layers:
        return {}
    return outlook(thesis, as_of, Scenario(layers=None if layers == frozenset(LAYERS) else layers))


class _Compiler:
    """One thesis, seen through some layers at one date."""

    def __init__(self, thesis: Thesis, as_of: date, layers: frozenset[Layer]) -> None:
        self.thesis, self.as_of, self.layers = thesis, as_of, layers
        self.beliefs = beliefs(thesis, as_of)
        self.graph = dag.build(thesis, layers=layers, beliefs=self.beliefs)
        self.loops = loops(dag.build(thesis, layers=layers, beliefs=self.beliefs, feedback=True))
        self.gaps = gaps(thesis, self.graph)
        self.outlook = _outlook(thesis, as_of, layers)

    def answer(self, variable: str) -> Answer:
        """Return the answer to "why this variable"; other intents use other parts of it."""
        proved = prove(self.thesis, variable, self.as_of, layers=self.layers)
        looked = self.outlook.get(variable)
        root = None if proved is None else expecting(tree(proved, self.thesis), looked)
        shown, branches, truncated = explaining(self.graph, variable, root)
        found: Answer = {
            "question": variable,
            "language": "en",
            "readings": [],
            "unread": [],
            "intent": "why",
            "layers": [layer.value for layer in LAYERS if layer in self.layers],
            "focus": [self.focus(variable)],
            "status": "unknown" if root is None else root["status"],
            "as_of": self.as_of.isoformat(),
            "binding": binding_condition(root),
            "since": None if root is None else root["since"],
            "expected": expectation(looked),
            "tree": root,
            "chains": shown,
            "constraints": list(constraints(self.graph, variable)),
            "other_roots": list(other_roots(self.graph, variable)),
            "branches": branches,
            "about": self.about(variable),
            "direction": "+",
            "shocks": self.shocks(variable),
            "hangs_on": self.hangs_on(variable),
            "loops": self.loops_behind(variable),
            "gaps": self.gaps_in({variable, *(node["condition"] for node in conditions(root))}),
            "events": self.events(variable),
            "facts": self.facts(variable),
            "others": [],
            "variables": {},
            "conditions": {},
            "claims": {},
            "sources": {},
            "near_misses": [],
            "truncated": truncated,
        }
        return with_tables(found, self.thesis, self.beliefs)

    def focus(self, variable: str) -> Focus:
        """Return the variable as the focus of an answer."""
        known = self.thesis.variables[variable]
        label = text_entry(known.label)
        return {"id": variable, "kind": known.kind.value, "label": label, "opposite": False}

    def about(self, variable: str) -> list[str]:
        """Return the claims that speak of the variable: first those on it as effect, in file order."""
        kept = [claim for claim in self.thesis.claims.values() if claim.layer in self.layers]
        first = [claim.id for claim in kept if claim.effect.variable == variable]
        named = [claim.id for claim in kept if variable in set(claim.variables())]
        return list(dict.fromkeys([*first, *named]))

    def shocks(self, variable: str) -> list[Shock]:
        """Return what a rise of the variable reaches, the surest first."""
        return [
            {"variable": shock.variable, "sign": dag.mark(shock.signs), "chain": chain_entry(shock.chain)}
            for shock in impact(self.graph, variable)
        ]

    def hangs_on(self, variable: str) -> HangsOn:
        """Return what every chain from the root shares, and a smallest set of claims that cuts them all."""
        return {
            "dominators": list(dominators(self.graph, variable)),
            "cut": sorted(minimum_cut(self.graph, variable)),
        }

    def loops_behind(self, variable: str) -> list[Loop]:
        """Return the feedback loops that run through the variable or its causes."""
        behind = ancestors(self.graph, variable) | {variable}
        return [loop_entry(loop) for loop in self.loops if behind.issuperset(loop.variables)]

    def gaps_in(self, named: set[str]) -> list[GapEntry]:
        """Return what is missing about these variables and conditions."""
        return [{"kind": gap.kind.value, "id": gap.id} for gap in self.gaps if gap.id in named]

    def events(self, variable: str) -> list[EventEntry]:
        """Return what was seen to happen to an application by the date, in order of dates."""
        seen = [event for event in self.thesis.events if event.application == variable]
        dated = sorted(seen, key=lambda event: event.date.latest)
        return [event_entry(event) for event in dated if event.date.latest <= self.as_of]

    def facts(self, variable: str) -> list[FactEntry]:
        """Return the dated figures that bear on conditions of the variable, each once, latest last."""
        shown: dict[tuple[str, str, str], FactEntry] = {}
        for condition in self.thesis.conditions.values():
            if condition.variable == variable:
                unit = None if condition.measure is None else condition.measure.threshold.unit
                dated = [fact for fact in facts(condition, self.thesis) if fact.date.latest <= self.as_of]
                for entry in (fact_entry(fact, unit) for fact in dated[-FACTS:]):
                    shown[entry["date"]["verbatim"], entry["verbatim"], entry["text"]["en"]] = entry
        return list(shown.values())
