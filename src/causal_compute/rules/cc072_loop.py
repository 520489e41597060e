"""Claims close a loop, and none of them is marked as feedback.

The claims lead from a variable back to itself. The model allows that, but the claim that closes the loop
must be marked `feedback: true`: it is the one that the DAG leaves out.

Why: on a loop, "what comes first" has no answer, and an effect would be its own proof. Which claim is the
feedback is a judgement about the world, so the program does not choose; it only proposes.

Mend: mark the claim that acts last, from an effect back to its cause, with `feedback: true`.
"""

from collections.abc import Iterator
from itertools import pairwise

from causal_compute.errors import Finding
from causal_compute.model import Claim, Thesis
from causal_compute.rules.findings import Rule
from causal_compute.rules.walks import Link, links, loops, onward, reached

__all__ = ["RULE", "check"]

RULE = Rule("CC072")


def check(thesis: Thesis) -> Iterator[Finding]:
    """Yield a finding for every knot of loops, with a short loop of it and the claims on it."""
    found = [*links(thesis)]
    steps = onward(found)
    by_step: dict[tuple[str, str], Link] = {}
    for link in found:
        by_step.setdefault((link.cause, link.effect), link)
    depth = reached(thesis.root, steps)
    for loop in loops(steps):
        around = [by_step[step] for step in pairwise(loop)]
        closing = _closing(around, depth)
        named = ", ".join(dict.fromkeys(repr(link.claim.id) for link in around))
        remedy = f"mark the claim that closes it, perhaps {closing.id!r}, with feedback: true"
        yield RULE.finding(closing.at, f"{' -> '.join(loop)} is a loop, through the claims {named}", remedy)


def _closing(around: list[Link], depth: dict[str, int]) -> Claim:
    """Return the claim that leads furthest back towards the root; the last of several."""
    far = len(depth)
    return max(
        reversed(around), key=lambda link: depth.get(link.cause, far) - depth.get(link.effect, far)
    ).claim
