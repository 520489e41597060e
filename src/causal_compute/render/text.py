"""An answer as lines for reading: the sentence that answers first, then what it stands on.

May touch: nothing. Must not know: how the answer was found, or where its lines are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from causal_compute.answers.walk import claims, conditions
from causal_compute.render.claims import claim_lines, formula, sign_words
from causal_compute.render.columns import clean, packed, wrap
from causal_compute.render.sentences import hangs_on_sentences, headline, roots
from causal_compute.render.tree import MARKS, fact_words, tree_lines
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from causal_compute.answers.document import Answer, Chain

__all__ = ["near_lines", "text"]

Section = Callable[["Answer", Voice, int], "Iterator[str]"]
SHOCKS_SHOWN = 40
CLAIMS_SHOWN = 12


def text(answer: Answer, language: str, *, paint: Paint = plain, columns: int = 100) -> str:
    """Return the answer as text, lines of at most about `columns` terminal columns.

    `language` is "zh", "en" or "both". Quotes stand in the original whatever the language.
    """
    voice = Voice(language, paint)
    lines = list(_title(answer, voice, columns))
    for name, section in _SECTIONS[answer["intent"]]:
        body = list(section(answer, voice, columns - 2))
        while body and not body[-1]:
            body.pop()
        if body:
            heading = wrap(voice.say(name, root=roots(answer, voice)), columns) if name else []
            lines += ["", *(voice.paint(line, "heading") for line in heading)]
            lines += [f"  {line}".rstrip() if heading else line.rstrip() for line in body]
    return "\n".join([*lines, "", *_footer(answer, voice, columns)])


def near_lines(answer: Answer, language: str) -> list[str]:
    """Return what an unanswered question may have meant, best first, one line each."""
    voice = Voice(language)
    if not answer["near_misses"]:
        return [voice.say("near-none", question=answer["question"])]
    names = [f"  {voice.of(near['label'])}  ({clean(near['id'])})" for near in answer["near_misses"]]
    return [voice.say("near") + ("？" if language == "zh" else "?"), *names]


def _title(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    for line in wrap(headline(answer, voice), columns):
        yield voice.paint(line, "headline")
    notes = [
        voice.say("read-as", matched=each["matched"], name=voice.label(answer, each["id"]))
        for each in answer["readings"]
    ]
    if answer["unread"]:
        notes.append(voice.say("not-read", words=voice.listed(*answer["unread"])))
    for line in wrap(voice.joined(*notes), columns) if notes else []:
        yield voice.paint(line, "dim")


def _tree(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    yield from tree_lines(answer, voice, columns)


def _chains(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    yield from _numbered(answer, answer["chains"], voice, columns, _drawn(answer))
    for line in wrap(voice.say("truncated"), columns) if answer["truncated"] else []:
        yield voice.paint(line, "dim")


def _branches(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    shown = _drawn(answer) | {claim for chain in answer["chains"] for claim in chain["claims"]}
    yield from _numbered(answer, answer["branches"], voice, columns, shown)


def _drawn(answer: Answer) -> set[str]:
    """Return the claims that the tree shows; a trace draws no tree."""
    return set() if answer["intent"] == "trace" else set(claims(answer["tree"]))


def _numbered(
    answer: Answer, chains: list[Chain], voice: Voice, columns: int, shown: set[str]
) -> Iterator[str]:
    """Yield the chains by number, each claim explained where it comes first and is not yet `shown`."""
    for number, chain in enumerate(chains, 1):
        yield from _chain(answer, chain, voice, columns, number)
        for identifier in chain["claims"]:
            if identifier not in shown:
                yield from claim_lines(identifier, answer["claims"][identifier], voice, "     ", columns)
            shown.add(identifier)


def _chain(answer: Answer, chain: Chain, voice: Voice, columns: int, number: int) -> Iterator[str]:
    """Yield one chain: "1  compute ─(+)→ model capability", its belief and its sign."""
    first, *labels = [(voice.label(answer, variable), "label") for variable in chain["variables"]]
    measure = voice.aside(voice.say("chain", belief=f"{chain['belief']:.2f}", sign=chain["sign"]))
    links = [[(f"{arrow} ", ""), label] for arrow, label in zip(sign_words(chain), labels, strict=True)]
    parts = [[(f"{number:>2}  ", ""), first], *links]
    if measure.startswith(" "):
        parts.append([(measure.lstrip(), "")])
    else:  # Chinese parentheses stand right behind what they qualify
        parts[-1].append((measure, ""))
    yield from packed(parts, columns, voice.paint, indent="      ")


def _hangs_on(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    for sentence in hangs_on_sentences(answer, voice):
        yield from wrap(sentence, columns)


def _loops(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    for loop in answer["loops"]:
        round_trip = [*loop["variables"], *loop["variables"][:1]]
        names = " → ".join(voice.label(answer, variable) for variable in round_trip)
        closers = voice.say("closed-by", claims=", ".join(loop["closed_by"]))
        yield from wrap(f"{loop['polarity']}  {names}{voice.aside(closers)}", columns)


def _events(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    for event in answer["events"]:
        words = voice.named(voice.say(event["kind"]), voice.of(event["text"]))
        read = voice.aside(clean(f"{event['source']}, {voice.say(event['seen'])}"))
        yield from wrap(f"{voice.date(event['date'])}  {words}{read}", columns)


def _facts(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    for fact in answer["facts"]:
        yield from wrap(fact_words(answer, fact, voice), columns)


def _about(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    for identifier in answer["about"][:CLAIMS_SHOWN]:
        claim = answer["claims"][identifier]
        yield from claim_lines(identifier, claim, voice, "", columns)
        said = formula(answer, claim, voice)
        yield from wrap(said, columns) if said is not None else ()
        yield ""
    if len(answer["about"]) > CLAIMS_SHOWN:
        yield voice.say("more", count=len(answer["about"]) - CLAIMS_SHOWN)


def _said(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    """Yield the claims about a focus that no gate decides, less those that its chains show."""
    if answer["tree"] is None:
        shown = {claim for chain in answer["chains"] for claim in chain["claims"]}
        rest = [claim for claim in answer["about"] if claim not in shown]
        yield from _about({**answer, "about": rest}, voice, columns)


def _points(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    """Yield the critical points of the focus itself: what each asks, and why that much."""
    for identifier, condition in answer["conditions"].items():
        if condition["variable"] == answer["focus"][0]["id"]:
            asks = voice.named(voice.of(condition["label"]), voice.threshold(condition))
            yield from wrap(f"{asks}  [{identifier}]", columns)
            if condition["why"] is not None:
                reason = voice.named(voice.say("why"), voice.of(condition["why"]))
                yield from (voice.paint(line, "dim") for line in wrap(reason, columns))


def _gaps(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    for gap in answer["gaps"]:
        words = voice.say(f"gap-{gap['kind']}", name=voice.label(answer, gap["id"]))
        yield from wrap(f"- {words} [{clean(gap['id'])}]", columns)


def _other_roots(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    begun = {chain["variables"][0] for chain in answer["chains"]}
    others = [root for root in answer["other_roots"] if root not in begun]
    if others:
        yield from wrap(voice.listed(*(voice.label(answer, root) for root in others)), columns)


def _shocks(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    for shock in answer["shocks"][:SHOCKS_SHOWN]:
        entry = answer["variables"][shock["variable"]]
        role = "label" if entry["kind"] == "application" else "dim"
        claims = ", ".join(shock["chain"]["claims"])
        line = f"({shock['sign']}) {voice.of(entry['label'])}  {voice.say('on')} {claims}"
        for part in wrap(line, columns):
            yield voice.paint(part, role)
    if len(answer["shocks"]) > SHOCKS_SHOWN:
        yield voice.say("more", count=len(answer["shocks"]) - SHOCKS_SHOWN)


def _compared(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    for one in [answer, *answer["others"]]:
        mark = voice.paint(MARKS[one["status"]], one["status"])
        first, *rest = wrap(headline({**one, "intent": "why"}, voice), columns - 2)
        yield from [f"{mark} {first}", *(f"  {line}" for line in rest)]
        yield from (f"  {line}" for line in tree_lines(one, voice, columns - 2))
        yield ""


def _sources(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    del voice
    cited = {name for one in [answer, *answer["others"]] for name in _cited(one)}
    for identifier, source in answer["sources"].items():
        if identifier in cited:
            words = f"{identifier}: {source['publisher']}, {source['title']} <{source['url']}>"
            yield from wrap(clean(words), columns)


def _cited(answer: Answer) -> Iterator[str]:
    """Yield the sources of what the answer's sections show: figures of the tree or of the focus, events."""
    yield from (event["source"] for event in answer["events"])
    if answer["intent"] == "evidence":
        yield from (fact["source"] for fact in answer["facts"])
        return
    for node in conditions(answer["tree"]):
        yield from (fact["source"] for fact in (node["fact"], node["crossed"]) if fact is not None)


