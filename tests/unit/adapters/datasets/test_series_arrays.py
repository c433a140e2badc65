from datetime import date

import polars as pl
import pytest

from detente.adapters.datasets.grouping import Limits
from detente.adapters.datasets.series_arrays import draw_series, group_bare
from detente.errors import InputError

LIMITS = Limits(threads=1)


def written(folder, rows):
    """Rows of (day, source, target, action, weight, publisher) as a Parquet file."""
    names = ("day", "source", "target", "action", "goldstein", "publisher")
    path = folder / "part-1.parquet"
    frame = pl.DataFrame(rows, schema=names, orient="row")
    frame.with_columns(directed=pl.lit(True)).write_parquet(path)
    return [path]


def acts(source, target, many, *, action="CONSULT", weight=1.0):
    return [
        (date(2020, 1, 1 + number), source, target, action, weight, "a") for number in range(many)
    ]


def test_reports_of_one_act_are_one_event_of_their_day(tmp_path):
    rows = acts("FRA", "DEU", 10) + acts("FRA", "DEU", 10, weight=3.0)
    rows += acts("FRA", "DEU", 1, action="AID", weight=8.0)
    drawn = draw_series(written(tmp_path, rows), LIMITS)
    assert drawn.dyads == (("FRA", "DEU"),) and drawn.events == 11
    assert drawn.packed.counts.tolist() == [2] + [1] * 9
    assert drawn.packed.values.tolist() == [(2.0 + 8.0) / 2] + [2.0] * 9
    assert drawn.packed.days[0] == (date(2020, 1, 1) - date(1970, 1, 1)).days


def test_dyads_with_fewer_events_are_left_out_though_reports_are_many(tmp_path):
    rows = acts("FRA", "DEU", 12) + acts("DEU", "FRA", 9) * 3 + acts("CHL", "PER", 10)
    drawn = draw_series(written(tmp_path, rows), LIMITS)
    assert drawn.dyads == (("CHL", "PER"), ("FRA", "DEU"))
    assert drawn.packed.lengths.tolist() == [10, 12]


def test_day_before_1970_keeps_its_number(tmp_path):
    rows = [(date(1950, 1, 1 + one), "USA", "RUS", "THREATEN", -5.0, "a") for one in range(12)]
    drawn = draw_series(written(tmp_path, rows), LIMITS)
    assert drawn.packed.days[0] == (date(1950, 1, 1) - date(1970, 1, 1)).days
    assert (drawn.packed.values == -5.0).all()


def test_no_rows_are_refused(tmp_path):
    with pytest.raises(InputError):
        draw_series([], LIMITS)


def test_bare_groups_are_dyads_and_days(tmp_path):
    assert group_bare(written(tmp_path, acts("FRA", "DEU", 5) * 2), LIMITS) == 5
