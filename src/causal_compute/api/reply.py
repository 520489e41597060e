"""What a question returns: its document, and how that is written.

May touch: the renderers, imported on use. Must not know: how the document was found, where it is printed.

A document is plain JSON and obeys a published schema (`docs/<kind>.schema.json`); its text is one
way to read it.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar

from causal_compute.errors import UsageError
from causal_compute.render.voice import Paint, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from causal_compute.answers.document import Reading

__all__ = ["FORMS", "Reply"]

Document_co = TypeVar("Document_co", covariant=True, bound="Mapping[str, object]")

FORMS = ("text", "json", "markdown", "mermaid")
"""How a reply can be written."""

_WRITERS: dict[str, dict[str, str]] = {
    "answer": {"text": "text:text", "markdown": "markdown:markdown", "mermaid": "mermaid:mermaid"},
    "when": {"text": "outlook:when_lines"},
    "whatif": {"text": "whatif:whatif_lines"},
    "evidence": {"text": "evidence:evidence_lines"},
    "provenance": {"text": "provenance:provenance_lines"},
    "audit": {"text": "audit:audit_lines", "markdown": "audit:audit_markdown"},
    "backtest": {"text": "backtest:backtest_lines", "markdown": "backtest:backtest_markdown"},
    "diff": {"text": "diff:diff_lines", "markdown": "diff:diff_markdown"},
    "compare": {"text": "compare:compare_lines", "markdown": "compare:compare_markdown"},
    "merge": {"text": "merge:merge_lines", "markdown": "merge:merge_markdown"},
}
"""Kind -> form -> "module of render:function". What has no markdown of its own is text in a fence."""


class Reply(Generic[Document_co]):
    """What a question returned.

    `kind` names the published schema ("answer", "when" ...), `document` obeys it. `language` is that of the
    question, "zh" or "en". `readings` say what misspelt words were taken for, where the document does not.
    `print` shows it as text, a notebook as Markdown; `reply["headline"]` reads a field of the document.
    """

    __slots__ = ("document", "kind", "language", "readings")

    def __init__(
        self, kind: str, document: Document_co, language: str, readings: Sequence[Reading] = ()
    ) -> None:
        self.kind, self.document, self.language, self.readings = kind, document, language, readings

    def __bool__(self) -> bool:
        """Report whether the question found what it is about; if not, the document holds near misses."""
        return self.kind != "answer" or bool(self.document["focus"])

    def __getitem__(self, field: str) -> object:
        return self.document[field]

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.kind}, {self.language}: {self.text().partition(chr(10))[0]}>"

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def text(self, lang: str | None = None, *, paint: Paint = plain, columns: int = 100) -> str:
        """Return it as lines for reading, of about `columns` terminal columns.

        `lang` is "zh", "en" or "both", by default the question's own. `paint` colours words by their role.
        """
        language = lang or self.language
        if not self:
            from causal_compute.render.text import near_lines

            return "\n".join(near_lines(self.document, language))  # type: ignore[arg-type]  # no focus: an Answer
        found = _writer(self.kind, "text")(self.document, language, paint=paint, columns=columns)
        return found if isinstance(found, str) else "\n".join(found)

    def markdown(self, lang: str | None = None) -> str:
        """Return it as Markdown, for an issue, a note or a report."""
        if self and "markdown" in _WRITERS[self.kind]:
            return str(_writer(self.kind, "markdown")(self.document, lang or self.language)).rstrip("\n")
        from causal_compute.render.markdown import fenced

        return "\n".join(fenced("text", self.text(lang)))

    def mermaid(self, lang: str | None = None) -> str:
        """Return its diagram in Mermaid's language.

        Raises:
            UsageError: only answers about a variable have one.

        """
        if not self or "mermaid" not in _WRITERS[self.kind]:
            raise UsageError(f"there is no diagram of this ({self.kind}); ask for text, markdown or json")
        return str(_writer(self.kind, "mermaid")(self.document, lang or self.language))

    def json(self) -> str:
        """Return the document as JSON, by the published schema."""
        return json.dumps(self.document, ensure_ascii=False, indent=2)

    def written(self, form: str, lang: str | None = None, *, paint: Paint = plain, columns: int = 100) -> str:
        """Return it in one of `FORMS`.

        Raises:
            UsageError: there is no such form of it.

        """
        if form == "text":
            return self.text(lang, paint=paint, columns=columns)
        writers = {"json": lambda _: self.json(), "markdown": self.markdown, "mermaid": self.mermaid}
        if form not in writers:
            raise UsageError(f"no form {form!r}; one of {', '.join(FORMS)}")
        return writers[form](lang)


def _writer(kind: str, form: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - renderers of many types
    module, name = _WRITERS[kind][form].split(":")
    return getattr(import_module(f"causal_compute.render.{module}"), name)
