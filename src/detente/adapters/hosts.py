"""Which addresses may be fetched, and the one network address that a host stands for."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from detente.errors import AdapterError, InputError

_SCHEMES = {"http": 80, "https": 443}


def check_address(url: str) -> str:
    """Return `url` without blanks and fragment.

    Raises:
        InputError: if it is no http or https address, or carries a name and password.
    """
    stripped = url.strip().partition("#")[0]
    try:
        parts = urlsplit(stripped)
        _ = parts.port
    except ValueError as error:
        raise InputError(f"{url!r} is no address ({error}); check it") from error
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname:
        raise InputError(f"{url!r} is no http or https address; check it")
    if parts.username or parts.password:
        raise InputError(f"the address of {parts.hostname} carries a password; leave it out")
    return stripped


def resolve_host(url: str, *, allow_private: bool) -> str:
    """The network address to connect to for `url`: the first one that its host resolves to.

    The caller connects to this very address, so that a second look-up can't lead elsewhere.

    Raises:
        AdapterError: if the host is unknown, or belongs to this machine or a private network and
            `allow_private` is False.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or _SCHEMES[parts.scheme.lower()]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AdapterError(f"the host {host!r} can't be found ({error}); check it") from error
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    if not allow_private and not all(is_public(address) for address in addresses):
        raise AdapterError(
            f"the host {host!r} belongs to this machine or a private network "
            f"({', '.join(addresses)}); set fetch_private_hosts to fetch it"
        )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether a network address is on the open internet.

    >>> is_public("127.0.0.1"), is_public("10.1.2.3"), is_public("1.1.1.1")
    (False, False, True)
    """
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if inner is not None:
            return is_public(str(inner))
        # 64:ff9b::/96 carries an IPv4 address in its last four bytes.
        if parsed in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    return parsed.is_global and not parsed.is_multicast
