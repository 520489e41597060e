"""How documents beside the answer speak: with all the tables of words, of months and of chances.

May touch: nothing. Must not know: any document.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from causal_compute.render import outlook_words, record_words
from causal_compute.render.columns import clean
from causal_compute.render.voice import Paint, Voice, plain

if TYPE_CHECKING:
    from causal_compute.outlook.document import ConditionOutlook, Outlook, Spread

__all__ = ["chance", "dates", "mark_day", "month", "speaker"]


def speaker(language: str, paint: Paint = plain) -> Voice:
    """Return a voice that knows the sentences about dates to come, back-tests and evidence."""
    return Voice(language, paint, outlook_words.WORDS, record_words.WORDS)


def month(day: str | None, voice: Voice) -> str:
    """Return a day as its month, or that it does not come."""
    return voice.say("not-within") if day is None else clean(day[:7])


def mark_day(crossed: Outlook | ConditionOutlook) -> str | None:
    """Return the day at which a crossing is marked: in the middle of those that it may mean."""
    first, last = crossed["since_from"], crossed["since"]
    if first is None or last is None:
        return last
    days = [date.fromisoformat(day).toordinal() for day in (first, last)]
    return date.fromordinal(sum(days) // 2).isoformat()


def chance(share: float, voice: Voice) -> str:
    """Return a probability as people read it.

    >>> [chance(share, speaker("en")) for share in (0.004, 0.956, 0.9999)]
    ['< 1 %', '96 %', '> 99 %']
    """
    if 0 < share < 0.01:
        words = "< 1%"
    elif 0.99 < share < 1:
        words = "> 99%"
    else:
        words = f"{share:.0%}"
    return words if voice.language == "zh" else words.replace("%", " %")


def dates(spread: Spread, voice: Voice) -> dict[str, str]:
    """Return the 10, 50 and 90 % dates by name, to fill a sentence."""
    return {
        "p10": month(spread["p10"], voice),
        "p50": month(spread["p50"], voice),
        "p90": month(spread["p90"], voice),
    }
