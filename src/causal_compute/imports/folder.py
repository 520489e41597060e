"""What was gathered, as the files of a thesis.

May touch: strings. Must not know: the disk, where the things come from.

The source of the thesis is what the file says in words: a line for what was imported and which names it has,
listed as no claim, then every sentence on a line and a slide of its own, titled by its place in the file and
its document. A claim with sentences is the thesis' own and quotes them; one without is the curator's and says
which record it was made of. Nothing of a record is lost: `provenance.jsonl` has a line for each.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from causal_compute.imports.gathering import Made
from causal_compute.imports.names import slug
from causal_compute.imports.phrases import sentence
from causal_compute.imports.plain_yaml import Value, count, flow, listing, mapping
from causal_compute.imports.report import Report
from causal_compute.imports.roles import Roles
from causal_compute.imports.things import Thing
from causal_compute.model import VariableKind

__all__ = ["Heading", "files"]

VALUES, BYTES = 60_000, 4 * 2**20
"""A file of the thesis holds no more than this, well below what the reader takes."""

TITLE = 160
_WIDEST_ZH, _LONGEST_EN = 6.0, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the thesis is called."""

    id: str
    zh: str
    en: str


@dataclass(slots=True)
class _Slides:
    """The lines of the source, and the slide that each sentence is on."""

    lines: list[str]
    entries: list[Value] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def add(self, at: str, text: str, title: str) -> str:
        """Put a sentence on a slide of its own and return the slide's id."""
        self.lines.append(text)
        stem, number = slug(at), 1
        name = stem
        while name in self.taken:
            number += 1
            name = f"{stem}-{number}"
        self.taken.add(name)
        title = title if len(title) <= TITLE else f"{title[: TITLE - 1]}…"
        self.entries.append({"id": name, "lines": str(len(self.lines)), "title": title, "title_en": title})
        return name


def files(
    things: Sequence[Thing], claims: Sequence[Made], parts: Roles, heading: Heading, report: Report
) -> dict[str, str]:
    """Return the text of every file of the thesis, by name. The same gathering gives the same bytes."""
    first = f"Imported from {report.source} ({report.title})."
    named = f"It names: {'; '.join(_labels(things))}."
    slides = _Slides([first, named], taken={"file"})
    head: Value = {"id": "file", "lines": "1-2", "title": first, "title_en": first}
    made = [_claim(claim, things, slides, report) for claim in claims]
    variables = [_variable(thing, parts.kinds[thing.id], report.source) for thing in things]
    chinese = sum(thing.zh != thing.en or not thing.en.isascii() for thing in things)
    thesis: dict[str, Value] = {
        "id": heading.id,
        "title": {"zh": heading.zh, "en": heading.en},
        "language": "zh" if 2 * chinese > len(things) else "en",
        "root": parts.root.id,
        "source": "source.txt",
    }
    listed = "".join(f"  - {flow(slide)}\n" for slide in (head, *slides.entries))
    reason = "what the import says of the file; the claims are its records"
    return {
        "thesis.yaml": f"{mapping(thesis)}slides:\n{listed}",
        "source.txt": "\n".join(slides.lines) + "\n",
        "not-claims.yaml": listing([{"slide": "file", "exact": f"{first} {named}", "reason": reason}]),
        **_parted("variables", variables),
        **_parted("claims", made),
        "provenance.jsonl": "".join(f"{line}\n" for line in _provenance(claims, report)),
    }


def _labels(things: Sequence[Thing]) -> dict[str, None]:
    return dict.fromkeys(label for thing in things for label in (thing.zh, thing.en))


def _variable(thing: Thing, kind: VariableKind, source: str) -> dict[str, Value]:
    defined = thing.definition
    short = {"zh": _short(thing.zh, _width, _WIDEST_ZH), "en": _short(thing.en, len, _LONGEST_EN)}
    label: dict[str, Value] = {"zh": thing.zh, "en": thing.en}
    made: dict[str, Value] = {"id": thing.id, "kind": str(kind), "layer": "curator", "label": label}
    if short != label:
        made["short"] = {**short}
    made["definition"] = {"zh": defined or thing.zh, "en": defined or thing.en}
    if thing.names:
        made["aliases"] = {"en": [*thing.names]}
    called = f"{source} calls it {thing.key!r}" if thing.key != thing.en else f"{source} names it"
    return {**made, "why": called}


