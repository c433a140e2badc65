"""Reading documents in a process of its own, which can be ended.

The libraries that open PDF, HTML and DOCX are large and written in C; what a stranger wrote can
make them run on, take all memory or crash. In the other process that costs this document alone.
It may write no file, start no program and open no connection. What comes back is JSON, which
names no code, so that nothing in the other process can reach further than its answer.
"""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import IO, TYPE_CHECKING, cast

from detente.documents.draft import Draft, Received
from detente.documents.reading import is_plain_text, read_received
from detente.errors import AdapterError, InputError
from detente.model import Document, Rejection, Result
from detente.tables import from_plain, plain

if TYPE_CHECKING:
    from detente.settings import Settings

READ_HERE_BYTES = 500_000
"""Plain text up to this size is read without the other process, in a time that it can't change."""

WALL_FACTOR = 10
WALL_SECONDS = 60.0
"""A process may sleep or wait for a core; after so much longer than its processor time it ends."""

LENGTH = struct.Struct(">Q")
DOCUMENTS, ENTRIES = "documents", "entries"
LIMITS = ("max_file_bytes", "max_expanded_bytes", "max_text_chars")
PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from detente.adapters.reading_child import serve; serve()"
)
OVER_TIME, OVER_MEMORY, DIED = "over time", "over memory", "died"


