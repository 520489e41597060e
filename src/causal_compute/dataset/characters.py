r"""Characters that do not show: written as escapes, so that a file cannot look like something it is not.

May touch: strings. Must not know: RDF.

A right-to-left override in a label would let a line of TriG read as another one. Every format can spell a
character by its number, so nothing is lost.
"""

import json
import re

__all__ = ["visible", "visible_json"]

_HIDDEN = re.compile(
    # Controls but the line feed, soft hyphen, zero widths, marks of direction, separators, tags. The list is
    # fixed: Python's own tables grow with its versions, and the same quads must give the same bytes.
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    r"""Return `text` with each character that does not show as Turtle's ``\\uXXXX`` or ``\\UXXXXXXXX``.

    >>> print(visible("a\u202eb"))
    a\u202Eb
    """
    return _HIDDEN.sub(lambda found: _escape(ord(found[0])), text)


def visible_json(text: str) -> str:
    r"""Return JSON with each character that does not show as ``\\uxxxx``.

    >>> print(visible_json('"a\u202eb"'))
    "a\u202eb"
    """
    return _HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _escape(code: int) -> str:
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
