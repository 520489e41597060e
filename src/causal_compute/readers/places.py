"""Where words stand in the source: slides by their lines, quotes by their offsets.

May touch: nothing; strings only. Must not know: files, findings, the kinds of things that are quoted.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from causal_compute.model import Slide

__all__ = ["Places"]

Span = tuple[int, int]


class Places:
    """The text of every slide without its white space, and for each character its offset in the source.

    A line ends at a line feed and at nothing else, as an editor counts it. `complete` is false when some
    slide could not be read: then a name that is not among them may be right.
    """

    def __init__(self, text: str, slides: Mapping[str, Slide], *, complete: bool = True) -> None:
        self.text, self.complete = text, complete
        self._starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
        self._slides = {slide.id: self._dense(slide) for slide in slides.values()}

    @property
    def slides(self) -> list[str]:
        """The ids of the slides, in order."""
        return list(self._slides)

    def locate(self, slide: str, exact: str, prefix: str = "") -> list[Span]:
        r"""Return the offsets of each place on `slide` where `exact` stands, right after `prefix` if given.

        White space counts neither in the words nor in the source.

        >>> slide = Slide(id="S1", first_line=1, last_line=2, title="t", title_en="t")
        >>> Places("one two\ntwo", {"S1": slide}).locate("S1", "t wo")
        [(4, 7), (8, 11)]

        """
        words, before = dense(exact), dense(prefix)
        text, offsets = self._slides[slide]
        return [
            (offsets[at], offsets[at + len(words) - 1] + 1)
            for at in _occurrences(text, words)
            if text.endswith(before, 0, at)
        ]

    def elsewhere(self, exact: str) -> list[str]:
        """Return the slides on which `exact` does stand."""
        return [slide for slide, (text, _) in self._slides.items() if dense(exact) in text]

    def agreement(self, slide: str, exact: str) -> tuple[str, str]:
        """Return how much of the start of `exact` stands on `slide`, and how the slide goes on from there."""
        text = self._slides[slide][0]
        words = dense(exact)[: len(text) + 1]
        length = bisect_left(range(len(words) + 1), True, key=lambda n: words[:n] not in text) - 1
        at = text.find(words[:length]) + length
        return words[:length], text[at : at + 12]

    def before(self, span: Span) -> str:
        """Return the few characters of the source that stand before `span`: they can serve as a prefix."""
        return dense(self.text[max(0, span[0] - 24) : span[0]])[-8:]

    def _dense(self, slide: Slide) -> tuple[str, list[int]]:
        start = self._starts[slide.first_line - 1]
        end = self._starts[slide.last_line] if slide.last_line < len(self._starts) else len(self.text)
        offsets = [at for at in range(start, end) if not self.text[at].isspace()]
        return "".join(self.text[at] for at in offsets), offsets


def dense(text: str) -> str:
    """Return `text` without its white space."""
    return "".join(text.split())


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while words and at >= 0:
        yield at
        at = text.find(words, at + 1)
