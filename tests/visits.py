"""Visits to a page in a real Chromium: what it asked for, and what its console said."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Self

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

READERS = Path(__file__).parent / "readers"
READY = "html[data-ready]"
SETTLED = "() => !document.querySelector('#panel[aria-busy]')"
"""The rest of the panel follows a frame after its head."""

FOLLOW = """state => new Promise(done => {
  if (location.hash === state) return done();
  addEventListener("hashchange", () => setTimeout(done), { once: true });
  location.hash = state;
})"""


def program(*names: str) -> str:
    """Return the first of these programs that is installed. If none is, CI fails and others are told."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"no {names[0]}: `make browser` installs what the page's tests need")
    if found is None:
        pytest.skip(f"no {names[0]} on this machine")
    return found


def installed(path: str) -> Path:
    """Return a file of the packages in tests/readers. If it is not there, CI fails and others are told."""
    found = READERS / "node_modules" / path
    if not found.exists() and os.environ.get("CI"):
        pytest.fail(f"no {path}: `make readers` installs what reads our exports and asks our endpoint")
    if not found.exists():
        pytest.skip(f"no {path}: make readers")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a Chromium and close it afterwards."""
    found = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


class Visit:
    """An open page, every request it made and everything its console said."""

    def __init__(
        self,
        browser: Browser,
        file: Path,
        state: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        scheme: Literal["dark", "light"] = "light",
        motion: Literal["no-preference", "reduce"] = "no-preference",
        javascript: bool = True,
    ) -> None:
        self.page: Page = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion=motion,
            java_script_enabled=javascript,
        ).new_page()
        self.requests: list[str] = []
        self.console: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url.split("#")[0]))
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("dialog", lambda dialog: self.console.append(dialog.message))
        self.url = file.as_uri()
        self.page.goto(self.url + state)
        if javascript:
            self.page.wait_for_selector(READY)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.page.context.close()

    def go(self, state: str) -> None:
        """Follow a permalink; the page has drawn it when this returns."""
        self.page.evaluate(FOLLOW, state)
        self.settle()

    def settle(self) -> None:
        """Wait until the panel has said all."""
        self.page.wait_for_function(SETTLED)

    @property
    def state(self) -> str:
        """The address after "#"."""
        return str(self.page.evaluate("location.hash"))

    def quiet(self) -> bool:
        """Report whether nothing but the file was asked for and nothing was said."""
        own = [url for url in self.requests if not url.startswith(("blob:", "data:"))]
        return own == [self.url] and self.console == []

    def panel(self) -> str:
        """Return what the panel says, once it has said all."""
        self.settle()
        return self.page.inner_text("#panel")
