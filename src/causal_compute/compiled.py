"""Compiled answers: every variable's answer, computed once for unchanged sources and kept.

May touch: the thesis' files (read only) and the cache. Must not know: what an answer says.

Answers are kept under the edition that they are of (see `editions`), so nothing stale is ever found. Within
one, they are kept by *epoch*: an answer changes only at a date of some fact, so all days between two such
dates share one. Compiling imports yaml and networkx; a warm answer imports neither.
"""

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, TypedDict, cast

from causal_compute import cache
from causal_compute.editions import edition
from causal_compute.errors import NothingFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from causal_compute.answers.backtest import Backtest
    from causal_compute.answers.document import Answer, Reading
    from causal_compute.answers.evidence import BothSides
    from causal_compute.answers.when import When
    from causal_compute.grounding.document import Entity, Lexicon
    from causal_compute.model import Thesis

__all__ = ["Compiled"]

TRACED = 5  # chains that a trace shows unless told otherwise
KEPT = 8  # theses (or versions of one) that the cache holds before the least recently written go


class Catalogue(TypedDict):
    """What is needed to ground a question and to choose an epoch."""

    lexicon: "Lexicon"
    epochs: list[str]


class Compiled:
    """A thesis ready to be questioned: `folder` (None: the packaged one), through `layers` (none: all).

    `without` leaves out what it names; see `selection`.
    """

    def __init__(
        self, folder: str | None = None, layers: tuple[str, ...] = (), without: tuple[str, ...] = ()
    ) -> None:
        self.folder = folder
        self.layers = tuple(sorted(set(layers)))
        self.without = tuple(sorted(set(without)))
        self._cache = cache.cache_folder()
        self._key = "" if self._cache is None else edition(folder, self.layers, self.without)
        self._thesis: Thesis | None = None
        self._catalogue: Catalogue | None = None

    @property
    def thesis(self) -> "Thesis":
        """The thesis itself, read from its files on first use.

        Raises:
            BadDataError: the files cannot be read as a thesis.
            NothingFoundError: what is to be left out is not there.

        """
        if self._thesis is None:
            from causal_compute.readers import read_thesis

            self._thesis = read_thesis(self.folder)
            if self.without:
                from causal_compute.selection import without

                self._thesis = without(self._thesis, self.without)
        return self._thesis

    @property
    def lexicon(self) -> "Lexicon":
        """The words that questions are grounded by."""
        return self.catalogue["lexicon"]

    @property
    def catalogue(self) -> Catalogue:
        """The lexicon and the epochs, from the cache if it has them."""
        if self._catalogue is None:
            kept = self._read("catalogue.json")
            self._catalogue = cast("Catalogue", kept) if kept is not None else self._compile_catalogue()
        return self._catalogue

    def ask(self, question: str, as_of: date) -> "Answer":
        """Return the answer to a question in words, Chinese or English.

        A question that grounds nothing with confidence returns near misses and no focus.
        """
        from causal_compute.answers.reply import reply, unanswered
        from causal_compute.grounding import ground

        grounding = ground(question, self.lexicon)
        if not grounding["certain"]:
            return unanswered(question, grounding, as_of.isoformat())
        answer = reply(question, grounding, lambda variable: self.answer(variable, as_of))
        if answer["intent"] == "trace":
            _, *targets = grounding["entities"]
            return self.traced(answer, to=targets[0]["id"] if targets else "root")
        return answer

    def impact(self, words: str, as_of: date, *, falls: bool = False) -> "Answer":
        """Return what a rise of the variable named reaches; its fall, if `falls` or if that was named."""
        from causal_compute.answers.reply import focused

        def reached(entity: "Entity") -> "Answer":
            answer = self.answer(entity["id"], as_of)
            return focused(answer, words, "impact", opposite=entity["opposite"] != falls)

        return self._named(words, as_of, reached)

    def show(self, words: str, as_of: date) -> "Answer":
        """Return all that is known of the variable, condition or claim named."""
        from causal_compute.answers.reply import focused, narrowed

        def known(entity: "Entity") -> "Answer":
            answer = self.answer(entity["id"], as_of)
            return narrowed(focused(answer, words, "evidence"), entity["named"])

        return self._named(words, as_of, known)

    def trace(self, words: str, as_of: date, *, to: str = "root", k: int = TRACED) -> "Answer":
        """Return the `k` surest chains from `to` ("root", "constraint" or a name) to the variable named."""
        from causal_compute.answers.reply import focused

        def from_source(entity: "Entity", source: str) -> "Answer":
            answer = focused(self.answer(entity["id"], as_of), words, "trace")
            return self.traced(answer, to=source, k=k)

        def reached(entity: "Entity") -> "Answer":
            if to in {"root", "constraint"}:
                return from_source(entity, to)
            return self._named(to, as_of, lambda source: from_source(entity, source["id"]))

        return self._named(words, as_of, reached)

    def traced(self, answer: "Answer", *, to: str = "root", k: int = TRACED) -> "Answer":
        """Return `answer` with its `k` surest chains from `to`: "root", "constraint" or a variable's id."""
        from causal_compute.answers.trace import traced

        return traced(answer, self.thesis, to=to, k=k)

    def evidence(self, words: str, as_of: date) -> "tuple[BothSides, str]":
        """Return what speaks for and against the claim, or every claim on the variable, that is named.

        Raises:
            NothingFoundError: the words name nothing with certainty.

        """
        from causal_compute.answers.evidence import both_sides
        from causal_compute.grounding import ground

        grounding = ground(words, self.lexicon)
        if not grounding["certain"] or not grounding["entities"]:
            raise NothingFoundError(words, [near["id"] for near in grounding["near_misses"]])
        entity = grounding["entities"][0]
        return both_sides(self.thesis, entity["named"], as_of), grounding["language"]

    def when(self, words: str, as_of: date) -> "tuple[When, str]":
        """Return when the applications named (none: all) become viable, and the language of `words`.

        Raises:
            NothingFoundError: the words name no application.

        """
        from causal_compute.answers.when import selected

        def compiled() -> "When":
            from causal_compute.answers.forecast import when
            from causal_compute.model import Layer
            from causal_compute.outlook.rows import Scenario

            seen = Scenario(layers=frozenset(map(Layer, self.layers)) or None)
            return when(self.thesis, as_of, scenario=seen)

        found = cast("When", self._of_day("when", as_of, compiled))
        if not words.strip():
            return found, "en"
        chosen, language = self.applications(words)
        return selected(found, chosen), language

    def record(self, as_of: date) -> "Backtest":
        """Return how well forecasts made in the past would have done, from what was known on a day."""

        def compiled() -> "Backtest":
            from causal_compute.answers.record import of_thesis

            return of_thesis(self.thesis, as_of)

        return cast("Backtest", self._of_day("record", as_of, compiled))

    def applications(self, words: str) -> tuple[list[str], str]:
        """Return the ids of the applications that `words` name, and the language of the words.

        Raises:
            NothingFoundError: the words name no application.

        """
        from causal_compute.grounding import ground

        grounding = ground(words, self.lexicon)
        kinds = self.lexicon["kinds"]
        named = [each["id"] for each in grounding["entities"] if kinds[each["id"]] == "application"]
        if grounding["certain"] and named:
            return list(dict.fromkeys(named)), grounding["language"]
        near = [each["id"] for each in (*grounding["near_misses"], *grounding["entities"])]
        raise NothingFoundError(words, [name for name in near if kinds.get(name) == "application"])

    def readings(self, words: str) -> "list[Reading]":
        """Return what `words` were taken for where they were not read letter by letter."""
        from causal_compute.answers.reply import readings
        from causal_compute.grounding import ground

        return readings(ground(words, self.lexicon)["entities"])

    def meant(self, words: str) -> str | None:
        """Return the id of the one variable that `words` name, None when that is not sure."""
        from causal_compute.grounding import ground

        grounding = ground(words, self.lexicon)
        return grounding["entities"][0]["id"] if grounding["certain"] and grounding["entities"] else None

    def answer(self, variable: str, as_of: date) -> "Answer":
        """Return the compiled answer of `variable` as of a day; the caller may change it.

        Raises:
            KeyError: the thesis has no such variable.

        """
        epoch = self._epoch(as_of)
        kept = self._read(f"{epoch}/{variable}.json")
        found = cast("Answer", kept) if kept is not None else self._compile(epoch, as_of)[variable]
        return {**found, "as_of": as_of.isoformat()}

    def answers(self, as_of: date) -> "dict[str, Answer]":
        """Return every variable's answer as of a day."""
        return {
            variable: {**answer, "as_of": as_of.isoformat()}
            for variable, answer in self._compile(self._epoch(as_of), as_of).items()
        }

    def _named(self, words: str, as_of: date, found: "Callable[[Entity], Answer]") -> "Answer":
        """Return what `found` makes of the one thing that `words` name; near misses where none is sure."""
        from causal_compute.answers.reply import unanswered, understood
        from causal_compute.grounding import ground

        grounding = ground(words, self.lexicon)
        if not grounding["certain"] or not grounding["entities"]:
            return unanswered(words, grounding, as_of.isoformat())
        return understood(found(grounding["entities"][0]), grounding)

    def _epoch(self, as_of: date) -> int:
        return bisect_right(self.catalogue["epochs"], as_of.isoformat())

    def _compile_catalogue(self) -> Catalogue:
        from causal_compute.grounding.lexicon import lexicon
        from causal_compute.timeline import epochs

        catalogue: Catalogue = {
            "lexicon": lexicon(self.thesis),
            "epochs": [day.isoformat() for day in epochs(self.thesis)],
        }
        self._write("catalogue.json", catalogue)
        if self._cache is not None:
            cache.sweep(self._cache, KEPT)
        return catalogue

    def _compile(self, epoch: int, as_of: date) -> "dict[str, Answer]":
        from causal_compute.answers.compile import compile_answers

        answers = compile_answers(self.thesis, as_of, self.layers)
        for variable, answer in answers.items():
            self._write(f"{epoch}/{variable}.json", answer)
        return answers

    def _of_day(self, name: str, as_of: date, compiled: "Callable[[], object]") -> object:
        """Return what is kept by a name for a day, as forecasts change with it; else compile and keep it."""
        place = f"{self._epoch(as_of)}/{name}-{as_of.isoformat()}.json"
        kept = self._read(place)
        if kept is None:
            kept = compiled()
            self._write(place, kept)
        return kept

    def _read(self, name: str) -> object | None:
        return None if self._cache is None else cache.read(self._cache, f"{self._key}/{name}")

    def _write(self, name: str, content: object) -> None:
        if self._cache is not None:
            cache.write(self._cache, f"{self._key}/{name}", content)