def _short(label: str, size: Callable[[str], float], most: float) -> str:
    """Return the label, cut where it does not fit its box."""
    if size(label) <= most:
        return label
    end = next(end for end in range(len(label), -1, -1) if size(f"{label[:end].rstrip()}…") <= most)
    return f"{label[:end].rstrip()}…"


def _width(words: str) -> float:
    return -(-sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words) // 2)


def _claim(made: Made, things: Sequence[Thing], slides: _Slides, report: Report) -> dict[str, Value]:
    causes = [(things[number], change) for number, change in made.causes.items()]
    effect = things[made.effect]
    zh, en = sentence(
        [(thing.zh, thing.en, change) for thing, change in causes],
        (effect.zh, effect.en, made.change),
        made.operator,
        made.modality,
    )
    members: list[Value] = [{"variable": thing.id, "change": str(change)} for thing, change in causes]
    quotes: list[Value] = [
        {"slide": slides.add(at, said.text, _title(report.source, at, said.document)), "exact": said.text}
        for said, at in made.passages.items()
    ]
    claim: dict[str, Value] = {
        "id": made.id,
        "kind": "causal",
        "layer": "thesis" if quotes else "curator",
        "text": {"zh": made.zh or zh, "en": made.en or en},
        "causes": {str(made.operator) if len(members) > 1 else "all": members},
        "effect": {"variable": effect.id, "change": str(made.change)},
        "modality": str(made.modality),
    }
    if quotes:
        claim["quote"] = quotes[0] if len(quotes) == 1 else quotes
    claim["why"] = _why(made, report.source)
    if made.feedback:
        claim["feedback"] = "true"
    return claim


def _title(source: str, at: str, document: str) -> str:
    return f"{source}, {at}: {document}" if document else f"{source}, {at}"


def _why(made: Made, source: str) -> Value:
    """Return what the first record of a claim gives, in both languages."""
    first, more = made.sources[0], len(made.sources) - 1
    given = [
        ("relation", "关系词", first.word),
        ("sign", "符号", first.sign),
        ("belief", "信念值", first.belief),
    ]
    en = ", ".join(f"{name} {value}" for name, _, value in given if value)
    zh = "、".join(f"{name} {value}" for _, name, value in given if value)
    places = f"{source}，{first.at}{f'，另有 {more} 处' if more else ''}"
    where = f"{source}, {first.at}{f' and {more} more' if more else ''}"
    return {
        "zh": f"{places}；其中所给：{zh}" if zh else places,
        "en": f"{where}; as given there: {en}" if en else where,
    }


def _parted(stem: str, items: Sequence[dict[str, Value]]) -> dict[str, str]:
    """Return the file of a list, or several in a folder where one would be too large to read."""
    groups = [*_groups(items)]
    if len(groups) == 1:
        return {f"{stem}.yaml": listing(groups[0])}
    return {f"{stem}/{number:03}.yaml": listing(group) for number, group in enumerate(groups, start=1)}


def _groups(items: Sequence[dict[str, Value]]) -> Iterator[list[dict[str, Value]]]:
    group: list[dict[str, Value]] = []
    values = size = 0
    for item in items:
        more, length = count(item), len(listing([item]).encode())
        if group and (values + more > VALUES or size + length > BYTES):
            yield group
            group, values, size = [], 0, 0
        group.append(item)
        values, size = values + more, size + length
    yield group


def _provenance(claims: Sequence[Made], report: Report) -> Iterator[str]:
    """Yield a line for every record: the claim it became (part of), and all that it gives."""
    for made in claims:
        for source in made.sources:
            said = [
                passage.document
                for passage, at in made.passages.items()
                if at == source.at and passage.document
            ]
            given = {
                "id": source.id,
                "relation": source.word,
                "sign": source.sign,
                "belief": source.belief,
                "documents": [*dict.fromkeys(said)],
                "context": dict(source.context),
            }
            line = {"claim": made.id, "file": report.source, "format": report.form, "at": source.at}
            yield json.dumps(line | {key: value for key, value in given.items() if value}, ensure_ascii=False)
