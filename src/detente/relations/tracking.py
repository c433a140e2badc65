"""From series to tracks: scales, what dyads have in common, levels, tempo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.errors import InputError, NotEnoughData
from detente.relations.batches import Estimates, Plan, estimate_levels
from detente.relations.lanes import Prior
from detente.relations.learning import learn_prior
from detente.relations.packed import Packed, pack, with_ticks
from detente.relations.tempo_states import Tempos, estimate_tempos, no_tempo
from detente.relations.tracks import Motion, Track
from detente.series import Series, Values
from detente.settings import Settings

Z_90 = 1.645
# The usual spread of single acts around a level, in points of the weights.
EVENT_SCALE = 3.0
SCALE_ENDS = 10.0
NORMAL_MAD = 1.4826
TICK_DAYS = 30
# In points a year for events; for scores as many of their usual spreads.
STEADY_A_YEAR = 0.7
DAYS_PER_YEAR = 365.25


def estimate_track(
    series: Series, *, settings: Settings, until: int | None = None, prior: Prior | None = None
) -> Track:
    """The track of one series; see `estimate_tracks`.

    Raises:
        NotEnoughData: if it has no reading up to the day.
    """
    found = estimate_tracks([series], settings=settings, until=until, prior=prior)
    if not found:
        raise NotEnoughData(
            f"the level of {series.source} towards {series.target}", seen=0, needed=1
        )
    return found[0]


def estimate_tracks(
    series: Sequence[Series],
    *,
    settings: Settings,
    until: int | None = None,
    prior: Prior | None = None,
) -> tuple[Track, ...]:
    """Tracks of the series of one dataset, in their order; those without readings are left out.

    Args:
        series: all of one dataset and one kind, with the same coverage.
        settings: ``tempo_window_days`` is the horizon over which changes are told.
        until: day to estimate for, with readings up to it; by default the last day covered or
            read. What is filtered is then as known on that day, but for the prior.
        prior: what is thought of a dyad beforehand, in the series' own scale. By default it is
            learned from the series themselves where they are at least 8, all readings included.
            Scores are standardised by median and median absolute deviation before.

    Raises:
        InputError: if the series are of several datasets or kinds.
    """
    if len({(one.dataset, one.kind) for one in series}) > 1:
        raise InputError("series of several datasets or kinds have no scale in common; part them")
    ends = [int(one.days[-1]) for one in series if len(one.days)]
    ends += [one.coverage.last_day for one in series if len(one.coverage.exposure)]
    last = max(ends, default=0) if until is None else until
    known = [cut for cut in (one.until(last) for one in series) if len(cut.days)]
    if not known:
        return ()
    scales = np.array([_scale(one) for one in known])
    scored = known[0].kind == "score"
    asked = Asked(last, settings.tempo_window_days, scored)
    states = estimate_states(pack(known), asked, scales=scales, prior=prior)
    return tuple(_track(one, number, scales[number], states) for number, one in enumerate(known))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of packed series.

    Attributes:
        until: the day to estimate for, not before any reading.
        horizon_days: over which changes are told.
        scored: whether values are scores; they have no tempo.
        tick_days: a day at least so often, whether anything is read on it or not.
        threads: how many batches are worked on at a time.
    """

    until: int
    horizon_days: int
    scored: bool = False
    tick_days: int = TICK_DAYS
    threads: int = 1


@dataclass(frozen=True, slots=True)
class States:
    """What was estimated for all packed series together.

    Attributes:
        ticked: the series in their own scale, with days without a reading between.
        levels: by row of ``ticked`` and by dyad, in the own scale.
        prior: of every dyad.
        asked: what was asked.
        tempos: by week and dyad; None for scores.
    """

    ticked: Packed
    levels: Estimates
    prior: Prior
    asked: Asked
    tempos: Tempos | None


