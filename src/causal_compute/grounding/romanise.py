"""Chinese in Latin letters, for names that have to be spelt in ASCII.

May touch: pypinyin. Must not know: what the names are for.
"""

from pypinyin import lazy_pinyin

__all__ = ["romanised"]


def romanised(text: str) -> str:
    """Return `text` with every Chinese character as its pinyin without tones, set off by blanks.

    >>> romanised("推理成本 GPU")
    'tui li cheng ben GPU'

    """
    return " ".join(" ".join(lazy_pinyin(text)).split())
