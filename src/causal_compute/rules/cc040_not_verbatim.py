"""A text is marked verbatim and does not stand in the source.

`status: verbatim` says that the words stand in the document letter by letter, white space aside.

Why: readers trust a verbatim text as they trust a quote, and the page sets it in the document's own voice.
An empty text stands in nothing.

Mend: copy the words from the source, or mark the text `paraphrase` or `translation`.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Claim, Condition, Position, Text, TextStatus, Thesis, Variable
from causal_compute.rules.findings import Part, Rule, kind_of, parts

__all__ = ["RULE", "check"]

RULE = Rule("CC040")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every verbatim text, in either language, that the source does not hold."""
    source = _squeezed(thesis.source_text)
    for at, where, text in _texts(thesis):
        for words, status in ((text.zh, text.zh_status), (text.en, text.en_status)):
            sought = _squeezed(words)
            if status is TextStatus.VERBATIM and (not sought or sought not in source):
                problem = f"{where} is marked verbatim, but {words!r} does not stand in the source"
                yield RULE.finding(at, problem, "copy the words from the source, or mark it paraphrase")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _texts(thesis: Thesis) -> Iterator[tuple[Position, str, Text]]:
    yield Position("thesis.yaml"), "the title", thesis.title
    for part in parts(thesis):
        for field, text in _texts_of(part).items():
            if text is not None:
                yield part.at, f"the {field} of {kind_of(part)} {part.id!r}", text


def _texts_of(part: Part) -> dict[str, Text | None]:
    match part:
        case Variable():
            return {"label": part.label, "short label": part.short, "definition": part.definition}
        case Condition():
            return {"label": part.label}
        case Claim():
            return {"text": part.text, "scope": part.scope, "mechanism": part.mechanism}
