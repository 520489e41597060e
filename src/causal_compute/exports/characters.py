r"""Characters that a format cannot hold or a reader cannot see, taken out of words before they are written.

May touch: strings. Must not know: formats, theses.

The reader of a thesis folder refuses these characters, so only a thesis made in code can hold them. XML has
no way to write most of them, and an override of direction would let one line pass for another.
"""

import re

__all__ = ["LOST", "clean"]

LOST = "\ufffd"
"""What stands in the place of such a character: seen to be lost, not silently gone."""

_UNFIT = re.compile(
    # Controls but tab and line feed, soft hyphen, zero widths, marks of direction, surrogates, tags
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)


def clean(words: str) -> str:
    r"""Return `words` with `LOST` for every character that does not fit, and ``\n`` for every end of a line.

    >>> clean("a\r\nb\x00\u202ec")
    'a\nb\ufffd\ufffdc'

    """
    return _UNFIT.sub(LOST, words.replace("\r\n", "\n").replace("\r", "\n"))
