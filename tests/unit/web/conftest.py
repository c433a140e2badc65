"""A small project and the workbench on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente import pipeline
from detente.web import Serving, make_app

TEXTS = {
    "2026-03-02 visit.txt": (
        "Kenya and Uganda signed a trade agreement in Nairobi on Monday. "
        "Tanzania condemned Kenya for closing the border crossing at Namanga. "
        "Kenya is likely to reopen the crossing before June 2026."
    ),
    "2026-04-10 talks.txt": (
        "Uganda imposed sanctions on Kenya on Thursday. "
        "Kenya will host the presidents of Uganda and Tanzania in Mombasa on 20 May 2026. "
        "Relations between Kenya and Tanzania remain tense."
    ),
}
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two documents about Kenya, coded."""
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    manifest = "file,published,publisher,title\n" + "".join(
        f"{name},{name[:10]},The Lake Courier,{name[11:-4].capitalize()}\n" for name in TEXTS
    )
    (folder / "manifest.csv").write_text(manifest, encoding="utf-8")
    project = tmp_path_factory.mktemp("made") / "project"
    with pipeline.open_project(project) as opened:
        pipeline.add(opened, [str(folder)], now=NOW)
        pipeline.read_project(opened, as_of=NOW.date())
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return Path(shutil.copytree(made, tmp_path / "project"))


Opened = Callable[..., TestClient]


@pytest.fixture
def opened(project: Path) -> Iterator[Opened]:
    """Opens the workbench on the project, with any setting of `Serving`."""
    clients: list[TestClient] = []

    def make(**settings: object) -> TestClient:
        serving = Serving(project, port=80, **settings)  # type: ignore[arg-type]
        client = TestClient(make_app(serving), base_url="http://127.0.0.1")
        client.__enter__()
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(opened: Opened) -> TestClient:
    """The workbench as `detente serve` opens it."""
    return opened()


def token_in(page: str) -> str:
    """The token of the forms of a page."""
    return page.split('data-token="')[1].split('"')[0]


ROWS = """date,source,target,action,reports,publisher,sector
2025-11-03,KEN,UGA,040,3,Hill Radio,diplomatic
2025-12-10,UGA,KEN,061,2,Hill Radio,economic
2026-01-15,KEN,TZA,112,4,Shore Post,diplomatic
2026-02-11,KEN,UGA,057,1,Shore Post,economic
2026-04-20,TZA,KEN,163,6,Hill Radio,economic
"""


@pytest.fixture(scope="session")
def made_of_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that holds a dataset alone."""
    from detente.pipeline_datasets import Asked, import_datasets

    table = tmp_path_factory.mktemp("tables") / "acts.csv"
    table.write_text(ROWS, encoding="utf-8")
    project = tmp_path_factory.mktemp("rows") / "project"
    with pipeline.open_project(project) as opened:
        import_datasets(opened, [table], Asked("plain"), now=NOW, tell=lambda *_: None)
    return project


@pytest.fixture
def rows_client(made_of_rows: Path) -> Iterator[TestClient]:
    """The workbench on a project that holds a dataset alone."""
    app = make_app(Serving(made_of_rows, port=80))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened
