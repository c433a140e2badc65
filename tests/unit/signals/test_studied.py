"""Which shifts are told: none twice because a sector repeats it or the other side mirrors it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from detente.codebook import load_codebook
from detente.series import Coverage, Series
from detente.signals.shift import Shift
from detente.signals.shift_lines import shift_line
from detente.signals.studied import least_in, with_mirrors

DAYS = np.arange(100, dtype=np.int64)
ONES = np.ones(100, dtype=np.int64)
QUARREL = Series(
    "made", "PER", "CHL", DAYS, DAYS * 0.0, ONES, ONES, Coverage(0, np.ones(100)), quad="conflict"
)
BACK = replace(QUARREL, source="CHL", target="PER")
START = date(2020, 5, 1)


def surge(after: float, *, day: int = 0, row: str = "a:1") -> Shift:
    first, last = START + timedelta(day), START + timedelta(day + 9)
    return Shift(
        what="tempo", first_day=first, earliest=first, latest=last, found_on=None, lasting=False,
        last_day=last, before=2.0, after=after, size=after / 2.0, low=1.2, high=9.0,
        probability=0.95, rows=(row,),
    )  # fmt: skip


def test_a_quarrel_of_both_sides_is_told_once_with_the_rows_of_both() -> None:
    small, large = surge(9.0, day=3), surge(14.0, row="a:2")
    ((series, shift, mirror),) = with_mirrors([(BACK, small), (QUARREL, large)])
    assert (series, shift, mirror) == (QUARREL, large, small)
    line = shift_line(series, shift, codebook=load_codebook(), mirror=mirror)
    assert "those of Chile towards Peru 4.5 times" in line.text
    assert [one.row for one in line.evidence] == ["a:2", "a:1"] and line.fields["mirrored"] is True


def test_surges_at_other_times_of_other_kinds_or_other_states_stand_alone() -> None:
    first = (QUARREL, surge(14.0))
    others = [
        (BACK, surge(9.0, day=40)),
        (replace(BACK, quad="cooperation"), surge(9.0)),
        (replace(BACK, target="BOL"), surge(9.0)),
    ]
    told = with_mirrors([first, *others])
    assert [row[:2] for row in told] == [first, *others]
    assert all(mirror is None for _, _, mirror in told)


def test_each_surge_has_one_mirror() -> None:
    found = [(QUARREL, surge(14.0)), (BACK, surge(9.0)), (BACK, surge(8.0, day=5))]
    assert [mirror is not None for _, _, mirror in with_mirrors(found)] == [True, False]


def test_a_sector_has_to_be_surer_than_all_acts_together() -> None:
    together = least_in(replace(QUARREL, quad=""))
    in_sector = least_in(replace(QUARREL, quad="", sector="legal"))
    assert 6 * (1 - in_sector) == pytest.approx(1 - together)


def test_a_silence_is_told_without_a_factor() -> None:
    silence = replace(surge(0.004), before=30.0, size=0.004 / 30.0)
    line = shift_line(replace(QUARREL, quad=""), silence, codebook=load_codebook())
    assert "Chile hardly came any more (30.0 a month, then 0.004)" in line.text
