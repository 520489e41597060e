"""Thesis -> lexicon: every way in which its parts may be named. Runs once for unchanged sources.

May touch: opencc and pypinyin, a thesis. Must not know: any question.

Names rank: a label or a short label is stronger than an alias or an opposite, and these than a generated
form (an id in words, Taiwan's words, a label without its brackets). Where one form names two variables, the
stronger rank has it; two of the same rank make it ambiguous, and an ambiguous form grounds nothing. Not even
an application is preferred then: it is only offered first.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import opencc
from pypinyin import lazy_pinyin

from causal_compute.grounding.document import Lexicon, Text
from causal_compute.grounding.intents import outline
from causal_compute.grounding.normalise import is_han, key, tokens
from causal_compute.grounding.words import CUES, FALLING, FRAMES
from causal_compute.model import Thesis, Variable

__all__ = ["blur", "lexicon"]

LABEL, ALIAS, GENERATED = range(3)
COMMON = [bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
"""GB 2312 level 1: the 3,755 characters that people type, and so mistype."""

Form = tuple[int, bool, str, str]  # rank, opposite, words, id of the variable


def lexicon(thesis: Thesis) -> Lexicon:
    """Return the words of `thesis`. Plain JSON, the same for the same thesis."""
    forms = [form for variable in thesis.variables.values() for form in _forms(variable)]
    forms += list(_taiwanese(forms))
    names, opposites, spelt = _ranked(forms)
    frames = sorted({key(word) for word in [*FRAMES.split(), *FALLING.split(), *_cue_words()]})
    parts = _vocabulary(_names(thesis))
    words = _vocabulary(_texts(thesis)) - parts
    known = set("".join([*names, *opposites, *frames, *parts, *words]))
    return {
        "names": names,
        "opposites": opposites,
        "ids": _ids(thesis),
        "kinds": {variable.id: variable.kind.value for variable in thesis.variables.values()},
        "labels": {variable.id: _label(variable) for variable in thesis.variables.values()},
        "glosses": {variable.id: _gloss(variable) for variable in thesis.variables.values()},
        "spelt": {name: words for name, words in spelt.items() if name != words},
        "script": _script(known),
        "pinyin": _pinyin(names | opposites, frames),
        "sounds": _sounds({letter for name in [*names, *opposites] for letter in name if is_han(letter)}),
        "frames": frames,
        "cues": [[intent, *map(_cue, _divided(cues))] for intent, cues in CUES],
        "falling": sorted({key(word) for word in FALLING.split()}),
        "parts": f" {' '.join(sorted(parts))} ",
        "words": f" {' '.join(sorted(words))} ",
    }


def _ids(thesis: Thesis) -> dict[str, list[str]]:
    """Return of what kind each id is, and the variable that it is about."""
    claims = {claim.id: ["claim", claim.effect.variable] for claim in thesis.claims.values()}
    conditions = {c.id: ["condition", c.variable] for c in thesis.conditions.values()}
    return {variable: ["variable", variable] for variable in thesis.variables} | conditions | claims


def _label(variable: Variable) -> Text:
    return {"zh": variable.label.zh, "en": variable.label.en}


def _gloss(variable: Variable) -> str:
    return " ".join(sorted(_vocabulary([variable.definition.zh, variable.definition.en])))


def _forms(variable: Variable) -> Iterator[Form]:
    """Yield every form that names `variable`, as the thesis' author wrote it, and without its brackets."""
    for text in (variable.label, variable.short):
        for words in (text.zh, text.en):
            yield LABEL, False, words, variable.id
            outside, bracket, _ = words.replace("（", "(").partition("(")
            if bracket and outside.strip():
                yield GENERATED, False, outside, variable.id
    yield GENERATED, False, variable.id, variable.id
    for opposite, named in ((False, variable.aliases), (True, variable.opposites)):
        for forms in named.values():
            yield from ((ALIAS, opposite, words, variable.id) for words in forms)


def _taiwanese(forms: Iterable[Form]) -> Iterator[Form]:
    """Yield Taiwan's words for the Chinese forms where they are others: 軟體 for 软件, 智慧體 for 智能体."""
    there, back = opencc.OpenCC("s2twp"), opencc.OpenCC("t2s")
    for _, opposite, words, variable in forms:
        if any(map(is_han, words)):
            yield GENERATED, opposite, back.convert(there.convert(words)), variable


