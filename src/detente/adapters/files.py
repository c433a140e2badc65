"""Files and folders of documents, and standard input."""

from __future__ import annotations

import csv
import errno
import io
import os
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import BinaryIO

from detente.documents.decoding import decode_text
from detente.documents.reading import Received
from detente.errors import InputError
from detente.model import Rejection
from detente.settings import Settings

MANIFEST_NAME = "manifest.csv"
STDIN_NAME = "standard input"

# What every part of the program writes beside the documents, and no document itself.
_SKIPPED_NAMES = frozenset({"thumbs.db", "desktop.ini", "settings.toml"})
# What tells about a folder is no source in it; named on its own it is read.
_TELLING_STEMS = frozenset(
    {"readme", "license", "licence", "copying", "changelog", "contributing", "code_of_conduct"}
)
_TELLING_SUFFIXES = frozenset({"", ".md", ".markdown", ".txt", ".rst", ".html"})


def receive_paths(
    paths: Sequence[Path], *, settings: Settings, leave_out: Set[Path] = frozenset()
) -> Iterator[Received | Rejection]:
    """The bytes of files, and of all files under folders, in sorted order, one at a time.

    Hidden files and folders are skipped, and so are a folder's own README, LICENSE and CHANGELOG;
    a folder reached twice through links is read once. A
    ``manifest.csv`` in a folder gives metadata to the files beside and below it. What can't be
    read becomes a rejection; files larger than ``max_file_bytes`` are not opened. Files to
    leave out are named by resolved paths.
    """
    for path in paths:
        if os.path.isdir(path):
            yield from _Folder(path, settings, leave_out).receive()
        elif path.resolve() not in leave_out:
            manifest, rejected = read_manifest(path.parent)
            yield from rejected
            yield _receive_file(path, path.name, manifest.get(path.name, {}), settings)


def receive_stdin(
    stream: BinaryIO, *, settings: Settings, metadata: Mapping[str, str] | None = None
) -> Received | Rejection:
    """The bytes of standard input as one document; its format is told from its beginning."""
    content = stream.read(settings.max_file_bytes + 1)
    if len(content) > settings.max_file_bytes:
        return Rejection(STDIN_NAME, "-", _too_large("more than", settings))
    return Received(STDIN_NAME, content, metadata=metadata or {}, received_from="-")


def read_manifest(folder: Path) -> tuple[dict[str, dict[str, str]], list[Rejection]]:
    """Metadata by file name from the ``manifest.csv`` of a folder; empty where there is none.

    The column ``file`` names the file relative to the folder; the others are ``title, publisher,
    author, published, precision, url, language, note``. Further columns are ignored.
    """
    path = folder / MANIFEST_NAME
    if not os.path.isfile(path):
        return {}, []
    try:
        return metadata_by_file(path.read_bytes()), []
    except OSError as error:
        return {}, [_rejection(path, f"the manifest can't be read ({error}); repair it")]
    except InputError as error:
        return {}, [_rejection(path, str(error))]


def metadata_by_file(content: bytes) -> dict[str, dict[str, str]]:
    """The rows of a manifest by the file that each names.

    Raises:
        InputError: if it can't be read, or names no files.
    """
    try:
        text, _ = decode_text(content)
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except (InputError, csv.Error) as error:
        raise InputError(f"the manifest can't be read ({error}); repair it") from error
    if rows and "file" not in rows[0]:
        raise InputError("the manifest has no column 'file'; add it")
    return {row["file"]: _metadata(row) for row in rows if row.get("file")}


