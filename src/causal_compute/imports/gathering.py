"""From a stream of names and relations to the things and claims of one thesis, small enough to hold.

May touch: names, letters, the report. Must not know: any format, how a thesis is written.

Records that say the same of the same are one claim with the sentences of all of them; where two records say
the opposite, both are kept and the report names them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from causal_compute.errors import LimitError
from causal_compute.imports.letters import Letters
from causal_compute.imports.names import Names, folded
from causal_compute.imports.records import Dropped, Name, Noted, Passage, Relation
from causal_compute.imports.report import Report
from causal_compute.imports.things import Thing, Things
from causal_compute.model import Change, GateOperator, Modality

__all__ = ["Gathered", "Made", "Source", "gather"]

CLAIMS = VARIABLES = PASSAGES = 10_000
"""The most of each that make a thesis: beyond that it is no document that somebody reads, but a corpus."""

SOURCE_BYTES = 7 * 2**20
"""The most that the sentences take together, below what one file of a thesis may hold."""

QUOTES = 20
"""The most sentences quoted for one claim."""

SENTENCE, WORDS = 2_000, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a claim comes from: the place in the file, and what the record itself gives."""

    at: str
    id: str
    word: str
    sign: str
    belief: str
    context: tuple[tuple[str, str], ...]


@dataclass(slots=True, kw_only=True)
class Made:
    """One claim in the making. Causes and effect are numbers of things."""

    causes: dict[int, Change]
    effect: int
    change: Change
    modality: Modality
    operator: GateOperator
    feedback: bool
    zh: str
    en: str
    wanted: str
    id: str = ""
    passages: dict[Passage, str] = field(default_factory=dict)
    """Each sentence with the place in the file that gives it."""
    sources: list[Source] = field(default_factory=list)

    @property
    def content(self) -> tuple[object, ...]:
        """What it says, its words aside."""
        causes = frozenset(self.causes.items())
        operator = self.operator if len(causes) > 1 else GateOperator.ALL
        return causes, self.effect, self.change, self.modality, operator, self.feedback

    @property
    def sign(self) -> int:
        """The sign of the effect, turned round where it is prevented; 0 if it is not said."""
        return -self.change.sign if self.modality is Modality.PREVENTIVE else self.change.sign


@dataclass(frozen=True, slots=True)
class Gathered:
    """The things and claims of a file, ids given."""

    things: list[Thing]
    claims: list[Made]


def gather(items: Iterable[Name | Relation | Dropped | Noted], report: Report, *, fold: bool) -> Gathered:
    """Return what a file says, and count in `report` what is dropped and noted.

    With `fold` names that differ only in case, width or white space are one.

    Raises:
        LimitError: it is more than a thesis holds.

    """
    gathering = _Gathering(report, fold=fold)
    for item in items:
        match item:
            case Name():
                gathering.things.add(item)
            case Relation():
                gathering.relation(item)
            case Dropped():
                report.records += 1
                report.dropped.add(item.reason, item.at, item.what)
            case Noted():
                report.noted.add(item.reason, item.at, item.what)
    return gathering.finished()


