"""What a page tells of one thing: its names, the words it was read out of, and every statement in words.

May touch: the library, the ontology's labels. Must not know: requests, templates.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from causal_compute.endpoint.cells import Cell, cell
from causal_compute.endpoint.library import Library, name_of
from causal_compute.endpoint.words import WORDS
from causal_compute.resources import data_dir
from causal_compute.stores.results import Term, shortened
from causal_compute.vocabulary import CC, OA, PREFIXES, PROV, RDF, SKOS

__all__ = ["Card", "Quoted", "Statement", "Value", "card"]

DEEPEST = 6  # parts of parts that a page shows
MOST = 200  # values of a property that a page shows
_NAMES = (SKOS.PREF_LABEL.value, CC.TEXT.value)
_CC = PREFIXES["cc"]
_HIDDEN = frozenset(
    {
        *_NAMES,
        CC.HAS_QUOTE.value,
        CC.HAS_CAUSE.value,
        CC.VERBATIM_TEXT.value,
        CC.TRANSLATED_TEXT.value,
        CC.PARAPHRASED_TEXT.value,
        RDF.TYPE.value,
        SKOS.DEFINITION.value,
        SKOS.IN_SCHEME.value,
        SKOS.TOP_CONCEPT_OF.value,
        PROV.HAD_PRIMARY_SOURCE.value,
    }
)
"""Properties that a page shows in another way, or that say the same again."""

_HIDDEN_NAMING = frozenset({CC.BEARS_ON.value, CC.INCREASES.value, CC.DECREASES.value, OA.HAS_SOURCE.value})
"""The same, of properties that name the thing."""


@dataclass(frozen=True, slots=True)
class Value(Cell):
    """A value; of a part, what is said of it."""

    parts: Sequence["Statement"] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A property and all its values."""

    name: Cell
    values: Sequence[Value]

    @property
    def short(self) -> bool:
        """Whether the values fit beside each other: words without links."""
        return all(not (each.parts or each.href) and len(each.text) < 40 for each in self.values)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the document, and the slide that they stand on."""

    words: Cell
    place: Cell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that a page shows of a thing. `links` are (key of `words.WORDS`, address)."""

    iri: str
    title: Cell
    others: Sequence[Cell] = ()
    kinds: Sequence[str] = ()
    definitions: Sequence[Cell] = ()
    quotes: Sequence[Quoted] = ()
    said: Sequence[Statement] = ()
    named_by: Sequence[Statement] = ()
    links: Sequence[tuple[str, str]] = ()
    downloads: Sequence[tuple[str, str]] = field(default_factory=list)


def card(iri: str, path: str, library: Library, lang: str) -> Card:
    """Return what is to be shown of a thing in the interface's language, "zh" or "en"."""
    told = _Told(library, lang)
    quads = library.spoken_of(iri)
    own = [quad for quad in quads if quad.subject == NamedNode(iri)]
    names = told.texts(own, _NAMES)
    title, *others = names or [Cell(path.rpartition("/")[2] or library.thesis.id)]
    return Card(
        iri=iri,
        title=title,
        others=others,
        kinds=told.kinds(own),
        definitions=told.texts(own, (SKOS.DEFINITION.value,)),
        quotes=told.quotes(own, quads),
        said=told.statements(NamedNode(iri), quads),
        named_by=told.naming(library.speaking_of(iri)),
        links=_links(path, library, lang),
        downloads=[
            (name, f"/id/{quote(path)}.{suffix}")
            for name, suffix in (
                ("Turtle", "ttl"),
                ("JSON-LD", "jsonld"),
                ("N-Triples", "nt"),
                ("RDF/XML", "rdf"),
            )
        ],
    )


