"""All signals of a view: the stage of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.model import Item, Rejection, Result, View
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
from detente.signals.stances import find_stances, set_against

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
    return gather(ground, {name: search(ground) for name, search in SEARCHES.items()})


def gather(ground: Ground, found: Mapping[str, Sequence[Item]]) -> Result[Item]:
    """All lists, as `find_signals` gives them, from what each of `SEARCHES` found."""
    replies, channels, acts = found["replies"], found["channels"], found["acts"]
    referred = {reference for item in (*replies, *channels) for reference in _references(item)}
    items = [
        *list_portfolio(ground),
        *found["doctrine"],
        *list_events(ground, referred=referred),
        *_in_time([*acts, *found["shifts"]]),
        *found["decoupling"],
        *found["visits"],
        *set_against(find_stances(ground), _deeds(ground, acts, replies)),
        *found["omissions"],
        *found["dropped"],
        *replies,
        *found["exchanges"],
        *found["drivers"],
        *found["commitments"],
        *found["breadth"],
        *channels,
        *found["contested"],
    ]
    kept = {item.id: complete(item) for item in items if item.evidence}
    rejected = [Rejection(item.text, item.list, UNSUPPORTED) for item in items if not item.evidence]
    return Result(tuple(kept.values()), tuple(rejected))


def list_at_once(view: View, *, codebook: Codebook, settings: Settings) -> tuple[Item, ...]:
    """The lists ``portfolio`` and ``events`` alone: all that takes no search through the texts.

    Args:
        view, codebook, settings: as for `find_signals`.
    """
    ground = Ground(view, codebook=codebook, settings=settings)
    items = (*list_portfolio(ground), *list_events(ground))
    return tuple(item for item in items if item.evidence)


def _dropped(ground: Ground) -> list[Item]:
    """What publishers stopped writing about."""
    return [
        mention_line(missing, actor=ground.actor, named=ground.name)
        for missing in find_missing_mentions(ground.view)[:MOST_DROPPED]
    ]


SEARCHES: Mapping[str, Callable[[Ground], Sequence[Item]]] = {
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


def _in_time(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: str(item.fields["begins_on"] or "9999"))


def _deeds(
    ground: Ground, acts: Iterable[Item], replies: Iterable[Item]
) -> list[tuple[str, str, str]]:
    """Holder, counterpart and line of every reply in kind and every easing."""
    named = {item.fields["reply"] for item in replies}
    events = {event.id: event for event in ground.view.events if event.id in named}
    found = []
    for item in replies:
        event = events[str(item.fields["reply"])]
        if ground.bearing(event) > 0:
            found += [(one, two, item.id) for one in event.source for two in event.target]
    for item in acts:
        source, target = item.fields["source"], item.fields["target"]
        easing = item.fields["type"] == "easing"
        if easing and isinstance(source, tuple) and isinstance(target, tuple):
            found += [(one, two, item.id) for one in source for two in target]
    return found


def _references(item: Item) -> list[str]:
    """Ids of events that a line refers to."""
    found = [str(item.fields[key]) for key in ("first", "reply") if key in item.fields]
    legs = item.fields.get("legs", ())
    if isinstance(legs, tuple):
        for leg in legs:
            found.extend(leg["events"])
    return found
