"""A thesis whose conditions have names that say how they stand. Not a test: the proof tests build on it."""

from causal_compute.model import Claim, Thesis
from tests.theses import condition, make_thesis, observation, series

# Conditions by name: met in a month of 2025, seen unmet by a factor, observed unmet, or without any fact.
MET = {"jan": "2025-01-10", "mar": "2025-03-10", "jun": "2025-06-10", "year": "2025"}
MISSES = {"twice": 5.0, "tenfold": 1.0}
CONDITIONS = [*MET, *MISSES, "seen-unmet", "no-facts"]


def world(*claims: Claim) -> Thesis:
    """Return a thesis in which "x@jan" is a cause whose condition is met since January, and so on."""
    return make_thesis(
        claims=claims,
        conditions=[
            *(condition(name, "x") for name in [*MET, "seen-unmet", "no-facts"]),
            *(condition(name, "x", ">= 10") for name in MISSES),
        ],
        curves=[series(name, [("2025-01-01", value)]) for name, value in MISSES.items()],
        observations=[
            *(observation(name, name, when) for name, when in MET.items()),
            observation("unmet", "seen-unmet", "2025-01-01", met=False),
        ],
    )
