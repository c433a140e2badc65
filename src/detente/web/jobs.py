"""Long work that goes on behind while pages are read: imports, coding, simulations."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import DetenteError, Refused
from detente.pipeline_project import Progress, open_project
from detente.web.desk import this_moment

if TYPE_CHECKING:
    from detente.pipeline_project import Project

MOST_KEPT = 200
CODING = "coding"
STOPPED = "the server was stopped; what was coded is kept, the rest is coded when it starts again"
Work = Callable[["Project", Progress], "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job made.

    Attributes:
        told: one sentence.
        location: page to go on with, may be empty.
        rows: what is worth a table, as what was rejected and why.
    """

    told: str
    location: str = ""
    rows: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands.

    Attributes:
        doing, done, total: what it is at, how much of it is done, of how much (0: unknown).
        status: ``waiting``, ``running``, ``done`` or ``failed``.
        error: one sentence where it failed.
    """

    id: str
    title: str
    asked_at: datetime
    status: str = "waiting"
    doing: str = ""
    done: int = 0
    total: int = 0
    error: str = ""
    outcome: Outcome = field(default_factory=lambda: Outcome(""))
    finished_at: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in ("done", "failed")


class Jobs:
    """Runs jobs one after the other, so that a project has one writer."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._is_closing = False

    def close(self) -> None:
        """Drop what waits; what runs is finished first, but for coding.

        What was coded is kept, and the rest is coded when the server starts again.
        """
        self._is_closing = True
        self._worker.shutdown(wait=False, cancel_futures=True)
        while self.is_working and self._doing() != CODING:
            time.sleep(0.05)

    @property
    def is_working(self) -> bool:
        """Whether a job runs."""
        return any(one.status == "running" for one in self.all())

    def _doing(self) -> str:
        return next((one.doing for one in self.all() if one.status == "running"), "")

    def start(self, title: str, work: Work) -> Job:
        """Queue a job; its state is at ``/jobs/ID``."""
        job = Job(secrets.token_hex(8), title, this_moment())
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > MOST_KEPT and next(iter(self._jobs.values())).over:
                self._jobs.popitem(last=False)
        self._worker.submit(self._run, job.id, work)
        return job

    def get(self, name: str) -> Job | None:
        """A job by its id."""
        with self._lock:
            return self._jobs.get(name)

    def all(self) -> list[Job]:
        """Every job, newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def _run(self, name: str, work: Work) -> None:
        self._change(name, status="running")

        def tell(doing: str, done: int, total: int) -> None:
            if self._is_closing and doing == CODING:
                raise Refused(STOPPED)
            self._change(name, doing=doing, done=done, total=total)

        try:
            with open_project(self._project) as project:
                outcome = work(project, tell)
        except DetenteError as error:
            self._change(name, status="failed", error=str(error), finished_at=this_moment())
        except BaseException:
            told = "the program failed on this; its log on the terminal says where"
            self._change(name, status="failed", error=told, finished_at=this_moment())
            raise
        else:
            self._change(name, status="done", outcome=outcome, finished_at=this_moment())

    def _change(self, name: str, **values: object) -> None:
        with self._lock:
            self._jobs[name] = replace(self._jobs[name], **values)  # type: ignore[arg-type]
