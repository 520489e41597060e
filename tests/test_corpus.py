"""A corpus as columns: what is written is read back by a plain reader here and by the page's own module."""

import json
import subprocess
from base64 import b64decode
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from zlib import decompress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causal_compute.explorer.corpus import Link, Node, Parts, corpus_of, encode
from causal_compute.model import ClaimKind
from causal_compute.readers import read_thesis
from tests.visits import program

ROOT = Path(__file__).parents[1]
MODULE = ROOT / "src/causal_compute/explorer/web/source/corpus.js"
DECK = read_thesis()
HOSTILE = (
    "",
    "</script><script>",
    "a\u2028b\u2029\n\0",
    "😀👩‍👩‍👧",
    "𠮷",
    "\ufeffbom",
    "e\u0301 é",
    "\"'\\`${x}",
)
READ_ALL = """
const { openCorpus } = await import(process.argv[1]);
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const corpus = await openCorpus(JSON.parse(Buffer.concat(chunks)));
const all = (count, read) => Array.from({ length: count }, (_, at) => read(at));
const node = (at) => [corpus.id(at), corpus.kind(at), corpus.label(at, "zh"), corpus.label(at, "en")];
const nodes = all(corpus.rows.nodes, node);
const links = all(corpus.rows.links, (at) => corpus.link(at));
console.log(JSON.stringify({ nodes, links, roots: corpus.roots }));
"""


