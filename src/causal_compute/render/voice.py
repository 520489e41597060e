"""How an answer speaks: its language, its interface words, and its colours.

May touch: nothing. Must not know: which answer it speaks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from causal_compute.render.columns import clean
from causal_compute.render.words import WORDS
from causal_compute.wording import figure_in, unit_in

if TYPE_CHECKING:
    from causal_compute.answers.document import Answer, ConditionEntry, Expectation, Interval, Text

__all__ = ["Paint", "Voice", "plain"]

Paint = Callable[[str, str], str]
"""`paint(words, role)`: the words, perhaps in the colour of their role (met, unmet, id, quote ...)."""


def plain(words: str, role: str) -> str:
    """Return `words` as they are: no colours."""
    del role
    return words


class Voice:
    """Speak "zh", "en", or "both": Chinese and English content with an English interface."""

    def __init__(self, language: str, paint: Paint = plain, *more: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self.paint = paint
        spoken = "zh" if language == "zh" else "en"
        self._words = WORDS[spoken]
        for each in more:
            self._words = {**self._words, **each[spoken]}

    def say(self, key: str, **fields: object) -> str:
        """Return an interface sentence, filled in."""
        return clean(self._words[key].format(**fields))

    def of(self, text: Text) -> str:
        """Return a text's words in the voice's language, in both when it speaks both."""
        if self.language == "both" and text["zh"] != text["en"]:
            return clean(f"{text['zh']} {text['en']}")
        return clean(text["zh"] if self.language != "en" else text["en"])

    def joined(self, *sentences: str) -> str:
        """Return sentences one after another, with the space of the language between them, or none."""
        return ("" if self.language == "zh" else " ").join(filter(None, sentences))

    def listed(self, *names: str) -> str:
        """Return names one after another, with the comma of the language."""
        return ("、" if self.language == "zh" else ", ").join(names)

    def label(self, answer: Answer, identifier: str) -> str:
        """Return the label of a variable or condition of `answer`, or the id itself for a claim."""
        entry = answer["variables"].get(identifier) or answer["conditions"].get(identifier)
        return clean(identifier) if entry is None else self.of(entry["label"])

    def date(self, interval: Interval | None) -> str:
        """Return a date as it was written, to its own precision."""
        if interval is None:
            return self.say("not-yet")
        return clean(interval["verbatim"] or interval["earliest"])

    def expected(self, key: str, when: Expectation) -> str:
        """Return the sentence `key` with the months of a forecast."""
        months = {
            mark: self.say("beyond-ten-years") if day is None else clean(day[:7])
            for mark, day in (("p10", when["p10"]), ("p50", when["p50"]), ("p90", when["p90"]))
        }
        return self.say(key, until=clean(when["data_until"] or ""), **months)

    def unit(self, unit: str) -> str:
        """Return a unit in the voice's language."""
        return clean(unit_in(unit, self.language))

    def figure(self, figure: str) -> str:
        """Return a number with its unit in the voice's language."""
        return clean(figure_in(figure, self.language))

    def named(self, name: str, words: str) -> str:
        """Return "name: words", with the colon of the language."""
        return f"{name}：{words}" if self.language == "zh" else f"{name}: {words}"

    def aside(self, *parts: str) -> str:
        """Return parts in parentheses, to be put right behind what they qualify."""
        return f"（{'；'.join(parts)}）" if self.language == "zh" else f" ({'; '.join(parts)})"

    def comparator(self, condition: ConditionEntry) -> str:
        """Return "≥" or "≤"."""
        return {">=": "≥", "<=": "≤"}.get(condition["comparator"] or "", "")

    def threshold(self, condition: ConditionEntry) -> str:
        """Return what a condition asks, in one phrase: measure, comparator, number, range and basis."""
        if condition["measure"] is None:
            return self.say("no-number")
        asks = self.say(
            "threshold",
            measure=self.of(condition["measure"]),
            comparator=self.comparator(condition),
            threshold=condition["threshold"],
            unit=self.unit(condition["unit"] or ""),
        )
        basis = self.say(condition["basis"] or "unknown")
        notes = [
            basis if condition["range"] is None else self.say("range", range=condition["range"], basis=basis)
        ]
        if condition["in_sample"]:
            notes.append(self.say("in-sample"))
        return asks + self.aside(*notes)