def _footer(answer: Answer, voice: Voice, columns: int) -> Iterator[str]:
    layers = voice.listed(*(voice.say(f"layer-{layer}") for layer in answer["layers"]))
    for line in wrap(voice.say("footer", as_of=answer["as_of"], layers=layers), columns):
        yield voice.paint(line, "dim")


_WHY: list[tuple[str, Section]] = [
    ("", _tree),
    ("chains", _chains),
    ("claims", _said),
    ("other-roots", _other_roots),
    ("hangs-on", _hangs_on),
    ("loops", _loops),
    ("events", _events),
    ("gaps", _gaps),
    ("sources", _sources),
]
_SECTIONS: dict[str, list[tuple[str, Section]]] = {
    "why": _WHY,
    "why-not": _WHY,
    "when": [("", _tree), ("events", _events), ("gaps", _gaps), ("sources", _sources)],
    "trace": [("chains", _chains), ("branches", _branches), ("hangs-on", _hangs_on), ("loops", _loops)],
    "impact": [("impact", _shocks)],
    "what-if": [("impact", _shocks)],
    "evidence": [
        ("points", _points),
        ("facts", _facts),
        ("claims", _about),
        ("events", _events),
        ("sources", _sources),
    ],
    "compare": [("", _compared), ("sources", _sources)],
}
