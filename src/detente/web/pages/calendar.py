"""Planned occasions by month, as a grid and a list, and as a feed to follow."""

from __future__ import annotations

import re
from calendar import Calendar
from collections.abc import Sequence
from datetime import date, timedelta

from detente.adapters.calendar_keys import read_keys
from detente.briefing.ics import render_ics, status_of, told_history
from detente.briefing.json_form import evidence_row
from detente.briefing.occasions import Occasion, occasions_of
from detente.briefing.page import Briefing
from detente.errors import InputError
from detente.outlook.wording import period
from detente.web.asking import Ask, address_of
from detente.web.page import File, Page

# Longer ones would fill every day of the grid; they stand above it.
LONGEST_IN_GRID = 8
MOST_AHEAD = 200


def show(ask: Ask) -> Page:
    """A month, what lies ahead of it, and the dates that were moved."""
    briefing = ask.foreseen().briefing
    found = occasions_in(ask, briefing)
    first = month_of(ask)
    last = _next_month(first) - timedelta(days=1)
    here = [one for one in found if one.begins_on <= last and one.ends_on >= first]
    ahead = [one for one in found if one.ends_on >= ask.as_of]
    long = [one for one in here if _days(one) > LONGEST_IN_GRID]
    values = {
        "actor": ask.actor,
        "as_of": ask.as_of,
        "month": f"{first:%Y-%m}",
        "month_name": f"{first:%B %Y}",
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{last + timedelta(days=1):%Y-%m}",
        "weeks": _weeks(first, [one for one in here if one not in long], ask.as_of),
        "all_month": [one.uid for one in long],
        "in_month": [_row(one, briefing) for one in here],
        "n_ahead": len(ahead),
        "ahead": [_row(one, briefing) for one in ahead[:MOST_AHEAD]],
        "moved": [_row(one, briefing) for one in found if told_history(one)],
        "feed": address_of("calendar", f"{ask.actor}.ics"),
        "needs_secret": bool(ask.serving.password),
        "secrets": _secrets(ask),
    }
    title = f"{ask.name_of(ask.actor)}: calendar, {first:%B %Y}"
    return Page("calendar.html.j2", title, values, place="calendar")


def _secrets(ask: Ask) -> list[dict[str, object]]:
    """The secret addresses of this calendar without their secrets; none where nobody may change."""
    if not ask.serving.password or ask.serving.read_only:
        return []
    return [
        {"id": one.id, "name": one.name, "made_by": one.made_by, "made_at": one.made_at}
        for one in read_keys(ask.project.path)
        if one.actor == ask.actor
    ]


def feed(ask: Ask) -> File:
    """The whole calendar as iCalendar."""
    content = ask.desk.thing(
        ("ics", ask.actor, ask.moment), lambda: render_ics(ask.foreseen().briefing)
    )
    return File(f"{ask.actor}.ics", content, "text/calendar; charset=utf-8")


def occasions_in(ask: Ask, briefing: Briefing) -> list[Occasion]:
    """The occasions of a briefing's calendar."""
    key = ("occasions", briefing.actor, ask.moment)
    return ask.desk.thing(key, lambda: occasions_of(briefing.lists.get("calendar", ())))


def month_of(ask: Ask) -> date:
    """First day of the month asked for; that of the day looked at where none is.

    Raises:
        InputError: if it is no month.
    """
    text = ask.query.get("month", "").strip()
    if not text:
        return ask.as_of.replace(day=1)
    if not re.fullmatch(r"(?!0000)\d{4}-(0[1-9]|1[0-2])", text) or text in ("0001-01", "9999-12"):
        raise InputError(f"month={text!r} is no month; write it as YYYY-MM")
    return date.fromisoformat(f"{text}-01")


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _days(one: Occasion) -> int:
    return (one.ends_on - one.begins_on).days + 1


def _weeks(first: date, found: Sequence[Occasion], as_of: date) -> list[list[dict[str, object]]]:
    """The month in weeks from Monday, with the titles of what is on each day."""
    return [
        [
            {
                "day": each,
                "in_month": each.month == first.month,
                "is_as_of": each == as_of,
                "occasions": [
                    {"uid": one.uid, "title": one.title, "status": one.status}
                    for one in found
                    if one.begins_on <= each <= one.ends_on
                ],
            }
            for each in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


def _row(one: Occasion, briefing: Briefing) -> dict[str, object]:
    return {
        "uid": one.uid,
        "title": one.title,
        "text": one.text,
        "when": period(one.begins_on, one.ends_on),
        "begins_on": one.begins_on,
        "ends_on": one.ends_on,
        "precision": one.precision,
        "status": one.status,
        "feed_status": status_of(one),
        "sequence": one.sequence,
        "actors": one.actors,
        "names": [briefing.names.get(code, code) for code in one.actors],
        "hinges": [
            {"id": item.id, "text": item.text}
            for item in briefing.lists.get("outlook", ())
            if item.id in one.hinges
        ],
        "told_history": told_history(one),
        "history": [
            {
                "begins_on": old.begins_on,
                "ends_on": old.ends_on,
                "first": old.first,
                "last": old.last,
                "evidence": [evidence_row(proof, briefing) for proof in old.evidence],
            }
            for old in one.history
        ],
        "evidence": [evidence_row(proof, briefing) for proof in one.evidence],
    }
