"""How the workbench is served: to whom, from where, within which limits."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InputError

MEGABYTE = 1024 * 1024
LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Serving:
    """What `make_app` needs to know.

    Attributes:
        project: the project folder.
        host, port: where it listens.
        password: needed from every visitor where it is not empty.
        read_only: nothing can be changed, not even a mark of reading.
        names: further host names under which visitors may ask.
        most_form_bytes: of one form.
        most_upload_bytes: of all files of one upload together.
        body_seconds: how long a request's body may take to come, beside what its bytes take at
            `detente.web.guard.LEAST_BYTES_A_SECOND`.
        answer_seconds: after so long a person who opens a page is told that it is being drawn;
            0 waits for every page however long it takes.
    """

    project: Path
    host: str = "127.0.0.1"
    port: int = 8321
    password: str = ""
    read_only: bool = False
    names: tuple[str, ...] = ()
    most_form_bytes: int = 256 * 1024
    most_upload_bytes: int = 512 * MEGABYTE
    body_seconds: float = 20.0
    answer_seconds: float = 0.0

    @property
    def hosts(self) -> frozenset[str]:
        """The values of a ``Host`` header that are answered."""
        own = (self.host,) if self.host not in ("0.0.0.0", "::") else ()
        bare = {*LOCAL_NAMES, *map(_bracketed, own), *(name.lower() for name in self.names)}
        return frozenset({*bare, *(f"{name}:{self.port}" for name in bare)})


def check_serving(serving: Serving) -> Serving:
    """Give a serving back where it is safe.

    Raises:
        InputError: if others could reach it without a password, or the port is none.
    """
    if not 0 <= serving.port <= 65535:
        raise InputError(f"--port {serving.port} is no port; use one from 1024 to 65535")
    if not is_loopback(serving.host) and not serving.password:
        raise InputError(
            f"--host {serving.host} lets other machines in, so a password is needed: set "
            "DETENTE_PASSWORD, or leave --host out to serve this machine alone"
        )
    if serving.password and len(serving.password) < 8:
        raise InputError("DETENTE_PASSWORD is shorter than 8 characters; choose a longer one")
    return serving


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()
