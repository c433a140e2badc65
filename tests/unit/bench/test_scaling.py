"""Growth of cost and the simulation of workers, on cases counted by hand."""

from __future__ import annotations

import pytest

from detente.bench.scaling import drawn_parts, exponent, extrapolated, simulate


def test_a_square_law_is_found() -> None:
    assert exponent([10, 20, 40], [100, 400, 1600]) == pytest.approx(2.0)


def test_one_size_tells_no_growth() -> None:
    with pytest.raises(ValueError, match="two different sizes"):
        exponent([10, 10], [1, 2])


def test_a_size_beyond_follows_the_law_of_those_measured() -> None:
    assert extrapolated([10, 20, 40], [100, 400, 1600], 80) == pytest.approx(6400)
    with pytest.raises(ValueError, match="two different sizes"):
        extrapolated([10], [1], 20)


def test_parts_go_to_whoever_is_free() -> None:
    run = simulate([4.0, 1.0, 1.0, 1.0], 2)
    assert run.seconds == 4.0
    assert run.busy == pytest.approx(7 / 8)


def test_reading_and_starting_do_not_shrink_with_more_workers() -> None:
    few = simulate([1.0] * 100, 1, starting=5.0, reading=10.0)
    many = simulate([1.0] * 100, 100, starting=5.0, reading=10.0)
    assert few.seconds == 115.0
    assert many.seconds == 16.0


def test_drawn_parts_are_the_same_for_a_seed() -> None:
    assert drawn_parts([1.0, 2.0], 5, seed=3) == drawn_parts([1.0, 2.0], 5, seed=3)
    assert set(drawn_parts([1.0, 2.0], 50, seed=3)) == {1.0, 2.0}
