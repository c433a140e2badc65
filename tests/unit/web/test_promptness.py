"""A page that takes long is answered at once, and comes when it is there."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from detente.web.desk import Desk
from detente.web.early import LARGE_BYTES, patience
from detente.web.promptness import Promptness, Turn

Opened = Callable[..., TestClient]


def waiting() -> Response:
    return Response("being drawn", 202)


def printed(turn: Turn) -> Response:
    return Response("here" if turn.take() else "nobody")


def test_a_quick_page_comes_at_once() -> None:
    async def ask() -> Response:
        return await Promptness(5.0).answer("/a", printed, waiting)

    assert asyncio.run(ask()).body == b"here"


def test_a_slow_page_is_begun_once_and_comes_when_it_is_there() -> None:
    go_on, begun = threading.Event(), []

    def slow(turn: Turn) -> Response:
        begun.append(turn)
        go_on.wait(20)
        return printed(turn)

    async def ask() -> list[Response]:
        prompt = Promptness(0.05)
        first = await prompt.answer("/a", slow, waiting)
        again = await prompt.answer("/a", slow, waiting)
        other = await prompt.answer("/b", printed, waiting)
        go_on.set()
        return [first, again, other, await prompt.answer("/a", slow, waiting)]

    answers = asyncio.run(ask())

    assert [one.status_code for one in answers] == [202, 202, 200, 200]
    assert answers[-1].body == b"here"
    # Nothing was printed for the visitor who had left.
    assert len(begun) == 2


def test_a_page_that_is_slow_each_time_comes_too() -> None:
    def slow(turn: Turn) -> Response:
        threading.Event().wait(0.2)
        return printed(turn)

    async def ask() -> list[int]:
        prompt = Promptness(0.05)
        found = []
        for _ in range(20):
            found.append((await prompt.answer("/a", slow, waiting)).status_code)
            if found[-1] == 200:
                break
            await asyncio.sleep(0.05)
        return found

    assert asyncio.run(ask())[-1] == 200


def test_a_slow_failure_is_told() -> None:
    def fails(turn: Turn) -> Response:
        threading.Event().wait(0.2)
        raise ValueError("broken")

    async def ask() -> None:
        prompt = Promptness(0.05)
        assert (await prompt.answer("/a", fails, waiting)).status_code == 202
        await asyncio.sleep(0.4)
        await prompt.answer("/a", fails, waiting)

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(ask())


def test_what_was_said_waits_for_the_page_itself(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, real = threading.Event(), Desk.reading

    def slow(self: Desk, *asked: Any) -> object:
        go_on.wait(20)
        return real(self, *asked)

    monkeypatch.setattr(Desk, "reading", slow)
    client = opened(answer_seconds=0.2)
    client.headers["accept"] = "text/html,*/*;q=0.8"
    token = client.get("/import").text.split('data-token="')[1].split('"')[0]

    meanwhile = client.post("/since/KEN", data={"token": token, "as_of": "2026-05-01"})
    go_on.set()
    for _ in range(100):
        page = client.get(meanwhile.url.path)
        if page.status_code == 200:
            break

    assert meanwhile.status_code == 202
    assert "being drawn" in meanwhile.text
    assert "Kenya" in meanwhile.text
    assert "Read as of" not in meanwhile.text
    assert page.status_code == 200
    assert "Read as of" in page.text


def test_a_program_waits_for_the_page(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Desk.reading

    def slow(self: Desk, *asked: Any) -> object:
        threading.Event().wait(0.3)
        return real(self, *asked)

    monkeypatch.setattr(Desk, "reading", slow)
    client = opened(answer_seconds=0.05)

    program = client.get("/since/KEN", headers={"accept": "*/*"})
    person = client.get("/relation/KEN/UGA", headers={"accept": "text/html"})

    assert program.status_code == 200
    assert person.status_code == 202


def test_pages_of_a_small_project_are_waited_for(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"0" * 1000)
    small = patience(tmp_path)
    (tmp_path / "datasets").mkdir()
    with (tmp_path / "datasets" / "rows.parquet").open("wb") as rows:
        rows.truncate(LARGE_BYTES + 1)
    assert small > patience(tmp_path)
