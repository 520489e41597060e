"""A corpus as columns: up to a million claims that one offline page can hold, search and draw a part of.

May touch: the model and `assessment`. Must not know: HTML, how the page draws.

Every column is deflated by itself (raw DEFLATE, RFC 1951) and written in base64 (RFC 4648), so that it can
stand in a data island and be opened by `DecompressionStream("deflate-raw")`. `web/source/corpus.js` reads it.

* A number column is unsigned 32-bit, laid out in planes: all lowest bytes, then all second, third and highest
  bytes. The high planes are nearly constant and cost nothing: a fifth less than plain integers. A *stepped*
  column holds the differences between neighbours instead, zigzag-coded (0, -1, 1, -2 ... as 0, 1, 2, 3 ...);
  causes and effects gain nothing by it, unless the links are sorted.
* A text column is two: the texts as UTF-8, end to end, and `<name>_length`, their lengths in bytes. There is
  no separator, so a text may contain any character.
* A byte column is one byte a row. Belief b is stored as `round(255 * b)`, but no less than 1 if b is above 0.

| rows | columns |
|---|---|
| nodes | `id`, `zh`, `en` (text), `kind` (byte: index into `kinds`) |
| claims | `claim`, `text_zh`, `text_en`, `quote` (text), `source` (number), `belief` (byte) |
| links | `cause`, `effect` (number: node), `of` (stepped number: claim), `flags` (byte) |
| sources | `source_name` (text) |
"""

import math
import sys
from array import array
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, TypedDict
from zlib import DEFLATED, compressobj

from causal_compute.assessment import beliefs
from causal_compute.model import Claim, ClaimKind, Layer, Thesis

__all__ = ["FORM", "Link", "Node", "Parts", "Sign", "corpus_of", "encode"]

FORM = "columns/1"
LEVEL = 6  # of deflate: 9 takes twice as long for 1 % less
BLOCK = 1 << 20  # bytes that wait before they are deflated together
SIGNS = {"?": 0, "+": 1, "-": 2}
FEEDBACK, INFERRED = 4, 8

