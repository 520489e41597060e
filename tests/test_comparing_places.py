"""Where a thesis is read from for a comparison: folders and revisions of git, and names that are neither."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from causal_compute.cli import cli
from causal_compute.comparing.kept import Kept
from causal_compute.comparing.places import read_place
from causal_compute.errors import BadDataError, LimitError, UsageError
from causal_compute.git import Repository, is_revision
from causal_compute.readers import read_thesis
from tests.test_history import git

FIXTURES = Path(__file__).parent / "fixtures"
Patch = pytest.MonkeyPatch


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "more")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: Patch) -> Path:
    """Two commits of the small thesis, its facts beside it: the second asks a lower price of light."""
    shutil.copytree(FIXTURES / "small", tmp_path / "graph/thesis")
    shutil.copytree(FIXTURES / "small-evidence", tmp_path / "graph/small-evidence")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    conditions = tmp_path / "graph/thesis/conditions.yaml"
    text = conditions.read_text(encoding="utf-8")
    conditions.write_text(
        text.replace("value: 0.01, low: 0.005", "value: 0.006, low: 0.005"), encoding="utf-8"
    )
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_revision_is_the_thesis_as_it_was(repository: Path) -> None:
    was = read_place("HEAD~1", "graph/thesis")
    assert was.shown == "HEAD~1:graph/thesis"
    assert was.thesis == read_thesis(FIXTURES / "small")
    assert read_place("HEAD", "graph/thesis").thesis == read_thesis(repository / "graph/thesis")
    assert not git(repository, "status", "--short"), "nothing was checked out or written"


@pytest.mark.parametrize("name", ["HEAD~1:graph/thesis", "HEAD^:graph/thesis/", "main~1:./graph/thesis"])
def test_a_path_at_a_revision_is_as_git_has_it(repository: Path, name: str) -> None:
    del repository
    assert read_place(name).thesis == read_thesis(FIXTURES / "small")


def test_a_path_may_begin_where_the_user_stands(repository: Path, monkeypatch: Patch) -> None:
    monkeypatch.chdir(repository / "graph")
    assert read_place("HEAD~1:./thesis").thesis == read_thesis(FIXTURES / "small")
    monkeypatch.chdir(repository / "graph/thesis")
    assert read_place("HEAD~1").shown == "HEAD~1:graph/thesis"
    assert read_place("").thesis.conditions["light-cheap-enough"].measure is not None


def test_the_command_tells_what_the_last_commit_did(repository: Path) -> None:
    ran = CliRunner().invoke(
        cli, ["diff", "HEAD~1", "HEAD", "--thesis", str(repository / "graph/thesis"), "--as-of", "2026-11-22"]
    )
    assert ran.exit_code == 1, ran.output
    assert "threshold: ≤ 0.01 USD/hour (0.005–0.02) → ≤ 0.006 USD/hour (0.005–0.02) (× 0.6)" in ran.stdout
    assert "← because of [light-cheap-enough] changed (threshold)" in ran.stdout
    again = CliRunner().invoke(cli, ["diff", "--thesis", str(repository / "graph/thesis")])
    assert again.exit_code == 0, again.output


HOSTILE = [
    "--output=/tmp/x",
    "-h",
    "HEAD --exec=x",
    "HEAD;id",
    "$(id)",
    "HEAD..main",
    "HEAD\n--all",
    "x" * 300,
    "\x1b]0;x\x07",
    ":/more",
    "HEAD:../../etc",
    "HEAD:/etc/passwd",
    "HEAD:graph/thesis\n",
    "HEAD:--help",
    "nothing",
    "HEAD~99",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_no_revision_is_one_clear_line(repository: Path, name: str) -> None:
    before = sorted(repository.rglob("*"))
    with pytest.raises(UsageError) as caught:
        read_place(name, "graph/thesis")
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert sorted(repository.rglob("*")) == before


@pytest.mark.parametrize("name", ["HEAD~3", "v1.0", "feature/x", "@{1}", "a1b2c3^{commit}", "HEAD^2~1"])
def test_the_usual_revisions_have_the_form_of_one(name: str) -> None:
    assert is_revision(name)


def test_neither_hooks_nor_filters_nor_settings_of_a_stranger_run(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trapped"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "filter.x.smudge", "diff.external", "core.sshCommand"):
        git(repository, "config", key, str(script))
    (repository / ".gitattributes").write_text("* filter=x export-subst\n", encoding="utf-8")
    shutil.copy(script, repository / ".git/hooks/post-checkout")
    read_place("HEAD~1", "graph/thesis")
    assert not trap.exists()


def test_a_link_in_a_revision_leads_nowhere(repository: Path) -> None:
    source = repository / "graph/thesis/source.txt"
    source.unlink()
    source.symlink_to("/etc/hostname")
    commit(repository)
    with pytest.raises(BadDataError, match=r"source\.txt: CC018"):
        read_place("HEAD", "graph/thesis")


def test_a_revision_that_does_not_read_as_a_thesis_says_where(repository: Path) -> None:
    (repository / "graph/thesis/claims/light.yaml").write_text("- {id: x}\n", encoding="utf-8")
    commit(repository)
    with pytest.raises(BadDataError, match=r"HEAD:graph/thesis/claims/light\.yaml:1:3: CC007"):
        read_place("HEAD", "graph/thesis")


def test_what_is_too_large_is_refused_before_it_is_read(repository: Path, monkeypatch: Patch) -> None:
    del repository
    monkeypatch.setattr("causal_compute.comparing.places.ALL_BYTES", 1000)
    with pytest.raises(LimitError, match="holds more than"):
        read_place("HEAD", "graph/thesis")


def test_files_that_are_no_thesis_are_refused_by_name(repository: Path) -> None:
    (repository / "deck.trig").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be read back as a thesis"):
        read_place("deck.trig")
    assert read_place("graph/thesis/thesis.yaml").thesis.id == "small"


def test_a_folder_in_no_repository_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("loose")
    with pytest.raises(UsageError, match="in no git repository"):
        read_place("HEAD", str(place))
    with pytest.raises(UsageError, match="in no git repository"):
        Repository(place)


def test_a_folder_comes_before_a_revision_of_the_same_name(repository: Path) -> None:
    shutil.copytree(FIXTURES / "lamp", repository / "main")
    assert read_place("main", "graph/thesis").thesis.id == "lamp"
    assert read_place("main:graph/thesis").thesis.id == "small"


def test_kept_files_are_a_folder_as_the_readers_take_it() -> None:
    kept = Kept({"a/b/c.yaml": b"x\n", "a/d.csv": b"y"}, "a")
    assert [each.name for each in kept.iterdir()] == ["b", "d.csv"]
    assert (kept / "b").is_dir()
    assert not (kept / "b").is_file()
    assert (kept / "b" / "c.yaml").read_text() == "x\n"
    assert (kept.parent / "a").is_dir()
    assert not (kept.parent.parent / "a").is_dir(), "above the topmost folder there is nothing"
    with pytest.raises(FileNotFoundError):
        (kept / "none").read_bytes()
