"""What one YAML scalar may mean: each kind reads a node to a value, and says in JSON Schema what it reads.

May touch: nothing. Must not know: which key of which file asks for which kind.
"""

import math
import re
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from causal_compute.quantity import UNITS, DateInterval, parse_date
from causal_compute.readers.characters import LOST
from causal_compute.readers.findings import Desk, Unreadable
from causal_compute.readers.nodes import Listing, Node, Scalar

__all__ = [
    "ID",
    "SLIDE_ID",
    "Choice",
    "Date",
    "Day",
    "Flag",
    "Identifier",
    "Kind",
    "Number",
    "Schema",
    "Shared",
    "Unit",
    "Whole",
    "Words",
    "near",
    "nearest",
    "number",
    "scalar",
]

Schema = dict[str, Any]
Shared = dict[str, Schema]
"""The `$defs` of one file: what is referred to by name, because it is used in several places or in itself."""
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
LONGEST_FIGURE = 40
"""No number, date or id of a thesis needs more characters."""
LONGEST_ID = 80


class Kind(Protocol[T_co]):
    """A way to read a node."""

    def read(self, node: Node, desk: Desk) -> T_co:
        """Return what `node` means; raise `Unreadable` when it means nothing of this kind."""
        ...

    def schema(self, shared: Shared) -> Schema:
        """Return the JSON Schema (draft 2020-12) of what is read; add to `shared` what it refers to."""
        ...


def nearest(word: str, words: list[str]) -> str | None:
    """Return the one of `words` that an unknown `word` most likely means, or None.

    >>> nearest("efect", ["effect", "causes"])
    'effect'

    """
    close = get_close_matches(word[:LONGEST_FIGURE], words, n=1, cutoff=0.6)
    return close[0] if close else None


def near(word: str, words: list[str]) -> str:
    """Return a remedy for an unknown `word`: the nearest of `words`, or all of them when none is near."""
    meant = nearest(word, words)
    return f"one of {', '.join(words)}" if meant is None else f"did you mean {meant!r}?"


def scalar(node: Node, desk: Desk) -> str:
    """Return the string of `node`, which must be a scalar and say something."""
    if not isinstance(node, Scalar):
        found = "a list" if isinstance(node, Listing) else "a mapping"
        raise desk.refuse(node.at, "CC008", f"{found} where one value is asked for", "write one value")
    if not node.text.strip():
        raise desk.refuse(node.at, "CC008", "an empty value", "write the value, or leave the key out")
    if LOST in node.text:
        raise Unreadable("it holds a character that was reported")
    return node.text


