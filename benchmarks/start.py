"""Start-up: warm answers and help against `import click`, as ratios of medians within one run.

Run it with `make bench`, which compiles all bytecode first: without it every import is two to three times
slower and the ratios mean nothing, so the script stops where bytecode is missing. Targets: P1 and the main
job: warm `why agents now` <= 1.4 x, `--help` <= 1.3 x, cold start under 3 s.
"""

import os
import subprocess
import sys
import tempfile
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 15
PROGRAM = str(Path(sys.executable).with_name("causal-compute"))


def run(command: list[str], environment: dict[str, str]) -> float:
    """Return the wall time of one run, in milliseconds."""
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return (perf_counter() - start) * 1000


def compiled(module: str) -> bool:
    """Report whether a module's bytecode is on disk."""
    spec = find_spec(module)
    return spec is not None and spec.origin is not None and Path(cache_from_source(spec.origin)).exists()


def main() -> None:
    """Measure in turn, so that a busy machine slows all alike, and print a table."""
    for module in ("click", "causal_compute", "causal_compute.compiled"):
        if not compiled(module):
            sys.exit(f"{module} is not compiled; run: {sys.executable} -m compileall -q src .venv/lib")
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "CAUSAL_COMPUTE_CACHE": cache, "PYTHONDONTWRITEBYTECODE": ""}
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import click'": [sys.executable, "-c", "import click"],
            "--help": [PROGRAM, "--help"],
            "why agents now, warm": [PROGRAM, "why", "agents", "now"],
            "为什么现在是 Agent, warm": [PROGRAM, "为什么现在是", "Agent"],
        }
        cold = run(commands["why agents now, warm"], environment)
        run(commands["为什么现在是 Agent, warm"], environment)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(run(command, environment))
    base = median(times["python -c 'import click'"])
    print(f"{'command':30} {'median ms':>10} {'x click':>8}")
    for name, taken in times.items():
        print(f"{name:30} {median(taken):10.1f} {median(taken) / base:8.2f}")
    print(f"{'why agents now, cold':30} {cold:10.1f} {cold / base:8.2f}")


if __name__ == "__main__":
    main()
