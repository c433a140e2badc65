"""A project as one file, and back: a zip archive with a list of digests.

What is derived and can be computed again is left out. The ledger is copied by SQLite's own backup,
so that a process that writes at the same time does no harm; a dataset is copied while nobody else
imports into it, so that a half-imported file is not in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from detente.adapters.datasets.keeping import only_importer
from detente.adapters.datasets.writing import FILES
from detente.adapters.ledger import LEDGER_NAME, Ledger, explained
from detente.errors import InputError, LedgerError

MANIFEST = "manifest.json"
FORM = 1
CHUNK_BYTES = 1 << 20
LONGEST_MANIFEST = 256 * 1024 * 1024
DERIVED = frozenset(("derived", "series", "known"))
WAIT_SECONDS = 30.0
PACKED = (".parquet", ".zip", ".gz", ".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in an archive.

    Attributes:
        files: how many.
        size: bytes of them, unpacked.
        made_at: UTC.
        program: version of the program that made it.
    """

    files: int
    size: int
    made_at: datetime
    program: str


def write_archive(project: Path, ledger: Ledger, path: Path, *, made: Kept) -> Kept:
    """Write a project into one file; an older file there stays until the new one is whole.

    Args:
        made: its ``made_at`` and ``program`` are noted in the archive.

    Raises:
        InputError: if the file can't be written.
        LedgerError: if the ledger is damaged, or another process imports into a dataset for
            longer than `WAIT_SECONDS`.
    """
    part = path.with_name(f".{path.name}.part")
    listed: dict[str, dict[str, object]] = {}
    try:
        with zipfile.ZipFile(part, "w", allowZip64=True) as archive:
            for name, file in _members(project, ledger, path.parent):
                listed[name] = _put(archive, name, file)
            about = {
                "form": FORM,
                "made_at": made.made_at.isoformat(),
                "program": made.program,
                "files": listed,
            }
            archive.writestr(MANIFEST, json.dumps(about, indent=1), zipfile.ZIP_DEFLATED)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(part, path)
    except OSError as error:
        told = error.strerror or error
        raise InputError(f"cannot write {path}: {told}; choose another place") from error
    finally:
        part.unlink(missing_ok=True)
    size = sum(int(str(one["size"])) for one in listed.values())
    return Kept(len(listed), size, made.made_at, made.program)


def read_archive(path: Path, project: Path) -> Kept:
    """Make a project of an archive, in a folder that is empty or not there.

    Everything is unpacked beside it and checked first; the folder gets its name last.

    Raises:
        InputError: if the file is no archive of a project, is damaged, or the folder is in use.
        LedgerError: if the folder can't be written.
    """
    if project.exists() and (not project.is_dir() or any(project.iterdir())):
        raise InputError(f"{project} is not empty; restore into a folder that is not there yet")
    try:
        project.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=f".{project.name}-", dir=project.parent))
    except OSError as error:
        raise LedgerError(f"cannot write to {project.parent}: {error.strerror}") from error
    try:
        kept = _unpack(path, place)
        if project.exists():
            project.rmdir()
        os.replace(place, project)
    except OSError as error:
        raise LedgerError(f"cannot restore to {project}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return kept


def _members(project: Path, ledger: Ledger, beside: Path) -> Iterator[tuple[str, Path]]:
    """Every file that is recorded, with its name in the archive.

    Args:
        beside: folder for a copy of the ledger while it is packed.
    """
    with tempfile.TemporaryDirectory(prefix=".detente-", dir=beside) as place:
        copy = Path(place) / LEDGER_NAME
        _copy_ledger(ledger, copy)
        yield LEDGER_NAME, copy
    datasets = project / "datasets"
    for folder in sorted(one for one in datasets.glob("*") if (one / FILES).is_dir()):
        # Held for this process: what another one has half imported or merged is not in it.
        with only_importer(folder, wait_seconds=WAIT_SECONDS):
            for file in sorted(one for one in folder.rglob("*") if one.is_file()):
                if not _is_derived(file.relative_to(folder)):
                    yield file.relative_to(project).as_posix(), file
    for file in sorted(one for one in project.rglob("*") if one.is_file()):
        name = file.relative_to(project)
        if name.parts[0] != "datasets" and not _is_derived(name) and not _is_ledger(name):
            yield name.as_posix(), file


def _copy_ledger(ledger: Ledger, copy: Path) -> None:
    """Copy the ledger as it is at one moment.

    Raises:
        LedgerError: if it is damaged: an older backup is worth more than one of this.
    """
    with explained(ledger.path), closing(sqlite3.connect(copy)) as target:
        ledger.database.backup(target)
        (told,) = target.execute("PRAGMA quick_check(1)").fetchone()
    if told != "ok":
        raise LedgerError(
            f"{ledger.path} is damaged ({told}), so no backup of it was written; restore the "
            "last one: detente restore FILE --project NEW"
        )


def _is_derived(name: Path) -> bool:
    unfinished = name.name.endswith((".unfinished", ".part", ".lock"))
    return unfinished or bool(DERIVED & set(name.parts[:-1]))


def _is_ledger(name: Path) -> bool:
    return len(name.parts) == 1 and name.name.startswith("ledger.")


def _put(archive: zipfile.ZipFile, name: str, file: Path) -> dict[str, object]:
    digest, size = hashlib.sha256(), 0
    member = zipfile.ZipInfo(name)
    packed = file.suffix in PACKED
    member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    member.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(member, "w") as target:
        while piece := source.read(CHUNK_BYTES):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return {"sha256": digest.hexdigest(), "size": size}


def _unpack(path: Path, place: Path) -> Kept:
    try:
        with zipfile.ZipFile(path) as archive:
            about = _manifest(archive, path)
            files = about["files"]
            assert isinstance(files, dict)
            for name, told in files.items():
                _take(archive, name, told, place=place, path=path)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError) as error:
        raise InputError(f"{path}: damaged archive ({error}); take another copy of it") from error
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; name a file made by: detente backup") from error
    size = sum(told["size"] for told in files.values())
    made_at = datetime.fromisoformat(str(about["made_at"]))
    return Kept(len(files), size, made_at, str(about["program"]))


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, object]:
    """The list of an archive, checked for its form.

    Raises:
        InputError: if it is none of ours, or newer than this program.
    """
    try:
        if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
            raise ValueError("too long")
        about = json.loads(archive.read(MANIFEST))
        names = list(about["files"])
        form = int(about["form"])
        sound = all(set(told) == {"sha256", "size"} for told in about["files"].values())
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{path} is no backup of a project; name a file made by: detente backup"
        ) from error
    if form > FORM:
        raise InputError(
            f"{path} was made by a newer Détente; upgrade with: pip install -U detente"
        )
    if LEDGER_NAME not in names or not sound or not all(map(_is_safe, names)):
        raise InputError(f"{path} is no backup of a project, or was changed; take another copy")
    return dict(about)


def _is_safe(name: str) -> bool:
    """Whether a name stays inside the folder that it is unpacked into, on every system."""
    pure = PurePosixPath(name)
    parts = pure.parts
    odd = "\\" in name or ":" in name or "\0" in name
    return bool(parts) and not pure.is_absolute() and ".." not in parts and not odd


def _take(
    archive: zipfile.ZipFile, name: str, told: dict[str, object], *, place: Path, path: Path
) -> None:
    target = place / name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), int(str(told["size"]))
    with archive.open(name) as source, target.open("wb") as out:
        while piece := source.read(CHUNK_BYTES):
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            out.write(piece)
    if left or digest.hexdigest() != told["sha256"]:
        raise InputError(f"{path}: {name} in it is damaged; take another copy of the archive")
