"""Two variables answer to one name.

Ids, labels, aliases and opposites are what questions are grounded on. Upper and lower case, full-width
letters and white space make no difference to a question, so they make none here.

Why: a question that uses the name would have to guess which variable is meant, and this program never
guesses. The name would find neither. A name that is both an alias and an opposite of one variable means
rising and falling at once.

Mend: give the name to the one variable that people mean by it, and a more exact name to the other.
"""

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from causal_compute.errors import Finding
from causal_compute.model import Thesis, Variable
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC041")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every name that an earlier variable has, or that names both rising and falling."""
    first: dict[str, tuple[Variable, bool]] = {}
    for variable in thesis.variables.values():
        for name, falling in _names(variable):
            owner, fell = first.setdefault(_folded(name), (variable, falling))
            if owner is not variable:
                problem = f"the name {name!r} of variable {variable.id!r} also names {owner.id!r}"
                yield RULE.finding(
                    variable.at, problem, "keep it for one of them, and name the other more exactly"
                )
            elif fell is not falling:
                problem = f"the name {name!r} of variable {variable.id!r} is an alias and an opposite"
                yield RULE.finding(variable.at, problem, "keep it in one of the two lists")


def _names(variable: Variable) -> Iterator[tuple[str, bool]]:
    """Yield every name once, with whether it names the variable's falling."""
    naming = [variable.id, variable.label.zh, variable.label.en, *_all(variable.aliases.values())]
    yield from ((name, False) for name in {_folded(name): name for name in reversed(naming)}.values())
    opposed = {_folded(name): name for name in _all(variable.opposites.values())}
    yield from ((name, True) for name in opposed.values())


def _all(lists: Iterable[tuple[str, ...]]) -> list[str]:
    return [name for names in lists for name in names]


def _folded(name: str) -> str:
    return "".join(normalize("NFKC", name).casefold().split())
