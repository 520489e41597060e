"""Words looked for in all that a thesis says: names first, then what is spelt alike, then texts.

May touch: the model, grounding. Must not know: answers, languages of the interface.
"""

from collections.abc import Iterator
from functools import partial
from typing import Literal, TypedDict
from unicodedata import normalize

from causal_compute.grounding import ground
from causal_compute.grounding.document import Lexicon
from causal_compute.model import Text, Thesis

__all__ = ["Hit", "search"]

Where = Literal["name", "near", "label", "text", "quote"]
_ORDER: tuple[Where, ...] = ("label", "text", "quote")


class Hit(TypedDict):
    """Something that the words were found in, and where: its name, one spelt alike, label, text or quote."""

    id: str
    kind: str
    zh: str
    en: str
    found: Where
    words: str


def search(words: str, thesis: Thesis, lexicon: Lexicon, most: int = 20) -> list[Hit]:
    """Return at most `most` variables, conditions, claims and sources, best first; each stands once.

    A text is found where it holds every word, whatever the case and width of its letters.
    Cost: one pass over the texts.

    Raises:
        UsageError: the words are longer than any question.

    """
    texts = list(_texts(thesis))
    known = {hit["id"]: hit for hit in reversed(texts)}
    grounding = ground(words, lexicon)
    found: list[Hit] = [
        {**known[entity["named"]], "found": "name", "words": entity["matched"]}
        for entity in grounding["entities"]
        if entity["named"] in known
    ]
    found += [
        {**known[near["id"]], "found": "near", "words": near["matched"]}
        for near in grounding["near_misses"]
        if near["id"] in known
    ]
    wanted = _folded(words).split()
    held = [hit for hit in texts if wanted and all(word in _folded(hit["words"]) for word in wanted)]
    found += sorted(held, key=lambda hit: _ORDER.index(hit["found"]))
    once: dict[str, Hit] = {}
    for hit in found:
        once.setdefault(hit["id"], hit)
    return list(once.values())[:most]


def _folded(words: str) -> str:
    return normalize("NFKC", words).casefold()


def _texts(thesis: Thesis) -> Iterator[Hit]:
    """Yield every text of the thesis as a hit in itself."""
    for variable in thesis.variables.values():
        said = partial(_hit, variable.id, variable.kind.value, variable.label)
        yield said("label", f"{variable.id} {_both(variable.label)} {_both(variable.short)}")
        yield said("text", _both(variable.definition))
        yield from (said("quote", quote.exact) for quote in variable.quotes)
    for condition in thesis.conditions.values():
        said = partial(_hit, condition.id, "condition", condition.label)
        yield said("label", f"{condition.id} {_both(condition.label)}")
        yield from (said("quote", quote.exact) for quote in condition.quotes)
    for claim in thesis.claims.values():
        said = partial(_hit, claim.id, "claim", claim.text)
        yield said("text", f"{claim.id} {_both(claim.text)}")
        yield from (said("quote", f"{quote.exact} {quote.en}") for quote in claim.quotes)
    for source in thesis.sources.values():
        title = Text(zh=source.title, en=source.title)
        yield _hit(source.id, "source", title, "text", f"{source.id} {source.title} {source.publisher}")


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}"


def _hit(identifier: str, kind: str, label: Text, where: Where, words: str) -> Hit:
    return {"id": identifier, "kind": kind, "zh": label.zh, "en": label.en, "found": where, "words": words}