class _Gathering:
    """One file's gathering."""

    def __init__(self, report: Report, *, fold: bool) -> None:
        self.report = report
        self._at = ""
        self.letters = Letters(lambda reason, text: report.noted.add(reason, self._at, text))
        self.things = Things(self.letters, report, fold=fold)
        self._made: list[Made] = []
        self._groups: dict[tuple[object, ...], Made] = {}
        self._bytes = self._passages = 0

    def relation(self, relation: Relation) -> None:
        self.report.records += 1
        self._at = relation.at
        causes = {self.things.of(key): change for key, change in relation.causes}
        effect = self.things.of(relation.effect)
        if None in causes or effect is None:
            reason = "a name of which nothing is left without characters that cannot be seen"
            self.report.dropped.add(reason, relation.at)
            return
        made = self._group(
            relation, {key: change for key, change in causes.items() if key is not None}, effect
        )
        made.sources.append(self._source(relation))
        for passage in relation.passages:
            self._quote(made, passage)
        self._hold(len(self._made), CLAIMS, "claims")
        self._hold(len(self.things.all), VARIABLES, "variables")

    def _group(self, relation: Relation, causes: dict[int, Change], effect: int) -> Made:
        """Return the claim that the record is part of: a new one, or the one whose name it shares."""
        key = (relation.claim, effect, relation.change, relation.modality)
        made = self._groups.get(key) if relation.claim else None
        if made is None:
            made = Made(
                causes=causes,
                effect=effect,
                change=relation.change,
                modality=relation.modality,
                operator=relation.operator,
                feedback=relation.feedback,
                zh=self.letters.clean(relation.zh, WORDS),
                en=self.letters.clean(relation.en, WORDS),
                wanted=relation.claim or relation.id,
            )
            self._made.append(made)
            self._groups[key] = made
        else:
            made.causes.update(causes)
        return made

    def _source(self, relation: Relation) -> Source:
        clean = self.letters.clean
        return Source(
            at=relation.at,
            id=clean(relation.id, 200),
            word=clean(relation.word, 200),
            sign=clean(relation.sign, 40),
            belief=clean(relation.belief, 40),
            context=tuple((clean(key, 200), clean(value, 1_000)) for key, value in relation.context),
        )

    def _quote(self, made: Made, passage: Passage) -> None:
        text = self.letters.clean(passage.text, SENTENCE)
        if not text:
            return
        found = Passage(text=text, document=self.letters.clean(passage.document, 200))
        if found in made.passages:
            return
        if len(made.passages) == QUOTES:
            self.report.noted.add(
                f"more than {QUOTES} sentences of one claim; the others are not quoted", self._at, text
            )
            return
        made.passages[found] = self._at
        self._passages += 1
        self._bytes += len(text.encode()) + 1
        self._hold(self._passages, PASSAGES, "sentences")
        self._hold(self._bytes, SOURCE_BYTES, "bytes of sentences")

    def _hold(self, count: int, most: int, what: str) -> None:
        if count > most:
            raise LimitError(
                f"{self.report.source}: more than {most:,} {what}, which is more than a thesis holds; "
                "add --corpus for a graph to search, or cut the file"
            )

    def finished(self) -> Gathered:
        names = Names()
        self.things.settle(names)
        claims = [*self._merged()]
        for made in claims:
            made.id = names.id(_wanted(made, self.things.all))
        self._contradictions(claims)
        used = {number for made in claims for number in (*made.causes, made.effect)}
        for thing in self.things.all:
            if claims and thing.number not in used:
                self.report.noted.add("a name that no imported claim uses; it is kept", thing.key, thing.en)
        return Gathered(self.things.all, claims)

    def _merged(self) -> Iterator[Made]:
        first: dict[tuple[object, ...], Made] = {}
        for made in self._made:
            kept = first.setdefault(made.content, made)
            if kept is made:
                yield made
                continue
            at = made.sources[0].at
            self.report.noted.add(
                "a record that says what another said; they are one claim", at, f"as {kept.sources[0].at}"
            )
            kept.sources += made.sources
            for passage, where in made.passages.items():
                if len(kept.passages) < QUOTES:
                    kept.passages.setdefault(passage, where)

    def _contradictions(self, claims: list[Made]) -> None:
        first: dict[tuple[object, int], Made] = {}
        for made in claims:
            about = (frozenset(made.causes.items()), made.effect)
            first.setdefault((about, made.sign), made)
            opposite = first.get((about, -made.sign)) if made.sign else None
            if opposite is not None:
                what = f"{made.id} says the opposite of {opposite.id}"
                self.report.noted.add(
                    "two claims that contradict each other; both are kept", made.sources[0].at, what
                )


def _wanted(made: Made, things: list[Thing]) -> str:
    """Return what the claim would best be called: its own id, or its causes and its effect."""
    own = made.wanted
    if any(letter.isalpha() for letter in own) and set(folded(own)) - set("0123456789abcdef-{}"):
        return own
    first, *more = made.causes
    return f"{things[first].id}{f'-and-{len(more)}' if more else ''}-{things[made.effect].id}"
