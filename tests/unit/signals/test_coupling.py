"""Moves of relations by week, and which of them foretell others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.series import Coverage, Series, day_of
from detente.signals.coupling import Coupling, find_couplings
from detente.signals.dataset_lines import coupling_lines
from detente.signals.weekly_moves import Weeks, moves_of, weeks_of

WEEKS = 300
LAST = WEEKS * 7 - 1


def relation(source: str, target: str, values: np.ndarray, kind: str = "events") -> Series:
    """A reading in the middle of each week."""
    days = 7 * np.arange(len(values)) + 3
    ones = np.ones(len(values), dtype=np.int64)
    rows = tuple(f"{target}{day}" for day in days)
    coverage = Coverage(0, np.ones(LAST + 1))
    return Series("acts", source, target, days, values, ones, ones, coverage, rows, kind=kind)


def coupled(size: float = 0.8, lag: int = 2, seed: int = 1) -> list[Series]:
    """Six relations of KEN; a move with UGA comes again with TZA some weeks later."""
    chance = np.random.default_rng(seed)
    moves = chance.normal(size=(6, WEEKS))
    moves[1, lag:] += size * moves[0, :-lag]
    levels = np.zeros((6, WEEKS))
    for week in range(1, WEEKS):
        levels[:, week] = 0.8 * levels[:, week - 1] + moves[:, week]
    names = ("UGA", "TZA", "ETH", "SOM", "RWA", "SSD")
    return [relation("KEN", name, row) for name, row in zip(names, levels, strict=True)]


@pytest.mark.parametrize("size", [0.8, -0.8])
def test_a_planted_coupling_is_the_only_one_claimed(size: float) -> None:
    found = find_couplings(coupled(size), "KEN", as_of=day_of(LAST))
    claimed = [one for one in found if one.claimed]
    assert [(one.first, one.second) for one in claimed] == [("UGA", "TZA")]
    assert claimed[0].lag_weeks == pytest.approx(2.0, abs=0.5)
    assert sorted((abs(claimed[0].size_low), abs(claimed[0].size_high)))[1] > 0.6
    assert np.sign(claimed[0].size) == np.sign(size)
    assert len(found) == 6 * 5


def test_a_move_in_the_same_week_is_a_shared_shock_and_no_coupling() -> None:
    chance = np.random.default_rng(2)
    shock = chance.normal(size=WEEKS)
    rows = [relation("KEN", name, chance.normal(size=WEEKS) + shock) for name in ("UGA", "TZA")]
    assert not any(one.claimed for one in find_couplings(rows, "KEN", as_of=day_of(LAST)))


def test_scores_are_read_as_well_and_both_directions_are_one_relation() -> None:
    series = [replace(one, kind="score", directed=False) for one in coupled()]
    assert any(one.claimed for one in find_couplings(series, "KEN", as_of=day_of(LAST)))
    both = [*coupled(), replace(coupled()[0], source="UGA", target="KEN")]
    assert len(find_couplings(both, "KEN", as_of=day_of(LAST))) == 6 * 5


@pytest.mark.parametrize("change", ["short", "thin", "sectors", "one relation"])
def test_nothing_is_said_where_too_little_is_known(change: str) -> None:
    series = coupled()
    if change == "short":
        series = [one.until(600) for one in series]
    elif change == "thin":
        series = [
            replace(
                one, days=one.days[::6], values=one.values[::6], counts=one.counts[::6], rows=()
            )
            for one in series
        ]
    elif change == "sectors":
        series = [replace(one, sector="economic") for one in series]
    else:
        series = series[:1]
    assert find_couplings(series, "KEN", as_of=day_of(LAST)) == ()


def test_a_line_says_foretells_and_names_no_cause() -> None:
    found = find_couplings(coupled(), "KEN", as_of=day_of(LAST))
    line = coupling_lines(found, named=lambda code: code.title())[0]
    assert "relation of Ken with Uga foretells one the same way in that with Tza" in line.text
    assert "this names no cause" in line.text
    assert all(row.row for row in line.evidence)


def test_a_coupling_without_a_q_value_is_not_claimed() -> None:
    bare = Coupling("A", "B", "C", "acts", 1, 0.9, 0.8, 1.0, 1, 1, 1, 1e-9, True, stability=1.0)
    assert not bare.claimed


def test_weeks_end_on_the_last_day_and_weigh_days_by_events() -> None:
    one = relation("KEN", "UGA", np.arange(4.0))
    one = replace(one, days=np.array([0, 5, 6, 13]), counts=np.array([9, 1, 3, 2]))
    weeks = weeks_of([[one]], (0, 14))
    assert weeks.first_day == 1
    assert weeks.events.tolist() == [[4, 2]]
    assert weeks.means.tolist() == [[(1 * 1 + 2 * 3) / 4, 3.0]]


def test_moves_are_what_the_past_did_not_foretell_and_a_week_without_events_has_none() -> None:
    chance = np.random.default_rng(4)
    level = np.zeros(600)
    for week in range(1, 600):
        level[week] = 0.9 * level[week - 1] + chance.normal()
    events = np.ones((1, 600))
    events[0, 100:120] = 0
    moves = moves_of(Weeks(0, np.where(events > 0, level, 0.0), events))
    left = moves.moves[0, 200:]
    assert abs(np.corrcoef(left[1:], left[:-1])[0, 1]) < 0.12
    assert (moves.moves[0, 100:120] == 0).all()
    assert not moves.seen[0, 100:120].any()
    assert moves.shock[0] == pytest.approx(1.0, rel=0.3)
