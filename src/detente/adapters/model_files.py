"""Fitted models on disk: plain arrays by a digest of data and settings, never pickled objects."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import detente

# Counted up when what is kept means something else than before.
FORM = 2
MOST_FILES = 60
Arrays = Mapping[str, NDArray[Any]]


class ModelFiles:
    """The models that a project keeps; each can be made again at any time.

    Attributes:
        folder: where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, what: str, *said: object) -> Path:
        """The file of a model: what it is, and a digest of everything that it depends on."""
        parts = [str(FORM), detente.__version__, *map(repr, said)]
        digest = sha256("\n".join(parts).encode()).hexdigest()[:20]
        return self.folder / f"{what}-{digest}.npz"

    def read(self, path: Path) -> dict[str, NDArray[Any]] | None:
        """The arrays of a file; None where it isn't there or is damaged."""
        try:
            with np.load(path, allow_pickle=False) as held:
                found = {name: held[name] for name in held.files}
            os.utime(path)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return found

    def write(self, path: Path, arrays: Arrays) -> None:
        """Keep arrays; of more than 60 files those that were not read for longest go.

        A disk that can't be written to costs time and nothing else: the model is made again.
        """
        unfinished = path.with_suffix(f".unfinished{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as out:
                np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
            os.replace(unfinished, path)
            held = sorted(self.folder.glob("*.npz"), key=lambda one: one.stat().st_mtime_ns)
            for old in held[:-MOST_FILES]:
                old.unlink(missing_ok=True)
        except OSError:
            unfinished.unlink(missing_ok=True)
