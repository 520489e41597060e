"""A YAML file as a tree in which nothing that a person wrote is lost: comments, blank lines, styles.

May touch: YAML. Must not know: the model, key orders, files.

YAML's own events leave comments out, but they carry marks: what stands between two events can only be
indicators, white space and comments, so every comment is found there and given to the entry it speaks of:

* one on a line of its own speaks of the entry that follows, or, if it is indented deeper than that entry,
  ends the list or mapping before it;
* one at the end of a line speaks of what stands on that line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from causal_compute.errors import BadDataError
from causal_compute.readers.characters import decode
from causal_compute.readers.findings import Desk, Unreadable
from causal_compute.readers.guard import guarded, position

__all__ = ["Branch", "Entry", "Leaf", "Node", "Page", "comments_of", "page_of", "values_of"]


@dataclass(slots=True)
class Leaf:
    """A scalar: its `text`, the lines in which it was `written`, and the `style`: "", ', ", | or >."""

    text: str
    written: list[str]
    style: str = ""


@dataclass(slots=True)
class Entry:
    """A key and its value, or an item of a list (`key` is None), and the comments that speak of it.

    `above` holds whole lines, "" for a blank one; `beside` is what stands at the end of its first line.
    """

    key: Leaf | None
    node: "Node"
    above: list[str] = field(default_factory=list)
    beside: str = ""


@dataclass(slots=True)
class Branch:
    """A mapping (`keyed`) or a list; in `flow` style if it was written with brackets or braces.

    `below` are the comments that end it; `column` counts from 0.
    """

    keyed: bool
    flow: bool
    entries: list[Entry] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    column: int = 0


Node = Leaf | Branch


@dataclass(slots=True)
class Page:
    """One file: the lines before its tree, the tree (None in an empty one), and the lines after."""

    header: list[str]
    root: Node | None
    footer: list[str]


def page_of(content: bytes, file: str) -> Page:
    """Return the tree of the file `content`, shown to the user as `file`.

    Raises:
        BadDataError: it is no YAML that a thesis may hold.

    """
    desk = Desk(file)
    text = decode(content, desk)
    page = None
    if text is not None and not desk.findings:
        try:
            page = _Reading(text.replace("\r\n", "\n").replace("\r", "\n"), desk).page()
        except Unreadable:
            page = None
    if page is None or desk.findings:
        raise BadDataError(desk.findings)
    return page


def values_of(node: Node | None) -> object:
    """Return what `node` says: strings, lists and dicts, without comments and styles."""
    if node is None or isinstance(node, Leaf):
        return None if node is None else node.text
    if node.keyed:
        return {entry.key.text: values_of(entry.node) for entry in node.entries if entry.key is not None}
    return [values_of(entry.node) for entry in node.entries]


def comments_of(page: Page) -> list[str]:
    """Return every comment of a page, sorted."""
    lines = [*page.header, *page.footer]
    if page.root is not None:
        lines += _comments(page.root)
    return sorted(line for line in lines if line)


def _comments(node: Node) -> Iterator[str]:
    if isinstance(node, Branch):
        yield from node.below
        for entry in node.entries:
            yield from (*entry.above, entry.beside)
            yield from _comments(entry.node)


