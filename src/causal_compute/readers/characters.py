"""Bytes to text, and the characters that no file of a thesis may hold.

May touch: nothing. Must not know: YAML, the model.

A character that cannot be seen can make a reader of the file (a person, a terminal, a language model)
see something else than what is there, so it is refused, whether it is written or escaped.
"""

import re
import unicodedata
from collections.abc import Iterator

from causal_compute.model import Position
from causal_compute.readers.findings import Desk
from causal_compute.readers.folder import FILE_BYTES

__all__ = ["LOST", "check_characters", "check_scripts", "decode"]

_CONTROL = r"\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"  # all but tab, line feed, form feed and carriage return
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_NEVER = r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_WRITTEN = re.compile(f"[{_CONTROL}{_UNSEEN}{_NEVER}\ufffd]")
_ESCAPED = re.compile(f"[{_CONTROL}\f{_UNSEEN}{_NEVER}]")

_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LOOK_ALIKE = re.compile("[АВЕЅІЈКМНОРСТУХаеорсуѕіјхһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ]")

LOST = "\ufffd"
"""What stands for a forbidden character after it was reported. A text that holds it means nothing."""

MOST_SHOWN = 20
"""Forbidden characters reported for one file: a file in a wrong encoding has thousands."""


def decode(content: bytes, desk: Desk) -> str | None:
    """Return `content` as text with its line ends as they are, or None when it is no UTF-8.

    A byte order mark at the start is dropped, for editors write it unasked. Every forbidden character is
    reported, and stands as U+FFFD in the result so that reading can go on without it.
    """
    if len(content) > FILE_BYTES:
        bound = FILE_BYTES // 2**20
        desk.report(
            Position(), "CC004", f"the file is larger than {bound} MiB", "split it into several files"
        )
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        desk.report(*_undecodable(content, error))
        return None
    for at, character in _forbidden(text):
        desk.report(at, "CC001", f"the file holds {_named(character)}", "take the character out")
    return _WRITTEN.sub(LOST, text)


def check_characters(text: str, at: Position, desk: Desk) -> str:
    """Report a forbidden character that the escapes of a double-quoted scalar have brought in.

    Return `text` with U+FFFD in the place of each, as `decode` does.
    """
    found = _ESCAPED.search(text)
    if found is None and LOST in text and not any(finding.rule == "CC001" for finding in desk.findings):
        found = re.search(LOST, text)
    if found is not None:
        desk.report(at, "CC001", f"the text holds {_named(found[0])}", "take the escape out")
    return _ESCAPED.sub(LOST, text)


def check_scripts(text: str, at: Position, desk: Desk) -> None:
    """Report words in which Latin letters stand beside Cyrillic or Greek ones that look like Latin."""
    if not _OTHER_SCRIPT.search(text):
        return
    for word in _WORD.findall(text):
        found = _LOOK_ALIKE.search(word)
        if found and _LATIN.search(word):
            problem = f"the word {word[:40]!r} mixes Latin letters with {_named(found[0])}"
            desk.report(at, "CC020", problem, "write the word in one script")


def _undecodable(content: bytes, error: UnicodeDecodeError) -> tuple[Position, str, str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Position(), "CC001", "the file is UTF-16", "save it as UTF-8"
    before = content[: error.start].rpartition(b"\n")
    line = content.count(b"\n", 0, error.start) + 1
    column = len(before[2].decode("utf-8", "replace")) + 1
    byte = f"byte 0x{content[error.start]:02X}"
    return Position(line=line, column=column), "CC001", f"{byte} is not UTF-8", "save the file as UTF-8"


def _forbidden(text: str) -> Iterator[tuple[Position, str]]:
    for count, found in enumerate(_WRITTEN.finditer(text)):
        if count == MOST_SHOWN:
            return
        start = text.rfind("\n", 0, found.start()) + 1
        line = text.count("\n", 0, found.start()) + 1
        yield Position(line=line, column=found.start() - start + 1), found[0]


def _named(character: str) -> str:
    name = unicodedata.name(character, _CONTROLS.get(character, "a character without a name"))
    return f"U+{ord(character):04X} ({name})"


_CONTROLS = {"\x00": "NULL", "\x1b": "ESCAPE", "\x7f": "DELETE", "\x08": "BACKSPACE", "\f": "FORM FEED"}
