"""Findings as text, as JSON, and as the annotations of a GitHub workflow.

May touch: nothing. Must not know: where findings come from.
"""

import json
from collections.abc import Callable, Mapping, Sequence

from causal_compute.errors import Finding

__all__ = ["FORMATS", "as_github", "as_json", "as_text"]


def as_text(findings: Sequence[Finding]) -> str:
    """Return one line a finding, `file:line:column: rule problem; remedy`; a warning says that it is one."""
    return "\n".join(f"{found}{' [warning]' * (found.severity == 'warning')}" for found in findings)


def as_json(findings: Sequence[Finding]) -> str:
    """Return a list of objects with the fields of `Finding`; line and column 0 mean the whole file."""
    return json.dumps([found._asdict() for found in findings], ensure_ascii=False, indent=2)


def as_github(findings: Sequence[Finding]) -> str:
    """Return one workflow command a finding, which GitHub shows beside the line it is about."""
    return "\n".join(map(_annotation, findings))


def _annotation(found: Finding) -> str:
    where = {"line": found.line, "col": found.column} if found.line else {}
    given = {"file": found.file, **where, "title": found.rule}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in given.items())
    return f"::{found.severity} {properties}::{_message(f'{found.problem}; {found.remedy}')}"


def _message(words: str) -> str:
    """Escape what would end a workflow command: the percent sign first, for it does the escaping."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    """Escape a property, which a colon or a comma would end too."""
    return _message(words).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
"""The name of a format -> what writes it."""
