"""What the measurement of scale counts, stage by stage."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[3] / "tools" / "measure_scale.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The tool as a module."""
    spec = importlib.util.spec_from_file_location("measure_scale", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure_scale"] = module
    spec.loader.exec_module(module)
    return module


def test_a_stage_that_comes_again_is_summed(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    instants = iter([0.0, 0.0, 3.0, 5.0, 9.0, 9.0])
    monkeypatch.setattr(tool.time, "monotonic", lambda: next(instants))
    monkeypatch.setattr(tool, "processor_seconds", lambda: 0.0)
    stages = tool.Stages(tool.DRAWING)
    with stages.whole():
        stages.to("add")
        stages.tell("looking for shifts", 0, 2)
        stages.to("add")
    assert {name: row["seconds"] for name, row in stages.rows.items()} == {
        "add": 7.0,
        "shifts of one state": 2.0,
        "whole": 9.0,
    }


def test_what_is_extrapolated_is_called_so(tool: ModuleType) -> None:
    found = [
        {"rows": size, "stages": {"import": {"processor": size / 1000}}} for size in (1000, 4000)
    ]
    (line,) = tool.growth(found, "rows", 200_000)
    assert line.startswith("rows, import: processor time grows with size to the power 1.00")
    assert line.endswith("extrapolated, not measured, 200 s for 200000")
    assert not tool.growth(found[:1], "rows", 200_000)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="told by Linux alone")
def test_a_process_that_is_started_is_not_told_to_hold_what_this_one_holds(
    tool: ModuleType,
) -> None:
    held = bytearray(b"x" * 500_000_000)
    beside = tool.Beside()
    small = "print('ready', flush=True); input()"
    command = [sys.executable, "-c", small]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        told = beside.peak()
        child.communicate("\n")
    # Other children of this process may still be there, and hold what they hold.
    assert 1 < told < 400
    assert tool.peak() > len(held) / 1e6
