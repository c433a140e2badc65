"""How the level of a cell went, as it was known day by day: the portfolio's number in the past.

A cell's level on an earlier day is estimated as `detente.relations.estimate_relations` does, from
what had happened and been published by then. A reading counts from the day on which the first of
its sources was published, and never before it happened; the days of a dataset count as they come.
What one event was said to be is taken from all reports of it, also later ones, so that the course
is a picture's own past and no second picture: where reports were merged or corrected later, a
picture of that day may differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from detente.model import View
from detente.relations.combining import Part, combine
from detente.relations.level import Level, Readings, estimate_many
from detente.relations.observation import Observation
from detente.relations.reading import observe
from detente.relations.rows import Tracked
from detente.relations.tempo import Cell
from detente.relations.tracks import Track, state_on
from detente.series import day_number, day_of

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings

CHANCES = 1.0 / 3.0


@dataclass(frozen=True, slots=True)
class Step:
    """The level of a cell as known on a day, -10 to 10, with its 0.90 interval.

    Attributes:
        n: how many readings it rests on; events of datasets count one by one.
    """

    day: date
    level: float
    low: float
    high: float
    n: int


class Courses:
    """The courses of all cells of one view; each is computed when it is asked for."""

    def __init__(
        self, view: View, *, codebook: Codebook, settings: Settings, tracks: Sequence[Track] = ()
    ) -> None:
        self._half_life = settings.half_life_days
        self._seen: defaultdict[Cell, list[tuple[date, Observation]]] = defaultdict(list)
        self._tracks: defaultdict[Cell, list[Track]] = defaultdict(list)
        for row in observe(view, codebook=codebook):
            published = [cited.published for cited in row.evidence if cited.published]
            known = max(row.day, min(published, default=row.day))
            self._seen[row.counterpart, row.sector].append((known, row))
        for track in tracks:
            series = track.series
            if series.kind == "events" and series.sector and view.actor in series.dyad:
                other = series.target if series.source == view.actor else series.source
                self._tracks[other, series.sector].append(track)

    def cells(self) -> tuple[Cell, ...]:
        """Every counterpart and sector with a course."""
        return tuple(dict.fromkeys((*self._seen, *self._tracks)))

    def told_cells(self) -> tuple[Cell, ...]:
        """Those of them of which documents tell."""
        return tuple(self._seen)

    def first_day(self, cell: Cell) -> date | None:
        """When something was known of a cell first; None where nothing is."""
        days = [known for known, _ in self._seen.get(cell, ())]
        days += [day_of(int(track.days[0])) for track in self._tracks.get(cell, ())]
        return min(days, default=None)

    def of(self, cell: Cell, days: Sequence[date]) -> tuple[Step, ...]:
        """The level of a cell on some days, in their order; days before anything was known are
        left out."""
        return self.all_of([cell], days)[cell]

    def all_of(self, cells: Iterable[Cell], days: Sequence[date]) -> dict[Cell, tuple[Step, ...]]:
        """The courses of several cells, as `of` has each."""
        asked = list(dict.fromkeys(cells))
        told = self._told(asked, days)
        found = {}
        for cell in asked:
            steps = (self._on(cell, day, told.get((cell, day))) for day in days)
            found[cell] = tuple(step for step in steps if step is not None)
        return found

    def _told(self, cells: Sequence[Cell], days: Sequence[date]) -> dict[tuple[Cell, date], Level]:
        """What documents say of cells on days, where they say anything by then."""
        places, parts = [], []
        for cell in cells:
            seen = self._seen.get(cell, ())
            if not seen:
                continue
            readings = Readings([row for _, row in seen])
            known = np.array([day.toordinal() for day, _ in seen])
            for day in days:
                by_then = known <= day.toordinal()
                if by_then.any():
                    weights = readings.precisions(
                        by_then, as_of=day, half_life_days=self._half_life
                    )
                    places.append((cell, day))
                    parts.append((readings.levels[by_then], weights))
        return dict(zip(places, estimate_many(parts), strict=True))

    def _on(self, cell: Cell, day: date, level: Level | None) -> Step | None:
        parts = [self._tracked(track, day) for track in self._tracks.get(cell, ())]
        tracked = [part for part in parts if part is not None]
        count = sum(number for _, number in tracked) + (len(level.weights) if level else 0)
        if not count:
            return None
        if level is None:
            whole = combine([part for part, _ in tracked])
            return Step(day, whole.level, whole.low, whole.high, count)
        if not tracked:
            return Step(day, level.mean, level.low, level.high, count)
        told = Part("", level.mean, level.sd, CHANCES, CHANCES)
        whole = combine([told, *(part for part, _ in tracked)])
        return Step(day, whole.level, whole.low, whole.high, count)

    def _tracked(self, track: Track, day: date) -> tuple[Part, int] | None:
        """What a dataset says by then, and from how many events."""
        number = min(day_number(day), int(track.days[-1]))
        known = replace(track, series=track.series.until(number))
        if not len(known.series.days):
            return None
        part = Tracked(known, state_on(known, number)).part(half_life_days=self._half_life)
        return part, int(known.series.counts.sum())


def whole_course(courses: Mapping[str, Sequence[Step]]) -> tuple[Step, ...]:
    """The courses of a counterpart's sectors as one: means weighted by the readings of the day.

    Level and bounds are weighted alike, so that the interval is as wide as the sectors' own are on
    average; it is no pooled estimate.

    >>> one, two = Step(date(2024, 1, 1), 2, 0, 4, 3), Step(date(2024, 1, 1), -2, -4, 0, 1)
    >>> whole_course({"energy": [one], "military": [two]})[0].level
    1.0
    """
    by_day: defaultdict[date, list[Step]] = defaultdict(list)
    for steps in courses.values():
        for step in steps:
            by_day[step.day].append(step)
    return tuple(_mean(day, steps) for day, steps in sorted(by_day.items()))


def _mean(day: date, steps: Sequence[Step]) -> Step:
    weights = np.array([step.n for step in steps], dtype=np.float64)
    weights /= weights.sum()
    numbers = np.array([[step.level, step.low, step.high] for step in steps])
    level, low, high = (float(value) for value in weights @ numbers)
    return Step(day, level, low, high, sum(step.n for step in steps))
