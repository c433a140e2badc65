"""What coding one document may take: seconds of processor time, and the memory of its process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from detente.errors import OverBounds
from detente.model import Document, Rejection, Result, Statement

if TYPE_CHECKING:
    from detente.settings import Settings
    from detente.statements import Coder

CHARS_OF_A_SHARE = 100_000
REPEATED_SECONDS = 1.0


def allowed_seconds(documents: Iterable[Document], settings: Settings) -> float:
    """Seconds of processor time for coding some documents, by how many and how long they are."""
    return sum(
        settings.coding_seconds * (1 + len(one.text) / CHARS_OF_A_SHARE) for one in documents
    )


@contextmanager
def within_seconds(seconds: float) -> Iterator[None]:
    """Stop a block that takes more processor time than it may.

    The bound holds in the main thread of a process, on systems with a timer of processor time;
    anywhere else the block runs on. Coder processes do their work in the main thread.

    Raises:
        OverBounds: when the time is over.
    """
    timed = hasattr(signal, "setitimer") and hasattr(signal, "SIGPROF")
    if not timed or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise OverBounds(f"it took more than {seconds:.0f} seconds of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    # Again after a second, where a library took the exception for an error of its own.
    signal.setitimer(signal.ITIMER_PROF, seconds, REPEATED_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def bound_memory(size: int) -> None:
    """Let this process have no more than so many bytes of memory of its own, where that can be."""
    try:
        import resource
    except ImportError:
        return
    _, highest = resource.getrlimit(resource.RLIMIT_DATA)
    if highest != resource.RLIM_INFINITY:
        size = min(size, highest)
    resource.setrlimit(resource.RLIMIT_DATA, (size, highest))


def coded_alone(coder: Coder, document: Document, settings: Settings) -> Result[Statement]:
    """The statements of one document; what breaks a bound or the coder is rejected, not raised."""
    try:
        with within_seconds(allowed_seconds([document], settings)):
            return coder.code(document)
    except OverBounds as error:
        return left_out(document, f"{error}; split it, or raise coding_seconds")
    except MemoryError:
        return left_out(document, "it took more memory than coding_bytes; split it, or raise it")
    # A fault of the coder costs the document that shows it, and says so.
    except Exception as error:
        told = f"{type(error).__name__}: {str(error)[:200]}"
        return left_out(document, f"the coder failed on it ({told}); please report the document")


def left_out(document: Document, why: str) -> Result[Statement]:
    """The outcome of a document that could not be coded."""
    reason = f"no statement was coded: {why}"
    place = f"{document.id}:0-{len(document.text)}"
    return Result((), (Rejection(document.origin, place, reason),))
