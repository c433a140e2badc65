"""A week of feeds at speed, from a server that stalls, lies and changes what it published."""

from __future__ import annotations

import gzip
import http.server
import resource
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest
from soaking import for_long

from detente import pipeline
from detente.adapters.ledger_documents import read_documents, read_versions
from detente.pipeline_keeping import check
from detente.pipeline_project import Project, open_project

DAYS = for_long(2, 7)
ROUNDS_A_DAY = for_long(2, 24)
ARTICLES_A_DAY = for_long(3, 12)
FIRST = datetime(2026, 3, 2, tzinfo=UTC)
BODY = (
    "<html><head><title>{title}</title></head><body><article><p>{text}</p><p>Officials of both "
    "sides met in the capital for two hours and agreed to meet again. They said that trade, "
    "fishing and the shared border were discussed, and that a joint commission would report in "
    "the coming months on what had been achieved.</p></article></body></html>"
)


class Server(http.server.ThreadingHTTPServer):
    """Serves feeds of the present hour; some of what it says is not so."""

    daemon_threads = True
    hour = 0
    asked: Counter[str]

    def article(self, number: int) -> bytes:
        """An article; every fifth one is rewritten a day after it was published."""
        published = number // ARTICLES_A_DAY
        changed = number % 5 == 0 and self.day > published
        did = "suspended" if changed else "signed"
        text = f"Kenya {did} trade treaty number {number} with Uganda."
        return BODY.format(title=f"Treaty {number}", text=text).encode()

    @property
    def day(self) -> int:
        return self.hour // ROUNDS_A_DAY

    def feed(self) -> bytes:
        """The newest articles, twenty at most, one of them announced twice."""
        last = (self.day + 1) * ARTICLES_A_DAY
        items = []
        for number in range(max(0, last - 20), last):
            day = FIRST + timedelta(days=number // ARTICLES_A_DAY)
            address = f"http://127.0.0.1:{self.server_port}/article/{number}"
            items.append(
                f"<item><title>Treaty {number}</title><link>{address}</link><guid>{address}</guid>"
                f"<pubDate>{day:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
                f"<description>Treaty {number}.</description></item>"
            )
        items.append(items[-1])
        listed = "".join(items)
        whole = f'<rss version="2.0"><channel><title>Wire</title>{listed}</channel></rss>'
        return whole.encode()


class Answers(http.server.BaseHTTPRequestHandler):
    """One answer of the server."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        name, _, rest = self.path.strip("/").partition("/")
        try:
            getattr(self, f"say_{name}", self.say_nothing)(rest)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def say(self, content: bytes, kind: str = "text/html", **headers: str) -> None:
        self.send_response(200)
        for field, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(field.replace("_", "-"), value)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content)

    def lead(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def say_feed(self, _: str) -> None:
        self.say(self.server.feed(), "application/rss+xml")

    def say_article(self, number: str) -> None:
        self.say(self.server.article(int(number)))

    def say_moved(self, _: str) -> None:
        self.lead("/feed")

    def say_circle(self, number: str) -> None:
        self.lead(f"/circle/{(int(number or 0) + 1) % 3}")

    def say_endless(self, number: str) -> None:
        self.lead(f"/endless/{int(number or 0) + 1}")

    def say_inside(self, _: str) -> None:
        self.lead("http://10.0.0.1/secret")

    def say_file(self, _: str) -> None:
        self.lead("file:///etc/passwd")

    def say_stalled(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            sleep(0.05)

    def say_longer(self, _: str) -> None:
        self.say(b"<p>short</p>", Content_Length="1000")

    def say_shorter(self, _: str) -> None:
        self.say(b"<p>" + b"Kenya met Uganda. " * 100 + b"</p>", Content_Length="30")

    def say_huge(self, _: str) -> None:
        self.say(b"", Content_Length="99999999999")

    def say_bomb(self, _: str) -> None:
        self.say(gzip.compress(b"x" * 60_000_000), Content_Encoding="gzip")

    def say_broken(self, _: str) -> None:
        self.say(b'<rss version="2.0"><channel><item><title>A</titel>', "application/rss+xml")

    def say_entities(self, _: str) -> None:
        lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        head = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{lines}]>'
        self.say(f"{head}<rss><channel>&e11;</channel></rss>".encode(), "application/rss+xml")

    def say_quiet(self, _: str) -> None:
        self.say(b"<rss>" + b"<!--" * 400_000 + b"</rss>", "application/rss+xml")

    def say_nothing(self, _: str) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing on the screen."""


BAD = (
    "circle", "endless", "file", "stalled", "longer", "huge", "bomb", "broken", "entities",
    "quiet", "missing",
)  # fmt: skip


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), Answers)
    made.asked = Counter()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    lines = (
        "fetch_private_hosts = true",
        "fetch_pause_seconds = 0",
        "fetch_timeout_seconds = 1.5",
        "fetch_max_bytes = 3000000",
    )
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "settings.toml").write_text("\n".join(lines) + "\n")
    with open_project(tmp_path / "project") as opened:
        yield opened


