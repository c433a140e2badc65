"""Coding documents once, without a project that keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.model import Document, Rejection, Result, Statement
from detente.pipeline_coding import Effort, code_all, coder_in_turn
from detente.pipeline_intake import incoming, read_one

if TYPE_CHECKING:
    from detente.settings import Settings
    from detente.statements import Explanation


def read_files(
    names: Sequence[str],
    *,
    settings: Settings,
    metadata: Mapping[str, str],
    rejected: list[Rejection],
) -> Iterator[Document]:
    """The documents in what was named, one file at a time.

    Args:
        rejected: what could not be read is appended to it.

    Raises:
        InputError: if a path does not exist.
    """
    for one in incoming(names, settings=settings, metadata=metadata):
        if isinstance(one.received, Rejection):
            rejected.append(one.received)
            continue
        result = read_one(one.received, settings=settings)
        rejected.extend(result.rejected)
        yield from result.rows


def code_files(
    names: Sequence[str],
    *,
    settings: Settings,
    metadata: Mapping[str, str],
    rejected: list[Rejection],
    effort: Effort,
) -> Iterator[tuple[Document, Result[Statement]]]:
    """Code the documents in what was named, in order, on all cores.

    Args:
        metadata: what the user says about all of them.
        rejected: what could not be read is appended to it.
        effort: counts what it took.
    """
    documents = read_files(names, settings=settings, metadata=metadata, rejected=rejected)
    return code_all(documents, settings=settings, effort=effort)


def explain_files(
    names: Sequence[str],
    *,
    settings: Settings,
    metadata: Mapping[str, str],
    rejected: list[Rejection],
) -> Iterator[tuple[Document, tuple[tuple[Statement, Explanation], ...]]]:
    """As `code_files`, each statement with how it was decided; in this process alone."""
    for document in read_files(names, settings=settings, metadata=metadata, rejected=rejected):
        with coder_in_turn(settings) as coder:
            told = coder.explain(document)
        yield document, told


def explanations_of(
    documents: Iterable[Document], *, settings: Settings
) -> dict[tuple[str, str], Explanation]:
    """How the statements of kept documents were decided, by key and trigger; coded again."""
    found: dict[tuple[str, str], Explanation] = {}
    for one in documents:
        with coder_in_turn(settings) as coder:
            found |= {(row.key, row.trigger): told for row, told in coder.explain(one)}
    return found
