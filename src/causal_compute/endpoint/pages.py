"""HTML: templates, the words that stand in them, and the policy that they are sent with.

May touch: the templates beside this module. Must not know: requests, what is shown.

There is no script on any page, so the policy allows none; every text is escaped by the templates.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from causal_compute.endpoint.words import WORDS

__all__ = ["page", "policy"]

_ENVIRONMENT = Environment(
    loader=PackageLoader("causal_compute.endpoint", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, lang: str, **shown: object) -> str:
    """Return a page in "zh" or "en"; `shown` is what its template names.

    Every template wants `title`, `here` (the path of the page in the other language, ready for a URL) and
    `site`, the name of the thesis.
    """
    return _ENVIRONMENT.get_template(f"{template}.html.j2").render(
        lang=lang,
        other="en" if lang == "zh" else "zh",
        say=WORDS[lang],
        style=Markup(_style()),  # noqa: S704 - our own file
        **shown,
    )


@cache
def policy() -> str:
    """Return the Content-Security-Policy of every page of ours (CSP Level 3)."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


@cache
def _style() -> str:
    return files("causal_compute.endpoint").joinpath("pages", "style.css").read_text(encoding="utf-8")
