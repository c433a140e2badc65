"""What changed between two days, or since the picture was read last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from detente.briefing.difference import SIGNALS
from detente.briefing.difference_text import HEADINGS
from detente.errors import InputError
from detente.pipeline_difference import Written, difference_between, newest_readings
from detente.web.asking import Ask
from detente.web.desk import Moment
from detente.web.extent import extent_of
from detente.web.lines import line_of
from detente.web.page import Page
from detente.web.paging import part_of

if TYPE_CHECKING:
    from detente.adapters.ledger_schema import Mark
    from detente.briefing.page import Briefing
    from detente.web.desk import Drawn

LINES = 30
# Where nothing was read yet.
USUAL_DAYS = 7


@dataclass(frozen=True, slots=True)
class _Start:
    """The earlier picture: what it looks at, and the reading that it was, if any."""

    moment: Moment
    mark: Mark | None


def show(ask: Ask) -> Page:
    """What the picture as of the day has that the earlier one had not.

    Raises:
        InputError: if the days stand in the wrong order.
    """
    start = _start(ask)
    early, late = ask.desk.evenly(ask.project, ask.actor, start.moment, ask.moment)
    even = early.complete == late.complete
    key = "difference", ask.actor, start.moment, ask.moment, early.depth, late.depth
    page = ask.desk.thing(
        key,
        lambda: difference_between(
            ask.project, _written(early, even=even), _written(late, even=even)
        ),
    )
    lists = []
    for name, heading in HEADINGS.items():
        items = page.lists.get(name, ())
        part = part_of(ask, name, items, size=LINES)
        told = part.told([line_of(item, page) for item in part.rows])
        lists.append({"key": name, "heading": heading, **told})
    return Page(
        "since.html.j2",
        f"{ask.name_of(ask.actor)}: what changed",
        {
            "actor": ask.actor,
            "from": start.moment.as_of,
            "known_at": start.moment.known_at,
            "to": ask.as_of,
            "extent": extent_of(ask),
            "complete": early.complete and late.complete,
            "levels": early.levels and late.levels,
            "mark": _told(start.mark),
            "last_mark": _told(_mark(ask)),
            "lists": lists,
            "changes": sum(len(page.lists.get(name, ())) for name in HEADINGS),
        },
        place="since",
    )


def _start(ask: Ask) -> _Start:
    """The day that the address names, else the last reading, else a week before."""
    day = ask.day("from")
    if day is not None:
        if day > ask.as_of:
            raise InputError(
                f"the days stand in the wrong order: from {day} to {ask.as_of}; exchange them"
            )
        return _Start(Moment(ask.moment.state, day, ask.known_at), None)
    mark = _mark(ask)
    if mark is not None and mark.as_of <= ask.as_of:
        return _Start(Moment(ask.moment.state, mark.as_of, _known(ask, mark.read_at)), mark)
    week = ask.as_of - timedelta(days=USUAL_DAYS)
    return _Start(Moment(ask.moment.state, week, ask.known_at), None)


def _known(ask: Ask, read_at: datetime) -> datetime:
    return min(read_at, ask.known_at) if ask.known_at else read_at


def _mark(ask: Ask) -> Mark | None:
    marks = newest_readings(ask.project)
    return next((one for one in marks if one.actor == ask.actor), None)


def _told(mark: Mark | None) -> Mapping[str, object] | None:
    return {"as_of": mark.as_of, "read_at": mark.read_at} if mark else None


def _written(drawn: Drawn, *, even: bool) -> Written:
    """A picture to compare; where only one of two has the statistics of datasets yet, without
    them, lest they look new."""
    briefing = drawn.briefing if even else without_statistics(drawn.briefing)
    return Written(drawn.picture, briefing)


def without_statistics(briefing: Briefing) -> Briefing:
    """A briefing without the signals that rest on rows of datasets alone."""
    lists = {
        name: tuple(
            item
            for item in items
            if name not in SIGNALS or any(one.document for one in item.evidence)
        )
        for name, items in briefing.lists.items()
    }
    return replace(briefing, lists=lists)
