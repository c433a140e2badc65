import numpy as np
import pytest

from detente.relations.coverage import Told, estimate_coverage, seen_of_events

USUAL = (20, 10, 6, 4)
NOBODY = np.zeros(0, dtype=np.int64)


def told(length, stops=(), *, usual=USUAL, dyads=0, first=1000):
    """Publishers with usual reports a day; ``stops`` are (publisher or None, from, to)."""
    chance = np.random.default_rng(7)
    days, counts, houses = [], [], []
    for house, many in enumerate(usual):
        seen = chance.poisson(many, length)
        for who, begin, end in stops:
            if who in (None, house):
                seen[begin:end] = 0
        there = np.nonzero(seen)[0]
        days.append(there + first)
        counts.append(seen[there])
        houses.append(np.full(len(there), house))
    return Told(np.concatenate(days), np.concatenate(counts), np.concatenate(houses), dyads)


def anonymous(rows):
    return Told(rows.days, rows.counts, NOBODY, rows.dyads)


def test_nothing_told_covers_no_day():
    assert len(estimate_coverage(Told(NOBODY, NOBODY, NOBODY)).exposure) == 0


def test_publisher_that_stops_takes_its_usual_share():
    exposure = estimate_coverage(told(900, [(0, 600, 900)])).exposure
    assert exposure[:600] == pytest.approx(1.0)
    assert exposure[600:] == pytest.approx(20 / 40, abs=0.02)


def test_publisher_that_comes_back_was_not_calm():
    exposure = estimate_coverage(told(900, [(1, 300, 400)])).exposure
    assert exposure[300:400] == pytest.approx(30 / 40, abs=0.02)
    assert exposure[[299, 400]] == pytest.approx(1.0)


@pytest.mark.parametrize("known", [True, False])
def test_gap_of_the_whole_dataset_has_no_exposure(known):
    rows = told(900, [(None, 200, 260)])
    exposure = estimate_coverage(rows if known else anonymous(rows)).exposure
    assert not exposure[200:260].any()
    assert exposure[199] > 0.9 and exposure[260] > 0.9


def test_collection_that_ends_before_its_last_day_is_blind_there():
    coverage = estimate_coverage(told(900, [(None, 800, 900)]), first_day=1000, last_day=1899)
    assert coverage.last_day == 1899
    assert not coverage.exposure[800:].any() and coverage.exposure[799] > 0.9


def test_few_days_without_reports_at_the_end_are_no_drop_out():
    coverage = estimate_coverage(told(900, [(None, 897, 900)]), first_day=1000, last_day=1899)
    assert coverage.exposure[899] == pytest.approx(1.0)


def test_small_dataset_is_not_blind_between_its_reports():
    days = np.arange(1000, 2000, 9)
    exposure = estimate_coverage(Told(days, np.ones(len(days), dtype=np.int64), NOBODY)).exposure
    assert (exposure == 1.0).all()


def test_less_collected_is_less_exposure_only_where_many_dyads_say_so():
    rows = told(1400, usual=(40,))
    thin = np.where(rows.days >= 2000, np.maximum(1, rows.counts // 4), rows.counts)
    many = estimate_coverage(Told(rows.days, thin, NOBODY, 200)).exposure
    few = estimate_coverage(Told(rows.days, thin, NOBODY, 4)).exposure
    assert many[1300] / many[500] == pytest.approx(0.24, abs=0.03)
    assert (few == 1.0).all()


def test_publishers_without_a_habit_count_together():
    chance = np.random.default_rng(3)
    days = chance.integers(0, 500, 2000)
    houses = chance.integers(0, 400, 2000)
    exposure = estimate_coverage(Told(days, np.ones(2000, dtype=np.int64), houses)).exposure
    assert (exposure == 1.0).all()


def test_events_told_by_several_suffer_less_than_reports():
    chance = np.random.default_rng(5)
    times = 1 + chance.poisson(0.6, 200_000)
    kept = 0.32
    seen = 1.0 - ((1.0 - kept) ** times).mean()
    assert seen_of_events(np.array([kept]), overlap=1.6)[0] == pytest.approx(seen, abs=0.005)
