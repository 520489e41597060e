"""Texts of others as a thesis may hold them: no character that cannot be seen, no look-alike letters.

May touch: the readers' rules for characters. Must not know: where a text comes from.

What is taken out is counted, so that the report can say so.
"""

import re
from collections.abc import Callable

from causal_compute.model import Position
from causal_compute.readers.characters import LOST, check_characters, check_scripts
from causal_compute.readers.findings import Desk

__all__ = ["Letters"]

_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсуѕіјхһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ",
    "ABESIJKMHOPCTYXaeopcysijxhdqwABEZHIKMNOPTYXovc",
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")

Note = Callable[[str, str], None]
"""Called with the reason and the text when something was taken out of it."""


class Letters:
    """Cleans texts; `note` hears of every one that was changed."""

    def __init__(self, note: Note) -> None:
        self._note = note

    def clean(self, text: str, most: int) -> str:
        r"""Return `text` on one line, at most `most` characters of it.

        >>> Letters(print).clean("a\u202eb   c", 80)
        a character that cannot be seen was taken out ab c
        'ab c'

        """
        text = " ".join(text.split())
        if not (text.isascii() and text.isprintable()):
            text = self._seen(text)
        if len(text) > most:
            text = text[: most - 1].rstrip() + "…"
            self._note(f"a text of over {most} characters was cut", text[:80])
        return text

    def _seen(self, text: str) -> str:
        desk = Desk("")
        cleaned = " ".join(check_characters(text, Position(), desk).replace(LOST, "").split())
        if cleaned != text:
            self._note("a character that cannot be seen was taken out", cleaned[:80])
        desk = Desk("")
        check_scripts(cleaned, Position(), desk)
        if desk.findings:
            cleaned = _WORD.sub(_one_script, cleaned)
            self._note("a word of mixed scripts was written in one", cleaned[:80])
        return cleaned


def _one_script(word: re.Match[str]) -> str:
    """Return the word with its look-alikes as Latin letters, if it has any other Latin letter."""
    return word[0].translate(_TWINS) if _LATIN.search(word[0]) else word[0]
