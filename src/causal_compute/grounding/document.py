"""What grounding hands on: the words of a thesis, and a question understood by them.

May touch: nothing. Must not know: how words are matched.

Both are plain JSON (as the Answer is): a lexicon is compiled once and read from the cache, and a question
must be grounded without importing anything that is heavy.
"""

from typing import Literal, TypedDict

__all__ = ["Entity", "Grounding", "Intent", "Lexicon", "NearMiss", "Stage", "Text"]

Intent = Literal["why", "why-not", "when", "what-if", "compare", "impact", "evidence", "trace"]
Stage = Literal["exact", "traditional", "pinyin", "fuzzy"]


class Text(TypedDict):
    """Words in both languages."""

    zh: str
    en: str


class Lexicon(TypedDict):
    """Every way in which a thesis' parts may be named, and the words that frame a question.

    Names are *keys*: folded, in the singular, without spaces (`normalise.key`). A key with several ids is
    ambiguous. `spelt` says how a key is written where that differs; `script` maps traditional characters to
    the simplified ones that occur; `pinyin` maps syllables to Chinese words; `sounds` lists, for each blurred
    syllable that occurs, the common characters that sound so. `parts` are the words and pairs of Chinese
    characters that names are made of, `words` all others of the thesis, `glosses` those of each definition.
    """

    names: dict[str, list[str]]
    opposites: dict[str, list[str]]
    ids: dict[str, list[str]]  # any id -> ["variable" | "claim" | "condition", variable id]
    kinds: dict[str, str]
    labels: dict[str, Text]
    glosses: dict[str, str]
    spelt: dict[str, str]
    script: dict[str, str]
    pinyin: dict[str, str]
    sounds: dict[str, str]
    frames: list[str]
    cues: list[list[str]]
    falling: list[str]
    parts: str
    words: str


class Entity(TypedDict):
    """A variable that the question names.

    `named` is what was named: `id` itself, or a claim about it or a condition on it (by `kind`). `opposite`
    is true where its falling was named. `matched` are the question's own words, at `start` up to `end`
    (in characters); `score` is how alike they are to the name, 1.0 unless misspelt.
    """

    id: str
    kind: Literal["variable", "condition", "claim"]
    named: str
    opposite: bool
    matched: str
    start: int
    end: int
    stage: Stage
    score: float


class NearMiss(TypedDict):
    """Something the question may have meant: the name that came near, and how near (0 to 1)."""

    id: str
    label: Text
    matched: str
    score: float


class Grounding(TypedDict):
    """A question understood, or not: nothing may be answered unless `certain`.

    `entities` stand in the order in which they are to be answered. `unread` are words of the question that
    the thesis does not know; `near_misses` is empty where the question is certain.
    """

    intent: Intent
    entities: list[Entity]
    near_misses: list[NearMiss]
    language: Literal["zh", "en"]
    certain: bool
    unread: list[str]
