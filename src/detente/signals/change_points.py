"""Shifts of one series: when its level or its tempo jumped, how far, and when it was known.

Model and measured false alarms: ``docs/methods/shifts.md``. Online, a jump is known on the first
day on which the last jump lies after everything known before with a probability of at least
`least`; only readings up to that day count. In hindsight the whole series decides on days, sizes
and which jumps stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from detente.series import Series, day_of
from detente.signals.episodes import Episode, find_episodes
from detente.signals.filters import Days, Grid, Readings
from detente.signals.hindsight import Jump, jumps_known, jumps_of, look_back, standing
from detente.signals.leaning import find_leanings
from detente.signals.level_readings import LevelReadings
from detente.signals.run_lengths import Belief, run_filter
from detente.signals.shift import Shift
from detente.signals.stretches import Stretch, huber, level_stretch, tempo_stretch
from detente.signals.surges import CONFLICT, COOPERATION, find_surges
from detente.signals.tempo_readings import TempoReadings, weeks_of

__all__ = ["Shift", "find_shifts", "known_shifts"]

# A jump every three years, before anything is known.
HAZARD = 1.0 / 1000.0
LEAST = 0.9
# What is told on the day can't be taken back, so it has to be new and large too: the move of a
# level in units of its spread without jumps. Moves of a tempo are far larger than that anyhow.
LEAST_ONLINE = 0.9
LEAST_SIZE = {"level": 0.7, "tempo": 0.0}
# What a single reading says of a level the next one often takes back.
IN_A_ROW = {"level": 2, "tempo": 1}
LEAST_READINGS = 40
LEAST_WEEKS = 40
LEAST_EVENTS = 20
# Two jumps with fewer readings between them are an outlier.
SHORTEST = 3
# What returns within a year has passed.
LONGEST_EPISODE_DAYS = 365
RETURNED_WITHIN = 0.35
SAME_DAYS = 21
EVIDENCE_ROWS = 5
Z_90 = 1.645


@dataclass(frozen=True, slots=True)
class Found:
    """Jumps of a series with what lies between them.

    Attributes:
        days: day of each reading.
        known: reading after which a jump was known, and the place that it was put at.
        grid: what the series says of its noise and memory.
    """

    what: str
    days: Days
    jumps: list[Jump]
    stretches: list[Stretch]
    known: list[tuple[int, int]]
    grid: Grid


def find_shifts(series: Series, *, least: float = LEAST, hazard: float = HAZARD) -> list[Shift]:
    """Shifts and episodes of one series in the order of days.

    Args:
        series: a series of acts or of scores. What is missing in it is not read as zero: the
            tempo counts by the exposure of its coverage, days without a reading say nothing of
            its level. The tempo of scores isn't looked at.
        least: probability from which a shift is told, 0.5 to 1.
        hazard: how probable a jump is on a day, before the series is looked at.

    Returns:
        Nothing of the level for fewer than 40 readings, nothing of the tempo for fewer than 40
        weeks or 20 events; of acts of one bearing (`by_bearing`) only surges. False alarms and
        power by simulator: ``docs/methods/shifts.md``.
    """
    if series.quad in (CONFLICT, COOPERATION):
        return [one for one in find_surges(series) if one.probability >= least]
    found = [
        shift
        for what, readings in _readings(series)
        for shift in _shifts_in(series, what, readings, chance=(least, hazard))
    ]
    return sorted(found, key=lambda one: (one.first_day, one.what))


def known_shifts(
    series: Series, *, least: float = LEAST_ONLINE, hazard: float = HAZARD
) -> list[tuple[str, int, int]]:
    """Jumps as they became known: ``level`` or ``tempo``, the day, and the day they were put at.

    Days are day numbers. What a later day says of them isn't used: a jump told here may not stand
    in hindsight. Episodes shorter than a jump needs aren't among them.
    """
    found = []
    for what, readings in _readings(series):
        beliefs = run_filter(readings, grid=readings.grid(), hazard=hazard).beliefs
        days = readings.days
        for at, place in _known(what, beliefs, least=least):
            found.append((what, int(days[at]), int(days[place])))
    return sorted(found, key=lambda one: one[1])


def _known(what: str, beliefs: Sequence[Belief], *, least: float) -> list[tuple[int, int]]:
    return jumps_known(
        beliefs,
        first=LEAST_READINGS,
        least=least,
        least_size=LEAST_SIZE[what],
        in_a_row=IN_A_ROW[what],
    )


def _readings(series: Series) -> list[tuple[str, LevelReadings | TempoReadings]]:
    """What there is enough of to be searched."""
    found: list[tuple[str, LevelReadings | TempoReadings]] = []
    if len(series.days) >= LEAST_READINGS:
        found.append(("level", LevelReadings(series)))
    if series.kind == "events" and series.counts.sum() >= LEAST_EVENTS:
        weeks = weeks_of(series)
        if len(weeks.counts) >= LEAST_WEEKS:
            found.append(("tempo", TempoReadings(weeks)))
    return found


def _shifts_in(
    series: Series,
    what: str,
    readings: LevelReadings | TempoReadings,
    *,
    chance: tuple[float, float],
) -> list[Shift]:
    def measure(places: tuple[int, int], grid: Grid) -> Stretch:
        if isinstance(readings, TempoReadings):
            return tempo_stretch(readings.weeks, places, grid)
        return level_stretch(series, places, grid)

    least, hazard = chance
    found = _search(what, readings, measure, least=least, hazard=hazard)
    shifts = _told(series, found)
    if what == "tempo":
        return shifts
    for one in (*find_episodes(series, found.grid), *find_leanings(series, least=least)):
        if one.probability >= least and not any(_same(one, shift) for shift in shifts):
            shifts += _surely_moved([_episode(series, one)], unmoved=0.0)
    return shifts


def _surely_moved(shifts: Sequence[Shift], *, unmoved: float) -> list[Shift]:
    """Those whose size is told from no change by its interval."""
    return [one for one in shifts if one.high < unmoved or one.low > unmoved]


def _search(
    what: str,
    readings: Readings,
    measure: Callable[[tuple[int, int], Grid], Stretch],
    *,
    least: float,
    hazard: float,
) -> Found:
    filtered = run_filter(readings, grid=readings.grid(), hazard=hazard)
    grid = standing(filtered)
    chances = look_back(readings, filtered, hazard=hazard)

    def between(places: tuple[int, int]) -> Stretch:
        return measure(places, grid)

    jumps = _without_outliers(jumps_of(chances, least=least), what, between, end=len(readings.days))
    cuts = [0, *(jump.place for jump in jumps), len(readings.days)]
    return Found(
        what=what,
        days=readings.days,
        jumps=jumps,
        stretches=[between(places) for places in pairwise(cuts)],
        known=_known(what, filtered.beliefs, least=max(least, LEAST_ONLINE)),
        grid=grid,
    )


def _without_outliers(
    jumps: Sequence[Jump],
    what: str,
    between: Callable[[tuple[int, int]], Stretch],
    *,
    end: int,
) -> list[Jump]:
    """Without pairs that stand so close that between them is hardly a reading.

    Where before and after them the series is not alike, the pair is one jump that took two
    readings to be believed: the first stays.
    """
    kept: list[Jump] = []
    for number, jump in enumerate(jumps):
        if not kept or jump.place - kept[-1].place >= SHORTEST:
            kept.append(jump)
            continue
        earliest = kept[-2].place if len(kept) > 1 else 0
        latest = jumps[number + 1].place if number + 1 < len(jumps) else end
        before, after = between((earliest, kept[-1].place)), between((jump.place, latest))
        if _apart(what, before, after) <= Z_90 * (before.variance + after.variance) ** 0.5:
            kept.pop()
    return kept


def _apart(what: str, one: Stretch, other: Stretch) -> float:
    """How far two stretches lie apart, in the unit of their variance."""
    if what == "tempo":
        return abs(float(np.log(one.mean / other.mean)))
    return abs(one.mean - other.mean)


def _told(series: Series, found: Found) -> list[Shift]:
    shifts = []
    unmoved = 1.0 if found.what == "tempo" else 0.0
    at = 0
    while at < len(found.jumps):
        passing = at + 1 < len(found.jumps) and _passes(found, at)
        shifts.append(_shift(series, found, at, passing=passing))
        at += 2 if passing else 1
    # Both sides alike: the other jump of an episode is missing, or only the spread changed.
    return _surely_moved(shifts, unmoved=unmoved)


def _passes(found: Found, at: int) -> bool:
    """True where the level after the next jump is where it was before this one, within a year."""
    before, during, after = found.stretches[at : at + 3]
    if found.days[after.first] - found.days[during.first] > LONGEST_EPISODE_DAYS:
        return False
    away, off = _apart(found.what, before, during), _apart(found.what, before, after)
    spread = Z_90 * (before.variance + after.variance) ** 0.5
    return off <= RETURNED_WITHIN * away or off <= min(spread, 0.6 * away)


def _shift(series: Series, found: Found, at: int, *, passing: bool) -> Shift:
    jump = found.jumps[at]
    before, after = found.stretches[at : at + 2]
    reach = Z_90 * (before.variance + after.variance) ** 0.5
    if found.what == "tempo":
        size = after.mean / before.mean
        low, high = size * float(np.exp(-reach)), size * float(np.exp(reach))
    else:
        size = after.mean - before.mean
        low, high = size - reach, size + reach
    near = (at for at, place in found.known if jump.first - 8 <= place <= jump.last + 8)
    known = next(near, None)
    first_day = _first_day(found, jump.place)
    return Shift(
        what=found.what,
        first_day=day_of(first_day),
        earliest=day_of(_first_day(found, jump.first)),
        latest=day_of(int(found.days[jump.last])),
        found_on=None if known is None else day_of(int(found.days[known])),
        lasting=not passing,
        last_day=day_of(int(found.days[after.last])) if passing else None,
        before=before.mean,
        after=after.mean,
        size=size,
        low=low,
        high=high,
        probability=jump.probability,
        rows=_rows_near(series, first_day),
    )


def _first_day(found: Found, place: int) -> int:
    """First day of a reading; a week's own day is its last."""
    if found.what == "tempo" and place > 0:
        return int(found.days[place - 1]) + 1
    return int(found.days[place])


