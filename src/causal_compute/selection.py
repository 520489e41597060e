"""A thesis without some of what is said in it: a claim, a piece of evidence, a source, or a whole voice.

May touch: the model, assessments. Must not know: questions, files.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from causal_compute.assessment import spoken
from causal_compute.derivation import rederived
from causal_compute.errors import NothingFoundError
from causal_compute.model import Claim, Condition, Offers, Series, Thesis

__all__ = ["VOICES", "without"]

VOICES = ("author", "curator")
"""The voices of a thesis itself; evidence has its independent groups."""


def without(thesis: Thesis, names: Iterable[str]) -> Thesis:
    """Return the thesis without what `names` name.

    They are ids of claims, evidence, sources, series, observations, events or conditions, independent groups,
    or one of `VOICES`. A claim for which nobody speaks any more goes, too. Of a condition that is left out
    nothing is known; nor of one whose facts all come from a source that is left out.

    Raises:
        NothingFoundError: a name is none of these.

    """
    gone = frozenset(names)
    if not gone:
        return thesis
    known = _known(thesis)
    for name in sorted(gone - known):
        raise NothingFoundError(name)
    offers = {key: _offers(each, gone) for key, each in thesis.offers.items()}
    left = replace(
        thesis,
        claims={key: _claim(claim, gone) for key, claim in thesis.claims.items() if key not in gone},
        conditions={key: _condition(each, gone) for key, each in thesis.conditions.items()},
        series=rederived({key: _series(each, gone) for key, each in thesis.series.items()}, offers),
        offers=offers,
        observations=tuple(
            each for each in thesis.observations if gone.isdisjoint({each.id, each.source, each.condition})
        ),
        events=tuple(each for each in thesis.events if gone.isdisjoint({each.id, each.source})),
        evidence={
            key: each
            for key, each in thesis.evidence.items()
            if gone.isdisjoint({each.id, each.source, each.group})
        },
        muted=thesis.muted | (gone & set(VOICES)),
    )
    spoken_for = {
        key for key, said in spoken(left).items() if any(each.stance == "supports" for each in said)
    }
    return replace(left, claims={key: each for key, each in left.claims.items() if key in spoken_for})


def _known(thesis: Thesis) -> set[str]:
    groups = {each.group for each in thesis.evidence.values()}
    facts = {each.id for each in thesis.observations} | {each.id for each in thesis.events}
    tables: Collection[Collection[str]] = (
        thesis.claims,
        thesis.conditions,
        thesis.series,
        thesis.evidence,
        thesis.sources,
        groups,
        facts,
        VOICES,
    )
    return {name for table in tables for name in table}


def _claim(claim: Claim, gone: frozenset[str]) -> Claim:
    """Return the claim, its falsifiers without the outcomes that nobody tells any more."""
    kept = tuple(
        replace(each, outcome=None) if each.outcome is not None and each.outcome.source in gone else each
        for each in claim.falsifiers
    )
    return replace(claim, falsifiers=kept)


def _condition(condition: Condition, gone: frozenset[str]) -> Condition:
    return replace(condition, measure=None) if condition.id in gone else condition


def _series(series: Series, gone: frozenset[str]) -> Series:
    if series.id in gone:
        return replace(series, points=(), derivation=None)
    return replace(series, points=tuple(each for each in series.points if each.source not in gone))


def _offers(offers: Offers, gone: frozenset[str]) -> Offers:
    return replace(offers, offers=tuple(each for each in offers.offers if each.source not in gone))