class Columns:
    """A plain reader of the columns."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def bytes(self, name: str) -> bytes:
        return decompress(b64decode(self.parts["columns"][name]), -15)

    def numbers(self, name: str) -> list[int]:
        raw = self.bytes(name)
        rows = len(raw) // 4
        planes = zip(*(raw[plane * rows : (plane + 1) * rows] for plane in range(4)), strict=True)
        return [int.from_bytes(plane, "little") for plane in planes]

    def texts(self, name: str) -> list[str]:
        raw = self.bytes(name)
        ends = accumulate(self.numbers(f"{name}_length"), initial=0)
        return [raw[start:end].decode() for start, end in pairwise(ends)]

    def nodes(self) -> list[Node]:
        kinds = [self.parts["kinds"][kind] for kind in self.bytes("kind")]
        rows = zip(self.texts("id"), kinds, self.texts("zh"), self.texts("en"), strict=True)
        return [Node(id=name, kind=kind, zh=zh, en=en) for name, kind, zh, en in rows]

    def links(self) -> list[Link]:
        ids, sources = self.texts("id"), self.texts("source_name")
        names, said = self.texts("claim"), [self.texts(each) for each in ("text_zh", "text_en", "quote")]
        of = list(accumulate((step >> 1) ^ -(step & 1) for step in self.numbers("of")))
        ends = zip(self.numbers("cause"), self.numbers("effect"), of, self.bytes("flags"), strict=True)
        return [
            Link(
                claim=names[claim],
                cause=ids[cause],
                effect=ids[effect],
                sign="?+-"[flags & 3],  # type: ignore[arg-type]  # one of the three
                belief=self.bytes("belief")[claim] / 255,
                zh=said[0][claim],
                en=said[1][claim],
                quote=said[2][claim],
                source=sources[self.numbers("source")[claim]],
                feedback=bool(flags & 4),
                inferred=bool(flags & 8),
            )
            for cause, effect, claim, flags in ends
        ]


def rounded(links: list[Link]) -> list[Link]:
    """Return links with their beliefs as a byte holds them."""
    return [replace(link, belief=max(link.belief > 0, round(link.belief * 255)) / 255) for link in links]


def link(cause: str, effect: str, claim: str = "c", belief: float = 0.5, text: str = "") -> Link:
    return Link(
        claim=claim,
        cause=cause,
        effect=effect,
        sign="+",
        belief=belief,
        zh=text,
        en=text[::-1],
        quote=text,
        source=text,
    )


def node(name: str, text: str = "") -> Node:
    return Node(id=name, kind="factor", zh=text, en=text[::-1])


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[Node], list[Link]]:
    texts = st.text(max_size=12) | st.sampled_from(HOSTILE)
    ids = draw(st.lists(texts, min_size=1, max_size=8, unique=True))
    nodes = [Node(id=name, kind=draw(st.sampled_from("abc")), zh=draw(texts), en=draw(texts)) for name in ids]
    links = []
    for claim in range(draw(st.integers(0, 6))):
        first = Link(
            claim=f"{claim}{draw(texts)}",
            cause=draw(st.sampled_from(ids)),
            effect=draw(st.sampled_from(ids)),
            sign=draw(st.sampled_from(("+", "-", "?"))),
            belief=draw(st.floats(0, 1)),
            zh=draw(texts),
            en=draw(texts),
            quote=draw(texts),
            source=draw(texts),
            feedback=draw(st.booleans()),
            inferred=draw(st.booleans()),
        )
        others = draw(st.lists(st.sampled_from(ids), max_size=2))
        links += [first, *(replace(first, cause=cause, sign="-") for cause in others)]
    return nodes, links


@pytest.mark.no_cover
@given(corpora())
def test_what_is_encoded_is_read_back(corpus: tuple[list[Node], list[Link]]) -> None:
    nodes, links = corpus
    parts = encode(iter(nodes), iter(links), roots=[nodes[0].id])
    columns = Columns(parts)
    assert columns.nodes() == nodes
    assert columns.links() == rounded(links)
    assert parts["roots"] == [0]
    assert json.loads(json.dumps(parts)) == parts


def test_the_same_corpus_gives_the_same_bytes() -> None:
    assert encode(*corpus_of(DECK)) == encode(*corpus_of(DECK))


def test_a_text_column_that_outgrows_one_block_is_read_back() -> None:
    nodes = [node(str(at), f"{at}字" * 5000) for at in range(90)]
    assert Columns(encode(nodes, [])).nodes() == nodes


def test_every_causal_link_of_the_deck_is_there_with_its_sign() -> None:
    columns = Columns(encode(*corpus_of(DECK), roots=[DECK.root]))
    found = sorted((each.claim, each.cause, each.effect, each.sign) for each in columns.links())
    wanted = [
        (claim.id, cause.variable, claim.effect.variable, "?+-"[cause.change.sign * claim.effect.change.sign])
        for claim in DECK.claims.values()
        if claim.kind is ClaimKind.CAUSAL and claim.causes is not None
        for cause in claim.causes.causes()
    ]
    assert found == sorted(wanted)
    assert len(found) > 100
    assert [each.id for each in columns.nodes()] == list(DECK.variables)
    assert [list(DECK.variables)[at] for at in columns.parts["roots"]] == [DECK.root]
    assert {each.source for each in columns.links()} <= {*DECK.slides, "curator"}


@pytest.mark.parametrize(
    ("nodes", "links", "problem"),
    [
        pytest.param([node("a"), node("a")], [], "node 'a' comes twice", id="twice"),
        pytest.param(
            [node("a")], [link("a", "b")], "links of claim 'c' name 'b', which is no node", id="end"
        ),
        pytest.param([node("a")], [link("a", "a", belief=1.1)], "belief 1.1 is not in [0, 1]", id="belief"),
        pytest.param(
            [node("a")], [link("a", "a", belief=float("nan"))], "belief nan is not in [0, 1]", id="nan"
        ),
        pytest.param(
            [replace(node(f"{at}"), kind=f"{at}") for at in range(257)], [], "257 kinds of nodes", id="kinds"
        ),
    ],
)
def test_what_cannot_be_encoded_is_named(nodes: list[Node], links: list[Link], problem: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        encode(nodes, links)
    assert problem in str(raised.value)


def test_a_root_that_is_no_node_is_named() -> None:
    with pytest.raises(ValueError, match="the roots name 'b', which is no node"):
        encode([node("a")], [], roots=["b"])


def test_a_belief_above_nothing_is_never_stored_as_nothing() -> None:
    beliefs = (0.0, 1e-9, 0.5, 0.9999, 1.0)
    links = [link("a", "a", str(at), belief) for at, belief in enumerate(beliefs)]
    assert [*Columns(encode([node("a")], links)).bytes("belief")] == [0, 1, 128, 255, 255]


@pytest.fixture(scope="module")
def javascript() -> str:
    """Return where node is. Where there is none, CI fails and others are told."""
    return program("node")


def test_the_page_reads_what_was_written(javascript: str) -> None:
    nodes, links = corpus_of(DECK)
    nodes += [node(f"hostile-{at}", text or "x") for at, text in enumerate(HOSTILE)]
    links += [link(nodes[0].id, "hostile-0", f"h{at}", text=text) for at, text in enumerate(HOSTILE)]
    parts = json.dumps(encode(nodes, links, roots=[DECK.root]))
    command = [javascript, "--input-type=module", "-e", READ_ALL, MODULE.as_uri()]
    ran = subprocess.run(command, input=parts.encode(), check=True, capture_output=True)
    read = json.loads(ran.stdout)
    assert read["nodes"] == [[each.id, each.kind, each.zh, each.en] for each in nodes]
    ids = [each.id for each in nodes]
    assert [(ids[each["cause"]], ids[each["effect"]]) for each in read["links"]] == [
        (each.cause, each.effect) for each in links
    ]
    kept = ("sign", "belief", "zh", "en", "quote", "source", "feedback", "inferred")
    assert [{"claim": each["id"], **{name: each[name] for name in kept}} for each in read["links"]] == [
        {"claim": each.claim, **{name: getattr(each, name) for name in kept}} for each in rounded(links)
    ]
    assert [ids[root] for root in read["roots"]] == [DECK.root]
