"""Event datasets: files of millions of dated rows, read as they are published.

Each format has a module that says which of its columns become which of ours (`rows.ROW_SCHEMA`);
`lines` reads any of them in chunks, so that memory stays flat, and `importing` writes Parquet.
"""

from __future__ import annotations

from detente.adapters.datasets.importing import Imported, import_files
from detente.adapters.datasets.sniffing import KINDS, sniff

__all__ = ["KINDS", "Imported", "import_files", "sniff"]
