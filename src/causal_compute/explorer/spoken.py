"""The sentences that answer about a variable, in both languages, as the command line prints them.

May touch: answers, `render`'s sentences. Must not know: how answers are found.
"""

from typing import NotRequired, TypedDict

from causal_compute.answers.document import Answer, Intent
from causal_compute.answers.parts import Text
from causal_compute.answers.reply import focused
from causal_compute.render.sentences import hangs_on_sentences, headline
from causal_compute.render.voice import Voice

__all__ = ["Spoken", "spoken"]

Spoken = TypedDict(
    "Spoken",
    {
        "why": Text,
        "why-not": NotRequired[Text],
        "hangs-on": NotRequired[Text],
        "impact": Text,
        "fall": NotRequired[Text],
    },
)
"""What is said of a variable for each question.

`why-not` is left out where it is the same as `why`, `fall` (what its falling reaches) where it is the same
as `impact` (what its rise reaches), and `hangs-on` where no chain leads to it from the root. The sentences of
`hangs-on` stand on lines of their own: what all chains share, then what cuts them.
"""


def spoken(answer: Answer) -> Spoken:
    """Return the sentences of one variable's compiled answer; a few string formats, nothing is reckoned."""
    why, rise = _headline(answer, "why"), _headline(answer, "impact")
    found: Spoken = {"why": why, "impact": rise}
    if (why_not := _headline(answer, "why-not")) != why:
        found["why-not"] = why_not
    if (fall := _headline(answer, "impact", opposite=True)) != rise:
        found["fall"] = fall
    if (hangs := _hangs_on(answer))["en"]:
        found["hangs-on"] = hangs
    return found


def _headline(answer: Answer, intent: Intent, *, opposite: bool = False) -> Text:
    asked = focused(answer, answer["question"], intent, opposite=opposite)
    return {"zh": headline(asked, Voice("zh")), "en": headline(asked, Voice("en"))}


def _hangs_on(answer: Answer) -> Text:
    asked = focused(answer, answer["question"], "why")
    zh, en = ("\n".join(hangs_on_sentences(asked, Voice(language))) for language in ("zh", "en"))
    return {"zh": zh, "en": en}
