"""When the mean jumped, looking back over a whole series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.signals.filters import Grid, Readings, Values
from detente.signals.run_lengths import Belief, Filtered, run_filter

# Hypotheses that later readings left standing; more of them change no date.
MOST_STANDING = 6
STANDING = 0.01
# How far the day of one jump can be spread.
WIDEST = 25
NEARLY_ALL = 0.98
ONE_JUMP = 1.02
# A jump without a peak among so many is spread too thin to be dated.
MOST_PEAKS = 200
LONGEST_NEWS = 60


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump before a reading.

    Attributes:
        place: of the first reading after it, where it is most probable.
        first, last: places between which it lies with that probability.
        probability: that the mean jumped there.
    """

    place: int
    first: int
    last: int
    probability: float


def standing(filtered: Filtered) -> Grid:
    """The hypotheses that a whole series leaves standing."""
    weight = filtered.grid.weight
    order = np.argsort(-weight, kind="stable")[:MOST_STANDING]
    places = np.sort(order[weight[order] >= min(STANDING, float(weight.max()))])
    return filtered.grid.take(places, weight[places])


def look_back(readings: Readings, filtered: Filtered, *, hazard: float) -> Values:
    """Probability that the mean jumped before each reading, given the whole series; shape (n,).

    ``w(j) = p_n(j) + sum over k > j of w(k) p_(k-1)(j)``, `p_t(j)` the probability after reading
    t that the last jump came before reading j (P. Fearnhead, Statistics and Computing 16, 2006,
    doi:10.1007/s11222-006-8450-8).
    """
    again = run_filter(readings, grid=standing(filtered), hazard=hazard)
    found = np.zeros(len(readings.days))
    _add(found, again.beliefs[-1], 1.0)
    for place in range(len(found) - 1, 0, -1):
        if found[place] > 0.0:
            _add(found, again.beliefs[place - 1], float(found[place]))
    found[0] = 0.0
    return found


def _add(found: Values, belief: Belief, share: float) -> None:
    np.add.at(found, belief.starts, share * belief.weights)


def jumps_of(chances: Values, *, least: float) -> list[Jump]:
    """Stretches within which a jump is at least so probable, by place."""
    left = chances.copy()
    found: list[Jump] = []
    for peak in np.argsort(-chances, kind="stable")[:MOST_PEAKS]:
        if left[peak] <= 0.0:
            continue
        stretch = _stretch(left, int(peak), enough=max(NEARLY_ALL, least))
        if stretch.probability >= least:
            found.append(stretch)
            left[stretch.first : stretch.last + 1] = 0.0
    return sorted(found, key=lambda one: one.place)


def _stretch(chances: Values, peak: int, *, enough: float) -> Jump:
    first = last = peak
    mass = float(chances[peak])
    while mass < enough and last - first < 2 * WIDEST:
        before = float(chances[first - 1]) if first > 0 else -1.0
        after = float(chances[last + 1]) if last + 1 < len(chances) else -1.0
        # What goes beyond one jump belongs to the next.
        if max(before, after) <= 0.0 or mass + max(before, after) > ONE_JUMP:
            break
        if before >= after:
            first, mass = first - 1, mass + before
        else:
            last, mass = last + 1, mass + after
    return Jump(peak, first, last, min(mass, 0.999))


def jumps_known(
    beliefs: Sequence[Belief],
    *,
    first: int,
    least: float,
    least_size: float = 0.0,
    in_a_row: int = 1,
) -> list[tuple[int, int]]:
    """Jumps as they became known: reading after which it was, and place it was put at.

    After a jump is known, only one that came later still is news. What came more than
    `LONGEST_NEWS` readings ago and is only seen now is a drift: hindsight may tell of it.

    Args:
        least_size: of the move, in units of the spread without jumps; what is smaller can't be
            told from a level that wanders.
        in_a_row: so many readings one after the other have to say so.
    """
    found: list[tuple[int, int]] = []
    known = held = 0
    for at in range(first, len(beliefs)):
        belief = beliefs[at]
        since = max(known, at - LONGEST_NEWS)
        moved = belief.after(since) >= least and belief.size_after(since) >= least_size
        held = held + 1 if moved else 0
        if moved and held >= in_a_row:
            later = belief.starts > since
            place = belief.starts[later][int(np.argmax(belief.weights[later]))]
            found.append((at, int(place)))
            known, held = at, 0
    return found
