"""The deck as the page's tests know it: on one day, with its answers."""

from datetime import date
from pathlib import Path

from causal_compute.answers.compile import compile_answers
from causal_compute.explorer.network import page
from causal_compute.model import Thesis
from causal_compute.readers import read_thesis

DAY = date(2026, 11, 22)
DECK = read_thesis()
SMALL = read_thesis(Path(__file__).parent / "fixtures" / "small")
ANSWERS = compile_answers(DECK, DAY)
APPLICATIONS = [key for key, answer in ANSWERS.items() if answer["focus"][0]["kind"] == "application"]
GATED = [key for key in APPLICATIONS if ANSWERS[key]["tree"] is not None]
OPENING = "智能体经济"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


def small_page(thesis: Thesis = SMALL) -> str:
    """Return the page of a small thesis, without the console."""
    return page(thesis, compile_answers(thesis, DAY), sparql=False)
