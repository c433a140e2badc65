"""POLECAT: rows as published, and the ways in which its files are misformatted."""

from __future__ import annotations

import pytest

COLUMNS = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|"
    "Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|"
    "Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|"
    "Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|"
    "District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
USUAL = {
    "Event ID": "P1",
    "Event Date": "2021-06-07",
    "Event Type": "AID",
    "Event Mode": "None",
    "Intensity": "7.0",
    "Quad Code": "MATERIAL COOPERATION",
    "Contexts": "health;economic",
    "Actor Name": "Ministry of Health",
    "Actor Country": "CUB",
    "Primary Actor Sector": "GOV",
    "Recipient Name": "Angola",
    "Recipient Country": "AGO",
    "Primary Recipient Sector": "GOV",
    "Placename": "Luanda",
    "Latitude": "-8.8",
    "Longitude": "13.2",
    "Source": "Jornal",
    "Publication Date": "2021-06-08",
    "Language": "pt",
    "Version": "1",
}
HEADER = "\t".join(COLUMNS)


def cells_of(**cells: str) -> list[str]:
    row = USUAL | {name.replace("_", " "): text for name, text in cells.items()}
    return [row.get(name, "None") for name in COLUMNS]


def line_of(**cells: str) -> str:
    return "\t".join(cells_of(**cells))


def torn(at: str, pieces: list[str]) -> str:
    """A line in which one cell is several."""
    cells, place = cells_of(), COLUMNS.index(at)
    return "\t".join([*cells[:place], *pieces, *cells[place + 1 :]])


def test_codes_and_contexts_become_actors_and_sector(dataset, write) -> None:
    dataset.take(write("polecat.txt", f"{HEADER}\n{line_of()}\n"))
    row = dataset.rows().row(0, named=True)
    assert (row["source"], row["source_role"], row["target"], row["target_role"]) == (
        "CUB",
        "government",
        "AGO",
        "",
    )
    assert (row["action"], row["sector"], row["goldstein"]) == ("AID", "humanitarian", 7.0)


def test_retreat_is_concession_and_several_states_are_kept(dataset, write) -> None:
    line = line_of(Event_Type="RETREAT", Actor_Country="PER; CHL", Intensity="None")
    dataset.take(write("polecat.txt", f"{HEADER}\n{line}\n"))
    row = dataset.rows().row(0, named=True)
    assert (row["action"], row["source"]) == ("CONCEDE", "PER;CHL")
    assert row["goldstein"] == 5.0


def test_repeated_header_is_rejected_and_the_rest_is_read(dataset, write) -> None:
    done = dataset.take(write("p.txt", f"{HEADER}\n{line_of()}\n{HEADER}\n{line_of()}\n"))
    assert done.taken == 2
    assert dataset.rejected()["reason"].to_list() == ["the header again"]
    assert dataset.rejected()["line"].to_list() == [3]


def test_header_with_a_headline_that_the_rows_lack_is_read(dataset, write) -> None:
    header = "\t".join([*COLUMNS[:7], "Headline", *COLUMNS[7:]])
    done = dataset.take(write("p.txt", f"{header}\n{line_of()}\n{line_of()}\n"))
    assert done.taken == 2
    assert dataset.rows()["source"].to_list() == ["CUB", "CUB"]


def test_headline_in_some_rows_only_is_dropped(dataset, write) -> None:
    headline = "Doctors from Havana arrive in Luanda by plane"
    extra = "\t".join([*cells_of()[:7], headline, *cells_of()[7:]])
    done = dataset.take(write("p.txt", f"{HEADER}\n{line_of()}\n{extra}\n{line_of()}\n"))
    assert done.taken == 3
    assert dataset.rows()["source_name"].to_list() == ["Ministry of Health"] * 3


def test_empty_columns_at_the_end_are_dropped(dataset, write) -> None:
    done = dataset.take(write("p.txt", f"{HEADER}\n{line_of()}\t\t\n{line_of()}\n"))
    assert done.taken == 2


@pytest.mark.parametrize("at", ["Actor Name", "Placename", "Story People", "Contexts"])
def test_cell_torn_by_a_tab_is_joined(dataset, write, at: str) -> None:
    text = f"{HEADER}\n{line_of()}\n{torn(at, ['one', 'two'])}\n"
    done = dataset.take(write("p.txt", text))
    assert done.taken == 2
    row = dataset.rows().row(1, named=True)
    assert (row["source"], row["target"], row["latitude"]) == ("CUB", "AGO", -8.8)


def test_row_that_fits_no_way_is_rejected(dataset, write) -> None:
    text = f"{HEADER}\n{line_of()}\n{torn('Event Date', ['June', '7th', '2021'])}\n{'x'}\n"
    dataset.take(write("p.txt", text))
    reasons = dataset.rejected()["reason"].to_list()
    assert reasons == [
        "42 columns, 40 expected; no reading puts them in their places",
        "1 columns, 40 expected",
    ]


@pytest.mark.parametrize("at", ["Actor Name", "Placename"])
def test_a_torn_cell_is_joined_where_cells_without_a_value_are_empty(dataset, write, at) -> None:
    cells = [cell if cell != "None" else "" for cell in cells_of(Primary_Recipient_Sector="None")]
    place = COLUMNS.index(at)
    text = "\t".join([*cells[:place], "one", "two", *cells[place + 1 :]])
    dataset.take(write("polecat.txt", f"{HEADER}\n{line_of()}\n{text}\n"))
    row = dataset.rows().row(1, named=True)
    assert (row["source"], row["target"], row["latitude"]) == ("CUB", "AGO", -8.8)
