"""A thesis loaded: what it is made of, as graphs and tables, and its page. Its questions are in `questions`.

May touch: everything below, imported on use. Must not know: terminals, HTTP.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from causal_compute.api.questions import Day, Questions, day
from causal_compute.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rdflib import Dataset

    from causal_compute.answers.document import Answer
    from causal_compute.answers.overview import Open, Row
    from causal_compute.api.tables import Table
    from causal_compute.dag import CausalGraph
    from causal_compute.explorer.notebook import PageView

__all__ = ["ClaimGraph", "load"]


def load(folder: str | None = None, *, layers: Sequence[str] = (), without: Sequence[str] = ()) -> ClaimGraph:
    """Return a thesis folder as a graph that can be questioned; the packaged deck if no folder is named.

    `layers` ("thesis", "curator", "evidence") keeps what these say (none: all). `without` leaves out claims,
    evidence, sources, series, conditions or voices by name. Files are read when the first question needs
    them, and answers come from the cache where the sources have not changed.
    """
    return ClaimGraph(folder, tuple(layers), tuple(without))


class ClaimGraph(Questions):
    """A thesis of causal claims: questioned by methods, taken apart into tables and graphs, drawn as a page.

    Make one with `load`.
    """

    def __repr__(self) -> str:
        thesis = self.thesis
        return (
            f"<{type(self).__name__} {thesis.id}: {len(thesis.variables)} variables, "
            f"{len(thesis.conditions)} conditions, {len(thesis.claims)} claims>"
        )

    # What the graph is

    @property
    def dag(self) -> CausalGraph:
        """The causal claims as a networkx graph in which claims are nodes, too; made anew at each call.

        `causal_compute.dag` says what its attributes are; `dag.influences(graph)` is variable to variable.
        """
        from causal_compute import dag
        from causal_compute.model import Layer

        return dag.build(self.thesis, layers=frozenset(map(Layer, self.layers)) or None)

    @property
    def dataset(self) -> Dataset:
        """The whole as an rdflib Dataset, a named graph for each layer; made anew at each call."""
        from causal_compute.dataset import to_rdflib

        return to_rdflib(self.queries.quads, self.queries.prefixes)

    # Tables

    def rows(self, of: str, *, as_of: Day = None) -> list[Row]:
        """Return what `list` prints: "applications", "variables", "conditions", "claims" and so on.

        Raises:
            UsageError: there is no such list.

        """
        from causal_compute.answers.overview import LISTS, rows

        if of not in LISTS:
            raise UsageError(f"no list of {of!r}; one of {', '.join(LISTS)}")
        return rows(self.thesis, of, self.layers, self._compiled.answers(day(as_of)))

    def applications(self, *, as_of: Day = None) -> Table:
        """Return the applications: how each stands, since when, and the condition that binds."""
        return self._variables("applications", as_of)

    def variables(self, *, as_of: Day = None) -> Table:
        """Return every variable."""
        return self._variables("variables", as_of)

    def conditions(self) -> Table:
        """Return every condition: its variable, threshold and unit."""
        from causal_compute.api.records import condition_records

        return condition_records(self.thesis)

    def claims(self) -> Table:
        """Return every claim: its causes and effect, belief, layer, quote and slide."""
        from causal_compute.api.records import claim_records

        return claim_records(self.thesis, self.layers)

    def gaps(self) -> Open:
        """Return where the chains break, where loops close, what has no data."""
        from causal_compute.answers.overview import left_open

        return left_open(self.thesis)

    def _variables(self, of: str, as_of: Day) -> Table:
        from causal_compute.api.records import variable_records

        return variable_records(self.rows(of, as_of=as_of))

    # The page

    def page(
        self, question: str | None = None, *, sparql: bool = True, stock: bool = False, as_of: Day = None
    ) -> PageView:
        """Return the explorer, one offline HTML file, as a notebook shows it; `.page` are its bytes.

        `question` is what it opens with; without `sparql` it is a fifth of the size; `stock` is pyvis' own
        page, which loads from the network.

        Raises:
            UsageError: the question names nothing, or does not go with the page.

        """
        from causal_compute.explorer.notebook import PageView
        from causal_compute.explorer.whole import whole_page

        thesis, today = self.thesis, day(as_of)
        opening = partial(self._opening, question, today) if question else None
        written = whole_page(
            thesis, self._compiled.answers, today, question=opening, sparql=sparql, stock=stock
        )
        return PageView(written.encode(), title=thesis.title.in_(thesis.language))

    def _opening(self, question: str, today: date) -> Answer:
        answer = self._compiled.ask(question, today)
        if not answer["focus"]:
            near = ", ".join(miss["id"] for miss in answer["near_misses"][:3])
            hint = f"did you mean {near}?" if near else "`causal-compute list` names what there is"
            raise UsageError(f"--ask {question!r}: no variable is named; {hint}")
        return answer
