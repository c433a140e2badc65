"""Assumptions that a user makes, and runs of them that were kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from detente.errors import InputError
from detente.model import ACTIONS
from detente.outlook.wording import last_of_month

WHEN = re.compile(r"\s+(?:(by|in|on|from|until)\s+)?(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s*$")
# States that people name by a noun: what stops while they last.
STATES = {
    **dict.fromkeys(
        "ceasefire cease-fire truce armistice peace lull disengagement".split(), ("ASSAULT",)
    ),
    **dict.fromkeys(
        (
            "cease fire",
            "cessation of hostilities",
            "peace agreement",
            "peace treaty",
            "peace deal",
            "peace accord",
            "ceasefire agreement",
            "armistice agreement",
            "suspension of hostilities",
        ),
        ("ASSAULT",),
    ),
    **dict.fromkeys(("sanctions relief", "lifting of sanctions"), ("SANCTION",)),
}
STOPS = ("stop", "stops", "halt", "halts", "end", "ends", "no")
# "end of fighting", "halt to sanctions": what stops is named by the last noun.
ENDING = re.compile(
    r"^(?:end|halt|stop|freeze|cessation|suspension|lifting|termination)\s+(?:of|to|in)\s+(.+)$",
    re.I,
)
BETWEEN = re.compile(r"\s*(?:-|–|/|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Assumption:
    """An act that is assumed to happen.

    Attributes:
        source, target: actor codes; for a mutual act each does it towards the other.
        action: PLOVER root.
        day: on which it is put; the last day for "by", the middle of a month or a year.
        mutual: whether both sides act.
        text: as the user wrote it.
        halts: PLOVER roots of which there are none from the day on, by the source towards the
            target, and the other way round too where `mutual`; empty for a single act.
        noun: what is assumed as a noun ("ceasefire"), or empty.
    """

    source: str
    target: str
    action: str
    day: date
    mutual: bool
    text: str
    halts: tuple[str, ...] = ()
    noun: str = ""


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

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The relations as they were shown."""
        found: list[dict[str, Any]] = json.loads(self.results)
        return found

    @property
    def last_day(self) -> date | None:
        """The last day of the data; None where the run says none."""
        span = next((row["span"] for row in self.rows if row.get("span")), None)
        return date.fromisoformat(span[0]) if span else None


def read_assumption(
    text: str, *, resolve: Callable[[str], str], noun: Callable[[str], tuple[str, bool]]
) -> Assumption:
    """An assumption as written: ``CHN CONSULT USA 2026-04``, ``RUS-UKR ceasefire by 2026-06``,
    ``EGY-ETH end of fighting 2027`` or ``USA stops SANCTION IRN 2027-03``.

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
        stops = at > 1 and words[at - 1].casefold() in STOPS
        source, target = " ".join(words[: at - 1 if stops else at]), " ".join(words[at + 1 :])
        root = words[at].upper()
        return Assumption(
            *_two(resolve(source), resolve(target), text),
            "CONCEDE" if stops else root,
            day,
            False,
            text.strip(),
            halts=(root,) if stops else (),
        )
    for size in range(min(5, len(words) - 1), 0, -1):
        named, parties = " ".join(words[-size:]), " ".join(words[:-size])
        halts = _stopped(named.casefold(), noun)
        action, mutual = ("CONCEDE", True) if halts else noun(named)
        if action and BETWEEN.search(parties):
            return Assumption(
                *_two(*_pair(parties, resolve), text),
                action,
                day,
                mutual,
                text.strip(),
                halts=halts,
                noun=named,
            )
    raise InputError(
        f"the assumption {text!r} names no act between two actors; write SOURCE ACTION TARGET DATE "
        f"with one of {', '.join(ACTIONS)}, A-B and what happens between them (A-B ceasefire by "
        "DATE), or A stops ACTION B DATE"
    )


def _two(source: str, target: str, text: str) -> tuple[str, str]:
    """Both codes.

    Raises:
        InputError: if they are the same.
    """
    if source == target:
        raise InputError(f"the assumption {text!r} names {source} on both sides; name two actors")
    return source, target


def _pair(text: str, resolve: Callable[[str], str]) -> tuple[str, str]:
    """The codes of two actors written as ``A-B`` or ``A and B``; a name may have a hyphen itself.

    Raises:
        InputError: if there is no way to part it into two known actors.
    """
    refused: InputError | None = None
    for hit in BETWEEN.finditer(text):
        try:
            return resolve(text[: hit.start()].strip()), resolve(text[hit.end() :].strip())
        except InputError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _stopped(named: str, noun: Callable[[str], tuple[str, bool]]) -> tuple[str, ...]:
    """The roots of which there are none while a named state lasts; empty for no state."""
    if named in STATES:
        return STATES[named]
    ending = ENDING.match(named)
    root = noun(ending[1])[0] if ending else ""
    return (root,) if root else ()


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
