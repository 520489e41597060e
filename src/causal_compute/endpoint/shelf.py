"""What has been answered, kept within bounds: the data do not change while the server runs.

May touch: memory. Must not know: what is kept, HTTP.
"""

from asyncio import Future, ensure_future, shield
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Sized
from typing import Generic, TypeVar

__all__ = ["Shelf"]

Kept = TypeVar("Kept", bound=Sized)


class Shelf(Generic[Kept]):
    """The results last asked for, of at most `most` bytes in all, as `len` counts them.

    Something larger than a quarter of `most` is not kept. What several ask for at once is made once.
    """

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, Future[Kept]] = {}

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Kept]]) -> Kept:
        """Return what is kept under `key`, made now if nothing is. All who wait get its error."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            making = self._making[key] = ensure_future(make())
            making.add_done_callback(lambda done: self._put(key, done))
        return await shield(self._making[key])

    def _put(self, key: Hashable, done: "Future[Kept]") -> None:
        del self._making[key]
        if done.cancelled() or done.exception() is not None:
            return
        made = done.result()
        if len(made) > self.most // 4:
            return
        self._kept[key] = made
        self.held += len(made)
        while self.held > self.most:
            _, gone = self._kept.popitem(last=False)
            self.held -= len(gone)
