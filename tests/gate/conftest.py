"""The annotated documents, coded once a process, and their table at the end of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.bench.gate import Case, accuracy_table
from detente.bench.record_floors import coded_cases

GATE = Path(__file__).parent
EXAMPLES = GATE.parents[1] / "examples"
KEY = "accuracy_table"
TABLE: pytest.StashKey[str] = pytest.StashKey()


@pytest.fixture(scope="session")
def cases(request: pytest.FixtureRequest) -> list[Case]:
    """Every annotated example with its statements."""
    found = coded_cases(GATE, EXAMPLES)
    config = request.config
    config.stash[TABLE] = accuracy_table(found)
    if hasattr(config, "workeroutput"):
        config.workeroutput[KEY] = config.stash[TABLE]
    return found


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error) -> None:
    """Take the table over from the process that made it."""
    made = (getattr(node, "workeroutput", None) or {}).get(KEY)
    if made:
        node.config.stash[TABLE] = made


def pytest_terminal_summary(terminalreporter, exitstatus, config) -> None:
    """Print the table, whatever is captured."""
    if TABLE in config.stash:
        terminalreporter.section("accuracy on the annotated examples")
        terminalreporter.write_line(config.stash[TABLE])
