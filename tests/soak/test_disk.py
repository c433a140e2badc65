"""A disk that fills up, a page that is torn, a file cut short: told, and mended as told."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from soaking import WORK, Worker, for_long

from detente.adapters.ledger import LEDGER_NAME
from detente.errors import DetenteError
from detente.pipeline_keeping import backup, check, restore_backup
from detente.pipeline_project import open_project

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SIZES = for_long(4, 40)
TEARS = for_long(8, 200)
KNOWN_FAULT = 7


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[bool]:
    """A disk of so many kilobytes at a place; False where none may be made."""
    place.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(place)]
    try:
        made = subprocess.run(asked, capture_output=True).returncode == 0
    except OSError:
        made = False
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_lost(
    worker: Worker, inputs: Path, complete: Callable[[Path], None], tmp_path: Path
) -> None:
    chance = random.Random(5)
    full = 0
    for number in range(SIZES):
        with small_disk(tmp_path / f"disk-{number}", 60 + chance.randrange(1_200)) as made:
            project = tmp_path / f"disk-{number}" / "project"
            order = {"project": str(project), "inputs": str(inputs), "steps": [*WORK]}
            if not made:
                order["file_bytes"] = 40_000 + chance.randrange(400_000)
            ended = worker.do(order)
            assert ended in (0, KNOWN_FAULT), worker.told
            full += ended == KNOWN_FAULT
            kept = tmp_path / f"kept-{number}"
            if project.exists():
                shutil.copytree(project, kept)
        complete(kept)
        shutil.rmtree(kept)
    assert full, "the disk never filled up"


@pytest.fixture(scope="module")
def whole(
    worker: Worker, inputs: Path, undisturbed: str, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A project with all its work done, and a backup beside it."""
    folder = tmp_path_factory.mktemp("whole")
    project = folder / "project"
    order = {"project": str(project), "inputs": str(inputs), "steps": [*WORK]}
    assert worker.do(order) == 0, worker.told
    with open_project(project) as opened:
        backup(opened, folder / "kept.zip", now=NOW)
        opened.ledger.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return project


def tear(path: Path, chance: random.Random) -> None:
    """Cut the end off a file, or write nonsense into one of its pages."""
    content = bytearray(path.read_bytes())
    at = chance.randrange(100, len(content))
    if chance.random() < 0.4:
        del content[at:]
    else:
        length = min(chance.choice((1, 16, 512, 4096)), len(content) - at)
        content[at : at + length] = chance.randbytes(length)
    path.write_bytes(bytes(content))


def test_a_torn_ledger_is_told_and_the_backup_restores_it(
    worker: Worker, whole: Path, inputs: Path, undisturbed: str, tmp_path: Path
) -> None:
    chance = random.Random(3)
    told = 0
    for number in range(TEARS):
        project = tmp_path / f"torn-{number}"
        shutil.copytree(whole, project)
        tear(project / LEDGER_NAME, chance)
        try:
            with open_project(project) as opened:
                found = list(check(opened, as_of=date.max))
        except DetenteError as error:
            found = [error]
        if not found:
            # What was torn held nothing, or nothing that is recorded and known by a digest.
            assert worker.digest(project, inputs) == undisturbed
        told += bool(found)
        shutil.rmtree(project)
    assert told > TEARS // 3
    restore_backup(whole.parent / "kept.zip", tmp_path / "again")
    assert worker.digest(tmp_path / "again", inputs) == undisturbed


def test_a_log_whose_end_is_torn_costs_what_was_not_finished(
    worker: Worker, inputs: Path, complete: Callable[[Path], None], tmp_path: Path
) -> None:
    """The log beside the ledger (``-wal``) as it stands after a crash of the machine."""
    chance = random.Random(8)
    for number in range(for_long(2, 40)):
        project = tmp_path / f"crashed-{number}"
        steps = ["add", "code", "review", "rebuild"]
        worker.begin({"project": str(project), "inputs": str(inputs), "steps": steps})
        worker.reach(chance.choice(steps[1:]))
        os.kill(worker.pid, signal.SIGKILL)
        assert worker.finish() == -signal.SIGKILL
        log = project / f"{LEDGER_NAME}-wal"
        assert log.stat().st_size > 0
        tear(log, chance)
        complete(project)
        shutil.rmtree(project)


def test_a_parquet_file_cut_short_is_told_and_mended_by_importing_again(
    worker: Worker, whole: Path, inputs: Path, complete: Callable[[Path], None], tmp_path: Path
) -> None:
    chance = random.Random(2)
    for number in range(for_long(3, 60)):
        project = tmp_path / f"cut-{number}"
        shutil.copytree(whole, project)
        path = chance.choice(sorted(project.glob("datasets/*/*/**/*.parquet")))
        content = path.read_bytes()
        path.write_bytes(content[: chance.randrange(len(content))])
        with open_project(project) as opened:
            found = list(check(opened, as_of=date.max))
        assert any(path.name in one.where for one in found), path
        complete(project)
        shutil.rmtree(project)


@pytest.mark.parametrize(
    "moments",
    [
        ["2026-06-01", "2019-01-01", "2026-06-02"],
        ["2090-01-01", "2026-06-01", "1970-01-02"],
    ],
)
def test_a_clock_that_jumps_changes_nothing_that_is_known(
    worker: Worker, inputs: Path, undisturbed: str, moments: list[str], tmp_path: Path
) -> None:
    project = tmp_path / "project"
    order = {"project": str(project), "inputs": str(inputs)}
    for at, steps in enumerate((["add"], ["code", "review"], ["import", "rebuild", *WORK])):
        now = f"{moments[at]}T00:00:00+00:00"
        assert worker.do({**order, "steps": steps, "now": now}) == 0, worker.told
    assert worker.digest(project, inputs) == undisturbed


def test_no_reader_needs_more_than_the_folder(whole: Path, tmp_path: Path) -> None:
    """A project can be read where it can't be written, or says in a sentence that it can't."""
    project = tmp_path / "still"
    shutil.copytree(whole, project)
    if os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    for path in (*project.rglob("*"), project):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with open_project(project) as opened:
            list(check(opened, as_of=date.max))
    except DetenteError as error:
        assert "cannot be read or written" in str(error)
    finally:
        for path in (project, *project.rglob("*")):
            path.chmod(0o755)
