"""The thesis as TriG, for the page: whole for its query engine, or the claims alone for who copies one.

May touch: the dataset, IRIs. Must not know: how the page uses it.
"""

from causal_compute.dataset import build, write
from causal_compute.dataset.claims import claim_quads, derived_quads
from causal_compute.dataset.terms import Space
from causal_compute.model import Thesis
from causal_compute.vocabulary import prefixes

__all__ = ["rdf"]


def rdf(thesis: Thesis, *, whole: bool) -> str:
    """Return every quad of the thesis, or those that state its claims: a fifth as many.

    What other nodes state of a claim (evidence, sources) is in the whole only.
    """
    space = Space(thesis)
    claims = thesis.claims.values()
    quads = (
        build(thesis)
        if whole
        else [q for c in claims for q in (*claim_quads(space, c), *derived_quads(space, c))]
    )
    return write(quads, "trig", prefixes(thesis.id)).decode()
