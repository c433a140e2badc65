"""What takes long is answered at once with a page that says so and loads itself again.

Whoever opens a page that has not been drawn yet would look at an empty window for seconds. After
`seconds` the visitor gets a short page instead; the work goes on, and what it made is on the desk
when the page is asked for again.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable

from anyio import CapacityLimiter, to_thread
from starlette.responses import Response

MOST_UNDER_WAY = 24
"""Pages made for nobody at once; each holds one of the server's forty threads."""
MOST_LEFT = 500
SOON_SECONDS = 10.0
"""So long after the work was done whoever asks is taken for the visitor who waits for it."""
# What is printed meanwhile must not wait for a thread that long work holds.
_PRINTERS = 4


class Turn:
    """One making of a page, and whether somebody still waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = self._left = False

    def take(self) -> bool:
        """Begin to print; whether somebody waits for it. From then on nobody leaves."""
        with self._lock:
            self._taken = not self._left
            return self._taken

    def leave(self) -> bool:
        """Stop waiting; whether that was possible, because nothing is printed yet."""
        with self._lock:
            self._left = not self._taken
            return self._left


Make = Callable[[Turn], Response]


class Promptness:
    """Bounds how long a visitor waits for the first answer.

    Used from the event loop alone.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._under_way: dict[str, asyncio.Future[Response]] = {}
        self._left: OrderedDict[str, float] = OrderedDict()
        self._printers: CapacityLimiter | None = None

    async def answer(self, name: str, make: Make, waiting: Callable[[], Response]) -> Response:
        """What `make` gives, or what `waiting` gives where that takes too long.

        Who asks again soon after the work was done waits for the answer however long it takes,
        so that a page that is slow each time comes too, and an error is told.

        Args:
            name: the address; what is under way for it is not begun again.
        """
        if self._seconds <= 0:
            return await to_thread.run_sync(make, Turn())
        loop = asyncio.get_running_loop()
        until = loop.time() + self._seconds
        earlier = self._under_way.get(name)
        if earlier is not None:
            await asyncio.wait({earlier}, timeout=self._seconds)
        if name in self._under_way or len(self._under_way) >= MOST_UNDER_WAY:
            return await self._meanwhile(waiting)
        ended = self._left.pop(name, None)
        turn, patient = Turn(), ended is not None and loop.time() - ended < SOON_SECONDS
        made = asyncio.ensure_future(to_thread.run_sync(make, turn))
        await asyncio.wait({made}, timeout=None if patient else max(until - loop.time(), 0.0))
        if made.done() or not turn.leave():
            return await made
        self._under_way[name] = made
        made.add_done_callback(lambda done: self._over(name, done))
        return await self._meanwhile(waiting)

    async def _meanwhile(self, waiting: Callable[[], Response]) -> Response:
        if self._printers is None:
            self._printers = CapacityLimiter(_PRINTERS)
        return await to_thread.run_sync(waiting, limiter=self._printers)

    def _over(self, name: str, made: asyncio.Future[Response]) -> None:
        self._under_way.pop(name, None)
        self._left[name] = asyncio.get_running_loop().time()
        while len(self._left) > MOST_LEFT:
            self._left.popitem(last=False)
        if not made.cancelled():
            # Told to whoever asks next, when the work fails again.
            made.exception()
