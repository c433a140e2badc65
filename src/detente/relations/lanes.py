"""Ways in which a level may move, side by side, and what is thought of them beforehand.

Nobody knows how fast the relation of two states moves. A level is therefore followed on several
lanes at once, each with its own speed: constant, wandering (a random walk), or drawn back to the
dyad's mean (autoregressive, with a half-life). What the readings say decides between the lanes.

All of it is in the series' own scale: 1 is the usual spread of single readings around a level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.series import Days, Values

HALF_LIVES = (2.5, 6.0, 15.0, 40.0, 100.0, 250.0, 640.0)
SWINGS = (0.12, 0.17, 0.25, 0.35, 0.5, 0.7, 1.0, 1.5, 2.5)
STEPS = (0.003, 0.005, 0.008, 0.0125, 0.02, 0.032, 0.05, 0.08, 0.125, 0.2, 0.35)
# Three normal distributions that together are nearest to a t-distribution (least
# Kullback-Leibler divergence, below 0.002): by degrees of freedom their shares and variances.
TAILS = np.array([3.0, 4.0, 6.0, 10.0, 20.0, np.inf])
SHARES = np.array(
    [
        [0.6825, 0.3004, 0.0170],
        [0.6580, 0.3258, 0.0162],
        [0.6043, 0.3768, 0.0189],
        [0.5327, 0.4428, 0.0246],
        [0.4285, 0.5332, 0.0382],
        [0.3500, 0.6000, 0.0500],
    ]
)
VARIANCES = np.array(
    [
        [0.8300, 4.5511, 56.0537],
        [0.7915, 3.2850, 24.9812],
        [0.7537, 2.2704, 9.9676],
        [0.7388, 1.6722, 4.7041],
        [0.7450, 1.3025, 2.5352],
        [1.0000, 1.0000, 1.0000],
    ]
)


@dataclass(frozen=True, slots=True)
class Lanes:
    """Speeds of levels, one a lane; all arrays have shape (lanes,).

    Attributes:
        decay: per day; a deviation from the mean shrinks by ``exp(-decay * days)``; 0 never.
        swing: standard deviation of the level around its mean in the long run.
        step: standard deviation of the change in a day of a level that wanders.
    """

    decay: Values
    swing: Values
    step: Values

    @property
    def daily(self) -> Values:
        """Standard deviation of the change in a day, of every lane."""
        drawn = self.swing * np.sqrt(-np.expm1(-2.0 * self.decay))
        daily: Values = np.hypot(drawn, self.step)
        return daily

    def only(self, chosen: Days) -> Lanes:
        """These lanes; a table of them gives lanes of its shape."""
        return Lanes(self.decay[chosen], self.swing[chosen], self.step[chosen])

    def first(self, dyads: int) -> Lanes:
        """The lanes of the first dyads, where each has its own; else all of them."""
        if self.decay.ndim == 1:
            return self
        return Lanes(self.decay[:dyads], self.swing[:dyads], self.step[:dyads])


def usual_lanes() -> Lanes:
    """A constant level, random walks, and levels that return to a mean, from slow to fast."""
    drawn = [(np.log(2.0) / half, swing, 0.0) for half in HALF_LIVES for swing in SWINGS]
    free = [(0.0, 0.0, step) for step in STEPS]
    table = np.array([(0.0, 0.0, 0.0), *free, *drawn])
    return Lanes(table[:, 0], table[:, 1], table[:, 2])


@dataclass(frozen=True, slots=True)
class Prior:
    """What is thought of a dyad before its first reading; from other dyads, or by default.

    Attributes:
        lanes: the speeds that are considered.
        shares: shape (lanes,), probability of each; they sum to 1.
        mean, spread: normal distribution of dyads' mean levels.
        noise: standard deviation of a single reading (scale of the t-distribution).
        surety: how many readings ``noise`` counts as.
        tail: degrees of freedom of single readings; 4 is heavy, 30 nearly normal.
        together: 0 to 1, how alike the readings of one day err.
    """

    lanes: Lanes
    shares: Values
    mean: float = 0.0
    spread: float = 1.4
    noise: float = 0.9
    surety: float = 5.0
    tail: float = 5.0
    together: float = 0.1


def usual_prior() -> Prior:
    """For a dyad of which nothing is known: most levels move, the more the likelier.

    Few readings can't tell a level that stands still from one that moves a little. Taken for still
    its interval would be too narrow; taken for moving it is only too wide.
    """
    lanes = usual_lanes()
    return Prior(lanes, _shares(lanes, (0.05, 0.3, 0.65), power=0.5))


def plain_shares(lanes: Lanes) -> Values:
    """Constant, wandering and drawn back a third each, and all speeds of a kind alike."""
    return _shares(lanes, (1.0, 1.0, 1.0), power=0.0)


def _shares(lanes: Lanes, kinds: tuple[float, float, float], *, power: float) -> Values:
    """Probabilities of lanes, within a kind by a power of how far they stray."""
    wandering, drawn = lanes.step > 0.0, lanes.swing > 0.0
    straying = np.where(drawn, lanes.swing, np.where(wandering, lanes.step, 1.0)) ** power
    shares = np.zeros(len(straying))
    for share, kind in zip(kinds, (~(wandering | drawn), wandering, drawn), strict=True):
        if kind.any():
            shares[kind] = share * straying[kind] / straying[kind].sum()
    whole: Values = shares / shares.sum()
    return whole


def noise_of(counts: Days, *, tail: float, together: float) -> tuple[Values, Values]:
    """Noise of means of several readings as three normal distributions.

    The mean of n independent t-distributed readings is nearly t-distributed itself, with
    ``tail + slope (n - 1)`` degrees of freedom, ``slope = max(0.25, 0.65 tail - 1.75)`` (fitted),
    and its exact variance. Readings of a day that err alike count as
    ``n / (1 + together (n - 1))``.

    Args:
        counts: any shape, at least 1.

    Returns:
        Shares and variances, each with a last axis of 3; variances are in units of the squared
        scale of a single reading.
    """
    number = counts / (1.0 + together * (counts - 1.0))
    freedom = tail + max(0.25, 0.65 * tail - 1.75) * (number - 1.0)
    # The variance of single readings with a tail below 2.2 would not be finite.
    whole = tail / max(tail - 2.0, 0.2)
    matched = np.where(number > 1.0, whole * (freedom - 2.0) / freedom, 1.0) / number
    place = 1.0 / freedom
    grid = 1.0 / TAILS[::-1]
    shares = [np.interp(place, grid, SHARES[::-1, part]) for part in range(3)]
    wide = [np.exp(np.interp(place, grid, np.log(VARIANCES[::-1, part]))) for part in range(3)]
    return np.stack(shares, axis=-1), np.stack(wide, axis=-1) * matched[..., None]
