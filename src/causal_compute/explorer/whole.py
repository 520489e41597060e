"""The page of any thesis, chosen by its size: the map with its answers, or the search of a large graph.

May touch: the pages. Must not know: questions, where answers come from.
"""

from collections.abc import Callable, Mapping
from datetime import date

from causal_compute.answers.document import Answer
from causal_compute.errors import UsageError
from causal_compute.explorer.large import LARGE, large_page
from causal_compute.explorer.network import claim_network, stock_page
from causal_compute.model import Thesis

__all__ = ["whole_page"]


def whole_page(  # noqa: PLR0913 - the page's options
    thesis: Thesis,
    answers: Callable[[date], Mapping[str, Answer]],
    as_of: date,
    *,
    question: Callable[[], Answer] | None = None,
    sparql: bool = True,
    stock: bool = False,
) -> str:
    """Return one HTML file.

    `answers` gives every variable's answer as of a day, `question` the one that the page opens with.
    `stock` is pyvis' own page of the same graph, which loads from the network.

    Raises:
        UsageError: pyvis' page with a question, or either of a graph that is too large for it.

    """
    if question and stock:
        raise UsageError("--ask goes without --stock: pyvis' own page cannot open with a question")
    if len(thesis.variables) > LARGE:
        if question or stock:
            option = "--ask" if question else "--stock"
            raise UsageError(
                f"{option} is for graphs of up to {LARGE} variables; this one is searched instead"
            )
        return large_page(thesis, as_of)
    asked = question() if question else None
    network = claim_network(thesis, answers(as_of), asked=asked, sparql=sparql)
    return stock_page(network) if stock else network.generate_html()
