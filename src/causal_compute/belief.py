"""Belief: how likely a statement is right. Named formulas with their sources; floats in, floats out.

May touch: nothing. Must not know: claims, layers, files. Which error rates apply to whom is
`assessment`'s business.

Words:

* A *group* is one independent voice: one author, one laboratory, one data set. Ten sentences of one
  author are ten statements of one group.
* `rand` is the chance that a single statement of the group is wrong by accident (a slip, a misreading).
  Accidents are independent, so n statements that agree are all wrong with probability ``rand**n``.
* `syst` is the chance that the group is wrong as a whole (a bias, a bad method, an interest). No number
  of its own statements can mend that: only another group can.

Sources: INDRA (J. A. Bachman, B. M. Gyori, P. K. Sorger, "Automated assembly of molecular mechanisms at
scale from text mining and curated databases", Molecular Systems Biology 19, 2023, PMC10167483; its module
`indra.belief`) for `group_error`, `belief` and the treatment of statements against; J. Pearl,
"Probabilistic Reasoning in Intelligent Systems" (1988) for the noisy-OR.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

__all__ = ["Group", "belief", "chain_belief", "group_error", "noisy_or"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`n` statements of one independent voice, with its error rates, both probabilities."""

    n: int
    syst: float
    rand: float


def group_error(group: Group) -> float:
    """Return the probability that a whole group is wrong: ``min(1, syst + rand**n)``.

    A group that says nothing (n = 0) lends no support: its error is 1.

    >>> round(group_error(Group(n=2, syst=0.05, rand=0.3)), 4)
    0.14
    """
    return min(1.0, group.syst + group.rand**group.n) if group.n else 1.0


def belief(groups: Iterable[Group], against: Iterable[Group] = ()) -> float:
    """Return the probability that a claim is right, from independent groups for and against it.

    A claim is wrongly supported only if every group is wrong at once. What speaks against it is weighed
    the same way and discounts the support: ``support * (1 - opposition)``. Without any group it is 0.

    >>> round(belief([Group(n=1, syst=0.1, rand=0.2), Group(n=1, syst=0.2, rand=0.3)]), 4)
    0.85
    """
    support, opposition = (1.0 - prod(map(group_error, side)) for side in (groups, against))
    return support * (1.0 - opposition)


def chain_belief(links: Iterable[float]) -> float:
    """Return the probability that every link of a chain holds, if links are independent (product rule).

    A longer chain is never surer. The chain without a link is certain: nothing is claimed.

    >>> chain_belief([0.5, 0.5])
    0.25
    """
    return prod(links)


def noisy_or(alternatives: Iterable[float]) -> float:
    """Return the probability that at least one of independent alternatives holds (noisy-OR).

    >>> noisy_or([0.5, 0.5])
    0.75
    """
    return 1.0 - prod(1.0 - each for each in alternatives)
