"""What of a dataset counts: readers see an import as a whole, from one moment on.

An import writes rows file by file and makes events year by year, which may take minutes. Readers go
by a note that names the files that count and the folder of the events made from them. Events are
made in a new folder beside the old one, and the note is replaced last, in one step.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.adapters.datasets.writing import FILES, UNFINISHED, FileRecord, explained, file_records
from detente.errors import LedgerError

NOTE = "counted.json"
EVENTS = "events"
FOLDER = re.compile(rf"{EVENTS}(?:-\d{{4,9}})?")


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of a dataset.

    Attributes:
        events: name of the folder of its events.
        digests: of the files that count, in order.
    """

    events: str
    digests: tuple[str, ...]


def counted_in(folder: Path) -> Counted | None:
    """What counts of a dataset; None where no note says so, and everything counts.

    Raises:
        LedgerError: if the note is damaged.
    """
    path = folder / NOTE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        found = Counted(str(told["events"]), tuple(map(str, told["digests"])))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise LedgerError(_damaged(path)) from error
    if not FOLDER.fullmatch(found.events):
        raise LedgerError(_damaged(path))
    return found


def _damaged(path: Path) -> str:
    return f"{path} is damaged; remove it and import any file of the dataset again"


def counted_records(folder: Path) -> list[FileRecord]:
    """The records of the imported files that count, by name of file.

    Raises:
        LedgerError: if the note is damaged.
    """
    counted = counted_in(folder)
    records = file_records(folder)
    if counted is None:
        return records
    known = frozenset(counted.digests)
    return [one for one in records if one.digest in known]


def events_folder(folder: Path) -> Path:
    """Where the events that count lie, by year."""
    counted = counted_in(folder)
    return folder / (counted.events if counted else EVENTS)


def hold(folder: Path) -> None:
    """Let readers go on with what counts now, while an import adds to it."""
    if counted_in(folder) is None:
        _note(folder, Counted(EVENTS, _digests(file_records(folder))))


def next_events(folder: Path, years: Iterable[int]) -> Path:
    """A new folder for events, with those of the years that stay as they are."""
    current = events_folder(folder)
    numbers = [int(one.name.partition("-")[2] or 0) for one in _folders(folder)]
    with explained(folder):
        made = folder / f"{EVENTS}-{max(numbers, default=0) + 1:04}"
        made.mkdir()
        for year in years:
            name = f"year={year:04}/events.parquet"
            if not (current / name).exists():
                continue
            (made / name).parent.mkdir()
            try:
                os.link(current / name, made / name)
            except OSError:
                shutil.copy2(current / name, made / name)
    return made


def count_from_now_on(folder: Path, events: Path) -> None:
    """Let all recorded files count, with the events in a folder.

    The folder before it is kept until the next import: somebody may be reading it.
    """
    before = events_folder(folder)
    _note(folder, Counted(events.name, _digests(file_records(folder))))
    for one in _folders(folder):
        if one not in (events, before):
            shutil.rmtree(one, ignore_errors=True)


def note_paths(root: Path) -> list[Path]:
    """The files below a folder of datasets that change when something else counts."""
    found: list[Path] = []
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        note = folder / NOTE
        found += [note] if note.exists() else sorted((folder / FILES).glob("*.json"))
    return found


def _digests(records: Sequence[FileRecord]) -> tuple[str, ...]:
    return tuple(sorted(one.digest for one in records))


def _folders(folder: Path) -> list[Path]:
    return [one for one in folder.glob(f"{EVENTS}*") if FOLDER.fullmatch(one.name)]


def _note(folder: Path, counted: Counted) -> None:
    half = (folder / NOTE).with_suffix(UNFINISHED)
    with explained(folder):
        half.write_text(
            json.dumps({"events": counted.events, "digests": counted.digests}), encoding="utf-8"
        )
        os.replace(half, folder / NOTE)
