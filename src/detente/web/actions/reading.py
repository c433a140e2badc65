"""That a picture was read, so that the next one tells what is new."""

from __future__ import annotations

from detente.outlook.wording import day
from detente.pipeline_asked import asked_day
from detente.pipeline_difference import record_reading
from detente.web.asking import Ask, Form, address_of
from detente.web.page import Done


def mark(ask: Ask, form: Form) -> Done:
    """Record that the picture as of a day has been read.

    Raises:
        InputError: if the form names no date.
    """
    as_of = asked_day(form.get("as_of"), "as_of")
    record_reading(ask.project, ask.actor, as_of=as_of, now=ask.now)
    told = f"Read as of {day(as_of)}; from now on this page tells what is new since then."
    return Done(address_of("since", ask.actor), told)
