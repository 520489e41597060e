"""Words stand under the wrong language.

A name under `en` must not hold Chinese characters. A name under `zh` may be Latin where Chinese readers
write it so (GPU, Agent, ASIC, or any words that the source itself uses), but a phrase of small letters such
as "inference cost" is English. The text of a claim is judged by whether it holds Chinese at all (`zh`), or
mostly (`en`).

Why: the language of a question decides in which language the answer is written. A swapped pair shows an
English reader Chinese, and the other way round.

Mend: swap the two, or move the name under the other key.
"""

import re
from collections.abc import Iterator

from causal_compute.errors import Finding
from causal_compute.model import Thesis, Variable
from causal_compute.rules.findings import Rule

__all__ = ["RULE", "check"]

RULE = Rule("CC043", "warning")

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_ENGLISH_PHRASE = re.compile(r"[a-z'-]+( [a-z'-]+)+")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every name and every claim's text that is not in its key's language."""
    source = thesis.source_text.casefold()
    for variable in thesis.variables.values():
        for language, name in _names(variable):
            if _is_english(name, source) if language == "zh" else _CHINESE.search(name):
                problem = f"the {language} name {name!r} of variable {variable.id!r} is in the other language"
                yield RULE.finding(variable.at, problem, "move it under the other key, or translate it")
    for claim in thesis.claims.values():
        for language, wrong in (("zh", not _CHINESE.search(claim.text.zh)), ("en", _mostly(claim.text.en))):
            if wrong:
                problem = f"the {language} text of claim {claim.id!r} is in the other language"
                yield RULE.finding(claim.at, problem, "swap the two, or translate it")


def _names(variable: Variable) -> Iterator[tuple[str, str]]:
    for text in (variable.label, variable.short):
        yield from (("zh", text.zh), ("en", text.en))
    for lists in (variable.aliases, variable.opposites):
        yield from ((language, name) for language, names in lists.items() for name in names)


def _is_english(name: str, source: str) -> bool:
    return bool(_ENGLISH_PHRASE.fullmatch(name)) and name not in source


def _mostly(text: str) -> bool:
    return 2 * len(_CHINESE.findall(text)) > len("".join(text.split()))
