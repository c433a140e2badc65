"""Secret addresses by which calendar programs follow a state where a password is set."""

from __future__ import annotations

from detente.adapters.calendar_keys import make_key, take_back_key
from detente.errors import InputError, Missing
from detente.web.actions.reviewing import reviewer_of
from detente.web.asking import Ask, Form, address_of
from detente.web.page import Done


def make(ask: Ask, form: Form) -> Done:
    """Make a secret address, which is shown this once.

    Raises:
        InputError: without a visitor's name, or where no password is set.
    """
    if not ask.serving.password:
        raise InputError("no password is set, so that the calendar's own address needs no secret")
    by = reviewer_of(ask)
    key = make_key(ask.project.path, ask.actor, form.get("name"), by=by, now=ask.now)
    return Done(
        address_of("calendar", ask.actor) + "#feed",
        "Made. Copy the link’s whole address now; it is not shown again.",
        shown_once=address_of("calendar", f"{ask.actor}.ics", key=key),
    )


def take_back(ask: Ask, form: Form) -> Done:
    """Make a secret address lead nowhere.

    Raises:
        InputError: without a visitor's name.
        Missing: if there is no such address.
    """
    reviewer_of(ask)
    if not take_back_key(ask.project.path, ask.actor, form.get("id")):
        raise Missing("there is no such address; it may have been taken back before")
    back = address_of("calendar", ask.actor) + "#feed"
    return Done(back, "Taken back; the address leads nowhere from now on.")
