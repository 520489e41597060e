"""What the shipped queries must find, reckoned from the thesis itself. Not a test.

Plain loops over the model, with no RDF, no SPARQL and none of the package's own traversal: where a query, the
dataset or an engine is wrong, the two disagree. This half speaks of claims and variables, `reckoned_facts` of
conditions, figures and events.
"""

from collections import Counter
from collections.abc import Iterator

from causal_compute.model import (
    Cause,
    Change,
    Claim,
    ClaimKind,
    Gate,
    GateOperator,
    Layer,
    Modality,
    TextStatus,
    Thesis,
    VariableKind,
)
from causal_compute.vocabulary import CHANGES, MODALITIES, OPERATORS, unit_iri

Row = tuple[str, ...]
Links = dict[str, set[str]]


def own(item: str, folder: str = "deck") -> str:
    return f"{folder}:{item}"


def term(iri: str) -> str:
    return "cc:" + iri.rsplit("#", 1)[-1]


def unit(name: str) -> str:
    iri = unit_iri(name)
    return ("ccu:" if "causal-compute" in iri else "unit:") + iri.rsplit("/", 1)[-1]


def layer(what: Layer) -> str:
    return f"cc:{what.value.title()}Layer"


def kind(claim: Claim) -> str:
    return f"cc:{claim.kind.value.title()}Claim"


def of_kind(thesis: Thesis, what: VariableKind) -> list[str]:
    return [variable.id for variable in thesis.variables.values() if variable.kind is what]


def causes(claim: Claim) -> list[Cause]:
    return [] if claim.causes is None else list(claim.causes.causes())


def links(thesis: Thesis, *, feedback: bool = True) -> Links:
    forward: Links = {}
    for claim in thesis.claims.values():
        if feedback or not claim.feedback:
            for cause in causes(claim):
                forward.setdefault(cause.variable, set()).add(claim.effect.variable)
    return forward


