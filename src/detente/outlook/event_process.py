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

Counts = NDArray[np.int64]
Values = NDArray[np.float64]

HALF_LIVES = (2.0, 10.0)
SLOW = 60.0
ROUNDS = 25
FLOOR = 1e-4
FALSE_DISCOVERIES = 0.02
# Standard deviation beforehand of each weight without support: it is unknown, not nothing. With
# 0.05 the intervals of answers that were there and not found missed them in half of the trials,
# with 0.2 in three of ten where an act called forth up to 0.6 others.
SPREAD = 0.5
# A rate that is fitted lower than this share of the mean would make its day count for too much.
LOW = 0.1
FEW = 8
# A day later so much of a disturbance may be left at most: half of it after half a year.
LASTING = 0.996
STEP, STEPS = 0.8, 20
WARM_UP_DAYS = 60
LEAST_ACTS = 20


@dataclass(frozen=True, slots=True)
class Process:
    """A fitted process over n relations.

    Attributes:
        base: shape (n,), acts a day of their own.
        everyone: shape (n, 2): weight of all relations' acts, faded fast and slowly.
        weight: shape (n, n, 2): of relation j on relation i by half-life, drawn towards 0 where
            it is not supported.
        scatter: shape (n,), variance of a day's acts over their rate, at least 1.
        supported: shape (n, n), whether j foretells i after control for false discoveries.
        p_value: shape (n, n), two-sided; 1 where not tried.
        draws: base, everyone and own or supported weights of each relation drawn from what is
            uncertain about them: shape (draws, n, 1 + 2 + 2 n).
        state: shape (n, 2), the faded past on the last day.
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
    rate follows another's past; its variance is estimated from the data, p-values of both
    half-lives are doubled, and Benjamini and Hochberg (1995,
    doi:10.1111/j.2517-6161.1995.tb02031.x) keep false discoveries at 2 % over all pairs.

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
    used = slice(WARM_UP_DAYS, days)
    nulls = [_design(past, total, node, ())[used] for node in range(n)]
    p_value = np.ones((n, n))
    for node in range(n):
        if counts[node, used].sum() >= LEAST_ACTS:
            y = counts[node, used].astype(float)
            theta = _solve(nulls[node], y)
            p_value[node] = _score_tests(nulls[node], y, theta, past[used], node)
    supported = _discoveries(p_value)
    # Many unknowns each so large would together be more than any relation answers to.
    spread = SPREAD * min(1.0, sqrt(FEW / n))
    base, everyone = np.zeros(n), np.zeros((n, 2))
    weight, scatter = np.zeros((n, n, 2)), np.ones(n)
    drawn, point = np.zeros((draws, n, 3 + 2 * n)), np.zeros((n, 3 + 2 * n))
    chance = np.random.default_rng(seed)
    for node in range(n):
        rest = [other for other in range(n) if other != node]
        design = _design(past, total, node, rest)[used]
        y = counts[node, used].astype(float)
        # Own past and supported relations are free, the others are held near 0.
        held = [0.0] * 5 + [0.0 if supported[node, j] else spread for j in rest for _ in "ab"]
        theta = _solve(design, y, np.array(held))
        rate = np.maximum(design @ theta, max(FLOOR, LOW * float(y.mean())))
        scatter[node] = max(1.0, float(np.mean((y - rate) ** 2 / rate)))
        root = _root(design, rate, np.array(held), scatter[node])
        sample = theta + chance.standard_normal((draws, len(theta))) @ root.T
        places = [0, 1, 2, *(3 + 2 * j + b for j in (node, *rest) for b in (0, 1))]
        drawn[:, node, places], point[node, places] = sample, theta
        base[node], everyone[node] = theta[0], theta[1:3]
        for at, j in enumerate((node, *rest)):
            weight[node, j] = theta[3 + 2 * at : 5 + 2 * at]
    return Process(
        base=base,
        everyone=everyone,
        weight=weight,
        scatter=scatter,
        supported=supported,
        p_value=p_value,
        draws=_settled(drawn, point),
        state=past[-1],
        shared=total[-1],
        most=np.maximum(busiest_week(counts), FLOOR),
    )


def busiest_week(counts: Counts) -> Values:
    """The most acts a day of any week, by relation."""
    total = np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
    found: Values = (total[:, 7:] - total[:, :-7]).max(axis=1) / 7
    return found


def _design(past: Values, total: Values, node: int, sources: Sequence[int]) -> Values:
    """Columns: one, everyone (fast, slow), own past, the past of each source."""
    days = len(past)
    parts = [np.ones((days, 1)), total, past[:, node]]
    parts += [past[:, source] for source in sources]
    return np.hstack(parts)


def _solve(design: Values, y: Values, held: Values | None = None) -> Values:
    """Weighted least squares with weights of one over the rate, again until it settles.

    The estimating equations are those of a quasi-Poisson model with identity link.

    Args:
        held: by column, how far from 0 it may lie as a standard deviation; 0 for any.
    """
    rate = np.full(len(y), max(float(y.mean()), FLOOR))
    ridge = _ridge(held, design.shape[1])
    theta = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        scaled = design / rate[:, None]
        new = np.linalg.solve(scaled.T @ design + ridge, scaled.T @ y)
        if np.allclose(new, theta, atol=1e-7):
            break
        theta = new
        rate = np.maximum(design @ theta, max(FLOOR, 0.05 * float(y.mean())))
    return theta


def _ridge(held: Values | None, n: int) -> Values:
    if held is None:
        return np.eye(n) * 1e-6
    precision = np.where(held > 0, 1 / np.maximum(held, 1e-9) ** 2, 1e-6)
    return np.diag(precision)


def _score_tests(null: Values, y: Values, theta: Values, past: Values, node: int) -> Values:
    """Two-sided p-values of each relation's past beside a fitted null, 1 for its own."""
    rate = np.maximum(null @ theta, max(FLOOR, 0.05 * float(y.mean())))
    rest = (y - rate) / rate
    scaled = null / rate[:, None]
    inverse = np.linalg.pinv(scaled.T @ null)
    found = np.ones(past.shape[1])
    for other in range(past.shape[1]):
        if other == node:
            continue
        column = past[:, other]
        # What the null's columns already tell of it is taken out.
        clean = column - null @ (inverse @ (scaled.T @ column))
        score = rest[:, None] * clean
        spread = np.sqrt((score**2).sum(axis=0))
        z = np.abs(score.sum(axis=0)) / np.maximum(spread, 1e-12)
        found[other] = min(1.0, 2 * erfc(float(z.max()) / sqrt(2)))
    return found


