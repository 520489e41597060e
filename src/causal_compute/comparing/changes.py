"""The changes from one state of a thesis to another, part by part and aspect by aspect.

May touch: contents, units. Must not know: answers, where the two come from.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypedDict

from causal_compute.answers.parts import Text
from causal_compute.comparing import phrases as say
from causal_compute.comparing.contents import TABLES, Part, label, parts, said
from causal_compute.comparing.renaming import Ids
from causal_compute.model import Claim, Condition, Thesis
from causal_compute.quantity import Quantity
from causal_compute.units import unit

__all__ = ["Aspect", "Change", "Moved", "changes"]

What = Literal["added", "removed", "renamed", "changed"]


class Moved(TypedDict):
    """A figure that moved, in one `unit`; `fold` is after over before, null where that is no number."""

    before: float
    after: float
    unit: str
    fold: float | None


class Aspect(TypedDict):
    """One aspect of a part that changed: what it said before and after (null: nothing), and by how much."""

    name: str
    before: Text | None
    after: Text | None
    moved: Moved | None


class Change(TypedDict):
    """A part that was added or removed, got another id (`renamed`), or says something else (`changed`).

    `part` is the kind of part. `was` is its id before, null if it was added; `id` that after, null if it was
    removed. A part under another id may have changed besides: then it has aspects.
    """

    part: Part
    what: What
    was: str | None
    id: str | None
    label: Text
    aspects: list[Aspect]


def changes(before: Thesis, after: Thesis, ids: Ids) -> list[Change]:
    """Return the changes; `before` has the ids of `after` already, which `ids` gives for the old ones."""
    found = list(_of_thesis(before, after))
    for table in TABLES:
        new: Mapping[str, str] = (
            {} if table == "not_claims" else {now: then for then, now in ids.table(table).items()}
        )
        found += _of_table(before, after, table, new)
    return found


def _of_table(before: Thesis, after: Thesis, table: Part, new: Mapping[str, str]) -> Iterator[Change]:
    """Yield the changes of one table; `new` are the old ids of parts by those that they have now."""
    ours, theirs = parts(before, table), parts(after, table)
    for name in dict.fromkeys([*theirs, *ours]):
        one, other = ours.get(name), theirs.get(name)
        aspects = [] if one is None or other is None else _aspects(before, one, after, other)
        if one is None or other is None or name in new or aspects:
            yield {
                "part": table,
                "what": _what(one, other, moved=name in new),
                "was": None if one is None else new.get(name, name),
                "id": None if other is None else name,
                "label": label(one if other is None else other),
                "aspects": aspects,
            }


def _what(one: object, other: object, *, moved: bool) -> What:
    if one is None or other is None:
        return "added" if one is None else "removed"
    return "renamed" if moved else "changed"


def _aspects(before: Thesis, one: Any, after: Thesis, other: Any) -> list[Aspect]:  # noqa: ANN401 - two parts
    ours, theirs = said(before, one), said(after, other)
    found: list[Aspect] = []
    for name in dict.fromkeys([*ours, *theirs]):
        then, now = ours.get(name), theirs.get(name)
        if then != now:
            then, now = _only_other(name, then, now)
            found.append({"name": name, "before": then, "after": now, "moved": _moved(name, one, other)})
    return found


def _only_other(name: str, then: Text | None, now: Text | None) -> tuple[Text | None, Text | None]:
    """Return, of two long lists, what stands in one of them only."""
    if name not in {"points", "offers", "quotes", "aliases", "claims"} or then is None or now is None:
        return then, now
    left, right = (_rest(then, now), _rest(now, then))
    return (left, right) if left or right else (then, now)


def _rest(words: Text, others: Text) -> Text | None:
    apart = {"zh": "；" if "；" in words["zh"] + others["zh"] else "; ", "en": "; "}
    kept = {
        language: [
            item
            for item in words[language].split(mark)  # type: ignore[literal-required]  # zh and en
            if item not in others[language].split(mark)  # type: ignore[literal-required]
        ]
        for language, mark in apart.items()
    }
    if not (kept["zh"] or kept["en"]):
        return None
    return say.both(apart["zh"].join(kept["zh"]), apart["en"].join(kept["en"]))


def _moved(name: str, one: Any, other: Any) -> Moved | None:  # noqa: ANN401 - two parts
    """Return how far a figure moved, in the later unit, if one unit can be made of the other."""
    then, now = _figure(name, one), _figure(name, other)
    if then is None or now is None:
        return None
    factor = 1.0 if then.unit == now.unit else unit(then.unit).into(unit(now.unit))
    if factor is None:
        return None
    start, end = then.centre * factor, now.centre
    fold = round(end / start, 6) if start and end / start > 0 else None
    return {"before": start, "after": end, "unit": now.unit, "fold": fold}


def _figure(name: str, part: Any) -> Quantity | None:  # noqa: ANN401 - a part of any table
    if name == "threshold" and isinstance(part, Condition) and part.measure is not None:
        return part.measure.threshold
    if name == "lag" and isinstance(part, Claim):
        return part.lag
    return getattr(part, "quantity", None) if name == "quantity" else None


def _of_thesis(before: Thesis, after: Thesis) -> Iterator[Change]:
    """Yield at most one change: what `thesis.yaml` itself says."""
    told = [
        {
            "id": say.alike(each.id),
            "title": say.text_words(each.title),
            "language": say.alike(each.language),
            "root": say.alike(each.root),
            "pace": say.quantity_words(each.pace),
        }
        for each in (before, after)
    ]
    aspects: list[Aspect] = [
        {"name": name, "before": then, "after": told[1][name], "moved": None}
        for name, then in told[0].items()
        if then != told[1][name]
    ]
    if aspects:
        title = say.both(after.title.zh, after.title.en)
        yield {
            "part": "thesis",
            "what": "changed",
            "was": before.id,
            "id": after.id,
            "label": title,
            "aspects": aspects,
        }
