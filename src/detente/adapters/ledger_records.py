"""The ledger's logs: judgements, what was refused, and the runs that wrote into the project."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime

from detente.adapters.ledger import Ledger
from detente.adapters.ledger_schema import (
    GRADES,
    JUDGEMENTS,
    MARKS,
    OUTPUTS,
    REJECTIONS,
    RUNS,
    STUDIES,
    Grade,
    Mark,
    Output,
    Refusal,
    Run,
    Study,
)
from detente.model import Judgement, Rejection
from detente.tables import cells, from_cells, plain, quoted

KNOWN_JUDGEMENTS = f"SELECT {JUDGEMENTS.listed} FROM judgements WHERE decided_at <= ? ORDER BY row"
JUDGED_IN = f"""
    SELECT {JUDGEMENTS.listed} FROM judgements
    WHERE decided_at <= ? AND (substr(statement, 1, ?) = ? OR substr(other, 1, ?) = ?) ORDER BY row
"""
OPEN_AT = """
    SELECT "row", what, "where", reason FROM rejections
    WHERE location = ? AND settled_at IS NULL
"""
SETTLE = 'UPDATE rejections SET settled_at = ? WHERE "row" = ?'
OPEN_REFUSALS = """
    SELECT what, "where", reason FROM rejections
    WHERE refused_at <= ? AND (settled_at IS NULL OR settled_at > ?) ORDER BY row
"""
ALL_MARKS = f"SELECT {MARKS.listed} FROM marks ORDER BY row"
LAST_MARK = f"SELECT {MARKS.listed} FROM marks WHERE actor = ? ORDER BY row DESC LIMIT 1"
READ_GRADES = f"SELECT {GRADES.listed} FROM grades WHERE graded_at <= ? ORDER BY row"
KEPT_STUDY = f"SELECT {STUDIES.listed} FROM studies WHERE series = ?"
READ_RUNS = f"SELECT {RUNS.listed} FROM runs ORDER BY row"


def append_judgements(ledger: Ledger, judgements: Iterable[Judgement]) -> None:
    """Record what a person decided, in one piece; earlier judgements stay.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        database.executemany(JUDGEMENTS.insert, [cells(one) for one in judgements])


def read_judgements(ledger: Ledger, *, known_at: datetime | None = None) -> list[Judgement]:
    """All judgements made by a moment, the oldest first."""
    moment = str(plain(known_at)) if known_at else "9999"
    with ledger.reading() as database:
        rows = database.execute(KNOWN_JUDGEMENTS, (moment,)).fetchall()
    return [from_cells(Judgement, row) for row in rows]


def judgements_in(
    ledger: Ledger, document: str, *, known_at: datetime | None = None
) -> list[Judgement]:
    """The judgements on the statements of one document by a moment, the oldest first."""
    moment = str(plain(known_at)) if known_at else "9999"
    beginning = f"{document}:"
    width = len(beginning)
    asked = (moment, width, beginning, width, beginning)
    with ledger.reading() as database:
        rows = database.execute(JUDGED_IN, asked).fetchall()
    return [from_cells(Judgement, row) for row in rows]


def replace_rejections(
    ledger: Ledger, rejections: Iterable[Rejection], *, location: str, now: datetime
) -> None:
    """Record what of a file or page is refused now.

    The same refusal is recorded once; one that no longer holds is settled, and stays recorded.
    """
    with ledger.writing() as database:
        before = {
            Rejection(what, where, reason): row
            for row, what, where, reason in database.execute(OPEN_AT, (location,))
        }
        refused = list(dict.fromkeys(rejections))
        for rejection, row in before.items():
            if rejection not in refused:
                database.execute(SETTLE, (plain(now), row))
        for rejection in refused:
            if rejection not in before:
                database.execute(REJECTIONS.insert, cells(Refusal(location, now), rejection))


def open_rejections(ledger: Ledger, *, known_at: datetime | None = None) -> list[Rejection]:
    """What was refused and has not been read since, in the order of refusal."""
    moment = str(plain(known_at)) if known_at else "9999"
    with ledger.reading() as database:
        rows = database.execute(OPEN_REFUSALS, (moment, moment)).fetchall()
    return [from_cells(Rejection, row) for row in rows]


def append_output(ledger: Ledger, output: Output) -> None:
    """Record that the program wrote a file."""
    with ledger.writing() as database:
        database.execute(OUTPUTS.insert, cells(output))


def wrote(ledger: Ledger, digest: str) -> bool:
    """Whether the program wrote a file of these bytes from this project."""
    with ledger.reading() as database:
        found = database.execute("SELECT 1 FROM outputs WHERE digest = ?", (digest,))
        return found.fetchone() is not None


def append_grade(ledger: Ledger, grade: Grade) -> None:
    """Record a grade; earlier ones stay.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        database.execute(GRADES.insert, cells(grade))


def read_grades(ledger: Ledger, *, known_at: datetime | None = None) -> list[Grade]:
    """All grades given by a moment, the oldest first."""
    moment = str(plain(known_at)) if known_at else "9999"
    with ledger.reading() as database:
        rows = database.execute(READ_GRADES, (moment,)).fetchall()
    return [from_cells(Grade, row) for row in rows]


def append_mark(ledger: Ledger, mark: Mark) -> None:
    """Record that a picture was read; earlier marks stay."""
    with ledger.writing() as database:
        database.execute(MARKS.insert, cells(mark))


def read_mark(ledger: Ledger, actor: str) -> Mark | None:
    """The last reading of a state's picture; None where there was none."""
    with ledger.reading() as database:
        row = database.execute(LAST_MARK, (actor,)).fetchone()
    return from_cells(Mark, row) if row else None


def read_marks(ledger: Ledger) -> list[Mark]:
    """Every reading that was recorded, the oldest first."""
    with ledger.reading() as database:
        return [from_cells(Mark, row) for row in database.execute(ALL_MARKS).fetchall()]


def keep_study(ledger: Ledger, study: Study) -> None:
    """Keep what was found in a series; another process may have done so meanwhile."""
    with ledger.writing() as database:
        insert = STUDIES.insert.replace("INSERT", "INSERT OR IGNORE", 1)
        database.execute(insert, cells(study))


def kept_study(ledger: Ledger, series: str) -> Study | None:
    """What was found in a series before; None where it wasn't studied."""
    with ledger.reading() as database:
        row = database.execute(KEPT_STUDY, (series,)).fetchone()
    return from_cells(Study, row) if row else None


def append_run(ledger: Ledger, run: Run) -> int:
    """Record that a command began to write; returns the number of the run."""
    with ledger.writing() as database:
        return int(database.execute(RUNS.insert, cells(run)).lastrowid or 0)


def finish_run(ledger: Ledger, number: int, run: Run) -> None:
    """Record how a run ended; a run that was killed keeps no end."""
    values = cells(run)
    assigned = ", ".join(f"{quoted(field.name)} = ?" for field in dataclasses.fields(run))
    with ledger.writing() as database:
        database.execute(f"UPDATE runs SET {assigned} WHERE row = ?", (*values, number))


def read_runs(ledger: Ledger) -> list[Run]:
    """Every run, the oldest first."""
    with ledger.reading() as database:
        return [from_cells(Run, row) for row in database.execute(READ_RUNS)]
