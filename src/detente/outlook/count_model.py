"""How many events of a sort in the days ahead: a model over all dyads of a dataset.

The rate of a dyad is a mixture of its own rates over several spans of the past and of the rate of
all dyads; what it is worth is learned from windows that are over. Counts scatter around the rate
as a negative binomial whose size depends on the rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import lgamma

import numpy as np

from detente.outlook.count_baselines import Counts, Values, negative_binomial, window_sums

HALF_LIVES = (4.0, 14.0, 45.0, 150.0, 500.0)
ROUNDS = 60
SIZES = tuple(float(size) for size in 2.0 ** np.arange(-4, 7, 0.5))
# Rates are put into so many groups of equal number to learn how counts scatter.
GROUPS = 5
FLOOR = 1e-4
# The rate of the whole past among the features.
WHOLE = len(HALF_LIVES)
STRATA = 5
LEAST_WINDOWS = 200
SCATTER = 2.0


@dataclass(frozen=True, slots=True)
class CountModel:
    """What was learned.

    Attributes:
        window_days: of the windows that it forecasts.
        bounds: of the dyads' rates over the whole past, in events a window, that part the strata:
            busy dyads return less to the mean of all than quiet ones.
        weights: for each stratum that of each feature of `features`, at least 0.
        rates, sizes: means at which the size of the negative binomial was learned, and the sizes;
            between them it is interpolated over the logarithm of the mean.
    """

    window_days: int
    bounds: Values
    weights: Values
    rates: Values
    sizes: Values

    def mean(self, feature: Values) -> Values:
        """Expected events in the window, above 0."""
        stratum = np.searchsorted(self.bounds, feature[:, WHOLE], side="right")
        found: Values = np.maximum((feature * self.weights[stratum]).sum(axis=1), FLOOR)
        return found

    def stretched(self, window_days: int) -> CountModel:
        """The same for windows of another length.

        Weights are those of rates and stay; counts scatter around their mean as in the windows
        that were learned from, which is more than they would where long windows even things out.
        """
        longer = window_days / self.window_days
        return replace(
            self, window_days=window_days, bounds=self.bounds * longer, rates=self.rates * longer
        )

    def distribution(self, feature: Values, places: int) -> Values:
        """Probabilities of 0, 1, 2 … events for each row of features."""
        mean = self.mean(feature)
        size = np.exp(np.interp(np.log(mean), np.log(self.rates), np.log(self.sizes)))
        return negative_binomial(mean, size, places)


def features(daily: Counts, days: Sequence[int], *, window_days: int) -> Values:
    """What the model knows of each dyad on each day, in expected events a window.

    Args:
        daily: events by dyad and day, shape (n, days).
        days: on each of them only earlier columns are looked at.

    Returns:
        Shape (len(days), n, 8): own rates with five half-lives, the rate of the whole past, that
        of all dyads, and how much more all dyads do of late than over the whole past, times the
        dyad's own rate.
    """
    wanted = {day: place for place, day in enumerate(days)}
    n = len(daily)
    found = np.zeros((len(days), n, len(HALF_LIVES) + 3))
    keep = 0.5 ** (1 / np.array(HALF_LIVES))
    faded = np.zeros((n, len(HALF_LIVES)))
    total = np.zeros(n)
    for day in range(max(wanted, default=-1) + 1):
        if day in wanted and day:
            own = faded / (1 - keep**day)
            whole = total / day
            everyone = whole.mean()
            month = own[:, 2].mean() / everyone if everyone > 0 else 1.0
            parts = [own, whole[:, None], np.full((n, 1), everyone), whole[:, None] * month]
            found[wanted[day]] = np.hstack(parts) * window_days
        if day == daily.shape[1]:
            break
        faded = faded * keep + daily[:, day, None] * (1 - keep)
        total += daily[:, day]
    return found


def fit(feature: Values, count: Counts, *, window_days: int) -> CountModel:
    """Learn weights and scatter from windows that are over.

    Args:
        feature: shape (n, features), of the days on which the windows began.
        count: shape (n,), what then happened.

    Weights are those of a mixture of rates by multiplicative updates, which keep them at or above
    0 (D. D. Lee, H. S. Seung, 1999, doi:10.1038/44565); windows with more events scatter more and
    count less. Sizes maximise the likelihood in groups of similar means.
    """
    cuts = np.linspace(0, 1, STRATA + 1)[1:-1]
    bounds = np.unique(np.quantile(feature[:, WHOLE], 1 - (1 - cuts) ** 2))
    stratum = np.searchsorted(bounds, feature[:, WHOLE], side="right")
    everyone = _weights(feature, count)
    weights = np.tile(everyone, (len(bounds) + 1, 1))
    for number in range(len(weights)):
        here = stratum == number
        if here.sum() >= LEAST_WINDOWS:
            weights[number] = _weights(feature[here], count[here])
    mean = np.maximum((feature * weights[stratum]).sum(axis=1), FLOOR)
    rates, sizes = _sizes(mean, count)
    return CountModel(window_days, bounds, weights, rates, sizes)


def _weights(feature: Values, count: Counts) -> Values:
    weights = np.full(feature.shape[1], 1 / feature.shape[1])
    for _ in range(ROUNDS):
        mean = np.maximum(feature @ weights, FLOOR)
        trust = 1 / (1 + mean / SCATTER)
        above = (trust * count / mean) @ feature
        weights = weights * above / np.maximum(trust @ feature, 1e-12)
    return weights


def _sizes(mean: Values, count: Counts) -> tuple[Values, Values]:
    """For groups of similar means: the mean, and the size that makes the counts likeliest."""
    groups = [part for part in np.array_split(np.argsort(mean), GROUPS) if len(part)]
    rates = np.array([max(FLOOR, float(mean[part].mean())) for part in groups])
    sizes = [
        SIZES[int(np.argmax([_likelihood(mean[part], count[part], size) for size in SIZES]))]
        for part in groups
    ]
    # Equal means would leave nothing to interpolate over.
    rates = np.maximum.accumulate(rates + np.arange(len(rates)) * 1e-9)
    return rates, np.array(sizes)


def _likelihood(mean: Values, count: Counts, size: float) -> float:
    """The logarithm of the likelihood of counts, without what doesn't depend on the size."""
    grown = np.array([lgamma(number + size) for number in range(int(count.max(initial=0)) + 1)])
    chance = np.log(size / (size + mean))
    rest = np.log(mean / (size + mean))
    return float((grown[count] - lgamma(size) + size * chance + count * rest).sum())


def outcomes(daily: Counts, days: Sequence[int], *, window_days: int) -> Counts:
    """Events of each dyad in the window that begins on each day, shape (len(days), n)."""
    sums = window_sums(daily, window_days)
    return sums[:, list(days)].T
