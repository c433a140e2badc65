"""What readers wrote for briefings and how they arranged them: appended, never changed."""

from __future__ import annotations

from datetime import datetime

from detente.adapters.ledger import Ledger
from detente.adapters.ledger_schema import ARRANGEMENTS, PARAGRAPHS
from detente.model import Arrangement, Paragraph
from detente.tables import cells, from_cells, plain

READ_PARAGRAPHS = (
    f"SELECT {PARAGRAPHS.listed} FROM paragraphs WHERE actor = ? AND written_at <= ? ORDER BY row"
)
LAST_ARRANGEMENT = (
    f"SELECT {ARRANGEMENTS.listed} FROM arrangements WHERE actor = ? AND arranged_at <= ? "
    "ORDER BY row DESC LIMIT 1"
)


def append_paragraph(ledger: Ledger, paragraph: Paragraph) -> None:
    """Record a version of a paragraph; earlier versions stay.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        database.execute(PARAGRAPHS.insert, cells(paragraph))


def read_paragraphs(
    ledger: Ledger, actor: str, *, known_at: datetime | None = None
) -> list[Paragraph]:
    """All versions of all paragraphs on a state written by a moment, the oldest first."""
    moment = str(plain(known_at)) if known_at else "9999"
    with ledger.reading() as database:
        rows = database.execute(READ_PARAGRAPHS, (actor, moment)).fetchall()
    return [from_cells(Paragraph, row) for row in rows]


def append_arrangement(ledger: Ledger, arrangement: Arrangement) -> None:
    """Record an arrangement; earlier ones stay.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        database.execute(ARRANGEMENTS.insert, cells(arrangement))


def read_arrangement(
    ledger: Ledger, actor: str, *, known_at: datetime | None = None
) -> Arrangement | None:
    """The arrangement for a state that counts at a moment; None where there is none."""
    moment = str(plain(known_at)) if known_at else "9999"
    with ledger.reading() as database:
        row = database.execute(LAST_ARRANGEMENT, (actor, moment)).fetchone()
    return from_cells(Arrangement, row) if row else None
