"""A file of any length as a corpus: its claims a line each, and one offline page to search them.

May touch: the disk, the explorer's columns. Must not know: any format.

Read once, written as it is read; what is held is a name and an id for each thing, never a record. Then the
page is made from the lines that were written. Nothing is merged and nothing called feedback: a corpus is
searched, and has no chains to keep straight.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from causal_compute.assessment import Statement, assess
from causal_compute.explorer.corpus import Link, Node, Sign
from causal_compute.explorer.large import corpus_page
from causal_compute.imports.letters import Letters
from causal_compute.imports.names import Names
from causal_compute.imports.phrases import sentence
from causal_compute.imports.records import Dropped, Name, Noted, Relation
from causal_compute.imports.report import Report
from causal_compute.imports.things import Thing, Things
from causal_compute.model import Change, GateOperator, Modality
from causal_compute.writers.files import write_whole

__all__ = ["PAGE_CLAIMS", "write_corpus"]

PAGE_CLAIMS = 1_000_000
"""The most that one page holds; of more, the lines are written and no page."""

SENTENCE = 2_000


def write_corpus(
    items: Iterable[Name | Relation | Dropped | Noted],
    report: Report,
    folder: Path,
    title: tuple[str, str],
    *,
    fold: bool,
) -> None:
    """Write `claims.jsonl`, `variables.jsonl` and `page.html` into `folder`; count in `report`.

    Cost: some 300 bytes a name; the page about 0.5 GB and a minute for a million claims.
    """
    corpus = _Corpus(report, fold=fold)
    lines = folder / "claims.jsonl"
    with lines.open("w", encoding="utf-8", newline="\n") as file:
        for item in items:
            match item:
                case Name():
                    corpus.things.add(item)
                case Relation():
                    file.writelines(corpus.line(item))
                case Dropped():
                    report.records += 1
                    report.dropped.add(item.reason, item.at, item.what)
                case Noted():
                    report.noted.add(item.reason, item.at, item.what)
    nodes = corpus.nodes()
    report.variables = len(nodes)
    rows = "".join(json.dumps({"id": n.id, "label": n.en}, ensure_ascii=False) + "\n" for n in nodes)
    write_whole(folder / "variables.jsonl", rows.encode())
    if report.claims > PAGE_CLAIMS:
        report.noted.add(f"more than {PAGE_CLAIMS:,} claims; no page was written", report.source)
    elif report.claims:
        page = corpus_page(nodes, corpus.links(lines), roots=[], title=title, language="en")
        write_whole(folder / "page.html", page.encode())


class _Corpus:
    """The names of a corpus, and how its records are written and read again."""

    def __init__(self, report: Report, *, fold: bool) -> None:
        self.report = report
        self._at = ""
        self.letters = Letters(lambda reason, text: report.noted.add(reason, self._at, text))
        self.things = Things(self.letters, report, fold=fold)
        self._ids: list[str] = []

    def line(self, relation: Relation) -> Iterator[str]:
        """Yield the record as a line of JSON that `import` takes again, or nothing if it is dropped."""
        self.report.records += 1
        self._at, clean = relation.at, self.letters.clean
        ends = [self.things.of(key) for key in (*(key for key, _ in relation.causes), relation.effect)]
        known = [self.things.all[number] for number in ends if number is not None]
        if len(known) < len(ends):
            reason = "a name of which nothing is left without characters that cannot be seen"
            self.report.dropped.add(reason, relation.at)
            return
        quotes = [
            {"text": text, "document": clean(passage.document, 200)}
            for passage in relation.passages
            if (text := clean(passage.text, SENTENCE))
        ]
        self.report.claims += 1
        self.report.passages += len(quotes)
        given = {"id": relation.id, "relation": relation.word, "belief": relation.belief, "at": relation.at}
        record = {
            "causes": [_label(thing) for thing in known[:-1]],
            "effect": _label(known[-1]),
            "sign": _sign(relation),
            "modality": str(relation.modality),
            **{key: clean(value, 200) for key, value in given.items() if value},
            **({"quotes": quotes} if quotes else {}),
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"

    def nodes(self) -> list[Node]:
        names = Names()
        made = []
        for thing in self.things.all:
            label = _label(thing)
            self._ids.append(names.id(label))
            made.append(Node(id=self._ids[-1], kind="factor", zh=thing.zh or label, en=label))
        return made

    def links(self, lines: Path) -> Iterator[Link]:
        """Yield the links of the claims that were written, read again line by line."""
        at = {_label(thing): number for number, thing in reversed([*enumerate(self.things.all)])}
        with lines.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                record = json.loads(line)
                quotes = [each["text"] for each in record.get("quotes", ())]
                zh, en = _words(record)
                for cause in record["causes"]:
                    yield Link(
                        claim=f"claim-{number}",
                        cause=self._ids[at[cause]],
                        effect=self._ids[at[record["effect"]]],
                        sign=record["sign"],
                        belief=_belief(len(quotes)),
                        zh=zh,
                        en=en,
                        quote=quotes[0] if quotes else "",
                        source=self.report.source,
                    )


def _label(thing: Thing) -> str:
    return thing.en or thing.zh or thing.key


def _sign(relation: Relation) -> Sign:
    product = relation.causes[0][1].sign * relation.change.sign
    turned = -product if relation.modality is Modality.PREVENTIVE else product
    return "+" if turned > 0 else "-" if turned < 0 else "?"


def _words(record: dict[str, object]) -> tuple[str, str]:
    up, down, either = Change.INCREASES, Change.DECREASES, Change.CHANGES
    before, after = {"+": (up, up), "-": (up, down), "?": (either, either)}[str(record["sign"])]
    causes, effect = record["causes"], str(record["effect"])
    listed = [(str(cause), str(cause), before) for cause in causes] if isinstance(causes, list) else []
    return sentence(listed, (effect, effect, after), GateOperator.ALL)


@cache
def _belief(sentences: int) -> float:
    """Return the belief that a thesis' rule gives: its author's with sentences, else a curator's."""
    voice = "author" if sentences else "curator"
    said = Statement(claim="", group=voice, kind=voice)
    return assess("", (said,) * max(1, sentences)).belief
