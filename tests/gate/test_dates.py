"""Dates in annotated news do not fall below their floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.bench.dates import run_dates
from detente.bench.scores import Agreement
from detente.settings import Settings

FOLDER = Path(__file__).parent / "dates"
FEWEST = 120
FLOORS = {"extent_relaxed": 0.97, "extent_strict": 0.92, "type": 0.96, "value": 0.92}


@pytest.fixture(scope="module")
def scores():
    report = run_dates(FOLDER, settings=Settings(processes=1))
    assert not report.unusable
    return report.scores


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_dates_stay_above_their_floors(scores, name: str) -> None:
    agreement = scores[name]
    assert isinstance(agreement, Agreement)
    assert agreement.gold >= FEWEST
    assert agreement.f1 >= FLOORS[name]
