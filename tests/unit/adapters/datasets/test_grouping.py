"""Reports of one happening are one event, with both counts."""

from __future__ import annotations

import polars as pl

from detente.adapters.datasets.grouping import Limits, event_files, group_years, stale_years

LIMITS = Limits(memory_bytes=200_000_000, threads=1)


def grouped(dataset) -> list[dict]:
    group_years(dataset.folder, stale_years(dataset.folder), LIMITS)
    events = pl.concat([pl.read_parquet(one) for one in event_files(dataset.folder)])
    return events.sort("day", "source", "target", "action").to_dicts()


def test_same_day_dyad_and_action_are_one_event(dataset, write) -> None:
    text = (
        "date,source,target,action,reports,publisher\n"
        "2020-01-02,CHL,PER,040,3,A\n"
        "2020-01-02,Chile,Peru,0211,1,B\n"
        "2020-01-02,CHL,PER,042,2,B\n"
        "2020-01-02,PER,CHL,042,1,B\n"
        "2020-01-03,CHL,PER,042,1,B\n"
    )
    dataset.take(write("t.csv", text))
    events = grouped(dataset)
    assert [(e["source"], e["action"], e["n_rows"], e["n_reports"]) for e in events] == [
        ("CHL", "CONSULT", 2, 5),
        ("CHL", "REQUEST", 1, 1),
        ("PER", "CONSULT", 1, 1),
        ("CHL", "CONSULT", 1, 1),
    ]
    assert events[0]["n_publishers"] == 2
    assert events[1]["sector"] == "economic"


def test_statements_and_scores_are_no_events(dataset, write) -> None:
    dataset.take(write("t.csv", "date,source,target,action\n2020-01-02,CHL,PER,010\n"))
    dataset.take(write("s.csv", "date,source,target,score\n2020-01-02,CHL,PER,4\n"))
    assert grouped(dataset) == []


def test_parties_without_a_code_are_told_apart_by_name(dataset, write) -> None:
    text = (
        "date,source,target,action\n"
        "2020-01-02,Front of the Hills,PER,190\n"
        "2020-01-02,Front of the Hills,PER,193\n"
        "2020-01-02,Band of the Coast,PER,190\n"
    )
    dataset.take(write("t.csv", text))
    events = grouped(dataset)
    assert sorted((e["source_name"], e["n_rows"]) for e in events) == [
        ("Band of the Coast", 1),
        ("Front of the Hills", 2),
    ]


def test_only_years_with_new_rows_are_grouped_again(dataset, write) -> None:
    dataset.take(write("t.csv", "date,source,target,action\n2020-01-02,CHL,PER,040\n"))
    assert stale_years(dataset.folder) == [2020]
    grouped(dataset)
    assert stale_years(dataset.folder) == []
    dataset.take(write("u.csv", "date,source,target,action\n2021-01-02,CHL,PER,040\n"))
    assert stale_years(dataset.folder) == [2021]
    assert len(grouped(dataset)) == 2


def counted(dataset) -> tuple[int, list[tuple]]:
    years = stale_years(dataset.folder)
    copies = group_years(dataset.folder, years, LIMITS)
    return copies, [(e["source"], e["n_rows"], e["n_reports"]) for e in grouped(dataset)]


ICEWS = "Event ID\tEvent Date\tSource Name\tCAMEO Code\tTarget Name\n"


def test_records_that_a_month_and_its_year_hold_count_once(dataset, write) -> None:
    month = "7\t2020-01-02\tChile\t040\tPeru\n8\t2020-01-02\tChile\t042\tPeru\n"
    dataset.take(write("month.tab", ICEWS + month))
    dataset.take(write("year.tab", ICEWS + month + "9\t2020-01-02\tChile\t042\tPeru\n"))
    assert dataset.rows().height == 5
    assert counted(dataset) == (2, [("CHL", 3, 3)])


def test_equal_numbers_of_different_rows_of_plain_tables_are_no_copies(dataset, write) -> None:
    header = "event_id,date,source,target,action\n"
    dataset.take(write("a.csv", header + "1,2020-01-02,CHL,PER,040\n2,2020-01-03,CHL,PER,040\n"))
    dataset.take(write("b.csv", header + "1,2020-01-02,BOL,PER,040\n2,2020-01-03,CHL,PER,040\n"))
    copies, events = counted(dataset)
    assert copies == 1
    assert sorted(events) == [("BOL", 1, 1), ("CHL", 1, 1), ("CHL", 1, 1)]


def test_rows_of_one_file_with_the_same_number_all_count(dataset, write) -> None:
    dataset.take(write("a.tab", ICEWS + "7\t2020-01-02\tChile\t040\tPeru\n" * 2))
    dataset.take(write("b.tab", ICEWS + "8\t2020-01-02\tPeru\t040\tChile\n"))
    assert counted(dataset) == (0, [("CHL", 2, 2), ("PER", 1, 1)])
