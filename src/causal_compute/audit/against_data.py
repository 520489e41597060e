"""The document's figures beside those of the evidence on them.

May touch: the model, units. Must not know: belief.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute.audit.notes import Note, Severity, note
from causal_compute.audit.said import said_of
from causal_compute.model import Claim, Evidence, Layer, Stance, Thesis
from causal_compute.quantity import Quantity
from causal_compute.units import unit
from causal_compute.wording import figure_in, quantity_words

__all__ = ["check", "compared"]

NAME = "numbers-against-data"


ABOUT = 0.1
"""A single figure is taken to mean about so much: a tenth to either side."""


def compared(said: Quantity, found: Quantity) -> str | None:
    """Return how a found range lies to the one that was said: inside, overlapping or outside; None if apart.

    >>> compared(Quantity(5.0, 10.0, "fold/year"), Quantity(9.0, 900.0, "fold/year"))
    'overlapping'
    >>> compared(Quantity(4000.0, 4500.0, "100M USD"), Quantity(630.0, 660.0, "billion USD"))
    'outside'
    """
    scale = unit(found.unit).into(unit(said.unit))
    if scale is None or (found.unit != said.unit and not unit(said.unit).powers):
        return None
    low, high = found.low * scale, found.high * scale
    room = 0.0 if said.low < said.high else abs(said.low) * ABOUT
    least, most = said.low - room, said.high + room
    if least <= low and high <= most:
        return "inside"
    return "outside" if high < least or low > most else "overlapping"


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield each figure of the document with every figure of the evidence on the same claim."""
    for claim in thesis.claims.values():
        if claim.layer is not Layer.THESIS or claim.quantity is None:
            continue
        on_it = [each for each in said_of(claim, thesis, as_of) if each.quantity is not None]
        notes = [found for each in on_it if (found := _note(claim, claim.quantity, each)) is not None]
        yield from notes
        if not notes:
            zh = f"“{claim.text.zh}”旁边没有同单位的公开数字"
            en = f'no public figure in the same unit stands beside "{claim.text.en}"'
            yield note(NAME, "open", zh=zh, en=en, claims=[claim.id])


_SAID: dict[str, tuple[Severity, str, str]] = {
    "inside": ("holds", "落在其内", "lies inside"),
    "overlapping": ("open", "与之部分重合", "overlaps it in part"),
    "outside": ("against", "在其之外", "lies outside"),
    "apart": ("open", "说的是另一范围", "is of another scope"),
}


def _note(claim: Claim, said: Quantity, each: Evidence) -> Note | None:
    if each.quantity is None or (how := compared(said, each.quantity)) is None:
        return None
    if each.stance is Stance.QUALIFIES:  # a figure of another scope is neither for nor against
        how = "apart"
    severity, zh, en = _SAID[how]
    words = quantity_words(said), quantity_words(each.quantity)
    mine, theirs = ({lang: figure_in(figure, lang) for lang in ("zh", "en")} for figure in words)
    return note(
        NAME,
        severity,
        zh=f"“{claim.text.zh}”（{mine['zh']}）：{theirs['zh']} {zh}。{each.text.zh}",
        en=f'"{claim.text.en}" ({mine["en"]}): {theirs["en"]} {en}. {each.text.en}',
        claims=[claim.id],
        evidence=[each.id],
        figures={
            "said_low": said.low,
            "said_high": said.high,
            "found_low": each.quantity.low,
            "found_high": each.quantity.high,
        },
    )
