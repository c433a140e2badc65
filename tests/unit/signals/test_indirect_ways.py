"""Ways round a closed relation in a dataset, and the network measure on known graphs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.series import Coverage, Series, day_of
from detente.signals.dataset_lines import way_lines
from detente.signals.indirect_ways import Way, current_shares, find_ways, leg_strength

DAYS = 1600
LAST = day_of(DAYS - 1)
EVERY = Coverage(0, np.ones(DAYS))


def events(source: str, target: str, days: range, weight: float) -> Series:
    number = np.array(days)
    ones = np.ones(len(number), dtype=np.int64)
    rows = tuple(f"{source}{target}{day}" for day in number)
    return Series("acts", source, target, number, ones * weight, ones, ones, EVERY, rows)


def around_the_door(weight: float = -5.0) -> list[Series]:
    """ARM and AZE by way of GEO (both legs), IRN (a weaker one) and FRA (one leg only)."""
    return [
        events("ARM", "AZE", range(900, DAYS, 20), weight),
        events("ARM", "GEO", range(900, DAYS, 10), 5.0),
        events("GEO", "AZE", range(905, DAYS, 10), 5.0),
        events("IRN", "ARM", range(900, DAYS, 60), 4.0),
        events("AZE", "IRN", range(900, DAYS, 60), 4.0),
        events("FRA", "ARM", range(900, DAYS, 10), 6.0),
    ]


def graph(**edges: float) -> dict[frozenset[str], float]:
    return {frozenset(name): value for name, value in edges.items()}


def test_current_divides_by_the_conductance_of_the_ways() -> None:
    assert current_shares(graph(ax=1.0, xb=1.0, ay=1.0, yb=0.5), "a", "b") == pytest.approx(
        {"x": (1 / 2) / (1 / 2 + 1 / 3), "y": (1 / 3) / (1 / 2 + 1 / 3)}
    )


def test_a_single_way_of_many_steps_carries_all_and_a_dead_end_nothing() -> None:
    found = current_shares(graph(ax=0.1, xy=0.9, yb=0.3, yz=1.0), "a", "b")
    assert found == pytest.approx({"x": 1.0, "y": 1.0, "z": 0.0})


def test_the_bridge_of_a_balanced_square_carries_nothing() -> None:
    balanced = graph(ax=2.0, ay=1.0, xb=4.0, yb=2.0, xy=5.0)
    plain = graph(ax=2.0, ay=1.0, xb=4.0, yb=2.0)
    assert current_shares(balanced, "a", "b") == pytest.approx(current_shares(plain, "a", "b"))


def test_unconnected_ends_have_no_way() -> None:
    assert current_shares(graph(ax=1.0, yb=1.0), "a", "b") == {}
    assert current_shares({}, "a", "b") == {}


def test_a_leg_grows_with_friendliness_and_traffic() -> None:
    assert leg_strength(4.0, 0.0, 2.0) > leg_strength(2.0, 0.0, 2.0) > leg_strength(2.0, 1.0, 2.0)
    assert leg_strength(0.0, 3.0, 2.0) == leg_strength(2.0, 5.0, 2.0) == 0.0
    assert leg_strength(1e6, 0.0, 1.0) == pytest.approx(1.0, abs=1e-5)


def test_third_parties_with_both_legs_are_ranked_by_strength() -> None:
    found = find_ways(around_the_door(), "ARM", as_of=LAST)
    assert [(one.goal, one.via, one.why) for one in found] == [
        ("AZE", "GEO", "hostile"),
        ("AZE", "IRN", "hostile"),
    ]
    assert found[0].current > found[1].current
    assert sum(one.current for one in found) == pytest.approx(1.0)
    for way in found:
        assert way.door_rows
        assert all(leg.n_friendly and leg.rows and leg.last_day > DAYS - 730 for leg in way.legs)


@pytest.mark.parametrize("weight", [5.0, -1.0])
def test_no_way_is_offered_where_the_direct_one_is_open(weight: float) -> None:
    series = [*around_the_door(weight), events("AZE", "ARM", range(1300, DAYS, 40), 3.0)]
    assert find_ways(series, "ARM", as_of=LAST) == ()


def test_a_year_without_a_friendly_event_closes_a_relation_and_strangers_have_none() -> None:
    friendly_once = events("ARM", "AZE", range(900, 1200, 20), 5.0)
    found = find_ways([friendly_once, *around_the_door()[1:]], "ARM", as_of=LAST)
    assert {one.why for one in found} == {"silent"}
    assert find_ways(around_the_door()[1:], "ARM", as_of=LAST) == ()


def test_a_dataset_that_stopped_closes_no_relation() -> None:
    stopped = Coverage(0, np.r_[np.ones(DAYS - 300), np.zeros(300)])
    series = [replace(one.until(DAYS - 301), coverage=stopped) for one in around_the_door(3.0)]
    assert find_ways(series, "ARM", as_of=LAST) == ()


def test_a_leg_that_went_cold_is_none() -> None:
    cold = events("GEO", "AZE", range(100, DAYS - 740, 10), 5.0)
    series = [*around_the_door()[:2], cold, *around_the_door()[3:]]
    assert [one.via for one in find_ways(series, "ARM", as_of=LAST)] == ["IRN"]


def test_a_line_tells_why_and_what_both_legs_rest_on() -> None:
    found = find_ways(around_the_door(), "ARM", as_of=LAST)
    line = way_lines(found, named=str.title)[0]
    assert line.text.startswith("Arm could reach Aze by way of Geo: ")
    assert line.fields["via"] == ("GEO",)
    assert len(line.evidence) == 9


def test_a_few_alike_hostile_events_close_no_relation() -> None:
    def found(number: int) -> tuple[Way, ...]:
        days = range(DAYS - 10 * number, DAYS, 10)
        friendly = events("AZE", "ARM", range(DAYS - 300, DAYS - 299), 4.0)
        series = [events("ARM", "AZE", days, -4.0), friendly, *around_the_door()[1:]]
        return find_ways(series, "ARM", as_of=LAST)

    assert found(8) == ()
    assert {one.why for one in found(40)} == {"hostile"}


def test_a_relation_with_many_friendly_events_among_quarrels_is_open() -> None:
    friendly = events("AZE", "ARM", range(1000, DAYS, 60), 4.0)
    series = [*around_the_door(-6.0), friendly]
    assert find_ways(series, "ARM", as_of=LAST) == ()


def test_the_line_says_on_how_many_events_it_rests() -> None:
    first, *_ = find_ways(around_the_door(), "ARM", as_of=LAST)
    line = way_lines([first], named=str)[0]
    direct = len([day for day in range(900, DAYS, 20) if day > DAYS - 1 - 730])
    assert f"({direct} events in the last 24 months, none of them friendly)" in line.text
    assert line.fields["n_direct"] == direct and line.fields["n_direct_friendly"] == 0
