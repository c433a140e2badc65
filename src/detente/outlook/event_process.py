"""Acts that call forth acts: a self- and cross-exciting process of daily counts.

Each relation (a directed dyad and a class of acts) has the rate

    rate_i(t) = base_i + everyone_i(t) + sum over j, b of weight_ijb * faded_jb(t)

with ``faded_jb`` the past acts of relation j, faded with half-life b and scaled to sum to one, and
``everyone`` the faded acts of all others in the dataset, which takes up shocks that are shared.
What isn't supported by the data is held near 0. Weights may be negative: an act may make another
rarer.

Source: A. G. Hawkes (1971, doi:10.1093/biomet/58.1.83); in discrete time P. Brännström and the
INGARCH models of A. Heinen (2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from detente.false_discovery import adjusted
from detente.outlook.rate_weights import FLOOR, Prior, fit_weights, unbiased

Counts = NDArray[np.int64]
Values = NDArray[np.float64]

HALF_LIVES = (2.0, 10.0, 40.0)
KINDS = len(HALF_LIVES)
# Columns before those of the relations: one, everyone fast and slow.
FIRST = 3
SLOW = 60.0
# What a relation brings by itself may drift and have seasons: waves of this many days and longer.
SHORTEST_TESTED, SHORTEST_WAVE, MOST_WAVES = 180, 350, 24
# Each wave's spread as a share of the relation's mean, for one half of the draws and for the other:
# the data can't tell drift from what is called forth over months.
WAVE_SPREADS = (0.3, 0.05)
RECENT_DAYS = 365
FALSE_DISCOVERIES = 0.02
# How much more than the weaker of its two scores a relation's score may be.
BEYOND_WEAKER = 1.0
# The same weekday of this many weeks, each counting for this much of the one after it.
WEEKS, WEEK_KEEPS = 3, 0.6
TRIED = KINDS + 1
# Standard deviation beforehand of the acts that one act calls forth, over all half-lives. Without
# support it is unknown, not nothing: with 0.05 the intervals of answers that were there and not
# found missed them in half of the trials.
SPREAD, SUPPORTED_SPREAD = 0.7, 1.0
# The share of a relation's acts that another calls forth, spread beforehand: of a quiet relation a
# busy one cannot call forth many for each of its own.
SHARE_SPREAD = 0.7
# Acts mostly come in runs, in every dataset and relation that was looked at.
OWN, OWN_SPREAD = 0.25, 0.8
OPEN = 0.5
FEW = 8
# Less of a disturbance than this is left after so many doublings of a day, nearly three years.
LEFT, DOUBLINGS = 0.02, 10
STEP, STEPS = 0.8, 20
WARM_UP_DAYS = 60
LEAST_ACTS = 20


@dataclass(frozen=True, slots=True)
class Process:
    """A fitted process over n relations.

    Attributes:
        base: shape (n,), acts a day of their own.
        everyone: shape (n, 2): weight of all relations' acts, faded fast and slowly.
        weight: shape (n, n, half-lives): of relation j on relation i by half-life, drawn
            towards 0 where it is not supported.
        scatter: shape (n,), variance of a day's acts over their rate, at least 1.
        supported: shape (n, n), whether j foretells i after control for false discoveries.
        p_value: shape (n, n), two-sided; 1 where not tried.
        draws: base, everyone and all weights of each relation drawn from what is uncertain about
            them: shape (draws, n, 1 + 2 + half-lives · n), the weights of a source side by side.
        state: shape (n, half-lives), the faded past on the last day.
        shared: shape (2,), everyone's acts of late, over their mean.
        most: shape (n,), the most acts that a week ever brought, a day.
    """

    base: Values
    everyone: Values
    weight: Values
    scatter: Values
    supported: NDArray[np.bool_]
    p_value: Values
    draws: Values
    state: Values
    shared: Values
    most: Values


def keeps(half_lives: Sequence[float] = HALF_LIVES) -> Values:
    """What is left of an act after a day, by half-life."""
    kept: Values = 0.5 ** (1 / np.array(half_lives))
    return kept


def faded(counts: Counts, half_lives: Sequence[float] = HALF_LIVES) -> Values:
    """The past of each relation on each day, of which only earlier days are in it.

    Args:
        counts: shape (n, days).

    Returns:
        Shape (days + 1, n, half-lives); the last row is the state after the last day.
    """
    kept = keeps(half_lives)
    found = np.zeros((counts.shape[1] + 1, counts.shape[0], len(half_lives)))
    for day in range(counts.shape[1]):
        found[day + 1] = found[day] * kept + counts[:, day, None] * (1 - kept)
    return found


def fit_process(
    counts: Counts, *, common: Counts | None = None, draws: int = 200, seed: int = 0
) -> Process:
    """Fit relation by relation; other relations enter where a score test supports them.

    The score test asks, after the relation's own past and the shared one, whether the rest of its
    rate follows another's past; its variance is the larger of that in the data and that of the
    model, since too few acts to have seen a coincidence look like one that was kept from happening.
    P-values count for all pasts tried, and Benjamini and Hochberg (1995,
    doi:10.1111/j.2517-6161.1995.tb02031.x) keep false discoveries at 2 % over the
    relations that a source may move. Half of the draws take slow drift for large, half for small.

    Args:
        counts: acts by relation and day, shape (n, days).
        common: acts of everyone else by day, shape (days,); those of the relations themselves
            where it is None, which leaves less of their answers to be seen.

    Raises:
        ValueError: if there are no relations, or fewer than 120 days.
    """
    n, days = counts.shape
    if not n or days < 2 * WARM_UP_DAYS:
        raise ValueError("a process needs relations, and 120 days of them")
    past = faded(counts)
    others = counts.sum(axis=0) if common is None else common
    total = faded(others[None, :], (HALF_LIVES[0], SLOW))[:, 0]
    # Per relation, so that its weight is of the size of the others.
    total = total / max(1.0, float(total[WARM_UP_DAYS:].mean()))
    y = counts[:, WARM_UP_DAYS:].astype(float)
    short, waves = _waves(y.shape[1], SHORTEST_TESTED), _waves(y.shape[1], SHORTEST_WAVE)
    columns = _columns(past[WARM_UP_DAYS:days], total[WARM_UP_DAYS:days], waves)
    last = FIRST + KINDS * n
    tried = np.concatenate([past[:days], _weekly(counts)[:, :, None]], axis=2)[WARM_UP_DAYS:]
    tried = tried.reshape(len(tried), -1).T
    p_value = np.ones((n, n))
    for node in range(n):
        if y[node].sum() >= LEAST_ACTS:
            null = np.vstack([columns[:FIRST], columns[_place(node)]])
            p_value[node] = _score_tests(null, short, tried, y[node])
            p_value[node, node] = 1.0
    supported = _discoveries(p_value)
    drawn = np.zeros((draws, n, last))
    scatter = np.zeros(n)
    means = np.maximum(y.mean(axis=1), FLOOR)
    chance = np.random.default_rng(seed)
    for node in range(n):
        for part, spread in zip(_parts(draws), WAVE_SPREADS, strict=True):
            prior = _prior(supported[node], node, means, [spread * float(means[node])] * len(waves))
            found = unbiased(fit_weights(columns, y[node], prior), columns, _place(node), keeps())
            sample = found.drawn(len(part), _place(node), chance)
            drawn[part, node] = sample[:, :last]
            scatter[node] += found.scatter / len(WAVE_SPREADS)
    # Ahead it goes on as it was in the last year.
    drawn = _at_level(_settled(drawn, drawn.mean(axis=0)), y[:, -RECENT_DAYS:].mean(axis=1))
    point = drawn.mean(axis=0)
    return Process(
        base=point[:, 0],
        everyone=point[:, 1:FIRST],
        weight=point[:, FIRST:].reshape(n, n, KINDS),
        scatter=scatter,
        supported=supported,
        p_value=p_value,
        draws=drawn,
        state=past[-1],
        shared=total[-1],
        most=np.maximum(busiest_week(counts), FLOOR),
    )


def busiest_week(counts: Counts) -> Values:
    """The most acts a day of any week, by relation."""
    total = np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
    found: Values = (total[:, 7:] - total[:, :-7]).max(axis=1) / 7
    return found


def _columns(past: Values, total: Values, waves: Values) -> Values:
    """What rates depend on: one, everyone (fast, slow), the past of each relation by half-life,
    slow waves; shape (columns, days)."""
    days = len(past)
    before = np.hstack([np.ones((days, 1)), total, past.reshape(days, -1)])
    return np.vstack([before.T, waves])


def _waves(days: int, shortest: int) -> Values:
    """Cosines over the span, the longest first, shape (waves, days)."""
    number = np.arange(1, min(MOST_WAVES, 2 * days // shortest) + 1)
    found: Values = np.cos(np.pi * number[:, None] * (np.arange(days) + 0.5) / days)
    return found


def _place(node: int) -> slice:
    """The columns of a relation's past."""
    return slice(FIRST + KINDS * node, FIRST + KINDS * (node + 1))


