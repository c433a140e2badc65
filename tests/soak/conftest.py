"""What the tests of long use share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

import pytest
from soaking import WORK, Worker

from detente.bench.generated_files import generate
from detente.bench.generating import Plan

PAIRS = (
    ("Kenya", "Uganda", "signed a rail treaty with"),
    ("Chile", "Peru", "recalled its ambassador from"),
    ("Norway", "Iceland", "agreed on fishing quotas with"),
    ("Ghana", "Togo", "threatened to close the border with"),
    ("Kenya", "Uganda", "promised a loan to"),
)


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    if not hasattr(os, "fork"):
        pytest.skip("the work is done in forked processes")
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("work.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    made = Worker(process)
    assert cast(IO[str], process.stdout).readline() == "ready\n"
    yield made
    cast(IO[str], process.stdin).close()
    process.wait()


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts with a manifest, one of them empty, and files of a dataset."""
    folder = tmp_path_factory.mktemp("inputs")
    texts = folder / "texts"
    texts.mkdir()
    lines = ["file,published"]
    for number, (one, other, did) in enumerate(PAIRS):
        text = f"{one} {did} {other} on {number + 1} May 2026. Talks are to follow in June.\n"
        (texts / f"{number}.txt").write_text(text)
        lines.append(f"{number}.txt,2026-05-1{number}")
    (texts / "manifest.csv").write_text("\n".join(lines) + "\n")
    (texts / "empty.txt").write_text("")
    (folder / "rows").mkdir()
    for number in range(2):
        plan = Plan(rows=1_500, days=500, seed=number)
        generate(folder / "rows" / f"{number}.csv", "plain", plan)
    return folder


@pytest.fixture(scope="session")
def undisturbed(worker: Worker, inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Digest of a project whose work nothing disturbed."""
    project = tmp_path_factory.mktemp("undisturbed") / "project"
    order = {"project": str(project), "inputs": str(inputs), "steps": WORK}
    assert worker.do(order) == 0, worker.told
    return worker.digest(project, inputs)


@pytest.fixture
def complete(worker: Worker, inputs: Path, undisturbed: str) -> Callable[[Path], None]:
    """Do all the work on a project to its end, and compare it with the undisturbed one."""

    def completed(project: Path) -> None:
        order = {"project": str(project), "inputs": str(inputs), "steps": WORK}
        assert worker.do(order) == 0, worker.told
        assert worker.digest(project, inputs) == undisturbed

    return completed
