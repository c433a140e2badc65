"""ICEWS: rows as published, and quadruples beside their tables of names."""

from __future__ import annotations

import pytest

from detente.adapters.datasets.icews import COLUMNS
from detente.adapters.datasets.mapping import Mapped
from detente.errors import InputError

USUAL = {
    "Event ID": "31",
    "Event Date": "2017-05-06",
    "Source Name": "Police (Peru)",
    "Source Sectors": "Police,Government",
    "Source Country": "Peru",
    "Event Text": "Consult",
    "CAMEO Code": "040",
    "Intensity": "1.0",
    "Target Name": "Brazil",
    "Target Sectors": "NA",
    "Target Country": "Brazil",
    "Story ID": "900",
    "Publisher": "Diario",
    "City": "Iquitos",
    "District": "NA",
    "Province": "Loreto",
    "Country": "Peru",
    "Latitude": "-3.7",
    "Longitude": "-73.2",
}


def table(*rows: dict[str, str]) -> str:
    lines = ["\t".join((USUAL | row).get(name, "") for name in COLUMNS) for row in rows]
    return "\n".join(["\t".join(COLUMNS), *lines]) + "\n"


def test_names_sectors_and_states_become_actors_with_roles(dataset, write) -> None:
    dataset.take(write("events.tab", table({})))
    row = dataset.rows().row(0, named=True)
    assert (row["source"], row["source_role"], row["source_name"]) == (
        "PER",
        "police",
        "Police (Peru)",
    )
    assert (row["target"], row["target_role"]) == ("BRA", "")
    assert (row["action"], row["sector"], row["line"]) == ("CONSULT", "unspecified", 2)
    assert row["place"] == "Iquitos, Loreto, Peru"


def test_title_counts_where_the_code_is_missing_and_a_body_has_its_own_code(dataset, write) -> None:
    row = {
        "CAMEO Code": "NA",
        "Event Text": "Impose embargo, boycott, or sanctions",
        "Source Name": "European Union",
        "Source Country": "NA",
        "Intensity": "",
    }
    dataset.take(write("events.tab", table(row)))
    found = dataset.rows().row(0, named=True)
    assert (found["source"], found["action"], found["sector"]) == ("EU", "SANCTION", "economic")
    assert found["goldstein"] == -8.0


def test_quotes_in_cells_are_just_characters(dataset, write) -> None:
    text = table({"Source Name": 'Union "Sur'}, {"Event ID": "32"})
    assert dataset.take(write("events.tab", text)).taken == 2


def quadruples(write, rows: str, folder: str = "icews14") -> object:
    write(f"{folder}/entity2id.txt", "Peru\t0\nPolice_(Brazil)\t1\n")
    write(f"{folder}/relation2id.txt", "Make_a_visit\t0\nDance\t1\n")
    return write(f"{folder}/train.txt", rows)


def test_quadruples_are_named_and_dated_by_their_folder(dataset, write) -> None:
    dataset.take(quadruples(write, "0\t0\t1\t48\t-1\n1\t0\t0\t72\t-1\n"))
    row = dataset.rows().row(0, named=True)
    assert (str(row["day"]), row["action"]) == ("2014-01-03", "CONSULT")
    assert (row["source"], row["target"], row["target_role"]) == ("PER", "BRA", "police")


def test_quadruples_without_names_or_code_are_rejected(dataset, write) -> None:
    done = dataset.take(quadruples(write, "0\t0\t1\t24\n7\t0\t1\t24\n0\t1\t1\t24\n"))
    assert done.taken == 1
    assert dataset.rejected()["reason"].to_list() == [
        "no name for 7 in entity2id.txt",
        "'Dance' is no title of CAMEO",
    ]


def test_one_cell_that_is_no_number_costs_its_row_alone(dataset, write) -> None:
    rows = (
        "0\t0\t1\t24\n" * 50 + "0\t0\t1\t24\nx\t0\t1\t24\n0\t0\t1\tnoon\n1\t\t0\t24\n1\t0\t0\t48\n"
    )
    done = dataset.take(quadruples(write, rows))
    assert done.taken == 52
    assert dataset.rows()["line"].to_list()[-2:] == [51, 55]
    assert dataset.rejected()["reason"].to_list() == [
        "no name for x in entity2id.txt",
        "time 'noon' is no number",
        "no name for  in relation2id.txt",
    ]


def test_numbers_of_the_tables_may_have_gaps(dataset, write) -> None:
    write("icews14/entity2id.txt", "Peru\t7\nBrazil\t900000000\nChile\t3\n")
    write("icews14/relation2id.txt", "Make_a_visit\t12\n")
    path = write("icews14/train.txt", "7\t12\t900000000\t24\n3\t12\t8\t24\n3\t12\t7\t24\n")
    assert dataset.take(path).taken == 2
    assert dataset.rows()["source"].to_list() == ["PER", "CHL"]
    assert dataset.rows()["target"].to_list() == ["BRA", "PER"]


def test_a_time_beyond_the_calendar_is_no_day(dataset, write) -> None:
    rows = "0\t0\t1\t24\n0\t0\t1\t99999999999999\n"
    done = dataset.take(quadruples(write, rows))
    assert (done.taken, dataset.rejected()["line"].to_list()) == (1, [2])


def test_first_day_of_other_splits_has_to_be_said(dataset, write) -> None:
    from datetime import date

    path = quadruples(write, "0\t0\t1\t24\n", folder="mine")
    with pytest.raises(InputError, match="day of time 0"):
        dataset.take(path, "icews")
    dataset.take(path, "icews", Mapped(start=date(2020, 5, 1)))
    assert str(dataset.rows()["day"][0]) == "2020-05-02"


def _row_of(dataset, path) -> tuple[object, ...]:
    dataset.take(path)
    row = dataset.rows().row(0, named=True)
    return row["source"], row["source_role"], row["target"], row["action"], row["place"]


WRITTEN_ANEW = ("PER", "police", "BRA", "CONSULT", "Iquitos, Loreto, Peru")


def test_names_of_columns_that_another_program_wrote_anew_are_known(dataset, write) -> None:
    head, row, _ = table({}).split("\n")
    under = head.lower().replace(" ", "_")
    assert _row_of(dataset, write("r.tab", f"{under}\n{row}\n")) == WRITTEN_ANEW


def test_cells_in_quotes_and_commas_are_read(dataset, write) -> None:
    lines = [line.split("\t") for line in table({}).strip().split("\n")]
    text = "\n".join(",".join(f'"{cell}"' for cell in cells) for cells in lines)
    assert _row_of(dataset, write("r.csv", text + "\n")) == WRITTEN_ANEW


def test_quoted_cells_between_tabs_are_read(dataset, write) -> None:
    lines = [line.split("\t") for line in table({}).strip().split("\n")]
    text = "\n".join("\t".join(f'"{cell}"' for cell in cells) for cells in lines)
    assert _row_of(dataset, write("q.tab", text + "\n")) == WRITTEN_ANEW


def test_rows_without_a_header_are_known_by_day_and_code(dataset, write) -> None:
    _, row, _ = table({}).split("\n")
    assert _row_of(dataset, write("r.tab", f"{row}\n")) == WRITTEN_ANEW
    assert dataset.rows()["line"].to_list() == [1]
