"""`/why`, `/when`, `/trace` ...: the questions of the command line over HTTP, by the same published schemas.

May touch: the desk, the Python API. Must not know: how a question is answered.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from causal_compute.api import ClaimGraph, Reply, Table
from causal_compute.api.questions import day
from causal_compute.endpoint.cells import Cell, rows_of
from causal_compute.endpoint.desk import Desk, Visit
from causal_compute.endpoint.library import Library
from causal_compute.endpoint.media import ANSWERS
from causal_compute.endpoint.negotiation import chosen
from causal_compute.endpoint.refusals import Refusal
from causal_compute.endpoint.representation import Representation
from causal_compute.schemas import DOCUMENTS, schema

__all__ = ["Answers"]

LONGEST = 2000  # characters of a question
MOST = 200  # chains, or things found
LANGUAGES = ("zh", "en", "both")
LISTS = ("applications", "variables", "conditions", "claims")
_FORMS = {"JSON": "json", "Markdown": "markdown", "Text": "text"}
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|[a-z0-9]{3,}")

Question = Callable[[ClaimGraph, Visit, date], Reply[Any] | Table]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: how it is asked, and what it takes besides `as_of`; `slow`: for seconds."""

    ask: Question
    takes: tuple[str, ...]
    needs_words: bool = True
    slow: bool = False


KINDS: dict[str, Kind] = {
    "why": Kind(lambda graph, visit, on: graph.why(_words(visit), as_of=on), ("q",)),
    "trace": Kind(
        lambda graph, visit, on: graph.trace(
            _words(visit), to=visit.one("to") or "root", k=_number(visit, "k", 5), as_of=on
        ),
        ("q", "to", "k"),
    ),
    "impact": Kind(
        lambda graph, visit, on: graph.impact(_words(visit), falls=_flag(visit, "falls"), as_of=on),
        ("q", "falls"),
    ),
    "show": Kind(lambda graph, visit, on: graph.show(_words(visit), as_of=on), ("q",)),
    "evidence": Kind(lambda graph, visit, on: graph.evidence(_words(visit), as_of=on), ("q",)),
    "when": Kind(
        lambda graph, visit, on: graph.when(_words(visit), as_of=on), ("q",), needs_words=False, slow=True
    ),
    "whatif": Kind(
        lambda graph, visit, on: graph.whatif(
            _words(visit),
            settings=visit.all("set"),
            given=visit.all("given"),
            left_out=visit.all("without"),
            as_of=on,
        ),
        ("q", "set", "given", "without"),
        needs_words=False,
        slow=True,
    ),
    "audit": Kind(
        lambda graph, visit, on: graph.audit(visit.one("only"), as_of=on),
        ("only",),
        needs_words=False,
        slow=True,
    ),
    "search": Kind(
        lambda graph, visit, _: graph.search(_words(visit), most=_number(visit, "most", 20)), ("q", "most")
    ),
    "applications": Kind(lambda graph, _, on: graph.applications(as_of=on), (), needs_words=False, slow=True),
    "variables": Kind(lambda graph, _, on: graph.variables(as_of=on), (), needs_words=False, slow=True),
    "conditions": Kind(lambda graph, _v, _d: graph.conditions(), (), needs_words=False),
    "claims": Kind(lambda graph, _v, _d: graph.claims(), (), needs_words=False),
}
"""Every question by its path."""


