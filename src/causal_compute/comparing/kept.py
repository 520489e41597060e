"""Files kept in memory, as the readers take folders: a thesis as it was, without a file being written.

May touch: nothing. Must not know: where the files come from, what they say.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from os import PathLike, fspath
from posixpath import basename, dirname, join
from typing import IO, Any

__all__ = ["Kept"]


class Kept:
    """The file or folder at `path` among `files` (path -> bytes); `shown` is what its errors call it.

    It has the names that `importlib.resources.abc.Traversable` has.

    >>> folder = Kept({"a/b.yaml": b"x"}, "a")
    >>> [each.name for each in folder.iterdir()], (folder / "b.yaml").read_text()
    (['b.yaml'], 'x')
    """

    __slots__ = ("_shown", "files", "path")

    def __init__(self, files: Mapping[str, bytes], path: str, shown: str = "") -> None:
        self.files, self.path, self._shown = files, path, shown

    @property
    def name(self) -> str:
        """What it is called: the last part of its path, or as it is to be shown."""
        return self._shown or basename(self.path)

    @property
    def parent(self) -> "Kept":
        """The folder that holds it; above the topmost there is nothing."""
        return Kept(self.files if self.path else {}, dirname(self.path))

    def joinpath(self, *descendants: str | PathLike[str]) -> "Kept":
        """Return what lies at a path below."""
        return Kept(self.files, join(self.path, *(fspath(each) for each in descendants)))

    def __truediv__(self, child: str | PathLike[str], /) -> "Kept":
        return self.joinpath(fspath(child))

    def is_file(self) -> bool:
        """Report whether it is a file."""
        return self.path in self.files

    def is_dir(self) -> bool:
        """Report whether anything lies below."""
        return any(path.startswith(self._inside) for path in self.files)

    def iterdir(self) -> Iterator["Kept"]:
        """Yield what the folder holds, by name."""
        below = (path.removeprefix(self._inside) for path in self.files if path.startswith(self._inside))
        return (self / name for name in sorted({path.partition("/")[0] for path in below}))

    def open(self, mode: str = "r", *_: Any, **__: Any) -> IO[Any]:  # noqa: ANN401 - the built-in's options
        """Open it for reading."""
        return BytesIO(self.read_bytes()) if "b" in mode else StringIO(self.read_text())

    def read_bytes(self) -> bytes:
        """Return the whole content.

        Raises:
            FileNotFoundError: there is no such file.

        """
        if self.path not in self.files:
            raise FileNotFoundError(self.path)
        return self.files[self.path]

    def read_text(self, encoding: str | None = "utf-8") -> str:
        """Return the whole text."""
        return self.read_bytes().decode(encoding or "utf-8")

    @property
    def _inside(self) -> str:
        return f"{self.path}/" if self.path else ""
