"""How strongly and after how long one side answers: lag and share, each with an interval.

Model, for the counts ``y`` of the one who answers and ``x`` of the one who acts first:

    y_t - expected_t = sum_l a(l) x_(t-l) + same_day · x_t + noise

What is slow is taken off the past acts as it is off the counts (P. Speckman, JRSS B 50, 1988,
doi:10.1111/j.2517-6161.1988.tb01738.x). The own past of ``y`` is no regressor: beside a mean over
the days around it, its coefficient is biased (S. Nickell, Econometrica 49, 1981,
doi:10.2307/1911408), and the share with it.

- ``a`` is given each shape of `detente.signals.lag_shapes` in turn. The one that explains most and
  those that explain hardly less (a likelihood ratio of 2.71) say which days hold the answers.
- Share: the sum of ``a`` over these days, each lag free; lag: its mean day.
- Standard errors come from sums of scores over blocks of 30 days, inside which all may depend.

Acts of both sides may come together without one answering the other. Such acts come in either
order, and the nearer in time the more. `Estimate.ordered` is True where, at 3.5 standard errors,
answers of some shape outnumber their mirror image in time; or stand out as a peak, beside that
mirror image, from each of four kernels that fall off to both sides of the act (halving in 1, 3, 7
and 14 days). Where such a kernel explains much beside lag and mirror image, it stays in the model
of lag and share.

Misleads when both sides react to a third thing, one later than the other; when answers draw
further acts of the same side: these count as answers too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.signals.lag_shapes import Shapes, past_days
from detente.signals.rhythm import slow

Values = NDArray[np.float64]

HALVING_DAYS = (1.0, 3.0, 7.0, 14.0)
REACH_DAYS = 45
BLOCK_DAYS = 30
RATIO_90 = 2.706
Z_90 = 1.645
STANDS_OUT = 3.5
MATTERS = 3.0
OUTSIDE = 0.01


@dataclass(frozen=True, slots=True)
class Sides:
    """Counts of both sides on each day.

    Attributes:
        counts, expected: of the one who would answer.
        acts, usual: of the one who acts first, and what was expected of them.
        exposure: of the one who would answer; days with 0 don't count.
    """

    counts: Values
    expected: Values
    acts: Values
    usual: Values
    exposure: Values


@dataclass(frozen=True, slots=True)
class Estimate:
    """Lag in days and answers for each act, with 0.90 intervals, and whether the order shows."""

    lag_days: float
    lag_low: float
    lag_high: float
    share: float
    share_low: float
    share_high: float
    ordered: bool


@dataclass(frozen=True, slots=True)
class _Free:
    """Share and mean lag with their standard errors."""

    share: float
    share_error: float
    lag: float
    lag_error: float


@dataclass(frozen=True, slots=True)
class _Model:
    """The regression without answers.

    Attributes:
        left: shape (days,), counts less what was expected, cleared of the controls.
        past, future: shape (window, days), acts so many days before and after, less what is slow.
        kernels: shape (kernels, days), acts smoothed to both sides.
        basis: shape (days, controls), orthonormal.
    """

    left: Values
    past: Values
    future: Values
    kernels: Values
    basis: Values

    def cleared(self, rows: Values) -> Values:
        """Rows without what the controls explain."""
        return np.asarray(rows - (rows @ self.basis) @ self.basis.T)


def estimate_response(sides: Sides, shapes: Shapes) -> Estimate:
    """Lag, share and order of the answers of one side.

    Args:
        sides: at least some hundred days with at least some acts of both.
        shapes: that an answer may have.
    """
    model = _model(sides, shapes.weights.shape[1])
    fit = _fit(model, shapes)
    ordered, kernel = _order(model, shapes, best=fit.best)
    if kernel is not None:
        basis, _ = np.linalg.qr(np.column_stack([model.basis, model.kernels[kernel]]))
        model = replace(model, basis=basis)
        model = replace(model, left=model.cleared(model.left[None])[0])
        fit = _fit(model, shapes)
    band = _band(shapes.weights[fit.near])
    free = _free(model, band)
    return Estimate(
        lag_days=free.lag,
        lag_low=max(free.lag - Z_90 * free.lag_error, band[0] + 1.0),
        lag_high=min(free.lag + Z_90 * free.lag_error, band[1] + 1.0),
        share=free.share,
        share_low=free.share - Z_90 * free.share_error,
        share_high=free.share + Z_90 * free.share_error,
        ordered=ordered,
    )


def _model(sides: Sides, window: int) -> _Model:
    watched = sides.exposure > 0
    left = np.where(watched, sides.counts - sides.expected, 0.0)

    def quick(rows: Values) -> Values:
        return np.where(watched, rows - slow(rows, sides.exposure), 0.0)

    basis, _ = np.linalg.qr(np.where(watched, sides.acts - sides.usual, 0.0)[:, None])
    model = _Model(
        left=left,
        past=quick(past_days(sides.acts, window)),
        future=quick(past_days(sides.acts[::-1], window)[:, ::-1]),
        kernels=quick(_both_ways(sides.acts)),
        basis=basis,
    )
    return replace(model, left=model.cleared(left[None])[0])


def _both_ways(acts: Values) -> Values:
    lags = np.arange(-REACH_DAYS, REACH_DAYS + 1)
    kernels = [2.0 ** (-np.abs(lags) / halving) for halving in HALVING_DAYS]
    return np.array([np.convolve(acts, one / one.sum(), mode="same") for one in kernels])


@dataclass(frozen=True, slots=True)
class _Fit:
    """The shape that explains most, and those that explain hardly less."""

    best: int
    near: NDArray[np.bool_]


def _fit(model: _Model, shapes: Shapes) -> _Fit:
    rows = model.cleared(shapes.weights @ model.past)
    size, error, _ = _sizes(model.left, rows[:, None, :])
    gain = np.where(size > 0, (size / error) ** 2, -1.0)
    best = int(np.argmax(gain))
    near = gain >= gain[best] - RATIO_90
    near[best] = True
    return _Fit(best, near)


def _order(model: _Model, shapes: Shapes, *, best: int) -> tuple[bool, int | None]:
    """Whether the order shows, and the kernel that matters beside the best shape, if one does."""
    coarse = shapes.coarse()
    weights = np.concatenate([coarse.weights, shapes.weights[best : best + 1]])
    past = model.cleared(weights @ model.past)
    future = model.cleared(weights @ model.future)
    score = _score(model.left, np.stack([past - future, past + future], axis=1))
    peak = np.full(len(past), np.inf)
    matters: list[float] = []
    for kernel in model.cleared(model.kernels):
        around_act = np.broadcast_to(kernel, past.shape)
        peak = np.minimum(peak, _score(model.left, np.stack([past, future, around_act], axis=1)))
        beside = np.stack([around_act[-1:], past[-1:], future[-1:]], axis=1)
        matters.append(float(_score(model.left, beside)[0]))
    strongest = int(np.argmax(matters))
    ordered = bool(np.maximum(score, peak).max() > STANDS_OUT)
    return ordered, strongest if matters[strongest] > MATTERS else None


def _score(left: Values, rows: Values) -> Values:
    """Standard errors from 0 of the first regressor of each set, as for a normal number.

    Few blocks may carry all of it: Student's t with as many degrees of freedom as blocks count,
    ``(sum b²)² / sum b⁴``, is turned into a normal number (D. L. Wallace, Annals of Mathematical
    Statistics 30, 1959, doi:10.1214/aoms/1177706083).
    """
    size, error, freedom = _sizes(left, rows)
    t = size / error
    scale = (8.0 * freedom + 1.0) / (8.0 * freedom + 3.0)
    return np.asarray(np.sign(t) * scale * np.sqrt(freedom * np.log1p(t**2 / freedom)))


def _sizes(left: Values, rows: Values) -> tuple[Values, Values, Values]:
    """Least squares of `left` on each set of rows: first coefficient, its error, its freedom.

    Args:
        rows: shape (sets, regressors, days).
    """
    system = rows @ rows.transpose(0, 2, 1)
    ridge = 1e-6 * np.einsum("kii->k", system) / system.shape[1] + 1e-12
    inverse = np.linalg.inv(system + ridge[:, None, None] * np.eye(system.shape[1]))
    sizes = np.einsum("kij,kj->ki", inverse, rows @ left)
    noise = left - np.einsum("ki,kit->kt", sizes, rows)
    scores = np.einsum("ki,kit->kt", inverse[:, 0], rows) * noise
    blocks = np.add.reduceat(scores, np.arange(0, len(left), BLOCK_DAYS), axis=1)
    squares = blocks**2
    variance = squares.sum(axis=1)
    plain = (noise**2).mean(axis=1) * inverse[:, 0, 0]
    freedom = variance**2 / np.maximum((squares**2).sum(axis=1), 1e-300)
    return sizes[:, 0], np.sqrt(np.maximum(variance, plain)), np.maximum(freedom, 1.0)


def _band(shapes: Values) -> tuple[int, int]:
    """First and last lag that hold nearly all answers of each shape, a day wider on both sides."""
    total = np.cumsum(shapes, axis=1)
    first = int(np.argmax(total >= OUTSIDE, axis=1).min())
    last = int(np.argmax(total >= 1.0 - OUTSIDE, axis=1).max())
    return max(0, first - 1), min(shapes.shape[1] - 1, last + 1)


def _free(model: _Model, band: tuple[int, int]) -> _Free:
    """Share and mean lag from the answers at each lag of a band, each lag free."""
    rows = model.cleared(model.past)
    system = rows @ rows.T
    inverse = np.linalg.inv(system + 1e-6 * np.mean(np.diag(system)) * np.eye(len(rows)))
    sizes = inverse @ (rows @ model.left)
    noise = model.left - sizes @ rows
    scores = inverse @ (rows * noise)
    blocks = np.add.reduceat(scores, np.arange(0, rows.shape[1], BLOCK_DAYS), axis=1)
    robust, plain = blocks @ blocks.T, float((noise**2).mean()) * inverse

    def error(contrast: Values) -> float:
        return float(np.sqrt(max(contrast @ robust @ contrast, contrast @ plain @ contrast)))

    lags = np.arange(1, len(rows) + 1)
    inside = ((lags > band[0]) & (lags <= band[1] + 1)).astype(np.float64)
    share = float(inside @ sizes)
    lag = float((inside * lags) @ sizes) / share if share > 0 else np.nan
    slope = inside * (lags - lag) / share if share > 0 else inside
    return _Free(share, error(inside), lag, error(slope))
