"""Does a move in one relation foretell a move in another? A sparse network, never called cause.

Question: when relations of a state with one counterpart take a turn, do its relations with another
take one some weeks later, beyond what all relations did and beyond what each one's own past says?

Formula. Weekly moves of each relation (`detente.signals.weekly_moves`) are freed of common factors:
the first principal components of all relations of the dataset, without the pair itself, in the same
week and the four before. For what is left, ``u`` and ``v``, the score of a lag of ``h`` weeks is

    t_h = sum_w u_(w-h) v_w / sqrt(sum_w u_(w-h)² v_w²)

with sums over blocks of 13 weeks in the denominator where these are larger; likewise for two and
three neighbouring lags together. Their p-values are combined by Cauchy's rule and corrected for all
pairs by Benjamini and Hochberg's procedure.

Claimed is an edge with q ≤ 0.05 that (1) clearly exceeds the correlation of the same week and that
of the reversed order, which are what a shared shock leaves; (2) comes back in at least 0.8 of the
70 halves of the period made of four of eight blocks (stability selection; N. Meinshausen and P.
Bühlmann, JRSS B 72, 2010, doi:10.1111/j.1467-9868.2010.00740.x).

Size: points by which the second level moves for one point by which the first truly moves,
``cov_h (1 - c_1 c_2) / shock_1`` with ``c`` the share of a move that the filter shows a week late;
divided by ``1 + (w - 1) (c_1 + c_2) / 2`` for a sum over ``w`` weeks.

Misleads when both answer a third thing outside the dataset, one later; when a coupling works within
the week; when it holds only for a short time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from detente.false_discovery import adjusted, combined, normal_tail
from detente.series import Series, day_number
from detente.signals.rhythm import span_of
from detente.signals.weekly_moves import DAYS, Moves, Weeks, moves_of, weeks_of

Values = NDArray[np.float64]

MOST_WEEKS = 8
LEAST_WEEKS = 100
LEAST_SEEN = 60
MOST_FACTORS = 3
FACTOR_LAGS = 4
LEAST_OTHERS = 2
BLOCK_WEEKS = 13
PARTS = 8
SURE_ENOUGH = 0.05
STABLE = 0.8
LOOKED_AT = 0.01
Z_90 = 1.645
HALVES = np.array(
    [
        [part in chosen for part in range(PARTS)]
        for chosen in combinations(range(PARTS), PARTS // 2)
    ],
    dtype=float,
)
MOST_EXAMPLES = 4
# What takes ten days falls into two weeks: neighbouring weeks are looked at together as well.
WINDOWS = tuple(
    tuple(range(lag, lag + width))
    for width in (1, 2, 3)
    for lag in range(1, MOST_WEEKS + 2 - width)
)


@dataclass(frozen=True, slots=True)
class Coupling:
    """What moves in one relation say of later moves in another.

    Attributes:
        actor: party to both relations.
        first, second: counterparts: of the relation that moves first and of the other.
        dataset: both are drawn from it.
        lag_weeks: weeks from move to move at which they go together most, 1 to 8; the middle where
            it takes two or three weeks.
        correlation, low, high: of the moves at that lag, summed over these weeks, with 0.90
            interval.
        size, size_low, size_high: points of the second for one point of the first.
        p, q: over all lags, and among all pairs.
        stands_out: True where it exceeds the same week and the reversed order.
        stability: share of halves of the period in which it comes back, 0 to 1; 0 where p is
            above 0.01.
        rows: of the dataset, for the weeks that show it most: first and second, in pairs.
    """

    actor: str
    first: str
    second: str
    dataset: str
    lag_weeks: float
    correlation: float
    low: float
    high: float
    size: float
    size_low: float
    size_high: float
    p: float
    stands_out: bool
    q: float = float("nan")
    stability: float = 0.0
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def claimed(self) -> bool:
        """True where it is fair to say that the first foretells the second."""
        return self.q <= SURE_ENOUGH and self.stands_out and self.stability >= STABLE


@dataclass(frozen=True, slots=True)
class _Panel:
    """Relations of one dataset; the first `own` rows are those of the actor."""

    relations: tuple[tuple[Series, ...], ...]
    counterparts: tuple[str, ...]
    weeks: Weeks
    moves: Moves
    loadings: Values


def find_couplings(series: Sequence[Series], actor: str, *, as_of: date) -> tuple[Coupling, ...]:
    """The strongest lag of every ordered pair of the actor's relations, claimed or not, by q.

    Args:
        series: of all acts together (no sector, no quad class) or scores. Both directions of a
            relation are put together. Relations of others with each other are welcome: they tell
            what all relations do, as do the actor's own.
        as_of: last day that counts.

    Returns:
        Nothing for relations with events in fewer than 60 weeks, or less than 100 weeks covered.
    """
    last = day_number(as_of)
    groups: dict[tuple[str, str], list[Series]] = {}
    for one in series:
        if not one.sector and not one.quad and one.source != one.target:
            groups.setdefault((one.dataset, one.kind), []).append(one.until(last))
    found: list[Coupling] = []
    for own in groups.values():
        panel = _panel(own, actor, last_day=last)
        if panel is not None:
            found += _edges(panel, actor)
    q = adjusted(np.array([one.p for one in found]))
    found = [replace(one, q=float(value)) for one, value in zip(found, q, strict=True)]
    return tuple(sorted(found, key=lambda one: (one.q, one.p, one.first, one.second)))


def _panel(series: Sequence[Series], actor: str, *, last_day: int) -> _Panel | None:
    span = span_of(series, last_day=last_day)
    pairs: dict[frozenset[str], list[Series]] = {}
    for one in series:
        pairs.setdefault(frozenset(one.dyad), []).append(one)
    relations = [tuple(parts) for _, parts in sorted(pairs.items(), key=lambda row: sorted(row[0]))]
    weeks = weeks_of(relations, span)
    if weeks.means.shape[1] < LEAST_WEEKS:
        return None
    enough = (weeks.events > 0).sum(axis=1) >= LEAST_SEEN
    own = np.array([actor in parts[0].dyad for parts in relations], dtype=bool)
    order = np.r_[np.flatnonzero(enough & own), np.flatnonzero(enough & ~own)]
    if (enough & own).sum() < 2:
        return None
    weeks = Weeks(weeks.first_day, weeks.means[order], weeks.events[order])
    kept = tuple(relations[row] for row in order)
    moves = moves_of(weeks)
    names = [next(code for code in parts[0].dyad if code != actor) for parts in kept]
    counterparts = tuple(names[: int((enough & own).sum())])
    return _Panel(kept, counterparts, weeks, moves, _loadings(moves))


def _loadings(moves: Moves) -> Values:
    """How each relation takes part in the common factors, shape (relations, factors).

    Principal components whose eigenvalue is above what unrelated rows would have (V. A. Marchenko
    and L. A. Pastur, Math. USSR-Sbornik 1, 1967, doi:10.1070/SM1967v001n04ABEH001994); the plain
    mean where there is none.
    """
    rows = len(moves.moves)
    both = moves.seen.astype(float) @ moves.seen.T.astype(float)
    matrix = moves.moves @ moves.moves.T / np.maximum(both, 1.0)
    values, vectors = np.linalg.eigh(matrix)
    edge = (1.0 + np.sqrt(rows / max(float(np.median(both)), 1.0))) ** 2
    strong = np.flatnonzero(values > edge * float(np.mean(np.diag(matrix))))[::-1][:MOST_FACTORS]
    if not len(strong):
        return np.full((rows, 1), 1.0 / np.sqrt(rows))
    return np.asarray(vectors[:, strong])


@dataclass(frozen=True, slots=True)
class _Scores:
    """One relation against others, a row for each of these.

    Attributes:
        weeks: shape (others, 8), sums of products at each lag.
        sums, errors: shape (others, windows), of the windows and their standard errors.
        same: shape (others,), sum of products in the same week.
        power: shape (others,), the sum that a correlation of 1 would have.
        p: shape (others,).
    """

    same: Values
    power: Values
    weeks: Values
    sums: Values
    errors: Values
    p: Values


def _edges(panel: _Panel, actor: str) -> list[Coupling]:
    own = len(panel.counterparts)
    found = []
    for first in range(own - 1):
        others = np.arange(first + 1, own)
        left = _left(panel, first, others)
        ways = _scores(*left), _scores(*left[::-1])
        for place, second in enumerate(others):
            rows, parts = (first, int(second)), (left[0][place], left[1][place])
            for way in (0, 1):
                pair = _Pair(rows[way], rows[1 - way], parts[way], parts[1 - way])
                found.append(_edge(panel, pair, (ways[way], ways[1 - way], place), actor))
    return found


def _left(panel: _Panel, first: int, others: NDArray[np.int64]) -> tuple[Values, Values]:
    """Moves of one relation and of others, each pair freed of the factors without that pair."""
    moves, loadings = panel.moves.moves, panel.loadings
    rows, number = moves.shape
    one = np.broadcast_to(moves[first], (len(others), number))
    two = moves[others]
    if rows - 2 < LEAST_OTHERS:
        return one, two
    factors = (loadings.T @ moves).T
    factors = factors - moves[first][:, None] * loadings[first]
    without = factors - two[:, :, None] * loadings[others][:, None, :]
    lagged = np.zeros((len(others), number, (FACTOR_LAGS + 1) * loadings.shape[1]))
    for lag in range(FACTOR_LAGS + 1):
        columns = slice(lag * loadings.shape[1], (lag + 1) * loadings.shape[1])
        lagged[:, lag:, columns] = without[:, : number - lag]
    basis, _ = np.linalg.qr(lagged)
    both = np.stack([one, two], axis=2)
    both = both - basis @ (basis.transpose(0, 2, 1) @ both)
    seen = panel.moves.seen
    return both[:, :, 0] * seen[first], both[:, :, 1] * seen[others]


def _scores(one: Values, two: Values) -> _Scores:
    """How moves of `one` go with later moves of `two`, at each lag and window."""
    products = [_lagged(one, two, lag) for lag in range(1, MOST_WEEKS + 1)]
    sums = np.empty((len(one), len(WINDOWS)))
    errors = np.empty_like(sums)
    for column, window in enumerate(WINDOWS):
        summed = np.sum([products[lag - 1] for lag in window], axis=0)
        sums[:, column] = summed.sum(axis=1)
        errors[:, column] = _error(summed)
    weeks = np.array([row.sum(axis=1) for row in products]).T
    power = np.sqrt((one**2).sum(axis=1) * (two**2).sum(axis=1))
    return _Scores(
        same=(one * two).sum(axis=1),
        power=np.maximum(power, 1e-12),
        weeks=weeks,
        sums=sums,
        errors=errors,
        p=combined(2.0 * normal_tail(np.abs(sums) / errors)),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Rows of two relations, the one that moves first before the other, and their moves left."""

    first: int
    second: int
    one: Values
    two: Values


