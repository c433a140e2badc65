"""Indirect ways over a dataset: where the direct relation is closed, who deals with both sides.

Strength of a leg, 0 to 1, from the events of both directions in the last 24 months, each halved
with every half-life of age: with ``g`` the sum of friendly weights (over 10) and ``h`` that of
hostile ones,

    strength = max(0, (g - h) / (g + h + 1)) · g / (g + g_usual)

so that it takes friendliness and traffic; ``g_usual`` is the median over all relations given. The
score of a way is the geometric mean of its two legs. Beside it stands the share of current: all
legs are read as conductances, the direct one is taken out, and a unit of current is sent from one
side to the other; what flows through the third party says how much of all ways it carries, those
of several steps included (U. Brandes and D. Fleischer, STACS 2005,
doi:10.1007/978-3-540-31856-9_44).

The direct relation is closed where the dataset watched and saw no friendly event for a year
though there had been events before, or where at least a dozen events of 24 months, hardly one of
them friendly, have a mean weight, faded, of at most -2 with its 0.95 upper bound below 0.

Misleads when contact is kept out of the news; when a third party deals with both but carries
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from detente.series import Series, day_number

Values = NDArray[np.float64]

WINDOW_DAYS = 730
SILENT_DAYS = 365
TEMPO_DAYS = 180
HALF_LIFE_DAYS = 365.0
LEAST_EVER = 5
LEAST_COVERED = 0.5
SHUT_MEAN = -2.0
# Fewer events than this make no relation hostile; nor do any while so many of them are friendly.
LEAST_HOSTILE = 12
MOST_FRIENDLY = 0.2
# Events scatter at least so much, however alike a few of them are.
LEAST_SPREAD = 3.0
Z_95 = 1.645
SCALE = 10.0
LEAST_SCORE = 0.05
MOST_WAYS = 5
MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Leg:
    """One half of a way.

    Attributes:
        parties: codes of its two ends.
        strength: 0 to 1.
        n_friendly: friendly events of the last 24 months; at least one.
        tempo, tempo_before: friendly events of the last 180 days, and of the 180 before.
        last_day: number of the day of the newest one.
        rows: of the dataset, the newest friendly days.
    """

    parties: tuple[str, str]
    strength: float
    n_friendly: int
    tempo: int
    tempo_before: int
    last_day: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A third party between two that don't deal with each other.

    Attributes:
        origin, goal, via: codes.
        dataset: it is drawn from.
        why: ``silent`` (no friendly event for a year) or ``hostile`` (low level).
        score: geometric mean of the strengths of both legs, 0 to 1.
        current: share of all current between the two that flows through `via`, 0 to 1.
        legs: from origin, and to goal.
        door_rows: of the dataset, the newest events of the direct relation.
        n_direct, n_direct_friendly: events of the direct relation in the last 24 months.
    """

    origin: str
    goal: str
    via: str
    dataset: str
    why: str
    score: float
    current: float
    legs: tuple[Leg, ...]
    door_rows: tuple[str, ...]
    n_direct: int = 0
    n_direct_friendly: int = 0


@dataclass(frozen=True, slots=True)
class _Relation:
    """What the window holds of one pair."""

    friendly: float
    hostile: float
    ever: int
    recent: int
    mean: float
    upper: float
    recent_friendly: int
    leg: Leg
    rows: tuple[str, ...]


def find_ways(series: Sequence[Series], actor: str, *, as_of: date) -> tuple[Way, ...]:
    """Ways round every closed relation of a state, by dataset and goal, the strongest first.

    Args:
        series: events of all sectors and classes together, of the actor's relations and of others
            with each other: legs between two others can only be seen if these are among them.
        as_of: last day that counts.
    """
    last = day_number(as_of)
    groups: dict[str, dict[frozenset[str], list[Series]]] = {}
    for one in series:
        if one.kind == "events" and not one.quad and not one.sector and one.source != one.target:
            pairs = groups.setdefault(one.dataset, {})
            pairs.setdefault(frozenset(one.dyad), []).append(one.until(last))
    found: list[Way] = []
    for dataset, pairs in sorted(groups.items()):
        if _covered(next(iter(pairs.values())), last):
            relations = {pair: _relation(parts, last) for pair, parts in pairs.items()}
            found += _ways(relations, actor, dataset)
    return tuple(found)


def _covered(parts: Sequence[Series], last: int) -> bool:
    every = np.arange(last - SILENT_DAYS + 1, last + 1)
    return float(parts[0].coverage.at(every).mean()) >= LEAST_COVERED


def _relation(parts: Sequence[Series], last: int) -> _Relation:
    days = np.concatenate([one.days for one in parts])
    counts = np.concatenate([one.counts for one in parts]).astype(np.float64)
    values = np.concatenate([one.values for one in parts])
    rows = [row for one in parts for row in (one.rows or ("",) * len(one.days))]
    order = np.argsort(-days, kind="stable")
    age = last - days
    weight = counts * np.where(age < WINDOW_DAYS, 2.0 ** (-age / HALF_LIFE_DAYS), 0.0)
    total = float(weight.sum())
    mean = float((weight * values).sum() / total) if total else 0.0
    spread = np.maximum((values - mean) ** 2, LEAST_SPREAD**2)
    # Acts of one day share what moved them, so that a day counts once.
    scatter = float((weight**2 * spread).sum())
    good = (values > 0) & (age < WINDOW_DAYS)
    newest = [int(place) for place in order if good[place]]
    ends = sorted(parts[0].dyad)
    leg = Leg(
        parties=(ends[0], ends[1]),
        strength=0.0,
        n_friendly=int(counts[good].sum()),
        tempo=int(counts[good & (age < TEMPO_DAYS)].sum()),
        tempo_before=int(counts[good & (age >= TEMPO_DAYS) & (age < 2 * TEMPO_DAYS)].sum()),
        last_day=int(days[newest[0]]) if newest else 0,
        rows=tuple(rows[place] for place in newest[:MOST_ROWS] if rows[place]),
    )
    return _Relation(
        friendly=float((weight * np.maximum(values, 0.0)).sum()) / SCALE,
        hostile=float((weight * np.maximum(-values, 0.0)).sum()) / SCALE,
        ever=int(counts.sum()),
        recent=int(counts[age < WINDOW_DAYS].sum()),
        mean=mean,
        upper=mean + Z_95 * sqrt(scatter) / total if total else 0.0,
        recent_friendly=int(counts[(values > 0) & (age < SILENT_DAYS)].sum()),
        leg=leg,
        rows=tuple(rows[int(place)] for place in order[:MOST_ROWS] if rows[int(place)]),
    )


