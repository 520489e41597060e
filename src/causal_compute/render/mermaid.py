"""An answer as a Mermaid flowchart, which code forges and note tools draw.

May touch: nothing. Must not know: how the answer was found.

Every character of a label that is not a letter, a digit or a space is written as its number (`#35;`): a trial
with twelve hostile labels came out right in twelve cases that way, in three without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from causal_compute.answers.document import Answer, TreeNode

__all__ = ["escape", "mermaid"]

COLOURS = {"met": "#2e7d32", "unmet": "#c62828", "unknown": "#8d6e00", "expected": "#1565c0"}


def mermaid(answer: Answer, language: str) -> str:
    """Return the answer's chains, gates and conditions as a flowchart from the root up to the focus."""
    voice = Voice(language)
    lines = ["flowchart BT", *_nodes(answer, voice), *_links(answer)]
    if answer["tree"] is not None:
        lines += _tree(answer, answer["tree"], _id(answer["focus"][0]["id"]), voice, "gate")
    lines += [f"  classDef {status} stroke:{colour},stroke-width:2px" for status, colour in COLOURS.items()]
    return "\n".join(lines)


def escape(label: str) -> str:
    """Return a label that Mermaid cannot read as markup.

    >>> escape('a"] --> b')
    'a#34;#93; #45;#45;#62; b'

    """
    return "".join(c if c.isalnum() or c == " " else f"#{ord(c)};" for c in " ".join(label.split()))


def _id(identifier: str) -> str:
    return "n_" + identifier.replace("-", "_")


def _nodes(answer: Answer, voice: Voice) -> Iterator[str]:
    shown = {variable for chain in answer["chains"] for variable in chain["variables"]}
    shown |= {focus["id"] for focus in answer["focus"]}
    for variable in sorted(shown):
        left, right = ("([", "])") if answer["variables"][variable]["kind"] == "application" else ("[", "]")
        yield f'  {_id(variable)}{left}"{escape(voice.label(answer, variable))}"{right}'


def _links(answer: Answer) -> Iterator[str]:
    seen: set[tuple[str, str, str]] = set()
    for chain in answer["chains"]:
        for cause, effect, sign in zip(
            chain["variables"], chain["variables"][1:], chain["signs"], strict=False
        ):
            if (cause, effect, sign) not in seen:
                yield f'  {_id(cause)} -->|"{escape(sign)}"| {_id(effect)}'
            seen.add((cause, effect, sign))


def _tree(answer: Answer, node: TreeNode, parent: str, voice: Voice, path: str) -> Iterator[str]:
    """Yield a node and what stands below it; `path` names a gate or condition by its place in the tree."""
    if node["type"] == "gate":
        joint = "joint-" if node["claim"] is None and node["op"] != "at_least" else ""
        label, left, right = voice.say(joint + node["op"], k=node["k"]), "{", "}"
    elif node["type"] == "condition":
        since = f" {voice.date(node['since'])}" if node["since"] else ""
        label, left, right = voice.label(answer, node["condition"]) + since, "[", "]"
    else:
        label, left, right = voice.label(answer, node["variable"]), "[", "]"
    yield f'  {path}{left}"{escape(label)}"{right}:::{node["status"]} --> {parent}'
    for number, member in enumerate(node["members"] if node["type"] == "gate" else []):
        yield from _tree(answer, member, path, voice, f"{path}_{number}")