def _edge(panel: _Panel, pair: _Pair, scored: tuple[_Scores, _Scores, int], actor: str) -> Coupling:
    scores, reverse, place = scored
    sums, errors = scores.sums[place], scores.errors[place]
    power = float(scores.power[place])
    best = int(np.argmax(np.abs(sums) / errors))
    window, sign = WINDOWS[best], 1.0 if sums[best] > 0 else -1.0
    value, error = float(sums[best]) / power, float(errors[best]) / power
    # What a shared shock leaves shows in the same week and in the reversed order as well.
    same = sign * float(scores.same[place]) / power * sqrt(len(window))
    back = sign * float(sum(reverse.weeks[place, lag - 1] for lag in window)) / power
    scale = _size_scale(panel.moves, (pair.first, pair.second), len(window))
    low, high = value - Z_90 * error, value + Z_90 * error
    found = Coupling(
        actor=actor,
        first=panel.counterparts[pair.first],
        second=panel.counterparts[pair.second],
        dataset=panel.relations[pair.first][0].dataset,
        lag_weeks=(window[0] + window[-1]) / 2,
        correlation=value,
        low=low,
        high=high,
        size=value * scale,
        size_low=low * scale,
        size_high=high * scale,
        p=float(scores.p[place]),
        stands_out=bool(abs(value) - max(same, back, 0.0) >= Z_90 * sqrt(2.0) * error),
    )
    if found.p > LOOKED_AT:
        return found
    products = sign * np.array([_lagged(pair.one[None], pair.two[None], lag)[0] for lag in window])
    rows = _examples(panel, (pair.first, pair.second), products[0], window[0])
    return replace(found, stability=_stability(products.sum(axis=0)), rows=rows)


