"""All signals of a view: the stage of this folder."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, product
from sys import intern
from typing import TYPE_CHECKING

import numpy as np

from detente.model import Item, Keep, Rejection, Result, View, chosen
from detente.signals.acts import find_acts
from detente.signals.breadth import find_breadth
from detente.signals.channels import find_channels
from detente.signals.commitments import find_commitments
from detente.signals.contested import find_contested
from detente.signals.decoupling import find_decoupling, find_visits_both_ways
from detente.signals.doctrine import find_doctrine
from detente.signals.drivers import find_drivers
from detente.signals.exchanges import find_exchanges
from detente.signals.ground import Ground
from detente.signals.missing_mentions import find_missing_mentions
from detente.signals.omissions import find_omissions
from detente.signals.replies import find_replies
from detente.signals.rows import list_events, list_portfolio
from detente.signals.shifts import find_shifts
from detente.signals.silence_lines import mention_line
from detente.signals.stances import find_stances, refusals, set_against

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings

SIGNAL_KEYS: dict[str, object] = {"condition": "", "turn": "", "sectors": ()}
MOST_DROPPED = 8
UNSUPPORTED = "no sentence of the view supports the line, so it isn't printed"


def find_signals(view: View, *, codebook: Codebook, settings: Settings) -> Result[Item]:
    """Everything that the lists of a briefing draw from statements, events and relations.

    Args:
        view: settled statements, events and relations as of a day.
        codebook: names of actors, weights of actions, words for relations.
        settings: reply and channel windows, half-life.

    Returns:
        Items of the lists ``portfolio``, ``doctrine``, ``events``, ``signals``, ``stances``,
        ``omissions``, ``reciprocity``, ``exchanges``, ``drivers``, ``commitments``, ``breadth``,
        ``channels`` and ``contested``, in this order, each with evidence and an id. References
        between lines are ids. Rejected: lines that no sentence supports.
    """
    ground = Ground(view, codebook=codebook, settings=settings)
    found = gather(ground, {name: tuple(search(ground)) for name, search in SEARCHES.items()})
    return Result(tuple(found.rows), found.rejected)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All lists in order, perhaps on disk, and the lines that nothing supports."""

    rows: Sequence[Item]
    rejected: tuple[Rejection, ...]


def gather(ground: Ground, found: Mapping[str, Sequence[Item]], *, keep: Keep = tuple) -> Gathered:
    """All lists, as `find_signals` gives them, from what each of `SEARCHES` found.

    Args:
        keep: holds them.
    """
    replies, channels, acts = found["replies"], found["channels"], found["acts"]
    # The events of replies are those of the state looked from, which are listed anyway.
    referred = {reference for item in channels for reference in _references(item)}
    items = chain(
        list_portfolio(ground),
        found["doctrine"],
        list_events(ground, referred=referred),
        _in_time(acts, found["shifts"]),
        found["decoupling"],
        found["visits"],
        _against(ground, acts, replies),
        found["omissions"],
        found["dropped"],
        replies,
        found["exchanges"],
        found["drivers"],
        found["commitments"],
        found["breadth"],
        channels,
        found["contested"],
    )
    rejected: list[Rejection] = []
    return Gathered(_once(keep(_supported(items, rejected))), tuple(rejected))


def _supported(items: Iterable[Item], rejected: list[Rejection]) -> Iterator[Item]:
    """The lines that something supports, complete; the others are appended to `rejected`."""
    for item in items:
        if item.evidence:
            yield complete(item)
        else:
            rejected.append(Rejection(item.text, item.list, UNSUPPORTED))


def _once(items: Sequence[Item]) -> Sequence[Item]:
    """Lines without those whose id another has: it stands where the first one stood."""
    hashes = array("q", (hash(item.id) for item in items))
    values, times = np.unique(np.array(hashes, np.int64), return_counts=True)
    if (times < 2).all():
        return items
    again = set(values[times > 1].tolist())
    last = {items[place].id: place for place, one in enumerate(hashes) if one in again}
    seen: set[str] = set()
    order = array("I")
    for place, one in enumerate(hashes):
        if one not in again:
            order.append(place)
        elif (name := items[place].id) not in seen:
            seen.add(name)
            order.append(last[name])
    return chosen(items, order)


def list_at_once(view: View, *, codebook: Codebook, settings: Settings) -> tuple[Item, ...]:
    """The lists ``portfolio`` and ``events`` alone: all that takes no search through the texts.

    Args:
        view, codebook, settings: as for `find_signals`.
    """
    ground = Ground(view, codebook=codebook, settings=settings)
    items = (*list_portfolio(ground), *list_events(ground))
    return tuple(item for item in items if item.evidence)


def _dropped(ground: Ground) -> Iterable[Item]:
    """What publishers stopped writing about."""
    return [
        mention_line(missing, actor=ground.actor, named=ground.name)
        for missing in find_missing_mentions(ground.view)[:MOST_DROPPED]
    ]


SEARCHES: Mapping[str, Callable[[Ground], Iterable[Item]]] = {
    "replies": find_replies,
    "dropped": _dropped,
    "commitments": find_commitments,
    "shifts": find_shifts,
    "drivers": find_drivers,
    "doctrine": find_doctrine,
    "channels": find_channels,
    "acts": find_acts,
    "breadth": find_breadth,
    "contested": find_contested,
    "decoupling": find_decoupling,
    "omissions": find_omissions,
    "exchanges": find_exchanges,
    "visits": find_visits_both_ways,
}
"""What may be looked for apart from all else, that which takes longest first."""


def complete(item: Item) -> Item:
    """A signal with every key of its list, whatever its type."""
    if item.list != "signals":
        return item
    return replace(item, fields={**SIGNAL_KEYS, **item.fields})


def _in_time(*lists: Sequence[Item]) -> Iterator[Item]:
    """Lines in the order of their days, those without a day last."""
    days = [intern(str(item.fields["begins_on"] or "9999")) for one in lists for item in one]
    first = len(lists[0])
    for place in sorted(range(len(days)), key=days.__getitem__):
        yield lists[0][place] if place < first else lists[1][place - first]


def _against(ground: Ground, acts: Iterable[Item], replies: Iterable[Item]) -> list[Item]:
    """Stances, each with a line that shows the contrary."""
    stances = find_stances(ground)
    return set_against(stances, _deeds(ground, acts, replies, pairs=refusals(stances)))


def _deeds(
    ground: Ground, acts: Iterable[Item], replies: Iterable[Item], *, pairs: Set[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """By holder and counterpart, of some, the first line of a reply in kind, or of an easing."""
    found: dict[tuple[str, str], str] = {}
    if not pairs:
        return found
    sides: dict[str, list[tuple[str, str]]] = {}
    for event in ground.view.events:
        told = [pair for pair in product(event.source, event.target) if pair in pairs]
        if told and ground.bearing(event) > 0:
            sides[event.id] = told
    for item in replies:
        for pair in sides.get(str(item.fields["reply"]), ()):
            found.setdefault(pair, item.id)
    for item in acts:
        source, target = item.fields["source"], item.fields["target"]
        easing = item.fields["type"] == "easing"
        if easing and isinstance(source, tuple) and isinstance(target, tuple):
            for pair in product(source, target):
                found.setdefault(pair, item.id)
    return found


def _references(item: Item) -> list[str]:
    """Ids of events that a line refers to."""
    found = [str(item.fields[key]) for key in ("first", "reply") if key in item.fields]
    legs = item.fields.get("legs", ())
    if isinstance(legs, tuple):
        for leg in legs:
            found.extend(leg["events"])
    return found
