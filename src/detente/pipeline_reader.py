"""One document or statement opened from the ledger alone, without reading the whole project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from detente.adapters.ledger_documents import Held, read_document, read_versions
from detente.adapters.ledger_records import judgements_in
from detente.adapters.ledger_statements import statements_of
from detente.errors import Missing
from detente.judgements import Ruled, ruled
from detente.model import Rejection
from detente.pipeline_project import Project


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it was received, with every statement in it.

    Attributes:
        held: the document and how it came in.
        versions: every version that came in at the same places, in the order of arrival.
        ruled: its statements in the order of the text, also rejected ones.
        left_out: what was not coded, with reasons.
        is_coded: False where it waits for the coder.
    """

    held: Held
    versions: tuple[Held, ...]
    ruled: tuple[Ruled, ...]
    left_out: tuple[Rejection, ...]
    is_coded: bool


def open_document(project: Project, name: str, *, known_at: datetime | None = None) -> Opened:
    """A document by its id, with its statements as judged by a moment.

    Args:
        known_at: UTC; which judgements count, all where it is None.

    Raises:
        Missing: if the project holds no such document.
    """
    with project.ledger.reading():
        held = read_document(project.ledger, name)
        if held is None:
            raise Missing(
                f"the project holds no document {name!r}; look for it in the list of documents"
            )
        coded = statements_of(project.ledger, name)
        judgements = judgements_in(project.ledger, name, known_at=known_at)
        versions = read_versions(project.ledger, name)
    rows = coded.rows if coded else ()
    return Opened(
        held=held,
        versions=tuple(versions),
        ruled=tuple(ruled(sorted(rows, key=lambda row: (row.start, row.end)), judgements)),
        left_out=coded.rejected if coded else (),
        is_coded=coded is not None,
    )


def open_statement(
    project: Project, key: str, *, known_at: datetime | None = None
) -> tuple[Opened, Ruled]:
    """The statement of a key, coded or corrected, and the document that it is in.

    Raises:
        Missing: if no statement has the key.
    """
    opened = open_document(project, key.partition(":")[0], known_at=known_at)
    for keys in (
        {one.coded.key: one for one in opened.ruled},
        {one.row.key: one for one in opened.ruled},
    ):
        if key in keys:
            return opened, keys[key]
    raise Missing(f"no statement has the key {key!r}; find it in its document")
