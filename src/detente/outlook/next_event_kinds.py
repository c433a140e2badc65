"""Country and kind of an actor, taken from its name, for actors that are themselves little known.

"Citizen_(Peru)" is a Citizen of Peru; "Peru" is a country because something stands in its brackets.
An actor whose name says neither has no country and the kind of its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.outlook.next_event_history import Counts, Events, Ints

PLACE, NAME = "\0place", "\0name"
UNKNOWN = 0
Key = Callable[[Ints, Ints, Ints], Ints]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Country and kind of each actor.

    Attributes:
        country: a number for each actor, `UNKNOWN` where the name has none.
        kind: a number for each actor.
        countries, kinds: how many numbers there are.
    """

    country: Ints
    kind: Ints
    countries: int
    kinds: int


def kinds_of(names: Sequence[str]) -> Kinds:
    """Countries and kinds from names.

    >>> kinds = kinds_of(["Police_(Chad)", "Chad", "Police_(Peru)", "Jane_Doe"])
    >>> kinds.country.tolist(), kinds.kind.tolist()
    ([1, 1, 2, 0], [0, 1, 0, 2])
    """
    split = [_split(name) for name in names]
    places = {place for _, place in split if place}
    countries: dict[str, int] = {}
    kinds: dict[str, int] = {}
    country, kind = [], []
    for name, (what, place) in zip(names, split, strict=True):
        where = place or (name if name in places else "")
        country.append(countries.setdefault(where, len(countries) + 1) if where else UNKNOWN)
        of = what if place else PLACE if where else NAME
        kind.append(kinds.setdefault(of, len(kinds)))
    return Kinds(
        np.array(country, dtype=np.int64),
        np.array(kind, dtype=np.int64),
        len(countries) + 1,
        len(kinds),
    )


def _split(name: str) -> tuple[str, str]:
    """What stands before brackets at the end of a name, and in them; empty without brackets."""
    if not name.endswith(")") or "(" not in name:
        return "", ""
    what, place = name[:-1].rsplit("(", 1)
    return what.strip("_ "), place.strip("_ ")


class KindCounts:
    """Counts by country and kind of the two sides, by name of the table.

    ``country_action_country`` counts events between the countries of actor and other by action, and
    so on; in ``actor_…`` and ``…_other`` the side itself is the key and not its country or kind.
    """

    def __init__(self, events: Events, kinds: Kinds) -> None:
        self.key = _keys(events, kinds)
        self.counts = {
            name: Counts(np.unique(key(events.actor, events.action, events.other)))
            for name, key in self.key.items()
        }

    def rows_of(self, name: str, actor: Ints, action: Ints, other: Ints) -> Ints:
        """Rows of a table for events of that kind."""
        return self.counts[name].rows_of(self.key[name](actor, action, other))

    def add(self, events: Events, here: slice, step: int) -> None:
        """Add events of a step."""
        for name, counts in self.counts.items():
            actor, action, other = events.actor[here], events.action[here], events.other[here]
            counts.add(self.rows_of(name, actor, action, other), step)


def _keys(events: Events, kinds: Kinds) -> dict[str, Key]:
    country, kind = kinds.country, kinds.kind
    actions, actors = events.actions, events.actors
    countries, many = kinds.countries, kinds.kinds

    def inside(e: Ints, o: Ints) -> Ints:
        return np.asarray(country[e] == country[o], dtype=np.int64)

    return {
        "country_action_country": lambda e, a, o: (
            (country[e] * actions + a) * countries + country[o]
        ),
        "country_action_other": lambda e, a, o: (country[e] * actions + a) * actors + o,
        "country_country": lambda e, a, o: country[e] * countries + country[o],
        "country_other": lambda e, a, o: country[e] * actors + o,
        "country_action_kind": lambda e, a, o: (
            ((country[e] * actions + a) * many + kind[o]) * 2 + inside(e, o)
        ),
        "kind_action_kind": lambda e, a, o: (kind[e] * actions + a) * many + kind[o],
        "actor_action_kind": lambda e, a, o: (e * actions + a) * many + kind[o],
        "actor_kind": lambda e, a, o: e * many + kind[o],
        "actor_country": lambda e, a, o: e * countries + country[o],
    }