def number(text: str) -> float | None:
    """Return the finite number that `text` writes in ASCII digits, or None.

    >>> number("1.10"), number("1_000"), number("nan"), number("1e999")
    (1.1, None, None, None)

    """
    if len(text) > LONGEST_FIGURE or not re.fullmatch(_NUMBER, text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


class Words:
    """A text that says something; white space at its ends is dropped."""

    def read(self, node: Node, desk: Desk) -> str:
        """Return the words of `node`."""
        return scalar(node, desk).strip()

    def schema(self, _shared: Shared) -> Schema:
        """Return a string, or a number, for editors take `2026` for one."""
        return {"type": ["string", "number"], "minLength": 1}


class Identifier:
    """A name that other parts refer to."""

    def __init__(self, pattern: str = _ID, words: str = "a-z, 0-9 and single hyphens") -> None:
        self._pattern, self._words = pattern, words

    def read(self, node: Node, desk: Desk) -> str:
        """Return the id that `node` writes."""
        text = scalar(node, desk)
        if len(text) > LONGEST_ID or not re.fullmatch(self._pattern, text, re.ASCII):
            problem = f"{_shown(text)} is not an id"
            raise desk.refuse(node.at, "CC013", problem, f"write at most {LONGEST_ID} of {self._words}")
        return text

    def schema(self, _shared: Shared) -> Schema:
        """Return a string of the pattern."""
        return {"type": ["string", "integer"], "pattern": f"^{self._pattern}$", "maxLength": LONGEST_ID}


class Choice(Generic[E]):
    """One of the words of an enumeration."""

    def __init__(self, words: type[E]) -> None:
        self._words = words

    def read(self, node: Node, desk: Desk) -> E:
        """Return the member that `node` writes."""
        text = scalar(node, desk)
        allowed = [str(word) for word in self._words]
        if text not in allowed:
            problem = f"{_shown(text)} is not one of {', '.join(allowed)}"
            raise desk.refuse(node.at, "CC009", problem, near(text, allowed))
        return self._words(text)

    def schema(self, _shared: Shared) -> Schema:
        """Return the enumeration."""
        return {"enum": [str(word) for word in self._words]}


class Flag:
    """`true` or `false`, and no other way to say so."""

    def read(self, node: Node, desk: Desk) -> bool:
        """Return the truth value that `node` writes."""
        text = scalar(node, desk)
        if text not in {"true", "false"}:
            raise desk.refuse(node.at, "CC009", f"{_shown(text)} is not true or false", "write true or false")
        return text == "true"

    def schema(self, _shared: Shared) -> Schema:
        """Return the boolean."""
        return {"type": "boolean"}


class Number:
    """A finite number: digits, perhaps a point and an exponent."""

    def read(self, node: Node, desk: Desk) -> float:
        """Return the number that `node` writes."""
        text = scalar(node, desk)
        value = number(text)
        if value is None:
            remedy = "write digits, perhaps a point and an exponent: 0.40, 1500000, 2e12"
            raise desk.refuse(node.at, "CC010", f"{_shown(text)} is not a finite number", remedy)
        return value

    def schema(self, _shared: Shared) -> Schema:
        """Return a number, or a string that writes one."""
        return {"type": ["number", "string"], "pattern": f"^{_NUMBER}$"}


class Whole:
    """A whole number from 1 up."""

    def read(self, node: Node, desk: Desk) -> int:
        """Return the count that `node` writes."""
        text = scalar(node, desk)
        if not re.fullmatch("[1-9][0-9]{0,3}", text):
            problem = f"{_shown(text)} is not a whole number from 1 to 9999"
            raise desk.refuse(node.at, "CC010", problem, "write digits")
        return int(text)

    def schema(self, _shared: Shared) -> Schema:
        """Return a positive integer."""
        return {"type": "integer", "minimum": 1, "maximum": 9999}


class Unit:
    """A unit that the package knows, or one of `only`."""

    def __init__(self, *only: str) -> None:
        self._units = only or tuple(UNITS)

    def read(self, node: Node, desk: Desk) -> str:
        """Return the unit that `node` writes."""
        text = scalar(node, desk)
        if text not in self._units:
            raise desk.refuse(
                node.at, "CC011", f"{_shown(text)} is not a unit known here", near(text, list(self._units))
            )
        return text

    def schema(self, _shared: Shared) -> Schema:
        """Return the units; 1 may be written as a number."""
        return {"enum": [*self._units, *([1] if "1" in self._units else [])]}


class Date:
    """A day or a longer stretch of days, in any form that `parse_date` knows."""

    def read(self, node: Node, desk: Desk) -> DateInterval:
        """Return the days that `node` may mean."""
        text = scalar(node, desk)
        remedy = "write 2025-02-24, 2025-02, 2025, Q3 2025, 2025年下半年 or a..b"
        if len(text) > LONGEST_FIGURE:  # before it is parsed: a range of ranges of ranges is no date
            raise desk.refuse(node.at, "CC012", f"{_shown(text)} is no date", remedy)
        try:
            return parse_date(text)
        except ValueError as error:
            said = str(error).partition(";")[0]
            problem = said if "is no date" in said else f"{_shown(text)} is no date: {said}"
            raise desk.refuse(node.at, "CC012", problem, remedy) from None

    def schema(self, _shared: Shared) -> Schema:
        """Return a string, or an integer for a year."""
        return {"type": ["string", "integer"], "minLength": 4, "maxLength": LONGEST_FIGURE}


class Day:
    """One day, and no longer stretch of days."""

    def read(self, node: Node, desk: Desk) -> date:
        """Return the day that `node` means."""
        days = Date().read(node, desk)
        if days.earliest != days.latest:
            raise desk.refuse(node.at, "CC012", f"{days.verbatim!r} is no single day", "write 2025-02-24")
        return days.latest

    def schema(self, _shared: Shared) -> Schema:
        """Return a string that looks like a day."""
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def _shown(text: str) -> str:
    return repr(text if len(text) <= LONGEST_FIGURE else f"{text[:LONGEST_FIGURE]}…")


ID = Identifier()
SLIDE_ID = Identifier("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", "A-Z, a-z, 0-9 and single hyphens")