class _Folder:
    """One walk through a folder; remembers manifests and the folders already seen."""

    def __init__(self, root: Path, settings: Settings, leave_out: Set[Path]) -> None:
        self.root = root
        self.leave_out = leave_out
        self.settings = settings
        self.seen: set[tuple[int, int]] = set()

    def receive(self) -> Iterator[Received | Rejection]:
        yield from self._walk(self.root, {})

    def _walk(
        self, folder: Path, above: Mapping[str, Mapping[str, str]]
    ) -> Iterator[Received | Rejection]:
        try:
            status = folder.stat()
            entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            yield _rejection(folder, f"the folder can't be opened ({_told(error)})")
            return
        if (status.st_dev, status.st_ino) in self.seen and status.st_ino:
            return
        self.seen.add((status.st_dev, status.st_ino))
        own, rejected = read_manifest(folder)
        yield from rejected
        manifest = {**_below(above, folder.name), **own}
        names = {entry.name for entry in entries}
        for entry in entries:
            if _is_skipped(entry.name):
                continue
            # These two functions say no where `Path` raises: in a folder that may be listed only.
            if os.path.isdir(entry):
                if _belongs_to_page(entry.name, names):
                    continue
                yield from self._walk(entry, manifest)
            elif (
                entry.name != MANIFEST_NAME
                and not _tells_about_folder(entry.name)
                and not (self.leave_out and entry.resolve() in self.leave_out)
            ):
                name = entry.relative_to(self.root).as_posix()
                yield _receive_file(entry, name, manifest.get(entry.name, {}), self.settings)


def _is_skipped(name: str) -> bool:
    """Whether a name in a folder is that of something hidden, or of a program's own file."""
    return name.startswith((".", "~$")) or name.lower() in _SKIPPED_NAMES


def _tells_about_folder(name: str) -> bool:
    """Whether a file tells about the folder that it is in.

    >>> _tells_about_folder("README.md"), _tells_about_folder("licence-to-export.txt")
    (True, False)
    """
    path = PurePath(name.lower())
    return path.stem in _TELLING_STEMS and path.suffix in _TELLING_SUFFIXES


def _belongs_to_page(folder: str, names: Set[str]) -> bool:
    """Whether a browser made the folder for the pictures and scripts of a saved page."""
    stem = folder.removesuffix("_files")
    return stem != folder and not names.isdisjoint({f"{stem}.html", f"{stem}.htm"})


def _below(manifest: Mapping[str, Mapping[str, str]], folder: str) -> dict[str, Mapping[str, str]]:
    """The rows of a manifest that name files in a folder below it."""
    head = f"{folder}/"
    return {name[len(head) :]: row for name, row in manifest.items() if name.startswith(head)}


def _receive_file(
    path: Path, name: str, metadata: Mapping[str, str], settings: Settings
) -> Received | Rejection:
    try:
        status = path.stat()
        if not path.is_file():
            return _rejection(path, "this is no file and no folder; give a path to a document")
        if status.st_size > settings.max_file_bytes:
            return _rejection(path, _too_large(str(status.st_size), settings))
        with path.open("rb") as stream:
            content = stream.read(settings.max_file_bytes + 1)
    except OSError as error:
        return _rejection(path, f"the file can't be read ({_told(error)})")
    if len(content) > settings.max_file_bytes:
        return _rejection(path, _too_large("more than", settings))
    return Received(
        name=name,
        content=content,
        metadata=metadata,
        received_from=name,
        file_date=_changed_on(status),
    )


def _changed_on(status: os.stat_result) -> date | None:
    try:
        return datetime.fromtimestamp(status.st_mtime, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _metadata(row: Mapping[str, str | None]) -> dict[str, str]:
    wanted = ("title", "publisher", "author", "published", "precision", "url", "language", "note")
    return {name: (row.get(name) or "").strip() for name in wanted if (row.get(name) or "").strip()}


def _too_large(size: str, settings: Settings) -> str:
    return (
        f"the file has {size} bytes, more than max_file_bytes = {settings.max_file_bytes}; "
        "split it or raise the setting"
    )


def _told(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "it does not exist, or a link leads nowhere; check the path"
    if error.errno == errno.ELOOP:
        return "its links go round in a circle; remove them"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "permission denied; change its rights"
    return error.strerror or str(error)


def _rejection(path: Path, reason: str) -> Rejection:
    return Rejection(path.name or str(path), str(path), reason)
