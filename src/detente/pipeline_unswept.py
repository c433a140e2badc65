"""Work that makes millions of rows without Python looking through all of them again and again."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_under_way: list[bool] = []


@contextmanager
def unswept() -> Iterator[None]:
    """Hold back the search for cycles of garbage until the block ends, whichever thread ends last.

    Rows point at nothing but rows below them, so none of them is in a cycle; looking through them
    takes a sixth of the time of a large picture. What is no longer used is freed as always.
    """
    with _lock:
        _under_way.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            was_on = _under_way.pop(0) if len(_under_way) == 1 else _under_way.pop()
            if was_on and not _under_way:
                gc.enable()
