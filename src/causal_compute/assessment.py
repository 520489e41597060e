"""How far each claim can be believed, reckoned from the statements that speak for and against it.

May touch: the model and `belief`. Must not know: graphs, answers. No belief is typed in per claim: there is
one table of error rates by kind of voice, and it is an ASSUMPTION, with its reasons beside it.

The thesis' author and its curator are one group each. Public evidence speaks by its independent groups, for
a claim or against it; what only qualifies a claim is shown beside it and counts for neither side. Statements
of one group are weighed together, at the rates of the most reliable of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from causal_compute.belief import Group, belief, group_error
from causal_compute.model import Claim, Layer, Seen, Stance, Text, Thesis

__all__ = [
    "ERROR_RATES",
    "Assessment",
    "ErrorRate",
    "Statement",
    "Step",
    "assess",
    "assessments",
    "beliefs",
    "spoken",
    "statements",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRate:
    """How often a kind of voice errs: as a whole (`syst`) and by accident (`rand`); see `belief`."""

    syst: float
    rand: float
    why: Text


ERROR_RATES: Mapping[str, ErrorRate] = {
    "author": ErrorRate(
        syst=0.20,
        rand=0.15,
        why=Text(
            zh="论题为说服而写，又不示出处：五条里算一条错，说多少遍也一样；单独一句还可能说得不严或被误读",
            en="a thesis is written to persuade and shows no sources: one claim in five is taken to be wrong "
            "however often it is repeated; a single sentence may besides be loosely put or misread",
        ),
    ),
    "curator": ErrorRate(
        syst=0.30,
        rand=0.20,
        why=Text(
            zh="我们自己的推断，无人核对：在有证据之前，信它如信抛硬币",
            en="an inference of ours that nobody has checked: believed as much as a coin until evidence "
            "speaks",
        ),
    ),
    "record": ErrorRate(
        syst=0.05,
        rand=0.20,
        why=Text(
            zh="有来源和日期的公开数字；0.05 介于 INDRA 给人工库（0.01）与机器阅读（0.05 及以上）的"
            "错率之间；五次里有一次看错范围",
            en="a public figure with source and date; 0.05 lies between the rates INDRA gives curated "
            "databases (0.01) and machine readers (up to 0.05 and more); its scope is misread once in five "
            "times",
        ),
    ),
    "report": ErrorRate(
        syst=0.10,
        rand=0.30,
        why=Text(
            zh="别人转述的数字：途中漏了什么无从得知，十条里算三条走样",
            en="a figure retold by somebody else: what was left out on the way is not known, and three in "
            "ten are taken to be garbled",
        ),
    ),
    "computation": ErrorRate(
        syst=0.10,
        rand=0.20,
        why=Text(
            zh="由我们从公开数字算得：误读与所据记录一样常见，算法本身还可能整个错",
            en="reckoned by us from public figures: misread as often as the record it is reckoned from, and "
            "the reckoning may be wrong as a whole besides",
        ),
    ),
}
"""ASSUMPTION. The order matters (record before author before curator), the exact rates do not: they are
priors to be replaced when claims have been checked against outcomes."""

_VOICE = {
    Layer.THESIS: "author",
    Layer.CURATOR: "curator",
    Layer.EVIDENCE: "record",
    Layer.DERIVED: "computation",
}


_READ = {Seen.PRIMARY: "record", Seen.SECONDARY: "report", Seen.COMPUTED: "computation"}
_STANCE: Mapping[Stance, Literal["supports", "contradicts"]] = {
    Stance.SUPPORTS: "supports",
    Stance.CONTRADICTS: "contradicts",
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Statement:
    """One voice that speaks for or against a claim. Statements with one `group` are not independent."""

    claim: str
    group: str
    kind: str
    stance: Literal["supports", "contradicts"] = "supports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One group's part in a belief: `n` statements of a kind, the rates applied, and the group's error."""

    group: str
    kind: str
    stance: str
    n: int
    syst: float
    rand: float
    error: float
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The belief in a claim and the steps that led to it."""

    claim: str
    steps: tuple[Step, ...]
    belief: float


def statements(claim: Claim) -> tuple[Statement, ...]:
    """Return the statements that speak for a claim within its own thesis, all of one group.

    Every place where the thesis says it is one statement of its author. What a curator added is one
    statement, whatever it quotes: the quote is where the thought came from, not somebody saying it.
    """
    voice = _VOICE[claim.layer]
    places = {(quote.slide, quote.start, quote.end) for quote in claim.quotes}
    n = max(1, len(places)) if claim.layer is Layer.THESIS else 1
    return (Statement(claim=claim.id, group=voice, kind=voice),) * n


def spoken(thesis: Thesis, as_of: date | None = None) -> Mapping[str, tuple[Statement, ...]]:
    """Return all statements on each claim, by its id: its own thesis' and those of evidence up to `as_of`."""
    found = {
        claim.id: [each for each in statements(claim) if each.group not in thesis.muted]
        for claim in thesis.claims.values()
    }
    for evidence in thesis.evidence.values():
        late = as_of is not None and evidence.date.latest > as_of
        if evidence.stance not in _STANCE or late:
            continue
        for name in evidence.claims:
            if name in found:
                kind, stance = _READ[evidence.seen], _STANCE[evidence.stance]
                found[name].append(Statement(claim=name, group=evidence.group, kind=kind, stance=stance))
    return {name: tuple(said) for name, said in found.items()}


def assess(claim: str, spoken: Iterable[Statement]) -> Assessment:
    """Return the belief in the claim called `claim` that these statements give, with the steps."""
    ordered = sorted(spoken, key=lambda each: (each.stance != "supports", each.group))
    steps = tuple(
        _step(stance, group, list(members))
        for (stance, group), members in groupby(ordered, lambda each: (each.stance, each.group))
    )
    sides = [
        [Group(n=step.n, syst=step.syst, rand=step.rand) for step in steps if step.stance == stance]
        for stance in ("supports", "contradicts")
    ]
    return Assessment(claim=claim, steps=steps, belief=belief(*sides))


def assessments(thesis: Thesis, as_of: date | None = None) -> Mapping[str, Assessment]:
    """Return the assessment of each claim of the thesis, by id, from what was said up to `as_of`."""
    return {name: assess(name, said) for name, said in spoken(thesis, as_of).items()}


def beliefs(thesis: Thesis, as_of: date | None = None) -> Mapping[str, float]:
    """Return the belief in each claim of the thesis, by id, from what was said up to `as_of`."""
    return {name: found.belief for name, found in assessments(thesis, as_of).items()}


def _step(stance: str, group: str, members: list[Statement]) -> Step:
    kind = min((each.kind for each in members), key=lambda name: (ERROR_RATES[name].syst, name))
    rate, n = ERROR_RATES[kind], len(members)
    error = group_error(Group(n=n, syst=rate.syst, rand=rate.rand))
    return Step(
        group=group, kind=kind, stance=stance, n=n, syst=rate.syst, rand=rate.rand, error=error, why=rate.why
    )
