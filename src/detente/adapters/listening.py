"""The place at which this program answers others."""

from __future__ import annotations

import os
import socket

from detente.errors import InputError

Place = socket.socket


def bound(host: str, port: int) -> Place:
    """A place to listen at, taken before anything is drawn.

    Args:
        port: 0 for any that is free.

    Raises:
        InputError: if another program has it, or this machine has no such address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        place = socket.socket(family, kind, protocol)
        try:
            if os.name == "posix":
                # Elsewhere it would let two programs listen at one port.
                place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            place.bind(address)
        except OSError:
            place.close()
            raise
    except OSError as error:
        raise InputError(
            f"can't listen on {host} at port {port} ({error.strerror}); "
            "choose another with --host and --port"
        ) from error
    return place
