"""Forecasts of counts with their skill: a rolling origin over the past, then the days ahead.

On each origin only what was over by then is known: features, baselines and what the model learned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.outlook.count_baselines import (
    BASELINES,
    Counts,
    Values,
    crps,
    enough_places,
    interval_of,
    interval_scores,
    log_scores,
    pit_histogram,
    resampled,
)
from detente.outlook.count_model import CountModel, features, fit, outcomes

# What is learned over all dyads and what a dyad itself did, half and half: a linear pool never
# scores worse in CRPS than its parts do on average (T. Gneiting, R. Ranjan, 2013).
SHARE = 0.5
MOST_ORIGINS = 26
LEAST_ORIGINS = 3
WARM_UP_DAYS = 60
# With fewer windows that are over it is better to learn from shorter ones; how often they shrink.
LEAST_OVER = 4
SHORTER, SHORTEST_DAYS, RUNGS = 3, 7, 3
MODEL = "model"


@dataclass(frozen=True, slots=True)
class Backtest:
    """How forecasters did on windows that are over.

    Attributes:
        days: columns on which the windows began.
        window_days: their length.
        scores: by forecaster (`MODEL` and the baselines) the CRPS, shape (len(days), n).
        logs, intervals: the same of log and interval scores.
        pit: shares of ten tenths, of the model's forecasts.
        covered: share of outcomes within the model's 0.90 interval.
        events: of each dyad up to the last day used, shape (n,).
    """

    days: tuple[int, ...]
    window_days: int
    scores: Mapping[str, Values]
    logs: Mapping[str, Values]
    intervals: Mapping[str, Values]
    pit: Values
    covered: float
    events: Counts

    @property
    def mean(self) -> dict[str, Values]:
        """By forecaster the mean CRPS of each dyad."""
        return {name: found.mean(axis=0) for name, found in self.scores.items()}

    def best_baseline(self) -> tuple[str, ...]:
        """For each dyad the baseline with the lowest mean CRPS."""
        means = self.mean
        table = np.stack([means[name] for name in BASELINES])
        return tuple(np.array(list(BASELINES))[table.argmin(axis=0)].tolist())

    def beaten(self) -> NDArray[np.bool_]:
        """For each dyad whether the model beats every baseline."""
        means = self.mean
        least = np.min([means[name] for name in BASELINES], axis=0)
        found: NDArray[np.bool_] = means[MODEL] < least
        return found

    def share_beaten(self, *, least_events: int = 50) -> tuple[float | None, int]:
        """The share of dyads with so many events on which the model beats every baseline, and how
        many those are; None where there is none."""
        busy = self.events >= least_events
        n = int(busy.sum())
        return (float(self.beaten()[busy].mean()) if n else None), n


@dataclass(frozen=True, slots=True)
class CountForecast:
    """What is expected of one dyad in the days ahead.

    Attributes:
        dyad: place of the dyad in the counts.
        forecaster: what is shown: `MODEL`, or the baseline that beat it on this dyad.
        p_any: probability of at least one event.
        mean: expected events; ``low`` and ``high`` hold 0.90 of the probability.
        distribution: probabilities of 0, 1, 2 … events.
        skill: ``1 - CRPS / CRPS of the best baseline`` in the backtest, of the model; None where
            there was no backtest or nothing to gain.
        baselines: by name the probability of at least one event and the mean.
        tried: by name of a forecaster its mean CRPS on this dyad in the backtest; empty without.
    """

    dyad: int
    forecaster: str
    p_any: float
    mean: float
    low: int
    high: int
    distribution: Values
    skill: float | None
    baselines: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    tried: Mapping[str, float] = field(default_factory=dict)


def origins(n_days: int, window_days: int) -> list[int]:
    """The first days of windows that are over, one after the other up to the last day.

    At most the newest 26, and none before there were 60 days and a window to learn from.
    """
    first = max(WARM_UP_DAYS, window_days)
    found = list(range(n_days - window_days, first - 1, -window_days))
    return sorted(found)[-MOST_ORIGINS:]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Windows to learn from: their first days, what was known then, and what happened.

    Attributes:
        begins: shape (m,), rising.
        known: shape (m, n, features); ``happened`` shape (m, n).
        window_days: their length.
    """

    begins: Counts
    known: Values
    happened: Counts

    window_days: int

    def over(self, day: int) -> Counts:
        """Places of the windows that were over by a day, the newest."""
        return np.flatnonzero(self.begins + self.window_days <= day)[-2 * MOST_ORIGINS :]

    def model(self, day: int) -> CountModel | None:
        """What the windows that were over by a day teach; None where there are none."""
        over = self.over(day)
        if not len(over):
            return None
        known = self.known[over]
        return fit(
            known.reshape(-1, known.shape[2]),
            self.happened[over].ravel(),
            window_days=self.window_days,
        )


