"""The documents that count on a day, which of them are copies, and coding what is pending."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from detente.adapters.ledger_documents import read_documents
from detente.adapters.ledger_statements import (
    codings,
    read_copies,
    write_copies,
    write_statements,
)
from detente.model import Document
from detente.pipeline_coding import Effort, code_all, coding_version
from detente.pipeline_memory import Memory
from detente.pipeline_project import Progress, Project, quiet
from detente.tables import canonical

CODED_AT_ONCE = 100
"""So many documents are told of together once they are coded."""


@dataclass(frozen=True, slots=True)
class Found:
    """The documents of a project on a day.

    Attributes:
        documents: by id, without copies.
        copies: from the name of a copy to the id of its original.
        copied_by: by id of an original, the publishers of its copies.
    """

    documents: dict[str, Document]
    copies: dict[str, str]
    copied_by: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What counts on a day before near-copies are known.

    Attributes:
        documents: by id.
        twice: from the name of a text that came in again word for word to its id.
        publishers: by id or name.
    """

    documents: dict[str, Document]
    twice: dict[str, str]
    publishers: dict[str, str]

    def without(self, near: Mapping[str, str]) -> Found:
        """What remains where these are near-copies of each other."""
        copies = {**self.twice, **near}
        # What was taken for an original may be a copy of another.
        copies = {name: copies.get(original, original) for name, original in copies.items()}
        return Found(
            documents={name: one for name, one in self.documents.items() if name not in copies},
            copies=copies,
            copied_by=copied_by(copies, self.publishers),
        )


def found_documents(
    project: Project, *, as_of: date = date.max, known_at: datetime | None = None
) -> Found:
    """The documents that count on a day, their copies, and who published those.

    A text that came in twice word for word has one id; its second arrival is named by its place.
    """
    arrived = arrived_documents(project, as_of=as_of, known_at=known_at)
    return arrived.without(near_copies(project, list(arrived.documents.values())))


def arrived_documents(
    project: Project, *, as_of: date = date.max, known_at: datetime | None = None
) -> Arrived:
    """The documents that count on a day, near-copies among them."""
    documents: dict[str, Document] = {}
    twice: dict[str, str] = {}
    publishers: dict[str, str] = {}
    for one in read_documents(project.ledger, as_of=as_of, known_at=known_at):
        name = one.document.id
        if name in documents:
            name = f"{name}@{one.receipt.location}"
            twice[name] = one.document.id
        else:
            documents[name] = one.document
        publishers[name] = one.document.publisher
    return Arrived(documents, twice, publishers)


def copied_by(copies: Mapping[str, str], publishers: Mapping[str, str]) -> dict[str, list[str]]:
    """By id of an original: who published copies of it, each publisher once and sorted."""
    found: dict[str, set[str]] = {}
    for copy, original in copies.items():
        if publishers[copy]:
            found.setdefault(original, set()).add(publishers[copy])
    return {original: sorted(names) for original, names in sorted(found.items())}


def near_copies(project: Project, documents: Sequence[Document]) -> dict[str, str]:
    """Near-identical copies among documents; remembered for the newest set asked about."""
    if len(documents) < 2:
        return {}
    among = _name_of(project, documents)
    known = read_copies(project.ledger, among)
    if known is None:
        from detente.documents.duplicates import find_copies

        known = dict(find_copies(documents, settings=project.settings))
        write_copies(project.ledger, known, among=among)
    return known


def _name_of(project: Project, documents: Sequence[Document]) -> str:
    """Digest of a set of documents, and of what copies among them depend on."""
    whole = hashlib.sha256()
    for part in (*(one.id for one in documents), project.settings.copy_similarity):
        whole.update(canonical(part).encode() + b"\n")
    return whole.hexdigest()


def code_pending(
    project: Project,
    documents: Iterable[Document],
    *,
    progress: Progress = quiet,
    effort: Effort | None = None,
    memory: Memory | None = None,
) -> int:
    """Code the documents that this coder has not coded yet; returns how many those were.

    Args:
        effort: counts what it took, where given.
        memory: takes the statements over as soon as they are there, where given.

    Each document's statements are kept as soon as they are there, so a run that was killed
    goes on where it stopped.
    """
    waiting = Waiting(project, memory or Memory())
    pending = list(waiting.of(documents))

    def tell(count: int) -> None:
        """How far it is."""
        progress("coding", count, len(pending))

    return waiting.code(pending, tell, effort=effort, keep=memory is not None)


class Waiting:
    """What this coder has not coded yet, as it is when this is made."""

    def __init__(self, project: Project, memory: Memory) -> None:
        self._project, self._memory = project, memory
        self._version = coding_version(project.settings)
        self._done = codings(project.ledger)

    def of(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Those of some documents that are not coded yet."""
        for one in documents:
            if self._done.get(one.id) != self._memory.coding(one, self._version):
                yield one

    def code(
        self,
        pending: Iterable[Document],
        tell: Callable[[int], None],
        *,
        effort: Effort | None = None,
        keep: bool = True,
    ) -> int:
        """Code documents, told of one by one; returns how many there were.

        Args:
            keep: whether the memory takes over what was coded, while other processes code.
        """
        project, count = self._project, 0
        fresh: dict[str, Document] = {}
        for document, result in code_all(pending, settings=project.settings, effort=effort):
            count += 1
            coding = self._memory.coding(document, self._version)
            write_statements(project.ledger, document, result, coding=coding)
            tell(count)
            fresh[document.id] = document
            if len(fresh) == CODED_AT_ONCE:
                if keep:
                    self._memory.take(project.ledger, fresh, self._version)
                fresh = {}
        return count


def code_found(
    project: Project,
    arrived: Arrived,
    *,
    progress: Progress = quiet,
    effort: Effort | None = None,
    memory: Memory | None = None,
) -> Found:
    """The documents that count on a day, all of them coded.

    Copies are found while other processes code what is none. The outcome is that of
    `found_documents` followed by `code_pending`.

    Args:
        effort, memory: as for `code_pending`.
    """
    documents = list(arrived.documents.values())
    among = _name_of(project, documents)
    if not _found_meanwhile(project, documents, among):
        found = arrived.without(near_copies(project, documents))
        pending = found.documents.values()
        code_pending(project, pending, progress=progress, effort=effort, memory=memory)
        return found
    waiting, near = Waiting(project, memory or Memory()), dict[str, str]()
    most = sum(1 for _ in waiting.of(documents))

    def tell(count: int) -> None:
        """How far it is; a copy is not coded."""
        progress("coding", count, most - len(near))

    originals = waiting.of(_originals(project, documents, near))
    waiting.code(originals, tell, effort=effort, keep=memory is not None)
    write_copies(project.ledger, near, among=among)
    return arrived.without(near)


def _found_meanwhile(project: Project, documents: Sequence[Document], among: str) -> bool:
    """Whether copies among documents are to be found while they are coded.

    Coding goes through them by day of arrival or publication; only where finding copies does too
    are the same batches coded.
    """
    if len(documents) < 2 or read_copies(project.ledger, among) is not None:
        return False
    from detente.documents.duplicates import in_precedence

    return in_precedence(documents) == list(documents)


def _originals(
    project: Project, documents: Sequence[Document], near: dict[str, str]
) -> Iterator[Document]:
    """The documents that are no copies, one by one; the others are put into `near`."""
    from detente.documents.duplicates import tell_copies

    for document, original in tell_copies(documents, settings=project.settings):
        if original:
            near[document.id] = original
        else:
            yield document
