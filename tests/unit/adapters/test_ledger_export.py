import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from detente.adapters.ledger_export import Dated, csv_cell, csv_text, write_tables
from detente.model import Rejection, Statement


@given(st.text(), st.sampled_from("=+-@\t\r"))
def test_no_text_is_a_formula_in_a_spreadsheet(text, start):
    assert str(csv_cell(start + text)).startswith("'")


def test_numbers_stay_numbers_and_lists_are_joined():
    row = Statement("d", "event", ("CHL", "PER"), (), 0, 5, 0, 5, quantity_value=-2.5)
    (read,) = csv.DictReader(io.StringIO(csv_text([row], Statement)))
    assert read["source"] == "CHL;PER"
    assert read["quantity_value"] == "-2.5"
    assert read["page"] == ""


def test_a_second_export_leaves_no_year_of_the_first(tmp_path):
    from datetime import date

    row = Rejection("a", "b", "c")
    write_tables([("r", Rejection, [Dated(row, date(2020, 1, 1))])], tmp_path, form="parquet")
    write_tables([("r", Rejection, [Dated(row, None)])], tmp_path, form="parquet")
    assert [path.parent.name for path in tmp_path.glob("r/*/rows.parquet")] == [
        "year=__HIVE_DEFAULT_PARTITION__"
    ]
