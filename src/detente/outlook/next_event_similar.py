"""Who is like whom, and whom one gets to in two hops: matrices of what was known at one step.

They change slowly and are made again every so many steps. All of them hold faded counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.outlook.next_event_history import Floats, History, Ints, strongest
from detente.outlook.next_event_rows import HUNDRED, THIRTY

if TYPE_CHECKING:
    from detente.outlook.next_event_rows import Rows

MOST_LIKE = 50
DIMENSIONS = 32
SPARE_DIMENSIONS = 8
ROUNDS = 3
SEED = 7


@dataclass(frozen=True, slots=True)
class Factors:
    """A matrix of few dimensions that comes near to a large one: ``left @ right.T``."""

    left: Floats
    right: Floats

    def at(self, rows: Ints, columns: Ints) -> Floats:
        """The values at places; 0 for what was not in the matrix."""
        known = (rows < len(self.left)) & (columns < len(self.right))
        left = self.left[np.where(known, rows, 0)]
        value = np.einsum("ij,ij->i", left, self.right[np.where(known, columns, 0)])
        return np.where(known, value, 0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The matrices of one step.

    Attributes:
        step: events before it are in them.
        profile: unit vectors of actors over (action, other), rarer ones weighing more.
        does: faded counts of actors over (action, other).
        deals: shares of the others in what goes on around an actor.
        factors: of actor by other, of actor by (action, other), of (actor, action) by other.
    """

    step: int
    profile: Any
    does: Any
    deals: Any
    factors: tuple[Factors, Factors, Factors]


@dataclass(frozen=True, slots=True)
class Nearby:
    """What the matrices say for the actors of a step.

    Attributes:
        place: which row of the matrices each query has.
        alike: what actors like it do, over (action, other), sparse.
        walk: where two hops lead, over others, sparse.
    """

    place: Ints
    alike: Any
    walk: Any


def likeness(history: History, step: int) -> Likeness:
    """The matrices of what is known before a step."""
    from scipy import sparse

    actors, actions = history.events.actors, history.events.actions
    rows = np.flatnonzero(history.triples.last[:-1] >= 0)
    pair, action = np.divmod(history.triples.keys[rows], actions)
    actor, other = np.divmod(pair, actors)
    faded = history.triples.as_of(rows, step)
    amount = np.log1p(faded[:, HUNDRED])
    column = history.popular.rows_of(action * actors + other)
    shape = (actors, len(history.popular.keys))
    doing = history.doings.rows_of(actor * actions + action)
    pairs = np.flatnonzero(history.dyads.last[:-1] >= 0)
    side, contact = np.divmod(history.dyads.keys[pairs], actors)
    contacts = history.dyads.as_of(pairs, step)

    def matrix(values: Floats, at: tuple[Ints, Ints], size: tuple[int, int]) -> Any:
        return sparse.csr_matrix((values, at), shape=size, dtype=np.float32)

    does = matrix(amount, (actor, column), shape)
    deals = matrix(contacts[:, THIRTY], (side, contact), (actors, actors))
    known = matrix(np.log1p(contacts[:, HUNDRED]), (side, contact), (actors, actors))
    by_doing = matrix(amount, (doing, other), (len(history.doings.keys), actors))
    return Likeness(
        step=step,
        profile=_profiles(does),
        does=matrix(faded[:, THIRTY], (actor, column), shape),
        deals=_scaled(deals, np.asarray(deals.sum(axis=1)).ravel()),
        factors=(_factors(known), _factors(does), _factors(by_doing)),
    )


