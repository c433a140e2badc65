"""A document is read in another process: what it does there costs that document alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.adapters import reading_apart
from detente.adapters.reading_apart import ReadingProcess, read_apart
from detente.documents.feeds import feed_entries
from detente.documents.reading import Received, read_received
from detente.errors import InputError
from detente.settings import Settings
from detente.tables import plain

EXAMPLES = Path(__file__).parents[3] / "examples"
SETTINGS = Settings()
PAGE = b"<html><body><p>Kenya signed a treaty with Uganda on 3 May 2024.</p></body></html>"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="bounds of a process need limits of it")


def received(name: str = "a.html", content: bytes = PAGE) -> Received:
    return Received(name, content, received_from=name)


PROGRAM = """
import json, sys; sys.path[:] = json.loads(sys.argv[1])
from detente.adapters import reading_child
real, whole = reading_child.read_received, reading_child.feed_entries
def read(received, *, settings):
    if received.name == "bad.html": exec(received.content.decode())
    return real(received, settings=settings)
def entries(received):
    if received.name == "bad.xml": exec(received.content.decode())
    return whole(received)
reading_child.read_received, reading_child.feed_entries = read, entries
reading_child.serve()
"""


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingProcess]:
    """A process whose reader does what a file named bad.html says."""
    made = ReadingProcess(PROGRAM)
    yield made
    made.close()


def reason_of(process: ReadingProcess, deed: str, settings: Settings = SETTINGS) -> str:
    """Why the bad file was left out; the good one after it is read."""
    result = process.read(received("bad.html", deed.encode()), settings=settings)
    assert not result.rows
    (rejection,) = result.rejected
    assert rejection.what == "bad.html"
    assert len(process.read(received(), settings=settings).rows) == 1
    return rejection.reason


@pytest.mark.parametrize(
    "name",
    [
        "serbia-eu-brief.pdf",
        "serbia-new-partners.docx",
        "belgrade-commentary-kosovo.html",
        "letter-from-ankara.eml",
        "balkan-desk.jsonl",
    ],
)
def test_apart_the_same_is_read_as_here(name: str) -> None:
    file = received(name, (EXAMPLES / name).read_bytes())
    assert read_apart(file, settings=SETTINGS) == read_received(file, settings=SETTINGS)


def test_short_plain_text_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "_PROCESS", None)
    result = read_apart(received("a.txt", b"Kenya met Uganda."), settings=SETTINGS)
    assert len(result.rows) == 1


def test_a_file_over_its_time_is_left_out(process: ReadingProcess) -> None:
    hasty = SETTINGS.model_copy(update={"reading_seconds": 0.5})
    assert "seconds of processor time" in reason_of(process, "while True: pass", hasty)


def test_a_file_over_its_memory_is_left_out(process: ReadingProcess) -> None:
    small = SETTINGS.model_copy(update={"reading_bytes": 500_000_000})
    assert "reading_bytes" in reason_of(process, "bytearray(600_000_000)", small)


def test_a_file_on_which_a_library_crashes_is_left_out(process: ReadingProcess) -> None:
    assert "crashed" in reason_of(process, "import os; os.abort()")


def test_a_file_on_which_a_library_fails_is_left_out_with_what_it_said(
    process: ReadingProcess,
) -> None:
    assert "KeyError: 'no such part'" in reason_of(process, "raise KeyError('no such part')")


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "open('/dev/null', 'w')",
        "import os; os.open('/dev/null', os.O_WRONLY)",
        "import pickle; pickle.loads(b'cos\\nsystem\\n(S\"true\"\\ntR.')",
    ],
)
def test_a_document_can_start_nothing_write_nothing_and_reach_nothing(
    process: ReadingProcess, deed: str
) -> None:
    assert "a reader may not" in reason_of(process, deed)


def test_a_process_that_was_forked_starts_a_reader_of_its_own(process: ReadingProcess) -> None:
    process.read(received(), settings=SETTINGS)
    first, process.owner = process.running, process.owner + 1
    assert process.read(received(), settings=SETTINGS).rows
    assert process.running is not first
    assert first is not None
    first.kill()
    first.communicate()


FEED = b"""<rss version="2.0"><channel><title>Wire</title><item><title>A &amp; B</title>
<link>http://a.example/1</link><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate>
<description>Kenya met Uganda.</description></item></channel></rss>"""


def test_the_entries_of_a_feed_are_the_same_apart(process: ReadingProcess) -> None:
    (apart,) = process.entries(received("a.xml", FEED), settings=SETTINGS)
    (here,) = feed_entries(received("a.xml", FEED))
    assert apart.dates and plain(apart) == plain(here)


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("while True: pass", "seconds of processor time"),
        ("import os; os.abort()", "crashed"),
        ("import socket; socket.getaddrinfo('localhost', 80)", "a reader may not"),
        ("raise KeyError('no such part')", "no such part"),
    ],
)
def test_a_feed_that_does_harm_is_refused_and_the_next_is_read(
    process: ReadingProcess, deed: str, reason: str
) -> None:
    hasty = SETTINGS.model_copy(update={"reading_seconds": 0.5})
    with pytest.raises(InputError, match=reason):
        process.entries(received("bad.xml", deed.encode()), settings=hasty)
    assert len(process.entries(received("a.xml", FEED), settings=SETTINGS)) == 1


def test_what_is_no_feed_is_refused_with_its_reason(process: ReadingProcess) -> None:
    with pytest.raises(InputError, match="entities"):
        process.entries(
            received("a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>"), settings=SETTINGS
        )
