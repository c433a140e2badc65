"""An import that is killed leaves a project that opens, and that a second import completes."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from detente.adapters.datasets.grouping import event_files
from detente.bench.generated_files import generate
from detente.bench.generating import Plan
from detente.pipeline_datasets import Asked, held_datasets, import_datasets
from detente.pipeline_project import open_project

NOW = datetime(2024, 6, 1, tzinfo=UTC)
FILES, KILLS = 3, 3
pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="this system has no signal that kills at once"
)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rows")
    for number in range(FILES):
        generate(folder / f"{number}.csv", "plain", Plan(rows=8_000, days=700, seed=number))
    return folder


def bring_in(project: Path, rows: Path) -> float:
    """Import all files; how many seconds it took."""
    start = time.monotonic()
    with open_project(project) as opened:
        import_datasets(opened, [rows], Asked("plain"), now=NOW, tell=lambda *_: None)
    return time.monotonic() - start


def importing(project: Path, rows: Path) -> subprocess.Popen[bytes]:
    """The same in a process of its own, which says when it is loaded."""
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from detente.pipeline_datasets import Asked, import_datasets\n"
        "from detente.pipeline_project import open_project\n"
        "print('begun', flush=True)\n"
        "with open_project(Path(sys.argv[1])) as opened:\n"
        "    import_datasets(opened, [Path(sys.argv[2])], Asked('plain'),\n"
        "        now=datetime(2024, 6, 1, tzinfo=UTC), tell=lambda *_: None)\n"
    )
    command = [sys.executable, "-c", program, str(project), str(rows)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def wait_until_begun(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None and process.stdout.readline() == b"begun\n"


def held(project: Path) -> tuple[str, int, int]:
    """Digest of all rows and events that count, and how many there are; the project opens."""
    with open_project(project) as opened:
        (dataset,) = held_datasets(opened)
    whole = sha256()
    folder = project / "datasets/plain"
    for table in (sorted(folder.glob("rows/year=*/*.parquet")), event_files(folder)):
        found = pl.read_parquet(table)
        keys = ["row_id", "day", "source", "target", "action"]
        whole.update(found.sort(keys).write_csv().encode())
    return whole.hexdigest(), dataset.rows, dataset.events


def test_an_import_killed_at_any_moment_is_completed_by_the_next(
    tmp_path: Path, rows: Path
) -> None:
    bring_in(tmp_path / "first", rows)
    seconds = bring_in(tmp_path / "whole", rows)
    expected = held(tmp_path / "whole")
    chance = random.Random(7)
    killed = 0
    for _ in range(KILLS):
        process = importing(tmp_path / "killed", rows)
        wait_until_begun(process)
        time.sleep(chance.uniform(0.1, 0.9) * seconds)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        with open_project(tmp_path / "killed") as opened:
            counted = held_datasets(opened)
        assert [(one.rows, one.events) for one in counted] in ([], [expected[1:]])
    assert killed, "every import was over before it could be killed"
    bring_in(tmp_path / "killed", rows)
    assert held(tmp_path / "killed") == expected
    assert not list((tmp_path / "killed").rglob("*unfinished*"))
