"""Locate the packaged graph and ontology, whether installed from a wheel or run from a checkout.

May touch: the file system (read only). Must not know: what the files say.
"""

import os
from typing import TYPE_CHECKING, Literal

from causal_compute.disk import Disk
from causal_compute.errors import MissingDataError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

__all__ = ["data_dir", "walk"]


def data_dir(name: Literal["graph", "ontology"]) -> "Disk | Traversable":
    """Return the folder `name`: inside the wheel if installed, else at the checkout's top level.

    `importlib.resources` (10 ms to import) is asked only where the package is no folder: in a zip.

    Raises:
        MissingDataError: it is in neither place.

    """
    package = os.path.dirname(os.path.realpath(__file__))
    checkout = os.path.dirname(os.path.dirname(package))
    places = [package]
    if os.path.isfile(os.path.join(checkout, "pyproject.toml")):
        places.append(checkout)
    found = next((place for place in places if os.path.isdir(os.path.join(place, name))), None)
    if found is not None:
        return Disk(os.path.join(found, name))
    packaged = _in_zip(name)
    if packaged.is_dir():
        return packaged
    raise MissingDataError(f"no {name}/ beside the package ({packaged}) nor in a checkout around it")


def _in_zip(name: str) -> "Traversable":
    from importlib.resources import files

    return files("causal_compute") / name


def walk(folder: "Disk | Traversable", suffix: str) -> "list[Disk | Traversable]":
    """Return every file below `folder` that ends in `suffix`, by name, hidden ones left out."""
    found: list[Disk | Traversable] = []
    entries: Iterable[Disk | Traversable] = folder.iterdir()
    for entry in sorted(entries, key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            found += walk(entry, suffix)
        elif entry.name.endswith(suffix):
            found.append(entry)
    return found
