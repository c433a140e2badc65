"""Figures show what their data says, with words for who does not see them."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from detente.briefing.figures import (
    EventCounts,
    Figure,
    Gap,
    Leg,
    LevelTrack,
    Network,
    Response,
    Trend,
    TrendMatrix,
    Turn,
    draw,
    draw_trend,
    specify,
)
from detente.briefing.figures.axes import Told

TOLD = Told("A title <b>", "What is counted: events.")
DAYS = [date(2020, 1, 1) + timedelta(30 * place) for place in range(12)]
LEVEL = [float(place) for place in range(-6, 6)]
TRACK = LevelTrack(
    TOLD,
    DAYS,
    LEVEL,
    [level - 1 for level in LEVEL],
    [level + 1 for level in LEVEL],
    turns=[Turn(DAYS[4], "rose", True), Turn(DAYS[8], "fell", False, lasting=False)],
    gaps=[Gap(DAYS[9], DAYS[10])],
)
COUNTS = EventCounts(
    TOLD, DAYS, date(2021, 1, 1), {"verbal conflict": [2] * 12, "material conflict": [0] * 12}
)
RESPONSE = Response(TOLD, [1, 2, 3], [0.1, 0.4, 0.2], [0, 0.3, 0.1], [0.2, 0.5, 0.3], peak=2)
NETWORK = Network(
    TOLD, "KEN", "UGA", ["TZA"], [Leg("KEN", "TZA", 4), Leg("TZA", "UGA", 2)], {"TZA": "Tanzania"}
)
FIGURES = [TRACK, COUNTS, RESPONSE, NETWORK]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: type(one).__name__)
def test_every_figure_is_sound_xml_with_title_and_description(figure: Figure) -> None:
    root = ElementTree.fromstring(str(draw(figure)))
    assert [root[0].tag, root[1].tag] == ["title", "desc"]
    assert root[0].text == TOLD.title
    assert root.get("role") == "img" and TOLD.description in str(root.get("aria-label"))
    assert "<b>" not in str(draw(figure))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: type(one).__name__)
def test_every_specification_is_json_with_its_data_inside(figure: Figure) -> None:
    spec = specify(figure)
    text = json.dumps(spec)
    assert str(spec["$schema"]).endswith("vega-lite/v5.json")
    assert '"values": [{' in text and "url" not in text
    assert spec["description"] == TOLD.description


def test_the_level_lies_where_it_should() -> None:
    svg = str(draw(TRACK))
    (found,) = re.findall(r'class="line" d="M([^"]+)"', svg)
    points = [tuple(map(float, point.split())) for point in found.split("L")]
    assert len(points) == len(DAYS)
    # Higher levels lie higher, later days further right; zero lies on the line of zero.
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    zero = re.search(r'class="zero" d="M38.0 ([\d.]+)H', svg)
    assert zero and points[6][1] == float(zero[1])


def test_turns_part_by_shape_and_passing_ones_by_their_line() -> None:
    svg = str(draw(TRACK))
    assert 'class="turn up"' in svg and 'class="turn down passing"' in svg
    tips = re.findall(r'class="tip" d="M\S+ (\S+)L\S+ (\S+)L', svg)
    assert [float(tip) < float(base) for tip, base in tips] == [True, False]
    assert "not watched from 27 Sep 2020 to 27 Oct 2020" in svg


def test_bars_stand_for_their_counts() -> None:
    svg = str(draw(COUNTS))
    assert svg.count('class="count vx"') == 12
    assert 'class="count mx"' not in svg
    assert "24 in all" in svg and "highest bar: 2 events" in svg


def test_the_stronger_leg_is_wider_and_the_closed_way_is_broken() -> None:
    svg = str(draw(NETWORK))
    widths = [float(width) for width in re.findall(r'class="leg" stroke-width="([\d.]+)"', svg)]
    assert widths[0] > widths[1]
    assert 'class="closed"' in svg and "direct: closed" in svg


def test_what_has_nothing_to_show_is_no_figure() -> None:
    assert draw(LevelTrack(TOLD, DAYS[:1], [1], [0], [2])) == ""
    assert draw(EventCounts(TOLD, DAYS, date(2021, 1, 1), {"verbal conflict": [0] * 12})) == ""
    assert draw(Network(TOLD, "KEN", "UGA", [], [], {})) == ""
    assert draw_trend(Trend("KEN", "legal", DAYS[:1], [1.0])) == ""


def test_the_matrix_of_trends_has_a_line_for_each_cell() -> None:
    trends = [Trend("KEN", "legal", DAYS, LEVEL), Trend("UGA", "energy", DAYS, LEVEL)]
    spec = specify(TrendMatrix(TOLD, trends, ["KEN", "UGA"], ["legal", "energy"]))
    rows = json.loads(json.dumps(spec))["data"]["values"]
    assert {(row["counterpart"], row["sector"]) for row in rows} == {
        ("KEN", "legal"),
        ("UGA", "energy"),
    }
    assert 'class="line"' in draw_trend(trends[0])
