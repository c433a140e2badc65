"""Lines of action that became fixed: said again and again, laid down formally, then kept.

Method, assumptions and measured false alarms: ``docs/methods/institutionalisation.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtr

from detente.false_discovery import adjusted
from detente.series import Coverage, Days, Values
from detente.signals.surrogates import count_surrogates

SAID, FORMAL, KEPT = range(3)
BIN_DAYS = 30
MOST_BINS, LEAST_BINS = 24, 9
# Said on fewer days before, it was an act and no line.
LEAST_SAID = 3
LEAST_KEPT = 6
# Formal acts closer together are one step.
APART_DAYS = 30
# What happens around the signing is part of it.
AROUND_DAYS = 15
LEAST_EXPOSURE = 0.1
KEPT_SHARE = 0.5
# Months over which spells of practice are followed.
LAGS = 3
# Beyond this no series that comes and goes has to be made for comparison.
SCREENED = 0.05
SURROGATES = 400
LONGEST_LAG_DAYS = 180
CLAIMED = 0.1


@dataclass(frozen=True, slots=True)
class StepActs:
    """Acts of one bearing between two states that are of some step.

    Attributes:
        source: who acts, for conflict; the state looked from for cooperation, which both do.
        days: shape (n,), in order; several acts of a day may stand side by side.
        steps: shape (n,), `SAID`, `FORMAL` or `KEPT`.
        sectors: of each act, empty where it is of every one.
        names: titles of the acts; ``rows`` to cite.
    """

    dataset: str
    source: str
    target: str
    bearing: str
    days: Days
    steps: Days
    sectors: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[str, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class FixedStep:
    """A step with the days on which it was seen, its acts by title, and rows to cite."""

    step: int
    days: tuple[int, ...]
    names: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A line of action and how it became fixed.

    Attributes:
        sector: empty for all acts together.
        steps: said, formal, kept.
        months: after the formal step that were watched, and in how many of them it was practised;
            then the same before it.
        p, q: how probable practice would rise as much at a day of no meaning, given how practice
            comes and goes; q for all lines looked at.
    """

    dataset: str
    source: str
    target: str
    bearing: str
    sector: str
    steps: tuple[FixedStep, ...]
    months: tuple[int, int, int, int]
    p: float
    q: float

    @property
    def formal_on(self) -> int:
        """Day number of the formal step."""
        return self.steps[FORMAL].days[0]


def find_fixed_lines(acts: Iterable[StepActs], *, claimed: float = CLAIMED) -> list[FixedLine]:
    """Lines that were said before, laid down, and practised more and steadily since.

    Args:
        acts: by pair and bearing, as of the day that is looked from.
        claimed: the share of false ones among those that are told, for the rise in practice.

    Returns:
        At most one for each pair, source and bearing: that with the least q, by day of the formal
        step. Nothing where there are less than 9 months on either side of each formal act.
    """
    tested = [
        (number, line)
        for number, one in enumerate(acts)
        for sector in _sectors(one)
        if (line := _best(one, sector)) is not None
    ]
    q = adjusted(np.array([line.p for _, line in tested]))
    best: dict[int, FixedLine] = {}
    for (number, line), share in zip(tested, q, strict=True):
        fixed = share <= claimed and len(line.steps[SAID].days) >= LEAST_SAID and _is_kept(line)
        # Where a sector says it as surely as all acts together, the line is of that sector.
        if fixed and (number not in best or line.p <= best[number].p):
            best[number] = replace(line, q=float(share))
    return sorted(best.values(), key=lambda one: (one.formal_on, one.target))


def _sectors(acts: StepActs) -> list[str]:
    """All acts together, and each sector in which enough was put into practice."""
    kept = [sector for sector, step in zip(acts.sectors, acts.steps, strict=True) if step == KEPT]
    return ["", *sorted(one for one in set(kept) if one and kept.count(one) >= LEAST_KEPT)]


