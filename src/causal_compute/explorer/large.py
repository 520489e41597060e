"""The page of a graph that is too large to draw whole: it is searched, and shown in parts.

May touch: the corpus' columns, the document. Must not know: answers, which a graph of this size has none of.
"""

from collections.abc import Iterable
from datetime import date

from causal_compute.explorer.corpus import Link, Node, corpus_of, encode
from causal_compute.explorer.document import Document, plain
from causal_compute.model import Thesis

__all__ = ["LARGE", "corpus_page", "large_page"]

LARGE = 1500
"""Variables from which a map is no longer drawn whole: past it nobody can read one (measured, EXPLORER 4)."""


def large_page(thesis: Thesis, as_of: date) -> str:
    """Return the page of a large thesis. Cost: about a minute for a million claims."""
    nodes, links = corpus_of(thesis, as_of)
    return corpus_page(
        nodes, links, roots=[thesis.root], title=(thesis.title.zh, thesis.title.en), language=thesis.language
    )


def corpus_page(
    nodes: Iterable[Node], links: Iterable[Link], *, roots: list[str], title: tuple[str, str], language: str
) -> str:
    """Return the page of any corpus: about 85 bytes a claim, for up to a million. `title` is zh, en."""
    part = {
        "parts": encode(nodes, links, roots=roots),
        "title": {"zh": title[0], "en": title[1]},
        "language": language,
    }
    shown = title[0] if language == "zh" else title[1]
    page = Document(title=shown, language=language, bundle="large", parts={"corpus": plain(part)})
    return page.html()
