"""A source has no link that can be followed.

The `url` of a source begins with `http://` or `https://` and names a host.

Why: links are shown in the page. A local path leads nowhere for anybody else, and `javascript:` would run
in the reader's browser.

Mend: give the publisher's own address of the figure.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from causal_compute.errors import Finding
from causal_compute.model import Thesis
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC080")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every source whose address is not one of the web."""
    for source in thesis.sources.values():
        if not _is_web_address(source.url):
            problem = f"source {source.id!r} has the link {source.url!r}, which is no web address"
            yield RULE.finding(source.at, problem, "give an address that begins with https://")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # an unclosed [ in the host
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, url))
