"""Jobs end with the server where nothing is lost by it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from detente.pipeline_project import Progress, Project
from detente.web.jobs import CODING, Jobs, Outcome


@pytest.mark.parametrize(("doing", "status"), [(CODING, "failed"), ("reading the table", "done")])
def test_coding_stops_with_the_server_and_everything_else_is_finished(
    tmp_path: Path, doing: str, status: str
) -> None:
    jobs, begun = Jobs(tmp_path / "project"), threading.Event()

    def work(project: Project, tell: Progress) -> Outcome:
        for number in range(40):
            tell(doing, number, 40)
            begun.set()
            time.sleep(0.02)
        return Outcome("All is there.")

    job = jobs.start("Coding 40 documents", work)
    assert begun.wait(10)
    jobs.close()
    for _ in range(200):
        if not jobs.is_working:
            break
        time.sleep(0.02)
    found = jobs.get(job.id)

    assert found is not None
    assert found.status == status
    assert ("what was coded is kept" in found.error) == (doing == CODING)
    assert (found.done < 39) == (doing == CODING)
