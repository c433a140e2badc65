"""A process that is killed leaves a project that opens, and that a second run completes."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from detente import pipeline
from detente.adapters.ledger import open_ledger
from detente.adapters.ledger_documents import read_documents
from detente.adapters.ledger_schema import TABLES
from detente.pipeline_project import open_project
from detente.tables import canonical

NOW = datetime(2024, 6, 1, tzinfo=UTC)
PAIRS = ("Kenya", "Uganda"), ("Chile", "Peru"), ("Norway", "Iceland"), ("Ghana", "Togo")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("reports")
    for number, (one, other) in enumerate(PAIRS):
        text = f"{one} signed a trade treaty with {other} on {number + 1} May 2024.\n"
        (path / f"{number}.txt").write_text(text)
    lines = ",".join(["file", "published"]) + "\n"
    lines += "".join(f"{number}.txt,2024-05-2{number}\n" for number in range(len(PAIRS)))
    (path / "manifest.csv").write_text(lines)
    (path / "broken.txt").write_text("")
    return path


def work(project, folder):
    pipeline.add(project, [str(folder)], now=NOW)
    documents, _ = pipeline.distinct_documents(project)
    pipeline.code_pending(project, documents.values())


def run_until(path, folder, statements):
    """Do the work, and die without warning at the n-th SQL statement."""
    left = [statements]

    def count(_):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_project(path) as project:
        project.ledger.database.set_trace_callback(count)
        work(project, folder)


def holdings(path):
    """Everything a project holds apart from its runs, in canonical form."""
    with open_project(path) as project:
        reading = pipeline.read_project(project, as_of=date.max)
        held = read_documents(project.ledger)
    rows = [*reading.statements, *reading.events, *reading.rejected]
    return [canonical(row) for row in (*(one.document for one in held), *rows)]


def check(path):
    with open_ledger(path) as ledger:
        assert ledger.database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert ledger.database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            ledger.database.execute(f"SELECT {table.listed} FROM {table.name}").fetchall()


@pytest.fixture(scope="module")
def undisturbed(folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("whole")
    with open_project(path) as project:
        count = [0]

        def tell(_):
            count[0] += 1

        project.ledger.database.set_trace_callback(tell)
        work(project, folder)
    return holdings(path), count[0]


@needs_fork
@pytest.mark.parametrize("share", [random.Random(7).random() for _ in range(12)])
def test_killed_at_any_statement_a_second_run_completes(share, folder, undisturbed, tmp_path):
    expected, statements = undisturbed
    process = get_context("fork").Process(
        target=run_until, args=(tmp_path, folder, 1 + int(share * (statements - 1)))
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    check(tmp_path)
    with open_project(tmp_path) as project:
        work(project, folder)
    assert holdings(tmp_path) == expected


@needs_fork
def test_killed_while_rebuilding_the_next_reading_completes(folder, undisturbed, tmp_path):
    with open_project(tmp_path) as project:
        work(project, folder)

    def rebuild_until():
        with open_project(tmp_path) as project:
            left = [12]

            def count(_):
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

            project.ledger.database.set_trace_callback(count)
            pipeline.rebuild(project, now=NOW)

    process = get_context("fork").Process(target=rebuild_until)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert holdings(tmp_path) == undisturbed[0]


@pytest.mark.parametrize("seconds", [0.6, 2.4])
def test_the_command_killed_after_some_time_completes_when_run_again(
    seconds, folder, undisturbed, tmp_path
):
    words = [sys.executable, "-c", "from detente.cli import main; main()", "add", str(folder)]
    words += ["--project", str(tmp_path / "p")]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.kill()
    process.wait()
    assert subprocess.run(words, capture_output=True).returncode == 3
    check(tmp_path / "p")
    assert holdings(tmp_path / "p") == undisturbed[0]


def children_of(process):
    """Ids of the processes that a process has started."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return {int(word) for word in listed.read_text().split()} if listed.exists() else set()


def is_running(number):
    status = Path(f"/proc/{number}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
def test_coders_do_not_outlive_a_killed_command(tmp_path):
    text = "Kenya signed a trade treaty with Uganda in May 2024. " * 900
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{number}. {text}")
    words = [sys.executable, "-c", "from detente.cli import main; main()", "code", str(tmp_path)]
    environment = {**os.environ, "DETENTE_PROCESSES": "2"}
    process = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    children, until = set(), time.monotonic() + 60
    # Two coders, and the process in which Python counts what they share.
    while len(children) < 3 and time.monotonic() < until:
        time.sleep(0.05)
        children = children_of(process)
    time.sleep(1)
    process.kill()
    process.wait()
    assert len(children) == 3
    until = time.monotonic() + 60
    while any(map(is_running, children)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(is_running, children))


def test_two_processes_adding_at_once_lose_nothing(folder, undisturbed, tmp_path):
    words = [sys.executable, "-c", "from detente.cli import main; main()", "add", str(folder)]
    words += ["--project", str(tmp_path / "p")]
    both = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(2)]
    assert [process.wait() for process in both] == [3, 3], [p.stderr.read() for p in both]
    check(tmp_path / "p")
    assert holdings(tmp_path / "p") == undisturbed[0]
