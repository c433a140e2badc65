"""One cell from several estimates: documents, and the tracks of directed dyads in datasets.

What A does to B and what B does to A have levels of their own. In a dataset the cell's level is
that of the average act between them: each direction weighs by its events, faded with the half-life
of a level, and ``sd ** 2 = sum (w_i sd_i) ** 2``, since the directions err apart.

Documents and datasets are estimates of one thing. Their mean is weighted with precisions,
``w_i ~ 1 / sd_i ** 2``, and has the variance ``sum_ij w_i w_j r_ij sd_i sd_j`` with ``r = 0.5``
between sources: they tell of the same happenings, so that a second one makes a level only somewhat
surer. Where they lie farther apart than their intervals allow, the variance is multiplied by
``chi2 / (k - 1)``, chi2 the weighted squares of their distances (R. T. Birge, Physical Review 40,
1932, doi:10.1103/PhysRev.40.207). Chances of rising and falling are averaged with the same weights.

Misleads where the two directions differ lastingly: the cell lies between them; the tracks
themselves say which side does what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.relations.level import BEST, WORST, Z_90

SAME_HAPPENINGS = 0.5
LEAST_SD = 0.05
LEAST_CHANCE = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One estimate of a cell.

    Attributes:
        origin: name of the dataset, empty for documents.
        level, sd: on the scale from -10 to 10.
        rising, falling: probabilities, 0 to 1; the rest is steady.
        events: how many events it stands for, older ones less.
    """

    origin: str
    level: float
    sd: float
    rising: float
    falling: float
    events: float = 1.0


@dataclass(frozen=True, slots=True)
class Whole:
    """The cell: level with its 0.90 interval, direction with its probability."""

    level: float
    low: float
    high: float
    direction: str
    p_direction: float


def combine(parts: Sequence[Part]) -> Whole:
    """The cell that some estimates make together; at least one.

    >>> one = Part("gdelt", 2.0, 1.0, 0.1, 0.1)
    >>> both = combine([one, Part("gdelt", 2.0, 1.0, 0.1, 0.1)])
    >>> both.level, round(both.high - both.level, 2)
    (2.0, 1.16)
    >>> round(combine([one, Part("", 2.0, 1.0, 0.1, 0.1)]).high - 2.0, 2)
    1.42
    """
    origins = dict.fromkeys(part.origin for part in parts)
    sources = [_average([part for part in parts if part.origin == one]) for one in origins]
    levels = np.array([one.level for one in sources])
    sd = np.maximum(np.array([one.sd for one in sources]), LEAST_SD)
    weights = sd**-2 / (sd**-2).sum()
    mean = float(weights @ levels)
    alike = np.full((len(sources), len(sources)), SAME_HAPPENINGS)
    np.fill_diagonal(alike, 1.0)
    variance = float((weights * sd) @ alike @ (weights * sd))
    if len(sources) > 1:
        variance *= max(1.0, float((((levels - mean) / sd) ** 2).sum()) / (len(sources) - 1))
    half = Z_90 * variance**0.5
    level = min(BEST, max(WORST, mean))
    rising = float(weights @ np.array([one.rising for one in sources]))
    falling = float(weights @ np.array([one.falling for one in sources]))
    direction, chance = likeliest(rising, falling)
    return Whole(level, max(WORST, mean - half), min(BEST, mean + half), direction, chance)


def _average(parts: Sequence[Part]) -> Part:
    """The average act of the directions of one source."""
    events = np.maximum(np.array([part.events for part in parts]), 1e-9)
    weights = events / events.sum()
    return Part(
        origin=parts[0].origin,
        level=float(weights @ np.array([part.level for part in parts])),
        sd=float(((weights * np.array([part.sd for part in parts])) ** 2).sum() ** 0.5),
        rising=float(weights @ np.array([part.rising for part in parts])),
        falling=float(weights @ np.array([part.falling for part in parts])),
        events=float(events.sum()),
    )


def likeliest(rising: float, falling: float) -> tuple[str, float]:
    """The direction with its probability; steady where none has an even chance.

    >>> likeliest(0.7, 0.1), likeliest(0.4, 0.3)[0]
    (('rising', 0.7), 'steady')
    """
    chances = {"steady": max(0.0, 1.0 - rising - falling), "rising": rising, "falling": falling}
    best = max(chances, key=lambda name: chances[name])
    told = best if chances[best] >= LEAST_CHANCE else "steady"
    return told, chances[told]
