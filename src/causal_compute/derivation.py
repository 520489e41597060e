"""Series that are computed: from dated offers, or from other series by a formula whose units are checked.

May touch: the model, units. Must not know: files, how a derivation was declared.

A derived series has a point whenever one of its inputs changes and its own value with it. Its points are
`computed`, from the source of the input that changed; `what` says the reckoning with its numbers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from causal_compute.model import Best, Cost, Derivation, Level, Offer, Offers, Point, Seen, Series, Text
from causal_compute.quantity import DateInterval
from causal_compute.units import unit
from causal_compute.wording import figure_in, number

__all__ = ["Inputs", "NotDerivableError", "derived", "in_force", "inputs", "rederived"]


class NotDerivableError(Exception):
    """A derivation that cannot be reckoned; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a derivation may draw on: offers by id, and by id the unit and the points of series."""

    offers: Mapping[str, Offers]
    series: Mapping[str, tuple[str, Sequence[Point]]]


def derived(how: Derivation, into: str, inputs: Inputs) -> tuple[Point, ...]:
    """Return the points that `how` gives in the unit `into`.

    Raises:
        NotDerivableError: an input is missing, the unit does not follow, or nothing comes out.

    """
    points = tuple(
        _changes(_cost(how, into, inputs) if isinstance(how, Cost) else _picked(how, into, inputs))
    )
    if not points:
        raise NotDerivableError("the derivation has no point; look at its level, its cost or its inputs")
    return points


def inputs(how: Derivation | None) -> frozenset[str]:
    """Return the ids of the series that a derivation draws on."""
    return frozenset({how.price_in, how.price_out}) if isinstance(how, Cost) else frozenset()


def rederived(series: Mapping[str, Series], offers: Mapping[str, Offers]) -> dict[str, Series]:
    """Return the series with those that are computed reckoned anew; one that cannot be has no points.

    What is computed in a circle keeps none.
    """
    ready = {name: each for name, each in series.items() if each.derivation is None}
    waiting = {name: each for name, each in series.items() if each.derivation is not None}
    while able := [each for each in waiting.values() if not inputs(each.derivation) & waiting.keys()]:
        for each in able:
            ready[each.id] = replace(waiting.pop(each.id), points=_again(each, ready, offers))
    ready |= {name: replace(each, points=()) for name, each in waiting.items()}
    return {name: ready[name] for name in series}


def _again(each: Series, ready: Mapping[str, Series], offers: Mapping[str, Offers]) -> tuple[Point, ...]:
    known = {name: (one.unit, one.points) for name, one in ready.items()}
    try:
        return derived(each.derivation, each.unit, Inputs(offers, known)) if each.derivation else ()
    except NotDerivableError:
        return ()


def in_force(offers: Sequence[Offer], day: date) -> list[Offer]:
    """Return the offers that stand on a day: of each label the last, unless it was withdrawn."""
    last = {offer.label: offer for offer in offers if offer.date.latest <= day}
    return [offer for offer in last.values() if offer.cost is not None]


def _picked(how: Level | Best, into: str, inputs: Inputs) -> Iterator[Point]:
    """Yield the value on every day on which an offer changes."""
    found = inputs.offers.get(how.offers)
    if found is None:
        raise NotDerivableError(f"there are no offers {how.offers!r}; declare them in offers.yaml")
    _check(found.score_unit if isinstance(how, Best) else found.cost_unit, into)
    days = {offer.date.latest: offer.date for offer in found.offers}
    for day in sorted(days):
        standing = in_force(found.offers, day)
        if (best := _pick(how, standing)) is not None:
            value, offer = best
            yield _point(days[day], value, _reckoning(offer, found), offer.source)


def _pick(how: Level | Best, offers: Iterable[Offer]) -> tuple[float, Offer] | None:
    """Return the value and the offer that gives it; of equal ones the first."""
    priced = [(offer.cost, offer) for offer in offers if offer.cost is not None]
    match how:
        case Level(score=score):
            values = [(cost, offer) for cost, offer in priced if offer.score >= score]
            return min(values, key=lambda each: each[0], default=None)
        case Best(cost=most):
            values = [(offer.score, offer) for cost, offer in priced if cost <= most]
            return max(values, key=lambda each: each[0], default=None)


def _reckoning(offer: Offer, offers: Offers) -> Text:
    cost = f"{number(offer.cost or 0.0)} {offers.cost_unit}"
    score = f"{number(offer.score)} {offers.score_unit}"
    return Text(
        zh=f"{offer.label}：{figure_in(cost, 'zh')}，得分 {figure_in(score, 'zh')}",
        en=f"{offer.label}: {figure_in(cost, 'en')} at a score of {figure_in(score, 'en')}",
    )


def _cost(how: Cost, into: str, inputs: Inputs) -> Iterator[Point]:
    """Yield the cost on every day on which one of the two prices changes."""
    unit_in, points_in = _input(how.price_in, inputs)
    unit_out, points_out = _input(how.price_out, inputs)
    scale_in = _scale(unit_in, how.tokens_in.unit, into)
    scale_out = _scale(unit_out, how.tokens_out.unit, into)
    days = {point.date.latest: point for point in (*points_out, *points_in)}
    for day in sorted(days):
        price_in, price_out = _value(points_in, day), _value(points_out, day)
        if price_in is None or price_out is None:
            continue
        tokens = how.tokens_in.centre * (1 - how.cached) * price_in * scale_in
        tokens += how.tokens_out.centre * price_out * scale_out
        changed = days[day]
        what = Text(
            zh=f"{changed.what.zh}；{_tokens(how, 'zh')}",
            en=f"{changed.what.en}; {_tokens(how, 'en')}",
        )
        yield _point(changed.date, tokens * how.attempts / how.success, what, changed.source)


def _tokens(how: Cost, language: str) -> str:
    zh = language == "zh"
    words = (
        f"{number(how.tokens_in.centre)} 词元入、{number(how.tokens_out.centre)} 出"
        if zh
        else f"{number(how.tokens_in.centre)} tokens in + {number(how.tokens_out.centre)} out"
    )
    if how.cached:
        words += f"，{how.cached:.0%} 命中缓存" if zh else f", {how.cached:.0%} cached"
    if how.attempts != 1 or how.success != 1:
        words += (
            f"，{how.attempts:g} 次尝试 / {how.success:.0%} 成功"
            if zh
            else (f", {how.attempts:g} attempts / {how.success:.0%} solved")
        )
    return words


def _input(name: str, inputs: Inputs) -> tuple[str, Sequence[Point]]:
    found = inputs.series.get(name)
    if found is None:
        raise NotDerivableError(f"there is no series {name!r} to derive from; declare it in series.yaml")
    return found


def _scale(price: str, tokens: str, into: str) -> float:
    """Return what makes price times tokens a value in the unit `into`."""
    scale = (unit(price) * unit(tokens)).into(unit(into))
    if scale is None:
        raise NotDerivableError(f"{price} times {tokens} is not {into}; change the unit of one of them")
    return scale


def _check(found: str, into: str) -> None:
    if found != into:
        raise NotDerivableError(f"the offers give {found}, not {into}; change the unit of the series")


def _value(points: Sequence[Point], day: date) -> float | None:
    known = [point.value for point in points if point.date.latest <= day]
    return known[-1] if known else None


def _point(day: DateInterval, value: float, what: Text, source: str) -> Point:
    rounded = float(f"{value:.6g}")
    return Point(
        date=day, value=rounded, verbatim=f"{rounded:.6g}", what=what, source=source, seen=Seen.COMPUTED
    )


def _changes(points: Iterable[Point]) -> Iterator[Point]:
    """Yield the points at which the value is another than before."""
    before: float | None = None
    for point in points:
        if point.value != before:
            before = point.value
            yield point
