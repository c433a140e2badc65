"""Forecasts that users make or bring along: recorded with the rule that will decide them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.adapters.ledger_outlook import (
    append_forecasts,
    append_resolutions,
    read_forecasts,
    read_resolutions,
)
from detente.errors import InputError
from detente.model import ACTIONS
from detente.outlook.entries import Entry
from detente.outlook.naming import line_id
from detente.pipeline_project import Project, codebook_of

if TYPE_CHECKING:
    from detente.adapters.question_files import Questions


@dataclass(frozen=True, slots=True)
class Own:
    """A forecast that the user makes.

    Attributes:
        text: the forecast as a sentence.
        low, high: probabilities, the same for a number.
        closes_on: last day on which it can come true.
        act: ``SOURCE ACTION TARGET`` in codes, so that the program can look for it; may be empty.
        judge, reasons, rule, condition: as for `Entry`.
    """

    text: str
    low: float
    high: float
    closes_on: date
    act: str = ""
    judge: str = ""
    reasons: str = ""
    rule: str = ""
    condition: str = ""


def add_own(project: Project, own: Own, *, now: datetime, as_of: date) -> Entry:
    """Record a forecast of the user's own, with the rule that will decide it.

    Raises:
        InputError: if the probability is none, the window is past, or the act names no action or
            no known actor.
    """
    if not own.text.strip():
        raise InputError("a forecast needs its sentence, such as: 'Kenya and Uganda hold talks'")
    if not 0 <= own.low <= own.high <= 1:
        raise InputError(f"{own.low:g} to {own.high:g} is no probability; give 0 to 1, as 0.35")
    if own.closes_on < as_of:
        raise InputError(f"its window closed on {own.closes_on}; give --by a day that is ahead")
    source, action, target = act_of(project, own.act)
    entry = Entry(
        id=line_id("forecast", "own", own.text, own.judge, own.closes_on.isoformat(), str(now)),
        kind="own",
        text=" ".join(own.text.split()),
        recorded_at=now,
        source=source,
        target=target,
        action=action,
        low=own.low,
        high=own.high,
        condition=own.condition,
        opens_on=as_of,
        closes_on=own.closes_on,
        judge=own.judge,
        made_on=as_of,
        rule=own.rule or rule_of(project, source, action, target, own.closes_on),
        unresolvable="" if action else "it names no coded act",
        reasons=own.reasons,
    )
    append_forecasts(project.ledger, [entry])
    return entry


def act_of(project: Project, text: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Sources, action and targets of ``SOURCE ACTION TARGET``; several actors with commas.

    Raises:
        InputError: if the action or an actor is unknown.
    """
    if not text.strip():
        return (), "", ()
    words = text.split()
    at = [place for place, word in enumerate(words) if word.upper() in ACTIONS]
    if len(at) != 1:
        raise InputError(
            f"the act {text!r} needs one action between two actors, such as 'CHN CONSULT USA'; "
            f"actions: {', '.join(ACTIONS)}"
        )
    actors = codebook_of(project).actors
    source, target = " ".join(words[: at[0]]), " ".join(words[at[0] + 1 :])
    sides = [
        tuple(actors.resolve(name.strip()) for name in side.split(",") if name.strip())
        for side in (source, target)
    ]
    if not sides[0]:
        raise InputError(f"the act {text!r} names nobody who acts; put an actor before the action")
    return sides[0], words[at[0]].upper(), sides[1]


def rule_of(
    project: Project,
    source: Sequence[str],
    action: str,
    target: Sequence[str],
    closes_on: date,
) -> str:
    """The rule of a coded act, or that a person decides."""
    from detente.outlook.resolution import PUBLISHERS, SOURCES
    from detente.outlook.wording import VERBS, day, names

    if not action:
        return f"A person decides after {day(closes_on)}."
    codebook = codebook_of(project)
    towards = f" towards {names(target, codebook)}" if target else ""
    return (
        f"True if at least {PUBLISHERS} independent publishers report {action} "
        f"({VERBS[action].noun}) by {names(source, codebook)}{towards} up to {day(closes_on)}; "
        f"false if not. {SOURCES}"
    )


def import_questions(
    project: Project, paths: Sequence[Path], *, now: datetime, judge: str = ""
) -> Questions:
    """Record the questions of some files; those that the ledger holds already are passed over.

    Where one file has the questions and another the forecasts on them, the questions alone are
    not recorded beside those forecasts.

    Raises:
        InputError: if a file can't be read.
    """
    from detente.adapters.question_files import Questions, read_questions

    found = Questions()
    for path in paths:
        beside = [other for other in paths if other != path]
        one = read_questions(path, now=now, judge=judge, beside=beside)
        found.entries += one.entries
        found.resolutions += one.resolutions
        found.rejected += one.rejected
    asked = {(one.text, one.url) for one in found.entries if one.low is not None}
    found.entries = [
        one
        for one in found.entries
        if one.low is not None or len(paths) == 1 or (one.text, one.url) not in asked
    ]
    kept = {one.id for one in found.entries}
    held = {one.id for one in read_forecasts(project.ledger)}
    decided: defaultdict[tuple[str, str], set[date | None]] = defaultdict(set)
    for known in read_resolutions(project.ledger):
        decided[known.entry, known.outcome].add(known.resolved_on)
    found.resolutions = [
        told
        for told in found.resolutions
        if told.entry in kept
        and told.resolved_on not in (days := decided[told.entry, told.outcome])
        # Settled by today at the latest, as it was when the file was read before.
        and not (days and told.resolved_on == now.date())
    ]
    append_forecasts(project.ledger, found.entries)
    append_resolutions(project.ledger, found.resolutions)
    found.entries = [one for one in found.entries if one.id not in held]
    return found
