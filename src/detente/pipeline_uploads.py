"""Files that came over the workbench, and addresses typed there: recorded, imported, coded."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from detente.adapters.datasets.mapping import Mapped, read_mapping
from detente.adapters.files import MANIFEST_NAME
from detente.adapters.ledger_documents import validators
from detente.adapters.uploads import (
    Stored,
    check_expansion,
    manifest_of,
    receive_stored,
    store_upload,
)
from detente.errors import InputError
from detente.pipeline_adding import Added, add_received
from detente.pipeline_datasets import SUFFIXES, Asked, Outcome, check, import_datasets
from detente.pipeline_found import arrived_documents, code_found
from detente.pipeline_intake import ADDRESS, Incoming, incoming
from detente.pipeline_project import Progress, Project, quiet
from detente.pipeline_quadruples import part_quadruples

if TYPE_CHECKING:
    from detente.adapters.datasets.importing import Imported

__all__ = ["ByHand", "Stored", "Taken", "check_addresses", "store_upload", "take"]

ANY, DOCUMENTS = "", "documents"
MAPPING = ".toml"
MOST_ADDRESSES = 200


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a reader gave and said.

    Attributes:
        files: kept by `store_upload`.
        addresses: to be fetched; checked by `check_addresses`.
        kind: ``documents``, a kind of dataset, or empty to tell it from each file.
        dataset: name of the dataset that rows go to; the kind's where it is empty.
        metadata: what is said about all documents.
        start: of quadruples, the day of time 0.
    """

    files: Sequence[Stored] = ()
    addresses: Sequence[str] = ()
    kind: str = ANY
    dataset: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    start: date | None = None


@dataclass(slots=True)
class Taken:
    """What came of it.

    Attributes:
        added: numbers of documents.
        imported: by name of the dataset.
        events: by name of the dataset, how many events it has now.
        left_out: what was not taken and why, each with ``what``, ``reason``, ``number``.
    """

    added: Added = field(default_factory=Added)
    imported: dict[str, Imported] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    left_out: list[dict[str, object]] = field(default_factory=list)


def check_addresses(text: str) -> tuple[str, ...]:
    """The addresses in a text, one a line.

    Raises:
        InputError: if a line is no http or https address, or there are too many.
    """
    lines = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    for line in lines:
        if not ADDRESS.match(line) or re.search(r"\s", line):
            raise InputError(f"{line[:200]!r} is no address; it begins with http:// or https://")
    if len(lines) > MOST_ADDRESSES:
        raise InputError(
            f"{len(lines)} addresses at once are too many; give at most {MOST_ADDRESSES}"
        )
    return lines


def check_said(said: ByHand) -> None:
    """Refuse what nothing can come of.

    Raises:
        InputError: if nothing was given, there is no such kind or name of a dataset, or a mapping
            is wrong or not alone.
    """
    if not (said.files or said.addresses):
        raise InputError("nothing was given; choose files, or give an address")
    check(Asked("" if said.kind == DOCUMENTS else said.kind, said.dataset))
    if mapping_said(said) and len(said.files) == 1:
        raise InputError("a mapping came alone; send the tables that it is about with it")


def mapping_said(said: ByHand) -> Mapped | None:
    """The mapping among the files, with the day that was said.

    Raises:
        InputError: if it is wrong, or there are several.
    """
    found = [one for one in said.files if is_mapping(one)]
    if len(found) > 1:
        raise InputError(
            f"{found[0].name} and {found[1].name} are both mappings; send one with its tables"
        )
    try:
        mapping = read_mapping(found[0].path) if found else None
    except InputError as error:
        raise InputError(_without_path(str(error), found[0])) from None
    if said.start:
        mapping = replace(mapping or Mapped(), start=said.start)
    return mapping


def is_mapping(one: Stored) -> bool:
    """Whether a file says which columns of a table are what."""
    return one.path.suffix.lower() == MAPPING


def take(project: Project, said: ByHand, *, now: datetime, progress: Progress = quiet) -> Taken:
    """Import what are tables of events, record the rest as documents, and code what is new.

    Raises:
        InputError: as for `check_said`.
        LedgerError: if another process writes to the project for longer than the wait.
    """
    check_said(said)
    taken = Taken()
    asked = Asked("" if said.kind == DOCUMENTS else said.kind, said.dataset, mapping_said(said))
    said, quadruples = _without_quadruples(project, said, asked, taken)
    tables, others = _parted(project, said, asked.mapping, taken)
    for files, as_what in ((quadruples, replace(asked, kind="icews")), (tables, asked)):
        if files:
            _import(project, files, as_what, taken, now=now, tell=progress)
    if others or said.addresses:
        received = _received(project, others, said, taken)
        taken.added = add_received(project, received, now=now, progress=progress)
        taken.left_out += [_row(one.what, one.reason) for one in taken.added.rejected]
    code_found(project, arrived_documents(project), progress=progress)
    return taken


