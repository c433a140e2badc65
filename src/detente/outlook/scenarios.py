"""Assumptions that a user makes, and runs of them that were kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from detente.errors import InputError
from detente.model import ACTIONS
from detente.outlook.wording import last_of_month

WHEN = re.compile(r"\s+(?:(by|in|on|from|until)\s+)?(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s*$")
PAIR = re.compile(r"^\s*(.+?)\s*(?:-|–|/|\band\b)\s*(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Assumption:
    """An act that is assumed to happen.

    Attributes:
        source, target: actor codes; for a mutual act each does it towards the other.
        action: PLOVER root.
        day: on which it is put; the last day for "by", the middle of a month or a year.
        mutual: whether both sides act.
        text: as the user wrote it.
    """

    source: str
    target: str
    action: str
    day: date
    mutual: bool
    text: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One run of a scenario that was kept.

    Attributes:
        name: that the user gave it; a later run under the name stands beside the earlier.
        actor: the state looked from.
        assumptions: as written.
        until: last day of the span.
        dataset: that the process was fitted on; ``data`` names the state of its files.
        ran_at: UTC.
        results: the rows as JSON text, so that runs can be compared.
    """

    name: str
    actor: str
    assumptions: tuple[str, ...]
    until: date
    dataset: str
    data: str
    ran_at: datetime
    results: str


def read_assumption(
    text: str, *, resolve: Callable[[str], str], noun: Callable[[str], tuple[str, bool]]
) -> Assumption:
    """An assumption as written: ``CHN CONSULT USA 2026-04`` or ``RUS-UKR ceasefire by 2026-06``.

    Args:
        resolve: gives the code of an actor by code or name.
        noun: gives the root and whether it is mutual of a noun ("ceasefire"); an empty root for
            one that isn't known.

    Raises:
        InputError: if there is no date, no known act, or no two known actors.
    """
    when = WHEN.search(text)
    if when is None:
        raise InputError(
            f"the assumption {text!r} has no date; end it with a day or month, as in "
            "'CHN CONSULT USA 2026-04' or 'RUS-UKR ceasefire by 2026-06'"
        )
    words = text[: when.start()].split()
    day = _day(when[2], last=when[1] in ("by", "until"))
    at = next((place for place, word in enumerate(words) if word.upper() in ACTIONS), -1)
    if at > 0 and at + 1 < len(words):
        source, target = " ".join(words[:at]), " ".join(words[at + 1 :])
        return Assumption(
            resolve(source), resolve(target), words[at].upper(), day, False, text.strip()
        )
    for size in range(min(4, len(words) - 1), 0, -1):
        action, mutual = noun(" ".join(words[-size:]))
        pair = PAIR.match(" ".join(words[:-size]))
        if action and pair:
            return Assumption(resolve(pair[1]), resolve(pair[2]), action, day, mutual, text.strip())
    raise InputError(
        f"the assumption {text!r} names no act between two actors; write SOURCE ACTION TARGET DATE "
        f"with one of {', '.join(ACTIONS)}, or A-B and what happens between them (A-B ceasefire "
        "by DATE)"
    )


def _day(text: str, *, last: bool) -> date:
    parts = [int(part) for part in text.split("-")]
    try:
        first = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    except ValueError:
        raise InputError(f"{text!r} is no date; write it as YYYY-MM-DD or YYYY-MM") from None
    if len(parts) == 3:
        return first
    end = last_of_month(first) if len(parts) == 2 else date(first.year, 12, 31)
    return end if last else first + timedelta(days=(end - first).days // 2)
