"""What somebody calls a variable or a condition, to the one that is meant; and ids for new ones.

May touch: nothing. Must not know: files, questions (a name here is whole, never part of a sentence).
"""

import re
from collections.abc import Container, Iterator
from difflib import get_close_matches
from typing import NamedTuple
from unicodedata import normalize

from causal_compute.errors import UsageError
from causal_compute.model import Condition, Thesis, Variable

__all__ = ["Named", "UnknownNameError", "condition_of", "label_of", "minted", "variable_of"]

_LONGEST = 80
_HAN = re.compile("[\u3400-\u9fff]")


class UnknownNameError(UsageError):
    """Nothing has this name; `near` holds what may have been meant."""

    def __init__(self, name: str, what: str, near: list[str], how: str) -> None:
        hint = f"did you mean {' or '.join(map(repr, near))}? Else {how}" if near else how
        super().__init__(f"no {what} is called {name!r}; {hint}")
        self.name = name


class Named(NamedTuple):
    """A variable, and whether the name is that of its falling ("cheaper bulbs" for the price of a bulb)."""

    variable: Variable
    falling: bool


def variable_of(thesis: Thesis, name: str) -> Named:
    """Return the variable whose id, label, alias or opposite `name` is; case and white space are free.

    Raises:
        UnknownNameError: there is none.
        UsageError: there are several.

    """
    known = [
        (each, Named(variable, falling))
        for variable in thesis.variables.values()
        for each, falling in _names(variable)
    ]
    hits = {
        (found.variable.id, found.falling): found for each, found in known if _loose(each) == _loose(name)
    }
    if len({found.variable.id for found in hits.values()}) > 1:
        ids = " and ".join(sorted(found.variable.id for found in hits.values()))
        raise UsageError(f"{name!r} is a name of {ids}; write the id of the one you mean")
    if not hits:
        near = _near(name, [each for each, _ in known])
        raise UnknownNameError(name, "variable", near, "make it with --new-cause or --new-effect")
    return next(iter(hits.values()))


def condition_of(thesis: Thesis, name: str) -> Condition:
    """Return the condition whose id or label `name` is.

    Raises:
        UnknownNameError: there is none.

    """
    for condition in thesis.conditions.values():
        if _loose(name) in map(_loose, (condition.id, condition.label.zh, condition.label.en)):
            return condition
    names = [each for one in thesis.conditions.values() for each in (one.id, one.label.en, one.label.zh)]
    raise UnknownNameError(name, "condition", _near(name, names), "write it into conditions.yaml first")


def label_of(words: str) -> tuple[str, str]:
    """Return the Chinese and the English of a label written as "English/中文", in either order.

    Raises:
        UsageError: one of them is missing.

    >>> label_of("灯泡价格 / price of a bulb")
    ('灯泡价格', 'price of a bulb')

    """
    parts = [part.strip() for part in words.split("/")]
    chinese = [part for part in parts if _HAN.search(part)]
    english = [part for part in parts if part and not _HAN.search(part)]
    if len(chinese) != 1 or len(english) != 1:
        raise UsageError(
            f'a new variable is named in both languages, as "price of a bulb/灯泡价格", not {words!r}'
        )
    return chinese[0], english[0]


def minted(words: str, taken: Container[str]) -> str:
    """Return a new id made of the Latin letters and digits of `words`.

    >>> minted("Price of a bulb (60 W)", {"price-of-a-bulb-60-w"})
    'price-of-a-bulb-60-w-2'

    """
    plain = normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    slug = slug[: _LONGEST - 4].rstrip("-") or "claim"
    number, made = 1, slug
    while made in taken:
        number += 1
        made = f"{slug}-{number}"
    return made


def _names(variable: Variable) -> Iterator[tuple[str, bool]]:
    for text in (variable.label, variable.short):
        yield from ((text.en, False), (text.zh, False))
    yield variable.id, False
    for names, falling in ((variable.aliases, False), (variable.opposites, True)):
        yield from ((name, falling) for each in names.values() for name in each)


def _near(name: str, names: list[str]) -> list[str]:
    by_loose = {_loose(each): each for each in reversed(names)}
    return [by_loose[each] for each in get_close_matches(_loose(name), list(by_loose), n=3, cutoff=0.6)]


def _loose(name: str) -> str:
    return re.sub(r"[\s-]+", "", normalize("NFKC", name).casefold())
