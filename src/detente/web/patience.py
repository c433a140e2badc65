"""How long the server waits for a request: heads that come too slowly end their connection.

The server library bounds how long a connection may rest between requests, and `detente.web.guard`
how long a body may take. Neither ends one that opens and says nothing, or sends its head byte by
byte, so that a few hundred of these would use up what the program may open.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0
"""From the beginning of a connection, or the first byte of a later request, to its whole head."""

MOST_CONNECTIONS = 500
"""At once; further requests are answered with 503."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as the library speaks it, with a bound on the time that a head takes."""

    head_seconds = HEAD_SECONDS
    _head: asyncio.TimerHandle | None = None

    def connection_made(  # type: ignore[override]
        self, transport: asyncio.Transport
    ) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Read on; the wait is over with a whole head and begins with a part of the next."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()
        elif self.cycle is None or self.cycle.response_complete:
            self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        if self._head is None:
            self._head = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _give_up(self) -> None:
        self._head = None
        if not self.transport.is_closing():
            self.transport.abort()
