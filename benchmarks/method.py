"""How the forecast's numbers were chosen: each moved to either side of what it is, the others left alone.

Run `python benchmarks/method.py`. The error is the mean CRPS in months over all rolling origins of the
packaged thesis; numbers are chosen by the first column alone. About a minute and a half.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from causal_compute.forecast import method, pace
from causal_compute.forecast.report import Summary
from causal_compute.outlook.backtest import backtest_thesis
from causal_compute.readers import read_thesis

AS_OF = date(2026, 11, 22)
METHOD = "this method"


def variants() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what is tried: a name, and the numbers of the method or the pace that are other than they are."""
    curve, frontier = method.CURVE, method.FRONTIER
    yield "as it is", {}
    for shape in (0.12, 0.25):
        yield f"single curves: shape {shape}", {"CURVE": replace(curve, shape=shape)}
    for own in (0.1, 0.7):
        yield f"single curves: own {own}", {"CURVE": replace(curve, own=own)}
    for prior in (12.0, 24.0):
        yield f"single curves: prior {prior:g}", {"CURVE": replace(curve, prior=prior)}
    yield "single curves: one prior only", {"SLOW_CHANCE": 1e-12}
    for weight in (0.03, 0.3):
        yield f"single curves: slow prior {weight}", {"SLOW_CHANCE": weight}
    for trust in (0.0, 1.0):
        yield f"single curves: trust {trust:g}", {"TRUST": trust}
    for shape in (0.15, 0.4):
        yield f"frontier: shape {shape}", {"FRONTIER": replace(frontier, shape=shape)}
    for own in (0.5, 1.0):
        yield f"frontier: own {own}", {"FRONTIER": replace(frontier, own=own)}
    for prior in (2.0, 8.0):
        yield f"frontier: prior {prior:g}", {"FRONTIER": replace(frontier, prior=prior)}


def told(summary: Summary | None) -> str:
    """Return the error and the share of crossings within the 80 % interval."""
    if summary is None:
        return "-"
    return f"{summary['crps'][METHOD]:.3f} ({summary['coverage_crossed']['80%']:.0%})"


def main() -> None:
    """Print a row for every variant."""
    thesis = read_thesis()
    print("| variant | before 2025-02 (choosing) | since (held out) |")
    print("|---|--:|--:|")
    for name, changed in variants():
        home = {key: pace if hasattr(pace, key) else method for key in changed}
        kept = {key: getattr(home[key], key) for key in changed}
        for key, value in changed.items():
            setattr(home[key], key, value)
        record = backtest_thesis(thesis, AS_OF)
        for key, value in kept.items():
            setattr(home[key], key, value)
        print(f"| {name} | {told(record['chosen_on'])} | {told(record['held_out'])} |", flush=True)


if __name__ == "__main__":
    main()
