"""A dataset to import into, and files as their publishers write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from detente.adapters.datasets.importing import Imported, Task, import_files
from detente.adapters.datasets.mapping import Mapped
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.sniffing import layout_as, sniff

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@dataclass
class Dataset:
    """A dataset in a folder of its own."""

    folder: Path
    naming: Naming
    chunk_bytes: int = 1 << 20

    def take(self, path: Path, kind: str = "", mapping: Mapped | None = None) -> Imported:
        """Import one file, of a kind that is told or said."""
        layout = layout_as(path, kind, mapping) if kind else sniff(path, mapping)
        assert layout is not None, "the kind was not told"
        task = Task(self.folder, "test", NOW, self.naming, self.chunk_bytes)
        return import_files(task, [(path, layout)], lambda *_: None)

    def rows(self) -> pl.DataFrame:
        return self._table("rows")

    def rejected(self) -> pl.DataFrame:
        return self._table("rejected")

    def _table(self, name: str) -> pl.DataFrame:
        parts = sorted((self.folder / name).rglob("*.parquet"))
        frames = [pl.read_parquet(part, hive_partitioning=False) for part in parts]
        return pl.concat(frames).sort("line") if frames else pl.DataFrame()


@pytest.fixture(scope="session")
def naming() -> Naming:
    return Naming()


@pytest.fixture
def dataset(tmp_path: Path, naming: Naming) -> Dataset:
    return Dataset(tmp_path / "datasets" / "test", naming)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file and says where."""

    def writer(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return writer
