"""The whole thesis in Markdown: every application with its reason, every claim with its words and sources.

May touch: the model, answers, their sentences. Must not know: files, terminals.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from causal_compute.answers.document import Answer, ConditionNode, TreeNode
from causal_compute.exports.characters import clean
from causal_compute.exports.report_words import REPORT_WORDS
from causal_compute.exports.scope import Scope
from causal_compute.model import Claim, Source, Stance, Text, Thesis, VariableKind
from causal_compute.render.markdown import escape
from causal_compute.render.sentences import headline
from causal_compute.render.voice import Voice

__all__ = ["link", "report"]

_STANCES = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.QUALIFIES)


def report(scope: Scope) -> bytes:
    """Return the report: applications, claims, conditions that no application hangs on, sources."""
    thesis = scope.thesis()
    lines = _Report(scope, thesis).lines()
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def link(title: str, url: str) -> str:
    r"""Return a link to a web address, and the title alone for any other.

    >>> link("a [b]", "https://example.org/a b"), link("x", "javascript:alert(1)")
    ('[a \\[b\\]](<https://example.org/a%20b>)', 'x')

    """
    words = escape(clean(title))
    if not url.startswith(("https://", "http://")):
        return words
    return f"[{words}](<{quote(url, safe='/:?#[]@!$&()*+,;=%~-._')}>)"


class _Report:
    """The lines of one report. Sources are numbered in the order in which they are first named."""

    def __init__(self, scope: Scope, thesis: Thesis) -> None:
        self._scope, self._thesis = scope, thesis
        self._voice = Voice(scope.language, lambda words, _: words, REPORT_WORDS)
        self._answers = scope.answers(scope.as_of)
        self._believed = scope.beliefs()
        self._numbers: dict[str, int] = {}
        self._shown: set[str] = set()

    def lines(self) -> Iterator[str]:
        """Yield the whole."""
        thesis, say = self._thesis, self._voice.say
        yield f"# {self._text(thesis.title)}"
        yield ""
        yield say(
            "counts",
            variables=len(thesis.variables),
            conditions=len(thesis.conditions),
            claims=len(thesis.claims),
            evidence=len(thesis.evidence),
            day=self._scope.as_of.isoformat(),
            root=self._text(self._scope.whole.variables[thesis.root].label),
        )
        yield from ["", f"## {say('applications')}", ""]
        for variable in thesis.variables.values():
            if variable.kind is VariableKind.APPLICATION:
                yield from self._application(self._answers[variable.id])
        yield from self._others()
        yield from [f"## {say('claims')}", "", say("legend"), ""]
        yield from _table(
            [*map(say, ("claim", "kind", "layer", "belief", "words", "for", "against", "qualifies"))],
            map(self._claim, thesis.claims.values()),
        )
        if self._numbers:
            yield from [f"## {say('sources')}", ""]
            yield from self._sources()

    def _others(self) -> Iterator[str]:
        """Yield the conditions that stand under no application above."""
        rows = [
            [self._text(each.label), self._text(self._thesis.variables[each.variable].label), f"`{each.id}`"]
            for each in self._thesis.conditions.values()
            if each.id not in self._shown
        ]
        if rows:
            yield from [f"## {self._voice.say('others')}", ""]
            yield from _table([*map(self._voice.say, ("condition", "variable")), "id"], rows)

    def _application(self, answer: Answer) -> Iterator[str]:
        voice = self._voice
        focus = answer["focus"][0]
        yield f"### {escape(voice.of(focus['label']))} (`{focus['id']}`)"
        yield from ["", escape(headline({**answer, "intent": "why"}, voice)), ""]
        rows = [self._condition(answer, node) for node in _conditions(answer["tree"])]
        heads = [*map(voice.say, ("condition", "asks", "stands", "since", "latest"))]
        yield from _table(heads, rows)
        yield from [self._chain(answer), ""]

    def _condition(self, answer: Answer, node: ConditionNode) -> list[str]:
        voice, fact = self._voice, node["fact"]
        entry = answer["conditions"][node["condition"]]
        self._shown.add(node["condition"])
        latest = ""
        if fact is not None:
            said = voice.figure(fact["figure"]) or voice.of(fact["text"])
            number = self._number(fact["source"])
            latest = f"{escape(said)}, {escape(voice.date(fact['date']))} {number}"
        return [
            escape(voice.of(entry["label"])),
            escape(voice.threshold(entry)),
            escape(voice.say(node["status"])),
            escape(voice.date(node["since"])) if node["since"] else "",
            latest,
        ]

    def _chain(self, answer: Answer) -> str:
        voice = self._voice
        if not answer["chains"]:
            return voice.say("no-chain")
        chain = answer["chains"][0]
        names = " → ".join(escape(voice.label(answer, name)) for name in chain["variables"])
        return voice.say("chain", chain=names, belief=f"{chain['belief']:.2f}", sign=escape(chain["sign"]))

    def _claim(self, claim: Claim) -> list[str]:
        voice = self._voice
        return [
            f"{self._text(claim.text)} (`{claim.id}`)",
            escape(claim.kind.value),
            escape(voice.say(f"layer-{claim.layer.value}")),
            f"{self._believed[claim.id]:.2f}",
            self._words(claim),
            *(self._speakers(claim, stance) for stance in _STANCES),
        ]

    def _words(self, claim: Claim) -> str:
        if claim.quotes:
            slides = self._thesis.slides
            return "<br>".join(
                f"“{escape(clean(each.exact))}” ({escape(each.slide)})"
                for each in claim.quotes
                if each.slide in slides or each.exact
            )
        return "" if claim.why is None else self._text(claim.why)

    def _speakers(self, claim: Claim, stance: Stance) -> str:
        found = [
            self._number(each.source)
            for each in self._thesis.evidence.values()
            if each.stance is stance and claim.id in each.claims
        ]
        return " ".join(dict.fromkeys(found))

    def _number(self, source: str) -> str:
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        return f"\\[{number}\\]"

    def _sources(self) -> Iterator[str]:
        known: Mapping[str, Source] = self._thesis.sources
        for source, number in self._numbers.items():
            told = known.get(source)
            if told is None:
                yield f"{number}. {escape(source)}"
            else:
                seen = self._voice.say(told.seen.value)
                yield f"{number}. {link(told.title, told.url)}, {escape(told.publisher)} ({escape(seen)})"

    def _text(self, text: Text) -> str:
        return escape(clean(text.in_(self._scope.language)))


def _conditions(node: TreeNode | None) -> Iterator[ConditionNode]:
    """Yield each condition of a proof tree once, in its order."""
    seen: set[str] = set()
    waiting = [] if node is None else [node]
    while waiting:
        node = waiting.pop(0)
        if node["type"] == "gate":
            waiting = [*node["members"], *waiting]
        elif node["type"] == "condition" and node["condition"] not in seen:
            seen.add(node["condition"])
            yield node


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table and an empty line; nothing if it has no rows."""
    written = [f"| {' | '.join(row)} |" for row in rows]
    if written:
        yield f"| {' | '.join(heads)} |"
        yield "|" + " --- |" * len(heads)
        yield from [*written, ""]
