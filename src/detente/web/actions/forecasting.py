"""Forecasts decided by a reader, and forecasts of the reader's own."""

from __future__ import annotations

from detente.errors import InputError, Missing
from detente.pipeline_asked import asked_day
from detente.web.asking import Ask, Form, address_of
from detente.web.page import Done


def reviewer_of(ask: Ask) -> str:
    """The name under which the visitor decides.

    Raises:
        InputError: if none was given.
    """
    if not ask.reviewer:
        raise InputError("give your name first, so that the record says who decided")
    return ask.reviewer


def resolve(ask: Ask, form: Form) -> Done:
    """Record how a forecast came out.

    Raises:
        InputError: if there is no such outcome, or no reason was given.
        Missing: if there is no such forecast.
    """
    from detente.outlook.entries import OUTCOMES, Resolution
    from detente.pipeline_outlook import read_book
    from detente.pipeline_outlook import resolve as record
    from detente.web.forecast_rows import book_of

    named = ask.path["entry"]
    if all(one.id != named for one in book_of(ask).entries):
        raise Missing("there is no such forecast as of this day")
    outcome, why = form.get("outcome"), form.get("why")
    if outcome not in OUTCOMES:
        raise InputError("choose how it came out: yes, no or void")
    if not why:
        raise InputError("a decision needs its reason, so that others can follow it")
    settled = form.get("resolved_on")
    resolution = Resolution(
        entry=named,
        outcome=outcome,
        decided_at=ask.now,
        why=why,
        resolver=reviewer_of(ask),
        resolved_on=asked_day(settled, "resolved_on") if settled else None,
        evidence=form.all("evidence"),
    )
    # What a document forecast is recorded before it is decided, with the rule that it has now.
    read_book(ask.project, as_of=ask.as_of, now=ask.now)
    entry = record(ask.project, resolution)
    back = ask.link("outlook", ask.actor, entry.id)
    told = f"Recorded as {outcome}."
    if resolution.known_from > ask.as_of:
        told = f"Recorded as {outcome}; it counts from {resolution.known_from} on."
    return Done(back, told, {"entry": entry.id, "outcome": outcome})


def add(ask: Ask, form: Form) -> Done:
    """Record a forecast of the visitor's own; it can't be changed later.

    Raises:
        InputError: if its sentence, probability, day or act is none.
    """
    from detente.pipeline_own_forecasts import Own, add_own

    low = share_of(form.get("low"), "the lower probability")
    high = share_of(form.get("high"), "the upper probability") if form.get("high") else low
    own = Own(
        text=form.get("text"),
        low=low,
        high=high,
        closes_on=asked_day(form.get("closes_on"), "the last day"),
        act=form.get("act"),
        judge=reviewer_of(ask),
        reasons=form.get("reasons"),
        rule=form.get("rule"),
        condition=form.get("condition"),
    )
    entry = add_own(ask.project, own, now=ask.now, as_of=ask.as_of)
    return Done(address_of("outlook", ask.actor, entry.id), "Recorded.", {"entry": entry.id})


def share_of(text: str, what: str) -> float:
    """A percentage as a probability.

    >>> share_of("35", "x"), share_of("0.5 %", "x")
    (0.35, 0.005)

    Raises:
        InputError: if it is none.
    """
    try:
        share = float(text.strip().rstrip("%").strip()) / 100
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise InputError(f"{what} {text!r} is no percentage; give 0 to 100")
    return share
