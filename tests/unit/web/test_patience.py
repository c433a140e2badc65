"""A visitor who sends slowly holds a place for a bounded time, and nobody else waits for it."""

from __future__ import annotations

import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator

import pytest
import uvicorn

from detente.web import Serving, make_app
from detente.web.patience import PatientProtocol

SECONDS = 0.6
# What may pass on a busy machine until a connection is ended that has had its time.
SLACK = 20.0
HEAD = (
    b"POST /reviewer HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)


class Hasty(PatientProtocol):
    """The same bound, shorter."""

    head_seconds = SECONDS


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    project = tmp_path_factory.mktemp("slow") / "project"
    app = make_app(Serving(project, port=number, body_seconds=SECONDS))
    settings = uvicorn.Config(app, port=number, log_level="critical", http=Hasty)
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield number
    server.should_exit = True
    thread.join(20)


@pytest.fixture
def connect(port: int) -> Iterator[Callable[[], socket.socket]]:
    opened: list[socket.socket] = []

    def connected() -> socket.socket:
        opened.append(socket.create_connection(("127.0.0.1", port), timeout=SLACK))
        return opened[-1]

    yield connected
    for one in opened:
        one.close()


def dripped(one: socket.socket, begun: bytes, drop: bytes) -> tuple[bytes, float]:
    """Send a beginning and then drop by drop; what came back, and the seconds until the end."""
    began = time.monotonic()
    one.settimeout(0.05)
    answer = b""
    try:
        one.sendall(begun)
        while time.monotonic() - began < SLACK:
            one.sendall(drop)
            try:
                part = one.recv(65536)
            except TimeoutError:
                continue
            if not part:
                break
            answer += part
    except (ConnectionResetError, BrokenPipeError):
        pass
    return answer, time.monotonic() - began


@pytest.mark.parametrize(
    ("begun", "drop"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nX-Long: ", b"a"),
        (b"G", b""),
        (b"GET / HTTP/1.1\r\n", b"X-More: a\r\n"),
    ],
    ids=["silent", "one long field", "one letter", "field after field"],
)
def test_a_head_that_never_ends_ends_its_connection(
    connect: Callable[[], socket.socket], begun: bytes, drop: bytes
) -> None:
    answer, seconds = dripped(connect(), begun, drop)
    assert answer == b""
    assert SECONDS * 0.9 <= seconds < SLACK


def test_the_head_of_a_second_request_has_a_bound_too(
    connect: Callable[[], socket.socket], port: int
) -> None:
    one = connect()
    one.sendall(f"GET /index.json HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    assert one.recv(65536).startswith(b"HTTP/1.1 200")
    _, seconds = dripped(one, b"GET / HTTP/1.1\r\nX: ", b"a")
    assert seconds < SLACK


def test_a_body_that_drips_is_refused(connect: Callable[[], socket.socket]) -> None:
    answer, seconds = dripped(connect(), HEAD + b"Content-Length: 100000\r\n\r\n", b"a")
    assert b"408" in answer.splitlines()[0]
    assert seconds < SLACK


def test_a_body_that_is_larger_than_allowed_is_refused_before_it_comes(
    connect: Callable[[], socket.socket],
) -> None:
    one = connect()
    one.sendall(HEAD + b"Content-Length: 99999999999\r\n\r\n")
    assert b"413" in one.recv(65536).splitlines()[0]


def test_a_long_body_that_comes_steadily_is_read(connect: Callable[[], socket.socket]) -> None:
    one = connect()
    one.sendall(HEAD + b"Content-Length: 200000\r\n\r\n")
    for _ in range(5):
        one.sendall(b"a" * 40_000)
        time.sleep(SECONDS / 3)
    # It lacks the token, which is told after the whole of it was read.
    assert b"403" in one.recv(65536).splitlines()[0]


def test_nobody_waits_for_those_who_send_slowly(
    connect: Callable[[], socket.socket], port: int
) -> None:
    slow = [connect() for _ in range(60)]
    for number, one in enumerate(slow):
        one.sendall(b"GET / HTTP/1.1\r\nX" if number % 2 else HEAD + b"Content-Length: 9\r\n\r\na")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/index.json", timeout=SLACK) as answer:
        assert answer.status == 200
