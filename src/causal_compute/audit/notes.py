"""What a note of the audit holds.

May touch: nothing. Must not know: any single question.
"""

from collections.abc import Iterable
from typing import Literal, TypedDict

__all__ = ["SEVERITIES", "Note", "Severity", "Words", "note"]

Severity = Literal["against", "open", "holds"]
SEVERITIES: tuple[Severity, ...] = ("against", "open", "holds")
"""`against`: something contradicts the thesis or does not fit. `open`: it cannot be told, or not yet.
`holds`: it was looked at and stands."""


class Words(TypedDict):
    """A sentence in both languages."""

    zh: str
    en: str


class Note(TypedDict):
    """One finding of one question, with the ids of all it rests on and the figures it was reckoned with."""

    question: str
    severity: Severity
    text: Words
    claims: list[str]
    variables: list[str]
    evidence: list[str]
    series: list[str]
    figures: dict[str, float]


def note(  # noqa: PLR0913 - the parts of a note
    question: str,
    severity: Severity,
    *,
    zh: str,
    en: str,
    claims: Iterable[str] = (),
    variables: Iterable[str] = (),
    evidence: Iterable[str] = (),
    series: Iterable[str] = (),
    figures: dict[str, float] | None = None,
) -> Note:
    """Return a note; what is not given is empty."""
    return {
        "question": question,
        "severity": severity,
        "text": {"zh": zh, "en": en},
        "claims": list(claims),
        "variables": list(variables),
        "evidence": list(evidence),
        "series": list(series),
        "figures": figures or {},
    }
