"""Variables of two theses that are one, made one: names of both, and what they differ in told.

May touch: the model, names. Must not know: claims, files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypedDict

from causal_compute.answers.parts import Text
from causal_compute.comparing import phrases as say
from causal_compute.comparing.joint import Joint
from causal_compute.grounding.normalise import key
from causal_compute.model import Change, Thesis, Variable, VariableKind
from causal_compute.model import Text as ModelText

__all__ = ["Conflict", "differences", "distinct", "kind_of", "united"]


class Conflict(TypedDict):
    """Something of which only one can stand in a thesis: what was kept, and what was set aside for it.

    `part` is "thesis" or a kind of part, `id` the id of the part after merging, `field` what differs.
    """

    part: str
    id: str
    field: str
    kept: Text | None
    set_aside: Text | None


_ORDER = (VariableKind.ROOT, VariableKind.CONSTRAINT, VariableKind.FACTOR, VariableKind.ENTITY)


def united(joint: Joint) -> dict[str, Variable]:
    """Return all variables: those of the first thesis, with the names of the second's, then the others."""
    mine = {
        name: _with_names(each, joint.other.variables[name]) if name in joint.shared else each
        for name, each in joint.one.variables.items()
    }
    return {**mine, **{name: each for name, each in joint.other.variables.items() if name not in mine}}


def _with_names(one: Variable, other: Variable) -> Variable:
    """Return a variable of both: the first's words, every name of both, the unit and quotes of both."""
    more = {
        language: (*(words,), *other.aliases.get(language, ()))
        for language, words in (("zh", other.label.zh), ("en", other.label.en))
    }
    own = {"zh": (one.label.zh,), "en": (one.label.en,)}
    quotes = (*one.quotes, *(each for each in other.quotes if _told(each) not in map(_told, one.quotes)))
    return replace(
        one,
        aliases=_added(one.aliases, more, own),
        opposites=_added(one.opposites, other.opposites, {}),
        unit=one.unit or other.unit,
        quotes=quotes,
        why=one.why or other.why,
    )


def _told(quote: object) -> object:
    return (getattr(quote, "slide", ""), getattr(quote, "exact", ""), getattr(quote, "prefix", ""))


def _added(
    known: Mapping[str, tuple[str, ...]],
    more: Mapping[str, tuple[str, ...]],
    labels: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[str, ...]]:
    """Return lists of names with those of `more` that neither they nor the labels have."""
    found = {}
    for language in dict.fromkeys([*known, *more]):
        names = list(known.get(language, ()))
        had = {key(each) for each in (*names, *labels.get(language, ()))}
        for each in more.get(language, ()):
            if key(each) not in had:
                had.add(key(each))
                names.append(each)
        found[language] = tuple(names)
    return found


def differences(joint: Joint) -> Iterator[Conflict]:
    """Yield what two variables that are one differ in, apart from their names and kind."""
    for name in (each for each in joint.one.variables if each in joint.shared):
        one, other = joint.one.variables[name], joint.other.variables[name]
        if not _alike(one.definition, other.definition):
            kept, aside = say.text_words(one.definition), say.text_words(other.definition)
            yield _conflict(name, "definition", kept, aside)
        if one.unit and other.unit and one.unit != other.unit:
            yield _conflict(name, "unit", say.alike(one.unit), say.alike(other.unit))
        if one.layer is not other.layer:
            yield _conflict(name, "layer", say.alike(one.layer.value), say.alike(other.layer.value))


def _alike(one: ModelText, other: ModelText) -> bool:
    return say.text_words(one) == say.text_words(other)


def _conflict(name: str, field: str, kept: Text | None, aside: Text | None) -> Conflict:
    return {"part": "variables", "id": name, "field": field, "kept": kept, "set_aside": aside}


def kind_of(name: str, joint: Joint, thesis: Thesis) -> VariableKind:
    """Return the kind of a variable after merging, for the claims of `thesis`, which are those of both.

    An application of either is one; what becomes viable is a factor; else the first of root, constraint,
    factor, entity that either says.
    """
    kinds = {side.variables[name].kind for side in (joint.one, joint.other) if name in side.variables}
    if len(kinds) == 1:
        return next(iter(kinds))
    if VariableKind.APPLICATION in kinds:
        return VariableKind.APPLICATION
    viable = {
        each.effect.variable for each in thesis.claims.values() if each.effect.change is Change.BECOMES_VIABLE
    }
    return VariableKind.FACTOR if name in viable else min(kinds, key=_ORDER.index)


def distinct(thesis: Thesis, owner: str, own: frozenset[str]) -> tuple[dict[str, Variable], list[Conflict]]:
    """Return the variables without names that two share, and what was taken away.

    `own` are the ids of variables whose names go first; `owner` ends the labels of others that are taken.
    """
    taken: dict[str, str] = {}
    told: list[Conflict] = []
    made: dict[str, Variable] = {}
    ordered = sorted(thesis.variables.values(), key=lambda each: each.id not in own)
    for each in ordered:
        label = _own_label(each, taken, owner, told)
        for words in (label.zh, label.en, each.id):
            taken.setdefault(key(words), each.id)
        fixed = replace(each, label=label)
        for field in ("aliases", "opposites"):
            fixed = _without_taken(fixed, field, taken, told)
        made[each.id] = fixed
    return {name: made[name] for name in thesis.variables}, told


def _own_label(each: Variable, taken: Mapping[str, str], owner: str, told: list[Conflict]) -> ModelText:
    """Return a variable's label, with its thesis behind it where another variable has it."""
    words = {"zh": each.label.zh, "en": each.label.en}
    clash = [language for language, word in words.items() if taken.get(key(word), each.id) != each.id]
    if not clash:
        return each.label
    words |= {language: f"{words[language]} ({owner})" for language in clash}
    label = replace(each.label, zh=words["zh"], en=words["en"])
    told.append(_conflict(each.id, "label", say.text_words(label), say.text_words(each.label)))
    return label


def _without_taken(each: Variable, field: str, taken: dict[str, str], told: list[Conflict]) -> Variable:
    """Return a variable without aliases or opposites that name something else; tell which went."""
    lists: Mapping[str, tuple[str, ...]] = getattr(each, field)
    mark = each.id if field == "aliases" else f"-{each.id}"
    kept: dict[str, tuple[str, ...]] = {}
    for language, names in lists.items():
        kept[language] = tuple(name for name in names if taken.setdefault(key(name), mark) == mark)
        gone = [name for name in names if name not in kept[language]]
        told += [_conflict(each.id, field, None, say.alike(name)) for name in gone]
    return replace(each, aliases=kept) if field == "aliases" else replace(each, opposites=kept)
