"""Text -> tokens: folded words and single Chinese characters, each with its place in the text.

May touch: nothing. Must not know: what any word means.

Questions and names are folded by the same rules, so that they meet: NFKD without marks and casefold (full
width, ligatures, "wèishénme"), one token for each Chinese character and for each run of other letters and
digits. Hyphens and all else divide; apostrophes and invisible characters do not.
"""

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category, normalize

__all__ = ["Token", "is_han", "key", "stem", "tokens"]

APOSTROPHES = "'’ʼ`´"


class Token(NamedTuple):
    """A folded word at `start` up to `end` of the text; `stem` is what it is compared by.

    `stage` says what it took to read it: "exact", "traditional" or "pinyin".
    """

    word: str
    start: int
    end: int
    stem: str
    stage: str = "exact"


def tokens(text: str) -> list[Token]:
    """Return the tokens of `text`, in order. Linear in its length.

    >>> [token.stem for token in tokens("为什么现在是 ＡＩ-Agents？")]
    ['为', '什', '么', '现', '在', '是', 'ai', 'agent']
    """
    found: list[Token] = []
    word, start, end = "", 0, 0
    for place, letter in _letters(text):
        if word and (not letter or is_han(letter)):
            found.append(Token(word, start, end, stem(word)))
            word = ""
        if is_han(letter):
            found.append(Token(letter, place, place + 1, letter))
        elif letter:
            start = start if word else place
            word += letter
            end = place + 1
    if word:
        found.append(Token(word, start, end, stem(word)))
    return found


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Yield place and folded letter; "" where words divide, nothing for what is invisible or a mark."""
    for place, character in enumerate(text):
        for letter in character.casefold() if character.isascii() else _folded(character):
            if letter.isalnum():
                yield place, letter
            elif letter not in APOSTROPHES:
                yield place, ""


def _folded(character: str) -> str:
    """Return `character` in its plainest form, without marks and invisible characters."""
    plain = normalize("NFKD", normalize("NFKD", character).casefold())
    return "".join(letter for letter in plain if category(letter) not in {"Mn", "Me", "Cf", "Cs"})


def is_han(letter: str) -> bool:
    """Report whether `letter` starts with a Chinese character."""
    return (
        "\u3400" <= letter[:1] <= "\u9fff" or "\uf900" <= letter[:1] <= "\ufaff" or letter[:1] >= "\U00020000"
    )


def stem(word: str) -> str:
    """Return `word` in a simple English singular and in American spelling; other words as they are.

    Not a linguist's stem: both sides of every comparison go through it, so it has only to be consistent.

    >>> [stem(word) for word in ["agents", "companies", "searches", "gpus", "progress", "centres", "is"]]
    ['agent', 'company', 'search', 'gpu', 'progress', 'center', 'is']
    """
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 4 and word.endswith("tre"):
        return word[:-2] + "er"
    return word[:-7] + "ization" if word.endswith("isation") else word


def key(text: str) -> str:
    """Return what `text` is looked up by: its stems, joined, so that blanks and hyphens make no difference.

    >>> key("data-centre capacity") == key("Datacenter Capacity")
    True
    """
    return "".join(token.stem for token in tokens(text))
