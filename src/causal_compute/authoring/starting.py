"""A folder to start a thesis in: a worked example, the schemas of its files, settings for editors.

May touch: the folder it is told to make. Must not know: what the example says.

The example lies in `template/`; a name there that begins with `dot-` is written with a dot.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from causal_compute.errors import UsageError
from causal_compute.readers.schema import write_schemas
from causal_compute.writers.files import write_whole

__all__ = ["start"]


def start(folder: str | Path) -> list[str]:
    """Write the example thesis to `folder`, which is empty or not there yet; return the names of the files.

    Raises:
        UsageError: the folder holds something, or is a file; nothing is written.
        OSError: the folder cannot be written.

    """
    home = Path(folder)
    if home.exists() and not home.is_dir():
        raise UsageError(f"{folder} is a file; name a folder that is empty or not there yet")
    if home.is_dir() and (found := sorted(each.name for each in home.iterdir() if each.name != ".git")):
        held = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        raise UsageError(f"{folder} is not empty ({held}); nothing is overwritten: name another folder")
    written = []
    for name, content in _template(files("causal_compute.authoring") / "template"):
        place = home / name
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, content)
        written.append(name)
    write_schemas(home / "schema")
    return sorted([*written, *(f"schema/{each.name}" for each in (home / "schema").iterdir())])


def _template(folder: Traversable, before: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        dotted = entry.name.startswith("dot-")
        name = before + ("." + entry.name.removeprefix("dot-") if dotted else entry.name)
        if entry.is_dir():
            found += _template(entry, f"{name}/")
        else:
            found.append((name, entry.read_bytes()))
    return found
