"""With how many counterparts a state deals over time, by sector, from a dataset; who came and went.

Effective number ``exp(H)``, ``H = - sum p ln p`` over the shares of the counterparts in the
events of a window (M. O. Hill, Ecology 54, 1973, doi:10.2307/1934352): ten equal partners count
as 10. Few events miss thin partners, so ``H`` is estimated as A. Chao, Y. T. Wang and L. Jost
propose (Methods in Ecology and Evolution 4, 2013, doi:10.1111/2041-210X.12108): with ``n``
events, ``x`` of a counterpart, ``f1`` and ``f2`` counterparts seen once and twice,

    H = sum x/n (psi(n) - psi(x)) + f1/n (1 - A)^(1-n) (- ln A - sum_{r<n} (1 - A)^r / r)
    A = 2 f2 / ((n - 1) f1 + 2 f2)

with ``psi`` the digamma function. Interval: variance of ``ln p`` over events divided by their
number, times how much monthly counts scatter beyond chance (bursts tell less than their number),
on the scale of ``H``.

Entered and left: a counterpart's count against the same length of time before, at equal coverage.
Seen ``x`` times before and not since has left if so many would vanish by chance with at most 0.01
(a binomial with the windows' exposures, counts divided by their scatter), corrected over
counterparts by Benjamini and Hochberg; entered is the mirror image. A thin counterpart that
flickers does neither.

Misleads when the dataset grows or changes what it covers of one counterpart only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.false_discovery import adjusted
from detente.series import Days, Series, day_number

Values = NDArray[np.float64]

WINDOW_DAYS = 730
STEP_DAYS = 91
BIN_DAYS = 30
LEAST_EVENTS = 20
LEAST_COVERED = 0.5
SURE_ENOUGH = 0.01
Z_90 = 1.645
MOST_ROWS = 3
MOST_LARGEST = 6


@dataclass(frozen=True, slots=True)
class Change:
    """A counterpart that came or went.

    Attributes:
        code: of the counterpart.
        before, after: its events in the window before and in this one.
        q: how surely, among all counterparts.
        row: of the dataset: its first event in this window, or its last one ever.
    """

    code: str
    before: int
    after: int
    q: float
    row: str = ""


@dataclass(frozen=True, slots=True)
class Breadth:
    """The breadth of one sector in one window.

    Attributes:
        actor, dataset, sector: sector is empty for all together.
        first_day, last_day: of the window, numbers of days.
        number, low, high: effective number of counterparts with 0.90 interval, at least 1.
        n_events: events in the window; `n_counterparts` of them seen.
        covered: mean exposure of the window's days.
        largest: counterparts with the most events, each with its number.
        entered, left: against the window before; empty where that isn't covered.
        rows: of the dataset, newest events with the largest counterparts.
    """

    actor: str
    dataset: str
    sector: str
    first_day: int
    last_day: int
    number: float
    low: float
    high: float
    n_events: int
    n_counterparts: int
    covered: float
    largest: tuple[tuple[str, int], ...] = ()
    entered: tuple[Change, ...] = ()
    left: tuple[Change, ...] = ()
    rows: tuple[str, ...] = ()


def find_breadth_over_time(
    series: Sequence[Series], actor: str, *, as_of: date, window_days: int = WINDOW_DAYS
) -> tuple[Breadth, ...]:
    """The breadth of each dataset and sector, window by window, the newest last.

    Args:
        series: events by sector, or of all together; both directions count. Of quad classes,
            scores and dyads of others nothing is read.
        as_of: last day that counts; windows end there and every 91 days before.

    Returns:
        Nothing for windows with fewer than 20 events, or of which less than half was watched.
    """
    last = day_number(as_of)
    groups: dict[tuple[str, str], dict[str, list[Series]]] = {}
    for one in series:
        if one.kind == "events" and not one.quad and actor in one.dyad:
            other = one.target if one.source == actor else one.source
            if other != actor:
                cell = groups.setdefault((one.dataset, one.sector), {})
                cell.setdefault(other, []).append(one.until(last))
    return tuple(
        breadth
        for (dataset, sector), own in sorted(groups.items())
        for breadth in _windows(_Cell(actor, dataset, sector, own), last, window_days)
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """One sector of one dataset: series by counterpart."""

    actor: str
    dataset: str
    sector: str
    own: dict[str, list[Series]]

    @property
    def codes(self) -> list[str]:
        """Counterparts in order."""
        return sorted(self.own)


def _windows(cell: _Cell, last: int, length: int) -> Iterator[Breadth]:
    coverage = next(iter(cell.own.values()))[0].coverage
    begins = coverage.first_day
    ends = list(range(last, begins + length - 2, -STEP_DAYS))[::-1]
    # A month of its own for each column; the last one ends on the last day.
    bins = max(1, (last - begins + 1) // BIN_DAYS)
    months = np.array([_by_month(cell.own[code], last, bins) for code in cell.codes])
    scatter = _scatter(months)
    for end in ends:
        found = _breadth(cell, (end - length + 1, end), scatter)
        if found is not None:
            yield found


def _by_month(parts: Sequence[Series], last: int, bins: int) -> Values:
    counts = np.zeros(bins)
    for one in parts:
        month = bins - 1 - (last - one.days) // BIN_DAYS
        inside = month >= 0
        counts += np.bincount(month[inside], one.counts[inside], bins)
    return counts


def _scatter(months: Values) -> float:
    """Variance of monthly counts over their mean, from neighbouring months, at least 1.

    Differences of neighbours leave trends out: ``sum (x_t - x_(t-1))² / sum (x_t + x_(t-1))``.
    """
    if months.shape[1] < 2:
        return 1.0
    total = float((months[:, 1:] + months[:, :-1]).sum())
    return max(1.0, float((np.diff(months, axis=1) ** 2).sum()) / max(total, 1.0))


def _breadth(cell: _Cell, window: tuple[int, int], scatter: float) -> Breadth | None:
    first, end = window
    length = end - first + 1
    covered = _covered(cell, window)
    counts = np.array([_count(cell.own[code], window) for code in cell.codes])
    if counts.sum() < LEAST_EVENTS or covered < LEAST_COVERED:
        return None
    number, low, high = effective_number(counts, scatter=scatter)
    order = sorted(range(len(counts)), key=lambda row: (-counts[row], cell.codes[row]))
    largest = [cell.codes[row] for row in order[:MOST_LARGEST] if counts[row]]
    entered, left = _changes(cell, window, (first - length, first - 1), scatter)
    return Breadth(
        actor=cell.actor,
        dataset=cell.dataset,
        sector=cell.sector,
        first_day=first,
        last_day=end,
        number=number,
        low=low,
        high=high,
        n_events=int(counts.sum()),
        n_counterparts=int((counts > 0).sum()),
        covered=covered,
        largest=tuple((code, int(counts[cell.codes.index(code)])) for code in largest),
        entered=entered,
        left=left,
        rows=tuple(
            row
            for code in largest[:MOST_ROWS]
            if (row := _row(cell.own[code], window, newest=True))
        ),
    )


def _count(parts: Sequence[Series], window: tuple[int, int]) -> int:
    total = 0
    for one in parts:
        begin, end = np.searchsorted(one.days, [window[0], window[1] + 1])
        total += int(one.counts[begin:end].sum())
    return total


def _covered(cell: _Cell, window: tuple[int, int]) -> float:
    every: Days = np.arange(window[0], window[1] + 1)
    return float(next(iter(cell.own.values()))[0].coverage.at(every).mean())


def _row(parts: Sequence[Series], window: tuple[int, int], *, newest: bool) -> str:
    found = [
        (int(one.days[place]), one.rows[place])
        for one in parts
        if one.rows
        for begin, end in [np.searchsorted(one.days, [window[0], window[1] + 1])]
        if begin < end
        for place in [end - 1 if newest else begin]
    ]
    return (max(found) if newest else min(found))[1] if found else ""


def _changes(
    cell: _Cell, window: tuple[int, int], earlier: tuple[int, int], scatter: float
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Who entered and who left between two windows of one length."""
    watched = _covered(cell, earlier), _covered(cell, window)
    if min(watched) < LEAST_COVERED:
        return (), ()
    before = np.array([_count(cell.own[code], earlier) for code in cell.codes])
    after = np.array([_count(cell.own[code], window) for code in cell.codes])
    share = watched[0] / sum(watched)
    left = _gone(before, after, share=share, scatter=scatter)
    entered = _gone(after, before, share=1.0 - share, scatter=scatter)
    return (
        tuple(
            Change(code, int(before[row]), int(after[row]), float(entered[row]), newest)
            for row, code in enumerate(cell.codes)
            if entered[row] <= SURE_ENOUGH
            for newest in [_row(cell.own[code], window, newest=False)]
        ),
        tuple(
            Change(code, int(before[row]), int(after[row]), float(left[row]), last)
            for row, code in enumerate(cell.codes)
            if left[row] <= SURE_ENOUGH
            for last in [_row(cell.own[code], earlier, newest=True)]
        ),
    )