def _parts(draws: int) -> list[NDArray[np.int64]]:
    """Which draws are made with each spread of the waves."""
    return np.array_split(np.arange(draws), len(WAVE_SPREADS))


def _prior(supported: NDArray[np.bool_], node: int, means: Values, waves: Sequence[float]) -> Prior:
    """What is thought of a relation's weights beforehand.

    The acts that one act calls forth in all have a spread; how they lie over the half-lives is as
    open as can be (a Dirichlet distribution with ones), so that weights of one source mostly have
    one sign.

    Args:
        means: acts a day of each relation.
        waves: spread of each wave, in acts a day.
    """
    n = len(supported)
    # Many unknowns each so large would together be more than any relation answers to.
    unknown = SPREAD * min(1.0, sqrt(FEW / n))
    spread = np.where(supported, SUPPORTED_SPREAD, unknown)
    spread = np.minimum(spread, np.maximum(SHARE_SPREAD * means[node] / means, FLOOR))
    spread[node] = OWN_SPREAD
    size = FIRST + KINDS * n + len(waves)
    mean, precision = np.zeros(size), np.eye(size) * 1e-6
    shares = (np.eye(KINDS) + OPEN) / (KINDS * (KINDS * OPEN + 1))
    block = np.linalg.inv(shares)
    for source in range(n):
        precision[_place(source), _place(source)] = block / spread[source] ** 2
    mean[_place(node)] = OWN / KINDS
    for at, one in enumerate(waves):
        precision[size - len(waves) + at, size - len(waves) + at] = 1 / max(one, FLOOR) ** 2
    return Prior(mean, precision)


