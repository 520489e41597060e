"""The tools: each asks the graph one question and reports what it says.

May touch: the graph. Must not know: how an agent is connected.

A tool's docstring is what the model reads of it, as is the description of each argument.
"""

from collections import Counter
from threading import Lock
from typing import Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult
from pydantic import Field

from causal_compute.agents.arguments import (
    LONGEST,
    Cell,
    Courses,
    Day,
    Lang,
    Length,
    Name,
    Query,
    Question,
    Words,
)
from causal_compute.agents.cleaning import in_one_line
from causal_compute.agents.reporting import Detail, report
from causal_compute.agents.rows import found_document
from causal_compute.api import ClaimGraph, Reply
from causal_compute.audit import QUESTIONS
from causal_compute.render.listing import hit_lines
from causal_compute.stores.process import Limits

__all__ = ["Tools"]


class Tools:
    """The tools over one graph. Strangers' queries get at most `seconds`, one at a time."""

    def __init__(self, graph: ClaimGraph, seconds: float = 10.0) -> None:
        self._graph = graph
        self._limits = Limits(seconds=seconds, memory=1 << 30, size=8 << 20)
        self._asking, self._querying = Lock(), Lock()

    def why(
        self,
        question: Question,
        detail: Length = "short",
        as_of: Day = None,
        lang: Lang = None,
    ) -> CallToolResult:
        """Answer a question about an application or a cause: why now, why not yet, compare, what it rests on.

        The answer has a status (met, expected, unmet, unknown), the condition that binds, the proof tree, the
        surest causal chains to the root with their belief (0 to 1), claims with quotes, and sources. Only
        names of this thesis are understood; an unknown one is an error with near names.
        """
        with self._asking:
            return self._told(self._graph.why(question, as_of=as_of), detail, lang)

    def when(
        self,
        applications: Annotated[
            str, Field(max_length=LONGEST, description="Names of applications; all if not given.")
        ] = "",
        detail: Length = "short",
        as_of: Day = None,
        lang: Lang = None,
    ) -> CallToolResult:
        """Say when applications became or will become viable; without a name, list all and how they stand.

        Dates come with p10, p50 and p90 over simulated futures: a spread, not a promise.
        """
        with self._asking:
            return self._told(self._graph.when(applications, as_of=as_of), detail, lang)

    def whatif(  # noqa: PLR0913, PLR0917 - a scenario has these parts
        self,
        application: Annotated[
            str,
            Field(max_length=LONGEST, description="Also rank what moves this application's date most."),
        ] = "",
        settings: Annotated[
            Courses,
            Field(description='Courses to set: "NAME=halts", "NAME.fold_per_year=3", "NAME.per_year=6".'),
        ] = [],  # noqa: B006 - never changed; a schema wants a list
        given: Annotated[
            Courses, Field(description="Courses to take as observed, written as settings are.")
        ] = [],  # noqa: B006 - the same
        without: Annotated[Courses, Field(description="Ids of claims, sources or voices to leave out.")] = [],  # noqa: B006 - the same
        detail: Length = "short",
        as_of: Day = None,
        lang: Lang = None,
    ) -> CallToolResult:
        """Show which applications move, and by how much, if something went another way. Takes seconds.

        Give an application, or a change, or both.
        """
        with self._asking:
            found = self._graph.whatif(
                application, settings=settings, given=given, left_out=without, as_of=as_of
            )
            return self._told(found, detail, lang)

    def trace(  # noqa: PLR0913, PLR0917 - as the command has them
        self,
        name: Name,
        to: Annotated[
            str,
            Field(max_length=LONGEST, description='Trace back to "root", to "constraint", or to a name.'),
        ] = "root",
        k: Annotated[int, Field(ge=1, le=50, description="How many chains, surest first.")] = 5,
        detail: Length = "short",
        as_of: Day = None,
        lang: Lang = None,
    ) -> CallToolResult:
        """Trace something back along causal claims to the root or to a cause: the `k` surest chains."""
        with self._asking:
            return self._told(self._graph.trace(name, to=to, k=k, as_of=as_of), detail, lang)

    def impact(
        self,
        name: Name,
        falls: Annotated[bool, Field(description="Ask of its fall instead of its rise.")] = False,
        detail: Length = "short",
        as_of: Day = None,
        lang: Lang = None,
    ) -> CallToolResult:
        """Show what a rise (or fall) of something reaches: each variable with a sign and its best chain."""
        with self._asking:
            return self._told(self._graph.impact(name, falls=falls, as_of=as_of), detail, lang)

    def show(
        self, name: Name, detail: Length = "short", as_of: Day = None, lang: Lang = None
    ) -> CallToolResult:
        """Show all that is known of a variable, condition, claim, source, series or public fact.

        For a source, series or fact the document is a provenance: its figures and who uses them.
        """
        with self._asking:
            return self._told(self._graph.show(name, as_of=as_of), detail, lang)

    def evidence(
        self, name: Name, detail: Length = "short", as_of: Day = None, lang: Lang = None
    ) -> CallToolResult:
        """Show what speaks for and against a claim (or all claims on a variable), and how far it is believed.

        Statements of one group are not independent. "qualifies" means that the figure is of another scope.
        """
        with self._asking:
            return self._told(self._graph.evidence(name, as_of=as_of), detail, lang)

    def audit(
        self,
        only: Annotated[
            str | None,
            Field(max_length=60, description=f"One question of the audit: {', '.join(QUESTIONS)}."),
        ] = None,
        detail: Length = "short",
        as_of: Day = None,
        lang: Lang = None,
    ) -> CallToolResult:
        """Tell where evidence, numbers and forecasts disagree with the thesis. Ask it before trusting it."""
        with self._asking:
            found = self._graph.audit(only, as_of=as_of)
        asked = Counter(note["question"] for note in found.document["notes"])
        counts = ", ".join(f"{name} {count}" for name, count in asked.items())
        text = f"Notes by question: {counts or 'none'}.\n\n{found.text(lang)}"
        return report(found.document, text, detail, narrower="for one question with only=NAME")

    def search(
        self,
        words: Words,
        most: Annotated[int, Field(ge=1, le=100, description="How many, best first.")] = 10,
    ) -> CallToolResult:
        """Find variables, conditions, claims and sources by words in their names, texts and quotes.

        Returns ids, which every other tool takes.
        """
        with self._asking:
            hits = self._graph.search(words, most=most)
        text = (
            "\n".join(hit_lines(hits, "both")) or f"Nothing holds the words {words!r}; use fewer, or others."
        )
        return report({"hits": list(hits)}, text, "full", narrower="with a smaller `most`")

    def sparql(
        self,
        query: Query,
        parameters: Annotated[
            dict[Cell, Cell],
            Field(description='Of a shipped query, by name: {"application": ID}.', max_length=10),
        ] = {},  # noqa: B006 - never changed; a schema wants an object
        rows: Annotated[int, Field(ge=1, le=1000, description="The most rows or triples to return.")] = 100,
    ) -> CallToolResult:
        """Put a SPARQL query, or a shipped one by its name, to the graph.

        The resource causal-compute://queries lists the shipped ones. A query only reads; updates, SERVICE and
        FROM of anything else are refused, and one that takes too long is ended: use LIMIT.
        """
        with self._querying:
            found = self._graph.queries.ask(query, parameters, limits=self._limits)
        document, text = found_document(found, rows)
        return report(document, text, "full", narrower="for fewer rows, or with a LIMIT")

    def _told(self, found: Reply[Any], detail: Detail, lang: str | None) -> CallToolResult:
        if not found:
            raise ToolError(in_one_line(found.text(lang)))
        read = [f"Read {each['matched']!r} as {each['id']}." for each in found.readings]
        text = "\n".join([*read, found.text(lang)])
        return report(found.document, text, detail, narrower="of one thing by its name")