def test_every_version_is_kept_and_nothing_is_counted_twice(
    server: Server, project: Project
) -> None:
    address = f"http://127.0.0.1:{server.server_port}"
    used = []
    for hour in range(DAYS * ROUNDS_A_DAY):
        server.hour = hour
        now = FIRST + timedelta(hours=hour * 24 / ROUNDS_A_DAY)
        names = [f"{address}/feed", f"{address}/moved"]
        names += [f"{address}/{BAD[(hour + k) % len(BAD)]}" for k in range(3)]
        pipeline.add(project, names, now=now)
        used.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    articles = DAYS * ARTICLES_A_DAY
    held = [one for one in read_documents(project.ledger) if "/article/" in one.document.origin]
    assert len(held) == articles
    rewritten = {n for n in range(0, articles, 5) if n // ARTICLES_A_DAY < DAYS - 1}
    for one in held:
        number = int(one.document.origin.rpartition("/")[2])
        versions = read_versions(project.ledger, one.document.id)
        texts = ["suspended" in kept.document.text for kept in versions]
        seen_again = number in rewritten and number >= (DAYS * ARTICLES_A_DAY) - 20
        if number in rewritten and (seen_again or len(versions) > 1):
            assert texts == [False, True], (number, texts)
        assert len(versions) <= 2
    assert any(one.document.version == 2 for one in held), "no article was seen to change"
    assert list(check(project, as_of=date.max)) == []
    assert used[-1] - used[len(used) // 2] < 60_000, "memory grows from round to round"


@pytest.mark.parametrize("bad", BAD)
def test_a_server_that_lies_costs_its_own_address_only(
    server: Server, project: Project, bad: str
) -> None:
    address = f"http://127.0.0.1:{server.server_port}"
    added = pipeline.add(project, [f"{address}/{bad}", f"{address}/article/1"], now=FIRST)
    assert added.new == 1
    (refused,) = added.rejected
    assert bad in refused.where and refused.reason
    assert sum(server.asked.values()) < 12


def test_a_redirect_into_the_private_network_is_not_followed(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server itself is let through by name; where it leads to is not."""
    from detente.adapters import fetching

    def resolved(url: str, *, allow_private: bool) -> str:
        if f":{server.server_port}" in url:
            return "127.0.0.1"
        return real(url, allow_private=allow_private)

    real = fetching.resolve_host
    monkeypatch.setattr(fetching, "resolve_host", resolved)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,10.0.0.1")
    with open_project(tmp_path / "project") as opened:
        address = f"http://127.0.0.1:{server.server_port}/inside"
        added = pipeline.add(opened, [address], now=FIRST)
    (refused,) = added.rejected
    assert "private network" in refused.reason
