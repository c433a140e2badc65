"""A process beside the server, so that long arithmetic does not hold up pages."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

# Pages come first where both want the same core.
_NICER = 5


class Beside:
    """One process that does one thing after the other; it is started when it is needed first."""

    def __init__(self) -> None:
        # Held by whoever lets something be done, and by whoever waits to.
        self.turn = threading.RLock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._closed = False

    def run(self, work: Callable[..., object], *given: object) -> bool:
        """Do something there and wait for it; whether it was done.

        It was not where it failed there, or the process died: then it can be done here, which
        tells why.

        Args:
            work: a function of a module; what it returns is not of interest.
        """
        done, _ = self._asked(work, given)
        return done

    def made(self, work: Callable[..., bytes], *given: object, patient: bool) -> bytes:
        """What something makes there; nothing where it failed there, or the process died.

        Args:
            work: a function of a module.
            patient: wait while the process does something else; otherwise nothing is made then.
        """
        if not self.turn.acquire(blocking=patient):
            return b""
        try:
            done, told = self._asked(work, given)
        finally:
            self.turn.release()
        return told if done and isinstance(told, bytes) else b""

    def _asked(self, work: Callable[..., object], given: tuple[object, ...]) -> tuple[bool, object]:
        with self.turn:
            if self._closed:
                return False, None
            try:
                line = self._open()
                line.send((work, given))
                done, told = line.recv()
                return bool(done), told
            except (OSError, EOFError):
                self._end()
                return False, None

    @property
    def is_closed(self) -> bool:
        """Whether nothing more will be done."""
        return self._closed

    def close(self) -> None:
        """End the process at once, whatever it is at."""
        self._closed = True
        process = self._process
        if process is not None:
            process.terminate()

    def _open(self) -> Connection:
        if self._line is None or self._process is None or not self._process.is_alive():
            self._end()
            context = get_context("spawn")
            here, there = context.Pipe()
            self._process = context.Process(target=_serve, args=(there,), daemon=True)
            self._process.start()
            there.close()
            self._line = here
        return self._line

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.terminate()
        self._line = self._process = None


def _serve(line: Any) -> None:
    """Do what comes until nothing more can come."""
    from detente.pipeline_coding import end_with_parent

    end_with_parent()
    with suppress(OSError, AttributeError):
        os.nice(_NICER)
    while True:
        try:
            work, given = line.recv()
        except EOFError:
            return
        try:
            told = work(*given)
        except Exception:
            line.send((False, None))
        else:
            line.send((True, told if isinstance(told, bytes) else None))
