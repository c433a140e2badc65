"""What the tracks of datasets say about the cells of a portfolio, and which rows show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.model import Evidence, View
from detente.relations.combining import Part
from detente.relations.level import Z_90
from detente.relations.tempo import Cell
from detente.relations.tracks import State, Track, state_on
from detente.series import Series, day_number, day_of

# The rows of a dataset are many and alike: the telling ones are shown, the others counted.
MOST_ROWS = 8
FRESH_DAYS = 180.0


@dataclass(frozen=True, slots=True)
class Tracked:
    """A track that belongs to a cell, and its state on the day looked from."""

    track: Track
    state: State

    def part(self, *, half_life_days: float) -> Part:
        """The estimate that it adds to the cell; its events fade with the half-life."""
        series = self.track.series
        fading = np.exp2((series.days - self.state.day) / half_life_days)
        place = int(np.searchsorted(self.track.days, self.state.day, side="right")) - 1
        return Part(
            origin=series.dataset,
            level=self.state.level,
            sd=max(float(self.track.sd[place]), (self.state.high - self.state.low) / (2 * Z_90)),
            rising=float(self.track.rising[place]),
            falling=float(self.track.falling[place]),
            events=float((series.counts * fading).sum()),
        )


def tracked_cells(view: View, tracks: Iterable[Track]) -> dict[Cell, list[Tracked]]:
    """The tracks of events by counterpart and sector, as of the view's day."""
    cells: defaultdict[Cell, list[Tracked]] = defaultdict(list)
    for track in tracks:
        series = track.series
        if series.kind == "events" and series.sector and view.actor in series.dyad:
            state = state_on(track, int(track.days[-1]))
            other = series.target if series.source == view.actor else series.source
            cells[other, series.sector].append(Tracked(track, state))
    return dict(cells)


def tempo_of(found: Sequence[Tracked]) -> tuple[float, float] | None:
    """Events a month in both directions and their change, by the dataset that sees most.

    Both at the coverage of the last window, so that they are what was seen and a change isn't one
    of coverage. Datasets see the same happenings, so that their events aren't added up. None where
    no dataset watched: that isn't calm.
    """
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in found:
        seen = _seen_lately(one)
        if not seen:
            continue
        sums[one.track.series.dataset][0] += seen * (one.state.tempo or 0.0)
        sums[one.track.series.dataset][1] += seen * (one.state.tempo_change or 0.0)
    if not sums:
        return None
    now, change = max(sums.values())
    return now, change


def _seen_lately(one: Tracked) -> float:
    """Mean exposure of the watched days of the last window; 0 where there are none."""
    days = np.arange(one.state.day - one.track.horizon_days + 1, one.state.day + 1)
    exposure = one.track.series.coverage.at(days)
    watched = exposure[exposure > 0.0]
    return float(watched.mean()) if len(watched) else 0.0


def telling_rows(found: Sequence[Tracked], *, day: int) -> tuple[Evidence, ...]:
    """Rows of the days that were most reported, newer ones before older."""
    ranked = [row for one in found for row in _ranked(one.track.series, day)]
    ranked.sort(key=lambda row: (-row[0], row[1].row))
    return tuple(evidence for _, evidence in ranked[:MOST_ROWS])


def _ranked(series: Series, day: int) -> Iterator[tuple[float, Evidence]]:
    weight = series.reports * np.exp2((series.days - day) / FRESH_DAYS)
    for place in np.argsort(-weight, kind="stable")[:MOST_ROWS]:
        at = int(series.days[place])
        cited = Evidence(dataset=series.dataset, row=series.rows[place], published=day_of(at))
        yield float(weight[place]), cited


def last_day(found: Iterable[Tracked]) -> int:
    """The day of the newest reading."""
    return max((int(one.track.series.days[-1]) for one in found), default=day_number(day_of(0)))
