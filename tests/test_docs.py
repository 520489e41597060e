"""What the documents show is what the program does."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


def answer(*words: str) -> str:
    command = [sys.executable, "-m", "causal_compute", *words]
    environment = {**os.environ, "COLUMNS": "100"}  # as wide as the page that shows it
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, encoding="utf-8", env=environment
    )
    return done.stdout


def test_the_answer_in_the_readme_is_the_real_one() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"\$ causal-compute why agents now\n(.*?)\n\.\.\.\n", readme, flags=re.DOTALL)
    assert answer("why", "agents", "now", "--as-of", "2026-11-22").startswith(shown)


def test_every_command_in_the_readme_works() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", readme, flags=re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    commands = [line for line in lines if line.startswith("causal-compute ")]
    assert len(commands) >= 10
    for line in commands:
        if "-o " not in line:  # what writes files is tried elsewhere
            done = subprocess.run(
                [sys.executable, "-m", "causal_compute", *shlex.split(line)[1:]],
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            assert (done.returncode, done.stdout != "") == (0, True), (line, done.stderr)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_no_tracked_file_names_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    private = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w")
    found = []
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix in {".md", ".py", ".yaml", ".toml", ".csv", ".json", ".js", ".ttl", ".rq", ".txt", ""}:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [name] if private.search(text) else []
    assert found == []