def _rows_near(series: Series, day: int) -> tuple[str, ...]:
    place = int(np.searchsorted(series.days, day))
    return series.rows[max(0, place - EVIDENCE_ROWS) : place + EVIDENCE_ROWS]


def _same(episode: Episode, shift: Shift) -> bool:
    """True where a shift tells of the episode already."""
    first, last = day_of(episode.first), day_of(episode.last)
    way = (shift.size > 0) == (episode.distance > 0)
    if shift.last_day is not None:
        return way and first <= shift.last_day and last >= shift.first_day
    return way and abs((first - shift.first_day).days) <= SAME_DAYS


def _episode(series: Series, episode: Episode) -> Shift:
    begin = int(np.searchsorted(series.days, episode.first))
    end = int(np.searchsorted(series.days, episode.last, side="right"))
    values = series.values[begin:end].astype(np.float64)
    mean, scale = huber(values, np.ones(len(values)))
    size = mean - episode.usual
    reach = Z_90 * max(abs(size / episode.distance), scale / len(values) ** 0.5)
    weight = (values - episode.usual) * np.sign(episode.distance)
    telling = np.sort(np.argsort(-weight, kind="stable")[: 2 * EVIDENCE_ROWS]) + begin
    return Shift(
        what="level",
        first_day=day_of(episode.first),
        earliest=day_of(episode.first),
        latest=day_of(episode.last),
        found_on=None if episode.found is None else day_of(episode.found),
        lasting=False,
        last_day=day_of(episode.last),
        before=episode.usual,
        after=mean,
        size=size,
        low=size - reach,
        high=size + reach,
        probability=min(episode.probability, 0.999),
        rows=tuple(series.rows[place] for place in telling) if series.rows else (),
    )
