"""The tables of a project's ledger, and how an older ledger becomes a present one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from detente.errors import LedgerError
from detente.model import Arrangement, Document, Judgement, Paragraph, Rejection, Statement
from detente.outlook.entries import Entry, Resolution
from detente.outlook.scenarios import Scenario
from detente.signals.change_points import Shift
from detente.tables import Table, column_ddl, mismatch, quoted

APPLICATION_ID = 0x44657465
SCHEMA_VERSION = 2
"""Raised with every change of the tables, so that an older program refuses what it can't keep."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How one version of a document came in.

    Attributes:
        location: the whole path or address, with the row where one file holds many documents;
            it names the document whose versions these are.
        digest: SHA-256 of the text and of everything known about it.
        content_digest: SHA-256 of the bytes that were received.
        received_at: UTC.
        withdrawn_at: UTC; from then on the document no longer counts.
    """

    location: str
    digest: str
    content_digest: str
    received_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """A file or page of which everything has been recorded, so that it needs no second reading.

    Attributes:
        location: the whole path or address.
        received_from: the path relative to the folder that was added, or the address.
        digest: SHA-256 of the bytes and of what the user said about them.
        received_at: UTC.
        etag, last_modified: what the server gave for conditional requests.
    """

    location: str
    received_from: str
    digest: str
    received_at: datetime
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """When something was refused, and when the same place was read after all.

    Attributes:
        location: of the file or page.
        refused_at, settled_at: UTC.
    """

    location: str
    refused_at: datetime
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One command that wrote into the project.

    Attributes:
        command: ``add``, ``rebuild`` …
        program, codebook: versions.
        counts: how many rows of what; JSON-ready.
    """

    command: str
    started_at: datetime
    program: str
    codebook: str = ""
    finished_at: datetime | None = None
    counts: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A file that the program wrote for the user, so that it is never read as a source.

    Attributes:
        path: where it was written.
        digest: SHA-256 of its bytes.
        written_at: UTC.
    """

    path: str
    digest: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """That somebody read the picture of a state.

    Attributes:
        actor: code of the state looked from.
        as_of: last day that counted in it.
        read_at: UTC; what had been received and judged by then was in it.
    """

    actor: str
    as_of: date
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Grade:
    """How far a person trusts a publisher or one document, by the Admiralty system.

    Attributes:
        publisher: whose reliability it is; empty where a document is graded.
        document: id of the document whose credibility it is; empty where a publisher is graded.
        value: ``A`` (reliable) to ``E`` (unreliable), ``F`` (can't be judged) for a publisher;
            ``1`` (confirmed by others) to ``5`` (improbable), ``6`` (can't be judged) for a
            document; empty takes the grade back.
        reviewer: who graded, as given.
        graded_at: UTC; the newest grade counts.
        why: the reason, in the reviewer's words.
    """

    publisher: str
    document: str
    value: str
    reviewer: str
    graded_at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """That a document has been coded, and by what.

    Attributes:
        document: id of the document.
        coding: digest of the codebook, the coder and the settings that coding depends on.
    """

    document: str
    coding: str


@dataclass(frozen=True, slots=True)
class Study:
    """The shifts that were found in one series.

    Attributes:
        series: digest of the series and of the methods.
    """

    series: str
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a derived row: its document, its number in it, its key for judgements."""

    row_document: str
    ordinal: int
    statement_key: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-identical copy among one set of documents.

    Attributes:
        among: digest of the set and of the settings.
        copy: id of the copy.
        kept: id of the document that stands for it.
    """

    among: str
    copy: str
    kept: str


DOCUMENTS = Table("documents", (Receipt, Document), key=("location", "version"))
INTAKES = Table("intakes", (Intake,))
REJECTIONS = Table("rejections", (Refusal, Rejection))
JUDGEMENTS = Table("judgements", (Judgement,))
RUNS = Table("runs", (Run,))
OUTPUTS = Table("outputs", (Output,))
FORECASTS = Table("forecasts", (Entry,), key=("id",))
RESOLUTIONS = Table("resolutions", (Resolution,))
SCENARIOS = Table("scenarios", (Scenario,))
MARKS = Table("marks", (Mark,))
PARAGRAPHS = Table("paragraphs", (Paragraph,))
ARRANGEMENTS = Table("arrangements", (Arrangement,))
GRADES = Table("grades", (Grade,))
CODINGS = Table("codings", (Coded,), key=("document",), recorded=False)
STATEMENTS = Table(
    "statements",
    (Place, Statement),
    key=("row_document", "ordinal"),
    recorded=False,
    parent=("row_document", "codings", "document"),
)
UNCODED = Table(
    "uncoded",
    (Place, Rejection),
    key=("row_document", "ordinal"),
    recorded=False,
    parent=("row_document", "codings", "document"),
)
STUDIES = Table("studies", (Study,), key=("series",), recorded=False)
COPIES = Table("copies", (Copy,), key=("among", "copy"), recorded=False)
RECORDED = (
    DOCUMENTS,
    INTAKES,
    REJECTIONS,
    JUDGEMENTS,
    RUNS,
    OUTPUTS,
    FORECASTS,
    RESOLUTIONS,
    SCENARIOS,
    MARKS,
    PARAGRAPHS,
    ARRANGEMENTS,
    GRADES,
)
TABLES = (*RECORDED, CODINGS, STATEMENTS, UNCODED, COPIES, STUDIES)

INDEXES = (
    "CREATE INDEX IF NOT EXISTS documents_digest ON documents (origin, digest)",
    "CREATE INDEX IF NOT EXISTS intakes_location ON intakes (location)",
    "CREATE INDEX IF NOT EXISTS intakes_digest ON intakes (received_from, digest)",
    "CREATE INDEX IF NOT EXISTS documents_id ON documents (id)",
    "CREATE INDEX IF NOT EXISTS statements_key ON statements (statement_key)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS document_words USING fts5("
    "title, text, content='documents', content_rowid='row', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS statement_words USING fts5(sentence, tokenize='unicode61')",
)
DERIVED_INDEXES = tuple(line for line in INDEXES if "statement" in line)

MIGRATIONS: dict[int, tuple[str, ...]] = {}
"""From a version to the static statements that lead to the next one.

Columns that a noun gained are added without an entry here, and derived tables are made anew.
"""


def make_schema(database: sqlite3.Connection) -> None:
    """Make all tables in an empty database; the caller holds the transaction."""
    for table in TABLES:
        database.execute(table.ddl)
    for line in INDEXES:
        database.execute(line)
    stamp(database)


def stamp(database: sqlite3.Connection) -> None:
    """Write who made the file and for which version of the schema."""
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def version_of(database: sqlite3.Connection, path: Path) -> int | None:
    """The schema version of a ledger, None for an empty file.

    Raises:
        LedgerError: if the file is another program's, or of a newer version.
    """
    made_by = database.execute("PRAGMA application_id").fetchone()[0]
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if made_by != APPLICATION_ID:
        if database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            return None
        raise LedgerError(
            f"{path} is a database of another program, not a ledger of Détente; "
            "choose another folder with --project"
        )
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"{path} was written by a newer Détente (ledger version {version}, this program "
            f"reads up to version {SCHEMA_VERSION}); upgrade with: pip install -U detente"
        )
    return version


def is_current(database: sqlite3.Connection, version: int) -> bool:
    """Whether nothing has to be migrated."""
    return version == SCHEMA_VERSION and not any(lacking(database, table) for table in TABLES)


def lacking(database: sqlite3.Connection, table: Table) -> tuple[str, ...]:
    """Columns that a table on disk lacks; all of them where there is no such table."""
    present = database.execute("SELECT name FROM pragma_table_info(?)", (table.name,))
    return mismatch(table, (name for (name,) in present))


def migrate(database: sqlite3.Connection, version: int) -> None:
    """Bring an older ledger forward; the caller holds the transaction and has kept a copy.

    Recorded tables gain the columns they lack; derived ones are dropped and made anew, because
    they can be computed again.
    """
    for step in range(version, SCHEMA_VERSION):
        for line in MIGRATIONS.get(step, ()):
            database.execute(line)
    for table in RECORDED:
        complete(database, table)
    make_derived(database)
    for line in INDEXES:
        database.execute(line)
    stamp(database)


def complete(database: sqlite3.Connection, table: Table) -> None:
    """Give a table the columns that it lacks, or make it where it is missing."""
    missing = set(lacking(database, table))
    if len(missing) == len(table.columns):
        database.execute(table.ddl)
        return
    for column in (column for column in table.columns if column.name in missing):
        database.execute(f"ALTER TABLE {quoted(table.name)} ADD COLUMN {column_ddl(column)}")


def make_derived(database: sqlite3.Connection) -> None:
    """Drop every derived table and make it anew, empty."""
    database.execute("DROP TABLE IF EXISTS statement_words")
    derived = [table for table in TABLES if not table.recorded]
    for table in reversed(derived):
        database.execute(f"DROP TABLE IF EXISTS {quoted(table.name)}")
    for table in derived:
        database.execute(table.ddl)
    for line in DERIVED_INDEXES:
        database.execute(line)
