"""Falsifiers: those that are due, scored; and those that are still open.

May touch: the model, assessments. Must not know: git.

A falsifier that is due is scored by Brier (G. W. Brier, "Verification of forecasts expressed in terms of
probability", Monthly Weather Review 78, 1950): the square of belief minus outcome, where the belief is that
of the day on which it was frozen, and the outcome 0 if the claim was refuted, else 1. A coin scores 0.25.
What was set knowing the outcome is scored apart.
"""

from collections.abc import Iterator
from datetime import date
from statistics import fmean

from causal_compute.assessment import beliefs
from causal_compute.audit.notes import Note, note
from causal_compute.model import Claim, Comparator, Falsifier, Thesis
from causal_compute.quantity import Quantity
from causal_compute.wording import figure_in, quantity_words

__all__ = ["brier", "check", "refuted"]

NAME = "falsifiers"


def brier(belief: float, *, refuted: bool) -> float:
    """Return the Brier score of a belief in a claim that was refuted, or was not.

    >>> round(brier(0.9, refuted=True), 2), round(brier(0.9, refuted=False), 2)
    (0.81, 0.01)
    """
    return (belief - (0.0 if refuted else 1.0)) ** 2


def refuted(falsifier: Falsifier, thesis: Thesis, as_of: date) -> bool | None:
    """Return whether a falsifier has refuted its claim on `as_of`; None while it is open or nothing says so.

    An outcome that was entered decides. Else, once the date has come, the value in force on that day does.
    """
    outcome = falsifier.outcome
    if outcome is not None and outcome.date.latest <= as_of:
        return outcome.refuted
    series = None if falsifier.series is None else thesis.series.get(falsifier.series)
    if falsifier.by.latest > as_of or series is None:
        return None
    values = [point.value for point in series.points if point.date.latest <= falsifier.by.latest]
    if not values:
        return None
    if falsifier.comparator is Comparator.AT_LEAST:
        return values[-1] >= falsifier.value
    return values[-1] <= falsifier.value


def check(thesis: Thesis, as_of: date) -> Iterator[Note]:
    """Yield every falsifier that was frozen by `as_of`, and the mean scores of those that are due."""
    scores: dict[bool, list[float]] = {False: [], True: []}
    for claim in thesis.claims.values():
        for each in claim.falsifiers:
            if each.frozen_on > as_of:
                continue
            outcome = refuted(each, thesis, as_of)
            if outcome is None:
                yield _open(claim, each, as_of)
                continue
            belief = beliefs(thesis, each.frozen_on)[claim.id]  # as it was staked, not as it is now
            score = brier(belief, refuted=outcome)
            scores[each.in_sample].append(score)
            yield _scored(claim, each, score, belief, refuted=outcome)
    for in_sample, found in scores.items():
        if found:
            yield _mean(found, in_sample=in_sample)


def _asked(each: Falsifier, language: str) -> str:
    sign = {">=": "≥", "<=": "≤"}[each.comparator.value]
    asked = quantity_words(Quantity(each.value, each.value, each.unit))
    return f"{each.metric.in_(language)} {sign} {figure_in(asked, language)}"


def _open(claim: Claim, each: Falsifier, as_of: date) -> Note:
    day, due = each.by.latest.isoformat(), each.by.latest <= as_of
    return note(
        NAME,
        "open",
        zh=f"“{claim.text.zh}”：若到 {day} {_asked(each, 'zh')}，即被推翻"
        + ("；已到期，尚未录入结果" if due else ""),
        en=f'"{claim.text.en}" is refuted if by {day} {_asked(each, "en")}'
        + ("; the day has come and no outcome was entered" if due else ""),
        claims=[claim.id],
        series=[each.series] if each.series else [],
    )


def _scored(claim: Claim, each: Falsifier, score: float, belief: float, *, refuted: bool) -> Note:
    told = {
        "zh": ("被推翻" if refuted else "经受住了") + ("（定阈值时已知结果）" if each.in_sample else ""),
        "en": ("was refuted" if refuted else "stood")
        + (" (set knowing the outcome)" if each.in_sample else ""),
    }
    return note(
        NAME,
        "against" if refuted else "holds",
        zh=f"“{claim.text.zh}”{told['zh']}：{_asked(each, 'zh')}，到 {each.by.latest}；"
        f"可信度 {belief:.2f}，布赖尔分 {score:.3f}",
        en=f'"{claim.text.en}" {told["en"]}: {_asked(each, "en")} by {each.by.latest}; '
        f"believed {belief:.2f}, Brier score {score:.3f}",
        claims=[claim.id],
        series=[each.series] if each.series else [],
        figures={"belief": round(belief, 4), "brier": round(score, 4)},
    )


def _mean(scores: list[float], *, in_sample: bool) -> Note:
    mean, count = fmean(scores), len(scores)
    where = (
        {"zh": "定阈值时已知结果的", "en": "set knowing the outcome"} if in_sample else {"zh": "", "en": ""}
    )
    return note(
        NAME,
        "open" if in_sample else ("holds" if mean < 0.25 else "against"),
        zh=f"{where['zh']}{len(scores)} 个到期检验的平均布赖尔分为 {mean:.3f}（抛硬币为 0.25）",
        en=f"mean Brier score of the falsifiers due{', ' + where['en'] if in_sample else ''} ({count}): "
        f"{mean:.3f} (a coin scores 0.25)",
        figures={"brier": round(mean, 4), "count": len(scores)},
    )