class _Reading:
    """One pass over the events of a text, with the comments between them."""

    def __init__(self, text: str, desk: Desk) -> None:
        self._text, self._desk = text, desk
        self._events = iter([*guarded(text, desk)])
        self._cursor = 0  # the end of what has been read
        self._waiting: list[str] = []  # comments and blank lines for the entry that comes next
        self._closed: list[Branch] = []  # what has ended since the last event with words, innermost first
        self._last: Entry | None = None  # what a comment at the end of a line speaks of

    def page(self) -> Page:
        event = next(self._events, None)
        if event is None:
            self._gap(len(self._text), -1)
            return Page(self._taken(), None, [])
        self._gap(_start(event), -1)
        header = self._taken()
        whole = Entry(None, Leaf("", [""]))
        whole.node = self._node(event, whole)
        self._gap(len(self._text), -1)
        beside = [whole.beside] if whole.beside else []
        return Page([*header, *whole.above], whole.node, [*beside, *self._taken()])

    def _node(self, event: yaml.Event, entry: Entry) -> Node:
        self._gap(_start(event), -1)
        if isinstance(event, yaml.ScalarEvent):
            entry.above += self._taken()
            return self._leaf(event, entry)
        flow = bool(getattr(event, "flow_style", False))
        keyed = isinstance(event, yaml.MappingStartEvent)
        mark = event.start_mark
        branch = Branch(keyed, flow, column=mark.column if mark else 0)
        if flow:
            self._cursor = _end(event)
            self._last = entry
        for child in self._events:
            if isinstance(child, yaml.CollectionEndEvent):
                self._end(child, branch, entry)
                return branch
            branch.entries.append(self._entry(child, branch))
        return branch

    def _entry(self, event: yaml.Event, branch: Branch) -> Entry:
        self._gap(_start(event), branch.column)
        entry = Entry(None, Leaf("", [""]), self._taken())
        if not branch.keyed:
            entry.node = self._node(event, entry)
            return entry
        if not isinstance(event, yaml.ScalarEvent):
            raise self._desk.refuse(
                position(event), "CC008", "a key that is a list or a mapping", "a key is a word"
            )
        entry.key = self._leaf(event, entry)
        entry.node = self._node(next(self._events), entry)
        return entry

    def _end(self, event: yaml.Event, branch: Branch, entry: Entry) -> None:
        if not branch.flow:
            self._closed.append(branch)
            return
        self._gap(_start(event), -1)
        branch.below += self._taken()
        self._cursor, self._last = _end(event), entry

    def _leaf(self, event: yaml.ScalarEvent, entry: Entry) -> Leaf:
        written = self._text[_start(event) : _end(event)]
        style = event.style or ""
        if style in {"|", ">"}:
            written = written.rstrip()
            head, _, rest = written.partition("\n")
            if "#" in head:
                entry.beside = head[head.index("#") :].rstrip()
            written = rest
        self._cursor = _start(event) + len(self._text[_start(event) : _end(event)].rstrip())
        self._last = entry
        return Leaf(event.value, written.split("\n"), style)

    def _taken(self) -> list[str]:
        taken, self._waiting = self._waiting, []
        return taken

    def _gap(self, upto: int, column: int) -> None:
        """Give out the comments between the cursor and `upto`, where an entry starts in `column`."""
        blanks: list[str] = []
        lines = self._text[self._cursor : upto].split("\n")
        fresh = self._cursor == 0 or self._text[self._cursor - 1] == "\n"  # the cursor starts a line
        for number, line in enumerate(lines):
            words, sign, rest = line.partition("#")
            comment = (sign + rest).rstrip()
            if sign and not number and not fresh:
                self._put_beside(comment)
            elif sign:
                self._put_above([*blanks, comment], len(words), column)
                blanks = []
            elif not words.strip() and number < len(lines) - 1 and (number or fresh):
                blanks = [""]
        self._waiting += blanks
        self._cursor, self._closed = max(self._cursor, upto), []

    def _put_beside(self, comment: str) -> None:
        if self._last is None or self._last.beside:
            self._waiting.append(comment)
        else:
            self._last.beside = comment

    def _put_above(self, lines: list[str], at: int, column: int) -> None:
        """Add a comment that stands alone: to what follows, or to the end of what it is indented under."""
        if at <= column or not self._closed or any(self._waiting):
            self._waiting += lines
            return
        home = next((branch for branch in self._closed if branch.column <= at), self._closed[-1])
        home.below += lines


def _start(event: yaml.Event) -> int:
    index: int = event.start_mark.index if event.start_mark else 0
    return index


def _end(event: yaml.Event) -> int:
    index: int = event.end_mark.index if event.end_mark else 0
    return index
