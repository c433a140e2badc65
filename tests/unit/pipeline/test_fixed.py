"""Rows of a dataset become lines of action that were fixed, as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from detente.model import View
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_fixed import fixed_items, step_acts
from detente.pipeline_project import Project, open_project
from detente.pipeline_series import cited_rows, held_by

START = date(2015, 1, 1)
NOW = datetime(2021, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    chance = np.random.default_rng(8)
    rows = ["date,source,target,cameo"]
    for number in range(2100):
        day = START + timedelta(number)
        if chance.random() < 0.04:
            rows.append(f"{day},PER,CHL,040")
        if chance.random() < (0.01 if number < 1000 else 0.14):
            rows.append(f"{day},CHL,PER,062")
        if chance.random() < 0.03:
            rows.append(f"{day},PER,BOL,111")
    rows += [f"{START + timedelta(1000)},PER,CHL,057", f"{START + timedelta(1001)},PER,CHL,057"]
    folder = tmp_path_factory.mktemp("fixed")
    (folder / "rows.csv").write_text("\n".join(rows) + "\n")
    with open_project(folder / "project") as opened:
        asked = Asked("plain")
        import_datasets(opened, [folder / "rows.csv"], asked, now=NOW, tell=lambda *_: None)
        yield opened


def _found(project: Project, as_of: date) -> list[str]:
    view = View("CHL", as_of, {})
    held = list(held_by(project))
    items = fixed_items(project, view, held, named=lambda code: code)
    for item in items:
        days = [row.day for row in cited_rows(project, item.evidence).values()]
        assert len(days) == len(item.evidence) >= 5
        assert all(day is not None and day <= as_of for day in days)
    return [item.text for item in items]


def test_either_side_sees_the_line_with_rows_that_exist(project: Project) -> None:
    (line,) = _found(project, START + timedelta(2000))
    assert "military" in line and "27 to 28 September 2017" in line and "24 months since" in line


def test_nothing_is_known_of_it_before_it_was_kept(project: Project) -> None:
    assert _found(project, START + timedelta(1100)) == []


def test_cooperation_has_one_cell_for_both_directions(project: Project) -> None:
    view = View("CHL", START + timedelta(2000), {})
    cells = [acts for held in held_by(project) for acts in step_acts(project, view, held)]
    assert [(one.source, one.target, one.bearing) for one in cells] == [
        ("CHL", "PER", "cooperation")
    ]
