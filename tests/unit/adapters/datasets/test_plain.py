"""Plain tables and daily scores, by their headers or by a mapping file."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from detente.adapters.datasets.mapping import read_mapping
from detente.adapters.datasets.sniffing import sniff
from detente.errors import InputError


def test_usual_names_of_columns_need_no_mapping(dataset, write) -> None:
    text = "date,actor1,actor2,code\n2020-01-02,Chile,PER,0211\n2020-01-03,CHLGOV,Peru,yield\n"
    done = dataset.take(write("t.csv", text))
    rows = dataset.rows()
    assert done.records[0].kind == "plain"
    assert rows["source"].to_list() == ["CHL", "CHL"]
    assert rows["action"].to_list() == ["REQUEST", "CONCEDE"]
    assert rows["sector"].to_list() == ["economic", "unspecified"]


def test_mapping_file_names_columns_constants_and_form_of_days(dataset, write) -> None:
    mapping = write(
        "map.toml",
        '[columns]\nday = "when"\ntarget = "whom"\naction = "what"\nsector = "field"\n'
        '[constants]\nsource = "EGY"\n[file]\ndelimiter = ";"\ndate_format = "%d/%m/%Y"\n',
    )
    text = "when;whom;what;field\n05/03/2019;Sudan;042;energy\n2019-03-05;Sudan;042;\n"
    done = dataset.take(write("t.csv", text), "plain", read_mapping(mapping))
    row = dataset.rows().row(0, named=True)
    assert (row["source"], row["target"], str(row["day"])) == ("EGY", "SDN", "2019-03-05")
    assert row["sector"] == "energy"
    assert done.reasons.total() == 1


def test_cells_in_quotes_may_hold_delimiters_and_line_ends(dataset, write) -> None:
    text = (
        "date,source,target,action,place\n"
        '2020-01-02,CHL,PER,040,"Arica,\nby the ""sea"""\n'
        "2020-01-03,CHL,PER,040,Tacna\n"
        '2020-01-04,CHL,PER,040,"never closed\n'
        "2020-01-05,CHL,PER,040,Tacna\n"
    )
    done = dataset.take(write("t.csv", text))
    assert dataset.rows()["place"].to_list() == ['Arica,\nby the "sea"', "Tacna", "Tacna"]
    assert dataset.rows()["line"].to_list() == [2, 4, 6]
    assert dataset.rejected()["line"].to_list() == [5]
    assert done.read == 4


def test_record_over_the_edge_of_a_chunk_is_whole(dataset, write) -> None:
    rows = "".join(f'2020-01-02,CHL,PER,040,"place {n},\nline two"\n' for n in range(40))
    dataset.chunk_bytes = 70
    done = dataset.take(write("t.csv", f"date,source,target,action,place\n{rows}"))
    assert (done.taken, done.reasons.total()) == (40, 0)
    assert dataset.rows()["line"].to_list() == list(range(2, 82, 2))


def test_scores_have_no_direction_and_no_act(dataset, write) -> None:
    mapping = write("m.toml", '[constants]\nsource = "Cuba"\n[columns]\ntarget = "other"\n')
    text = "date,other,score\n2020-01-02,Haiti,-3.5\n2020-01-02,JAM,much\n"
    dataset.take(write("s.csv", text), "scores", read_mapping(mapping))
    row = dataset.rows().row(0, named=True)
    assert (row["source"], row["target"], row["score"]) == ("CUB", "HTI", -3.5)
    assert (row["directed"], row["action"], row["goldstein"]) == (False, "", None)
    assert dataset.rejected()["reason"].to_list() == ["score 'much' is no number"]


def test_parquet_is_read_with_typed_columns(dataset, tmp_path: Path) -> None:
    from datetime import date

    table = pl.DataFrame(
        {
            "day": [date(2021, 4, 5), None],
            "source": ["NPL", "NPL"],
            "target": ["BTN", "BTN"],
            "action": ["AID", "AID"],
            "reports": [3, 1],
        }
    )
    table.write_parquet(tmp_path / "t.parquet")
    dataset.take(tmp_path / "t.parquet")
    assert dataset.rows()["reports"].to_list() == [3]
    assert dataset.rejected()["line"].to_list() == [2]


