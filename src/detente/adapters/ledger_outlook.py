"""The ledger's forecasts and how they came out: appended, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from detente.adapters.ledger import Ledger
from detente.adapters.ledger_schema import FORECASTS, RESOLUTIONS, SCENARIOS
from detente.outlook.entries import Entry, Resolution
from detente.outlook.scenarios import Scenario
from detente.tables import cells, from_cells, plain

KNOWN_IDS = "SELECT id FROM forecasts"
READ_FORECASTS = f"SELECT {FORECASTS.listed} FROM forecasts WHERE recorded_at <= ? ORDER BY row"
READ_RESOLUTIONS = (
    f"SELECT {RESOLUTIONS.listed} FROM resolutions WHERE decided_at <= ? ORDER BY row"
)
READ_SCENARIOS = f"SELECT {SCENARIOS.listed} FROM scenarios ORDER BY row"


def append_forecasts(ledger: Ledger, entries: Iterable[Entry]) -> int:
    """Record forecasts that the ledger doesn't hold yet; returns how many those were.

    One that is there stays as it was recorded first, with the rule that it had then.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        held = {name for (name,) in database.execute(KNOWN_IDS)}
        new = {one.id: one for one in entries if one.id not in held}
        database.executemany(FORECASTS.insert, [cells(one) for one in new.values()])
    return len(new)


def read_forecasts(ledger: Ledger, *, known_at: datetime | None = None) -> list[Entry]:
    """All forecasts recorded by a moment, in the order of recording."""
    moment = str(plain(known_at)) if known_at else "9999"
    with ledger.reading() as database:
        rows = database.execute(READ_FORECASTS, (moment,)).fetchall()
    return [from_cells(Entry, row) for row in rows]


def append_resolutions(ledger: Ledger, resolutions: Iterable[Resolution]) -> None:
    """Record how forecasts came out; earlier decisions stay, and the newest counts.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        database.executemany(RESOLUTIONS.insert, [cells(one) for one in resolutions])


def read_resolutions(ledger: Ledger, *, known_at: datetime | None = None) -> list[Resolution]:
    """All decisions made by a moment, the oldest first."""
    moment = str(plain(known_at)) if known_at else "9999"
    with ledger.reading() as database:
        rows = database.execute(READ_RESOLUTIONS, (moment,)).fetchall()
    return [from_cells(Resolution, row) for row in rows]


def append_scenario(ledger: Ledger, scenario: Scenario) -> None:
    """Record a run of a scenario; earlier runs of the name stay beside it.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        database.execute(SCENARIOS.insert, cells(scenario))


def read_scenarios(ledger: Ledger) -> list[Scenario]:
    """All runs of all scenarios, the oldest first."""
    with ledger.reading() as database:
        rows = database.execute(READ_SCENARIOS).fetchall()
    return [from_cells(Scenario, row) for row in rows]