def _ways(relations: dict[frozenset[str], _Relation], actor: str, dataset: str) -> Iterator[Way]:
    usual = [one.friendly for one in relations.values() if one.friendly > 0]
    scale = float(np.median(usual)) if usual else 1.0
    strengths = {
        pair: leg_strength(one.friendly, one.hostile, scale) for pair, one in relations.items()
    }
    for pair in sorted((one for one in relations if actor in one), key=sorted):
        why = _closed(relations[pair])
        (goal,) = pair - {actor}
        if why:
            # The pair itself is the door that is shut.
            legs = {two: value for two, value in strengths.items() if two != pair and value > 0}
            door = relations[pair]
            shut = Way(actor, goal, "", dataset, why, 0.0, 0.0, (), door.rows)
            shut = replace(shut, n_direct=door.recent, n_direct_friendly=door.leg.n_friendly)
            yield from _round(shut, relations, legs)


def _round(
    shut: Way, relations: dict[frozenset[str], _Relation], strengths: dict[frozenset[str], float]
) -> list[Way]:
    """The strongest ways round a closed relation, each by one third party."""
    found = []
    for via, current in current_shares(strengths, shut.origin, shut.goal).items():
        ends = frozenset((shut.origin, via)), frozenset((via, shut.goal))
        legs = tuple(
            replace(relations[end].leg, strength=strengths[end]) for end in ends if end in strengths
        )
        score = sqrt(legs[0].strength * legs[1].strength) if len(legs) == len(ends) else 0.0
        if score >= LEAST_SCORE:
            found.append(replace(shut, via=via, score=score, current=current, legs=legs))
    return sorted(found, key=lambda way: (-way.score, way.via))[:MOST_WAYS]


def _closed(relation: _Relation) -> str:
    """Why the direct way is closed; empty where it isn't."""
    if relation.ever < LEAST_EVER:
        return ""
    few_friendly = relation.leg.n_friendly <= MOST_FRIENDLY * relation.recent
    enough = relation.recent >= LEAST_HOSTILE and few_friendly
    if enough and relation.mean <= SHUT_MEAN and relation.upper < 0:
        return "hostile"
    return "" if relation.recent_friendly else "silent"


def leg_strength(friendly: float, hostile: float, usual: float) -> float:
    """Strength of a leg, 0 to 1, from faded sums of weights over 10.

    >>> leg_strength(3.0, 0.0, 3.0), leg_strength(1.0, 2.0, 3.0)
    (0.375, 0.0)
    """
    if friendly <= 0:
        return 0.0
    balance = (friendly - hostile) / (friendly + hostile + 1.0)
    return max(0.0, balance) * friendly / (friendly + usual)


def current_shares(
    conductances: dict[frozenset[str], float], origin: str, goal: str
) -> dict[str, float]:
    """Share of a unit current from `origin` to `goal` that flows through each other node.

    Solves the network's Laplacian for the potentials; what flows through a node is half the sum of
    the absolute currents on its edges. Empty where the two aren't connected.

    Args:
        conductances: of undirected edges, above 0.

    >>> edges = {("a", "x"): 1.0, ("x", "b"): 1.0, ("a", "y"): 1.0, ("y", "b"): 0.5}
    >>> shares = current_shares({frozenset(e): c for e, c in edges.items()}, "a", "b")
    >>> {node: round(share, 3) for node, share in shares.items()}
    {'x': 0.6, 'y': 0.4}
    """
    nodes = _connected(conductances, origin)
    if goal not in nodes:
        return {}
    place = {node: number for number, node in enumerate(nodes)}
    matrix = np.zeros((len(nodes), len(nodes)))
    for edge, value in conductances.items():
        if edge <= place.keys():
            one, two = (place[end] for end in edge)
            matrix[one, two] = matrix[two, one] = value
    laplacian = np.diag(matrix.sum(axis=1)) - matrix
    sent = np.zeros(len(nodes))
    sent[place[origin]], sent[place[goal]] = 1.0, -1.0
    # One potential is free: the goal's is set to 0.
    free = [number for number in range(len(nodes)) if number != place[goal]]
    potential = np.zeros(len(nodes))
    potential[free] = np.linalg.solve(laplacian[np.ix_(free, free)], sent[free])
    flows = np.abs(matrix * np.subtract.outer(potential, potential)).sum(axis=1) / 2.0
    return {node: float(flows[place[node]]) for node in nodes if node not in (origin, goal)}


def _connected(edges: Iterable[frozenset[str]], origin: str) -> list[str]:
    """All nodes that can be reached, in order."""
    beside: dict[str, set[str]] = {}
    for edge in edges:
        for node in edge:
            beside.setdefault(node, set()).update(edge - {node})
    reached, ahead = {origin}, [origin]
    while ahead:
        new = beside.get(ahead.pop(), set()) - reached
        reached |= new
        ahead += sorted(new)
    return sorted(reached)
