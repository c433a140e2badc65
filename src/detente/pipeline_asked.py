"""Days as people write them, in commands and in addresses."""

from __future__ import annotations

import re
from datetime import date

from detente.errors import InputError

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)
"""Spans are reckoned back and forth from a day; beyond these they would leave the calendar."""


def asked_day(text: str, name: str) -> date:
    """A day as YYYY-MM-DD, within the time that is counted in.

    Args:
        name: of the option or field that it was written in, for the message.

    Raises:
        InputError: if it is none.
    """
    written = text.strip()
    try:
        found = date.fromisoformat(written) if re.fullmatch(r"\d{4}-\d\d-\d\d", written) else None
    except ValueError:
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise InputError(
            f"{name} {text!r} is not a date from {FIRST_DAY.year} to {LAST_DAY.year}; "
            "write it as YYYY-MM-DD, such as 2026-01-15"
        )
    return found
