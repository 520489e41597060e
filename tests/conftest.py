"""What every test shares: a cache of its own, never the user's; and texts kept in files."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.visits import Visit

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write tests/golden anew from what the program says now."
    )


@pytest.fixture(scope="session", autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give the program, and all that a test starts, a cache of this run and the width of no terminal."""
    patch = pytest.MonkeyPatch()
    run = tmp_path_factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run  # what one worker compiled serves all
    patch.delenv("COLUMNS", raising=False)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a job in the background, and all that it starts
        signal.signal(signal.SIGINT, signal.default_int_handler)
    patch.setenv("CAUSAL_COMPUTE_CACHE", str(run / "cache"))


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A real Chromium, one for all tests."""
    from tests.visits import chromium  # noqa: PLC0415 - most tests need no browser, nor what drives it

    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def deck_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deck's page, without the console, as a file."""
    from causal_compute.explorer.network import page  # noqa: PLC0415 - most tests need no page
    from tests.pages import ANSWERS, DECK  # noqa: PLC0415

    written = tmp_path_factory.mktemp("page") / "deck.html"
    written.write_text(page(DECK, ANSWERS, sparql=False), encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def deck_visit(browser: "Browser", deck_page: Path) -> "Iterator[Visit]":
    """One visit for many looks, none of which may leave a word on the console."""
    from tests.visits import Visit  # noqa: PLC0415 - most tests need no browser

    with Visit(browser, deck_page) as visit:
        yield visit
        assert visit.quiet()


@pytest.fixture
def same_as_golden(pytestconfig: pytest.Config) -> Callable[[str, str], None]:
    """Return a check that a text is the one kept in tests/golden; `--update-golden` keeps it instead."""

    def check(name: str, said: str) -> None:
        path = GOLDEN / name
        if pytestconfig.getoption("--update-golden"):
            path.write_text(said + "\n", encoding="utf-8", newline="\n")
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        assert said + "\n" == kept, f"{name} has changed; if that is meant, run pytest --update-golden"

    return check
