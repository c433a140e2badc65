"""What datasets say of a state: as of a day, as known then, of whom, with which rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from detente.model import Evidence
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_project import Project, open_project
from detente.pipeline_series import cited_rows, held_by, read_series
from detente.series import Series, day_number

HEAD = "date,source,target,action,reports,publisher\n"
EARLY, LATE = datetime(2021, 1, 1, tzinfo=UTC), datetime(2021, 6, 1, tzinfo=UTC)
AS_OF = date(2021, 12, 31)
Take = Callable[..., None]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(tmp_path / "project") as opened:
        yield opened


@pytest.fixture
def take(project: Project, tmp_path: Path) -> Take:
    """Imports lines of a plain table."""

    def taking(name: str, *lines: str, now: datetime = EARLY) -> None:
        path = tmp_path / name
        path.write_text(HEAD + "".join(f"{line}\n" for line in lines))
        import_datasets(project, [path], Asked("plain"), now=now, tell=lambda *_: None)

    return taking


def sectors_of(series: tuple[Series, ...]) -> list[Series]:
    return [row for row in series if row.sector]


def one(series: tuple[Series, ...], source: str, target: str) -> Series:
    (found,) = [row for row in sectors_of(series) if row.dyad == (source, target)]
    return found


def test_a_day_is_one_reading_with_both_counts_and_a_row(project: Project, take: Take) -> None:
    take(
        "t.csv",
        "2020-01-02,CHL,PER,040,3,A",
        "2020-01-02,CHL,PER,040,2,B",
        "2020-01-02,CHL,PER,020,4,A",
        "2020-01-05,CHL,PER,040,1,A",
        "2020-01-05,PER,CHL,040,1,A",
    )
    read = one(read_series(project, "CHL", as_of=AS_OF), "CHL", "PER")
    assert read.counts.tolist() == [2, 1]
    assert read.reports.tolist() == [9, 1]
    assert read.days.tolist() == [day_number(date(2020, 1, 2)), day_number(date(2020, 1, 5))]
    rows = cited_rows(project, [Evidence(dataset="plain", row=read.rows[0])])
    (row,) = rows.values()
    assert (row.line, row.action, row.source) == (2, "CONSULT", "CHL")
    assert read.values[1] == pytest.approx(row_weight(project, read.rows[1]))


def row_weight(project: Project, key: str) -> float:
    (row,) = cited_rows(project, [Evidence(dataset="plain", row=key)]).values()
    assert row.weight is not None
    return row.weight


def test_acts_of_rebels_are_not_acts_of_their_state(project: Project, take: Take) -> None:
    take(
        "t.csv",
        "2020-01-02,COLREB,VEN,190,1,A",
        "2020-01-02,COLMIL,VEN,190,1,A",
        "2020-01-03,COLREB,VEN,190,1,A",
        "2020-01-04,VEN,COLOPP,040,1,A",
    )
    (read,) = sectors_of(read_series(project, "COL", as_of=AS_OF))
    assert read.dyad == ("COL", "VEN")
    assert read.counts.tolist() == [1]


def test_what_happened_after_the_day_is_not_in_it(project: Project, take: Take) -> None:
    take("t.csv", "2020-01-02,CHL,PER,040,1,A", "2020-03-02,CHL,PER,040,1,A")
    early = one(read_series(project, "CHL", as_of=date(2020, 2, 1)), "CHL", "PER")
    assert len(early.days) == 1
    assert early.coverage.last_day <= day_number(date(2020, 2, 1))
    assert read_series(project, "CHL", as_of=date(2019, 12, 31)) == ()


def test_what_was_imported_later_was_not_known(project: Project, take: Take) -> None:
    take("one.csv", "2020-01-02,CHL,PER,040,1,A")
    take("two.csv", "2020-01-02,CHL,PER,040,5,B", "2020-01-09,CHL,PER,040,1,B", now=LATE)
    now = one(read_series(project, "CHL", as_of=AS_OF), "CHL", "PER")
    known = held_by(project, known_at=EARLY)
    then = one(read_series(project, "CHL", as_of=AS_OF, held=known), "CHL", "PER")
    assert (now.counts.tolist(), now.reports.tolist()) == ([1, 1], [6, 1])
    assert (then.counts.tolist(), then.reports.tolist()) == ([1], [1])
    before = datetime(2020, 12, 31, tzinfo=UTC)
    assert read_series(project, "CHL", as_of=AS_OF, held=held_by(project, known_at=before)) == ()


def test_an_import_renews_what_was_derived(project: Project, take: Take) -> None:
    take("one.csv", "2020-01-02,CHL,PER,040,1,A")
    assert len(sectors_of(read_series(project, "CHL", as_of=AS_OF))) == 1
    take("two.csv", "2020-01-09,CHL,BOL,040,1,B")
    assert len(sectors_of(read_series(project, "CHL", as_of=AS_OF))) == 2
    kept = list((project.path / "datasets/plain/series").glob("own-CHL-*"))
    assert len(kept) == 1


def test_counterparts_among_each_other_come_with_sectors_together(
    project: Project, take: Take
) -> None:
    take(
        "t.csv",
        "2020-01-02,CHL,PER,040,1,A",
        "2020-01-02,CHL,BOL,040,1,A",
        "2020-01-03,PER,BOL,040,1,A",
        "2020-01-03,PER,BOL,061,1,A",
        "2020-01-03,PER,USA,040,1,A",
        "1999-01-03,PER,BOL,040,1,A",
    )
    others = [row for row in read_series(project, "CHL", as_of=AS_OF) if "CHL" not in row.dyad]
    (legs,) = others
    assert (legs.dyad, legs.sector, legs.counts.tolist()) == (("PER", "BOL"), "", [2])


def test_a_row_that_is_not_there_is_not_made_up(project: Project, take: Take) -> None:
    take("t.csv", "2020-01-02,CHL,PER,040,1,A")
    missing = [Evidence(dataset="plain", row="abc:2"), Evidence(dataset="other", row="x")]
    assert cited_rows(project, missing) == {}


def test_acts_are_also_there_by_quad_class_and_all_together(project: Project, take: Take) -> None:
    take(
        "t.csv",
        "2020-01-02,CHL,PER,040,1,A",
        "2020-01-02,CHL,PER,190,1,A",
        "2020-01-02,CHL,PER,070,1,A",
    )
    series = read_series(project, "CHL", as_of=AS_OF)
    quads = {row.quad: row.counts.tolist() for row in series if row.quad}
    assert quads == {
        "verbal cooperation": [1],
        "material conflict": [1],
        "material cooperation": [1],
    }
    (together,) = [row for row in series if not row.quad and not row.sector]
    assert together.counts.tolist() == [3]


def test_a_dataset_that_stops_sees_nothing_after_its_end(project: Project, take: Take) -> None:
    days = [f"2020-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 29)]
    take("t.csv", *(f"{day},CHL,PER,040,1,A" for day in days))
    read = one(read_series(project, "CHL", as_of=AS_OF), "CHL", "PER")
    asked = np.array([day_number(date(2020, 2, 10)), day_number(date(2020, 9, 1))])
    assert read.coverage.at(asked).tolist() == [1.0, 0.0]
