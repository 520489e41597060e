"""Locate the packaged graph and ontology, whether installed from a wheel or run from a checkout.

May touch: the file system (read only). Must not know: what the files say.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from causal_compute.errors import MissingDataError

__all__ = ["data_dir", "walk"]


def data_dir(name: Literal["graph", "ontology"]) -> Traversable:
    """Return the folder `name`: inside the wheel if installed, else at the checkout's top level.

    Raises:
        MissingDataError: it is in neither place.

    """
    packaged = files("causal_compute") / name
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise MissingDataError(f"no {name}/ beside the package ({packaged}) nor at {checkout}")


def walk(folder: Traversable, suffix: str) -> list[Traversable]:
    """Return every file below `folder` that ends in `suffix`, by name, hidden ones left out."""
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            found += walk(entry, suffix)
        elif entry.name.endswith(suffix):
            found.append(entry)
    return found
