"""Writing what the user asked for: to a file, or to standard output for ``-``."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from detente.errors import InputError

STDOUT = Path("-")


def write_output(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: an older one stays until the new one is complete.

    Raises:
        InputError: if it cannot be written there.
    """
    if path == STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise InputError(
            f"cannot write {path}: {error.strerror or error}; choose another place"
        ) from error


def check_outputs(paths: Iterable[Path]) -> None:
    """Refuse places that cannot be written to, before the work is done.

    Raises:
        InputError: if a folder is missing, or a folder stands where the file is to be.
    """
    for path in paths:
        if path != STDOUT and not path.absolute().parent.is_dir():
            raise InputError(
                f"cannot write {path}: there is no folder {path.parent}; make it first"
            )
        if path.is_dir():
            raise InputError(f"cannot write {path}: it is a folder; give the name of a file")
