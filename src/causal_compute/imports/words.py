"""Which words for a relation mean what: a documented table, and nothing is guessed beyond it.

May touch: nothing. Must not know: which format a word comes from. `docs/imports.md` prints the table.
"""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from causal_compute.model import Change, Modality

__all__ = ["NOT_CAUSAL", "RELATIONS", "SIGNS", "Meaning", "Sign", "meaning", "normal", "sign_of"]

Sign = Literal["+", "-", "?"]


class Meaning(NamedTuple):
    """The sign of a relation, and how its cause bears on its effect."""

    sign: Sign
    modality: Modality = Modality.CONTRIBUTORY

    def changes(self) -> tuple[Change, Change]:
        """Return what happens to the cause and to the effect; neither is said where the sign is not.

        A preventive cause acts against its effect's rising, which is how the model writes it.
        """
        if self.sign == "?":
            return Change.CHANGES, Change.CHANGES
        falls = self.sign == "-" and self.modality is not Modality.PREVENTIVE
        return Change.INCREASES, Change.DECREASES if falls else Change.INCREASES


_UP, _DOWN, _EITHER = Meaning("+"), Meaning("-"), Meaning("?")
_ENABLES, _PREVENTS = Meaning("+", Modality.ENABLING), Meaning("-", Modality.PREVENTIVE)

_WORDS: Mapping[Meaning, str] = {
    _UP: "causes, cause, leads to, results in, brings about, increases, directly increases, "
    "raises, promotes, activates, activation, stimulates, upregulates, induces, amplifies, strengthens, "
    "supports, support, drives, positively regulates, increase amount, gef, 导致, 引起, 促进, 增加, 提高, "
    "增强, 推动, 带来, 激活",
    _DOWN: "decreases, directly decreases, reduces, lowers, inhibits, inhibition, suppresses, downregulates, "
    "weakens, represses, attack, attacks, undercut, negatively regulates, decrease amount, gap, "
    "减少, 降低, 抑制, 削弱, 压低",
    _EITHER: "affects, directed, influences, influence, regulates, directly regulates, modulates, impacts, "
    "changes, determines, regulate activity, phosphorylation, dephosphorylation, ubiquitination, "
    "deubiquitination, sumoylation, desumoylation, hydroxylation, dehydroxylation, acetylation, "
    "deacetylation, glycosylation, deglycosylation, farnesylation, defarnesylation, geranylgeranylation, "
    "degeranylgeranylation, palmitoylation, depalmitoylation, myristoylation, demyristoylation, "
    "ribosylation, deribosylation, methylation, demethylation, 影响, 调节, 改变, 决定",
    _ENABLES: "enables, allows, makes possible, permits, 使成为可能, 使能够, 允许",
    _PREVENTS: "prevents, blocks, stops, hinders, 阻止, 防止, 妨碍",
    Meaning("+", Modality.NECESSARY): "is necessary for, necessary for, is required for, 是必要条件",
    Meaning("+", Modality.SUFFICIENT): "is sufficient for, sufficient for, entails, 足以",
    Meaning("+", Modality.RATE_LIMITING): "rate limiting step of, limits the rate of, 限速",
}

RELATIONS: Mapping[str, Meaning] = {
    word.strip(): means for means, words in _WORDS.items() for word in words.split(",")
}
"""Normal form of a word -> what it means."""

_NO_WORDS: Mapping[str, str] = {
    "the relation has no direction": "association, associated with, correlates with, correlation, "
    "positive correlation, negative correlation, no correlation, contrary, contradictory, contradiction, "
    "complex, equivalent to, orthologous, binds, undirected",
    "the relation is not one of cause and effect": "is a, part of, has variant, has activity, has component, "
    "has member, has members, has reactant, has product, sub process of, transcribed to, translated to, "
    "biomarker for, prognostic biomarker for, causes no change, active form, translocation, conversion, "
    "autophosphorylation, transphosphorylation, self modification, migration, subclass of, instance of, "
    "same as",
}

NOT_CAUSAL: Mapping[str, str] = {
    word.strip(): reason for reason, words in _NO_WORDS.items() for word in words.split(",")
}
"""Words that are known to state no cause and effect, and why their records are left out."""

_SIGN_WORDS: Mapping[Sign, str] = {
    "+": "+ 1 +1 1.0 positive pos increase increases up 正",
    "-": "- − – -1 -1.0 negative neg decrease decreases down 负",
    "?": "? 0 0.0 +- +/- ± unknown ambiguous none null 不明",
}

SIGNS: Mapping[str, Sign] = {word: sign for sign, words in _SIGN_WORDS.items() for word in words.split()}
"""How a sign may be written."""


def normal(word: str) -> str:
    """Return the form in which words are looked up: small letters, single blanks, camel case taken apart.

    >>> normal("directlyIncreases"), normal("LEADS_TO")
    ('directly increases', 'leads to')

    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word)
    return " ".join(re.sub(r"[\s_-]+", " ", apart).casefold().split())


def meaning(word: str, more: Mapping[str, Meaning] | None = None) -> Meaning | None:
    """Return what `word` means by `more` or by the table; None if neither has it.

    >>> meaning("Inhibits")
    Meaning(sign='-', modality=<Modality.CONTRIBUTORY: 'contributory'>)

    """
    found = (more or {}).get(normal(word))
    return found if found is not None else RELATIONS.get(normal(word))


def sign_of(text: str) -> Sign | None:
    """Return the sign that `text` writes, or None."""
    return SIGNS.get(text.strip().casefold())
