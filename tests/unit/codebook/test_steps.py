"""Acts are told apart by what they do for a line of action."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook.steps import load_steps, read_steps
from detente.errors import CodebookError


@pytest.mark.parametrize(
    ("written", "bearing", "step", "sector"),
    [
        ("0311", "cooperation", "said", "economic"),
        ("57", "cooperation", "formal", ""),
        ("Sign formal agreement", "cooperation", "formal", ""),
        ("062", "cooperation", "kept", "military"),
        ("AGREE", "cooperation", "formal", ""),
        ("163", "conflict", "formal", "economic"),
        ("1384", "conflict", "said", "military"),
    ],
)
def test_an_act_is_of_a_step_however_it_is_written(
    written: str, bearing: str, step: str, sector: str
) -> None:
    found = load_steps().find(written)
    assert found is not None
    assert (found.bearing, found.step, found.sector) == (bearing, step, sector)


@pytest.mark.parametrize("written", ["010", "0341", "190", "no act at all", ""])
def test_other_acts_are_of_no_step(written: str) -> None:
    assert load_steps().find(written) is None


@pytest.mark.parametrize(
    "row", ["03\tbetween\tsaid\t", "03\tconflict\tdone\t", "xyz\tconflict\t\t"]
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: str) -> None:
    (tmp_path / "steps.tsv").write_text(f"code\tbearing\tstep\tsector\n{row}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"steps\.tsv:2"):
        read_steps(tmp_path)
