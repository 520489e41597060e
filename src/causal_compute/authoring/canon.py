"""The one layout of a file: a tree to text, with every comment in its place.

May touch: nothing. Must not know: files, the model; key orders come as the JSON Schema of the file.

Keys stand in the order of the schema. Indentation is two spaces. What was written with brackets or braces
stays on one line while that is at most `WIDTH` columns, or is a list of words; else it is written out. A
text of several lines is folded (`>-`). Items of the outermost list stand apart by a blank line unless they
take one line each. Quotes and line breaks of folded texts are the author's, as long as they fit.
"""

import json
import re
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

from causal_compute.authoring.layout import Branch, Entry, Leaf, Node, Page

__all__ = ["WIDTH", "block", "leaf", "listing", "mapping", "text_of"]

WIDTH = 120
"""Columns of a line, where it can be broken."""

_FILL = 110
"""How wide a folded text is filled: a later word or two need no new filling."""


def text_of(page: Page, schema: Mapping[str, Any]) -> str:
    """Return the canonical text of a page whose kind of file `schema` describes."""
    lines = _tidy(page.header, first=True)
    if page.root is not None:
        _order(page.root, schema, schema.get("$defs", {}))
        lines += _root(page.root)
    lines += _tidy(page.footer, first=not lines)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _root(node: Node) -> list[str]:
    if isinstance(node, Leaf):
        return _leaf_lines(node, 0)
    return block(node, 0, apart=not node.keyed) if node.entries else [*node.below, _inline(node) or "[]"]


def mapping(entries: Mapping[str, Node], *, flow: bool = False) -> Branch:
    """Return a new mapping."""
    return Branch(keyed=True, flow=flow, entries=[Entry(leaf(key), node) for key, node in entries.items()])


def listing(items: Iterable[Node], *, flow: bool = False) -> Branch:
    """Return a new list."""
    return Branch(keyed=False, flow=flow, entries=[Entry(None, item) for item in items])


_RESERVED = re.compile(r"(?i:true|false|yes|no|on|off|null|y|n|~)|[-+.\d][\d.,_:eExXa-fA-F+-]*")
_UNSAFE = re.compile(r"""^[\s\-?:,\[\]{}#&*!|>'"%@`=<]|: |:$| #|[\[\]{},?]|\s$|[\n\t]""")


def leaf(text: str, *, figure: bool = False) -> Leaf:
    """Return a new scalar, in quotes where another reader of YAML would take it for something else.

    >>> leaf("no").written, leaf("a: b").written, leaf("5", figure=True).written
    (['"no"'], ['"a: b"'], ['5'])

    """
    plain = figure or not (_UNSAFE.search(text) or _RESERVED.fullmatch(text) or not text)
    return Leaf(text, [text if plain else json.dumps(text, ensure_ascii=False)], "" if plain else '"')


def block(branch: Branch, indent: int, *, apart: bool = False) -> list[str]:
    """Return the lines of a list or mapping written out, at `indent` columns from the left.

    `apart` sets items that take several lines off by a blank line.
    """
    lines: list[str] = []
    several = False
    for entry in branch.entries:
        if entry.key is None and isinstance(entry.node, Branch) and _one_line(entry, indent) is None:
            _hoist(entry, entry.node)
        body = _entry(entry, indent)
        above = _tidy(entry.above, first=not lines)
        if apart and lines and (several or len(body) > 1) and above[:1] != [""]:
            above = ["", *above]
        several = len(body) > 1
        lines += [" " * indent + line if line else "" for line in above] + body
    return lines + [" " * indent + line if line else "" for line in _tidy(branch.below, first=not lines)]


def _entry(entry: Entry, indent: int) -> list[str]:
    line = _one_line(entry, indent)
    if line is not None:
        return [line]
    pad, node = " " * indent, entry.node
    beside = f"  {entry.beside}" if entry.beside else ""
    lead = "-" if entry.key is None else f"{_inline(entry.key)}:"
    if isinstance(node, Leaf):
        first, *rest = _leaf_lines(node, indent + 2)
        return [f"{pad}{lead} {first}{beside}", *rest]
    body = block(node, indent + 2)
    if entry.key is None:
        return [f"{pad}- {body[0].lstrip()}", *body[1:]]
    return [f"{pad}{lead}{beside}", *body]


def _one_line(entry: Entry, indent: int) -> str | None:
    """Return the line of an entry that takes one line, with the comment beside it, or None."""
    inline = _inline(entry.node)
    if inline is None:
        return None
    lead = "-" if entry.key is None else f"{_inline(entry.key)}:"
    line = f"{' ' * indent}{lead} {inline}".rstrip() + (f"  {entry.beside}" if entry.beside else "")
    return line if isinstance(entry.node, Leaf) or _fits(entry.node, line) else None


