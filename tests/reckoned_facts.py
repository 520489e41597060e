"""What the shipped queries must find of conditions, figures and events; see `reckoned_claims`. Not a test."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from causal_compute.model import Comparator, Condition, Stance, Thesis
from tests import reckoned_claims as claims
from tests.reckoned_claims import Row, causes, deciding, layer, own, unit


def first_crossing(thesis: Thesis, condition: Condition) -> date | None:
    measure = condition.measure
    if measure is None or measure.series is None:
        return None
    at_least = measure.comparator is Comparator.AT_LEAST
    threshold = measure.threshold.value
    assert threshold is not None
    return min(
        (
            point.date.earliest
            for point in thesis.series[measure.series].points
            if (point.value >= threshold if at_least else point.value <= threshold)
        ),
        default=None,
    )


def conditions_of_application(thesis: Thesis) -> Iterator[Row]:
    for application, claim in deciding(thesis):
        for cause in causes(claim):
            if application == "agent-economy" and cause.condition is not None:
                condition = thesis.conditions[cause.condition]
                yield "deck:agent-economy", own(condition.id), own(condition.variable), *_measured(condition)


def _measured(condition: Condition) -> Row:
    if condition.measure is None:
        return ("",) * 6
    number = condition.measure.threshold
    return (
        condition.measure.comparator.value,
        str(number.value),
        str(number.low),
        str(number.high),
        unit(number.unit),
        f"cc:{condition.measure.basis.value.title()}Basis",
    )


def latest_figures(thesis: Thesis) -> Iterator[Row]:
    for series in thesis.series.values():
        last = series.points[-1]
        said = (last.date.verbatim, str(last.value), unit(series.unit), own(last.source, "source"))
        yield own(series.id, "series"), *said


def first_crossings(thesis: Thesis) -> Iterator[Row]:
    for condition in thesis.conditions.values():
        if condition.measure is not None and condition.measure.series is not None:
            comparator, threshold, _, _, unit_name, _ = _measured(condition)
            first = first_crossing(thesis, condition)
            yield own(condition.id), comparator, threshold, unit_name, first.isoformat() if first else ""


def met_before_2025(thesis: Thesis) -> Iterator[Row]:
    for condition, _, _, _, first in first_crossings(thesis):
        if first and first < "2025-01-01":
            yield condition, first


def booms_and_conditions(thesis: Thesis) -> Iterator[Row]:
    crossed = {row[0]: row[4] for row in first_crossings(thesis) if row[4]}
    for event in thesis.events:
        boomed = event.date.latest.isoformat()
        for application, claim in deciding(thesis) if event.kind.value == "boom" else ():
            for cause in causes(claim) if application == event.application else ():
                condition = own(cause.condition or "")
                if boomed < crossed.get(condition, ""):
                    yield own(application), own(event.id, "event"), boomed, condition, crossed[condition]


def events_after_crossing(thesis: Thesis) -> Iterator[Row]:
    crossed = {row[0]: row[4] for row in first_crossings(thesis) if row[4]}
    named = [
        cause.condition
        for name, claim in deciding(thesis)
        if name == "agent-economy"
        for cause in causes(claim)
    ]
    last = max(crossed[own(name)] for name in named if name and own(name) in crossed)
    for application, day, what, event, _ in events(thesis):
        if application == "deck:agent-economy" and day >= last:
            yield application, last, day, event, what


def events(thesis: Thesis) -> Iterator[Row]:
    for event in thesis.events:
        what = "cc:" + event.kind.value.title().replace("-", "")
        day = event.date.earliest.isoformat()
        yield own(event.application), day, what, own(event.id, "event"), event.text.en


def sources(thesis: Thesis) -> Iterator[Row]:
    facts = Counter(point.source for series in thesis.series.values() for point in series.points)
    facts.update(observation.source for observation in thesis.observations)
    facts.update(event.source for event in thesis.events)
    facts.update(offer.source for offers in thesis.offers.values() for offer in offers.offers)
    facts.update(evidence.source for evidence in thesis.evidence.values())
    falsifiers = (each for claim in thesis.claims.values() for each in claim.falsifiers)
    facts.update(each.outcome.source for each in falsifiers if each.outcome is not None)
    for source in thesis.sources.values():
        seen = f"cc:{source.seen.value.title()}Seen"
        yield own(source.id, "source"), source.publisher, seen, str(facts[source.id])


def conditions_without_data(thesis: Thesis) -> Iterator[Row]:
    observed = {observation.condition for observation in thesis.observations}
    for condition in thesis.conditions.values():
        measured = condition.measure is not None and condition.measure.series is not None
        if not measured and condition.id not in observed:
            yield own(condition.id), own(condition.variable), layer(condition.layer)


def in_sample_thresholds(thesis: Thesis) -> Iterator[Row]:
    for condition in thesis.conditions.values():
        measure = condition.measure
        if measure is not None and measure.in_sample:
            yield (
                own(condition.id),
                str(measure.threshold.value),
                unit(measure.threshold.unit),
                measure.why.en,
            )


def voices(thesis: Thesis, stance: Stance) -> dict[str, list[str]]:
    """Return the group behind every statement of one stance, claim by claim."""
    found: dict[str, list[str]] = {}
    for evidence in thesis.evidence.values():
        for claim in evidence.claims if evidence.stance is stance else ():
            found.setdefault(claim, []).append(evidence.group)
    return found


def evidence_of_claim(thesis: Thesis) -> Iterator[Row]:
    for evidence in thesis.evidence.values():
        number = evidence.quantity
        figure = number and (str(number.low), str(number.high), unit(number.unit))
        said = (evidence.date.latest.isoformat(), own(evidence.source, "source"))
        if "commodity-tiers-fall-40-to-900-fold" in evidence.claims:
            stance, name = f"cc:{evidence.stance.value}", own(evidence.id, "evidence")
            yield (
                "deck:commodity-tiers-fall-40-to-900-fold",
                *(stance, name, evidence.group),
                *(figure or ("", "", "")),
                *said,
            )


def claims_contradicted(thesis: Thesis) -> Iterator[Row]:
    speaking = voices(thesis, Stance.SUPPORTS)
    for claim, against in voices(thesis, Stance.CONTRADICTS).items():
        counts = (str(len(set(against))), str(len(set(speaking.get(claim, [])))))
        yield own(claim), layer(thesis.claims[claim].layer), *counts


def claims_on_one_group(thesis: Thesis) -> Iterator[Row]:
    for claim, groups in voices(thesis, Stance.SUPPORTS).items():
        if len(set(groups)) == 1:
            yield own(claim), groups[0], str(len(groups))


RECKONED: dict[str, Callable[[Thesis], Iterator[Row]]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(claims.alternatives, claims.ancestors, claims.applications, claims.causes_of_agents),
        *(claims.claims_by_kind, claims.claims_of_slide, claims.conditional_claims, claims.conflicting_signs),
        *(claims.constraints, claims.constraints_of_applications, claims.curator_claims, claims.feedback),
        *(claims.figures, claims.forecasts, claims.gates, claims.impact, claims.links_of_curator_only),
        *(claims.loops, claims.most_causes, claims.most_effects, claims.names, claims.not_encoded),
        *(claims.other_roots, claims.roots, claims.shared_quotes, claims.shared_variables),
        *(claims.signed_links, claims.slides, claims.slides_without_causal_claim, claims.text_status),
        *(booms_and_conditions, conditions_of_application, conditions_without_data, events),
        *(claims_contradicted, claims_on_one_group, evidence_of_claim),
        *(events_after_crossing, first_crossings, in_sample_thresholds, latest_figures, met_before_2025),
        sources,
    )
}
RECKONED["causes"] = RECKONED.pop("causes-of-agents")
