"""The house rules that a tool does not hold by itself: who owns which library, and what a wheel carries."""

import ast
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "causal_compute"

OWNERS = {
    "click": ("cli/",),
    "jinja2": ("endpoint/pages", "explorer/document"),
    "markupsafe": ("endpoint/answers", "endpoint/pages", "explorer/document", "explorer/still"),
    "mcp": ("agents/",),
    "mcp_types": ("agents/",),
    "networkx": ("dag.py", "exports/networks", "exports/scope", "traverse/", "outlook/latents.py"),
    "numpy": ("forecast/", "outlook/"),
    "opencc": ("grounding/",),
    "pandas": ("api/tables",),  # for who has it
    "pydantic": ("agents/",),
    "pypinyin": ("grounding/",),
    "pyoxigraph": ("dataset/", "endpoint/", "exports/", "stores/"),
    "pyparsing": ("stores/",),  # rdflib's own parser, for the place of an error
    "pyvis": ("explorer/network",),
    "rapidfuzz": ("grounding/",),
    "rdflib": ("dataset/", "stores/"),
    "resvg_py": ("render/plot.py",),  # optional: the extra `plot`
    "starlette": ("endpoint/",),  # optional, with uvicorn: the extra `serve`
    "uvicorn": ("endpoint/serving",),
    "yaml": ("authoring/layout", "readers/", "writers/yaml"),
}
FORBIDDEN = {"marshal", "pickle", "shelve"}  # a cache file must not be able to run anything


def ran(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield every node that runs: not those that only a type checker reads."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from ran(node)


def imports(path: Path) -> set[str]:
    """Return the top-level names that a module imports anywhere in it."""
    found: set[str] = set()
    for node in ran(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found.add(node.module.split(".")[0])
    return found


MODULES = {path.relative_to(SOURCE).as_posix(): imports(path) for path in sorted(SOURCE.rglob("*.py"))}


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_only_its_owners_import_a_library(library: str) -> None:
    importers = [name for name, found in MODULES.items() if library in found]
    assert importers, f"nobody imports {library}: drop the dependency"
    assert [name for name in importers if not name.startswith(OWNERS[library])] == []


def test_nothing_that_runs_what_it_reads_is_imported() -> None:
    assert {name: found & FORBIDDEN for name, found in MODULES.items() if found & FORBIDDEN} == {}


def test_every_runtime_dependency_has_an_owner() -> None:
    outside = {library for found in MODULES.values() for library in found} - set(sys.stdlib_module_names)
    assert outside - {"causal_compute", "_blake2"} == set(OWNERS)


def test_modules_stay_under_300_lines() -> None:
    long = {
        name: length
        for name in MODULES
        if (length := len((SOURCE / name).read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", *folders], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return set(listed.stdout.splitlines())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_exactly_the_tracked_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if not name.endswith("/")}
    data = {name for name in packed if name.startswith(("causal_compute/graph/", "causal_compute/ontology/"))}
    assert data == {f"causal_compute/{name}" for name in tracked("graph", "ontology")}


def test_the_wheel_answers_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    probe = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from causal_compute.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", probe, str(tmp_path / "site"), "why", "agents", "now"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={"CAUSAL_COMPUTE_CACHE": "off", "PYTHONUTF8": "1"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "agents-need-capability-and-cost" in done.stdout
