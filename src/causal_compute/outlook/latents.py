"""How much faster or slower than expected everything moves, in every future: shocks along the causal graph.

May touch: the graph of `dag`, numpy. Must not know: dates, prices.

Each variable has a latent shock z, standard normal over the futures: + where it rises more than expected.
What its causes do reaches it with their signs, and the rest is its own:

    z = sqrt(SHARED) * (the signed sum of its causes' z, scaled to variance 1) + sqrt(1 - SHARED) * own

This is a Gaussian copula whose structure is the causal graph (H. Joe, "Dependence Modeling with Copulas",
2014): the forecasts of the single curves stay exactly what they are, and only their ranks are tied
together. `SHARED` is an ASSUMPTION; nobody has measured it.

To *set* a variable is to fix its z and to cut what comes in from its causes: Pearl's do-operator. To learn
that a variable *is* so is to keep the futures in which it is: its causes and their other effects follow.
"""

from collections.abc import Iterable, Mapping
from math import sqrt

import networkx as nx
import numpy as np

from causal_compute.dag import CausalGraph, influences
from causal_compute.forecast.axis import Floats

__all__ = ["HALT", "SHARED", "nearest", "shocks"]

SHARED = 0.5
"""ASSUMPTION: the share of a variable's surprise that comes from its causes."""

HALT = 2.33
"""How far down a halt lies: as slow as one future in a hundred."""


def shocks(
    graph: CausalGraph, samples: int, seed: int, fixed: Mapping[str, float] | None = None
) -> Mapping[str, Floats]:
    """Return the shocks of every variable, a number a future; `fixed` are those that are set.

    Every variable draws from a generator of its own name, so that a claim or variable left out changes
    nothing but what it carried. Cost: a few vectors a variable.
    """
    plain = influences(graph)
    condensed = nx.condensation(plain)
    order = [
        variable
        for component in nx.topological_sort(condensed)
        for variable in sorted(condensed.nodes[component]["members"])
    ]
    own = {name: np.random.default_rng([seed, *name.encode()]).standard_normal(samples) for name in order}
    natural, spreads = _drawn(plain, own, {}, {})
    return _drawn(plain, own, fixed, spreads)[0] if fixed else natural


def nearest(distance: Floats, share: float = 0.1) -> np.ndarray:
    """Return which futures to keep, by index, when something is seen to be so: the nearest `share`."""
    count = max(1, round(share * len(distance)))
    return np.sort(np.argsort(distance, kind="stable")[:count])


def _drawn(
    plain: CausalGraph, own: Mapping[str, Floats], fixed: Mapping[str, float], spreads: Mapping[str, float]
) -> tuple[Mapping[str, Floats], Mapping[str, float]]:
    """Return the shocks, and how widely what comes in spreads at each variable.

    Spreads that are given are used: a variable that is set must not make its effects livelier.
    """
    found: dict[str, Floats] = {}
    spread: dict[str, float] = {}
    for variable, alone in own.items():
        coming = _coming(plain, variable, found)
        if variable in fixed:
            found[variable] = np.full(len(alone), fixed[variable])
        elif coming is None:
            found[variable] = alone
        else:
            spread[variable] = spreads.get(variable) or float(coming.std()) or 1.0
            found[variable] = sqrt(SHARED) * coming / spread[variable] + sqrt(1 - SHARED) * alone
    return found, spread


def _coming(plain: CausalGraph, variable: str, found: Mapping[str, Floats]) -> Floats | None:
    """Return the signed sum of the causes' shocks, None where nothing comes in.

    A cause whose sign is not known brings nothing; nor does one on a loop that has not been drawn yet.
    """
    links: Iterable[tuple[str, str, frozenset[int]]] = plain.in_edges(variable, data="signs")
    coming = [
        next(iter(signs)) * found[cause] for cause, _, signs in links if cause in found and len(signs) == 1
    ]
    return np.sum(coming, axis=0) if coming else None
