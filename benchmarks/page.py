"""The page in Chromium: its size, how soon it is drawn, how long a choice takes, how smoothly it moves.

Run it with `python benchmarks/page.py`; it needs Chromium. Two cores and software rendering make frame rates
lower bounds. Budgets are those of the design: first contentful paint 150 ms and the drawing 300 ms (1.5 s in
CI), a choice on the next frame within 50 ms (median) and 100 ms (worst), a trace laid out within 60/150 ms,
60 frames a second while panning.
"""

import gzip
import platform
import shutil
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from causal_compute.answers.compile import compile_answers
from causal_compute.explorer.network import page
from causal_compute.readers import read_thesis

PAINTS = """() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return [paint ? paint.startTime : NaN, performance.getEntriesByName("drawn")[0]?.startTime ?? NaN];
}"""
DRAWN = """new MutationObserver((_, watch) => {
  if (!document.querySelector("#map .node")) return;
  performance.mark("drawn");
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });"""
CHOOSE = """async (states) => {
  const times = [];
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (const state of states) {
    const start = performance.now();
    location.hash = state;
    await new Promise((done) => addEventListener("hashchange", done, { once: true }));
    await frame();
    const first = performance.now() - start;
    do await frame(); while (document.querySelector("#panel[aria-busy]"));
    times.push([first, performance.now() - start]);
    await new Promise((done) => setTimeout(done, 100)); // as a reader rests
  }
  return times;
}"""
FRAMES = """async () => {
  const map = document.querySelector("#map");
  const at = (type, x) => map.dispatchEvent(
    new PointerEvent(type, { pointerId: 1, clientX: x, clientY: 400, bubbles: true }));
  map.parentElement.setPointerCapture = () => {};
  at("pointerdown", 500);
  const start = performance.now();
  let frames = 0;
  while (performance.now() - start < 2000) {
    at("pointermove", 500 + 200 * Math.sin(frames / 10));
    await new Promise(requestAnimationFrame);
    frames++;
  }
  at("pointerup", 500);
  return (frames * 1000) / (performance.now() - start);
}"""


def opened(browser: Browser, file: Path, state: str = "") -> Page:
    """Return a fresh page that has drawn its state."""
    visit = browser.new_page(viewport={"width": 1440, "height": 900})
    visit.add_init_script(DRAWN)
    visit.goto(file.as_uri() + state)
    visit.wait_for_selector("html[data-ready]")
    visit.wait_for_timeout(200)
    return visit


def chosen(browser: Browser, file: Path, start: str, states: list[str]) -> str:
    """Return median/worst milliseconds from a choice to the frame after it, and to the whole panel."""
    visit = opened(browser, file, start)
    times: list[tuple[float, float]] = visit.evaluate(CHOOSE, states)
    visit.close()
    first, whole = zip(*times, strict=True)
    return "; ".join(f"{statistics.median(each):.0f} / {max(each):.0f}" for each in (first, whole))


def main() -> None:
    """Print the table as Markdown."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium: install the Debian package chromium")
    thesis = read_thesis()
    answers = compile_answers(thesis, date(2026, 11, 22))
    gated = sorted(name for name, answer in answers.items() if answer["tree"] is not None)
    rows = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, sparql in (("without SPARQL", False), ("with SPARQL", True)):
            file = Path(folder) / f"{sparql}.html"
            text = page(thesis, answers, sparql=sparql).encode()
            file.write_bytes(text)
            rows.append(
                (f"kB, {name} (gzip)", f"{len(text) / 1e3:.0f} ({len(gzip.compress(text)) / 1e3:.0f})")
            )
            seen = [opened(browser, file).evaluate(PAINTS) for _ in range(5)]
            paints = " / ".join(f"{min(one[at] for one in seen):.0f}" for at in (0, 1))
            rows.append((f"first paint / drawn ms, {name}", paints))
        traces = [f"#n={name}&lang=en" for name in gated]
        on_map = [f"{one}&view=map" for one in traces + [f"#lang=en&n={name}" for name in gated]]
        for name, start, states in (
            ("choose and lay out a trace", "#lang=en", traces),
            ("choose on the map", "#view=map&lang=en", on_map),
            ("the map in the other language", "#view=map", [f"#view=map&lang={one}" for one in ("en", "zh")]),
        ):
            rows.append((f"{name}: frame; panel, ms", chosen(browser, file, start, states)))
        for name, state in (("trace", ""), ("map", "#view=map")):
            visit = opened(browser, file, state)
            rows.append((f"frames a second, panning the {name}", f"{visit.evaluate(FRAMES):.0f}"))
        version = browser.version
        browser.close()
    print("| what | measured |\n|---|---|")
    for what, measured in rows:
        print(f"| {what} | {measured} |")
    print(f"\nmedian / worst, paints the best of 5; Chromium {version}; Python {platform.python_version()}")


if __name__ == "__main__":
    main()