def estimate_states(
    packed: Packed, asked: Asked, *, scales: Values | None = None, prior: Prior | None = None
) -> States:
    """Levels and tempos of all dyads at once, in arrays: what `estimate_tracks` takes apart.

    Args:
        packed: series of one dataset, none of them empty.
        scales: shape (dyads, 2), location and scale of each dyad's values; by default 0 and 3, the
            usual spread of single acts in points of the weights.
        prior: by default learned from the dyads.
    """
    if scales is None:
        scales = np.tile([0.0, EVENT_SCALE], (packed.dyads, 1))
    own = np.repeat(scales, packed.lengths, axis=0)
    scaled = replace(packed, values=(packed.values - own[:, 0]) / own[:, 1])
    a_year = STEADY_A_YEAR if asked.scored else STEADY_A_YEAR / EVENT_SCALE
    plan = Plan(asked.horizon_days, a_year * asked.horizon_days / DAYS_PER_YEAR, asked.threads)
    prior = learn_prior(scaled) if prior is None else prior
    ticked = with_ticks(scaled, every=asked.tick_days, until=asked.until)
    levels = estimate_levels(ticked, prior, plan)
    tempos = None
    if not asked.scored:
        tempos = estimate_tempos(
            packed, until=asked.until, window_days=asked.horizon_days, threads=asked.threads
        )
    return States(ticked, levels, prior, asked, tempos)


def _scale(series: Series) -> tuple[float, float]:
    """Location and scale of a series' values, robust for scores."""
    if series.kind != "score":
        return 0.0, EVENT_SCALE
    middle = float(np.median(series.values))
    spread = NORMAL_MAD * float(np.median(np.abs(series.values - middle)))
    # Where more than half of the scores are equal the absolute deviations still tell a scale.
    spread = spread or float(np.mean(np.abs(series.values - middle))) or 1.0
    return middle, spread


def _track(series: Series, number: int, scale: Values, found: States) -> Track:
    rows = slice(int(found.ticked.offsets[number]), int(found.ticked.offsets[number + 1]))
    levels, middle, unit = found.levels, float(scale[0]), float(scale[1])
    end = np.inf if series.kind == "score" else SCALE_ENDS

    def interval(mean: Values, sd: Values) -> tuple[Values, Values, Values, Values]:
        mean, sd = mean[rows] * unit + middle, sd[rows] * unit
        low, high = np.maximum(mean - Z_90 * sd, -end), np.minimum(mean + Z_90 * sd, end)
        return np.clip(mean, -end, end), sd, np.minimum(low, end), np.maximum(high, -end)

    level, sd, low, high = interval(levels.level, levels.sd)
    smooth, smooth_sd, smooth_low, smooth_high = interval(levels.smooth, levels.smooth_sd)
    return Track(
        series=series,
        days=found.ticked.days[rows],
        read=found.ticked.counts[rows] > 0,
        level=level,
        sd=sd,
        low=low,
        high=high,
        smooth=smooth,
        smooth_sd=smooth_sd,
        smooth_low=smooth_low,
        smooth_high=smooth_high,
        change=levels.change[rows] * unit,
        rising=levels.rising[rows],
        falling=levels.falling[rows],
        tempo=found.tempos.of(number) if found.tempos else no_tempo(),
        horizon_days=found.asked.horizon_days,
        motion=_motion(number, scale, found),
    )


def _motion(number: int, scale: Values, found: States) -> Motion:
    """The parameters of a dyad, expected over what its readings leave open."""
    lanes, shares = found.prior.lanes, found.levels.shares[number]
    middle, unit = float(scale[0]), float(scale[1])
    drawn, free = lanes.swing > 0.0, lanes.step > 0.0
    noise = float(found.levels.noise[number])
    among = shares[drawn] / max(float(shares[drawn].sum()), 1e-12)
    halves = np.log(np.log(2.0) / lanes.decay[drawn])
    return Motion(
        noise=noise * unit,
        tail=found.prior.tail,
        daily_sd=float(np.sqrt((shares * lanes.daily**2).sum())) * noise * unit,
        swing_sd=float(np.exp((among * np.log(lanes.swing[drawn])).sum())) * noise * unit,
        half_life_days=float(np.exp((among * halves).sum())),
        mean=float(found.levels.mean[number]) * unit + middle,
        constant=float(shares[~(drawn | free)].sum()),
        wandering=float(shares[free].sum()),
        drawn=float(shares[drawn].sum()),
    )
