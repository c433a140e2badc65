"""Indirect ways to those whom a state does not deal with directly, ranked, leg by leg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from detente.briefing.figures import draw
from detente.briefing.json_form import evidence_row
from detente.model import Event, Evidence, Item
from detente.outlook.wording import with_article
from detente.web.asking import Ask
from detente.web.choosing import chosen_query, drawn_of, reading_of
from detente.web.dyads import with_documents
from detente.web.lines import line_of
from detente.web.page import Page
from detente.web.paging import part_of

if TYPE_CHECKING:
    from detente.briefing.page import Briefing


GOALS = 12


def show(ask: Ask) -> Page:
    """The channels by goal, each with the events of its own legs."""
    drawn = drawn_of(ask)
    briefing = with_documents(drawn.briefing, reading_of(ask))
    events = {event.id: event for event in drawn.picture.view.events}
    found: dict[tuple[str, str], list[Item]] = {}
    for item in briefing.lists.get("channels", ()):
        found.setdefault(_ends(item), []).append(item)
    part = part_of(ask, "page", list(found), size=GOALS)
    goals = {
        ends: [
            {**line_of(item, briefing), "ways": _legs(item, events, briefing)}
            for item in found[ends]
        ]
        for ends in part.rows
    }
    figures = {
        key: briefing.figures[f"network-{key}"]
        for key in (_key(ask.actor, ends) for ends in goals)
        if f"network-{key}" in briefing.figures
    }
    return Page(
        "channels.html.j2",
        f"{ask.name_of(ask.actor)}: channels",
        {
            "actor": ask.actor,
            "as_of": ask.as_of,
            "complete": drawn.complete,
            "levels": drawn.levels,
            "chosen": chosen_query(ask),
            "goals": [
                {
                    "key": _key(ask.actor, (origin, goal)),
                    "origin": origin,
                    "goal": goal,
                    "ways": ways,
                }
                for (origin, goal), ways in goals.items()
            ],
            "part": part.told([]),
            "names": {code: with_article(ask.name_of(code)) for code in _codes(briefing)},
            "figures": figures,
        },
        drawn={"figures": {goal: draw(figure) for goal, figure in figures.items()}},
        place="channels",
    )


def _key(actor: str, ends: tuple[str, str]) -> str:
    """By which a goal is linked to, and its figure named."""
    origin, goal = ends
    return goal if origin == actor else f"{origin}-{goal}"


def _legs(item: Item, events: Mapping[str, Event], briefing: Briefing) -> list[dict[str, object]]:
    """The legs of a channel with the events that carry them."""
    legs = item.fields.get("legs")
    return [
        _leg(leg, events, briefing)
        for leg in (legs if isinstance(legs, list | tuple) else ())
        if isinstance(leg, Mapping)
    ]


def _leg(
    leg: Mapping[str, object], events: Mapping[str, Event], briefing: Briefing
) -> dict[str, object]:
    cited, last = leg.get("evidence"), leg.get("last")
    rows = cited if isinstance(cited, list | tuple) else ()
    carried = [events[name] for name in _names(leg.get("events")) if name in events]
    return {
        "parties": _names(leg.get("parties")),
        "strength": leg.get("strength"),
        "basis": leg.get("basis"),
        "friendly": leg.get("n_friendly"),
        "last": last if isinstance(last, date) else _newest(carried),
        "events": [_carried(event, briefing) for event in carried],
        "evidence": [evidence_row(one, briefing) for one in rows if isinstance(one, Evidence)],
    }


def _carried(event: Event, briefing: Briefing) -> dict[str, object]:
    """An event of a leg; those among third parties stand in no list of the briefing."""
    return {
        "id": event.id,
        "text": event.what,
        "action": event.action,
        "begins_on": event.begins_on,
        "ends_on": event.ends_on,
        "evidence": [evidence_row(one, briefing) for one in event.evidence],
    }


def _newest(events: Sequence[Event]) -> date | None:
    days = [day for event in events if (day := event.ends_on or event.begins_on)]
    return max(days, default=None)


def _names(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _ends(item: Item) -> tuple[str, str]:
    return str(item.fields["origin"]), str(item.fields["goal"])


def _codes(briefing: Briefing) -> list[str]:
    found: dict[str, None] = {}
    for item in briefing.lists.get("channels", ()):
        for code in (*_names(item.fields.get("via")), *_ends(item)):
            found.setdefault(code)
    return list(found)
