"""The arguments that tools take: their bounds, and what a model reads of each.

May touch: nothing. Must not know: the graph.
"""

from typing import Annotated, Literal

from pydantic import Field

from causal_compute.agents.reporting import Detail

__all__ = ["LONGEST", "Cell", "Courses", "Day", "Lang", "Length", "Name", "Query", "Question", "Words"]

LONGEST = 500  # characters of a question; the library answers no longer one

Words = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Name = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST,
        description="A name in English or Chinese, or an id; `search` finds both.",
    ),
]
Length = Annotated[
    Detail,
    Field(description="short: the best of each list, for a context; full: all, up to 200,000 characters."),
]
Day = Annotated[
    str | None,
    Field(
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        description="Answer as of this day (2026-11-22) from the facts dated up to it; today if not given.",
    ),
]
Lang = Annotated[
    Literal["en", "zh"] | None,
    Field(description="The language of the text; that of the question if not given."),
]
Courses = Annotated[list[Words], Field(max_length=20)]
Cell = Annotated[str, Field(max_length=200)]
Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST,
        description="why NAME now · why not NAME yet · when will NAME arrive · NAME vs NAME · "
        "what if NAME falls · what is the evidence for NAME · 为什么现在是 NAME",
    ),
]
Query = Annotated[
    str,
    Field(
        min_length=1,
        max_length=50_000,
        description="SPARQL 1.1 that only reads, with all prefixes declared; or the name of a shipped query.",
    ),
]
