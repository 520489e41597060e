"""An answer as Markdown, for an issue, a note or a report.

May touch: nothing. Must not know: how the answer was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal_compute.render.columns import clean
from causal_compute.render.mermaid import mermaid
from causal_compute.render.sentences import headline
from causal_compute.render.text import text
from causal_compute.render.voice import Voice

if TYPE_CHECKING:
    from causal_compute.answers.document import Answer, ClaimEntry

__all__ = ["escape", "fenced", "markdown"]


def markdown(answer: Answer, language: str) -> str:
    """Return the answer as a section: the sentence, the claims with their quotes, the tree, the diagram."""
    voice = Voice(language)
    parts = [f"## {escape(headline(answer, voice))}", ""]
    for identifier, claim in _first_claims(answer):
        slide = f", {escape(claim['slide'])}" if claim["slide"] else ""
        layer = voice.say(f"layer-{claim['layer']}")
        parts.append(f"- **{escape(voice.of(claim['text']))}** (`{identifier}`, {layer}{slide})")
        parts += [f"  > {escape(quote['exact'])}" for quote in claim["quotes"][:1]]
    body = text(answer, language).split("\n\n", 1)
    if len(body) > 1:
        parts += ["", *fenced("text", body[1])]
    if answer["chains"]:
        parts += ["", *fenced("mermaid", mermaid(answer, language))]
    return "\n".join(parts)


def escape(words: str) -> str:
    r"""Return words that Markdown and HTML show as they are, on one line.

    >>> escape("*a* <b>")
    '\\*a\\* &lt;b&gt;'

    """
    line = " ".join(clean(words).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in "\\`*_[]#|" else c for c in line)


def _first_claims(answer: Answer) -> list[tuple[str, ClaimEntry]]:
    gates = [identifier for chain in answer["chains"] for identifier in reversed(chain["claims"])]
    wanted = list(dict.fromkeys([*answer["about"], *gates]))[:8]
    return [(identifier, answer["claims"][identifier]) for identifier in wanted]


def fenced(language: str, body: str) -> list[str]:
    """Fence `body` with more backticks than it holds in a row."""
    longest, run = 2, 0
    for character in body:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    fence = "`" * (longest + 1)
    return [fence + language, body, fence]