def _is_kept(line: FixedLine) -> bool:
    """Practised in half of the months since, and in the last third half as often as in all."""
    months, practised, _, _ = line.months
    days = np.array(line.steps[KEPT].days, dtype=np.int64)
    last = line.formal_on + AROUND_DAYS + BIN_DAYS * (months - months // 3)
    lately = float(np.count_nonzero(days >= last)) * months / (months // 3)
    return practised >= KEPT_SHARE * months and lately >= KEPT_SHARE * len(days)


def _best(acts: StepActs, sector: str) -> FixedLine | None:
    """The formal act after which practice rose most surely; None where none can be tested."""
    fits = np.array([not sector or one in ("", sector) for one in acts.sectors], dtype=bool)
    exact = np.array([not sector or one == sector for one in acts.sectors], dtype=bool)
    kept = np.unique(acts.days[exact & (acts.steps == KEPT)])
    formal = _apart(np.unique(acts.days[fits & (acts.steps == FORMAL)]))
    if len(kept) < LEAST_KEPT or not formal:
        return None
    found = rise_after(kept, formal, acts.coverage)
    if found is None:
        return None
    at, p, months = found
    end = at + AROUND_DAYS + BIN_DAYS * months[0]
    start = at - AROUND_DAYS - BIN_DAYS * MOST_BINS
    spans = {SAID: (start, at - 1), FORMAL: (at, at + AROUND_DAYS), KEPT: (at + AROUND_DAYS, end)}
    steps = []
    for step, (first, last) in spans.items():
        chosen = (acts.steps == step) & (acts.days >= first) & (acts.days <= last)
        steps.append(_step(acts, step, np.flatnonzero(chosen & (exact if step == KEPT else fits))))
    return FixedLine(
        acts.dataset, acts.source, acts.target, acts.bearing, sector, tuple(steps), months, p, 1.0
    )


def _apart(days: Days) -> list[int]:
    kept: list[int] = []
    for day in days.tolist():
        if not kept or day - kept[-1] >= APART_DAYS:
            kept.append(day)
    return kept


def _step(acts: StepActs, step: int, places: Days) -> FixedStep:
    """The acts of a step: the first, the last and some between are cited."""
    shown = np.unique(np.linspace(0, max(len(places) - 1, 0), 3).round().astype(np.int64))
    cited = places[shown] if len(places) else places
    return FixedStep(
        step,
        tuple(dict.fromkeys(acts.days[places].tolist())),
        tuple(dict.fromkeys(acts.names[place] for place in places)),
        tuple(acts.rows[place] for place in cited),
    )


def rise_after(
    kept: Days, formal: Sequence[int], coverage: Coverage
) -> tuple[int, float, tuple[int, int, int, int]] | None:
    """After which of some days practice is most surely more frequent than before it.

    Args:
        kept: days with an act, each once.
        formal: the days; fifteen days on either side of one are left out.

    Returns:
        The day, a one-sided p-value for the best of all these days, and months after, months
        practised after, months before, months practised before, each month of 30 days. None where
        every day has fewer than 9 months on one side that were watched.

    The distance of the two means in units of its standard error is divided by the spread that it
    has in series which come and go as practice does (`count_surrogates`).
    """
    daily = np.zeros((1, len(coverage.exposure)))
    inside = kept[(kept >= coverage.first_day) & (kept <= coverage.last_day)]
    daily[0, inside - coverage.first_day] = 1.0
    tested = {at: found for at in formal if (found := _around(at, coverage)) is not None}
    if not tested:
        return None
    distances = {at: float(_distance(daily, *bins)[0]) for at, bins in tested.items()}
    at = max(distances, key=lambda one: (distances[one], -one))
    before, after = tested[at]
    freedom = before.shape[1] + after.shape[1] - 3
    if stdtr(freedom, -distances[at]) <= SCREENED:
        seen = np.maximum(coverage.exposure, LEAST_EXPOSURE)
        drawn = count_surrogates(
            daily[0], seen, number=SURROGATES, longest_lag_days=LONGEST_LAG_DAYS
        )
        drawn = np.minimum(drawn, 1.0)
        reached = np.array([_distance(drawn, *bins) for bins in tested.values()]).max(axis=0)
        p = (1.0 + float(np.count_nonzero(reached >= distances[at]))) / (1.0 + SURROGATES)
    else:
        p = 1.0
    months = [sums for bins in (after, before) for sums in _practised(daily, bins)]
    return at, p, (months[0], months[1], months[2], months[3])


def _practised(daily: Values, bins: Values) -> tuple[int, int]:
    """How many months there are, and in how many of them something was done."""
    return bins.shape[1], int((_monthly(daily, bins)[0] > 0).sum())


def _around(at: int, coverage: Coverage) -> tuple[Values, Values] | None:
    """Months before and after a day: place of the first day of each, and days watched."""
    both = []
    for start, way in ((at - AROUND_DAYS, -1), (at + AROUND_DAYS, 1)):
        found = []
        for number in range(MOST_BINS):
            first = start + way * BIN_DAYS * (number + (way < 0)) - coverage.first_day
            if first < 0 or first + BIN_DAYS > len(coverage.exposure):
                break
            watched = float(coverage.exposure[first : first + BIN_DAYS].sum())
            if watched >= LEAST_EXPOSURE * BIN_DAYS:
                found.append((first, watched))
        both.append(np.array(found, dtype=np.float64).reshape(-1, 2).T)
    before, after = both
    return (before, after) if min(before.shape[1], after.shape[1]) >= LEAST_BINS else None


def _monthly(daily: Values, bins: Values) -> Values:
    """Days of practice a month at usual coverage; shape (series, months)."""
    sums = np.concatenate([np.zeros((len(daily), 1)), np.cumsum(daily, axis=1)], axis=1)
    first = bins[0].astype(np.int64)
    found: Values = (sums[:, first + BIN_DAYS] - sums[:, first]) / bins[1] * BIN_DAYS
    return found


def _distance(daily: Values, before: Values, after: Values) -> Values:
    """The step between months before and after, in units of its standard error; shape (series,).

    Beyond a straight line through all months, since what grows anyhow grows after any day. The
    error by Bartlett's kernel over three months (W. K. Newey and K. D. West, Econometrica 55,
    1987, doi:10.2307/1913610), at least that of months without memory and at least Poisson's.
    """
    bins = np.concatenate([before[:, ::-1], after], axis=1)
    number = bins.shape[1]
    later = np.arange(number) >= before.shape[1]
    when = (bins[0] - bins[0].mean()) / (np.ptp(bins[0]) or 1.0)
    weights = np.linalg.pinv(np.stack([np.ones(number), when, later.astype(np.float64)], axis=1))
    months = _monthly(daily, bins)
    fitted = months @ weights.T
    rest = months - fitted[:, :1] - fitted[:, 1:2] * when - fitted[:, 2:] * later
    off = rest * weights[2] * np.sqrt(number / (number - 3.0))
    apart = [(off[:, lag:] * off[:, : number - lag]).sum(axis=1) for lag in range(LAGS + 1)]
    long_run = apart[0] + 2.0 * sum(
        (1.0 - lag / (LAGS + 1)) * apart[lag] for lag in range(1, LAGS + 1)
    )
    scatter = months.mean(axis=1) * float((weights[2] ** 2).sum())
    variance = np.maximum(np.maximum(long_run, apart[0]), np.maximum(scatter, 1e-9))
    found: Values = fitted[:, 2] / np.sqrt(variance)
    return found