def _lagged(one: Values, two: Values, lag: int) -> Values:
    """Products of each week's move of the second with that of the first `lag` weeks before."""
    rows = np.zeros_like(two)
    rows[:, lag:] = one[:, : one.shape[1] - lag] * two[:, lag:]
    return rows


def _error(rows: Values) -> Values:
    """Standard error of the sum of each row, by weeks or by blocks of weeks: the larger one."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    starts = np.arange(0, rows.shape[1], BLOCK_WEEKS)
    blocks = np.add.reduceat(centred, starts, axis=1)
    larger = np.maximum((centred**2).sum(axis=1), (blocks**2).sum(axis=1))
    return np.asarray(np.sqrt(np.maximum(larger, 1e-24)))


def _size_scale(moves: Moves, rows: tuple[int, int], width: int) -> float:
    """Points of the second for one of the first, for a correlation of 1 summed over some weeks.

    The filter shows part of a true move a week late, in either relation, so that weeks beside the
    lag show it again.
    """
    first, second = rows
    one, two = float(moves.carried[first]), float(moves.carried[second])
    again = (1.0 - one * two) / (1.0 + (width - 1) * (one + two) / 2.0)
    spread = moves.spread[first] * moves.spread[second]
    return float(spread * again / max(moves.shock[first], 1e-9))


def _stability(row: Values) -> float:
    """Share of the halves in which the sum of products exceeds its standard error."""
    parts = np.array_split(row, PARTS)
    sums = HALVES @ np.array([part.sum() for part in parts])
    errors = np.sqrt(HALVES @ np.array([(part**2).sum() for part in parts]))
    return float(np.mean(sums > np.maximum(errors, 1e-12)))


def _examples(
    panel: _Panel, rows: tuple[int, int], products: Values, lag: int
) -> tuple[tuple[str, str], ...]:
    """Rows of the weeks that show it most, in order of time."""
    weeks = np.sort(np.argsort(-products, kind="stable")[:MOST_EXAMPLES])
    found = []
    for week in weeks[products[weeks] > 0]:
        pair = _row_of(panel, rows[0], int(week) - lag), _row_of(panel, rows[1], int(week))
        if all(pair):
            found.append(pair)
    return tuple(found)


def _row_of(panel: _Panel, relation: int, week: int) -> str:
    """The row of the day of a week that moved the relation most."""
    first = panel.weeks.first_day + DAYS * week
    sign = np.sign(panel.moves.moves[relation, week])
    best, chosen = -np.inf, ""
    for one in panel.relations[relation]:
        begin, end = np.searchsorted(one.days, [first, first + DAYS])
        for place in range(int(begin), int(end) if one.rows else int(begin)):
            weight = float(sign * one.values[place] * np.sqrt(one.counts[place]))
            if weight > best:
                best, chosen = weight, one.rows[place]
    return chosen
