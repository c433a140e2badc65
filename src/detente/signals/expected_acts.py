"""What was to be expected of a series and stayed out, while its source was alive.

Counts by week are negative binomial around a rate that wanders (`tempo_readings`); a drift lets
the usual rate of some years ago count for less. The surprise of weeks without an event is
``-log2 P(no event in them | what came before)``, added up week by week since the last event.
Under the model a gap reaches b bits with probability ``2 ** -b``, so a dyad with events in `n`
weeks of ten years has ``n * 2 ** -b`` false alarms in them; from that follows how many bits are
asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log2

import numpy as np

from detente.series import Series, day_of
from detente.signals.filters import Values
from detente.signals.tempo_readings import WARM_UP, TempoReadings, Weeks, weeks_of
from detente.signals.wording import MONTHS

FALSE_ALARMS = 0.05
# A dyad has many sectors, so that each may err less often.
FALSE_ALARMS_BY_SECTOR = 0.01
LEAST_BITS = 8.0
LEAST_EVENTS = 12
LEAST_WEEKS = 26
DAYS_PER_YEAR = 365.25
# Standard deviation of the drift of a log rate in a year.
DRIFT = 0.5
MOST_ROWS = 6
# A yearly act comes within so many days of the same date; chance may bring it about this rarely.
SEASON_DAYS = 15
LEAST_YEARS = 4
BY_CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class Gap:
    """Weeks without an event that were to be expected to have some.

    Attributes:
        first, last: numbers of the first day after the last event, and of the last day watched
            before the next one.
        open: True where no event came up to the end of what is covered.
        bits: surprise.
        expected: events expected in it at the rate of before.
        watched: exposure in days at usual coverage.
    """

    first: int
    last: int
    open: bool
    bits: float
    expected: float
    watched: float


@dataclass(frozen=True, slots=True)
class Silence:
    """An expected act that stayed out while the source was alive.

    Attributes:
        dataset, source, target, sector, directed: of the series.
        begins_on, ends_on: first and last day of the silence; it lasts where `open`.
        open: True where it reaches to the end of what is covered.
        bits: surprise, ``-log2`` of the probability of such a gap; `needed` what was asked for.
        expected: events expected in the gap; `interval_days` the usual time between events.
        watched: days at usual coverage in the gap.
        reasons: why it was expected, in plain words.
        rows: of the newest events before it, the last one first.
    """

    dataset: str
    source: str
    target: str
    sector: str
    directed: bool
    begins_on: date
    ends_on: date
    open: bool
    bits: float
    needed: float
    expected: float
    interval_days: float
    watched: float
    reasons: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def find_silences(many: Iterable[Series], *, false_alarms: float = FALSE_ALARMS) -> list[Silence]:
    """Silences of all series, the most surprising first.

    Args:
        many: series of acts; scores have no acts to wait for and are passed over.
        false_alarms: how many are accepted in ten years of one calm series, above 0.

    Returns:
        Silences that last and those that ended. A series with fewer than 12 events or 26 weeks
        says nothing; neither do weeks in which nobody looked, nor what is after the coverage.
    """
    found = [
        _silence(series, gap, needed)
        for series in many
        if series.kind == "events" and series.counts.sum() >= LEAST_EVENTS
        for gap, needed in surprising_gaps(weeks_of(series), false_alarms=false_alarms)
    ]
    return sorted(found, key=lambda one: (-one.bits, one.source, one.target, one.begins_on))


def beyond_the_whole(parts: Iterable[Silence], whole: Sequence[Silence]) -> list[Silence]:
    """Silences of sectors without those in which the same side did nothing at all.

    Args:
        parts: silences of single sectors.
        whole: silences of all acts together.
    """

    def same(one: Silence, other: Silence) -> bool:
        """The same side of the same dyad, at the same time."""
        sides = (one.dataset, one.source, one.target) == (other.dataset, other.source, other.target)
        return sides and one.begins_on <= other.ends_on and other.begins_on <= one.ends_on

    return [one for one in parts if not any(same(one, other) for other in whole)]


def surprising_gaps(weeks: Weeks, *, false_alarms: float = FALSE_ALARMS) -> list[tuple[Gap, float]]:
    """Gaps with at least as many bits as are asked for, and how many those are."""
    if len(weeks.counts) < LEAST_WEEKS:
        return []
    # After each week with an event a gap may begin.
    chances = int((weeks.counts > 0).sum())
    years = max(1.0, (int(weeks.last[-1]) - int(weeks.first[0])) / DAYS_PER_YEAR)
    needed = max(LEAST_BITS, log2(max(1.0, 10.0 * chances / years) / false_alarms))
    return [(gap, needed) for gap in gaps_of(weeks) if gap.bits >= needed]


def gaps_of(weeks: Weeks) -> Iterator[Gap]:
    """Every run of weeks without an event after the first event, with its surprise."""
    bits, foreseen = surprise(weeks)
    events = np.flatnonzero(weeks.counts)
    edges = [*events.tolist(), len(weeks.counts)]
    for before, after in pairwise(edges):
        inside = slice(before + 1, after)
        if after - before < 2 or before < WARM_UP:
            continue
        yield Gap(
            first=int(weeks.last[before]) + 1,
            last=int(weeks.last[after - 1]),
            open=after == len(weeks.counts),
            bits=float(bits[inside].sum()),
            expected=float(foreseen[before + 1] * weeks.exposure[inside].sum()),
            watched=float(weeks.exposure[inside].sum()),
        )


def surprise(weeks: Weeks) -> tuple[Values, Values]:
    """``-log2 P(no event)`` of each week given the weeks before, and the rate a day foreseen.

    Shapes (n,). Only the past is used.
    """
    readings = TempoReadings(weeks)
    grid = readings.grid()
    state = readings.start(grid, 1)
    logs = np.log(grid.weight)
    bits, foreseen = np.zeros(len(weeks.counts)), np.zeros(len(weeks.counts))
    for at in range(len(weeks.counts)):
        gap = float(weeks.last[at] - weeks.last[at - 1]) if at else 7.0
        state.fade(np.exp2(-gap / grid.half_life), grid.swing)
        state.pmm += DRIFT**2 * gap / DAYS_PER_YEAR
        share = np.exp(logs)
        foreseen[at] = float((share * np.exp(state.mu + state.x)[0]).sum())
        none = readings.log_none(at, state, grid)[0]
        bits[at] = -log2(max(float((share * np.exp(none)).sum()), 1e-300))
        logs = logs + readings.read(at, state, grid)[0]
        logs -= logs.max()
        logs -= np.log(np.exp(logs).sum())
    return bits, foreseen


def yearly_acts(series: Series, *, until: int) -> list[tuple[int, int]]:
    """Acts of the same weeks of each year that are overdue: their usual day, years in a row.

    A date counts where each of at least four years before has an event within fifteen days of
    it, which at the rate of the series would be rare chance, and the last such window up to
    `until` was watched and is empty.
    """
    found: list[tuple[int, int]] = []
    if len(series.days) < LEAST_YEARS:
        return found
    years = max(1.0, (until - int(series.days[0])) / DAYS_PER_YEAR)
    in_window = 1.0 - float(np.exp(-len(series.days) / years * (2 * SEASON_DAYS + 1) / 365.25))
    windows = DAYS_PER_YEAR / (2 * SEASON_DAYS + 1)
    last_year = series.days[series.days > until - 2 * DAYS_PER_YEAR]
    for day in last_year.tolist():
        due = day + round(DAYS_PER_YEAR)
        late = due + SEASON_DAYS
        watched = series.coverage.at(np.arange(due - SEASON_DAYS, late + 1))
        if late > until or (watched <= 0).any() or _near(series, due):
            continue
        row = 0
        while _near(series, day - round(row * DAYS_PER_YEAR)):
            row += 1
        if row >= LEAST_YEARS and windows * in_window**row <= BY_CHANCE:
            found.append((due, row))
    return found[:1]


def in_month(day: date) -> str:
    """A day of a year in words, "4 June"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def _near(series: Series, day: int) -> bool:
    return bool((np.abs(series.days - day) <= SEASON_DAYS).any())


def _silence(series: Series, gap: Gap, needed: float) -> Silence:
    before = int(np.searchsorted(series.days, gap.first))
    last = int(series.days[before - 1])
    interval = gap.watched / max(gap.expected, 1e-9)
    rows = series.rows[max(0, before - MOST_ROWS) : before][::-1]
    return Silence(
        dataset=series.dataset,
        source=series.source,
        target=series.target,
        sector=series.sector,
        directed=series.directed,
        begins_on=day_of(last + 1),
        ends_on=day_of(gap.last),
        open=gap.open,
        bits=gap.bits,
        needed=needed,
        expected=gap.expected,
        interval_days=interval,
        watched=gap.watched,
        reasons=_reasons(series, gap, interval),
        rows=rows,
    )


def _reasons(series: Series, gap: Gap, interval: float) -> tuple[str, ...]:
    found = [f"one every {interval:.0f} days before" if interval >= 1.5 else "one a day before"]
    for due, years in yearly_acts(series, until=gap.last):
        if due >= gap.first:
            found.append(f"one around {in_month(day_of(due))} in each of {years} years")
    return tuple(found)
