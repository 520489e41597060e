"""A proof tree as lines: one mark a node, the binding way marked, claims and figures beneath.

May touch: nothing. Must not know: how the tree was proved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.claims import badge_lines, quote_lines
from causal_compute.render.columns import Parts, clean, painted, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.document import (
        Answer,
        ConditionNode,
        DriverNode,
        FactEntry,
        GateNode,
        Status,
        TreeNode,
    )
    from causal_compute.render.voice import Voice

__all__ = ["MARKS", "fact_words", "tree_lines"]

MARKS: dict[Status, str] = {"met": "●", "expected": "◐", "unmet": "○", "unknown": "?"}


def tree_lines(answer: Answer, voice: Voice, columns: int) -> list[str]:
    """Return the answer's tree, the focus on top; [] when it has none."""
    if answer["tree"] is None:
        return []
    return list(_Tree(answer, voice, columns).node(answer["tree"], "", ""))


class _Tree:
    """The drawing of one tree. `first` and `rest` are the branches drawn before a node's lines."""

    def __init__(self, answer: Answer, voice: Voice, columns: int) -> None:
        self.answer, self.voice, self.columns = answer, voice, columns

    def node(self, node: TreeNode, first: str, rest: str, within: str | None = None) -> Iterator[str]:
        """Yield a node's own lines, then its members'; `within` is the claim that makes the gate above it."""
        if node["type"] == "gate":
            yield from self.gate(node, first, rest, within)
        elif node["type"] == "condition":
            yield from self.condition_head(node, first, rest)
            yield from self.indented(self.condition_lines(node), rest + "   ")
        else:
            yield from self.driver(node, first, rest)

    def gate(self, node: GateNode, first: str, rest: str, within: str | None) -> Iterator[str]:
        """Yield what a gate asks, the claim that makes it, and its members."""
        voice = self.voice
        joint = "joint-" if node["claim"] is None and node["op"] != "at_least" else ""
        yield from self.head(node, [(voice.say(joint + node["op"], k=node["k"]), "")], first, rest + "│ ")
        if node["claim"] is not None and node["claim"] != within:
            claim = self.answer["claims"][node["claim"]]
            yield from badge_lines(node["claim"], claim, voice, rest + "│  ", self.columns)
            yield from quote_lines(claim, voice, rest + "│  ", self.columns)
        for position, member in enumerate(node["members"]):
            last = position == len(node["members"]) - 1
            before, after = (rest + "└─ ", rest + "   ") if last else (rest + "├─ ", rest + "│  ")
            yield from self.node(member, before, after, node["claim"])

    def condition_head(self, node: ConditionNode, first: str, rest: str) -> Iterator[str]:
        """Yield the condition's mark, variable, name and date."""
        condition = self.answer["conditions"][node["condition"]]
        label = self.voice.label(self.answer, node["variable"])
        name = [(label, "label"), (self.voice.named("", self.voice.of(condition["label"])), "")]
        yield from self.head(node, name, first, rest + "  ")

    def condition_lines(self, node: ConditionNode) -> Iterator[str]:
        """Yield what the condition asks, and the figures that decide it."""
        voice, condition = self.voice, self.answer["conditions"][node["condition"]]
        yield f"{voice.threshold(condition)}  [{node['condition']}]"
        if node["fact"] is None:
            yield voice.say("no-data")
        if node["crossed"] is not None:
            yield voice.named(voice.say("crossed"), fact_words(self.answer, node["crossed"], voice))
        if node["fact"] is not None and node["fact"] != node["crossed"]:
            yield voice.named(voice.say("latest"), fact_words(self.answer, node["fact"], voice))
        if node["since"] is not None and condition["range"] is not None:
            yield self.ends(node, condition["range"], condition["comparator"])

    def ends(self, node: ConditionNode, spread: str, comparator: str | None) -> str:
        """Return when the easy and the strict end of the threshold's range were reached."""
        low, _, high = spread.partition("–")
        easy, strict = (low, high or low) if comparator == ">=" else (high or low, low)
        dates = {"easy": self.voice.date(node["easy"]), "strict": self.voice.date(node["strict"])}
        return self.voice.say("easy-strict", easy_end=easy, strict_end=strict, **dates)

    def driver(self, node: DriverNode, first: str, rest: str) -> Iterator[str]:
        """Yield the line of a cause that has no date of its own."""
        label = self.voice.label(self.answer, node["variable"])
        parts = [(label, "label"), (self.voice.named("", self.voice.say("driver")), "")]
        yield from self.marked(node["status"], parts, first, rest + "  ")

    def head(self, node: GateNode | ConditionNode, name: Parts, first: str, rest: str) -> Iterator[str]:
        """Yield mark, name, status or date, and the binding mark."""
        voice, status = self.voice, node["status"]
        words = voice.say(status)
        if node["since"] is not None:
            words = voice.say("met-since", date=voice.date(node["since"]))
        if node["type"] == "condition" and node["expected"] is not None:
            due = (node["expected"]["p50"] or "") <= self.answer["as_of"]
            words = voice.expected("due-dates" if due else "expected-dates", node["expected"])
        parts = [*name, (" ", ""), (f"— {words}", status)]
        if node["binding"] and node["type"] == "condition":
            parts += [(" ", ""), (f"◀ {voice.say('binding')}", "binding")]
        yield from self.marked(status, parts, first, rest)

    def marked(self, status: Status, parts: Parts, first: str, rest: str) -> Iterator[str]:
        """Yield a node's mark and words; `first` stands before the first line, `rest` before the others."""
        parts = [(MARKS[status], status), (" ", ""), *parts]
        lines = painted(parts, self.columns - width(rest), self.voice.paint)
        yield from (f"{rest if number else first}{line}" for number, line in enumerate(lines))

    def indented(self, lines: Iterator[str], indent: str) -> Iterator[str]:
        """Yield lines wrapped to the width that is left, dimmed."""
        for line in lines:
            for part in wrap(line, self.columns - len(indent)):
                yield indent + self.voice.paint(part, "dim")


def fact_words(answer: Answer, fact: FactEntry, voice: Voice) -> str:
    """Return a figure with what it is of, its date, its source and how it was read."""
    source = answer["sources"].get(fact["source"])
    publisher = fact["source"] if source is None else source["publisher"]
    comma = "，" if voice.language == "zh" else ", "
    value = f"{voice.figure(fact['figure'])}{comma}" if fact["figure"] else ""
    read = voice.aside(voice.date(fact["date"]), clean(f"{publisher}, {voice.say(fact['seen'])}"))
    return f"{value}{voice.of(fact['text'])}{read}"