def test_missing_column_and_unknown_field_are_errors_with_the_next_step(dataset, write) -> None:
    path = write("t.csv", "when,who\n2020-01-02,CHL\n")
    with pytest.raises(InputError, match=r"t\.csv:1: .*day, source, target.*--mapping"):
        dataset.take(path, "plain")
    with pytest.raises(InputError, match="moon is no part of a mapping"):
        read_mapping(write("m.toml", '[columns]\nmoon = "x"\n'))
    with pytest.raises(InputError, match="no column 'colour' for day"):
        dataset.take(path, "plain", read_mapping(write("n.toml", '[columns]\nday = "colour"\n')))


def test_a_table_of_documents_is_no_dataset(write) -> None:
    path = write("texts.csv", "date,title,text\n2020-01-02,News,Chile and Peru met.\n")
    assert sniff(path) is None
    assert sniff(write("note.txt", "Chile and Peru met on Monday.\n")) is None


def test_no_first_line_of_any_file_upsets_the_telling(write) -> None:
    for name, content in (
        ("long.txt", b"x" * 300_000),
        ("bad.parquet", b"PAR1 and nothing else"),
        ("bad.zip", b"PK\x03\x04 and nothing else"),
        ("bad.gz", b"\x1f\x8b and nothing else"),
        ("zeros.csv", b"\0\0\0"),
        ("empty.csv", b""),
    ):
        assert sniff(write(name, content)) is None


def test_rejected_records_with_line_ends_keep_their_own_text(dataset, write) -> None:
    text = (
        "date,source,target,action,place\n"
        '2020-01-02,CHL,PER,040,"Arica,\nby the sea"\n'
        '2020-01-03,CHL,PER,dance,"in\nTacna"\n'
        "2020-01-04,CHL,PER,jump,Tacna\n"
    )
    dataset.take(write("t.csv", text))
    rejected = dataset.rejected()
    assert rejected["line"].to_list() == [4, 6]
    assert rejected["text"].to_list() == [
        '2020-01-03,CHL,PER,dance,"in\nTacna"',
        "2020-01-04,CHL,PER,jump,Tacna",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[columns]\nday = "x"\nmoon = "y"\n', r"m\.toml:3: moon is no part"),
        ('[colums]\nday = "x"\n', r"m\.toml:1: colums is no part"),
        ('[file]\ndate_format = "%Q"\n', r"m\.toml:2: .*%Q, which is no part of a day"),
        ('[file]\ndate_format = "%Y"\n', r"m\.toml:2: .*tells of no day"),
        ('[file]\n\ndelimiter = ";;"\n', r"m\.toml:3: .*not one character"),
        ('[file]\ndirected = "maybe"\n', r"m\.toml:2: .*neither true nor false"),
        ('[file]\nstart = "soon"\n', r"m\.toml:2: .*no day"),
    ],
)
def test_a_mistake_in_a_mapping_is_named_with_file_and_line(write, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_mapping(write("m.toml", text))


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%Y%m%d", "%-d %B %Y", "%F", "%d.%m.%y %H:%M:%S"])
def test_usual_forms_of_days_are_taken(write, form: str) -> None:
    assert read_mapping(write("m.toml", f'[file]\ndate_format = "{form}"\n')).date_format == form


def test_a_column_that_is_not_there_is_named_with_both_files_and_the_nearest(
    dataset, write
) -> None:
    mapping = write("m.toml", '[columns]\nday = "date"\nsource = "sendr"\n')
    path = write("t.csv", "date,sender,receiver,code\n2020-01-02,PER,CHL,042\n")
    told = r"t\.csv:1: no column 'sendr' for source as .*m\.toml:3 says.*do you mean 'sender'"
    with pytest.raises(InputError, match=told):
        dataset.take(path, "plain", read_mapping(mapping))


def test_codes_in_small_letters_and_governments_by_name_are_known(dataset, write) -> None:
    text = "date,source,target,action\n2020-01-02,chl,Government of Peru,040\n"
    dataset.take(write("t.csv", text))
    (row,) = dataset.rows().iter_rows(named=True)
    assert (row["source"], row["target"], row["target_role"]) == ("CHL", "PER", "government")


def test_missing_columns_of_scores_are_named_beside_the_header(dataset, write) -> None:
    told = r'no column is known to be target, score; the header has date, source, mood; .*score = "'
    with pytest.raises(InputError, match=told):
        dataset.take(write("t.csv", "date,source,mood\n2020-01-02,CHL,1\n"), "scores")
