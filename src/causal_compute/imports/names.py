"""Ids for names of others: a documented, deterministic rule; and names that stay apart.

May touch: strings; pinyin by `grounding.romanise`. Must not know: variables, claims.

The rule: compatibility forms are folded (NFKD), accents dropped, Chinese spelt in pinyin, Greek letters by
their names, everything else that is no ASCII letter or digit becomes a hyphen; 60 characters at most. A name
of which nothing is left is `n-` and eight digits of its BLAKE2b hash. An id that is taken gets -2, -3 ...
"""

import re
import unicodedata
from _blake2 import blake2b

from causal_compute.grounding.romanise import romanised

__all__ = ["Names", "folded", "slug"]

LONGEST = 60
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_GREEK = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)$")


def slug(name: str) -> str:
    """Return the id that `name` gives, whoever has it.

    >>> slug("Heavy rain (Köln)"), slug("推理成本"), slug("TGFβ-1"), slug("???")
    ('heavy-rain-koln', 'tui-li-cheng-ben', 'tgf-beta-1', 'n-32e84994')

    """
    spelt = romanised(name) if _CHINESE.search(name) else name
    letters = "".join(map(_spelt, unicodedata.normalize("NFKD", spelt.casefold())))
    text = re.sub("[^a-z0-9]+", "-", letters).strip("-")
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rpartition("-")[0].strip("-") or text[:LONGEST]
    return text or f"n-{blake2b(name.encode(), digest_size=4).hexdigest()}"


def folded(name: str) -> str:
    """Return what a question takes names by: case, width and white space make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


class Names:
    """The ids and names given so far. No id or name answers to two things."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._owner: dict[str, int] = {}
        self._next: dict[str, int] = {}

    def id(self, name: str, owner: int | None = None) -> str:
        """Return a new id for `name`; `owner` is who may have names that the id is equal to."""
        stem = slug(name)
        number = self._next.get(stem, 1)
        while True:
            wanted = stem if number == 1 else f"{stem}-{number}"
            number += 1
            if wanted not in self._ids and self._owner.get(folded(wanted), owner) == owner:
                self._next[stem] = number
                self._ids.add(wanted)
                if owner is not None:
                    self._owner[folded(wanted)] = owner
                return wanted

    def free(self, name: str, owner: int) -> bool:
        """Report whether nobody but `owner` has `name`."""
        return self._owner.get(folded(name), owner) == owner

    def take(self, name: str, owner: int) -> str:
        """Return `name` for `owner`, with a number where another has it already."""
        wanted, number = name, 1
        while not self.free(wanted, owner):
            number += 1
            wanted = f"{name} ({number})"
        self._owner[folded(wanted)] = owner
        return wanted


def _spelt(letter: str) -> str:
    if letter.isascii():
        return letter
    if unicodedata.combining(letter):
        return ""
    greek = _GREEK.match(unicodedata.name(letter, ""))
    return f"-{greek[1].casefold()}-" if greek else "-"
