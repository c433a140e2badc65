"""The web, tried against a server on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from detente.adapters import hosts
from detente.adapters.fetching import USER_AGENT, Fetcher
from detente.adapters.hosts import check_address, is_public
from detente.adapters.web import fetch_address
from detente.documents.reading import Received, read_received
from detente.errors import AdapterError, InputError
from detente.model import Rejection
from detente.settings import Settings

BODY = (
    "Nairobi recalled its envoy from Kampala on Monday. Kampala called the step regrettable and "
    "asked for talks on the lake border before the end of the year."
)
PAGE = (
    "<html><head><title>Lake Talks</title></head><body><article><h1>Lake Talks</h1>"
    f"<p>{BODY}</p><p>{BODY} It rained.</p></article></body></html>"
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lake Wire</title>
<item><title>Whole</title><link>{base}/whole</link><pubDate>Sun, 12 May 2024 08:00:00 GMT</pubDate>
<description>{long}</description></item>
<item><title>Teaser</title><link>{base}/page</link><pubDate>Mon, 13 May 2024 08:00:00 GMT</pubDate>
<description>Nairobi recalled its envoy.</description></item>
<item><title>Gone</title><link>{base}/missing</link>
<description>Kampala closed the port on Friday.</description></item>
</channel></rss>"""


