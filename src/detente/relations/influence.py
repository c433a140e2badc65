"""How far each statement alone moves the levels of the portfolio: what leaving it out would change.

The level of a cell is a precision-weighted mean (`detente.relations.level`). With the weights
``w`` as they ended up and the prior's precision ``p``, leaving reading ``i`` out moves it from
``m`` to about ``(sum w y - w_i y_i) / (p + sum w - w_i)``; the weights of the others are taken to
stay as they are. A reading that rests on several statements moves by an equal share of that for
each. Misleads where one reading makes another an outlier.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from detente.model import View
from detente.relations.level import PRIOR_SD, estimate_level, precisions
from detente.relations.observation import Observation
from detente.relations.reading import observed

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings

Cell = tuple[str, str]


def influences(
    view: View, *, codebook: Codebook, settings: Settings
) -> dict[str, dict[Cell, float]]:
    """By key of a statement: by how many points each cell would move without it, with its sign.

    Args:
        view: statements and events seen from one state; datasets are left out of account.
        codebook, settings: as for `detente.relations.estimate_relations`.

    Returns:
        Only statements that a level rests on. A cell of which a statement is the only reading
        moves to 0.
    """
    cells: defaultdict[Cell, list[tuple[tuple[str, ...], Observation]]] = defaultdict(list)
    for keys, reading in observed(view, codebook=codebook):
        cells[reading.counterpart, reading.sector].append((keys, reading))
    found: defaultdict[str, dict[Cell, float]] = defaultdict(dict)
    for cell, told in cells.items():
        seen = [reading for _, reading in told]
        weights = precisions(seen, as_of=view.as_of, half_life_days=settings.half_life_days)
        levels = np.array([reading.level for reading in seen])
        level = estimate_level(levels, weights)
        used, prior = level.weights, 1.0 / PRIOR_SD**2
        without = (used @ levels - used * levels) / (prior + used.sum() - used)
        for (keys, _), moved in zip(told, without - level.mean, strict=True):
            for key in keys:
                share = float(moved) / len(keys)
                found[key][cell] = found[key].get(cell, 0.0) + share
    return dict(found)
