"""From files to a frozen `Thesis`, or to every finding at once.

May touch: the file system (read only), YAML. Must not know: graphs, questions, whether what a file says
makes sense (that is `causal_compute.rules`).

`digest` is on the path of every warm answer, so importing this package loads neither YAML nor the model;
`read_thesis` brings them when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from causal_compute.readers.digest import digest

if TYPE_CHECKING:
    from causal_compute.readers.thesis import read_thesis

__all__ = ["digest", "read_thesis"]


def __getattr__(name: str) -> object:
    if name == "read_thesis":
        return import_module("causal_compute.readers.thesis").read_thesis
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
