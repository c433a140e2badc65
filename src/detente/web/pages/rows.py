"""One row of an imported dataset: everything it says, and where it was read."""

from __future__ import annotations

import re
from dataclasses import asdict

from detente.errors import Missing
from detente.model import DatasetRow, Evidence
from detente.pipeline_series import cited_rows, held_by
from detente.web.asking import Ask
from detente.web.page import Page

KEY = re.compile(r"[0-9a-f]{1,64}:\d{1,15}")


def show(ask: Ask) -> Page:
    """A row by dataset and key.

    Raises:
        Missing: if there is no such row.
    """
    dataset, key = ask.path["dataset"], ask.path["row"]
    row = _row(ask, dataset, key)
    codes = {code: ask.name_of(code) for code in (row.source, row.target) if code}
    values = {**asdict(row), "names": codes, "later": row.day > ask.as_of}
    return Page("row.html.j2", f"{dataset}, {row.file}, line {row.line}", values)


def _row(ask: Ask, dataset: str, key: str) -> DatasetRow:
    # Names from an address are compared with what is there and never joined to a path.
    held = {one.name for one in held_by(ask.project, known_at=ask.known_at)}
    if dataset not in held:
        raise Missing(f"there is no dataset {dataset!r}; see: detente datasets list")
    found: dict[tuple[str, str], DatasetRow] = {}
    if KEY.fullmatch(key):
        found = cited_rows(ask.project, [Evidence(dataset=dataset, row=key)])
    if (dataset, key) not in found:
        raise Missing(f"the dataset {dataset} has no row {key!r}; files may have been removed")
    return found[dataset, key]