def _discoveries(p_value: Values) -> NDArray[np.bool_]:
    """Which p-values are kept at 2 % false discoveries over all pairs that were tried."""
    tried = ~np.eye(len(p_value), dtype=bool) & (p_value < 1)
    found: NDArray[np.bool_] = (
        adjusted(np.where(tried, p_value, np.nan).ravel()) <= FALSE_DISCOVERIES
    )
    return found.reshape(p_value.shape)


def _root(design: Values, rate: Values, held: Values, scatter: float) -> Values:
    """A root of the coefficients' covariance, from their normal approximation."""
    information = (design / rate[:, None]).T @ design / scatter + _ridge(held, design.shape[1])
    values, vectors = np.linalg.eigh(np.linalg.pinv(information))
    root: Values = vectors * np.sqrt(np.maximum(values, 0.0))
    return root


def _settled(drawn: Values, point: Values) -> Values:
    """Draws under which answers would grow for ever are drawn towards the estimate until they
    don't, and the estimate towards none."""
    centre = point.copy()
    for _ in range(STEPS):
        if _stable(centre[None])[0]:
            break
        centre[:, 3:] *= STEP
    found, growing = drawn.copy(), np.flatnonzero(~_stable(drawn))
    for _ in range(STEPS):
        if not len(growing):
            return found
        found[growing] = centre + STEP * (found[growing] - centre)
        growing = growing[~_stable(found[growing])]
    found[growing] = centre
    return found


def _stable(drawn: Values) -> NDArray[np.bool_]:
    """For each draw whether the faded past dies out: the largest eigenvalue of a day's step."""
    draws, n = drawn.shape[:2]
    weights = drawn[:, :, 3:].reshape(draws, n, n, 2)
    kept = keeps()
    step = np.zeros((draws, n, 2, n, 2))
    for to in (0, 1):
        step[:, :, to] = (1 - kept[to]) * weights
        step[:, np.arange(n), to, np.arange(n), to] += kept[to]
    values = np.linalg.eigvals(step.reshape(draws, 2 * n, 2 * n))
    found: NDArray[np.bool_] = np.abs(values).max(axis=1) < LASTING
    return found