def _weekly(counts: Counts) -> Values:
    """The same weekday of the last weeks: what comes back every week is seen in no fading past.

    Returns:
        Shape (days, n).
    """
    found = np.zeros(counts.shape)
    for week in range(1, WEEKS + 1):
        found[:, 7 * week :] += WEEK_KEEPS**week * counts[:, : -7 * week]
    return found.T


def _score_tests(null: Values, waves: Values, tried: Values, y: Values) -> Values:
    """Two-sided p-values of each relation's past beside a fitted null.

    It has to be seen without waves in the null and with them: without, a shared season looks like
    an answer; with them, what the own past is found to call forth is too little, others stand for
    it, and slow answers are taken for seasons. The mean of both scores counts where they have one
    sign, but not much more than the weaker.

    Args:
        null: columns of the null, shape (columns, days).
        waves: slow waves, shape (waves, days).
        tried: the pasts of each relation side by side, shape (relations · TRIED, days).
    """
    without = _scores(null, tried, y)
    beside = _scores(np.vstack([null, waves]), tried, y)
    weaker = np.minimum(np.abs(without), np.abs(beside))
    z = np.minimum(np.abs(without + beside) / 2, weaker + BEYOND_WEAKER)
    z[without * beside <= 0] = 0.0
    highest = z.reshape(-1, TRIED).max(axis=1)
    return np.array([min(1.0, TRIED * erfc(one / sqrt(2))) for one in highest.tolist()])


