"""A process that does the work of the tests of long use, and how long they go on.

``DETENTE_SOAK=long`` (set by ``make soak``) runs the long forms; without it each runs for seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

LONG = os.environ.get("DETENTE_SOAK") == "long"
WORK = ("add", "code", "review", "import", "rebuild")


def for_long(short: int, long: int) -> int:
    """A number of rounds or seconds: the first in every run, the second under ``make soak``."""
    return long if LONG else short


@dataclass
class Worker:
    """The process of `work.py`; each order runs in a fork of it.

    Attributes:
        told: what the last order told.
    """

    process: subprocess.Popen[str]
    told: list[str] = field(default_factory=list)
    pid: int = 0

    def begin(self, order: dict[str, Any]) -> None:
        """Start on an order; its process runs when this returns."""
        asking = cast(IO[str], self.process.stdin)
        asking.write(json.dumps(order) + "\n")
        asking.flush()
        self.told = []
        self.pid = int(self._until("pid"))

    def reach(self, step: str) -> None:
        """Wait until a step begins."""
        while self._until("step") != step:
            pass

    def finish(self) -> int:
        """Wait for the end; the exit code, negative where a signal ended it."""
        return int(self._until("end"))

    def do(self, order: dict[str, Any]) -> int:
        """Carry out an order to its end."""
        self.begin(order)
        return self.finish()

    def digest(self, project: Path, inputs: Path) -> str:
        """Digest of what a project holds; nothing may be wrong with it."""
        assert self.do({"project": str(project), "inputs": str(inputs), "steps": ["tell"]}) == 0, (
            self.told
        )
        (digest,) = self.told
        return digest

    def _until(self, kind: str) -> str:
        answering = cast(IO[str], self.process.stdout)
        while line := answering.readline():
            found, _, rest = line.strip().partition(" ")
            if found == "told":
                self.told.append(rest)
            if found == kind:
                return rest
            assert found != "end", f"the work ended early ({rest}): {self.told}"
        raise AssertionError("the working process has ended")
