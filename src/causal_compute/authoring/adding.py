"""One claim more: words of the source and names of variables to YAML at the end of the right file.

May touch: a draft of the thesis (nothing is written here). Must not know: how it is asked for or printed.

Everything that stands in the files stays as it is, letter by letter; what is new comes after it. The draft
is put to every rule, and an addition that brings in an error is refused.
"""

from dataclasses import dataclass
from pathlib import Path

from causal_compute.authoring.canon import block, leaf, listing, mapping
from causal_compute.authoring.draft import Draft
from causal_compute.authoring.layout import Branch, Node, page_of
from causal_compute.authoring.moving import Place, attach, sentence, settle
from causal_compute.authoring.naming import (
    UnknownNameError,
    label_of,
    minted,
    variable_of,
)
from causal_compute.authoring.quoting import Found, found
from causal_compute.authoring.wanted import Wanted
from causal_compute.errors import BadDataError, Finding, UsageError
from causal_compute.model import Layer, VariableKind
from causal_compute.readers.places import Places
from causal_compute.rules.folder import Verdict

__all__ = ["Addition", "SpoiltError", "Wanted", "Written", "addition"]

_MODELINE = "# yaml-language-server:"


@dataclass(frozen=True, slots=True)
class Written:
    """One new part: the file as the user knows it, the line it starts on, and its YAML."""

    file: str
    line: int
    yaml: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A claim ready to be written: its id, those of the variables made for it, and the YAML of each part.

    `verdict` is on the thesis with it, `findings` are those that it brings in.
    """

    id: str
    variables: tuple[str, ...]
    parts: tuple[Written, ...]
    verdict: Verdict
    findings: tuple[Finding, ...]
    draft: Draft

    def write(self) -> None:
        """Write it; variables come before the claim that names them."""
        self.draft.write()


def addition(folder: str | Path, wanted: Wanted) -> Addition:
    """Return what `wanted` adds to the thesis in `folder`; nothing is written.

    Raises:
        UsageError: a name or a quote is not found, or something is missing; what would be right is said.
        BadDataError: the thesis cannot be read as it is.
        SpoiltError: it could not be, or would be wrong, with the claim in it.

    """
    draft = Draft(folder)
    adding = _Adding(draft, wanted)
    parts = adding.parts()
    verdict = draft.verdict()
    findings = draft.new(verdict)
    errors = [each for each in findings if each.severity == "error"]
    if verdict.thesis is None or errors:
        raise SpoiltError(errors or verdict.findings)
    return Addition(adding.id, adding.variables, parts, verdict, findings, draft)


class SpoiltError(BadDataError):
    """The thesis would not be in order with the claim in it."""

    def __str__(self) -> str:
        return f"with this claim the thesis would not be in order; nothing is written:\n{super().__str__()}"


class _Adding:
    """One claim on its way from names to YAML."""

    def __init__(self, draft: Draft, wanted: Wanted) -> None:
        self._draft, self._wanted, self._thesis = draft, wanted, draft.thesis
        self._taken = {*self._thesis.variables, *self._thesis.conditions, *self._thesis.claims}
        self._variables: list[tuple[str, Branch]] = []
        self._quote: Found | None = None
        self.id = ""

    @property
    def variables(self) -> tuple[str, ...]:
        """The ids of the variables that are made with the claim."""
        return tuple(made for made, _ in self._variables)

    def parts(self) -> tuple[Written, ...]:
        """Put the new parts into the draft, and return them."""
        wanted = self._wanted
        if wanted.quote:
            self._quote = found(self._thesis, wanted.quote, wanted.slide, wanted.prefix)
        layer = self._layer()
        causes = [self._place(name, wanted.new_cause, "cause") for name in wanted.causes]
        effect = self._place(wanted.effect, wanted.new_effect, "effect")
        if wanted.definition and not self._variables:
            raise UsageError("--define is of a new variable, and this claim makes none; take it out")
        for name in wanted.conditions:
            attach(self._thesis, name, causes)
        settle(wanted, causes, effect)
        self.id = wanted.id or minted(sentence(causes, effect), self._taken)
        claim = self._claim(layer, causes, effect)
        written = [self._append(self._file("variables"), made) for _, made in self._variables]
        return (*written, self._append(wanted.file or self._claims_file(), claim))

    def _layer(self) -> Layer:
        wanted = self._wanted
        layer = wanted.layer or (Layer.CURATOR if wanted.why and not wanted.quote else Layer.THESIS)
        if layer is Layer.THESIS and self._quote is None:
            raise UsageError("what the source says is quoted: give --quote, or --why for a claim of your own")
        if layer is Layer.CURATOR and not wanted.why:
            raise UsageError("a claim of your own says why: give --why, or --quote for one of the source's")
        return layer

    def _place(self, name: str, kind: VariableKind | None, part: str) -> Place:
        try:
            known = variable_of(self._thesis, name)
        except UnknownNameError:
            if kind is None:
                raise
            return self._made(name, kind)
        if kind is not None and len(self._wanted.causes) == 1:
            raise UsageError(f"{name!r} is the variable {known.variable.id!r} already; take --new-{part} out")
        return Place(name, known.variable.id, known.variable.kind, falling=known.falling)

    def _made(self, name: str, kind: VariableKind) -> Place:
        """Return a new variable: named by its two labels, quoted where the claim's source names it."""
        zh, en = label_of(name)
        made = minted(en, self._taken)
        self._taken.add(made)
        label = mapping({"zh": leaf(zh), "en": leaf(en)}, flow=True)
        entries: dict[str, Node] = {"id": leaf(made), "kind": leaf(kind)}
        entries["layer"] = leaf(Layer.CURATOR if self._quote is None else Layer.THESIS)
        entries |= {"label": label, "definition": self._definition() or label}
        if self._quote is None:
            entries["why"] = leaf(self._wanted.why)
        else:
            entries["quote"] = _quote(self._naming(self._quote, en if self._thesis.language == "en" else zh))
        self._variables.append((made, mapping(entries)))
        return Place(name, made, kind)

    def _definition(self) -> Branch | None:
        """Return what the new variable is, if that was said."""
        told = self._wanted.definition
        if not told:
            return None
        if self._variables:
            raise UsageError("--define is of one new variable, and this claim makes several; leave it out")
        zh, en = label_of(told)
        return mapping({"zh": leaf(zh), "en": leaf(en)}, flow=True)

    def _naming(self, quote: Found, label: str) -> Found:
        """Return the quote that names a new variable: its label if that stands on the slide once."""
        places = Places(self._thesis.source_text, self._thesis.slides)
        if len(places.locate(quote.slide, label)) == 1:
            return quote._replace(exact=label, prefix="")
        return quote

    def _claim(self, layer: Layer, causes: list[Place], effect: Place) -> Branch:
        entries: dict[str, Node] = {"id": leaf(self.id), "kind": leaf("causal"), "layer": leaf(layer)}
        entries["text"] = self._text()
        members = listing(_cause(each) for each in causes)
        entries["causes"] = _gate(self._wanted.gate, members)
        entries["effect"] = mapping(
            {"variable": leaf(effect.variable), "change": leaf(effect.change or "")}, flow=True
        )
        entries["modality"] = leaf(self._wanted.relation)
        if self._quote is not None:
            entries["quote"] = _quote(self._quote)
        if self._wanted.why:
            entries["why"] = leaf(self._wanted.why)
        if self._wanted.feedback:
            entries["feedback"] = leaf("true", figure=True)
        return mapping(entries)

    def _text(self) -> Branch:
        """Return the text; in the language of the source it is the quote itself if nothing else is given."""
        told = {"zh": self._wanted.zh, "en": self._wanted.en}
        entries: dict[str, Node] = {}
        own, status = self._thesis.language, {}
        if not told[own] and self._quote is not None:
            told[own] = self._quote.exact
            status = {own: leaf("verbatim")}
        for language, name in (("zh", "Chinese"), ("en", "English")):
            if not told[language]:
                raise UsageError(f'the claim needs its text in {name}, too: give --{language} "…"')
            entries[language] = leaf(told[language])
        if status:
            entries["status"] = mapping(status, flow=True)
        return mapping(entries, flow=True)

    def _claims_file(self) -> str:
        """Return the file of the last claim that quotes the same slide, else the last file of claims."""
        slide = None if self._quote is None else self._quote.slide
        same = [
            claim.at.file
            for claim in self._thesis.claims.values()
            if any(quote.slide == slide for quote in claim.quotes)
        ]
        names = self._draft.names("claims")
        shown = {self._draft.shown(name): name for name in names}
        return shown.get(same[-1], names[-1]) if same else names[-1]

    def _file(self, stem: str) -> str:
        return self._draft.names(stem)[-1]

    def _append(self, name: str, item: Branch) -> Written:
        """Put `item` behind all that the file `name` holds, and return where it stands."""
        before = self._draft.text(name) or self._head(name)
        shown = self._draft.shown(name)
        root = page_of(before.encode(), shown).root
        if isinstance(root, Branch) and not root.entries:  # []
            before, root = before.replace("[]", "", 1), None
        if root is not None and not (isinstance(root, Branch) and not root.keyed and not root.flow):
            raise UsageError(f"{shown} is no list of items that begin with '- '; put it into that form first")
        column = root.column if isinstance(root, Branch) else 0
        lines = block(listing([item]), column)
        end = "\r\n" if "\r\n" in before else "\n"
        before = before.rstrip() + 2 * end if before.strip() else ""
        self._draft.change(name, before + "".join(line + end for line in lines))
        return Written(shown, before.count("\n") + 1, "\n".join(line[column:] for line in lines))

    def _head(self, name: str) -> str:
        """Return the first line of a new file: the schema's, as a file beside it has it."""
        stem = name.partition("/")[0].removesuffix(".yaml")
        beside = [each for each in self._draft.names(stem) if ("/" in each) == ("/" in name)]
        first = self._draft.text(beside[0]).partition("\n")[0] if beside else ""
        return f"{first}\n" if first.startswith(_MODELINE) else ""


def _cause(place: Place) -> Branch:
    entries: dict[str, Node] = {"variable": leaf(place.variable), "change": leaf(place.change or "")}
    if place.condition:
        entries["condition"] = leaf(place.condition)
    return mapping(entries, flow=True)


def _gate(gate: str, members: Branch) -> Branch:
    if gate in {"all", "any"}:
        return mapping({gate: members})
    return mapping({"at_least": mapping({"k": leaf(gate, figure=True), "of": members})})


def _quote(quote: Found) -> Branch:
    entries: dict[str, Node] = {"slide": leaf(quote.slide), "exact": leaf(quote.exact)}
    if quote.prefix:
        entries["prefix"] = leaf(quote.prefix)
    return mapping(entries, flow=True)
