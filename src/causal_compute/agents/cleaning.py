"""Words of a thesis made safe to hand to a language model: nothing hidden, nothing that renders or loads.

May touch: nothing. Must not know: theses, MCP.

The reader refuses hidden characters already (`readers.characters`); this is the second fence, for what a
question brings in and for what readers let pass. What a model may yet be told in plain words
("ignore what you were asked") no cleaning finds: such words are marked, see `WORDS_OF_FILES`.
"""

import re
from typing import TypeVar

__all__ = ["MOST", "WORDS_OF_FILES", "cleaned", "cleaned_document", "in_one_line"]

MOST = 600
"""Characters of one text; a longer one is cut and ends with "…". The deck's longest has 441."""

WORDS_OF_FILES = (
    "en",
    "exact",
    "figure",
    "graph",
    "licence",
    "matched",
    "note",
    "publisher",
    "question",
    "range",
    "rows",
    "slide",
    "title",
    "unit",
    "unread",
    "url",
    "verbatim",
    "words",
    "zh",
)
"""The fields of all documents that hold words of the files, of their sources or of the asker.

All other fields hold ids (a-z, 0-9 and hyphens), numbers, dates and words of this program.
"""

_HIDDEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Controls but tab and line feed; marks of direction, joiners, fillers, tags, variants; private use."""

_RENDERED = re.compile(r"!(?=\[)|<(?=[/!?]?[a-zA-Z-]+[\s/>])")
"""How an image of Markdown or a tag of HTML begins; an IRI in angle brackets is neither."""

_UNCUT = ("graph",)
"""What a cut would spoil: Turtle, whose maker bounds it."""

Json = TypeVar("Json")


def cleaned(text: str) -> str:
    """Return `text` without hidden characters, its images and tags broken by a space so that none is loaded.

    >>> cleaned("a\u202eb ![x](http://example.org/?q=secret) <img src=x>")
    'ab ! [x](http://example.org/?q=secret) < img src=x>'

    """
    return _RENDERED.sub(lambda found: f"{found[0]} ", _HIDDEN.sub("", text))


def in_one_line(text: str, most: int = MOST) -> str:
    """Return `text` cleaned, on one line, of at most `most` characters."""
    return _capped(" ".join(cleaned(text).split()), most)


def cleaned_document(value: Json, *, most: int | None = MOST) -> Json:
    """Return JSON with every text in it cleaned and of at most `most` characters; its shape is unchanged."""
    made: object = value
    if isinstance(value, str):
        made = _capped(cleaned(value), most)
    elif isinstance(value, dict):
        kept = {key: None if key in _UNCUT else most for key in value}
        made = {key: cleaned_document(each, most=kept[key]) for key, each in value.items()}
    elif isinstance(value, list):
        made = [cleaned_document(each, most=most) for each in value]
    return made  # type: ignore[return-value]  # of the same shape


def _capped(text: str, most: int | None) -> str:
    return text if most is None or len(text) <= most else f"{text[: most - 1].rstrip()}…"
