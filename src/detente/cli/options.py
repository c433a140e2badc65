"""Options that several commands share, and what their values mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from detente.errors import InputError
from detente.pipeline_asked import FIRST_DAY, LAST_DAY, asked_day

Actor = Annotated[
    str,
    typer.Argument(
        metavar="ACTOR",
        help="The state looked from: an ISO 3166 code, a name, a capital (PRK, 'North Korea').",
    ),
]
ProjectPath = Annotated[
    Path,
    typer.Option(
        "--project",
        envvar="DETENTE_PROJECT",
        metavar="PATH",
        readable=False,
        help="The project folder; made where it does not exist.",
    ),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Last day of publication that counts, YYYY-MM-DD; today if not given.",
    ),
]
KnownAt = Annotated[
    str,
    typer.Option(
        "--known-at",
        metavar="DATE",
        help="Only what had been received and judged by then, YYYY-MM-DD (end of the day, UTC) "
        "or YYYY-MM-DDTHH:MM.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
DEFAULT_PROJECT = Path(".detente")


def now() -> datetime:
    """This moment, UTC."""
    return datetime.now(UTC)


# Spans are reckoned back and forth from a day; beyond these years they would leave the calendar.
FIRST_YEAR, LAST_YEAR = 1800, 2199


def today() -> date:
    """The day it is, here or in UTC, whichever is later: what was published today counts."""
    return max(date.today(), now().date())


def as_of_day(text: str) -> date:
    """The day that ``--as-of`` means, today where it was not given.

    Raises:
        InputError: if it is no date.
    """
    return asked_day(text, "--as-of") if text else today()


def moment(text: str) -> datetime | None:
    """The instant that ``--known-at`` means, None where it was not given.

    Raises:
        InputError: if it is no date.
    """
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text.strip())
        if not FIRST_DAY <= instant.date() <= LAST_DAY:
            raise ValueError(text)
    except ValueError:
        raise InputError(
            f"--known-at {text!r} is not a date; write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM"
        ) from None
    if len(text.strip()) <= len("2026-01-15"):
        instant = datetime.combine(instant.date(), time.max)
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)


def actor_code(query: str, project: Path) -> str:
    """The code of the state that a user means.

    Raises:
        InputError: if there is no such actor, with the nearest names.
    """
    from detente.codebook import load_codebook
    from detente.settings import load_settings

    return load_codebook(load_settings(project).codebook_folder).actors.resolve(query)