def _fits(branch: Branch, line: str) -> bool:
    words = not branch.keyed and all(isinstance(entry.node, Leaf) for entry in branch.entries)
    return words or len(line) <= WIDTH or not branch.entries


def _inline(node: Node) -> str | None:
    """Return `node` on one line, or None where it was written out, holds comments or takes several lines."""
    if isinstance(node, Leaf):
        return node.written[0] if node.style not in {"|", ">"} and len(node.written) == 1 else None
    if node.entries and (not node.flow or any(node.below)):
        return None
    parts = []
    for entry in node.entries:
        value = _inline(entry.node)
        if value is None or any(entry.above) or entry.beside:
            return None
        parts.append(value if entry.key is None else f"{_inline(entry.key)}: {value}")
    return "{" + ", ".join(parts) + "}" if node.keyed else "[" + ", ".join(parts) + "]"


def _leaf_lines(node: Leaf, indent: int) -> list[str]:
    """Return a scalar's lines: the first goes behind its key, the rest stand at `indent`."""
    inline = _inline(node)
    if inline is not None:
        return [inline]
    pad = " " * indent
    folded = _folded(node, indent)
    if folded:
        return [">-", *(pad + line for line in folded)]
    lines = node.text.removesuffix("\n").split("\n")
    if not node.text.strip() or node.text.endswith("\n\n") or any(_is_fragile(line) for line in lines):
        return [json.dumps(node.text, ensure_ascii=False)]
    sign = "|" if node.text.endswith("\n") else "|-"
    return [sign, *(pad + line if line else "" for line in lines)]


def _is_fragile(line: str) -> bool:
    """Report whether a block text could lose something of a line: spaces at its ends."""
    return line != line.strip()


def _folded(node: Leaf, indent: int) -> list[str]:
    """Return the lines of a text folded, as the author broke them if they fit; none if it cannot be."""
    written = [line.strip() for line in node.written]
    if node.style == ">" and " ".join(written) == node.text and _all_fit(written, indent):
        return written
    filled = wrap(node.text, _FILL - indent, break_long_words=False, break_on_hyphens=False)
    return filled if " ".join(filled) == node.text else []


def _all_fit(lines: list[str], indent: int) -> bool:
    return all(line and (indent + len(line) <= WIDTH or " " not in line) for line in lines)


def _tidy(lines: list[str], *, first: bool) -> list[str]:
    """Return lines of comments with at most one blank line together, and none at the very start."""
    kept: list[str] = []
    for line in lines:
        if line or (kept[-1:] != [""] and not (first and not kept)):
            kept.append(line)
    return kept


def _hoist(entry: Entry, branch: Branch) -> None:
    """Move comments that have no place in an item written out: above its first key, beside the whole."""
    first = branch.entries[0] if branch.entries else entry
    if first is not entry:
        entry.above += [line for line in first.above if line]
        first.above = []
    if entry.beside:
        entry.above, entry.beside = [*entry.above, entry.beside], ""


def _order(node: Node, schema: Mapping[str, Any], shared: Mapping[str, Any]) -> None:
    """Put the keys of every mapping in the order of its schema; unknown ones stay behind, as written."""
    if isinstance(node, Leaf):
        return
    if not node.keyed:
        items: Mapping[str, Any] = next(
            (form["items"] for form in _forms(schema, shared) if "items" in form), {}
        )
        for entry in node.entries:
            _order(entry.node, items, shared)
        return
    keys = [entry.key.text for entry in node.entries if entry.key is not None]
    objects = [form["properties"] for form in _forms(schema, shared) if "properties" in form]
    known: Mapping[str, Any] = max(
        objects, key=lambda properties: len(properties.keys() & set(keys)), default={}
    )
    rank = {key: at for at, key in enumerate(known)}
    before = list(node.entries)
    node.entries.sort(key=lambda entry: rank.get(entry.key.text if entry.key else "", len(rank)))
    moved = before != node.entries
    for entry in node.entries:
        if moved and not any(entry.above):
            entry.above = []
        _order(entry.node, known.get(entry.key.text if entry.key else "", {}), shared)


def _forms(schema: Mapping[str, Any], shared: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the schemas that a value may have: references followed, alternatives side by side."""
    if "$ref" in schema:
        return _forms(shared.get(str(schema["$ref"]).rpartition("/")[2], {}), shared)
    choices = [
        *schema.get("oneOf", []),
        *(each for each in schema.get("anyOf", []) if "required" not in each),
    ]
    return [schema, *(form for choice in choices for form in _forms(choice, shared))]
