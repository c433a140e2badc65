"""Pages go on answering while others write, and each shows a whole state of the project."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente import pipeline
from detente.bench.generated_files import generate
from detente.bench.generating import Plan
from detente.pipeline_datasets import Asked, import_datasets
from detente.web import Serving, make_app

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = "as_of=2026-05-01"
# Texts that are nearly alike would count once.
DEEDS = (
    "Peru and Chile signed an agreement on fishing in Lima on Monday.",
    "The foreign ministers of Bolivia and Peru met in La Paz and spoke about a railway.",
    "Ecuador expelled two diplomats of Peru after a quarrel over a reservoir.",
    "Peru sent forty tons of rice to Haiti when the storm had passed.",
    "Brazil accused Peru of letting illegal miners cross the upper river.",
    "A court in Santiago released nine sailors from Peru whom Chile had held since autumn.",
    "Peru and Colombia will hold joint naval exercises in September 2026.",
    "Argentina lifted its ban on asparagus from Peru, traders in Rosario said.",
    "Peru threatened to close the border with Bolivia unless smuggling stops.",
    "Mexico gave asylum to a former minister of Peru, and Peru protested loudly.",
    "Engineers from Peru and Japan opened a tunnel under the Andes last week.",
    "Peru is unlikely to recognise the new government of Venezuela before winter.",
    "Canada and Peru agreed to train customs officers together in Callao.",
    "Peru withdrew its ambassador from Managua; Nicaragua called the step childish.",
)
PATHS = (
    "/portfolio/USA.json",
    "/portfolio/PER.json",
    "/relation/USA/CHN.json",
    "/import.json",
    "/documents.json",
    "/calendar/PER.json",
)
PAGES = ("/portfolio/USA", "/relation/PER/CHL", "/documents", "/import", "/")
LONGEST_SECONDS = 90
Seen = list[tuple[str, int, Any]]


def notes(folder: Path, first: int, last: int) -> Path:
    """Short documents, each on a deed of its own."""
    folder.mkdir()
    lines = ["file,published,publisher,title\n"]
    for place in range(first, last):
        (folder / f"note{place}.txt").write_text(DEEDS[place] + "\n", encoding="utf-8")
        lines.append(f"note{place}.txt,2026-03-{place + 1:02},Wire {place},Note {place}\n")
    (folder / "manifest.csv").write_text("".join(lines), encoding="utf-8")
    return folder


def table(path: Path, *, start: date, rows: int) -> Path:
    """A made-up dataset that begins in one year and ends in the next."""
    generate(path, "gdelt", Plan(rows=rows, days=120, start=start, dyads=3))
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two documents and a dataset."""
    place = tmp_path / "project"
    with pipeline.open_project(place) as opened:
        pipeline.add(opened, [str(notes(tmp_path / "first", 0, 2))], now=NOW)
        pipeline.read_project(opened, as_of=NOW.date())
        first = table(tmp_path / "first.csv", start=date(2023, 11, 1), rows=1000)
        import_datasets(opened, [first], Asked("gdelt"), now=NOW, tell=lambda *_: None)
    return place


@contextmanager
def reading(client: TestClient, paths: tuple[str, ...]) -> Iterator[Seen]:
    """Ask for pages over and over while a block runs."""
    seen: Seen = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            for path in paths:
                answer = client.get(f"{path}?{DAY}", follow_redirects=False)
                seen.append((path, answer.status_code, answer))
                time.sleep(0.1)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for one in threads:
        one.start()
    try:
        yield seen
    finally:
        over.set()
        for one in threads:
            one.join()


def told(seen: Seen, path: str, key: Callable[[Any], Any]) -> list[Any]:
    """What one page told, each value once, in the order of first sight."""
    found = [key(answer.json()) for name, status, answer in seen if name == path and status == 200]
    return list(dict.fromkeys(found))


def detente(project: Path, *words: str) -> None:
    """A command in another process."""
    command = [sys.executable, "-m", "detente.cli", *words, "--project", str(project)]
    environment = {**os.environ, "DETENTE_PROCESSES": "1"}
    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=LONGEST_SECONDS, env=environment
    )
    assert ran.returncode == 0, ran.stderr


def events_in(page: Any) -> tuple[int, int]:
    """How many events and reports of datasets a portfolio rests on."""
    return page["generated_from"]["dataset_events"], page["generated_from"]["dataset_reports"]


def test_an_import_in_another_process_is_seen_as_a_whole(project: Path, tmp_path: Path) -> None:
    more = table(tmp_path / "more.csv", start=date(2024, 11, 1), rows=3_000)
    app = make_app(Serving(project, port=80))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        before = events_in(client.get(f"/portfolio/USA.json?{DAY}").json())
        with reading(client, (*PATHS, *PAGES)) as seen:
            detente(project, "import", "gdelt", str(more))
            time.sleep(1)
        after = events_in(client.get(f"/portfolio/USA.json?{DAY}").json())

    assert [(path, status) for path, status, _ in seen if status != 200] == []
    assert before < after
    assert told(seen, "/portfolio/USA.json", events_in) in ([before], [before, after])
    rows = told(seen, "/import.json", lambda page: page["datasets"][0]["rows"])
    assert len(rows) == 2 and rows[0] < 2000 < rows[1]


def test_documents_added_by_another_process_are_read_without_a_failure(
    project: Path, tmp_path: Path
) -> None:
    folder = notes(tmp_path / "more", 2, len(DEEDS))
    app = make_app(Serving(project, port=80))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.get(f"/portfolio/PER?{DAY}")
        with reading(client, (*PATHS, *PAGES)) as seen:
            detente(project, "add", str(folder))
            detente(project, "portfolio", "Peru", "--as-of", "2026-05-01")
            time.sleep(1)
        last = client.get(f"/portfolio/PER.json?{DAY}").json()

    assert [(path, status) for path, status, _ in seen if status != 200] == []
    counts = told(seen, "/portfolio/PER.json", lambda page: page["generated_from"]["documents"])
    assert counts == sorted(counts)
    assert last["generated_from"]["documents"] == 14


def test_pages_answer_while_the_servers_own_job_imports_and_codes(
    project: Path, tmp_path: Path
) -> None:
    folder = notes(tmp_path / "more", 2, len(DEEDS))
    sent = [("files", (one.name, one.read_bytes())) for one in sorted(folder.iterdir())]
    more = table(tmp_path / "more.csv", start=date(2024, 11, 1), rows=3_000)
    sent.append(("files", (more.name, more.read_bytes())))
    app = make_app(Serving(project, port=80))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        token = client.get("/").text.split('data-token="')[1].split('"')[0]
        before = client.get(f"/portfolio/USA.json?{DAY}").json()
        with reading(client, (*PATHS, *PAGES)) as seen:
            answer = client.post(
                "/import", data={"token": token}, files=sent, follow_redirects=False
            )
            place = answer.headers["location"]
            until = time.monotonic() + LONGEST_SECONDS
            while not client.get(f"{place}.json").json()["over"] and time.monotonic() < until:
                time.sleep(0.2)
        job = client.get(f"{place}.json").json()["job"]
        after = client.get(f"/portfolio/USA.json?{DAY}").json()

    assert job["status"] == "done", job
    assert [(path, status) for path, status, _ in seen if status != 200] == []
    whole = [events_in(before), events_in(after)]
    assert told(seen, "/portfolio/USA.json", events_in) in (whole[:1], whole)
    documents = told(seen, "/portfolio/PER.json", lambda page: page["generated_from"]["documents"])
    assert set(documents) <= {2, 14}
