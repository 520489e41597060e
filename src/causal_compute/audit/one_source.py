"""Claims on one voice, or on none.

May touch: the model. Must not know: error rates.
"""

from collections.abc import Iterator
from datetime import date

from causal_compute.audit.notes import Note, note
from causal_compute.audit.said import said_of
from causal_compute.model import Layer, Stance, Thesis

__all__ = ["check"]

NAME = "one-source"


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield the document's claims that no public voice supports, that only one does, and that several do."""
    spoken = {
        claim.id: list(said_of(claim, thesis, as_of, Stance.SUPPORTS))
        for claim in thesis.claims.values()
        if claim.layer is Layer.THESIS
    }
    groups = {claim: {each.group for each in said} for claim, said in spoken.items()}
    none = [claim for claim, voices in groups.items() if not voices]
    one = [claim for claim, voices in groups.items() if len(voices) == 1]
    many = [claim for claim, voices in groups.items() if len(voices) > 1]
    if none:
        zh = f"原文的 {len(groups)} 条主张里，{len(none)} 条除原文外没有收集到任何支持"
        en = f"of {len(groups)} claims of the document {len(none)} have no support collected but its own word"
        yield note(NAME, "open", zh=zh, en=en, claims=none)
    for claim in one:
        (voice,) = groups[claim]
        zh = f"“{thesis.claims[claim].text.zh}”只有一个公开的声音支持：{voice}"
        en = f'"{thesis.claims[claim].text.en}" is supported by one public voice only: {voice}'
        ids = [each.id for each in spoken[claim]]
        yield note(NAME, "open", zh=zh, en=en, claims=[claim], evidence=ids)
    if many:
        zh = f"{len(many)} 条主张有两个以上独立的声音支持"
        yield note(
            NAME, "holds", zh=zh, en=f"{len(many)} claims have two or more independent voices", claims=many
        )
