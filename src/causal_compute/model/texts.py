"""Words and where they stand: texts in two languages, slides, quotes, places in files.

May touch: nothing. Must not know: claims.
"""

from dataclasses import dataclass, field

from causal_compute.model.kinds import TextStatus

__all__ = ["NotAClaim", "Position", "Quote", "Slide", "Text"]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a part stands in its file; line and column count from 1."""

    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The same words in Chinese and English, and how each relates to the source."""

    zh: str
    en: str
    zh_status: TextStatus = TextStatus.PARAPHRASE
    en_status: TextStatus = TextStatus.TRANSLATION

    def in_(self, language: str) -> str:
        """Return the words in "zh" or "en"."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A numbered part of the source: a slide of a deck, a section of an essay. Lines count from 1."""

    id: str
    first_line: int
    last_line: int
    title: str
    title_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that stand verbatim in the source, white space aside.

    `start` and `end` are offsets (in characters, end excluded) into `Thesis.source_text`; `en` is our
    translation. `prefix` tells one occurrence from another when the same words stand twice on a slide.
    """

    slide: str
    exact: str
    start: int
    end: int
    prefix: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAClaim:
    """A stretch of the source that is deliberately not encoded, and why."""

    quote: Quote
    reason: str
    at: Position = field(default=Position(), compare=False)
