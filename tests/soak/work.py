"""Works on a project as a user would, in processes that can be killed at any moment.

Run as a program it loads everything once and then forks a process for each order that comes in on
standard input, as a line of JSON: ``{"project": …, "steps": […], …}``. It answers with lines:
``pid N`` when the process runs, ``step NAME`` when it begins one, ``told TEXT`` for what it found,
``end CODE`` when it is over.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import detente
from detente import pipeline
from detente.adapters.ledger_documents import read_versions
from detente.adapters.ledger_records import open_rejections, read_judgements
from detente.errors import DetenteError
from detente.model import Judgement
from detente.pipeline_coding import coder_of_process
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_keeping import check
from detente.pipeline_project import Project, open_project
from detente.settings import Settings
from detente.tables import canonical

NOW = datetime(2026, 6, 1, tzinfo=UTC)
KNOWN_FAULT = 7


def documents_of(order: dict[str, Any]) -> str:
    """The folder of texts that is added."""
    return str(Path(order["inputs"]) / "texts")


def add(project: Project, order: dict[str, Any], now: datetime) -> None:
    """Record the documents."""
    pipeline.add(project, [documents_of(order)], now=now)


def code(project: Project, order: dict[str, Any], now: datetime) -> None:
    """Code what is not coded yet."""
    documents, _ = pipeline.distinct_documents(project)
    pipeline.code_pending(project, documents.values())


def review(project: Project, order: dict[str, Any], now: datetime) -> None:
    """Decide on each statement that nobody has decided on, the next one rejected."""
    decided = {one.statement for one in read_judgements(project.ledger)}
    statements = sorted(pipeline.coded_statements(project, as_of=date.max), key=lambda s: s.key)
    for number, key in enumerate(dict.fromkeys(one.key for one in statements)):
        if key not in decided:
            verdict = "reject" if number % 3 == 0 else "accept"
            moment = now + timedelta(seconds=number)
            pipeline.judge(project, Judgement(key, verdict, reviewer="Ada", decided_at=moment))


def rebuild(project: Project, order: dict[str, Any], now: datetime) -> None:
    """Drop what is derived and compute it again."""
    pipeline.rebuild(project, now=now)


def bring_in(project: Project, order: dict[str, Any], now: datetime) -> None:
    """Import the dataset's files."""
    rows = Path(order["inputs"]) / "rows"
    import_datasets(project, [rows], Asked("plain"), now=now, tell=lambda *_: None)


def told(project: Project, order: dict[str, Any], now: datetime) -> None:
    """Say what the project holds, as a digest, and what is wrong with it."""
    print("told", digest_of(project), flush=True)
    for one in check(project, as_of=date.max):
        print("told", f"wrong: {one.where}: {one.what}", flush=True)


STEPS: dict[str, Callable[[Project, dict[str, Any], datetime], None]] = {
    "add": add,
    "code": code,
    "review": review,
    "rebuild": rebuild,
    "import": bring_in,
    "tell": told,
}
WORK = ("add", "code", "review", "import", "rebuild")


def digest_of(project: Project) -> str:
    """SHA-256 over everything that a project holds, apart from when and how it came in."""
    import polars as pl

    reading = pipeline.read_project(project, as_of=date.max)
    versions = [
        canonical(one.document)
        for name in sorted(reading.documents)
        for one in read_versions(project.ledger, name)
    ]
    judgements = [
        canonical(replace(one, decided_at=NOW)) for one in read_judgements(project.ledger)
    ]
    refused = sorted(canonical(one) for one in open_rejections(project.ledger))
    rows = [canonical(row) for row in (*reading.statements, *reading.events, *reading.rejected)]
    whole = hashlib.sha256("\n".join([*versions, *sorted(judgements), *refused, *rows]).encode())
    for table in ("rows", "events"):
        parts = sorted(project.path.glob(f"datasets/*/{table}/year=*/*.parquet"))
        if parts:
            found = pl.scan_parquet(parts, hive_partitioning=False).collect()
            keys = ["row_id", "day", "source", "target", "action"]
            whole.update(found.sort(keys).write_csv().encode())
    return whole.hexdigest()


def carry_out(order: dict[str, Any]) -> None:
    """Do the steps of an order on its project."""
    now = datetime.fromisoformat(order["now"]) if "now" in order else NOW
    bound_files(int(order.get("file_bytes", 0)))
    with open_project(Path(order["project"])) as project:
        for name in order["steps"]:
            print("step", name, flush=True)
            STEPS[name](project, order, now)


def bound_files(most: int) -> None:
    """Let no file grow longer, as if the disk were full."""
    if most:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def in_process(order: dict[str, Any]) -> int:
    """What a forked process does; its exit code."""
    os.setpgid(0, 0)
    try:
        carry_out(order)
    except DetenteError as error:
        print("told", f"error: {' '.join(str(error).split())}", flush=True)
        return KNOWN_FAULT
    # A fault that is not known is what these tests look for; it is told as it is.
    except BaseException as error:
        import traceback

        print("told", f"fault: {type(error).__name__}: {error}", flush=True)
        traceback.print_exc()
        return 1
    return 0


def modules_of(package: ModuleType) -> list[str]:
    """The modules of a package that work is done with."""
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [one.name for one in found if one.name.split(".")[1] not in ("cli", "web", "bench")]


def serve() -> None:
    """Carry out orders, each in a process of its own, until the input ends."""
    os.environ["DETENTE_PROCESSES"] = "1"
    # Loaded once here, everything is there in each fork; nothing may start a thread yet.
    for name in ("polars", "duckdb", "scipy.stats", *modules_of(detente)):
        importlib.import_module(name)
    coder_of_process(Settings(processes=1))
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        number = os.fork()
        if number == 0:
            code = in_process(order)
            sys.stdout.flush()
            os._exit(code)
        print("pid", number, flush=True)
        _, status = os.waitpid(number, 0)
        print("end", os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
