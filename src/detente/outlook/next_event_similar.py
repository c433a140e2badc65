"""Who is like whom, and whom one gets to in two hops: matrices of what was known at one step.

They change slowly and are made again every so many steps. All of them hold faded counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from detente.outlook.next_event_history import NEVER, Counts, Floats, History, Ints, strongest
from detente.outlook.next_event_rows import HUNDRED, TEN, THIRTY

if TYPE_CHECKING:
    from detente.outlook.next_event_ranking import Queries
    from detente.outlook.next_event_rows import Rows

MOST_LIKE = 50
MOST_PARTNERS = 30
ROWS_AT_ONCE = 1000
LONG_PAST = 700
DIMENSIONS = 32
SPARE_DIMENSIONS = 8
ROUNDS = 3
SEED = 7
SMALLEST = 1e-7
Doubles = npt.NDArray[np.float64]


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
        kin: for each actor the cosines with those most like it in what they do to whom.
        does: faded counts of actors over (action, other).
        deals: shares of the others in what goes on around an actor.
        partners: the same, only of the closest few.
        contacts: faded counts of actors over others.
        doings: faded counts of (actor, action) over others.
        factors: of actor by other, of actor by (action, other), of (actor, action) by other.
    """

    step: int
    kin: Any
    does: Any
    deals: Any
    partners: Any
    contacts: Any
    doings: Any
    factors: tuple[Factors, Factors, Factors]


@dataclass(frozen=True, slots=True)
class Nearby:
    """What the matrices say for the actors of a step.

    Attributes:
        place: which row of the matrices each query has.
        alike: what actors like it do, over (action, other), sparse.
        contacts_alike: with whom actors like it deal, over others, sparse.
        walk: where two hops lead, over others, sparse.
        partners: what its closest contacts do, over (action, other), sparse.
        own_place: which row of ``kin`` each query has.
        kin: who is like those to whom the actor does so, over others, sparse.
    """

    place: Ints
    alike: Any
    contacts_alike: Any
    walk: Any
    partners: Any
    own_place: Ints
    kin: Any


def likeness(history: History, step: int) -> Likeness:
    """The matrices of what is known before a step."""
    from scipy import sparse

    actors, actions = history.events.actors, history.events.actions
    rows = _lately(history.triples, step)
    pair, action = np.divmod(history.triples.keys[rows], actions)
    actor, other = np.divmod(pair, actors)
    faded = history.triples.as_of(rows, step)
    amount = np.log1p(faded[:, HUNDRED])
    column = history.popular.rows_of(action * actors + other)
    shape = (actors, len(history.popular.keys))
    doing = history.doings.rows_of(actor * actions + action)
    pairs = _lately(history.dyads, step)
    side, contact = np.divmod(history.dyads.keys[pairs], actors)
    contacts = history.dyads.as_of(pairs, step)

    def matrix(values: Floats, at: tuple[Ints, Ints], size: tuple[int, int]) -> Any:
        return sparse.csr_matrix((values, at), shape=size, dtype=np.float32)

    does = matrix(amount, (actor, column), shape)
    recently = matrix(contacts[:, TEN], (side, contact), (actors, actors))
    deals = matrix(contacts[:, THIRTY], (side, contact), (actors, actors))
    known = matrix(np.log1p(contacts[:, HUNDRED]), (side, contact), (actors, actors))
    by_doing = matrix(amount, (doing, other), (len(history.doings.keys), actors))
    return Likeness(
        step=step,
        kin=_kin(_profiles(does)),
        does=matrix(faded[:, THIRTY], (actor, column), shape),
        deals=_scaled(deals, np.asarray(deals.sum(axis=1)).ravel()),
        partners=_most(_scaled(recently, np.asarray(recently.sum(axis=1)).ravel()), MOST_PARTNERS),
        contacts=deals,
        doings=matrix(faded[:, THIRTY], (doing, other), (len(history.doings.keys) + 1, actors)),
        factors=(_factors(known), _factors(does), _factors(by_doing)),
    )


def nearby(like: Likeness, history: History, queries: Queries) -> Nearby:
    """What actors like those of the queries do, and where two hops lead from them."""
    distinct, place = np.unique(queries.actor, return_inverse=True)
    doing = history.doings.rows_of(queries.actor * history.events.actions + queries.action)
    doings, own_place = np.unique(doing, return_inverse=True)
    near = like.kin[distinct]
    return Nearby(
        place=place,
        alike=_product(near, like.does),
        contacts_alike=_product(near, like.contacts),
        walk=_product(like.deals[distinct], like.deals),
        partners=_product(like.partners[distinct], like.does),
        own_place=own_place,
        kin=_product(like.doings[doings], like.kin),
    )


def _lately(counts: Counts, step: int) -> Ints:
    """The rows that were counted not so long ago that next to nothing is left of them."""
    last = counts.last[:-1]
    return np.flatnonzero((last != NEVER) & (step - last <= LONG_PAST))


def _product(left: Any, right: Any) -> Any:
    found = (left @ right).tocsr()
    found.sort_indices()
    return found


def _most(matrix: Any, most: int) -> Any:
    """The highest values of each row."""
    from scipy import sparse

    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    best = strongest(matrix.data, row, most)
    return sparse.csr_matrix(
        (matrix.data[best], (row[best], matrix.indices[best])), shape=matrix.shape
    )


def _kin(profile: Any) -> Any:
    """Those most like each actor, itself left out; rows are made a few at a time to save memory."""
    from scipy import sparse

    turned = profile.T.tocsr()
    parts = []
    for begin in range(0, profile.shape[0], ROWS_AT_ONCE):
        same = (profile[begin : begin + ROWS_AT_ONCE] @ turned).tocsr()
        same.sort_indices()
        row = np.repeat(np.arange(same.shape[0]), np.diff(same.indptr))
        same.data[same.indices == row + begin] = 0
        parts.append(_most(same, MOST_LIKE))
    return sparse.vstack(parts).tocsr()


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
        "contacts_alike": values_at(near.contacts_alike, place, rows.other),
        "walk": values_at(near.walk, place, rows.other),
        "partners": values_at(near.partners, place, rows.popular),
        "kin": values_at(near.kin, near.own_place[rows.of], rows.other),
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
        found = matrix @ (matrix.T @ _upright(found))
    span = _upright(found)
    turned = matrix.T @ span
    # The singular values of few columns come from their products, which is far cheaper.
    squares, turn = np.linalg.eigh(turned.T @ turned)
    squares, turn = squares[::-1][:DIMENSIONS], turn[:, ::-1][:, :DIMENSIONS]
    strength = np.sqrt(np.maximum(squares, 0))
    scale = np.sqrt(strength)
    below = np.where(strength > SMALLEST * max(strength[0], SMALLEST), scale, np.inf)
    return Factors(
        (span @ turn * scale).astype(np.float32), (turned @ (turn / below)).astype(np.float32)
    )


def _upright(columns: Doubles) -> Doubles:
    """Columns at right angles that span the same, by their products (Cholesky's way of QR)."""
    squares, turn = np.linalg.eigh(columns.T @ columns)
    strength = np.sqrt(np.maximum(squares, 0))
    whole = strength > SMALLEST * max(strength[-1], SMALLEST)
    return np.asarray(columns @ (turn / np.where(whole, strength, np.inf)))
