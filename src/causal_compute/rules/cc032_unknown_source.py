"""A figure comes from a source that nobody lists.

The points of a series, offers, observations, events and statements each name a source in `sources.yaml`.

Why: a figure whose source cannot be looked up is a rumour. Every number that an answer shows must lead to a
publisher and a link.

Mend: correct the id, or add the source with its title, publisher and link.
"""

from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Position, Thesis
from causal_compute.rules.findings import EVIDENCE, Rule, instead

__all__ = ["RULE", "check"]

RULE = Rule("CC032")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every source that is named and not listed."""
    for at, where, name in _named(thesis):
        if name not in thesis.sources:
            remedy = instead(name, thesis.sources, "source")
            yield RULE.finding(at, f"{where} comes from the unknown source {name!r}", remedy)


def _named(thesis: Thesis) -> Iterator[tuple[Position, str, str]]:
    for series in thesis.series.values():
        for name in dict.fromkeys(point.source for point in series.points):
            yield Position(f"{EVIDENCE}series/{series.id}.csv"), f"a point of series {series.id!r}", name
    for offers in thesis.offers.values():
        for name in dict.fromkeys(offer.source for offer in offers.offers):
            yield Position(f"{EVIDENCE}offers/{offers.id}.csv"), f"an offer of {offers.id!r}", name
    for evidence in thesis.evidence.values():
        yield evidence.at, f"statement {evidence.id!r}", evidence.source
    for observation in thesis.observations:
        yield observation.at, f"observation {observation.id!r}", observation.source
    for event in thesis.events:
        yield event.at, f"event {event.id!r}", event.source
