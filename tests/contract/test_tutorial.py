"""The tutorial does what it says: its commands are run in order in an empty folder.

A block ```console holds commands after ``$ `` and what they print. In what is printed, ``…`` stands
for anything; every other line must come in that order, standard error first or last alike.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"
LINE_SECONDS = 120

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the tutorial is written for bash"),
]


@dataclass(frozen=True)
class Step:
    """One command and the lines that the page shows below it."""

    command: str
    shown: tuple[str, ...]


def steps_of(page: str) -> list[Step]:
    """All commands of a page with what they are shown to print."""
    found: list[Step] = []
    for block in re.findall(r"^```console\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            found.append(Step(command, tuple(line for line in shown if line.strip())))
    return found


def unmet(shown: tuple[str, ...], printed: str) -> list[str]:
    """The lines of a page that what was printed does not hold; blanks count as one.

    >>> unmet(("added 2 …", "left out"), "added 2 documents, 0 changed")
    ['left out']
    """
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    missing = []
    for line in shown:
        parts = [re.escape(" ".join(part.split())) for part in line.split("…")]
        if not any(re.search(".*".join(parts), each) for each in lines) and any(parts):
            missing.append(line)
    return missing


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the tutorial was followed to its end."""
    folder = tmp_path_factory.mktemp("tutorial")
    shutil.copytree(ROOT / "examples", folder / "examples")
    script, steps = [], steps_of(TUTORIAL.read_text(encoding="utf-8"))
    for number, step in enumerate(steps):
        script.append(f"{{ {step.command}\n}} > step{number} 2>&1; echo $? > exit{number}")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    surroundings = {name: v for name, v in os.environ.items() if not name.startswith("DETENTE_")}
    subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=folder,
        env=surroundings | {"PATH": path, "PYTHONUTF8": "1"},
        check=True,
        timeout=LINE_SECONDS * len(steps),
    )
    return folder


def test_every_command_succeeds_and_prints_what_is_shown(desk: Path) -> None:
    steps = steps_of(TUTORIAL.read_text(encoding="utf-8"))
    assert len(steps) > 15
    for number, step in enumerate(steps):
        printed = (desk / f"step{number}").read_text(encoding="utf-8")
        code = (desk / f"exit{number}").read_text().strip()
        assert code == "0", f"$ {step.command}\nexit code {code}\n{printed}"
        assert not unmet(step.shown, printed), f"$ {step.command}\n{printed}"
        assert "Traceback" not in printed, printed


def test_the_briefing_holds_the_keys_that_its_page_names(desk: Path) -> None:
    fields = tomllib.loads((ROOT / "tools" / "briefing_fields.toml").read_text(encoding="utf-8"))
    page = json.loads((desk / "kenya.json").read_text(encoding="utf-8"))
    assert list(page) == [*fields]
    for name, rows in page.items():
        if name in ("actor", "as_of"):
            continue
        known = {key for key in fields[name] if key != "_meaning"}
        for row in rows if isinstance(rows, list) else [rows]:
            assert set(row) - {"id", "text", "evidence"} == known, name


def test_every_line_of_the_briefing_quotes_its_document(desk: Path) -> None:
    page = json.loads((desk / "kenya.json").read_text(encoding="utf-8"))
    quotes = [
        cited["quote"]
        for name, rows in page.items()
        if isinstance(rows, list) and name != "rejected"
        for row in rows
        for cited in row["evidence"]
    ]
    texts = [path.read_text(encoding="utf-8") for path in (desk / "examples").glob("kenya*")]
    texts.append((desk / "inbox" / "note.txt").read_text(encoding="utf-8"))
    assert len(quotes) > 20
    assert all(any(quote in text for text in texts) for quote in quotes)
