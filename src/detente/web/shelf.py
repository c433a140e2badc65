"""The newest things asked for, each made once whoever asks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """The newest things asked for, each made once whoever asks."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Kept] = OrderedDict()
        self._makers: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def peek(self, key: Hashable) -> Kept | None:
        """The thing where it is there."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """The thing, made where it is not there; others who ask for it wait."""
        found = self.peek(key)
        if found is not None:
            return found
        with self._lock:
            maker = self._makers.setdefault(key, threading.Lock())
        with maker:
            found = self.peek(key)
            if found is not None:
                return found
            made = make()
            with self._lock:
                self._held[key] = made
                self._makers.pop(key, None)
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
        return made