@dataclass(slots=True)
class ReadingProcess:
    """The other process; it is started for the first document, and anew after one that ended it.

    Attributes:
        program: what it runs.
        owner: process that started it; one that was forked from that starts its own.
    """

    program: str = PROGRAM
    owner: int = 0
    running: subprocess.Popen[bytes] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, received: Received, *, settings: Settings) -> Result[Document]:
        """The documents in one file or reply, within the bounds of time and memory.

        Raises:
            AdapterError: if no process can be started.
        """
        answer, reason = self._answer(received, settings, DOCUMENTS)
        if not reason:
            return from_answer(answer)
        where = received.received_from or received.name
        return Result((), (Rejection(received.name, where, reason),))

    def entries(self, received: Received, *, settings: Settings) -> list[Draft]:
        """The entries of a feed, within the bounds of time and memory.

        Raises:
            InputError: if it is no feed, is dangerous to expand, or breaks a bound.
            AdapterError: if no process can be started.
        """
        answer, reason = self._answer(received, settings, ENTRIES)
        refused = reason or str(answer.get("refused", ""))
        if refused:
            raise InputError(refused)
        return [from_plain(Draft, one) for one in cast("list[object]", answer["entries"])]

    def close(self) -> None:
        """End the process; the next document starts another."""
        running, self.running = self.running, None
        if running is None or self.owner != os.getpid():
            return
        running.kill()
        running.wait()
        for stream in (running.stdin, running.stdout):
            if stream:
                stream.close()

    def _answer(
        self, received: Received, settings: Settings, task: str
    ) -> tuple[Mapping[str, object], str]:
        """What the process answers, and why there is no answer; empty where there is one."""
        if self.owner != os.getpid():
            self.lock, self.running, self.owner = threading.Lock(), None, os.getpid()
        seconds = allowed_seconds(received, settings)
        with self.lock:
            answer = self._ask(received.content, request_of(received, settings, seconds, task))
        ended = str(answer.get("ended", ""))
        return answer, ended_reason(ended, settings, seconds) if ended else ""

    def _ask(self, content: bytes, request: Mapping[str, object]) -> Mapping[str, object]:
        seconds = float(str(request["seconds"]))
        process = self._started()
        timer = threading.Timer(WALL_FACTOR * seconds + WALL_SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            send(cast(IO[bytes], process.stdin), json.dumps(request).encode())
            send(cast(IO[bytes], process.stdin), content)
            answer = receive(cast(IO[bytes], process.stdout))
        except (BrokenPipeError, EOFError):
            process.wait()
            ended = DIED if process.returncode not in _time_codes() else OVER_TIME
            self.close()
            return {"ended": ended}
        finally:
            timer.cancel()
        told = cast("dict[str, object]", json.loads(answer))
        if "ended" in told:
            self.close()
        return told

    def _started(self) -> subprocess.Popen[bytes]:
        if self.running is None:
            # Libraries that count on many threads would set memory aside for each.
            environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
            try:
                self.running = subprocess.Popen(
                    [sys.executable, "-c", self.program, json.dumps(sys.path)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                )
            except OSError as error:
                raise AdapterError(
                    f"no process for reading can be started ({error.strerror}); "
                    "close other programs and run the same command again"
                ) from error
        return self.running


_PROCESS = ReadingProcess()
atexit.register(_PROCESS.close)


def read_apart(received: Received, *, settings: Settings) -> Result[Document]:
    """The documents in one file or reply; what breaks a bound is rejected, never raised.

    Args:
        settings: limits of size, ``reading_seconds`` and ``reading_bytes``.

    Raises:
        AdapterError: if no process can be started.
    """
    small = len(received.content) <= READ_HERE_BYTES
    if len(received.content) > settings.max_file_bytes or (small and is_plain_text(received)):
        return read_received(received, settings=settings)
    return _PROCESS.read(received, settings=settings)


def stop_reading() -> None:
    """End the other process; what is read next starts another."""
    _PROCESS.close()


def entries_apart(received: Received, *, settings: Settings) -> list[Draft]:
    """The entries of a feed, each as its feed gives it.

    Raises:
        InputError: if it is no feed, is dangerous to expand, or breaks a bound.
        AdapterError: if no process can be started.
    """
    return _PROCESS.entries(received, settings=settings)


def allowed_seconds(received: Received, settings: Settings) -> float:
    """Seconds of processor time for one file: as much again for each megabyte."""
    return settings.reading_seconds * (1 + len(received.content) / 1e6)


def ended_reason(ended: str, settings: Settings, seconds: float) -> str:
    """Why a file was left out whose reading did not come to an end."""
    if ended == OVER_TIME:
        return (
            f"reading took more than {seconds:.0f} seconds of processor time; the file is damaged "
            "or hostile: save it again in another format, or raise reading_seconds"
        )
    if ended == OVER_MEMORY:
        return (
            f"reading took more than reading_bytes = {settings.reading_bytes} of memory; the file "
            "is damaged or hostile: save it again in another format, or raise the setting"
        )
    return (
        "the library that reads this format crashed on it; the file is damaged or hostile: "
        "save it again in another format"
    )


def request_of(
    received: Received, settings: Settings, seconds: float, task: str
) -> dict[str, object]:
    """Everything about a file but its bytes, and what to make of it; JSON-ready."""
    return {
        "task": task,
        "name": received.name,
        "media_type": received.media_type,
        "metadata": dict(received.metadata),
        "received_from": received.received_from,
        "file_date": received.file_date.isoformat() if received.file_date else None,
        "limits": {name: getattr(settings, name) for name in LIMITS},
        "seconds": seconds,
        "bytes": settings.reading_bytes,
    }


def received_of(told: Mapping[str, object], content: bytes) -> Received:
    """What `request_of` was made from."""
    day = told["file_date"]
    return Received(
        name=str(told["name"]),
        content=content,
        media_type=str(told["media_type"]),
        metadata=cast("dict[str, str]", told["metadata"]),
        received_from=str(told["received_from"]),
        file_date=date.fromisoformat(str(day)) if day else None,
    )


def answer_of(result: Result[Document]) -> bytes:
    """Documents and rejections as JSON; letters without a pair stay as they are."""
    return json.dumps({"rows": plain(result.rows), "rejected": plain(result.rejected)}).encode()


def from_answer(answer: Mapping[str, object]) -> Result[Document]:
    """What `answer_of` was made from."""
    rows = cast("list[object]", answer["rows"])
    rejected = cast("list[object]", answer["rejected"])
    return Result(
        tuple(from_plain(Document, row) for row in rows),
        tuple(from_plain(Rejection, row) for row in rejected),
    )


def send(stream: IO[bytes], content: bytes) -> None:
    """Write one piece, its length first."""
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one piece.

    Raises:
        EOFError: if the other side has ended.
    """
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _time_codes() -> tuple[int, ...]:
    import signal

    named = [getattr(signal, name, None) for name in ("SIGXCPU", "SIGKILL")]
    return tuple(-int(one) for one in named if one is not None)
