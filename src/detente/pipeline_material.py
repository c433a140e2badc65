"""What a project holds at a glance: from when to when, and about whom."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING

from detente.adapters.datasets.writing import file_records
from detente.adapters.ledger_documents import published_between
from detente.pipeline_datasets import DATASETS
from detente.pipeline_series import held_by

if TYPE_CHECKING:
    from detente.pipeline_picture import Reading
    from detente.pipeline_project import Project


def material_span(
    project: Project, *, known_at: datetime | None = None
) -> tuple[date, date] | None:
    """First and last day of publications and of rows of datasets; None where there are none.

    Args:
        known_at: UTC; only what had been received by then.
    """
    days = list(published_between(project.ledger, known_at=known_at) or ())
    for held in held_by(project, known_at=known_at):
        for record in file_records(project.path / DATASETS / held.name):
            if record.digest in held.digests and record.first_day:
                days += [date.fromisoformat(record.first_day), date.fromisoformat(record.last_day)]
    return (min(days), max(days)) if days else None


def told_of(
    project: Project, reading: Reading, *, as_of: date, known_at: datetime | None = None
) -> dict[str, tuple[int, int]]:
    """By actor: statements that name it, and events of datasets in which it has a part.

    Args:
        reading: as of the same day.
    """
    from detente.adapters.datasets.telling import count_parties

    statements = Counter(code for row in reading.statements for code in row.parties)
    events: Counter[str] = Counter()
    for held in held_by(project, known_at=known_at):
        events.update(count_parties(held, as_of=as_of))
    codes = statements.keys() | events.keys()
    return {code: (statements[code], events[code]) for code in codes if code}
