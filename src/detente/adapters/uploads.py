"""Files that came over the workbench: kept as received, under names made from their bytes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.adapters.datasets.lines import opened
from detente.adapters.files import metadata_by_file
from detente.documents.reading import Received
from detente.errors import InputError
from detente.model import Rejection

FOLDER = "uploads"
DIGEST_CHARS = 32
LONGEST_NAME = 80
ALLOWED = re.compile(r"[^A-Za-z0-9._-]+")
BLOCK = 1 << 20
PACKED = (b"\x1f\x8b", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it is kept.

    Attributes:
        name: the last part of the name that it was sent with, to be shown; never a path.
        path: where it lies, in a folder named by the SHA-256 of its bytes, under what is left of
            `name` when only letters, digits, dots, hyphens and underscores stay.
    """

    name: str
    path: Path

    @property
    def location(self) -> str:
        """What names it among received documents: another file of its name is another document."""
        return f"{FOLDER}/{self.path.parent.name}-{self.path.name}"


def store_upload(project: Path, sent_name: str, content: bytes) -> Stored:
    """Keep a file under the project; the same bytes under the same name are kept once.

    Raises:
        InputError: if the disk is full or can't be written.
    """
    name = shown_name(sent_name)
    digest = hashlib.sha256(content).hexdigest()[:DIGEST_CHARS]
    folder = project / FOLDER / digest
    path = folder / safe_name(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # No kept name begins with a dot.
            part = folder / ".part"
            part.write_bytes(content)
            os.replace(part, path)
    except OSError as error:
        raise InputError(
            f"{name} can't be kept ({error.strerror or error}); make room on the disk and try again"
        ) from error
    return Stored(name, path)


def shown_name(sent: str) -> str:
    """The last part of a name as it was sent, in one line of printable characters.

    >>> shown_name("../../etc/passwd"), shown_name("C:\\\\Temp\\\\note.txt"), shown_name("..")
    ('passwd', 'note.txt', 'file')
    """
    last = re.split(r"[/\\]", sent)[-1]
    printable = "".join(c if c.isprintable() else " " for c in last)
    name = " ".join(printable.split())[-LONGEST_NAME:]
    return name if name.strip(". ") else "file"


def safe_name(name: str) -> str:
    """What of a name may stand in the name of a file on every system.

    >>> safe_name("Bericht über Peru.PDF"), safe_name(".htaccess"), safe_name("a;rm -rf.txt")
    ('Bericht_ber_Peru.PDF', 'htaccess', 'a_rm_-rf.txt')
    """
    return ALLOWED.sub("_", name).strip("._")[-LONGEST_NAME:] or "file"


def receive_stored(stored: Stored, metadata: Mapping[str, str]) -> Received | Rejection:
    """The bytes of a kept file, as a document under the name that it was sent with."""
    try:
        content = stored.path.read_bytes()
    except OSError as error:
        return Rejection(stored.name, stored.name, f"it can't be read ({error.strerror})")
    return Received(name=stored.name, content=content, metadata=metadata, received_from=stored.name)


def manifest_of(stored: Stored) -> dict[str, dict[str, str]]:
    """Metadata by name of file from an uploaded ``manifest.csv``.

    Raises:
        InputError: if it can't be read.
    """
    return metadata_by_file(stored.path.read_bytes())


def check_expansion(stored: Stored, most_bytes: int) -> None:
    """Do nothing for a table that unpacks to no more than a number of bytes.

    It is unpacked in pieces and counted, because what an archive says of itself can be a lie.

    Raises:
        InputError: if it unpacks to more, or is damaged.
    """
    with stored.path.open("rb") as raw:
        if not raw.read(4).startswith(PACKED):
            return
    seen = 0
    with opened(stored.path) as stream:
        while block := stream.read(BLOCK):
            seen += len(block)
            if seen > most_bytes:
                raise InputError(
                    f"it unpacks to more than upload_expanded_bytes = {most_bytes}; split it, "
                    "raise the setting, or import it on the command line"
                )
