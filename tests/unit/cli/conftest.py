"""A small project that the tests of the command line read."""

import os
import shutil
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli import app

TEXTS = {
    "kenya.txt": (
        "Kenya and Uganda signed a rail agreement on 3 March 2024. Kenya halted grain exports to "
        "Uganda in April 2024. Uganda is likely to ask Kenya for new talks this year. Kenya "
        "should keep a channel to Uganda open."
    ),
    "chile.txt": (
        "On 12 May 2024 President Gabriel Boric of Chile met President Dina Boluarte of Peru in "
        "Lima. Peru condemned Bolivia on 13 May 2024. Chile did not answer the offer of Bolivia."
    ),
}
MANIFEST = (
    "file,title,publisher,published\n"
    "kenya.txt,Rail and grain,Lake Institute,2024-06-01\n"
    "chile.txt,A meeting in Lima,Pacific Wire,2024-05-14\n"
)


@pytest.fixture(scope="session")
def texts(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    (folder / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory, texts) -> Path:
    """A project that holds the texts; tests only read it."""
    path = tmp_path_factory.mktemp("project") / ".detente"
    result = CliRunner().invoke(app, ["add", str(texts), "--project", str(path)])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """A project with ten made-up years as the dataset ``made``; made once for all workers."""
    own = tmp_path_factory.mktemp("made")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make_years(own)
    shared = tmp_path_factory.getbasetemp().parent / "made-years"
    try:
        shared.with_suffix(".begun").mkdir()
    except FileExistsError:
        return shared if appears(shared) else make_years(own)
    os.replace(make_years(own), shared)
    return shared


def make_years(folder: Path) -> Path:
    rows, project = folder / "rows.csv", folder / "project"
    for words in (
        ["bench", "generate", rows, "--form", "plain", "--rows", "40000"],
        ["import", "plain", rows, "--name", "made", "--project", project],
    ):
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == 0, result.output
    return project


def appears(path: Path, *, seconds: float = 120.0) -> bool:
    """Whether another worker makes it in time."""
    end = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.2)
    return path.exists()


@pytest.fixture(scope="module")
def desk(made, tmp_path_factory) -> Path:
    """A copy of the made-up project that the tests of a module may write into."""
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("desk") / "project"))


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run the command line in an empty folder; an error of the program itself is raised."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_PROJECT", raising=False)

    def invoke(*arguments, stdin=None):
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(app, words, input=stdin, catch_exceptions=False)

    return invoke
