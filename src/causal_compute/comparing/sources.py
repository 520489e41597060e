"""Two source texts as one: the second under the first, its slides moved down and, where needed, renamed.

May touch: the model. Must not know: claims.
"""

from dataclasses import replace

from causal_compute.comparing.joint import fresh
from causal_compute.model import Slide, Thesis

__all__ = ["slide_ids", "source_and_slides"]


def slide_ids(one: Thesis, other: Thesis) -> dict[str, str]:
    """Return new ids for the slides of `other` whose ids mean something else in `one`."""
    taken = {*one.slides, *other.slides}
    found: dict[str, str] = {}
    for name, slide in other.slides.items():
        if name in one.slides and not (_same_text(one, other) and slide == one.slides[name]):
            found[name] = fresh(name, other.id, taken)
            taken.add(found[name])
    return found


def source_and_slides(one: Thesis, other: Thesis) -> tuple[str, dict[str, Slide]]:
    """Return the text of both sources and all slides; `other` has its new slide ids already.

    One text that both theses have stands once.
    """
    if _same_text(one, other):
        return one.source_text, {**other.slides, **one.slides}
    first = one.source_text.removesuffix("\n")
    down = first.count("\n") + 2
    moved = {
        name: replace(each, first_line=each.first_line + down, last_line=each.last_line + down)
        for name, each in other.slides.items()
    }
    return f"{first}\n\n{other.source_text}", {**one.slides, **moved}


def _same_text(one: Thesis, other: Thesis) -> bool:
    return one.source_text == other.source_text