def _gone(
    there: NDArray[np.int64], then: NDArray[np.int64], *, share: float, scatter: float
) -> Values:
    """q-values that counts of one window are missing from the other.

    Without a change each event falls into the first window with the probability `share`.
    """
    p = np.where(there > 0, share ** (there / scatter), np.nan)
    return adjusted(np.where(then == 0, p, np.where(there > 0, 1.0, np.nan)))


def effective_number(
    counts: NDArray[np.int64], *, scatter: float = 1.0
) -> tuple[float, float, float]:
    """``exp(H)`` with its 0.90 interval.

    Args:
        counts: of each counterpart; zeros don't count. At least one event.
        scatter: how much more counts vary than chance counts do, at least 1.

    >>> number, low, high = effective_number(np.array([500, 500]))
    >>> round(number, 2), low < 2 < high
    (2.0, True)
    """
    seen = counts[counts > 0].astype(np.float64)
    total = float(seen.sum())
    entropy = float((seen / total * (_digamma(np.array([total])) - _digamma(seen))).sum())
    unseen, once = _unseen(seen, total), float((seen == 1).sum())
    entropy += unseen
    share = seen / total
    plain = -float((share * np.log(share)).sum())
    spread = float((share * np.log(share) ** 2).sum()) - plain**2
    # With equal shares the first-order variance vanishes and the chi-square one is left.
    variance = (max(spread, 0.0) + (len(seen) - 1) / (2.0 * total)) * scatter / total
    # What is added for the unseen rests on how many were seen once, a chance number itself.
    variance += 4.0 * unseen**2 / max(once, 1.0)
    half = Z_90 * float(np.sqrt(variance))
    low, high = max(0.0, entropy - half), entropy + half
    return float(np.exp(entropy)), float(np.exp(low)), float(np.exp(high))


