"""Does one side answer the other in kind, after how many days, and how often: from a dataset.

Question: after acts of B on A of one quad class (such as material conflict), does A do the same to
B more often than its own rhythm, its bursts, the trend, the coverage and busy days explain?

Test. Both series become deviations from what was expected (`detente.signals.rhythm`) and are
cleared of what their own last 14 days foretell; the cross-correlation of what is left (L. D. Haugh,
JASA 71, 1976, doi:10.1080/01621459.1976.10480353) is weighted with shapes of an answer over lags 1
to `window` days. The null distribution comes from all circular shifts of one side against the other
by more than the window plus 60 days, each scaled by how much both sides varied at the same time:
shifted series keep everything but their alignment. Its mean, spread and skewness give a p-value for
each shape; these are combined by Cauchy's rule, and over all dyads, directions and classes by
Benjamini and Hochberg's.

Estimate (`detente.signals.response_estimate`), where the test finds something: mean lag and share
answered with 0.90 intervals. ``ordered`` is True where the answer stands out from what acts that
merely come in the same days and weeks on both sides would look like; without it nothing is claimed.

Misleads when both react, one later than the other, to something outside the dataset; when reports
of one meeting are coded as acts of both sides on different days; when the answer takes another
form than the act (an act of another quad class isn't looked at); when counts are of reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.false_discovery import adjusted, combined, skewed_tail
from detente.series import Series, day_number
from detente.signals.lag_shapes import Shapes, shapes_within
from detente.signals.response_estimate import Estimate, Sides, estimate_response
from detente.signals.rhythm import (
    SLOW_DAYS,
    Grid,
    around,
    deviations,
    expected_counts,
    grid_of,
    span_of,
    without_own_history,
)

Values = NDArray[np.float64]

OWN_HISTORY_DAYS = 14
LEAST_ACTS = 8
LEAST_DAYS = 365
# Shifts under which the two sides hardly ever vary at once say nothing of chance.
LEAST_OVERLAP = 0.1
LEAST_SHIFTS = 200
SURE_ENOUGH = 0.05
MOST_EXAMPLES = 6


@dataclass(frozen=True, slots=True)
class Response:
    """What the dataset says of one side's answers to the other.

    Attributes:
        actor, counterpart: who would answer whom.
        dataset, sector, quad: as of the two series.
        n_acts, n_own: acts of the counterpart and of the actor.
        p, q: of the test, and with all others tested; NaN where there was too little to test.
        ordered: True where the order in time stands out from acts that merely cluster together.
        lag_days, lag_low, lag_high: mean lag with its 0.90 interval; NaN without an estimate.
        share, share_low, share_high: answers for each act, 0.90 interval; 0.4 means that four in
            ten acts are answered; above 1 where an act draws several. NaN without an estimate.
        examples: rows of the dataset, act and answer, the newest first.
    """

    actor: str
    counterpart: str
    dataset: str
    sector: str
    quad: str
    n_acts: int
    n_own: int
    p: float
    q: float = np.nan
    ordered: bool = False
    lag_days: float = np.nan
    lag_low: float = np.nan
    lag_high: float = np.nan
    share: float = np.nan
    share_low: float = np.nan
    share_high: float = np.nan
    examples: tuple[tuple[str, str], ...] = ()

    @property
    def claimed(self) -> bool:
        """True where it is fair to say that the actor answers."""
        return self.q <= SURE_ENOUGH and self.ordered and self.share_low > 0.0


@dataclass(frozen=True, slots=True)
class _Field:
    """All series of one dataset on one grid, made ready for tests."""

    series: tuple[Series, ...]
    grid: Grid
    expected: Values
    spectra: NDArray[np.complex128]
    variation: NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class _Pair:
    """One test: rows of the one who would answer and of the one who acts first."""

    field: _Field
    own: int
    other: int
    p: float


def find_responses(
    series: Sequence[Series], *, as_of: date, window_days: int = 30
) -> tuple[Response, ...]:
    """Every dyad, direction, sector and quad class that has acts of both sides.

    Args:
        series: directed series of counts, one for each dyad, direction and quad class (`quad`
            filled), by sector or for all sectors together. The more other dyads of the dataset are
            among them, the better busy days are known. Others are left out: scores, series without
            direction, and those of all classes together.
        as_of: last day that counts.
        window_days: within which an act can answer another; 1 to 90.

    Returns:
        One `Response` for each, those claimed and those not, by q, then p. There is none where
        either side has fewer than 8 acts of a class or less than a year is covered.
    """
    shapes = shapes_within(window_days)
    pairs = [
        pair
        for own in _by_dataset(series, as_of)
        if (field := _field(own, day_number(as_of))) is not None
        for pair in _tests(field, shapes.coarse())
    ]
    q = adjusted(np.array([pair.p for pair in pairs]))
    found = [_response(pair, float(value), shapes) for pair, value in zip(pairs, q, strict=True)]
    return tuple(sorted(found, key=lambda one: (np.nan_to_num(one.q, nan=2.0), one.p, one.actor)))


def _by_dataset(series: Sequence[Series], as_of: date) -> list[tuple[Series, ...]]:
    found: dict[str, list[Series]] = {}
    for one in series:
        if one.directed and one.quad and one.kind == "events":
            found.setdefault(one.dataset, []).append(one.until(day_number(as_of)))
    return [tuple(rows) for rows in found.values()]


def _field(series: tuple[Series, ...], last_day: int) -> _Field | None:
    grid = grid_of(series, span_of(series, last_day=last_day))
    if grid.length < LEAST_DAYS:
        return None
    expected = expected_counts(grid, [frozenset(one.dyad) for one in series])
    left = without_own_history(deviations(grid, expected), OWN_HISTORY_DAYS)
    watched = np.maximum(around(np.ones(grid.length)), 1.0)
    return _Field(
        series,
        grid,
        expected,
        np.fft.rfft(left, axis=1),
        np.fft.rfft(around(left**2) / watched, axis=1),
    )


def _tests(field: _Field, shapes: Shapes) -> Iterator[_Pair]:
    place = {
        (one.source, one.target, one.sector, one.quad): row for row, one in enumerate(field.series)
    }
    enough = field.grid.counts.sum(axis=1) >= LEAST_ACTS
    filters = np.fft.rfft(_padded(shapes, field.grid.length), axis=1).conj()
    for (source, target, sector, quad), own in place.items():
        other = place.get((target, source, sector, quad))
        if other is not None and source != target and enough[own] and enough[other]:
            yield _Pair(field, own, other, _chance(field, (own, other), filters, shapes))


def _padded(shapes: Shapes, length: int) -> Values:
    """Shapes of unit length from lag 1 on, filled up with zeros to the number of days."""
    window = shapes.weights.shape[1]
    rows = np.zeros((len(shapes.means), length))
    rows[:, 1 : window + 1] = shapes.weights
    return np.asarray(rows / np.sqrt((rows**2).sum(axis=1, keepdims=True)))


def _chance(
    field: _Field, rows: tuple[int, int], filters: NDArray[np.complex128], shapes: Shapes
) -> float:
    """The p-value of one direction of one dyad: answers of any shape against all shifts."""
    own, other = rows
    length = field.grid.length
    cross = field.spectra[own] * field.spectra[other].conj()
    both = np.fft.irfft(field.variation[own] * field.variation[other].conj(), length)
    scores = np.fft.irfft(cross * filters, length, axis=1)
    away = SLOW_DAYS + shapes.weights.shape[1]
    shifts = np.arange(length)
    chance = (shifts > away) & (shifts < length - away) & (both > LEAST_OVERLAP * both[0])
    if both[0] <= 0 or chance.sum() < LEAST_SHIFTS:
        return float("nan")
    scaled = scores / np.sqrt(np.where(chance | (shifts == 0), both, np.inf))
    null = scaled[:, chance]
    mean = null.mean(axis=1)
    spread = null.std(axis=1)
    spread = np.where(spread > 0, spread, np.inf)
    null = (null - mean[:, None]) / spread[:, None]
    skewness = np.einsum("ij,ij,ij->i", null, null, null) / null.shape[1]
    return float(combined(skewed_tail((scaled[:, 0] - mean) / spread, skewness)))


def _response(pair: _Pair, q: float, shapes: Shapes) -> Response:
    field, own, other = pair.field, pair.own, pair.other
    one = field.series[own]
    counts = field.grid.counts
    found = Response(
        actor=one.source,
        counterpart=one.target,
        dataset=one.dataset,
        sector=one.sector,
        quad=one.quad,
        n_acts=int(counts[other].sum()),
        n_own=int(counts[own].sum()),
        p=pair.p,
        q=q,
    )
    if not q <= SURE_ENOUGH:
        return found
    estimate = estimate_response(
        Sides(
            counts=counts[own],
            expected=field.expected[own],
            acts=counts[other],
            usual=field.expected[other],
            exposure=field.grid.exposure[own],
        ),
        shapes,
    )
    return replace(
        found,
        ordered=estimate.ordered,
        lag_days=estimate.lag_days,
        lag_low=estimate.lag_low,
        lag_high=estimate.lag_high,
        share=estimate.share,
        share_low=estimate.share_low,
        share_high=estimate.share_high,
        examples=examples_of(field.series[other], one, estimate),
    )


def examples_of(acts: Series, answers: Series, estimate: Estimate) -> tuple[tuple[str, str], ...]:
    """Rows of acts and of the answers that came at about the estimated lag, the newest first."""
    if not (acts.rows and answers.rows):
        return ()
    low, high = max(1.0, estimate.lag_low - 1.0), estimate.lag_high + 1.0
    found = []
    for day, row in zip(answers.days[::-1], answers.rows[::-1], strict=True):
        lags = day - acts.days
        near = np.flatnonzero((lags >= low) & (lags <= high))
        if len(near):
            best = near[np.argmin(np.abs(lags[near] - estimate.lag_days))]
            found.append((acts.rows[best], row))
        if len(found) == MOST_EXAMPLES:
            break
    return tuple(found)
