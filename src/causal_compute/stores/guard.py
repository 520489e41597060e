"""The gate that every SPARQL query passes before an engine sees it: read-only, local and of bounded size.

May touch: the query's text. Must not know: engines, stores, terms.

Both engines can be led outside by a query: SERVICE makes them send a request, and FROM makes rdflib read
files and addresses. No switch turns all of that off, so the text itself is judged, by a lexer that knows what
is a comment, a string, an IRI or a name. It is an allow-list: the form must be SELECT, ASK, CONSTRUCT or
DESCRIBE, and FROM may name nothing but the graphs that are there.

A guard is only as good as its reading of the text, so wherever two readers may differ it takes both
readings or refuses:

* line ends are made one kind, since engines differ on which of them ends a comment;
* escapes (a backslash, u and a code) are read both as written and expanded, since rdflib expands them first;
* Oxigraph finds a keyword inside a longer word ("trueSERVICE"), so no word or prefix may contain "service";
* ``?a<1)SERVICE:x#>`` is an IRI to a lexer, and a comparison and a comment to a parser: an IRI with # must
  have :// before it, which no comparison can;
* a parser that meets a bad escape in a long string reads it as two short ones, so escapes are held to the
  grammar here too.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from causal_compute.errors import ForbiddenQueryError, LimitError, QueryError

__all__ = [
    "ADMITTED_FORMS",
    "MAX_CHAIN",
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "MAX_TOKENS",
    "AdmittedQuery",
    "admit",
    "located",
]

NONE: Mapping[str, str] = {}
ADMITTED_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
MAX_CHARACTERS = 1_000_000
MAX_TOKENS = 20_000
MAX_DEPTH = 100  # rdflib's recursion ends near here; Oxigraph's stack overflows at some thousands
MAX_CHAIN = 500  # of one operator in one bracket: each link is a level of Oxigraph's recursion

_UPDATES = frozenset(
    {"LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "INSERT", "DELETE", "WITH", "USING"}
)
_PROLOGUE = frozenset({"PREFIX", "BASE", "VERSION"})
_LINKS = frozenset(
    {"!", "/", "|", "^", "+", "-", "*", ".", ";", ",", "&&", "||"}
    | {"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES"}
)


@dataclass(frozen=True, slots=True)
class AdmittedQuery:
    """A query that may run: `text` is what to hand to the engine, `names_graphs` whether it says FROM."""

    text: str
    form: str
    names_graphs: bool


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_RDFLIB_ESCAPE = re.compile(r"\\u([0-9a-f]{4}(?:[0-9a-f]{4})?)", re.IGNORECASE)
_HALF_PAIR = r"[Dd][89A-Fa-f]"
_SHORT, _LONG = (
    rf"u(?!{_HALF_PAIR})[0-9A-Fa-f]{{4}}",
    rf"U00(?:10|0(?!0{_HALF_PAIR})[0-9A-Fa-f])[0-9A-Fa-f]{{4}}",
)
_CHARACTER_ESCAPE = rf"\\(?:[tbnrf\"'\\]|{_SHORT}|{_LONG})"
_LEXER = re.compile(
    rf"""
      (?P<space>   [ \t\n]+ )
    | (?P<comment> \#[^\n]* )
    | (?P<string>  \"{{3}} (?: \"{{0,2}} (?: [^"\\] | {_CHARACTER_ESCAPE} ) )* \"{{3}}
                 | '{{3}} (?: '{{0,2}} (?: [^'\\] | {_CHARACTER_ESCAPE} ) )* '{{3}}
                 | " (?: [^"\\\n] | {_CHARACTER_ESCAPE} )* "
                 | ' (?: [^'\\\n] | {_CHARACTER_ESCAPE} )* ' )
    | (?P<iri>     < [^<>"{{}}|^`\\\x00-\x20]* > )
    | (?P<open>    [({{\[] | <(?=<) )
    | (?P<close>   [)}}\]] | >> )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+ (?: -[A-Za-z0-9]+ )* )
    | (?P<name>    (?: [^\W\d_] [\w.\-·]{{0,99}} | _ )? :
                   (?: [\w.:\-·] | %[0-9A-Fa-f]{{2}} | \\[_~.\-!$&'()*+,;=/?\#@%] )* )
    | (?P<number>  \d+ (?: \.\d+ )? (?: [eE][+-]?\d+ )? | \.\d+ (?: [eE][+-]?\d+ )? )
    | (?P<word>    [A-Za-z]\w* )
    | (?P<operator> \^\^ | && | \|\| | != | <= | >= | [!=<>+\-*/|^?.,;~] )
    """,
    re.VERBOSE | re.DOTALL,
)
_SURE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://|<[^#]*>")
_COMMENT_IN_COMPARISON = re.compile(r"<[^>\s]*#")


def admit(query: str, *, prefixes: Mapping[str, str] = NONE, graphs: Collection[str] = ()) -> AdmittedQuery:
    r"""Return `query`, ready for an engine, if it only reads what is there.

    `prefixes` are declared without the query's saying so; `graphs` are the IRIs that FROM may name.
    Costs some 20 microseconds for an ordinary query.

    Raises:
        ForbiddenQueryError: it would write, reach a file or the network, or names a graph that is not there.
        LimitError: it has too many tokens, brackets in brackets, or links in a chain.
        QueryError: it cannot be read as SPARQL, or uses a prefix that nobody declared.

    >>> admit("select ?s { ?s ?p 'SERVICE <x>' } # LOAD <y>").form
    'SELECT'
    >>> admit("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
        ...
    causal_compute.errors.ForbiddenQueryError: line 1, column 7 of the query: SERVICE would ask another ...
    """
    text = query.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if len(text) > MAX_CHARACTERS:
        raise LimitError(f"the query has more than {MAX_CHARACTERS:,} characters; ask in several queries")
    readings = {text: None, _expanded(text, _ESCAPE): None, _expanded(text, _RDFLIB_ESCAPE): None}
    forms = [_read(reading, prefixes, frozenset(graphs)) for reading in readings]
    form, names_graphs = forms[0]
    return AdmittedQuery(text, form, names_graphs)


def located(text: str, start: int, problem: str) -> str:
    """Return `problem` with its line and column in `text`, and the line itself with a mark below it.

    >>> print(located("SELECT ?x {", 10, "a brace is left open"))
    line 1, column 11 of the query: a brace is left open
      SELECT ?x {
                ^
    """
    begin = text.rfind("\n", 0, start) + 1
    line = text[begin:].split("\n", 1)[0]
    above = text[begin:start][-60:]
    indent = "".join("\u3000" if east_asian_width(c) in "WF" else c if c == "\t" else " " for c in above)
    number, column = text.count("\n", 0, start) + 1, start - begin + 1
    shown = (above + line[start - begin :])[:100]
    return f"line {number}, column {column} of the query: {problem}\n  {shown}\n  {indent}^"


def _expanded(text: str, escape: re.Pattern[str]) -> str:
    def character(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"

    return escape.sub(character, text)


def _read(text: str, prefixes: Mapping[str, str], graphs: frozenset[str]) -> tuple[str, bool]:
    """Hold one reading of the query against every rule; return its form and whether it says FROM."""
    tokens = list(_tokens(text))
    _refuse_size(text, tokens)
    _refuse_keywords(text, tokens)
    declared = {**prefixes, **_declared(tokens)}
    _refuse_undeclared(text, tokens, declared.keys())
    form = _form(text, tokens)
    named = list(_named_graphs(tokens))
    for token in named:
        _refuse_graph(text, token, declared, graphs)
    return form, bool(named)


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of the query, space and comments left out.

    Raises:
        QueryError: a character begins no token, or an IRI can also be read as a comparison.
        LimitError: there are more than `MAX_TOKENS`.

    """
    at = count = 0
    while at < len(text):
        found = _LEXER.match(text, at)
        if found is None or found.lastgroup is None:
            raise QueryError(located(text, at, _unreadable(text[at])))
        token = _Token(found.lastgroup, found[0], at)
        at = found.end()
        if token.kind in {"space", "comment"}:
            continue
        count += 1
        if count > MAX_TOKENS:
            raise LimitError(
                located(text, token.start, f"more than {MAX_TOKENS:,} words; ask in several queries")
            )
        _refuse_ambiguous(text, token)
        yield token


def _unreadable(character: str) -> str:
    if character in "\"'":
        return (
            f"the string that {character} opens is not closed; close it, or write \\{character} for the sign"
        )
    if character == "\\":
        return "a backslash outside a string or a name; write the character itself"
    return f"{character!r} (U+{ord(character):04X}) begins nothing in SPARQL; leave it out"


def _refuse_ambiguous(text: str, token: _Token) -> None:
    """Refuse a `<` behind which one reader sees an IRI with #, another a comparison and a comment."""
    if token.kind == "iri":
        sure = _SURE_IRI.match(token.text) is not None
    else:
        sure = token.text[0] != "<" or _COMMENT_IN_COMPARISON.match(text, token.start) is None
    if not sure:
        remedy = "write a space after < to compare; write an IRI that has # in full, or with a prefix"
        raise QueryError(located(text, token.start, f"this can be an IRI or a comparison; {remedy}"))


def _refuse_size(text: str, tokens: Sequence[_Token]) -> None:
    """Refuse what would overflow an engine's stack: deep brackets, and long chains of one operator."""
    levels: list[Counter[str]] = [Counter()]
    for token in tokens:
        if token.kind == "open":
            levels.append(Counter())
            if len(levels) > MAX_DEPTH + 1:
                problem = f"more than {MAX_DEPTH} brackets in brackets; write it flatter"
                raise LimitError(located(text, token.start, problem))
        elif token.kind == "close" and len(levels) > 1:
            levels.pop()
        elif (link := token.text.upper()) in _LINKS:
            levels[-1][link] += 1
            if levels[-1][link] > MAX_CHAIN:
                problem = f"more than {MAX_CHAIN} {link} in one bracket; write it shorter, with VALUES or IN"
                raise LimitError(located(text, token.start, problem))


def _refuse_keywords(text: str, tokens: Sequence[_Token]) -> None:
    """Refuse every word that would send a request or change the data."""
    for token in tokens:
        word = token.text.upper() if token.kind in {"word", "name"} else ""
        if "SERVICE" in word.partition(":")[0]:
            problem = "SERVICE would ask another server; leave it out, and call no prefix by that name"
        elif word in _UPDATES:
            problem = (
                f"{word} belongs to an update, and this graph is only read; change the YAML files instead"
            )
        else:
            continue
        raise ForbiddenQueryError(located(text, token.start, problem))


def _declared(tokens: Sequence[_Token]) -> dict[str, str]:
    """Return what the query's own PREFIX lines declare."""
    triples = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in triples
        if word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }


def _refuse_undeclared(text: str, tokens: Sequence[_Token], known: Collection[str]) -> None:
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known and prefix != "_":
            ready = " ".join(f"{name}:" for name in sorted(known))
            problem = f"nobody declares {prefix}:; write PREFIX {prefix}: <...>, or use one of {ready}"
            raise QueryError(located(text, token.start, problem))


def _form(text: str, tokens: Sequence[_Token]) -> str:
    """Return the query's form, which is its first word behind the prologue."""
    for token in tokens:
        word = token.text.upper()
        if token.kind in {"iri", "name", "string"} or word in _PROLOGUE:
            continue
        if token.kind == "word" and word in ADMITTED_FORMS:
            return word
        problem = f"a query begins with {', '.join(sorted(ADMITTED_FORMS))}, not with {token.text!r}"
        raise ForbiddenQueryError(located(text, token.start, problem))
    raise QueryError("the query is empty; write SELECT ?s WHERE { ?s ?p ?o } or the name of a query")


def _named_graphs(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Yield what stands behind each FROM and FROM NAMED."""
    for place, token in enumerate(tokens):
        if token.kind == "word" and token.text.upper() == "FROM":
            rest = [t for t in tokens[place + 1 : place + 3] if t.text.upper() != "NAMED"]
            yield rest[0] if rest else token


def _refuse_graph(text: str, token: _Token, declared: Mapping[str, str], graphs: frozenset[str]) -> None:
    prefix, _, local = token.text.partition(":")
    iri = token.text[1:-1] if token.kind == "iri" else declared.get(prefix, "") + local
    if iri not in graphs:
        ready = ", ".join(f"<{graph}>" for graph in sorted(graphs)) or "none"
        problem = f"FROM may name only a graph that is here, not {token.text}; here are {ready}"
        raise ForbiddenQueryError(located(text, token.start, problem))