def _scores(null: Values, others: Values, y: Values) -> Values:
    """Each column's score beside a null, over its standard deviation."""
    flat = Prior(np.zeros(len(null)), np.eye(len(null)) * 1e-6)
    fitted = fit_weights(null, y, flat)
    weight = 1 / (fitted.rate * fitted.scatter)
    # What the null's columns already tell of the others is taken out.
    along = np.linalg.pinv((null * weight) @ null.T) @ ((null * weight) @ others.T)
    clean = others - along.T @ null
    score = clean * ((y - fitted.theta @ null) * weight)
    told = np.maximum((score**2).sum(axis=1), (clean**2) @ weight)
    found: Values = score.sum(axis=1) / np.maximum(np.sqrt(told), 1e-12)
    return found


def _discoveries(p_value: Values) -> NDArray[np.bool_]:
    """Which p-values are kept at 2 % false discoveries over the relations that a source may move.

    A question starts from its sources: what others call forth is no part of its family.
    """
    tried = ~np.eye(len(p_value), dtype=bool) & (p_value < 1)
    columns = np.where(tried, p_value, np.nan).T
    found: NDArray[np.bool_] = np.array([adjusted(one) <= FALSE_DISCOVERIES for one in columns])
    return found.T


def _settled(drawn: Values, point: Values) -> Values:
    """Draws under which answers would grow for ever are drawn towards the middle of all until they
    don't; where the middle itself would grow, each towards weights of 0."""
    goal = np.broadcast_to(point, drawn.shape).copy()
    if not _stable(point[None])[0]:
        goal = drawn.copy()
        goal[:, :, FIRST:] = 0.0
    found, growing = drawn.copy(), np.flatnonzero(~_stable(drawn))
    for _ in range(STEPS):
        if not len(growing):
            return found
        found[growing] = goal[growing] + STEP * (found[growing] - goal[growing])
        growing = growing[~_stable(found[growing])]
    found[growing] = goal[growing]
    return found


def _at_level(drawn: Values, level: Values) -> Values:
    """Draws with what each relation brings by itself such that it goes on as busy as it was.

    Weights that were held back, and what is uncertain of drift, would move it: busy relations came
    to next to nothing ahead.

    Args:
        level: acts a day of each relation of late.
    """
    found = drawn.copy()
    called = drawn[:, :, FIRST:] @ np.repeat(level, KINDS)
    found[:, :, 0] = level - drawn[:, :, 1:FIRST].sum(axis=2) - called
    return found


def _stable(drawn: Values) -> NDArray[np.bool_]:
    """For each draw whether the faded past dies out: what is left of it after years."""
    draws, n = drawn.shape[:2]
    weights = drawn[:, :, FIRST:].reshape(draws, n, n, KINDS)
    kept = keeps()
    step = np.zeros((draws, n, KINDS, n, KINDS), dtype=np.float32)
    for to in range(KINDS):
        step[:, :, to] = (1 - kept[to]) * weights
        step[:, np.arange(n), to, np.arange(n), to] += kept[to]
    power = step.reshape(draws, KINDS * n, KINDS * n)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(DOUBLINGS):
            power = power @ power
        left = np.abs(power).max(axis=(1, 2))
    # What grew beyond all numbers is no number, and not below the bound.
    found: NDArray[np.bool_] = left < LEFT
    return found
