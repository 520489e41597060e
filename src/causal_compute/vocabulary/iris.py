"""The IRIs of what lies in a thesis, and the prefixes that shorten them.

May touch: the prefixes. Must not know: quads, files, queries.

Everything of a thesis lies below `BASE + thesis id + "/"`. Variables, conditions and claims share one space
of ids there; what has ids of its own has a folder (`slide/`, `source/` ...), so that no two can meet. A part
of a thing is the thing's IRI, a dot and the part's name: ids hold no dot, and a dot needs no escape in a
prefixed name.
"""

from urllib.parse import quote

from causal_compute.model import Layer
from causal_compute.vocabulary.ours import BASE
from causal_compute.vocabulary.theirs import PREFIXES

__all__ = ["FOLDERS", "graph_iri", "item_iri", "prefixes", "thesis_iri", "unit_iri"]

FOLDERS = ("graph", "slide", "source", "series", "offers", "observation", "event", "evidence")
"""The folders below a thesis. Each has a prefix of its name."""

_QUDT_UNITS = {
    "1": "UNITLESS",
    "GB": "GigaBYTE",
    "GW": "GigaW",
    "USD": "CCY_USD",
    "days": "DAY",
    "minutes": "MIN",
    "months": "MO",
    "percent": "PERCENT",
    "seconds": "SEC",
    "share": "FRACTION",
    "years": "YR",
}


def thesis_iri(thesis: str) -> str:
    """Return the IRI of a thesis, below which everything of it lies.

    >>> thesis_iri("deck")
    'https://w3id.org/causal-compute/deck/'
    """
    return f"{BASE}{quote(thesis, safe='')}/"


def item_iri(thesis: str, item: str, *, folder: str = "") -> str:
    """Return the IRI of something in a thesis: in the shared space of ids, or in one of `FOLDERS`.

    >>> item_iri("deck", "S04", folder="slide")
    'https://w3id.org/causal-compute/deck/slide/S04'
    """
    return thesis_iri(thesis) + (f"{folder}/" if folder else "") + quote(item, safe="")


def graph_iri(thesis: str, layer: Layer | None) -> str:
    """Return the IRI of a layer's graph; None is the graph that describes the document itself.

    >>> graph_iri("deck", Layer.CURATOR)
    'https://w3id.org/causal-compute/deck/graph/curator'
    """
    return item_iri(thesis, "document" if layer is None else layer.value, folder="graph")


def unit_iri(unit: str) -> str:
    """Return QUDT's IRI of a unit where it has one, else our own.

    >>> unit_iri("USD/Mtok")
    'https://w3id.org/causal-compute/ns/unit/USD-per-Mtok'
    """
    known = _QUDT_UNITS.get(unit)
    return (
        PREFIXES["ccu"] + quote(unit.replace("/", "-per-").replace(" ", "-"), safe="")
        if known is None
        else PREFIXES["unit"] + known
    )


def prefixes(thesis: str) -> dict[str, str]:
    """Return every prefix for one thesis: the common ones, its own id, and its folders.

    >>> prefixes("deck")["deck"], prefixes("deck")["slide"]
    ('https://w3id.org/causal-compute/deck/', 'https://w3id.org/causal-compute/deck/slide/')
    """
    folders = {folder: f"{thesis_iri(thesis)}{folder}/" for folder in FOLDERS}
    return {**folders, thesis: thesis_iri(thesis), **PREFIXES}
