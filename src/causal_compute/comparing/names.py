"""Which variables of two theses are one: by word of the user, by id, by label, by alias. Never by a guess.

May touch: grounding's normal form of names. Must not know: claims, files.

Names are compared as questions are grounded: upper and lower case, plurals, hyphens and white space make no
difference. The stronger ground goes first (the user's word, then id, label, alias), and a name that would
join one variable to two joins it to neither. What only looks alike is offered apart, as "perhaps the same".
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal, NamedTuple

from causal_compute.errors import NothingFoundError, UsageError
from causal_compute.grounding.alike import alikeness
from causal_compute.grounding.normalise import key
from causal_compute.model import Variable

__all__ = ["Ground", "Match", "Word", "known_as", "labels", "likely", "match", "names", "read_words"]

Ground = Literal["told", "id", "label", "alias"]
ALIKE = 0.85
"""How alike two names are, at the least, to be offered as perhaps the same."""

Variables = Mapping[str, Variable]


class Match(NamedTuple):
    """`one` of the first thesis is `other` of the second, on this ground.

    `name` is a label or alias that they share, "" where nothing but the ground joins them.
    """

    one: str
    other: str
    ground: Ground
    name: str


@dataclass(frozen=True, slots=True)
class Word:
    """What the user says: `one` of the first thesis is (`same`), or is not, `other` of the second."""

    one: str
    other: str
    same: bool = True
    said: str = field(default="", compare=False)


def read_words(lines: Sequence[str]) -> list[Word]:
    """Return what lines `a = b` and `a != b` say; "#" begins a comment, empty lines say nothing.

    Raises:
        UsageError: a line is neither.

    >>> read_words(["power = electricity  # theirs", "grid != network"])[1].same
    False
    """
    words = []
    for line in lines:
        said = line.partition("#")[0].strip()
        one, mark, other = said.partition("!=") if "!=" in said else said.partition("=")
        if said and not (mark and one.strip() and other.strip() and "=" not in other):
            raise UsageError(f"{said[:80]!r} is no alias; write 'a = b', or 'a != b' to keep two apart")
        if said:
            words.append(Word(one.strip(), other.strip(), mark == "=", said))
    return words


def labels(variable: Variable) -> dict[str, str]:
    """Return the labels in both languages, by their normal form."""
    return _by_key([variable.label.zh, variable.label.en])


def names(variable: Variable) -> dict[str, str]:
    """Return id, labels and aliases as they are written, by their normal form."""
    aliases = [name for group in variable.aliases.values() for name in group]
    return labels(variable) | _by_key([*reversed(aliases), variable.id]) | labels(variable)


def _by_key(words: Sequence[str]) -> dict[str, str]:
    return {found: name for name in words if (found := key(name))}


def known_as(name: str, variables: Variables) -> str:
    """Return the id of the one variable that has this name.

    Raises:
        NothingFoundError: none has it, or several have.

    """
    if name in variables:
        return name
    found = [each.id for each in variables.values() if key(name) in names(each)]
    if len(found) != 1:
        raise NothingFoundError(name, found)
    return found[0]


def match(ones: Variables, others: Variables, words: Sequence[Word] = ()) -> list[Match]:
    """Return the pairs, in the order of the first thesis; each variable stands in one at most.

    Raises:
        NothingFoundError: the user's words name what is not there.
        UsageError: they say of one variable that it is two.

    """
    told = [Word(known_as(each.one, ones), known_as(each.other, others), each.same) for each in words]
    apart = {(each.one, each.other) for each in told if not each.same}
    found = [Match(each.one, each.other, "told", "") for each in told if each.same]
    for side in ([each.one for each in found], [each.other for each in found]):
        if twice := sorted({name for name in side if side.count(name) > 1}):
            raise UsageError(f"the aliases join {', '.join(twice)} to two variables; keep one line for each")
    for ground in _GROUNDS:
        pairs = _shared(ones, others, found, ground)
        found += [each for each in pairs if (each.one, each.other) not in apart]
    order = {name: place for place, name in enumerate(ones)}
    found = [
        each._replace(
            name=_common(ones[each.one], others[each.other]) or ("" if each.ground == "id" else each.name)
        )
        for each in found
    ]
    return sorted(found, key=lambda each: order[each.one])


def _common(one: Variable, other: Variable) -> str:
    """Return a label, else an alias, that both have besides their ids; "" if there is none."""
    theirs = names(other)
    ids = {key(one.id), key(other.id)}
    mine = {**labels(one), **{found: name for found, name in names(one).items() if found not in ids}}
    return next((name for found, name in mine.items() if found in theirs), "")


_GROUNDS: tuple[Ground, ...] = ("id", "label", "alias")


def _shared(ones: Variables, others: Variables, found: Sequence[Match], ground: Ground) -> list[Match]:
    """Return the free pairs that share a name of this ground, where it joins each to one only."""
    taken = {pair.one for pair in found}, {pair.other for pair in found}
    left = {each.id: _by(ground, each) for each in ones.values() if each.id not in taken[0]}
    right = {each.id: _by(ground, each) for each in others.values() if each.id not in taken[1]}
    owners: dict[str, set[str]] = {}
    for other, known in right.items():
        for name in known:
            owners.setdefault(name, set()).add(other)
    pairs = {
        (one, other): name
        for one, known in left.items()
        for found_key, name in reversed(known.items())
        for other in sorted(owners.get(found_key, ()))
    }
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    return [
        Match(one, other, ground, name)
        for (one, other), name in pairs.items()
        if firsts[one] == 1 == seconds[other]
    ]


def _by(ground: Ground, variable: Variable) -> dict[str, str]:
    if ground == "id":
        return {variable.id: variable.id}
    return labels(variable) if ground == "label" else names(variable)


def likely(
    ones: Variables, others: Variables, found: Sequence[Match], words: Sequence[Word] = ()
) -> Iterator[tuple[str, str, str, str, float]]:
    """Yield pairs that are perhaps the same: ids, the names that look alike, how much (0 to 1).

    Both are without a match, share a name that several have, or have names that are spelt alike.
    """
    apart = {(known_as(each.one, ones), known_as(each.other, others)) for each in words if not each.same}
    taken = {each.one for each in found}, {each.other for each in found}
    left = {each.id: names(each) for each in ones.values() if each.id not in taken[0]}
    right = {each.id: names(each) for each in others.values() if each.id not in taken[1]}
    for one, mine in left.items():
        for other, theirs in right.items():
            if (one, other) not in apart:
                pairs = ((alikeness(*keys), *keys) for keys in product(mine, theirs))
                alike, first, second = max(pairs, default=(0.0, "", ""))
                if alike >= ALIKE:
                    yield one, other, mine[first], theirs[second], round(alike, 2)
