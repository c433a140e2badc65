"""The portfolio of the actor looked from: the stage of this folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from detente.model import Evidence, Relation, Result, View
from detente.relations.direction import estimate_direction
from detente.relations.level import Numbers, estimate_level, precisions
from detente.relations.observation import Observation
from detente.relations.reading import observe
from detente.relations.rows import observe_series
from detente.relations.tempo import Cell, count_tempo

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings

MOST_EVIDENCE = 40
MOST_ROWS = 8


def estimate_relations(view: View, *, codebook: Codebook, settings: Settings) -> Result[Relation]:
    """Level, tempo and direction of every counterpart and sector of which the view says anything.

    Args:
        view: statements and events as of a day, seen from ``view.actor``.
        codebook: weight of every action, level of every word for a relation.
        settings: ``half_life_days`` of a reading, ``tempo_window_days``.

    Returns:
        Cells by counterpart, the one with most evidence first, then by sector. The sectors of a
        counterpart are estimated apart. A cell without a single reading of its level doesn't
        exist: missing isn't zero. Formulas: `detente.relations.level`,
        `detente.relations.direction`, `detente.relations.tempo`.
    """
    cells: defaultdict[Cell, list[Observation]] = defaultdict(list)
    for reading in (*observe(view, codebook=codebook), *observe_series(view)):
        cells[reading.counterpart, reading.sector].append(reading)
    tempo = count_tempo(view, window_days=settings.tempo_window_days)
    rows = [
        _estimate_cell(view, seen, tempo.get(cell, (0.0, 0.0)), settings)
        for cell, seen in cells.items()
    ]
    weight: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        weight[row.counterpart] += row.n_events + row.n_assessments + row.n_rows
    rows.sort(key=lambda row: (-weight[row.counterpart], row.counterpart, row.sector))
    return Result(tuple(rows))


def _estimate_cell(
    view: View, seen: Sequence[Observation], tempo: tuple[float, float], settings: Settings
) -> Relation:
    half_life = settings.half_life_days
    weights = precisions(seen, as_of=view.as_of, half_life_days=half_life)
    level = estimate_level(np.array([row.level for row in seen]), weights)
    direction, chance = estimate_direction(
        seen, level.weights, as_of=view.as_of, half_life_days=half_life
    )
    return Relation(
        actor=view.actor,
        counterpart=seen[0].counterpart,
        sector=seen[0].sector,
        level=round(level.mean, 2),
        low=round(level.low, 2),
        high=round(level.high, 2),
        tempo=round(tempo[0], 2),
        tempo_change=round(tempo[0] - tempo[1], 2),
        direction=direction,
        p_direction=round(chance, 3),
        n_events=sum(row.kind == "event" for row in seen),
        n_assessments=sum(row.kind == "assessment" for row in seen),
        n_rows=sum(row.n for row in seen if row.kind == "row"),
        n_reports=sum(row.reports for row in seen if row.kind == "row"),
        last=max(row.day for row in seen),
        evidence=_weightiest(seen, level.weights),
    )


def _weightiest(seen: Sequence[Observation], weights: Numbers) -> tuple[Evidence, ...]:
    """What lies behind a cell, what weighs most first, each once, at most forty, few of them rows.

    The rows of a dataset are many and alike: the telling ones are shown, the others counted.
    """
    order = sorted(range(len(seen)), key=lambda number: (-weights[number], number))
    found: dict[tuple[str, int, int, str, str], Evidence] = {}
    rows = 0
    for number in order:
        rows += seen[number].kind == "row"
        if seen[number].kind == "row" and rows > MOST_ROWS:
            continue
        for cited in seen[number].evidence:
            place = cited.document, cited.start, cited.end, cited.dataset, cited.row
            found.setdefault(place, cited)
    return tuple(found.values())[:MOST_EVIDENCE]
