"""What is wrong with a thesis that can be read: one numbered rule a file, CC030 and up.

May touch: the model. Must not know: files, graphs, the command line. (CC001 to CC029 are the readers'.)

A rule is a module with `RULE`, its number and severity, and `check`, which yields findings; its docstring
is the rule's page, `docs/rules/<number>.md`. Rules are pure, know nothing of each other, and are imported
when a thesis is checked. A new rule is a module and a line in `RULES`.
"""

from importlib import import_module
from types import ModuleType

from causal_compute.errors import Finding
from causal_compute.model import Thesis

__all__ = ["RULES", "check", "rule"]

RULES: dict[str, str] = {
    # what is named, and who says so
    "CC030": "cc030_unknown_variable",
    "CC031": "cc031_unknown_condition",
    "CC032": "cc032_unknown_source",
    "CC033": "cc033_unknown_series",
    "CC034": "cc034_event_of_no_application",
    "CC035": "cc035_no_root",
    "CC036": "cc036_unquoted",
    "CC037": "cc037_unquoted_variable",
    "CC038": "cc038_unexplained",
    "CC039": "cc039_layer_not_for_files",
    # words and the source
    "CC040": "cc040_not_verbatim",
    "CC041": "cc041_ambiguous_name",
    "CC042": "cc042_short_label_too_long",
    "CC043": "cc043_wrong_language",
    "CC044": "cc044_encoded_and_not",
    "CC045": "cc045_not_covered",
    # figures
    "CC050": "cc050_kind_without_payload",
    "CC051": "cc051_figure_not_encoded",
    "CC052": "cc052_units_differ",
    "CC053": "cc053_lag_runs_backwards",
    "CC054": "cc054_field_of_another_kind",
    "CC055": "cc055_falsifier_decides_nothing",
    # gates and claims
    "CC060": "cc060_cause_twice",
    "CC061": "cc061_condition_of_another_variable",
    "CC062": "cc062_away_from_threshold",
    "CC063": "cc063_becomes_viable",
    "CC064": "cc064_claim_twice",
    "CC065": "cc065_contradiction",
    # the graph
    "CC070": "cc070_application_without_gate",
    "CC071": "cc071_gap",
    "CC072": "cc072_loop",
    "CC073": "cc073_feedback_closes_nothing",
    "CC074": "cc074_caused_root",
    "CC075": "cc075_unused_variable",
    "CC076": "cc076_unused_condition",
    # public facts
    "CC080": "cc080_source_without_link",
    "CC081": "cc081_observations_disagree",
    "CC082": "cc082_evidence_on_nothing",
}
"""Rule number -> its module in this package, in the order of their numbers."""


def rule(number: str) -> ModuleType:
    """Import and return the module of a rule.

    Raises:
        KeyError: no rule here has the number.

    """
    return import_module(f"{__name__}.{RULES[number]}")


def check(thesis: Thesis) -> tuple[Finding, ...]:
    """Return everything that any rule finds, sorted by file, line and rule; none is the best answer.

    Its cost is linear in the thesis, but for the search of a short loop where claims do close loops.
    """
    return tuple(sorted(finding for number in RULES for finding in rule(number).check(thesis)))
