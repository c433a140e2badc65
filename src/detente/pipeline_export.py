"""What a project holds, as tables for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.adapters.ledger_export import Dated, Written, write_tables
from detente.model import Document, Event, Statement

if TYPE_CHECKING:
    from detente.pipeline_picture import Reading


def export_tables(reading: Reading, folder: Path, *, form: str) -> list[Written]:
    """Write documents, statements and events.

    The year of a statement or an event is that of its first day, of a statement without one
    that of its document's publication.

    Raises:
        InputError: if the folder cannot be written.
    """
    documents = reading.documents
    statements = [
        Dated(row, row.begins_on or documents[row.document].published) for row in reading.statements
    ]
    tables = (
        ("documents", Document, [Dated(row, row.published) for row in documents.values()]),
        ("statements", Statement, statements),
        ("events", Event, [Dated(row, row.begins_on) for row in reading.events]),
    )
    return write_tables(tables, folder, form=form)
