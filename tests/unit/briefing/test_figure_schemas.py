"""Specifications of figures hold to the published schema of Vega-Lite."""

from __future__ import annotations

from datetime import date, timedelta

import altair
import pytest
from jsonschema import ValidationError

from detente.briefing.figures import (
    EventCounts,
    Figure,
    Leg,
    LevelTrack,
    Network,
    Response,
    Trend,
    TrendMatrix,
    Turn,
    specify,
)
from detente.briefing.figures.axes import Told

TOLD = Told("Relations of two states", "Monthly levels, 2021.")
DAYS = [date(2021, 1, 1) + timedelta(30 * place) for place in range(6)]
RISING = [0.5 * place for place in range(6)]
FALLING = [-one for one in RISING]
BARE = LevelTrack(TOLD, DAYS, RISING, FALLING, RISING, turns=[], gaps=[])
TURNED = LevelTrack(
    TOLD,
    DAYS,
    FALLING,
    [one - 1 for one in FALLING],
    [one + 1 for one in FALLING],
    turns=[Turn(DAYS[2], "fell", False), Turn(DAYS[3], "rose", True, lasting=False)],
    gaps=[],
)
COUNTS = EventCounts(TOLD, DAYS, date(2021, 7, 1), {"material cooperation": [0, 3, 1, 4, 1, 5]})
ANSWERS = Response(TOLD, [1, 2], [0.2, 0.1], [0.0, -0.1], [0.4, 0.3], peak=None)
WAYS = Network(
    TOLD, "PER", "BOL", ["CHL"], [Leg("PER", "CHL", 3), Leg("CHL", "BOL", 1)], {"CHL": "Chile"}
)
MATRIX = TrendMatrix(TOLD, [Trend("BOL", "trade", DAYS, RISING)], ["BOL"], ["trade"])
FIGURES = [BARE, TURNED, COUNTS, ANSWERS, WAYS, MATRIX]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: type(one).__name__)
def test_a_specification_holds_to_the_schema(figure: Figure | TrendMatrix) -> None:
    spec = specify(figure)
    version = str(spec["$schema"]).rpartition("/")[2].removesuffix(".json")
    assert altair.SCHEMA_VERSION.startswith(version)
    altair.Chart.from_dict(spec)


def test_the_schema_tells_a_wrong_specification() -> None:
    spec = {**specify(COUNTS), "mark": "no such mark"}
    spec.pop("layer", None)
    with pytest.raises(ValidationError):
        altair.Chart.from_dict(spec)