class Answers:
    """The questions."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def routes(self) -> list[Route]:
        """Return what is asked here."""
        asked = [Route(f"/{name}", self.answer) for name in KINDS]
        return [*asked, Route("/ask", self.form), Route("/schema/{name}.json", self.schema)]

    async def answer(self, request: Request) -> Response:
        """Answer a question."""
        return await self.desk.kept(request, self._answered)

    async def form(self, request: Request) -> Response:
        """Return the form that questions are put with."""
        return await self.desk.kept(request, self._form)

    async def schema(self, request: Request) -> Response:
        """Return a published JSON Schema."""
        return await self.desk.kept(request, _schema)

    async def _answered(self, visit: Visit) -> Representation:
        name = visit.request.scope["path"].strip("/")
        kind = KINDS[name]
        visit.only(*kind.takes, "as_of")
        if visit.lang not in LANGUAGES:
            raise Refusal(400, "usage", f"lang is one of {', '.join(LANGUAGES)}, not {visit.lang!r}")
        if kind.needs_words and not _words(visit):
            raise Refusal(400, "usage", f"ask /{name}?q=...; the words go into q")
        form, media = chosen(visit.accept, visit.one("format"), ANSWERS)
        on = day(visit.one("as_of")) if visit.one("as_of") is not None else visit.today
        library = self.desk.library

        def written() -> Representation:
            found = kind.ask(library.graph, visit, on)
            if form == "html":
                return _page(visit, library, found)
            return _reply(found, form, media, visit.one("lang"))

        return await library.ask(written, slow=kind.slow)

    async def _form(self, visit: Visit) -> Representation:
        visit.only()
        return visit.html("ask", self.desk.library, "/ask", **_shown(visit, ""))


async def _schema(visit: Visit) -> Representation:
    name = visit.request.path_params["name"]
    if name not in DOCUMENTS:
        raise Refusal(404, "nothing-found", f"no schema of {name!r}; one of {', '.join(DOCUMENTS)}")
    said = json.dumps(schema(name), ensure_ascii=False, indent=2)
    return Representation.of(said, "application/schema+json")


def _reply(found: Reply[Any] | Table, form: str, media: str, lang: str | None) -> Representation:
    """Return an answer; 404 where its document says that nothing was found, and what is near."""
    if isinstance(found, Table):
        said = json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else f"{found}\n"
        said = f"```text\n{said}\n```" if form == "markdown" else said
        return Representation.of(said, media)
    headers = {
        "Link": f'</schema/{found.kind}.json>; rel="describedby"',
        "Content-Language": "zh, en" if form == "json" or lang == "both" else lang or found.language,
    }
    said = found.written(form, lang).rstrip("\n") + "\n"
    return Representation.of(said, media, status=200 if found else 404, headers=headers)


def _page(visit: Visit, library: Library, found: Reply[Any] | Table) -> Representation:
    if isinstance(found, Table):
        table = rows_of(found, found.columns, library)
        return visit.html("ask", library, "/ask", **{**_shown(visit, _words(visit)), "found": table})
    shown = _shown(visit, _words(visit))
    if found:
        shown["reply"] = _linked(found.text(visit.one("lang")), library)
        shown["links"] = [(name, visit.url(format=form)) for name, form in _FORMS.items()]
    else:
        near = [miss["id"] for miss in found.document["near_misses"]]
        shown["near"] = [Cell(each, f"/id/{each}") for each in near]
    page = visit.html("ask", library, "/ask", **shown)
    if found:
        return page
    return Representation(page.body, page.media, 404, page.headers, page.gzipped, page.tag)


def _shown(visit: Visit, words: str) -> dict[str, Any]:
    title = words or visit.request.scope["path"].strip("/").capitalize()
    return {"title": title, "question": words, "near": None, "reply": "", "links": [], "found": None}


def _linked(text: str, library: Library) -> Markup:
    """Return a text in which every id of the thesis is a link to its page; all else is escaped."""
    ids = _ids(library)
    parts: list[str] = []
    at = 0
    for found in _WORD.finditer(text):
        if found[0] in ids and _stands_alone(text, found):
            parts += [escape(text[at : found.start()]), f'<a href="/id/{found[0]}">{found[0]}</a>']
            at = found.end()
    return Markup("".join([*parts, escape(text[at:])]))  # noqa: S704 - escaped, and ids are a-z, 0-9 and -


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """Report whether an id stands in brackets, as ids do in answers, or is hyphenated as no word is."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return (before, after) in {("(", ")"), ("[", "]"), ("（", "）")} or found[0].count("-") > 1


@cache
def _ids(library: Library) -> frozenset[str]:
    thesis = library.thesis
    return frozenset({*thesis.variables, *thesis.conditions, *thesis.claims})


def _words(visit: Visit) -> str:
    words = (visit.one("q") or "").strip()
    if len(words) > LONGEST:
        raise Refusal(413, "too-large", f"a question may have {LONGEST} characters, not {len(words)}")
    return words


def _number(visit: Visit, name: str, usual: int) -> int:
    value = visit.one(name)
    if value is None:
        return usual
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= MOST):
        raise Refusal(400, "usage", f"{name} is a number from 1 to {MOST}, not {value[:40]!r}")
    return int(value)


def _flag(visit: Visit, name: str) -> bool:
    value = visit.one(name)
    if value not in {None, "", "true", "false", "1", "0"}:
        raise Refusal(400, "usage", f"{name} is true or false, not {str(value)[:40]!r}")
    return value in {"", "true", "1"}