def reached(forward: Links, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for following in forward.get(waiting.pop(), set()) - seen:
            seen.add(following)
            waiting.append(following)
    return seen


def deciding(thesis: Thesis) -> Iterator[tuple[str, Claim]]:
    """Yield every claim that decides an application, with that application."""
    for claim in thesis.claims.values():
        application = thesis.variables[claim.effect.variable].kind is VariableKind.APPLICATION
        if application and claim.effect.change is Change.BECOMES_VIABLE:
            yield claim.effect.variable, claim


def applications(thesis: Thesis) -> Iterator[Row]:
    for name in of_kind(thesis, VariableKind.APPLICATION):
        variable = thesis.variables[name]
        yield own(name), variable.label.zh, variable.label.en, layer(variable.layer)


def constraints(thesis: Thesis) -> Iterator[Row]:
    forward = links(thesis)
    for name in of_kind(thesis, VariableKind.CONSTRAINT):
        variable = thesis.variables[name]
        effects = str(len(forward.get(name, ())))
        yield own(name), variable.label.zh, variable.label.en, layer(variable.layer), effects


def roots(thesis: Thesis) -> Iterator[Row]:
    for name in of_kind(thesis, VariableKind.ROOT):
        variable = thesis.variables[name]
        is_own = str(name == thesis.root).lower()
        yield own(name), variable.label.zh, variable.label.en, layer(variable.layer), is_own


def other_roots(thesis: Thesis) -> Iterator[Row]:
    for root in of_kind(thesis, VariableKind.ROOT):
        for name in reached(links(thesis), root):
            if root != thesis.root and thesis.variables[name].kind is VariableKind.APPLICATION:
                yield own(name), own(root)


def claims_of_slide(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        for quote in claim.quotes:
            if quote.slide == "S04":
                yield "slide:S04", own(claim.id), kind(claim), quote.exact


def slides(thesis: Thesis) -> Iterator[Row]:
    for place, slide in enumerate(thesis.slides.values(), start=1):
        said = [c for c in thesis.claims.values() if slide.id in {q.slide for q in c.quotes}]
        causal = sum(claim.kind is ClaimKind.CAUSAL for claim in said)
        yield str(place), own(slide.id, "slide"), slide.title_en, str(len(said)), str(causal)


def slides_without_causal_claim(thesis: Thesis) -> Iterator[Row]:
    for _, slide, title, _, causal in slides(thesis):
        if causal == "0":
            yield slide, title


def causes_of_agents(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        if claim.effect.variable == "agent-economy" and claim.modality is not None:
            for cause in causes(claim):
                condition = own(cause.condition) if cause.condition else ""
                how = term(MODALITIES[claim.modality])
                change = term(CHANGES[cause.change])
                yield "deck:agent-economy", own(cause.variable), change, own(claim.id), how, condition


def ancestors(thesis: Thesis) -> Iterator[Row]:
    for name, variable in thesis.variables.items():
        if "agent-economy" in reached(links(thesis), name):
            yield "deck:agent-economy", own(name), f"cc:{variable.kind.value.title()}"


def impact(thesis: Thesis) -> Iterator[Row]:
    for name in reached(links(thesis), "chip-supply"):
        yield "deck:chip-supply", own(name), f"cc:{thesis.variables[name].kind.value.title()}"


def constraints_of_applications(thesis: Thesis) -> Iterator[Row]:
    for constraint in of_kind(thesis, VariableKind.CONSTRAINT):
        if "agent-economy" in reached(links(thesis), constraint):
            yield "deck:agent-economy", own(constraint)


def gates(thesis: Thesis) -> Iterator[Row]:
    for application, claim in deciding(thesis):
        assert claim.causes is not None
        for name, gate in _nested(f"{claim.id}.gate", claim.causes):
            for member in gate.members:
                if isinstance(member, Cause):
                    condition = own(member.condition) if member.condition else ""
                    operator = term(OPERATORS[gate.operator])
                    yield (
                        own(application),
                        own(claim.id),
                        own(name),
                        operator,
                        own(member.variable),
                        condition,
                    )


def _nested(name: str, gate: Gate) -> Iterator[tuple[str, Gate]]:
    yield name, gate
    for place, member in enumerate(gate.members, start=1):
        if isinstance(member, Gate):
            yield from _nested(f"{name}.{place}", member)


def alternatives(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        number = 0
        for name, gate in _nested(f"{claim.id}.gate", claim.causes) if claim.causes else ():
            for place, member in enumerate(gate.members, start=1):
                if gate.operator is GateOperator.ANY:
                    part = f"{name}.{place}"
                    if isinstance(member, Cause):
                        number = causes(claim).index(member) + 1
                        part = f"{claim.id}.cause.{number}"
                    yield own(claim.id), own(name), own(claim.effect.variable), own(part)


def claims_by_kind(thesis: Thesis) -> Iterator[Row]:
    counts = Counter((kind(claim), layer(claim.layer)) for claim in thesis.claims.values())
    for (what, whose), number in counts.items():
        yield what, whose, str(number)


def curator_claims(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        if claim.layer is Layer.CURATOR:
            yield own(claim.id), own(claim.effect.variable), "" if claim.why is None else claim.why.en


def links_of_curator_only(thesis: Thesis) -> Iterator[Row]:
    found: dict[Layer, set[Row]] = {Layer.THESIS: set(), Layer.CURATOR: set()}
    for claim in thesis.claims.values():
        found[claim.layer] |= {(own(cause.variable), own(claim.effect.variable)) for cause in causes(claim)}
    yield from found[Layer.CURATOR] - found[Layer.THESIS]


def forecasts(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        if claim.kind is ClaimKind.FORECAST:
            when = claim.when and (claim.when.earliest.isoformat(), claim.when.latest.isoformat())
            number = claim.quantity
            figure = number and (number.verbatim or "", str(number.low), str(number.high), unit(number.unit))
            yield own(claim.id), own(claim.effect.variable), *(when or ("", "")), *(figure or ("",) * 4)


def figures(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        number = claim.quantity
        if claim.layer is Layer.THESIS and number is not None and number.verbatim is not None:
            said = (number.verbatim, str(number.low), str(number.high), unit(number.unit))
            yield own(claim.id), kind(claim), *said


def conditional_claims(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        for condition in claim.holds_if:
            variable = thesis.conditions[condition].variable
            yield own(claim.id), own(condition), own(variable), claim.text.en


def shared_quotes(thesis: Thesis) -> Iterator[Row]:
    readers: dict[Row, set[str]] = {}
    for claim in thesis.claims.values():
        for quote in claim.quotes:
            place: Row = (own(quote.slide, "slide"), str(quote.start), quote.exact)
            readers.setdefault(place, set()).add(claim.id)
    for place, names in readers.items():
        for name in names:
            if len(names) > 1:
                yield *place, own(name)


def most_effects(thesis: Thesis) -> Iterator[Row]:
    counts = [(-len(effects), own(name)) for name, effects in links(thesis, feedback=False).items()]
    for number, name in sorted(counts)[:10]:
        yield name, str(-number)


def most_causes(thesis: Thesis) -> Iterator[Row]:
    counts = Counter(effect for effects in links(thesis, feedback=False).values() for effect in effects)
    for number, name in sorted((-number, own(name)) for name, number in counts.items())[:10]:
        yield name, str(-number)


def signed_links(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        turned = -1 if claim.modality is Modality.PREVENTIVE else 1
        for cause in causes(claim) if not claim.feedback else ():
            both = {other.change.sign for other in causes(claim) if other.variable == cause.variable}
            sign = cause.change.sign * claim.effect.change.sign * turned
            if sign and len(both) == 1:
                yield own(cause.variable), "+" if sign > 0 else "-", own(claim.effect.variable)


def conflicting_signs(thesis: Thesis) -> Iterator[Row]:
    signs = set(signed_links(thesis))
    for cause, sign, effect in signs:
        if sign == "+" and (cause, "-", effect) in signs:
            yield cause, effect


def feedback(thesis: Thesis) -> Iterator[Row]:
    for claim in thesis.claims.values():
        for cause in causes(claim) if claim.feedback else ():
            yield own(claim.id), own(cause.variable), own(claim.effect.variable)


def loops(thesis: Thesis) -> Iterator[Row]:
    forward = links(thesis)
    for name in thesis.variables:
        if name in reached(forward, name):
            yield (own(name),)


def shared_variables(thesis: Thesis) -> Iterator[Row]:
    users: dict[str, set[str]] = {}
    for application, claim in deciding(thesis):
        for cause in causes(claim):
            if cause.condition is not None:
                users.setdefault(cause.variable, set()).add(application)
    for name, names in users.items():
        if len(names) > 1:
            yield own(name), str(len(names))


def names(thesis: Thesis) -> Iterator[Row]:
    variable = thesis.variables["inference-cost"]
    for language in ("zh", "en"):
        yield "deck:inference-cost", "label", language, variable.label.in_(language)
        for alias in variable.aliases.get(language, ()):
            yield "deck:inference-cost", "alias", language, alias
        for opposite in variable.opposites.get(language, ()):
            yield "deck:inference-cost", "opposite", language, opposite


def text_status(thesis: Thesis) -> Iterator[Row]:
    classes = {
        TextStatus.VERBATIM: "cc:verbatimText",
        TextStatus.TRANSLATION: "cc:translatedText",
        TextStatus.PARAPHRASE: "cc:paraphrasedText",
    }
    counts: Counter[Row] = Counter()
    for claim in thesis.claims.values():
        counts["zh", classes[claim.text.zh_status]] += 1
        counts["en", classes[claim.text.en_status]] += 1
    for (language, status), number in counts.items():
        yield language, status, str(number)


def not_encoded(thesis: Thesis) -> Iterator[Row]:
    for stretch in thesis.not_claims:
        yield own(stretch.quote.slide, "slide"), stretch.quote.exact, stretch.reason
