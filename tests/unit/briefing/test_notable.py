"""The events of datasets that a page lists, and what its opening says of wholes."""

from __future__ import annotations

from datetime import date

import numpy as np

from detente.briefing.notable import cited_of, most_reported, notable_events
from detente.briefing.portfolio import matrix_of
from detente.briefing.takeaways import Takeaways
from detente.model import DatasetRow, Evidence, Item
from detente.series import Coverage, Series, day_number

LAST = day_number(date(2024, 6, 1))


def series(days: list[int], reports: list[int], sector: str = "legal") -> Series:
    counts = np.ones(len(days), dtype=np.int64)
    return Series(
        "set", "NOR", "ISL", np.array(days), counts * 1.0, counts, np.array(reports),
        Coverage(LAST - 900, np.ones(901)), tuple(f"r{day}" for day in days), sector=sector,
    )  # fmt: skip


def row(key: str) -> DatasetRow:
    day = date(2024, 5, 2)
    return DatasetRow(
        "set", key, "f.csv", 3, day, day, source="NOR", target="ISL", action="THREATEN",
        weight=-7.0, sector="legal",
    )  # fmt: skip


def test_the_most_reported_of_the_last_half_year_are_told() -> None:
    days = [LAST - 400, LAST - 60, LAST - 30, LAST]
    found = most_reported([series(days, [90, 7, 3, 1])], "NOR")
    assert found == {("set", f"r{LAST - 60}"): 7, ("set", f"r{LAST - 30}"): 3}
    assert most_reported([], "NOR") == {}


def test_at_most_six_days_of_a_dyad_and_sector_are_told() -> None:
    days = list(range(LAST - 20, LAST))
    found = most_reported([series(days, list(range(2, 22)))], "NOR")
    assert sorted(found.values()) == [16, 17, 18, 19, 20, 21]


def test_a_line_says_who_what_and_how_often_it_was_told() -> None:
    reports = {("set", "a"): 7, ("set", "gone"): 2}
    (line,) = notable_events(reports, {("set", "a"): row("a")}, named=str)
    assert line.text == "NOR → ISL: threat, legal, weight −7.0; 7 reports on the day in set."
    assert line.evidence == (Evidence(dataset="set", row="a", published=date(2024, 5, 2)),)
    assert cited_of([("set", "a")]) == [Evidence(dataset="set", row="a")]
    assert (line.fields["n_reports"], line.fields["n_documents"]) == (7, 0)


def cell(other: str, sector: str, level: float, rows: int) -> Item:
    fields = {
        "counterpart": other, "sector": sector, "level": level, "low": level - 1,
        "high": level + 1, "n_rows": rows, "n_reports": rows, "direction": "steady",
    }  # fmt: skip
    proof = Evidence(dataset="set", row=f"{other}{sector}", published=date(2024, 5, 2))
    return Item("portfolio", "A cell.", (proof,), fields, id=f"{other}{sector}")


def test_datasets_are_compared_by_wholes_and_thin_ones_lead_nowhere() -> None:
    cells = (
        cell("ISL", "diplomatic", 5.0, 100),
        cell("ISL", "legal", -7.0, 300),
        cell("SWE", "diplomatic", 4.0, 100),
        cell("DNK", "diplomatic", 9.0, 3),
    )
    names = {"ISL": "Iceland", "SWE": "Sweden", "DNK": "Denmark"}
    opening = Takeaways(
        {"portfolio": cells}, matrix_of(cells, names), actor="NOR", as_of=date(2024, 6, 1),
        names=names,
    )  # fmt: skip
    texts = [item.text for item in opening.choose(7)]
    assert texts[0].startswith("Relations with Sweden are closest: +4.0")
    assert texts[1].startswith("Relations with Iceland are worst: −4.0")
