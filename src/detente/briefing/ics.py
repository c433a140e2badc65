"""The calendar as an iCalendar feed (RFC 5545) that other programs can follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from detente.briefing.notes import folded, safe_address
from detente.briefing.occasions import Occasion, occasions_of
from detente.briefing.page import Briefing
from detente.briefing.wording import capital
from detente.outlook.wording import day, period

PRODUCT = "-//Détente//Calendar//EN"
REFRESH = timedelta(hours=12)


def render_ics(briefing: Briefing) -> bytes:
    """The feed of a briefing's calendar; the same briefing gives the same bytes.

    Each occasion is one event of whole days. A moved one keeps its ``UID``, has the new days and
    tells the earlier ones in its description; ``SEQUENCE`` goes up with each document that told of
    it. ``STATUS`` is ``TENTATIVE`` where the day is not fixed, ``CANCELLED`` where the date was
    given up and no later one is known, or it was called off, else ``CONFIRMED``.
    """
    feed = Calendar()
    name = f"{capital(briefing.actor_name)}: foreign relations"
    feed.add("prodid", PRODUCT)
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("name", name)
    feed.add("x-wr-calname", name)
    feed.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in occasions_of(briefing.lists.get("calendar", ())):
        feed.add_component(_event(one, briefing))
    return bytes(feed.to_ical())


def _event(one: Occasion, briefing: Briefing) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", _instant(one.revised_on or briefing.as_of))
    event.add("last-modified", _instant(one.revised_on or briefing.as_of))
    event.add("dtstart", one.begins_on)
    event.add("dtend", one.ends_on + timedelta(days=1))
    event.add("summary", folded(one.title))
    event.add("description", described(one, briefing))
    event.add("sequence", one.sequence)
    event.add("status", status_of(one))
    event.add("transp", "TRANSPARENT")
    if one.actors:
        event.add("categories", [capital(briefing.names.get(code, code)) for code in one.actors])
    address = next((safe_address(proof.url) for proof in one.evidence if proof.url), "")
    if address:
        event.add("url", address)
    return event


def status_of(one: Occasion) -> str:
    """The feed's word for how firm an occasion is."""
    if one.status in ("moved", "cancelled"):
        return "CANCELLED"
    return "TENTATIVE" if one.precision != "day" and one.status == "ahead" else "CONFIRMED"


def described(one: Occasion, briefing: Briefing) -> str:
    """The line, the dates that it had before, and the sentences it rests on."""
    lines = [folded(one.text), *told_history(one)]
    for proof in one.evidence[:5]:
        by = proof.publisher or "publisher unknown"
        if proof.document:
            when = day(proof.published) if proof.published else "no date"
            lines.append(f"“{folded(proof.quote)}” ({folded(by)}, {when})")
    return "\n".join(lines)


def told_history(one: Occasion) -> list[str]:
    """The dates that an occasion had before, each in a sentence; empty for one never moved."""
    said: Sequence[str] = [
        f"Planned for {period(old.begins_on, old.ends_on)}"
        + (f" as of {day(old.last)}." if old.last else ".")
        for old in one.history[:-1]
    ]
    if said:
        now = one.history[-1]
        when = f" on {day(now.first)}" if now.first else ""
        said = [*said, f"Moved to {period(now.begins_on, now.ends_on)}{when}."]
    return list(said)


def _instant(day_of: date) -> datetime:
    return datetime(day_of.year, day_of.month, day_of.day, tzinfo=UTC)
