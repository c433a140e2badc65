"""Recording what comes in, one file after the other, while the next one is being read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import detente
from detente.adapters.ledger_documents import (
    append_document,
    append_intake,
    document_digest,
    is_taken_in,
    validators,
)
from detente.adapters.ledger_records import append_run, finish_run, replace_rejections, wrote
from detente.adapters.ledger_schema import Intake, Receipt, Run
from detente.errors import InputError
from detente.model import Document, Rejection, Result
from detente.pipeline_intake import (
    Incoming,
    content_digest,
    document_location,
    feed_intake,
    incoming,
    intake_digest,
    read_one,
)
from detente.pipeline_project import Progress, Project, quiet

PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(slots=True)
class Added:
    """What one run of `add` did.

    Attributes:
        new, changed, unchanged: numbers of documents; a file whose bytes are known already
            counts once, however many documents it holds.
        rejected: what could not be read.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)


def add(
    project: Project,
    names: Sequence[str],
    *,
    now: datetime,
    metadata: Mapping[str, str] | None = None,
    progress: Progress = quiet,
    leave_out: Set[Path] = frozenset(),
) -> Added:
    """Record documents as received, file by file; the next file is read meanwhile.

    Args:
        names: paths, addresses, or ``-`` for standard input.
        now: UTC; when they were received.
        metadata: what the user says about all of them.
        leave_out: files, as resolved paths, that are no documents.

    Raises:
        InputError: if a path does not exist.
        LedgerError: if another process is writing, or the disk is full.
    """
    settings, known = project.settings, validators(project.ledger)
    received = incoming(
        names, settings=settings, metadata=metadata, known=known, leave_out=leave_out
    )
    return add_received(project, received, now=now, progress=progress)


def add_received(
    project: Project, received: Iterable[Incoming], *, now: datetime, progress: Progress = quiet
) -> Added:
    """Record documents that have been received, file by file; the next one is read meanwhile.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    run = Run("add", now, detente.__version__)
    number = append_run(project.ledger, run)
    added, feeds = Added(), dict[str, Intake]()
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as reader:
        for count, underway in enumerate(_read_ahead(project, received, reader, now=now)):
            progress("reading", count, 0)
            take_in(project, underway, added, now=now)
            feeds |= feed_intake(underway.one, now=now)
    if not added.rejected:
        # A feed is asked conditionally only when all its entries are in the ledger.
        for intake in feeds.values():
            append_intake(project.ledger, intake)
    counts = {"new": added.new, "changed": added.changed, "rejected": len(added.rejected)}
    finish_run(project.ledger, number, replace(run, finished_at=now, counts=counts))
    return added


@dataclass(frozen=True, slots=True)
class Underway:
    """Something that came in, and its reading.

    Attributes:
        intake: what is recorded of it when all its documents are; None for a rejection.
        read: its documents, once they are read; None where the ledger knew them already.
    """

    one: Incoming
    intake: Intake | None = None
    read: Future[Result[Document]] | None = None


def _read_ahead(
    project: Project, received: Iterable[Incoming], reader: Executor, *, now: datetime
) -> Iterator[Underway]:
    """What came in, each with its reading, which was begun before the one before is recorded.

    Where receiving fails, what came before it is recorded first.
    """
    before: Underway | None = None
    coming = iter(received)
    while True:
        try:
            one = next(coming, None)
        except BaseException:
            if before is not None:
                yield before
            raise
        begun = None if one is None else _begin_reading(project, one, reader, now=now)
        if before is not None:
            yield before
        if begun is None:
            return
        before = begun


def _begin_reading(project: Project, one: Incoming, reader: Executor, *, now: datetime) -> Underway:
    """One file or page with its reading under way; what the ledger knows already is not read."""
    received = one.received
    if isinstance(received, Rejection):
        return Underway(one)
    intake = Intake(
        location=one.location,
        received_from=received.received_from,
        digest=intake_digest(received),
        received_at=now,
        etag=received.metadata.get("etag", ""),
        last_modified=received.metadata.get("last_modified", ""),
    )
    if is_taken_in(project.ledger, intake):
        return Underway(one, intake)
    return Underway(one, intake, reader.submit(read_one, received, settings=project.settings))


def take_in(project: Project, underway: Underway, added: Added, *, now: datetime) -> None:
    """Record the documents in one file or page, and count them in `added`."""
    one, intake = underway.one, underway.intake
    ledger, received = project.ledger, one.received
    if isinstance(received, Rejection):
        added.rejected.append(received)
        replace_rejections(ledger, [received], location=one.location, now=now)
        return
    assert intake is not None
    if is_taken_in(ledger, intake):
        added.unchanged += 1
        return
    bytes_digest = content_digest(received)
    if wrote(ledger, bytes_digest):
        added.rejected.append(own_output(received.received_from or received.name))
        return
    # What was known when it came in may have been replaced by the file before it.
    read = underway.read
    result = read.result() if read else read_one(received, settings=project.settings)
    for document in result.rows:
        place = document_location(document, received, one.location)
        receipt = Receipt(place, document_digest(document), bytes_digest, now)
        outcome = append_document(ledger, document, receipt)
        setattr(added, outcome, getattr(added, outcome) + 1)
    added.rejected.extend(result.rejected)
    replace_rejections(ledger, result.rejected, location=one.location, now=now)
    if not result.rejected:
        append_intake(ledger, intake)


def own_output(name: str) -> Rejection:
    """Why a briefing is not read as a source of the next one."""
    return Rejection(
        what=name,
        where=name,
        reason="Détente wrote this file from the same project; keep it in another folder",
    )


def said_by_user(
    *, published: str = "", publisher: str = "", title: str = "", option: str = "--published"
) -> dict[str, str]:
    """What the user said about documents, as metadata that outranks the files' own.

    Raises:
        InputError: if `published` is no date; `option` is what the message calls it.
    """
    known = {"publisher": publisher, "title": title}
    if published:
        known["published"] = publication_day(published, option=option)
        known["published_how"] = "option"
        known["precision"] = {4: "year", 7: "month"}.get(len(known["published"]), "day")
    return {key: text for key, text in known.items() if text}


def publication_day(text: str, *, option: str) -> str:
    """A day, month or year of publication, as written.

    Raises:
        InputError: if it is none.
    """
    text = text.strip()
    first = text + "-01-01"[len(text) - 4 :] if PARTIAL_DATE.fullmatch(text) else ""
    try:
        date.fromisoformat(first)
    except ValueError:
        raise InputError(
            f"{option} {text!r} is not a date; write it as YYYY-MM-DD, YYYY-MM or YYYY"
        ) from None
    return text
