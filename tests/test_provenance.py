"""Every document fits its schema, and every number in it leads to its source by `show`."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from causal_compute.answers.provenance import provenance
from causal_compute.cli import cli
from causal_compute.model import Best, Cost, Level, Thesis
from causal_compute.readers import read_thesis
from causal_compute.schemas import schema

DAY = date(2026, 11, 25)
DECK = read_thesis()

COMMANDS = [
    pytest.param("answer", ["why", "agents", "now"], id="why"),
    pytest.param("answer", ["why", "robotaxi", "not", "yet"], id="why not"),
    pytest.param("answer", ["show", "inference", "cost"], id="show a variable"),
    pytest.param("when", ["when"], id="when"),
    pytest.param("when", ["when", "robotaxi", "--as-of", "2025-03-01"], id="when one"),
    pytest.param(
        "whatif", ["whatif", "agents", "--set", "compute=halts", "--as-of", "2024-06-30"], id="whatif"
    ),
    pytest.param("backtest", ["backtest", "--as-of", "2024-06-30"], id="backtest"),
    pytest.param("evidence", ["evidence", "chips-bind-before-power"], id="evidence"),
    pytest.param("evidence", ["evidence", "model", "capability"], id="evidence of a variable"),
    pytest.param("audit", ["audit"], id="audit"),
    pytest.param("provenance", ["show", "metr-horizon-p50"], id="show a series"),
    pytest.param("provenance", ["show", "metr-th11"], id="show a source"),
]


def printed(words: list[str]) -> dict[str, Any]:
    dated = words if "--as-of" in words else [*words, "--as-of", DAY.isoformat()]
    done = CliRunner().invoke(cli, [*dated, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def tables(document: object, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value below a document with the key that it stands under."""
    yield key, document
    if isinstance(document, dict):
        for name, value in document.items():
            yield from tables(value, name)
    elif isinstance(document, list):
        for value in document:
            yield from tables(value, key)


def leads_to_sources(name: str) -> bool:
    """Report whether `show name` ends in facts with sources, or in a claim or condition that says why."""
    found = provenance(DECK, name, DAY)
    if found is not None:
        inputs = [each for series in found["inputs"] for each in [provenance(DECK, series, DAY)] if each]
        facts = [fact for each in (found, *inputs) for fact in each["facts"]]
        named = {fact["source"] for fact in facts} | (
            found["sources"].keys() if found["kind"] == "source" else set()
        )
        known = {**found["sources"], **{key: one for each in inputs for key, one in each["sources"].items()}}
        return bool(named) and all(known[source]["url"].startswith("http") for source in named)
    if name in DECK.conditions:
        condition = DECK.conditions[name]
        why = condition.why if condition.measure is None else condition.measure.why
        return condition.quotes != () or (why is not None and bool(why.en and why.zh))
    if name in DECK.claims:
        claim = DECK.claims[name]
        return bool(claim.quotes) or (claim.why is not None and bool(claim.why.en))
    return name in DECK.variables


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "words"), COMMANDS)
def test_a_document_fits_its_schema_and_names_only_what_show_can_follow(name: str, words: list[str]) -> None:
    document = printed(words)
    jsonschema.Draft202012Validator(schema(name)).validate(document)
    ids = {"source", "series", "condition", "event", "binding_condition", "first", "application"}
    lists = {"evidence", "claims", "variables", "series", "inputs", "uses", "unknown", "unknown_then"}
    named = {value for key, value in tables(document) if key in ids | lists and isinstance(value, str)}
    named |= {key for where in ("sources", "facts") for key in _keys(document, where)}
    named -= {"", document.get("named", "")}
    assert [each for each in sorted(named) if not leads_to_sources(each)] == []


def _keys(document: dict[str, Any], where: str) -> list[str]:
    return list(document[where]) if isinstance(document.get(where), dict) else []


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "words"), COMMANDS)
def test_no_number_stands_without_the_id_of_what_it_was_read_or_reckoned_from(
    name: str, words: list[str]
) -> None:
    """A figure stands beside a source, a date beside its series, a threshold beside a reason."""
    document = printed(words)
    for _, each in tables(document):
        if not isinstance(each, dict):
            continue
        if each.get("figure"):
            assert each.get("source") in DECK.sources, each
        if each.get("when") is not None and "binding" in each and "condition" in each:
            assert each["series"] in DECK.series or each["condition"] in DECK.conditions, each
        if each.get("figures"):
            assert (
                each["claims"]
                or each["evidence"]
                or each["series"]
                or each["variables"]
                or (
                    set(each["figures"]) == {"brier", "count"}  # a mean of the notes above it
                )
            ), each
        if "threshold" in each and each["threshold"] is not None:
            assert each["why"] is not None, each
    for group in document["record"]["series"] if name == "backtest" else []:
        assert group["id"] in DECK.series


def test_every_fact_of_the_deck_is_found_below_its_source_once() -> None:
    told = [
        (fact["of"], fact["date"]["verbatim"], fact["figure"])
        for source in DECK.sources
        for found in [provenance(DECK, source, date(2099, 1, 1))]
        for fact in (found["facts"] if found else [])
    ]
    assert len(told) == _facts(DECK)


def _facts(thesis: Thesis) -> int:
    outcomes = [
        f.outcome for claim in thesis.claims.values() for f in claim.falsifiers if f.outcome is not None
    ]
    return (
        sum(len(series.points) for series in thesis.series.values())
        + sum(len(offers.offers) for offers in thesis.offers.values())
        + len(thesis.observations)
        + len(thesis.events)
        + len(thesis.evidence)
        + len(outcomes)
    )


@pytest.mark.parametrize("name", sorted(DECK.series))
def test_a_series_names_what_it_is_computed_from_and_who_reads_it(name: str) -> None:
    found, series = provenance(DECK, name, DAY), DECK.series[name]
    assert found is not None
    match series.derivation:
        case None:
            assert (found["formula"], found["inputs"]) == (None, [])
        case Cost() as how:
            assert found["inputs"] == [how.price_in, how.price_out]
        case Level() | Best() as how:
            assert found["inputs"] == [how.offers]
    readers = {c.id for c in DECK.conditions.values() if c.measure is not None and c.measure.series == name}
    assert readers <= set(found["uses"])
    assert [fact["date"]["latest"] for fact in found["facts"]] == [
        point.date.latest.isoformat() for point in series.points if point.date.latest <= DAY
    ]


def test_what_is_asked_as_of_a_day_holds_no_later_fact() -> None:
    found = provenance(DECK, "metr-th11", date(2024, 6, 30))
    assert found is not None
    assert found["facts"]
    assert all(fact["date"]["latest"] <= "2024-06-30" for fact in found["facts"])


def test_a_variable_is_shown_as_an_answer_and_what_is_nothing_offers_what_it_may_have_meant() -> None:
    answer = printed(["show", "agents"])
    assert answer["focus"][0]["id"] == "agent-economy"
    assert provenance(DECK, "metr horizon", DAY) is None
    done = CliRunner().invoke(cli, ["show", "metr-horizon-p5"])
    assert done.exit_code == 1
    assert "reliability" in done.stderr
