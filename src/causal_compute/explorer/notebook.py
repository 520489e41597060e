"""The page inside a notebook.

May touch: nothing. Must not know: what the page says, IPython (a notebook calls `_repr_html_` by its name).

The page comes as an `<iframe srcdoc>` that is sandboxed: its scripts run, but with an origin of their own,
so that they reach neither the notebook's document nor its server, whose cookies could run code. The frame
holds the page's own bytes and asks for nothing. A source's link opens in a window of its own, which knows
nothing of the notebook ("noopener").
"""

from dataclasses import dataclass
from html import escape

__all__ = ["PageView"]

SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True, repr=False)
class PageView:
    """A page that a notebook shows as the value of a cell.

    `page` is a whole HTML document, UTF-8; `title` is read out in place of the frame (WCAG 2.2, 4.1.2);
    `height` is in CSS pixels, the width is the cell's. The notebook file grows by the page and its escapes.
    """

    page: bytes
    title: str = "causal-compute"
    height: int = 720

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.title!r}: {len(self.page) / 1000:.0f} kB>"

    def _repr_html_(self) -> str:
        """Return the frame. Both texts are escaped as attribute values (HTML, 13.1.2.3): they stay inside.

        Raises:
            UnicodeDecodeError: the page is not UTF-8.

        >>> print(PageView(b'<p title="&">', title='"', height=9)._repr_html_())
        <iframe sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
        srcdoc="&lt;p title=&quot;&amp;&quot;&gt;"
        title="&quot;" width="100%" height="9" style="border:0"></iframe>
        """
        return (
            f'<iframe sandbox="{SANDBOX}"\nsrcdoc="{escape(self.page.decode())}"\n'
            f'title="{escape(self.title)}" width="100%" height="{self.height:d}" style="border:0"></iframe>'
        )
