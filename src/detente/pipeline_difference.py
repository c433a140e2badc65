"""What changed in a project between two days, or since the last reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from detente.adapters.ledger_records import append_mark, read_mark, read_marks
from detente.adapters.ledger_schema import Mark
from detente.errors import InputError
from detente.pipeline_project import Progress, Project, quiet

if TYPE_CHECKING:
    from detente.briefing import Briefing
    from detente.pipeline_picture import Picture


@dataclass(frozen=True, slots=True)
class Moment:
    """What a picture is drawn from.

    Attributes:
        as_of: last day that counts.
        known_at: UTC; only what had been received and judged by then; None for all.
    """

    as_of: date
    known_at: datetime | None = None


def difference(
    project: Project,
    actor: str,
    early: Moment,
    late: Moment,
    *,
    progress: Progress = quiet,
) -> Briefing:
    """What the later picture of a state has that the earlier one had not.

    Raises:
        InputError: if the days stand in the wrong order.
        UnsupportedLine: if a line's evidence does not hold.
    """
    from detente import pipeline

    if early.as_of > late.as_of:
        raise InputError(
            f"the days stand in the wrong order: from {early.as_of} to {late.as_of}; exchange them"
        )
    pictures = [
        pipeline.draw_picture(
            project, actor, as_of=one.as_of, known_at=one.known_at, progress=progress
        )
        for one in (early, late)
    ]
    before, after = (Written(one, pipeline.write_briefing(project, one)) for one in pictures)
    return difference_between(project, before, after)


@dataclass(frozen=True, slots=True)
class Written:
    """A picture with its briefing."""

    picture: Picture
    briefing: Briefing


def difference_between(project: Project, before: Written, after: Written) -> Briefing:
    """What a later picture of a state has that an earlier one had not.

    Raises:
        UnsupportedLine: if a line's evidence does not hold.
    """
    from detente import pipeline
    from detente.briefing import check_evidence, compare

    page = compare(
        before.briefing,
        after.briefing,
        early_series=before.picture.view.series,
        late_series=after.picture.view.series,
    )
    page = pipeline.with_rows(project, page)
    check_evidence(page, page.documents)
    return page


def last_reading(project: Project, actor: str) -> Moment:
    """The picture that was read last, as it was known then.

    Raises:
        InputError: if none has been recorded.
    """
    mark = read_mark(project.ledger, actor)
    if mark is None:
        raise InputError(
            f"no reading of {actor} is recorded yet; name a day with --from, and record this "
            "reading with --mark"
        )
    return Moment(mark.as_of, mark.read_at)


def record_reading(project: Project, actor: str, *, as_of: date, now: datetime) -> None:
    """Record that the picture of a state as of a day has been read."""
    append_mark(project.ledger, Mark(actor, as_of, now))


def newest_readings(project: Project) -> list[Mark]:
    """The last recorded reading of each state, the newest first."""
    newest = {mark.actor: mark for mark in read_marks(project.ledger)}
    return sorted(newest.values(), key=lambda mark: mark.read_at, reverse=True)
