from dataclasses import replace

import numpy as np
import pytest

from detente.errors import InputError, NotEnoughData
from detente.relations.tracking import estimate_track, estimate_tracks
from detente.relations.tracks import state_on
from detente.series import Coverage, Series
from detente.settings import Settings

SETTINGS = Settings(tempo_window_days=180)
START = 12_000


def series(levels, *, rate=0.3, exposure=None, seed=1, noise=2.5, **more):
    """Acts around a level that is given for each day, seen with an exposure."""
    chance = np.random.default_rng(seed)
    length = len(levels)
    exposure = np.ones(length) if exposure is None else exposure
    counts = chance.poisson(rate * exposure)
    days = np.nonzero(counts)[0]
    counts = counts[days]
    errors = noise * chance.standard_normal(len(days)) / np.sqrt(counts)
    told = {"dataset": "made-up", "source": "FRA", "target": "DEU", "kind": "events"} | more
    return Series(
        days=days + START,
        values=np.asarray(levels)[days] + errors,
        counts=counts,
        reports=counts,
        coverage=Coverage(START, exposure),
        rows=tuple(f"r:{day}" for day in days),
        **told,
    )


STEP = np.r_[np.full(500, -3.0), np.full(500, 3.0)]


def test_filtered_level_and_tempo_do_not_know_what_came_later():
    whole = series(STEP)
    early = estimate_track(whole.until(START + 520), settings=SETTINGS)
    same = estimate_track(whole, settings=SETTINGS, until=START + 520)
    late = estimate_track(whole, settings=SETTINGS)
    then = len(early.days) - 1
    assert early.level[-1] == same.level[-1]
    known = np.isin(late.days, early.days[early.read])
    assert late.level[known] == pytest.approx(early.level[early.read])
    assert late.smooth[known][then // 2 :] != pytest.approx(early.smooth[early.read][then // 2 :])


def test_hindsight_is_surer_than_what_was_known():
    track = estimate_track(series(STEP), settings=SETTINGS)
    assert track.smooth_sd[:-1].mean() < track.sd[:-1].mean()
    assert track.smooth[-1] == pytest.approx(track.level[-1], abs=0.15)


def test_step_is_followed_and_told_as_rising():
    track = estimate_track(series(STEP), settings=SETTINGS)
    before, after = state_on(track, START + 499), state_on(track, START + 999)
    assert before.high < 0.0 < after.low
    turn = state_on(track, START + 600)
    assert turn.direction == "rising" and turn.p_direction > 0.9


def test_drop_out_widens_both_intervals_and_is_no_calm():
    exposure = np.ones(1000)
    exposure[600:900] = 0.0
    track = estimate_track(series(STEP, exposure=exposure), settings=SETTINGS)
    seen, blind = state_on(track, START + 599), state_on(track, START + 899)
    assert blind.high - blind.low > seen.high - seen.low
    assert blind.tempo == pytest.approx(seen.tempo, rel=0.15)
    assert blind.tempo_high - blind.tempo_low > 1.5 * (seen.tempo_high - seen.tempo_low)
    assert blind.days_since_reading >= 290


def test_silence_while_watched_lowers_the_tempo():
    levels = np.zeros(1000)
    quiet = series(levels)
    kept = quiet.days < START + 600
    quiet = replace(
        quiet,
        **{name: getattr(quiet, name)[kept] for name in ("days", "values", "counts", "reports")},
    )
    track = estimate_track(quiet, settings=SETTINGS)
    before, after = state_on(track, START + 599), state_on(track, START + 999)
    assert after.tempo_high < before.tempo_low
    assert state_on(track, START + 700).tempo_change < 0.0


def test_half_the_exposure_is_not_half_the_tempo():
    exposure = np.r_[np.ones(1000), np.full(1000, 0.5)]
    track = estimate_track(series(np.zeros(2000), rate=0.6, exposure=exposure), settings=SETTINGS)
    true = 0.6 * 30.4375
    last = state_on(track, START + 1999)
    assert last.tempo_low < true < last.tempo_high
    assert last.tempo > 0.75 * true


def test_one_outlier_moves_the_level_little():
    calm = series(np.zeros(400))
    wild = replace(calm, values=np.r_[calm.values[:-1], -10.0])
    usual, struck = (estimate_track(one, settings=SETTINGS) for one in (calm, wild))
    # Of the eleven points or so between level and outlier.
    assert abs(struck.level[-1] - usual.level[-1]) < 0.2 * abs(-10.0 - usual.level[-1])


def test_scores_are_told_in_their_own_unit_whatever_it_is():
    plain = series(STEP, kind="score", directed=False)
    ones = np.ones(len(plain.days), dtype=np.int64)
    plain = replace(plain, counts=ones, reports=ones)
    scaled = replace(plain, values=1000.0 * plain.values + 50_000.0)
    first, second = (estimate_track(one, settings=SETTINGS) for one in (plain, scaled))
    assert second.level == pytest.approx(1000.0 * first.level + 50_000.0)
    assert second.motion.noise == pytest.approx(1000.0 * first.motion.noise)
    state = state_on(second, START + 999)
    assert state.tempo is None and state.tempo_change is None
    assert state.high > 10.0


def test_level_of_events_stays_on_the_scale():
    track = estimate_track(series(np.full(300, 9.8)), settings=SETTINGS)
    assert track.high.max() <= 10.0 and track.level.max() <= 10.0


def test_days_run_to_the_day_asked_for_without_long_gaps():
    track = estimate_track(series(STEP[:300]), settings=SETTINGS, until=START + 700)
    assert track.days[-1] == START + 700 and not track.read[-1]
    assert np.diff(track.days).max() <= 30
    assert track.tempo.days[-1] == START + 700


def test_all_dyads_at_once_are_as_one_at_a_time_given_the_same_prior():
    from detente.relations.lanes import usual_prior

    many = [series(STEP[: 200 + 90 * one], seed=one, source=f"S{one}") for one in range(9)]
    many = [replace(one, coverage=many[-1].coverage) for one in many]
    prior, until = usual_prior(), START + 999
    together = estimate_tracks(many, settings=SETTINGS, until=until, prior=prior)
    for one, track in zip(many, together, strict=True):
        alone = estimate_track(one, settings=SETTINGS, until=until, prior=prior)
        assert track.series.source == one.source
        assert track.level == pytest.approx(alone.level)
        assert track.smooth_sd == pytest.approx(alone.smooth_sd)
        assert track.rising == pytest.approx(alone.rising)


def test_a_day_outside_the_track_is_refused():
    one = series(STEP)
    track = estimate_track(one, settings=SETTINGS)
    with pytest.raises(NotEnoughData):
        state_on(track, START - 10)
    with pytest.raises(InputError):
        state_on(track, START + 2000)
    with pytest.raises(NotEnoughData):
        estimate_track(one, settings=SETTINGS, until=START - 10)


def test_series_of_two_kinds_are_refused():
    with pytest.raises(InputError):
        estimate_tracks([series(STEP), series(STEP, kind="score")], settings=SETTINGS)