def _without_quadruples(
    project: Project, said: ByHand, asked: Asked, taken: Taken
) -> tuple[ByHand, list[Stored]]:
    """What was given without the mapping, and quadruples with their tables of names apart."""
    files = [one for one in said.files if not is_mapping(one)]
    if said.kind not in (ANY, "icews"):
        return replace(said, files=files), []
    start = asked.mapping.start if asked.mapping else None
    parted = part_quadruples(project.path, files, said.dataset, knows_start=start is not None)
    taken.left_out += [_row(name, reason) for name, reason in parted.left_out]
    return replace(said, files=parted.others), parted.quadruples


def _parted(
    project: Project, said: ByHand, mapping: Mapped | None, taken: Taken
) -> tuple[list[Stored], list[Stored]]:
    """The files that are tables of events, and the others."""
    from detente.adapters.datasets.sniffing import sniff

    tables: list[Stored] = []
    others: list[Stored] = []
    for one in dict.fromkeys(said.files):
        packed = one.path.suffix.lower() in SUFFIXES
        try:
            if packed:
                check_expansion(one, project.settings.upload_expanded_bytes)
        except InputError as error:
            taken.left_out.append(_row(one.name, _without_path(str(error), one)))
            continue
        is_table = said.kind not in (ANY, DOCUMENTS) or (
            said.kind == ANY and packed and sniff(one.path, mapping) is not None
        )
        (tables if is_table else others).append(one)
    return tables, others


def _import(
    project: Project,
    tables: Sequence[Stored],
    asked: Asked,
    taken: Taken,
    *,
    now: datetime,
    tell: Progress,
) -> None:
    """Import tables, one by one where the kind was told: one that is wrong stops no other."""
    groups = [[one] for one in tables] if asked.kind else [list(tables)]
    for group in groups:
        try:
            done = import_datasets(project, [one.path for one in group], asked, now=now, tell=tell)
        except InputError as error:
            text = str(error)
            for one in group:
                text = _without_path(text, one)
            taken.left_out.append(_row(", ".join(one.name for one in group), text))
            continue
        _count(done, group, taken)


def _count(done: Outcome, group: Sequence[Stored], taken: Taken) -> None:
    names = {one.path.name: one for one in group}
    for name, imported in done.imported.items():
        held = taken.imported.setdefault(name, imported)
        if held is not imported:
            held.records += imported.records
            held.skipped += imported.skipped
        for record in imported.records:
            shown = names[record.file].name if record.file in names else record.file
            taken.left_out += [
                _row(shown, reason, number) for reason, number in record.reasons.items()
            ]
    taken.events |= done.events
    for one in done.left_out:
        stored = names.get(one.what)
        reason = _without_path(one.reason, stored) if stored else one.reason
        taken.left_out.append(_row(stored.name if stored else one.what, reason))


def _received(
    project: Project, files: Sequence[Stored], said: ByHand, taken: Taken
) -> Iterator[Incoming]:
    """Kept files as documents, then what lies at the addresses."""
    manifest: dict[str, dict[str, str]] = {}
    for one in files:
        if one.name == MANIFEST_NAME:
            try:
                manifest |= manifest_of(one)
            except InputError as error:
                taken.left_out.append(_row(one.name, str(error)))
    for one in files:
        if one.name != MANIFEST_NAME:
            metadata = {**manifest.get(one.name, {}), **said.metadata}
            yield Incoming(one.location, receive_stored(one, metadata))
    yield from incoming(
        said.addresses,
        settings=project.settings,
        metadata=said.metadata,
        known=validators(project.ledger),
    )


def _without_path(text: str, one: Stored) -> str:
    """A message in which a kept file has the name that it was sent with."""
    text = text.replace(str(one.path), one.name).replace(one.path.name, one.name)
    return text.replace(f"{one.path.parent}{os.sep}", "")


def _row(what: str, reason: str, number: int = 1) -> dict[str, object]:
    return {"what": what, "reason": reason, "number": number}