def nearby(like: Likeness, actors: Ints) -> Nearby:
    """What actors like those of the queries do, and where two hops lead from them."""
    from scipy import sparse

    distinct, place = np.unique(actors, return_inverse=True)
    same = (like.profile[distinct] @ like.profile.T).tocsr()
    same.sort_indices()
    row = np.repeat(np.arange(len(distinct)), np.diff(same.indptr))
    others = np.flatnonzero(same.indices != distinct[row])
    best = others[strongest(same.data[others], row[others], MOST_LIKE)]
    near = sparse.csr_matrix((same.data[best], (row[best], same.indices[best])), shape=same.shape)
    alike, walk = (near @ like.does).tocsr(), (like.deals[distinct] @ like.deals).tocsr()
    alike.sort_indices()
    walk.sort_indices()
    return Nearby(place, alike, walk)


def values_at(matrix: Any, rows: Ints, columns: Ints) -> Floats:
    """The values of a sparse matrix with sorted columns at places; 0 where it has none."""
    size = matrix.shape[1]
    row = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    keys = row * size + matrix.indices
    if not len(keys):
        return np.zeros(len(rows), dtype=np.float32)
    wanted = rows * size + np.minimum(columns, size - 1)
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    there = (keys[found] == wanted) & (columns < size)
    return np.where(there, matrix.data[found], 0).astype(np.float32)


def likeness_features(like: Likeness, near: Nearby, rows: Rows) -> dict[str, Floats]:
    """What the matrices say of each candidate."""
    place = near.place[rows.of]
    by_other, by_event, by_doing = like.factors
    return {
        "alike": values_at(near.alike, place, rows.popular),
        "walk": values_at(near.walk, place, rows.other),
        "factors_other": by_other.at(rows.actor, rows.other),
        "factors_event": by_event.at(rows.actor, rows.popular),
        "factors_doing": by_doing.at(rows.doing, rows.other),
    }


def _scaled(matrix: Any, size: Floats) -> Any:
    from scipy import sparse

    return (sparse.diags(1 / np.where(size > 0, size, 1)) @ matrix).tocsr().astype(np.float32)


def _profiles(does: Any) -> Any:
    who = np.bincount(does.indices, minlength=does.shape[1])
    weighed = does.copy()
    weighed.data = (
        does.data * np.log((1 + does.shape[0]) / (1 + who)).astype(np.float32)[does.indices]
    )
    return _scaled(weighed, np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel()))


def _factors(matrix: Any) -> Factors:
    """Leading singular vectors by randomised range finding (Halko et al., doi:10.1137/090771806).

    Only rows and columns with something in them count: those of events still to come are empty, and
    how many there are must not matter.
    """
    matrix = matrix.tocoo()
    rows, row = np.unique(matrix.row, return_inverse=True)
    columns, column = np.unique(matrix.col, return_inverse=True)
    full = Factors(
        np.zeros((matrix.shape[0], DIMENSIONS), dtype=np.float32),
        np.zeros((matrix.shape[1], DIMENSIONS), dtype=np.float32),
    )
    if len(rows):
        small = _leading(matrix.data, (row, column), (len(rows), len(columns)))
        kept = slice(0, small.left.shape[1])
        full.left[rows, kept], full.right[columns, kept] = small.left, small.right
    return full


def _leading(values: Floats, at: tuple[Ints, Ints], shape: tuple[int, int]) -> Factors:
    from scipy import sparse

    # Double precision keeps the outcome the same to all shown digits whatever the threads.
    matrix = sparse.csr_matrix((values.astype(np.float64), at), shape=shape)
    chance = np.random.default_rng(SEED)
    size = min(DIMENSIONS + SPARE_DIMENSIONS, *shape)
    found = matrix @ chance.standard_normal((shape[1], size))
    for _ in range(ROUNDS):
        found = matrix @ (matrix.T @ np.linalg.qr(found)[0])
    span = np.linalg.qr(found)[0]
    left, strength, right = np.linalg.svd((matrix.T @ span).T, full_matrices=False)
    scale = np.sqrt(strength[:DIMENSIONS])
    return Factors(
        (span @ left[:, :DIMENSIONS] * scale).astype(np.float32),
        (right[:DIMENSIONS].T * scale).astype(np.float32),
    )