class _Told:
    """Statements in words of one language."""

    def __init__(self, library: Library, lang: str) -> None:
        self.library, self.lang = library, lang

    def texts(self, quads: Iterable[Quad], properties: Sequence[str]) -> list[Cell]:
        """Return the literals of some properties, those of the interface's language first."""
        found = [quad.object for quad in quads if quad.predicate.value in properties]
        words = dict.fromkeys(
            (each.value, each.language or "") for each in found if isinstance(each, Literal)
        )
        return [Cell(text, lang=tag) for text, tag in sorted(words, key=lambda each: each[1] != self.lang)]

    def kinds(self, quads: Iterable[Quad]) -> list[str]:
        """Return what a thing is, in the ontology's words, the most special last."""
        types = [name_of(quad.object) for quad in quads if quad.predicate.value == RDF.TYPE]
        ours = [each for each in dict.fromkeys(types) if each.startswith(_CC)]
        return [self._term(each) for each in ours]

    def quotes(self, own: Iterable[Quad], quads: Sequence[Quad]) -> list[Quoted]:
        """Return the quotes of a thing with the slide of each."""
        found = []
        for part in dict.fromkeys(quad.object for quad in own if quad.predicate.value == CC.HAS_QUOTE):
            about = [quad for quad in quads if quad.subject == part]
            places = [quad.object for quad in about if quad.predicate.value == PROV.WAS_QUOTED_FROM]
            place = self._value(places[0]) if places else None
            words = self.texts(about, (CC.VERBATIM_TEXT.value,))
            found += [Quoted(each, place) for each in words]
        return found

    def statements(self, subject: Term, quads: Sequence[Quad], depth: int = 0) -> list[Statement]:
        """Return what is said of a subject, parts within it, in the order of the files."""
        own = [quad for quad in quads if quad.subject == subject]
        hidden = _HIDDEN if depth == 0 else _HIDDEN - set(_NAMES)
        grouped: dict[str, dict[Term, None]] = {}
        for quad in own:
            if quad.predicate.value not in hidden:
                grouped.setdefault(quad.predicate.value, {})[quad.object] = None
        return [
            Statement(
                self._property(name), [self._value(value, quads, depth) for value in list(values)[:MOST]]
            )
            for name, values in grouped.items()
        ]

    def naming(self, quads: Iterable[Quad]) -> list[Statement]:
        """Return who names a thing, by the property that names it."""
        grouped: dict[str, dict[str, None]] = {}
        for quad in quads:
            if quad.predicate.value in _HIDDEN_NAMING:
                continue
            owner = self.library.owner(name_of(quad.subject))
            grouped.setdefault(quad.predicate.value, {})[owner] = None
        return [
            Statement(self._inverse(name), [self._value(NamedNode(owner)) for owner in list(owners)[:MOST]])
            for name, owners in grouped.items()
        ]

    def _property(self, iri: str) -> Cell:
        return Cell(self._term(iri))

    def _inverse(self, iri: str) -> Cell:
        """Return what a property is called from the side of what it names."""
        return Cell(WORDS[self.lang].get("of-" + iri.removeprefix(_CC)) or self._term(iri))

    def _term(self, iri: str) -> str:
        labels = _labels().get(iri, {})
        known = WORDS[self.lang].get("is-" + shortened(NamedNode(iri), PREFIXES))
        return known or labels.get(self.lang) or labels.get("en") or cell(NamedNode(iri), self.library).text

    def _value(self, term: Term, quads: Sequence[Quad] = (), depth: int = 0) -> Value:
        if isinstance(term, NamedNode):
            parts = self.statements(term, quads, depth + 1) if quads and depth < DEEPEST else []
            if parts and "." in term.value.rpartition("/")[2]:
                return Value("", parts=parts)
            if term.value in _labels():
                return Value(self._term(term.value))
        plain = cell(term, self.library)
        label = self._label(term)
        if label is not None:
            return Value(label.text, plain.href, label.lang)
        return Value(plain.text, plain.href, plain.lang)

    def _label(self, term: Term) -> Cell | None:
        if not isinstance(term, NamedNode) or self.library.path(term.value) is None:
            return None
        spoken = [quad for quad in self.library.spoken_of(term.value) if quad.subject == term]
        return next(iter(self.texts(spoken, _NAMES)), None)


@cache
def _labels() -> dict[str, dict[str, str]]:
    """Return the ontology's labels: IRI -> language -> words."""
    found: dict[str, dict[str, str]] = {}
    source = (data_dir("ontology") / "causal-compute.ttl").read_text(encoding="utf-8")
    for quad in parse(source, format=RdfFormat.TURTLE):
        if quad.predicate.value == PREFIXES["rdfs"] + "label" and isinstance(quad.object, Literal):
            found.setdefault(name_of(quad.subject), {})[quad.object.language or "en"] = quad.object.value
    return found


def _links(path: str, library: Library, lang: str) -> list[tuple[str, str]]:
    """Return where else to look: the explorer at this very thing, and the questions that fit it."""
    asked = quote(path, safe="")
    if path in library.thesis.variables:
        own = "why" if library.thesis.variables[path].kind == "application" else "impact"
        return [
            ("in-explorer", f"/#n={asked}&lang={lang}"),
            (own, f"/{own}?q={asked}&lang={lang}"),
            ("trace", f"/trace?q={asked}&lang={lang}"),
            ("evidence", f"/evidence?q={asked}&lang={lang}"),
        ]
    if path in library.thesis.claims:
        effect = quote(library.thesis.claims[path].effect.variable, safe="")
        return [
            ("in-explorer", f"/#n={effect}&c={asked}&lang={lang}"),
            ("evidence", f"/evidence?q={asked}&lang={lang}"),
        ]
    return []