class LakeServer(BaseHTTPRequestHandler):
    """Answers by path; keeps the headers of every request."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def log_message(self, format: str, *args: object) -> None:
        return

    def do_GET(self) -> None:
        LakeServer.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").partition("/")[0]
        getattr(self, f"do_{name}", self.do_missing)()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_page(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            return self.answer(304, ETag='"v1"')
        changed = "Sun, 12 May 2024 08:00:00 GMT"
        self.answer(
            200, PAGE.encode(), Content_Type="text/html; charset=utf-8", ETag='"v1"',
            Last_Modified=changed,
        )  # fmt: skip

    def do_missing(self) -> None:
        self.answer(404)

    def do_circle(self) -> None:
        self.answer(302, Location="/circle2")

    def do_circle2(self) -> None:
        self.answer(302, Location="/circle")

    def do_chain(self) -> None:
        step = int(self.path.rpartition("/")[2])
        self.answer(302, Location=f"/chain/{step - 1}" if step else "/page")

    def do_away(self) -> None:
        self.answer(302, Location="file:///etc/hostname")

    def do_large(self) -> None:
        self.answer(200, b"x" * 50_000, Content_Type="text/plain")

    def do_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 10_000)
        except OSError:
            return

    def do_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    def do_driphead(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for number in range(100):
                self.wfile.write(f"X-{number}: y\r\n".encode())
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    def do_feed(self) -> None:
        base = f"http://{self.headers['Host']}"
        body = FEED.format(base=base, long=f"{BODY} " * 4).encode()
        self.answer(200, body, Content_Type="text/html", ETag='"f1"')


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), LakeServer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def limits(**more: object) -> Settings:
    chosen: dict[str, object] = {
        "fetch_private_hosts": True,
        "fetch_pause_seconds": 0.0,
        "fetch_timeout_seconds": 5.0,
    }
    return Settings(**{**chosen, **more})  # type: ignore[arg-type]


def refusal(url: str, **more: object) -> str:
    (rejection,) = fetch_address(url, settings=limits(**more))
    assert isinstance(rejection, Rejection)
    assert rejection.what == url
    return rejection.reason


def test_page_comes_with_what_is_needed_to_ask_again(base: str) -> None:
    (received,) = fetch_address(f"{base}/page", settings=limits())
    assert isinstance(received, Received)
    assert received.metadata["etag"] == '"v1"'
    assert received.metadata["last_modified"] == "Sun, 12 May 2024 08:00:00 GMT"
    (document,) = read_received(received, settings=limits()).rows
    assert (document.title, document.url) == ("Lake Talks", f"{base}/page")
    assert document.origin == f"{base}/page"
    assert "Nairobi recalled" in document.text


def test_unchanged_page_gives_nothing(base: str) -> None:
    LakeServer.asked.clear()
    cache = {f"{base}/page": {"etag": '"v1"', "last_modified": "Sun, 12 May 2024 08:00:00 GMT"}}
    assert list(fetch_address(f"{base}/page", settings=limits(), cache=cache)) == []
    headers = LakeServer.asked[0][1]
    assert headers["If-None-Match"] == '"v1"'
    assert headers["If-Modified-Since"] == "Sun, 12 May 2024 08:00:00 GMT"
    assert headers["User-Agent"] == USER_AGENT


def test_redirects_are_followed_up_to_the_limit(base: str) -> None:
    (received,) = fetch_address(f"{base}/chain/2", settings=limits())
    assert isinstance(received, Received)
    assert received.metadata["url"] == f"{base}/page"
    assert received.received_from == f"{base}/chain/2"
    assert "fetch_max_redirects = 2" in refusal(f"{base}/chain/9", fetch_max_redirects=2)
    assert "in a circle" in refusal(f"{base}/circle")


def test_redirect_out_of_the_web_is_refused(base: str) -> None:
    assert "no http or https address" in refusal(f"{base}/away")


def test_refused_page_is_reported_with_its_status(base: str) -> None:
    assert "404" in refusal(f"{base}/missing")


@pytest.mark.parametrize("path", ["large", "endless"])
def test_reply_over_the_limit_is_not_read(base: str, path: str) -> None:
    assert "fetch_max_bytes = 20000" in refusal(f"{base}/{path}", fetch_max_bytes=20_000)


@pytest.mark.parametrize("path", ["drip", "driphead"])
def test_slow_drip_ends_at_the_time_limit(base: str, path: str) -> None:
    started = time.monotonic()
    reason = refusal(f"{base}/{path}", fetch_timeout_seconds=0.5)
    assert "fetch_timeout_seconds = 0.5" in reason
    assert time.monotonic() - started < 3


def test_fetcher_goes_on_after_a_slow_server(base: str) -> None:
    with Fetcher(limits(fetch_timeout_seconds=0.5)) as fetcher:
        with pytest.raises(AdapterError):
            fetcher.fetch(f"{base}/driphead")
        assert fetcher.fetch(f"{base}/page").status == 200


def test_private_hosts_are_refused_unless_allowed(base: str) -> None:
    for url in (base, base.replace("127.0.0.1", "localhost"), "http://[::1]:9/", "http://10.0.0.1"):
        assert "private network" in refusal(url, fetch_private_hosts=False)


def test_redirect_to_a_private_host_is_refused(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first host counts as public, as a hostile site would be; where it leads does not.
    answers = iter([True])
    monkeypatch.setattr(hosts, "is_public", lambda address: next(answers, False))
    LakeServer.asked.clear()
    assert "private network" in refusal(f"{base}/chain/1", fetch_private_hosts=False)
    assert [path for path, _ in LakeServer.asked] == ["/chain/1"]


def test_unknown_host_and_broken_address_are_reported() -> None:
    assert "can't be found" in refusal("http://no-such-host.invalid/")
    for url in ("ftp://lake.example/a", "lake.example", "http://", "http://a:b@lake.example/"):
        with pytest.raises(InputError):
            check_address(url)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "::1", "fe80::1", "::ffff:10.0.0.1",
     "64:ff9b::a00:1", "0.0.0.0", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_addresses_off_the_open_internet_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_same_host_is_asked_with_a_pause(base: str) -> None:
    waits: list[float] = []
    with Fetcher(limits(fetch_pause_seconds=7.0), sleep=waits.append) as fetcher:
        fetcher.fetch(f"{base}/page")
        fetcher.fetch(f"{base}/page")
    assert len(waits) == 1
    assert 5 < waits[0] <= 7


def test_feed_gives_its_entries_and_the_pages_behind_teasers(base: str) -> None:
    whole, page, missing, summary = fetch_address(f"{base}/feed", settings=limits())
    assert isinstance(whole, Received) and isinstance(page, Received)
    (first,) = read_received(whole, settings=limits()).rows
    assert first.text.startswith("Nairobi recalled")
    assert (first.title, first.publisher) == ("Whole", "Lake Wire")
    assert (str(first.published), first.published_how) == ("2024-05-12", "metadata")
    assert first.origin == f"{base}/whole"
    (second,) = read_received(page, settings=limits()).rows
    assert "It rained." in second.text
    assert str(second.published) == "2024-05-13"
    assert page.metadata["feed_etag"] == '"f1"'
    assert isinstance(missing, Rejection) and "404" in missing.reason
    assert isinstance(summary, Received)
    (third,) = read_received(summary, settings=limits()).rows
    assert third.text == "Kampala closed the port on Friday."
    assert "summary" in third.note
