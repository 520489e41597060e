"""Every question that can be put to a thesis, a method each; the command line calls these.

May touch: everything below, imported on use. Must not know: terminals, HTTP, notebooks.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from causal_compute.api.reply import Reply
from causal_compute.compiled import TRACED, Compiled
from causal_compute.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from causal_compute.answers.backtest import Backtest
    from causal_compute.answers.document import Answer
    from causal_compute.answers.evidence import BothSides
    from causal_compute.answers.provenance import Provenance
    from causal_compute.answers.whatif import WhatIf
    from causal_compute.answers.when import When
    from causal_compute.api.queries import Found, Queries
    from causal_compute.api.tables import Table
    from causal_compute.audit import Audit
    from causal_compute.model import Thesis


__all__ = ["Day", "Questions", "day"]

Day = date | str | None
"""A day to answer for: a date, an ISO date, or today."""


def day(as_of: Day = None) -> date:
    """Return the day to answer for: today if none is given. The only place that asks the clock.

    Raises:
        UsageError: a text that is no ISO date.

    >>> day("2024-02-29")
    datetime.date(2024, 2, 29)

    """
    if as_of is None:
        return datetime.now().astimezone().date()
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError as err:
        raise UsageError(f"{as_of!r} is no day; write it as 2026-11-22") from err


class Questions:
    """A thesis that can be questioned.

    Words name things as on the command line: by id or by name, in Chinese or English, misspelt within
    reason. `as_of` is the day to answer for, a date or "2026-11-22"; today if not given. Methods raise the
    errors of `causal_compute.errors`: BadDataError where the files are no thesis, NothingFoundError where
    words name nothing (answers about a variable come back empty instead, with near misses).
    """

    def __init__(
        self, folder: str | None = None, layers: tuple[str, ...] = (), without: tuple[str, ...] = ()
    ) -> None:
        self.folder, self.layers, self.without = folder, layers, without
        self._compiled = Compiled(folder, layers, without)
        self._queries: Queries | None = None

    @property
    def thesis(self) -> Thesis:
        """The thesis as it was read."""
        return self._compiled.thesis

    @property
    def queries(self) -> Queries:
        """The whole as quads that SPARQL is put to."""
        if self._queries is None:
            from causal_compute.api.queries import Queries

            self._queries = Queries(self.thesis, self.layers)
        return self._queries

    def why(self, words: str, *, as_of: Day = None) -> Reply[Answer]:
        """Answer a question in words: why, why not yet, when, what if, compare, trace, evidence.

        >>> Questions().why("why not robots yet", as_of="2026-11-22")["status"]
        'unknown'

        """
        return _answered(self._compiled.ask(words, day(as_of)))

    def trace(self, words: str, *, to: str = "root", k: int = TRACED, as_of: Day = None) -> Reply[Answer]:
        """Return the `k` surest chains to what is named, from `to`: "root", "constraint" or a name."""
        return _answered(self._compiled.trace(words, day(as_of), to=to, k=k))

    def impact(self, words: str, *, falls: bool = False, as_of: Day = None) -> Reply[Answer]:
        """Return what a rise of what is named reaches; its fall, if `falls`."""
        return _answered(self._compiled.impact(words, day(as_of), falls=falls))

    def show(self, words: str, *, as_of: Day = None) -> Reply[Answer] | Reply[Provenance]:
        """Return all that is known of a variable, condition or claim, or what stands behind a figure's id."""
        from causal_compute.answers.provenance import provenance

        behind = provenance(self.thesis, words, day(as_of))
        if behind is not None:
            return Reply("provenance", behind, "en")
        return _answered(self._compiled.show(words, day(as_of)))

    def when(self, words: str = "", *, as_of: Day = None) -> Reply[When]:
        """Return when the applications named (none: all) became or become viable, with the spread."""
        found, language = self._compiled.when(words, day(as_of))
        return Reply("when", found, language, self._compiled.readings(words))

    def whatif(
        self,
        words: str = "",
        *,
        settings: Sequence[str] = (),
        given: Sequence[str] = (),
        left_out: Sequence[str] = (),
        as_of: Day = None,
    ) -> Reply[WhatIf]:
        """Return which applications move, and what moves the one that is named most.

        `settings` set courses ("compute=halts", "inference-cost.fold_per_year=3"), `given` takes them as
        observed, `left_out` leaves out claims, sources, voices.

        Raises:
            UsageError: nothing is named and nothing changes, or a course cannot be read.

        """
        from causal_compute.answers.whatif import what_if
        from causal_compute.model import Layer
        from causal_compute.outlook.rows import Scenario
        from causal_compute.outlook.settings import parse

        if not (words or settings or given or left_out):
            raise UsageError("name an application, or what is to change: --set, --given or --without")
        compiled, thesis = self._compiled, self.thesis
        chosen, language = compiled.applications(words) if words else ([], "en")
        scenario = Scenario(
            layers=frozenset(map(Layer, self.layers)) or None,
            settings=parse(settings, thesis, compiled.meant),
            given=parse(given, thesis, compiled.meant),
        )
        found = what_if(
            thesis,
            day(as_of),
            scenario,
            application=chosen[0] if chosen else None,
            settings=settings,
            given=given,
            left_out=left_out,
        )
        return Reply("whatif", found, language, compiled.readings(words))

    def evidence(self, words: str, *, as_of: Day = None) -> Reply[BothSides]:
        """Return what speaks for and against a claim, or every claim on a variable, and the belief."""
        found, language = self._compiled.evidence(words, day(as_of))
        return Reply("evidence", found, language, self._compiled.readings(words))

    def audit(self, only: str | None = None, *, as_of: Day = None) -> Reply[Audit]:
        """Return where evidence, numbers and forecasts disagree with the thesis; one question if `only`.

        Raises:
            UsageError: `only` is no question of the audit.

        """
        from causal_compute.audit import QUESTIONS, audit

        if only is not None and only not in QUESTIONS:
            raise UsageError(f"{only!r} is no question of the audit; one of {', '.join(QUESTIONS)}")
        return Reply("audit", audit(self.thesis, day(as_of), only), "en")

    def backtest(self, *, as_of: Day = None) -> Reply[Backtest]:
        """Return how well forecasts made in the past would have done, beside three baselines."""
        return Reply("backtest", self._compiled.record(day(as_of)), "en")

    def sparql(
        self,
        query: str,
        parameters: Mapping[str, str] | None = None,
        *,
        seconds: float = 30.0,
        engine: str = "oxigraph",
    ) -> Found:
        """Return what a query finds: the name of a shipped one with `parameters`, or a text.

        A text runs in a process of its own for at most `seconds`; `queries.ask` takes other limits.

        Raises:
            QueryError: the query is not well formed, or would write or reach outside.
            LimitError: it is too large, or took too long.
            NothingFoundError: no shipped query has this name, or nothing the name a parameter is given.

        """
        from causal_compute.stores.process import Limits

        return self.queries.ask(query, parameters, engine=engine, limits=Limits(seconds=seconds))

    def search(self, words: str, *, most: int = 20) -> Table:
        """Return at most `most` variables, conditions, claims and sources that the words are found in."""
        from causal_compute.answers.search import search
        from causal_compute.api.tables import Table

        return Table(map(dict, search(words, self.thesis, self._compiled.lexicon, most)))


def _answered(answer: Answer) -> Reply[Answer]:
    return Reply("answer", answer, answer["language"])
