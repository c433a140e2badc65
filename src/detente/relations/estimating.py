"""The portfolio of the actor looked from: the stage of this folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.model import Evidence, Relation, Result, View
from detente.relations.combining import Part, Whole, combine
from detente.relations.direction import estimate_direction
from detente.relations.level import Level, Numbers, estimate_level, precisions
from detente.relations.observation import Observation
from detente.relations.reading import observe
from detente.relations.rows import Tracked, last_day, telling_rows, tempo_of, tracked_cells
from detente.relations.tempo import Cell, count_tempo
from detente.relations.tracks import Track
from detente.series import day_number, day_of

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings

MOST_EVIDENCE = 40


@dataclass(frozen=True, slots=True)
class Read:
    """What documents say of a cell: readings, level, direction with its probability."""

    seen: Sequence[Observation]
    level: Level
    direction: str
    chance: float

    @property
    def part(self) -> Part:
        """The estimate that it adds to the cell; what isn't its direction is shared out."""
        rest = (1.0 - self.chance) / 2.0
        chances = {"rising": rest, "falling": rest, "steady": rest, self.direction: self.chance}
        return Part("", self.level.mean, self.level.sd, chances["rising"], chances["falling"])


def estimate_relations(
    view: View, *, codebook: Codebook, settings: Settings, tracks: Sequence[Track] = ()
) -> Result[Relation]:
    """Level, tempo and direction of every counterpart and sector of which the view says anything.

    Args:
        view: statements and events as of a day, seen from ``view.actor``.
        codebook: weight of every action, level of every word for a relation.
        settings: ``half_life_days`` of a reading, ``tempo_window_days``.
        tracks: of the view's series by sector, estimated until the view's day.

    Returns:
        Cells by counterpart, the one with most evidence first, then by sector. The sectors of a
        counterpart are estimated apart. A cell without a single reading of its level doesn't
        exist: missing isn't zero. What documents and datasets say of one cell is combined
        (`detente.relations.combining`) and both are counted. Formulas: `detente.relations.level`,
        `detente.relations.direction`, `detente.relations.tempo`, `detente.relations.tracks`.
    """
    cells: defaultdict[Cell, list[Observation]] = defaultdict(list)
    for reading in observe(view, codebook=codebook):
        cells[reading.counterpart, reading.sector].append(reading)
    told = {cell: _read(view, seen, settings) for cell, seen in cells.items()}
    tracked = tracked_cells(view, tracks)
    tempo = count_tempo(view, window_days=settings.tempo_window_days)
    rows = [
        _estimate_cell(
            view,
            (told.get(cell), tracked.get(cell, ())),
            cell=cell,
            tempo=tempo.get(cell),
            settings=settings,
        )
        for cell in dict.fromkeys((*told, *tracked))
    ]
    weight: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        weight[row.counterpart] += row.n_events + row.n_assessments + row.n_rows
    rows.sort(key=lambda row: (-weight[row.counterpart], row.counterpart, row.sector))
    return Result(tuple(rows))


def _read(view: View, seen: Sequence[Observation], settings: Settings) -> Read:
    half_life = settings.half_life_days
    weights = precisions(seen, as_of=view.as_of, half_life_days=half_life)
    level = estimate_level(np.array([row.level for row in seen]), weights)
    direction, chance = estimate_direction(
        seen, level.weights, as_of=view.as_of, half_life_days=half_life
    )
    return Read(seen, level, direction, chance)


def _estimate_cell(
    view: View,
    found: tuple[Read | None, Sequence[Tracked]],
    *,
    cell: Cell,
    tempo: tuple[float, float] | None,
    settings: Settings,
) -> Relation:
    read, tracked = found
    whole = _whole(read, tracked, settings)
    seen = read.seen if read else ()
    rows = telling_rows(tracked, day=day_number(view.as_of))
    cited = _weightiest(seen, read.level.weights) if read else ()
    rate, change = _tempo(tempo, tempo_of(tracked), told=bool(seen))
    days = [row.day for row in seen]
    if tracked:
        days.append(day_of(last_day(tracked)))
    return Relation(
        actor=view.actor,
        counterpart=cell[0],
        sector=cell[1],
        level=round(whole.level, 2),
        low=round(whole.low, 2),
        high=round(whole.high, 2),
        tempo=rate,
        tempo_change=change,
        direction=whole.direction,
        p_direction=round(whole.p_direction, 3),
        n_events=sum(row.kind == "event" for row in seen),
        n_assessments=sum(row.kind == "assessment" for row in seen),
        n_rows=sum(int(one.track.series.counts.sum()) for one in tracked),
        n_reports=sum(int(one.track.series.reports.sum()) for one in tracked),
        last=max(days),
        evidence=(*cited[: MOST_EVIDENCE - len(rows)], *rows),
    )


def _tempo(
    said: tuple[float, float] | None, counted: tuple[float, float] | None, *, told: bool
) -> tuple[float | None, float | None]:
    """Statements and events a month with their change; None where neither source was there."""
    if said is None and counted is None and not told:
        return None, None
    now, before = said or (0.0, 0.0)
    events, change = counted or (0.0, 0.0)
    return round(now + events, 2), round(now - before + change, 2)


def _whole(read: Read | None, tracked: Sequence[Tracked], settings: Settings) -> Whole:
    """Documents alone say what they said; any track beside them is combined."""
    if read is not None and not tracked:
        level = read.level
        return Whole(level.mean, level.low, level.high, read.direction, read.chance)
    parts = [one.part(half_life_days=settings.half_life_days) for one in tracked]
    return combine([read.part, *parts] if read else parts)


def _weightiest(seen: Sequence[Observation], weights: Numbers) -> tuple[Evidence, ...]:
    """The sentences behind a cell, those that weigh most first, each once, at most forty."""
    order = sorted(range(len(seen)), key=lambda number: (-weights[number], number))
    found: dict[tuple[str, int, int, str, str], Evidence] = {}
    for number in order:
        for cited in seen[number].evidence:
            place = cited.document, cited.start, cited.end, cited.dataset, cited.row
            found.setdefault(place, cited)
    return tuple(found.values())[:MOST_EVIDENCE]