class Ladder:
    """Windows of the length asked for and shorter ones, to learn from while few are over."""

    def __init__(self, daily: Counts, *, window_days: int) -> None:
        self._window_days = window_days
        lengths = [window_days // SHORTER**rung for rung in range(RUNGS)]
        # Shorter windows teach the days before the long ones are over: later they aren't needed.
        early = daily[:, : LEAST_OVER * window_days + WARM_UP_DAYS]
        self._rungs = [
            lessons(early if rung else daily, window_days=length)
            for rung, length in enumerate(lengths)
            if length >= SHORTEST_DAYS or not rung
        ]

    def model(self, day: int) -> CountModel | None:
        """What the windows that were over by a day teach: the longest of which there are enough,
        else those of which there are most; None where there are none."""
        enough = [one for one in self._rungs if len(one.over(day)) >= LEAST_OVER]
        best = enough[0] if enough else max(self._rungs, key=lambda one: len(one.over(day)))
        model = best.model(day)
        return model.stretched(self._window_days) if model else None


def lessons(daily: Counts, *, window_days: int) -> Lessons:
    """Windows that begin every half a window, from the last day back; at most so many as the
    backtest needs. The first one begins where there is a month to know something from."""
    last = daily.shape[1] - window_days
    step = max(1, window_days // 2)
    earliest = max(3, min(30, window_days))
    begins = sorted(range(last, earliest - 1, -step))[-4 * MOST_ORIGINS :]
    return Lessons(
        begins=np.array(begins, dtype=np.int64),
        known=features(daily, begins, window_days=window_days),
        happened=outcomes(daily, begins, window_days=window_days)
        if begins
        else np.zeros((0, len(daily)), dtype=np.int64),
        window_days=window_days,
    )


def pooled(model: CountModel, feature: Values, own: Values) -> Values:
    """The model's distribution and that of the dyad's own last twelve months, half and half."""
    found: Values = SHARE * model.distribution(feature, own.shape[1]) + (1 - SHARE) * own
    return found


def backtest(daily: Counts, *, window_days: int) -> Backtest | None:
    """Try model and baselines on windows that are over; None where there are fewer than three.

    Args:
        daily: events by dyad and day, shape (n, days).

    It misleads where coverage changed: a publisher that stopped looks like calm that the model
    learns.
    """
    days = origins(daily.shape[1], window_days)
    if len(days) < LEAST_ORIGINS or not len(daily):
        return None
    known = features(daily, days, window_days=window_days)
    happened = outcomes(daily, days, window_days=window_days)
    taught = Ladder(daily, window_days=window_days)
    names = (MODEL, *BASELINES)
    crpss: dict[str, list[Values]] = {name: [] for name in names}
    logs: dict[str, list[Values]] = {name: [] for name in names}
    intervals: dict[str, list[Values]] = {name: [] for name in names}
    own: list[Values] = []
    for place, day in enumerate(days):
        places = enough_places(daily[:, :day], window_days)
        made = {name: make(daily, day, window_days, places) for name, make in BASELINES.items()}
        model = taught.model(day)
        before = made["last twelve months"]
        made[MODEL] = pooled(model, known[place], before) if model else before
        own.append(made[MODEL])
        for name, distribution in made.items():
            crpss[name].append(crps(distribution, happened[place]))
            logs[name].append(log_scores(distribution, happened[place]))
            intervals[name].append(interval_scores(distribution, happened[place]))
    widest = max(one.shape[1] for one in own)
    table = np.concatenate([np.pad(one, ((0, 0), (0, widest - one.shape[1]))) for one in own])
    low, high = interval_of(table)
    count = happened.ravel()
    return Backtest(
        days=tuple(days),
        window_days=window_days,
        scores={name: np.stack(rows) for name, rows in crpss.items()},
        logs={name: np.stack(rows) for name, rows in logs.items()},
        intervals={name: np.stack(rows) for name, rows in intervals.items()},
        pit=pit_histogram(table, count),
        covered=float(np.mean((count >= low) & (count <= high))),
        events=daily.sum(axis=1),
    )


def learn_counts(daily: Counts, *, window_days: int) -> CountModel | None:
    """The model as of the last day; None where no window is over.

    Args:
        daily: events by dyad and day, shape (n, days); all dyads, since the model learns from all.
    """
    return Ladder(daily, window_days=window_days).model(daily.shape[1])


def forecast_counts(
    daily: Counts,
    dyads: Sequence[int],
    *,
    model: CountModel | None,
    tried: Backtest | None,
    window_days: int,
) -> list[CountForecast]:
    """What some dyads will do in the window after the last day.

    Args:
        daily: events by dyad and day, shape (n, days); all dyads.
        dyads: places of those to forecast.
        model: see `learn_counts`.
        tried: the backtest; where a baseline beat the model on a dyad, the baseline is shown.
    """
    day = daily.shape[1]
    if not len(dyads) or not day:
        return []
    places = enough_places(daily, window_days)
    rows = np.array(dyads)
    made = {name: make(daily[rows], day, window_days, places) for name, make in BASELINES.items()}
    own = resampled(daily[rows], day, window_days, places)
    if model is not None:
        feature = features(daily, [day], window_days=window_days)[0]
        own = pooled(model, feature[rows], own)
    made[MODEL] = own
    beaten = tried.beaten() if tried else np.ones(len(daily), dtype=bool)
    best = tried.best_baseline() if tried else ("last twelve months",) * len(daily)
    means = tried.mean if tried else {}
    return [
        _shown(
            place,
            dyad,
            made,
            MODEL if beaten[dyad] else best[dyad],
            {name: float(mean[dyad]) for name, mean in means.items()},
        )
        for place, dyad in enumerate(dyads)
    ]


def _shown(
    place: int, dyad: int, made: Mapping[str, Values], chosen: str, tried: Mapping[str, float]
) -> CountForecast:
    distribution = made[chosen][place]
    numbers = np.arange(len(distribution))
    low, high = interval_of(distribution[None, :])
    return CountForecast(
        dyad=dyad,
        forecaster=chosen,
        p_any=float(1 - distribution[0]),
        mean=float(distribution @ numbers),
        low=int(low[0]),
        high=int(high[0]),
        distribution=distribution,
        skill=_skill(tried),
        baselines={
            name: (float(1 - made[name][place][0]), float(made[name][place] @ numbers))
            for name in BASELINES
        },
        tried=tried,
    )


def _skill(tried: Mapping[str, float]) -> float | None:
    """How much less error the model made than the best baseline; None where there is none."""
    least = min((tried[name] for name in BASELINES), default=0.0) if tried else 0.0
    return 1 - tried[MODEL] / least if least > 0 else None
