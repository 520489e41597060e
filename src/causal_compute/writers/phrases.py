"""Texts, quotes, quantities and dates as the values of a file.

May touch: nothing. Must not know: which file, what they are about.
"""

from collections.abc import Mapping

from causal_compute.model import Quote, Text, TextStatus
from causal_compute.quantity import DateInterval, Quantity
from causal_compute.writers.yaml import Value

__all__ = ["Row", "Words", "date", "names", "note", "quantity", "quote", "quotes", "told_text"]

Row = dict[str, Value]


class Words:
    """Texts of a thesis whose source is in `language`."""

    def __init__(self, language: str) -> None:
        self._usual = {
            name: TextStatus.PARAPHRASE if name == language else TextStatus.TRANSLATION
            for name in ("zh", "en")
        }

    def text(self, text: Text) -> Row:
        """Return a text; how it relates to the source only where that is not the usual."""
        status = {"zh": text.zh_status, "en": text.en_status}
        unusual: Row = {name: said.value for name, said in status.items() if said is not self._usual[name]}
        return {"zh": text.zh, "en": text.en, **({"status": unusual} if unusual else {})}

    def reason(self, why: Text) -> Value:
        """Return a reason: one sentence where it is the same in both languages."""
        both = Text(zh=why.zh, en=why.zh)
        return why.zh if why == both else self.text(why)

    def why(self, why: Text | None) -> Row:
        """Return the key `why`, where there is a reason."""
        return {} if why is None else {"why": self.reason(why)}


def told_text(text: Text) -> Row:
    """Return a text with how it relates to the source spelt out: the title is read before the language is."""
    return {"zh": text.zh, "en": text.en, "status": {"zh": text.zh_status.value, "en": text.en_status.value}}


def quote(each: Quote) -> Row:
    """Return a quote; where it stands is found by its words."""
    more = {"prefix": each.prefix, "en": each.en}
    return {"slide": each.slide, "exact": each.exact, **{key: words for key, words in more.items() if words}}


def quotes(quotes: tuple[Quote, ...]) -> Row:
    """Return the key `quote`: one, or a list."""
    found: list[Value] = [quote(each) for each in quotes]
    return {"quote": found[0] if len(found) == 1 else found} if found else {}


def quantity(each: Quantity) -> Row:
    """Return a figure, its range only where it has one."""
    ends: Row = {} if each.low == each.value == each.high else {"low": each.low, "high": each.high}
    value: Row = {} if each.value is None else {"value": each.value}
    verbatim: Row = {} if each.verbatim is None else {"verbatim": each.verbatim}
    return {**value, **ends, "unit": each.unit, **verbatim}


def date(dates: DateInterval) -> str:
    """Return a date as it was written."""
    return dates.verbatim or f"{dates.earliest}..{dates.latest}"


def names(key: str, lists: Mapping[str, tuple[str, ...]]) -> Row:
    """Return a key with lists of names, where there are any."""
    found: Row = {language: list(names) for language, names in lists.items() if names}
    return {key: found} if found else {}


def note(note: str) -> Row:
    """Return the key `note`, where there is one."""
    return {"note": note} if note else {}