Sign = Literal["+", "-", "?"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A variable: its id, its kind (a short word; 256 different ones at most) and its label."""

    id: str
    kind: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """By the claim called `claim`, `cause` acts on `effect` (ids of nodes) in the direction of `sign`.

    A claim with several causes makes several links, one after the other; `belief` (a probability), the words
    and the source are the claim's, and those of its first link count. `feedback` marks a link that is left
    out of chains because it closes a loop, `inferred` one that the thesis itself does not make.
    """

    claim: str
    cause: str
    effect: str
    sign: Sign
    belief: float
    zh: str
    en: str
    quote: str = ""
    source: str = ""
    feedback: bool = False
    inferred: bool = False


class Parts(TypedDict):
    """An encoded corpus, all of it JSON. `rows` counts each table; `roots` are nodes; see the module."""

    form: str
    rows: dict[str, int]
    kinds: list[str]
    roots: list[int]
    columns: dict[str, str]


def corpus_of(thesis: Thesis, as_of: date | None = None) -> tuple[list[Node], list[Link]]:
    """Return the variables and the causal links of a thesis, in file order.

    The source of a link is the slide of its claim's first quote, or the claim's layer when it has none.
    Beliefs are those of the evidence up to `as_of`.

    >>> from causal_compute.readers import read_thesis
    >>> nodes, links = corpus_of(read_thesis())
    >>> {link.sign for link in links} <= {"+", "-", "?"}
    True
    """
    nodes = [
        Node(id=name, kind=variable.kind.value, zh=variable.label.zh, en=variable.label.en)
        for name, variable in thesis.variables.items()
    ]
    believed = beliefs(thesis, as_of)
    causal = (claim for claim in thesis.claims.values() if claim.kind is ClaimKind.CAUSAL)
    return nodes, [link for claim in causal for link in _links(claim, believed)]


def _links(claim: Claim, believed: Mapping[str, float]) -> Iterator[Link]:
    for cause in claim.causes.causes() if claim.causes is not None else ():
        yield Link(
            claim=claim.id,
            cause=cause.variable,
            effect=claim.effect.variable,
            sign=_sign(cause.change.sign * claim.effect.change.sign),
            belief=believed[claim.id],
            zh=claim.text.zh,
            en=claim.text.en,
            quote="\n".join(quote.exact for quote in claim.quotes),
            source=claim.quotes[0].slide if claim.quotes else claim.layer.value,
            feedback=claim.feedback,
            inferred=claim.layer is not Layer.THESIS,
        )


def _sign(product: int) -> Sign:
    return "+" if product > 0 else "-" if product < 0 else "?"


def encode(nodes: Iterable[Node], links: Iterable[Link], *, roots: Collection[str] = ()) -> Parts:
    """Return a corpus as columns. Links are taken as they come and not kept: a generator will do.

    `roots` are the ids of the nodes at which chains begin; without any they begin wherever nothing causes a
    node. The same nodes and links in the same order give the same bytes with the same zlib. A million claims
    with 1.5 million links take about a minute and 0.5 GB.

    Raises:
        ValueError: an id comes twice or is not known, a belief is not in [0, 1], or there are over 256 kinds.
        UnicodeEncodeError: a text holds half a surrogate pair, which UTF-8 has no form for.

    """
    table = _Nodes(nodes)
    written = _Links(table, links)
    return Parts(
        form=FORM,
        rows={
            "nodes": len(table.at),
            "claims": len(written.belief),
            "links": len(written.cause),
            "sources": len(written.sources),
        },
        kinds=list(table.kinds),
        roots=sorted({table.index(root, "the roots") for root in roots}),
        columns={name: _base64(column) for name, column in (table.columns() | written.columns()).items()},
    )


class _Deflated:
    """Bytes that are deflated as they come, so that a large column is never held whole."""

    def __init__(self) -> None:
        self._deflate = compressobj(LEVEL, DEFLATED, -15)
        self._waiting = bytearray()
        self._done: list[bytes] = []

    def add(self, raw: bytes | bytearray) -> None:
        self._waiting += raw
        if len(self._waiting) >= BLOCK:
            self._done.append(self._deflate.compress(self._waiting))
            self._waiting = bytearray()

    def bytes(self) -> bytes:
        """Return everything deflated. To be called once, at the end."""
        return b"".join((*self._done, self._deflate.compress(self._waiting), self._deflate.flush()))


class _Texts:
    """A text column in the making."""

    def __init__(self) -> None:
        self._lengths = array("I")
        self._bytes = _Deflated()

    def add(self, text: str) -> None:
        raw = text.encode()
        self._lengths.append(len(raw))
        self._bytes.add(raw)

    def columns(self, name: str) -> dict[str, bytes]:
        return {name: self._bytes.bytes(), f"{name}_length": _numbers(self._lengths)}


class _Nodes:
    """The columns of the nodes, and where each id stands."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.at: dict[str, int] = {}
        self.kinds: dict[str, int] = {}
        self._kind = array("I")
        self._texts = {name: _Texts() for name in ("id", "zh", "en")}
        for node in nodes:
            if self.at.setdefault(node.id, len(self._kind)) != len(self._kind):
                raise ValueError(f"node {node.id!r} comes twice")
            self._kind.append(self.kinds.setdefault(node.kind, len(self.kinds)))
            for name, column in self._texts.items():
                column.add(getattr(node, name))
        if len(self.kinds) > 256:
            raise ValueError(f"{len(self.kinds)} kinds of nodes; a corpus has at most 256")

    def index(self, node: str, where: str) -> int:
        if node not in self.at:
            raise ValueError(f"{where} name {node!r}, which is no node")
        return self.at[node]

    def columns(self) -> dict[str, bytes]:
        texts = [column.columns(name) for name, column in self._texts.items()]
        return {"kind": _deflated(bytes(self._kind.tolist())), **_joined(texts)}


class _Links:
    """The columns of the links, the claims they come from, and the claims' sources."""

    def __init__(self, nodes: _Nodes, links: Iterable[Link]) -> None:
        self.cause, self.effect, self._of, self._source = array("I"), array("I"), array("I"), array("I")
        self.belief, self._flags = bytearray(), bytearray()
        self.sources: dict[str, int] = {}
        self._texts = {"claim": _Texts(), "zh": _Texts(), "en": _Texts(), "quote": _Texts()}
        before: str | None = None
        for link in links:
            if link.claim != before:
                self._add_claim(link)
                before = link.claim
            where = f"links of claim {link.claim!r}"
            self.cause.append(nodes.index(link.cause, where))
            self.effect.append(nodes.index(link.effect, where))
            self._of.append(len(self.belief) - 1)
            self._flags.append(SIGNS[link.sign] | FEEDBACK * link.feedback | INFERRED * link.inferred)

    def _add_claim(self, link: Link) -> None:
        self.belief.append(_byte(link))
        self._source.append(self.sources.setdefault(link.source, len(self.sources)))
        for name, column in self._texts.items():
            column.add(getattr(link, name))

    def columns(self) -> dict[str, bytes]:
        names = _Texts()
        for name in self.sources:
            names.add(name)
        named = {"claim": "claim", "zh": "text_zh", "en": "text_en", "quote": "quote"}
        texts = [column.columns(named[name]) for name, column in self._texts.items()]
        return {
            "cause": _numbers(self.cause),
            "effect": _numbers(self.effect),
            "of": _numbers(_stepped(self._of)),
            "source": _numbers(self._source),
            "belief": _deflated(self.belief),
            "flags": _deflated(self._flags),
            **_joined([names.columns("source_name"), *texts]),
        }


def _byte(link: Link) -> int:
    if not 0.0 <= link.belief <= 1.0:  # also not a number
        raise ValueError(f"claim {link.claim!r}: belief {link.belief} is not in [0, 1]")
    return max(math.ceil(link.belief), round(255 * link.belief))


def _stepped(values: "array[int]") -> "array[int]":
    """Return the differences between neighbours, the first from 0, zigzag-coded."""
    steps = (after - before for before, after in pairwise((0, *values)))
    return array("I", (step << 1 if step >= 0 else ~(step << 1) for step in steps))


def _numbers(values: "array[int]") -> bytes:
    """Return a number column: planes of bytes, lowest first, deflated."""
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    raw = values.tobytes()
    return _deflated(b"".join(raw[plane::4] for plane in range(4)))


def _deflated(raw: bytes | bytearray) -> bytes:
    column = _Deflated()
    column.add(raw)
    return column.bytes()


def _joined(columns: Iterable[dict[str, bytes]]) -> dict[str, bytes]:
    return {name: column for each in columns for name, column in each.items()}


def _base64(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")
