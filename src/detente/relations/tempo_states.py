"""How often things happen, as a state: events a month under usual coverage, week by week.

Counts are Poisson, the rate is gamma distributed, and from week to week the gamma forgets
(A. C. Harvey and C. Fernandes, 1989, doi:10.1080/07350015.1989.10509750): shape and rate are
multiplied by a memory, so that the mean stays and the spread grows. Several memories and several
degrees of clustering run side by side, weighed by how well each foretold the counts. A week that
nobody watched has no exposure and no count: the mean stays, the interval grows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from detente.relations.batches import each_of
from detente.relations.filtering import mixed, probabilities
from detente.relations.learning import FEWEST, learn_shares
from detente.relations.packed import Packed
from detente.series import Days, Values

BIN_DAYS = 7
MONTH_DAYS = 30.4375
# Weeks that the memory reaches back on average; the longest forgets nothing.
REACHES = (2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 1e5)
# Events come in clusters: variance over mean of the counts of a week.
CLUSTERS = (1.0, 1.7, 3.0, 6.0)
REACH, CLUSTER = (one.ravel() for one in np.meshgrid(REACHES, CLUSTERS))
# What is thought before: a third of dyads has a constant tempo.
USUAL = np.where(REACH > 1e4, (len(REACHES) - 1) / 2.0, 1.0)
USUAL /= USUAL.sum()
# Lanes that the dyads leave less than this are not followed.
LEAST_SHARE = 1e-3
SAMPLE = 150
# A shape below this tells hardly more than the mean; a gamma with a smaller one would pile up at 0
# and make ignorance look like calm.
LEAST_SHAPE = 0.5
FIRST_SHAPE = 0.5
# Weeks of all dyads that are worked on together.
MOST_CELLS = 30_000
Z_90 = 1.645


@dataclass(frozen=True, slots=True)
class Tempos:
    """Rates of many dyads, week by week; all but ``days`` have shape (weeks, dyads).

    Attributes:
        days: shape (weeks,), the last day of each week.
        rate, low, high: events a month at exposure 1, with a 0.90 interval, as known then.
        change, change_sd: rate less the rate a window before, and its standard deviation.
        watched: shape (weeks,), mean exposure of the week.
    """

    days: Days
    rate: Values
    low: Values
    high: Values
    change: Values
    change_sd: Values
    watched: Values

    def of(self, number: int) -> Tempo:
        """The tempo of one dyad."""
        return Tempo(
            self.days,
            self.rate[:, number].copy(),
            self.low[:, number].copy(),
            self.high[:, number].copy(),
            self.change[:, number].copy(),
            self.change_sd[:, number].copy(),
            self.watched,
        )


@dataclass(frozen=True, slots=True)
class Tempo:
    """The rate of one dyad, week by week; all arrays have shape (weeks,), as in `Tempos`."""

    days: Days
    rate: Values
    low: Values
    high: Values
    change: Values
    change_sd: Values
    watched: Values


def no_tempo() -> Tempo:
    """The tempo where there are no events to count: no weeks."""
    none = np.zeros(0)
    return Tempo(np.zeros(0, dtype=np.int64), none, none, none, none, none, none)


def estimate_tempos(packed: Packed, *, until: int, window_days: int, threads: int = 1) -> Tempos:
    """Rate of every dyad at the end of each week, the last of which ends on ``until``.

    The first rate is gamma with shape 0.5 around the mean rate of the dyads. An event on a day that
    has no exposure is not counted, since nobody knows what it is a part of.

    Args:
        window_days: over which a change is told.
        threads: how many batches of dyads are worked on at a time.

    It misleads where coverage is taken for constant and is not.
    """
    coverage = packed.coverage
    weeks = max(0, -(-(until - coverage.first_day + 1) // BIN_DAYS))
    ends = until - BIN_DAYS * np.arange(weeks - 1, -1, -1)
    every = np.arange(until + 1 - weeks * BIN_DAYS, until + 1)
    exposure = coverage.at(every).reshape(weeks, BIN_DAYS).sum(axis=1)
    counts = _counted(packed, ends, exposure)
    usual = (counts.sum() + 0.5) / max(float(exposure.sum()) * packed.dyads, 1.0)
    lag = max(1, round(window_days / BIN_DAYS))
    told = np.zeros((5, weeks, packed.dyads))
    paces = _paces_learned(counts, exposure, usual)

    def work(chosen: Days) -> None:
        told[:, :, chosen] = _rates(counts[:, chosen], exposure, paces, lag)

    size = max(1, MOST_CELLS // max(weeks, 1))
    everyone = np.arange(packed.dyads)
    each_of(work, (everyone[at : at + size] for at in range(0, packed.dyads, size)), threads)
    told *= MONTH_DAYS
    rate, low, high, change, change_sd = told
    return Tempos(ends, rate, low, high, change, change_sd, exposure / BIN_DAYS)


@dataclass(frozen=True, slots=True)
class _Paces:
    """How rates may move; arrays have shape (lanes,).

    Attributes:
        memory: share of what is known of a rate that a week later still holds.
        cluster: variance over mean of the counts of a week.
        shares: probability of each lane beforehand.
        usual: rate a day before the first count.
    """

    memory: Values
    cluster: Values
    shares: Values
    usual: float

    def only(self, chosen: NDArray[np.bool_]) -> _Paces:
        return _Paces(
            self.memory[chosen],
            self.cluster[chosen],
            self.shares[chosen] / self.shares[chosen].sum(),
            self.usual,
        )


def _paces_learned(counts: Values, exposure: Values, usual: float) -> _Paces:
    """Lanes with the shares that the dyads tell, or the usual ones where they are too few."""
    paces = _Paces(1.0 - 1.0 / REACH, CLUSTER, USUAL, usual)
    told = np.nonzero(counts.sum(axis=0))[0]
    if len(told) < FEWEST:
        return paces
    # Evenly spread from the busiest to the quietest.
    told = told[np.argsort(-counts[:, told].sum(axis=0), kind="stable")]
    told = told[np.linspace(0, len(told) - 1, min(SAMPLE, len(told))).astype(np.int64)]
    flat = replace(paces, shares=np.ones(len(USUAL)))
    likelihood = _filtered(counts[:, told], exposure, flat)[2][-1]
    learned = replace(paces, shares=learn_shares(likelihood, USUAL))
    return learned.only(learned.shares >= LEAST_SHARE)


def _rates(counts: Values, exposure: Values, paces: _Paces, lag: int) -> Values:
    """Rate, low, high, change and its standard deviation a day: shape (5, weeks, dyads)."""
    shape, rate, weight = _filtered(counts, exposure, paces)
    change, change_variance = _changes(shape, rate, paces.memory, lag=lag)
    shares = probabilities(weight)
    mean = shape / rate
    middle, sd = mixed(shares, mean, mean / rate)
    moved, moved_sd = mixed(shares, change, change_variance)
    return np.stack([middle, *gamma_interval(middle, sd**2), moved, moved_sd])


def gamma_interval(mean: Values, variance: Values) -> tuple[Values, Values]:
    """0.90 interval of a gamma distribution, by the cube-root approximation.

    E. B. Wilson and M. M. Hilferty (1931, doi:10.1073/pnas.17.12.684); within 0.03 of the mean
    down to a shape of one half.

    >>> low, high = gamma_interval(np.array([100.0]), np.array([100.0]))
    >>> round(float(low[0])), round(float(high[0]))
    (84, 117)
    """
    shape = np.maximum(mean**2 / np.maximum(variance, 1e-300), 1e-3)
    middle, width = 1.0 - 1.0 / (9.0 * shape), Z_90 / (3.0 * np.sqrt(shape))
    low = mean * np.maximum(middle - width, 0.0) ** 3
    return low, mean * (middle + width) ** 3


def _counted(packed: Packed, ends: Days, exposure: Values) -> Values:
    """Events of each week and dyad, shape (weeks, dyads)."""
    who = np.repeat(np.arange(packed.dyads), packed.lengths)
    week = np.searchsorted(ends, packed.days)
    inside = (week < len(ends)) & (packed.days > (ends[0] - BIN_DAYS if len(ends) else 0))
    inside &= packed.coverage.at(packed.days) > 0.0
    cells = week[inside] * packed.dyads + who[inside]
    size = len(ends) * packed.dyads
    counts = np.bincount(cells, packed.counts[inside], size).reshape(len(ends), packed.dyads)
    return np.where(exposure[:, None] > 0.0, counts, 0.0)


def _filtered(counts: Values, exposure: Values, paces: _Paces) -> tuple[Values, Values, Values]:
    """Shape, rate and log weight after each week, each (weeks, dyads, lanes)."""
    memory, cluster = paces.memory, paces.cluster
    weeks, dyads = counts.shape
    shape = np.full((dyads, len(memory)), FIRST_SHAPE)
    rate = shape / paces.usual
    weight = np.tile(np.log(paces.shares), (dyads, 1))
    kept = np.zeros((3, weeks, dyads, len(memory)))
    for week in range(weeks):
        faded = np.maximum(memory * shape, LEAST_SHAPE)
        rate = rate * (faded / shape)
        shape = faded
        if exposure[week] > 0.0:
            told = counts[week, :, None] / cluster
            watched = exposure[week] / cluster
            share = rate / (rate + watched)
            # Negative binomial for the number of clusters; a cluster spreads over as many counts.
            chance = shape * np.log(share) - np.log(cluster)
            some = counts[week] > 0
            here, many = shape[some], told[some]
            chance[some] += gammaln(here + many) - gammaln(here) - gammaln(many + 1.0)
            chance[some] += many * np.log1p(-share[some])
            weight = weight + chance
            shape, rate = shape + told, rate + watched
        kept[:, week] = shape, rate, weight
    return kept[0], kept[1], kept[2]


def _changes(shape: Values, rate: Values, memory: Values, *, lag: int) -> tuple[Values, Values]:
    """Mean and variance of each lane's change since ``lag`` weeks before, as known then.

    What a rate loses from week to week is a part of it that is beta distributed; so, given the
    later rate, the earlier one is a share of it plus independent gamma parts.
    """
    mean = shape / rate
    weeks = np.arange(len(shape))
    age = np.minimum(lag, weeks)
    carried = memory ** age[:, None, None]
    # The oldest week counts in full, later ones as far as memory carries them back.
    lost = _carried((1.0 - memory) * mean, memory)
    gone = lost[weeks - age] - carried * lost
    lost = _carried((1.0 - memory) * mean / rate, memory**2)
    spread = lost[weeks - age] - carried**2 * lost
    kept = 1.0 - carried
    return kept * mean - gone, kept**2 * mean / rate + np.maximum(spread, 0.0)


def _carried(lost: Values, memory: Values) -> Values:
    """Sums over all later weeks, each carried back to the week; ``lost`` is overwritten."""
    for week in range(len(lost) - 2, -1, -1):
        lost[week] += memory * lost[week + 1]
    return lost
