"""While one file is recorded the next is read, and nothing that came in is lost by that."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente import pipeline_adding
from detente.adapters.ledger_documents import append_document
from detente.documents.reading import Received
from detente.errors import InputError
from detente.pipeline_adding import add_received
from detente.pipeline_intake import Incoming, read_one
from detente.pipeline_project import open_project

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def file(number: int) -> Incoming:
    """A file that came in."""
    name = f"{number}.txt"
    text = f"Kenya and Uganda signed agreement {number} on fish."
    return Incoming(
        name,
        Received(
            name=name,
            content=text.encode(),
            media_type="text/plain",
            metadata={},
            received_from=name,
            file_date=None,
        ),
    )


def test_what_came_before_a_failure_is_recorded(tmp_path: Path) -> None:
    def received() -> Iterator[Incoming]:
        yield file(1)
        yield file(2)
        raise InputError("the third is not there")

    with open_project(tmp_path / "p") as project:
        with pytest.raises(InputError, match="third"):
            add_received(project, received(), now=NOW)
        again = add_received(project, [file(1), file(2), file(3)], now=NOW)
    assert (again.unchanged, again.new) == (2, 1)


def test_the_next_file_is_read_while_one_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = [threading.Event() for _ in range(3)]

    def reading(received: Received, **kwargs: object) -> object:
        begun[int(received.name[0])].set()
        return read_one(received, **kwargs)  # type: ignore[arg-type]

    def recording(*args: object) -> str:
        place = args[2].location  # type: ignore[attr-defined]
        following = int(place[0]) + 1
        assert following == len(begun) or begun[following].wait(10)
        return append_document(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline_adding, "read_one", reading)
    monkeypatch.setattr(pipeline_adding, "append_document", recording)
    with open_project(tmp_path / "p") as project:
        assert add_received(project, [file(n) for n in range(3)], now=NOW).new == 3


def test_the_same_file_twice_in_one_run_is_recorded_once(tmp_path: Path) -> None:
    with open_project(tmp_path / "p") as project:
        added = add_received(project, [file(1), file(1)], now=NOW)
    assert (added.new, added.unchanged) == (1, 1)


def test_nothing_that_came_in_is_nothing(tmp_path: Path) -> None:
    with open_project(tmp_path / "p") as project:
        assert add_received(project, [], now=NOW).new == 0