def _unseen(seen: Values, total: float) -> float:
    """What counterparts that had no event add to the entropy."""
    once, twice = float((seen == 1).sum()), float((seen == 2).sum())
    if not once or total < 2:
        return 0.0
    if twice:
        rest = 2.0 * twice / ((total - 1.0) * once + 2.0 * twice)
    else:
        rest = 2.0 / ((total - 1.0) * (once - 1.0) + 2.0)
    if rest >= 1.0:
        return 0.0
    # (1-A)^(1-n) (-ln A - sum_{r<n} (1-A)^r / r) = sum_{r>=n} (1-A)^(r-n+1) / r, which is stable.
    steps = np.arange(0, int(40.0 / rest) + 1)
    tail = float(((1.0 - rest) ** (steps + 1) / (total + steps)).sum())
    return once / total * tail


def _digamma(values: Values) -> Values:
    """Digamma function of positive numbers, by recurrence and asymptotic series."""
    shifted = values.astype(np.float64)
    below = np.zeros_like(shifted)
    for _ in range(6):
        small = shifted < 6.0
        below = below - np.where(small, 1.0 / shifted, 0.0)
        shifted = shifted + small
    inverse = 1.0 / shifted**2
    series = inverse * (1.0 / 12.0 - inverse * (1.0 / 120.0 - inverse / 252.0))
    return np.asarray(below + np.log(shifted) - 0.5 / shifted - series)
