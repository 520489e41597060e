"""The HTML document: one script, one style sheet, data in parts, and a policy that lets nothing else in.

May touch: the page's files in `web/`. Must not know: what the parts hold.
"""

import json
import zlib
from base64 import a85encode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

__all__ = ["ENVIRONMENT", "TEMPLATE", "Document", "ascii85", "packed", "plain"]

ENVIRONMENT = Environment(loader=PackageLoader("causal_compute.explorer", "web"), autoescape=True)
TEMPLATE = "explorer.html.j2"
_UNMARKED = str.maketrans("<&", "vw")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page. `parts` (`packed` or `plain`) are its data; its first picture does not wait for `later`.

    A later part called "engine" lets the script start a worker with WebAssembly.
    """

    title: str
    language: str
    bundle: Literal["explorer", "large"]
    parts: Mapping[str, str]
    later: Mapping[str, str] = field(default_factory=dict)
    still: Markup = field(default_factory=Markup)

    def html(self) -> str:
        """Return the page as HTML.

        The policy (Content Security Policy Level 3, with Trusted Types) names the script and the style sheet
        by their hashes and forbids every request; it is the second wall behind escaping, not the first.
        """
        script, style = _file(f"bundle/{self.bundle}.js"), _file("explorer.css")
        return ENVIRONMENT.get_template(TEMPLATE).render(
            title=self.title,
            language=self.language,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            parts={name: Markup(part) for name, part in self.parts.items()},  # noqa: S704 - has no markup
            later={name: Markup(part) for name, part in self.later.items()},  # noqa: S704 - has no markup
            still=self.still,
            policy=_policy(script, style, worker="engine" in self.later),
        )


def packed(value: object) -> str:
    """Return a value as JSON, deflated (RFC 1951), as text: a fifth of its size, and no markup in it.

    >>> packed({"a": 1})
    'Xw_hlZ8/Kb!!'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    return ascii85(deflate.compress(text.encode()) + deflate.flush())


def ascii85(content: bytes) -> str:
    """Return bytes in Ascii85 (as in PDF, ISO 32000): a quarter larger, where base64 is a third.

    "<" and "&" are written "v" and "w", so that nothing in it is markup.

    >>> ascii85(b"abc")
    '@:E^'
    """
    return a85encode(content).decode().translate(_UNMARKED)


def plain(value: object) -> str:
    """Return a value as JSON that is safe inside a script element: for what is packed already.

    >>> "<" in plain("</script>")
    False
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _file(name: str) -> str:
    return files("causal_compute.explorer").joinpath("web", name).read_text(encoding="utf-8")


def _policy(script: str, style: str, *, worker: bool) -> str:
    wasm = " 'wasm-unsafe-eval'; worker-src blob:" if worker else ""
    types = "causal-compute-worker" if worker else "'none'"
    return (
        f"default-src 'none'; script-src {_hash(script)}{wasm}; style-src {_hash(style)}; "
        "img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'; "
        f"require-trusted-types-for 'script'; trusted-types {types}"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
