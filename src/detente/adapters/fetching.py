"""Polite requests with limits on time, size, redirects and reach."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from detente import __version__
from detente.adapters.hosts import check_address, resolve_host
from detente.errors import AdapterError
from detente.settings import Settings

USER_AGENT = f"detente/{__version__} (reader of published documents)"
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/rss+xml,*/*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered.

    Attributes:
        url: where the content came from in the end.
        status: 200, or 304 where nothing changed since the cached request.
        content: decoded bytes; empty for 304.
        media_type, charset: from the header ``Content-Type``; empty where missing.
        etag, last_modified: to ask again with.
    """

    url: str
    status: int
    content: bytes = b""
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""


class Fetcher:
    """Makes requests under the limits of the settings and remembers when it asked which host.

    Use it as a context manager. One fetcher for all addresses of a run keeps the pauses between
    requests to the same host.
    """

    def __init__(self, settings: Settings, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        self._sleep = sleep
        self._asked: dict[str, float] = {}
        self._client = self._open_client()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def fetch(self, url: str, *, known: Mapping[str, str] | None = None) -> Reply:
        """The reply of `url`, redirects followed, every hop checked.

        Args:
            url: an http or https address.
            known: ``etag`` and ``last_modified`` of the version that is already there.

        Raises:
            InputError: if `url` is no address.
            AdapterError: if the host is unknown or private, the server refuses, or a limit of
                time, size or redirects is passed.
        """
        address = check_address(url)
        asked = {address}
        for _ in range(self.settings.fetch_max_redirects + 1):
            reply, target = self._request(address, known or {})
            if not target:
                return reply
            address = check_address(urljoin(address, target))
            if address in asked:
                raise AdapterError(f"{url} redirects in a circle at {address}; check the address")
            asked.add(address)
        raise AdapterError(
            f"{url} redirects more than fetch_max_redirects = "
            f"{self.settings.fetch_max_redirects} times; give the final address"
        )

    def _open_client(self) -> httpx.Client:
        return httpx.Client(
            follow_redirects=False,
            timeout=self.settings.fetch_timeout_seconds,
            headers={"User-Agent": USER_AGENT, "Accept": _ACCEPT},
        )

    def _request(self, url: str, known: Mapping[str, str]) -> tuple[Reply, str]:
        """One request in a thread of its own.

        The client's limits hold for each single read, and looking up a host has none, so a server
        that sends a byte now and then would hold the program for ever.
        """
        self._pause(urlsplit(url).hostname or "")
        outcome: list[tuple[Reply, str] | BaseException] = []

        def run() -> None:
            try:
                outcome.append(self._exchange(url, known))
            except BaseException as error:
                outcome.append(error)

        worker = threading.Thread(target=run, daemon=True)
        worker.start()
        worker.join(self.settings.fetch_timeout_seconds + 0.2)
        if not outcome:
            self._client.close()
            self._client = self._open_client()
            raise self._late(url)
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    def _exchange(self, url: str, known: Mapping[str, str]) -> tuple[Reply, str]:
        request = self._build(url, known)
        deadline = time.monotonic() + self.settings.fetch_timeout_seconds
        try:
            response = self._client.send(request, stream=True)
            try:
                return self._read(url, response, deadline)
            finally:
                response.close()
        except httpx.TimeoutException as error:
            raise self._late(url) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise AdapterError(f"{url} can't be fetched ({error}); try again later") from error

    def _build(self, url: str, known: Mapping[str, str]) -> httpx.Request:
        headers = {}
        if known.get("etag"):
            headers["If-None-Match"] = known["etag"]
        if known.get("last_modified"):
            headers["If-Modified-Since"] = known["last_modified"]
        parts = urlsplit(url)
        host = parts.hostname or ""
        if _goes_through_proxy(parts.scheme, host):
            return self._client.build_request("GET", url, headers=headers)
        address = resolve_host(url, allow_private=self.settings.fetch_private_hosts)
        literal = f"[{address}]" if ":" in address else address
        headers["Host"] = parts.netloc
        place = f"{literal}:{parts.port}" if parts.port else literal
        pinned = urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))
        return self._client.build_request(
            "GET", pinned, headers=headers, extensions={"sni_hostname": host}
        )

    def _read(self, url: str, response: httpx.Response, deadline: float) -> tuple[Reply, str]:
        if response.status_code in _REDIRECTS and response.headers.get("Location"):
            return Reply(url, response.status_code), response.headers["Location"]
        if response.status_code not in (200, 203, 304):
            raise AdapterError(
                f"{url} answered {response.status_code} {response.reason_phrase}; check the "
                "address or save the page by hand"
            )
        reply = Reply(
            url=url,
            status=response.status_code,
            content=b"" if response.status_code == 304 else self._body(url, response, deadline),
            media_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
            charset=response.charset_encoding or "",
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
        )
        return reply, ""

    def _body(self, url: str, response: httpx.Response, deadline: float) -> bytes:
        limit = self.settings.fetch_max_bytes
        claimed = response.headers.get("Content-Length", "")
        if claimed.isdigit() and int(claimed) > limit:
            raise self._large(url, limit)
        pieces: list[bytes] = []
        length = 0
        for piece in response.iter_bytes():
            length += len(piece)
            if length > limit:
                raise self._large(url, limit)
            if time.monotonic() > deadline:
                raise self._late(url)
            pieces.append(piece)
        return b"".join(pieces)

    def _pause(self, host: str) -> None:
        last = self._asked.get(host)
        if last is not None:
            wait = last + self.settings.fetch_pause_seconds - time.monotonic()
            if wait > 0:
                self._sleep(wait)
        self._asked[host] = time.monotonic()

    def _late(self, url: str) -> AdapterError:
        seconds = self.settings.fetch_timeout_seconds
        return AdapterError(
            f"{url} took longer than fetch_timeout_seconds = {seconds:g}; try again later"
        )

    def _large(self, url: str, limit: int) -> AdapterError:
        return AdapterError(
            f"{url} is longer than fetch_max_bytes = {limit}; save it by hand or raise the setting"
        )


def _goes_through_proxy(scheme: str, host: str) -> bool:
    # Behind a proxy the names are looked up there, not here.
    proxies = urllib.request.getproxies()
    has_proxy = scheme.lower() in proxies or "all" in proxies
    return has_proxy and not urllib.request.proxy_bypass(host)