def _ranked(forms: Iterable[Form]) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str]]:
    """Return names, opposites and spellings by key: of each key, the forms of the strongest rank only."""
    names: dict[str, list[str]] = {}
    opposites: dict[str, list[str]] = {}
    spelt: dict[str, str] = {}
    rank_of: dict[str, int] = {}
    for rank, opposite, words, variable in sorted(forms):
        name = key(words)
        if len(name) > 1 and rank <= rank_of.setdefault(name, rank):
            ids = (opposites if opposite else names).setdefault(name, [])
            ids += [] if variable in ids else [variable]
            spelt.setdefault(
                name, " ".join(token.word for token in tokens(words)) if name.isascii() else name
            )
    return names, opposites, spelt


def _divided(cues: str) -> list[str]:
    return [cue.strip() for line in cues.splitlines() for cue in line.split(";")]


def _cue(cue: str) -> str:
    """Return `cue` as `intents.intent_of` looks for it: outlined, parts divided by "…"."""
    parts = (part.strip().split("*") for part in cue.split("…"))
    return "…".join(
        outline(_interleaved([[token.stem for token in tokens(p)] for p in part])) for part in parts
    )


def _interleaved(pieces: list[list[str]]) -> list[str]:
    """Return the stems of all pieces with "*" between one piece and the next."""
    stems = list(pieces[0])
    for piece in pieces[1:]:
        stems += ["*", *piece]
    return stems


def _cue_words() -> Iterator[str]:
    """Yield the words of all cues: English ones singly, Chinese ones as they stand together."""
    for _, cues in CUES:
        yield from cues.replace(";", " ").replace("*", " ").replace("…", " ").split()


def _vocabulary(texts: Iterable[str]) -> set[str]:
    """Return all words of `texts`: English stems, and pairs of neighbouring Chinese characters."""
    words: set[str] = set()
    for text in texts:
        stems = [token.stem for token in tokens(text)]
        words.update(stem for stem in stems if not is_han(stem))
        words.update(a + b for a, b in pairwise(stems) if is_han(a) and is_han(b))
    return words


def _names(thesis: Thesis) -> Iterator[str]:
    """Yield all that names a variable."""
    for variable in thesis.variables.values():
        for _, _, words, _ in _forms(variable):
            yield words


def _texts(thesis: Thesis) -> Iterator[str]:
    """Yield what the thesis says besides: definitions, conditions, claims."""
    for variable in thesis.variables.values():
        yield from (variable.definition.zh, variable.definition.en)
    for condition in thesis.conditions.values():
        yield from (condition.label.zh, condition.label.en)
    for claim in thesis.claims.values():
        yield from (claim.text.zh, claim.text.en)


def _script(known: set[str]) -> dict[str, str]:
    """Return the simplified character of every traditional one whose simplified form is `known`."""
    letters = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(letters)).split("\n")
    return {letter: plain for letter, plain in zip(letters, simple, strict=True) if letter != plain in known}


def _pinyin(names: dict[str, list[str]], frames: list[str]) -> dict[str, str]:
    """Return Chinese words by their syllables. Names win over frames.

    Names of several variables that sound alike stay out: they cannot be told apart by sound.
    """
    spoken: dict[str, list[str]] = {}
    for name in names:
        if sum(map(is_han, name)) > 1:
            spoken.setdefault("".join(lazy_pinyin(name)), []).append(name)
    framing = {"".join(lazy_pinyin(word)): word for word in reversed(frames) if all(map(is_han, word))}
    alike = {
        syllables: min(same) for syllables, same in spoken.items() if len({str(names[n]) for n in same}) == 1
    }
    return framing | alike


def _sounds(letters: set[str]) -> dict[str, str]:
    """Return the common characters by sound, for each sound that one of `letters` has."""
    common = [code.decode("gb2312") for code in COMMON if code not in UNASSIGNED]
    spoken = {letter: blur(lazy_pinyin(letter)[0]) for letter in [*sorted(letters), *common]}
    wanted = {spoken[letter] for letter in letters}
    sounds: dict[str, str] = {}
    for letter, sound in spoken.items():
        if sound in wanted:
            sounds[sound] = sounds.get(sound, "") + letter
    return sounds


UNASSIGNED = {bytes([0xD7, cell]) for cell in range(0xFA, 0xFF)}  # the row's end, which GB 2312 leaves open


def blur(syllable: str) -> str:
    """Return `syllable` without what many speakers do not tell apart: zh ch sh from z c s, -ng from -n.

    >>> blur("sheng"), blur("sen")
    ('sen', 'sen')
    """
    retroflex = syllable[:1] + syllable[2:] if syllable[:2] in {"zh", "ch", "sh"} else syllable
    return retroflex.removesuffix("g") if retroflex.endswith("ng") else retroflex
