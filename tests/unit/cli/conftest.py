"""A small project that the tests of the command line read."""

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


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run the command line in an empty folder; an error of the program itself is raised."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_PROJECT", raising=False)

    def invoke(*arguments, stdin=None):
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(app, words, input=stdin, catch_exceptions=False)

    return invoke
