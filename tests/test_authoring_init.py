"""The example that `init` writes: in order, answering, and explained to editors."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hatchling.builders.wheel import WheelBuilder

from tests.authored import bytes_of, edit, led, run

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "src" / "causal_compute" / "authoring" / "template"
DAY = "2026-11-25"


def test_the_example_is_in_order_from_the_first_moment(tmp_path: Path) -> None:
    home = led(tmp_path)
    checked = run("check", "--strict", home)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr == "0 findings in 10 claims, 10 variables\n"
    assert run("fmt", "--check", home).exit_code == 0
    assert run("gaps", "--thesis", home).exit_code == 0


@pytest.mark.parametrize(
    ("question", "status", "since"),
    [
        pytest.param("homes", "met", "2014-10", id="two conditions, the later binds"),
        pytest.param("LED street lamps", "met", "2009-02-16", id="one condition"),
        pytest.param("室内种小麦", "unmet", None, id="not yet, asked in Chinese"),
    ],
)
def test_the_example_answers(tmp_path: Path, question: str, status: str, since: str | None) -> None:
    home = led(tmp_path)
    answer = json.loads(run("why", "--thesis", home, "--as-of", DAY, "--json", question).stdout)
    assert answer["status"] == status
    assert since is None or since in json.dumps(answer["since"])
    assert answer["chains"]
    assert all(chain["claims"] for chain in answer["chains"])


def test_the_example_opens_as_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("explore", "--thesis", led(tmp_path), "-o", page).exit_code == 0
    assert "Why the light bulb changed" in page.read_text(encoding="utf-8")


def test_every_file_of_the_example_names_a_schema_that_lies_beside_it_and_holds(tmp_path: Path) -> None:
    home = led(tmp_path)
    files = [path for path in home.rglob("*.yaml") if not path.name.startswith(".")]
    assert len(files) == 10
    for path in files:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        schema = json.loads((path.parent / first.partition("$schema=")[2]).read_text(encoding="utf-8"))
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(written, default=str)))


def test_the_settings_for_editors_name_schemas_that_are_there(tmp_path: Path) -> None:
    home = led(tmp_path)
    settings = json.loads((home / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert {f"./schema/{path.name}" for path in (home / "schema").iterdir()} == set(settings["yaml.schemas"])


def test_the_readme_of_the_example_tells_commands_that_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = led(tmp_path)
    monkeypatch.chdir(home)
    lines = (home / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [line.partition("#")[0].split()[1:] for line in lines if line.startswith("causal-compute ")]
    assert len(commands) == 5
    assert {command[0]: run(*command).exit_code for command in commands} == {
        command[0]: 0 for command in commands
    }


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    refused = run("init", tmp_path)
    assert refused.exit_code == 2
    assert refused.stderr.endswith("is not empty (notes.txt); nothing is overwritten: name another folder\n")
    assert bytes_of(tmp_path) == {"notes.txt": b"mine"}
    assert run("init", tmp_path / "notes.txt").exit_code == 2


def test_an_empty_folder_under_git_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("init", tmp_path).exit_code == 0
    assert run("check", "--strict", tmp_path).exit_code == 0


def test_the_wheel_carries_the_template() -> None:
    packed = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    names = {path.relative_to(TEMPLATE).as_posix() for path in TEMPLATE.rglob("*") if path.is_file()}
    assert len(names) > 15
    assert {f"causal_compute/authoring/template/{name}" for name in names} <= packed


def test_a_thesis_is_checked_in_its_own_folder_with_its_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(led(tmp_path))
    edit(Path("evidence/events.yaml"), "kind: boom", "kind: bang")
    assert run("check", ".").stdout.startswith("evidence/events.yaml:14:9: CC009 'bang' is not one of")
