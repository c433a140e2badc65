"""Killed at random moments, a project opens and a second run completes it."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from soaking import WORK, Worker, for_long

KILLS = for_long(5, 200)


@pytest.fixture(scope="module")
def durations(
    worker: Worker, inputs: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[float]:
    """How many seconds each step takes when nothing disturbs it."""
    project = tmp_path_factory.mktemp("timed") / "project"
    worker.begin({"project": str(project), "inputs": str(inputs), "steps": [*WORK]})
    moments = []
    for step in WORK:
        worker.reach(step)
        moments.append(time.monotonic())
    assert worker.finish() == 0, worker.told
    moments.append(time.monotonic())
    return [after - before for before, after in itertools.pairwise(moments)]


def test_killed_at_random_moments_a_second_run_completes(
    worker: Worker,
    inputs: Path,
    durations: list[float],
    complete: Callable[[Path], None],
    tmp_path: Path,
) -> None:
    chance = random.Random(11)
    killed = 0
    for number in range(KILLS):
        # Every step in turn; the moment within it is left to chance.
        at = number % len(WORK)
        project = tmp_path / f"project-{number}"
        worker.begin({"project": str(project), "inputs": str(inputs), "steps": [*WORK]})
        worker.reach(WORK[at])
        time.sleep(chance.uniform(0, durations[at]))
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)
        killed += worker.finish() == -signal.SIGKILL
        complete(project)
        shutil.rmtree(project)
    assert killed, "all work was over before it could be killed"
