"""What is still to encode, as YAML to paste: a claim for every sentence that none quotes yet.

May touch: a thesis. Must not know: files, how it is printed.
"""

from collections.abc import Iterator

from causal_compute.authoring.canon import block, leaf, listing, mapping
from causal_compute.authoring.layout import Node
from causal_compute.authoring.naming import minted
from causal_compute.authoring.quoting import sentences, slide_of
from causal_compute.model import Thesis
from causal_compute.readers.places import Places
from causal_compute.spans import LineIndex, Span, uncovered

__all__ = ["stubs"]

TODO = "TODO"


def stubs(thesis: Thesis) -> Iterator[str]:
    """Yield lines of YAML: for each sentence not covered a claim, and behind `#` a not-claim.

    What to fill in says TODO, so that `check` refuses a stub that was pasted and left.
    """
    source, lines = thesis.source_text, LineIndex(thesis.source_text)
    places = Places(source, thesis.slides)
    quotes = [quote for claim in thesis.claims.values() if claim.layer == "thesis" for quote in claim.quotes]
    covered = [(quote.start, quote.end) for quote in (*quotes, *(left.quote for left in thesis.not_claims))]
    taken = {*thesis.variables, *thesis.conditions, *thesis.claims}
    for stretch in uncovered(source, covered):
        for span in sentences(source, stretch):
            line, column = lines.place(span[0])
            slide = slide_of(thesis, line)
            yield f"# line {line}, column {column}, {f'slide {slide}' if slide else 'on no slide'}"
            if not slide:
                yield f"# {source[slice(*span)]}"
                yield "# widen the lines of a slide in thesis.yaml so that it holds this"
            else:
                quote = _quote(source, places, slide, span)
                yield from _claim(thesis, quote, minted(f"{slide} line {line}", taken), taken)
                yield from _not_claim(quote)
            yield ""


def _quote(source: str, places: Places, slide: str, span: Span) -> dict[str, Node]:
    exact = source[slice(*span)]
    entries: dict[str, Node] = {"slide": leaf(slide), "exact": leaf(exact)}
    if len(places.locate(slide, exact)) > 1:
        entries["prefix"] = leaf(places.before(span))
    return entries


def _claim(thesis: Thesis, quote: dict[str, Node], name: str, taken: set[str]) -> list[str]:
    taken.add(name)
    exact = quote["exact"]
    texts: dict[str, Node] = {language: leaf(TODO) for language in ("zh", "en")}
    texts |= {thesis.language: exact, "status": mapping({thesis.language: leaf("verbatim")}, flow=True)}
    cause = mapping({"variable": leaf(TODO), "change": leaf("increases")}, flow=True)
    claim: dict[str, Node] = {
        "id": leaf(name),
        "kind": leaf("causal"),
        "layer": leaf("thesis"),
        "text": mapping(texts),
        "causes": mapping({"all": listing([cause])}),
        "effect": mapping({"variable": leaf(TODO), "change": leaf("increases")}, flow=True),
        "modality": leaf("contributory"),
        "quote": mapping(quote, flow=True),
    }
    return block(listing([mapping(claim)]), 0)


def _not_claim(quote: dict[str, Node]) -> list[str]:
    lines = block(listing([mapping({**quote, "reason": leaf(TODO)}, flow=True)]), 0)
    return ["# or, if it claims nothing, into not-claims.yaml:", *(f"# {line}" for line in lines)]
