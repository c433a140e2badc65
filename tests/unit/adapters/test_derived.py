"""Results are remembered whole or not at all, and taken only in the state they were made in."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.adapters.derived import Shelf, keep, take
from detente.adapters.derived_rows import (
    item_arrays,
    items_of,
    series_arrays,
    series_of,
    track_arrays,
    tracks_of,
)
from detente.model import Evidence, Item
from detente.relations import estimate_tracks
from detente.series import Coverage, Series
from detente.settings import Settings

ARRAYS = {"level": np.linspace(-1.0, 1.0, 500), "days": np.arange(500)}
SHELF = "a" * 64
NAMES = ("series", "tracks")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "derived", SHELF, 1_000_000, names=NAMES)


def made_series(target: str, *, seed: int, coverage: Coverage) -> Series:
    rng = np.random.default_rng(seed)
    days = np.sort(rng.choice(400, size=120, replace=False)).astype(np.int64)
    counts = rng.integers(1, 4, size=120)
    rows = tuple(f"0123456789ab:{line}" for line in range(120))
    values = rng.normal(2.0, 3.0, size=120)
    return Series("made", "KEN", target, days, values, counts, counts, coverage, rows, sector="aid")


def test_a_kept_result_is_taken_again_bit_for_bit(shelf: Shelf) -> None:
    keep(shelf, "tracks-KEN", "2020-01-01", ARRAYS)
    found = take(shelf, "tracks-KEN", "2020-01-01")
    assert found is not None
    for name, values in ARRAYS.items():
        assert found[name].tobytes() == values.tobytes()
        assert found[name].dtype == values.dtype


def test_nothing_is_taken_for_another_question_or_in_another_state(shelf: Shelf) -> None:
    keep(shelf, "tracks-KEN", "2020-01-01", ARRAYS)
    assert take(shelf, "tracks-KEN", "2020-01-02") is None
    assert take(shelf, "tracks-UGA", "2020-01-01") is None
    newer = Shelf(shelf.folder, "b" * 64, 1_000_000, names=NAMES)
    assert take(newer, "tracks-KEN", "2020-01-01") is None


@pytest.mark.parametrize("share", [0.0, 0.3, 0.97])
def test_a_torn_result_is_not_taken_and_can_be_made_again(shelf: Shelf, share: float) -> None:
    keep(shelf, "tracks-KEN", "x", ARRAYS)
    path = shelf.place("tracks-KEN", "x")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert take(shelf, "tracks-KEN", "x") is None
    keep(shelf, "tracks-KEN", "x", ARRAYS)
    assert take(shelf, "tracks-KEN", "x") is not None


def test_a_changed_byte_is_noticed(shelf: Shelf) -> None:
    keep(shelf, "tracks-KEN", "x", ARRAYS)
    path = shelf.place("tracks-KEN", "x")
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)
    assert take(shelf, "tracks-KEN", "x") is None


def test_results_of_an_older_state_go_with_the_first_of_a_newer_one(shelf: Shelf) -> None:
    keep(shelf, "tracks-KEN", "x", ARRAYS)
    newer = Shelf(shelf.folder, "b" * 64, 1_000_000, names=NAMES)
    keep(newer, "series-UGA", "x", ARRAYS)
    assert [path.name.split(".")[0] for path in shelf.folder.iterdir()] == ["series-UGA"]


def test_results_that_rest_on_something_else_stay(shelf: Shelf) -> None:
    keep(shelf, "tracks-KEN", "x", ARRAYS)
    pictures = Shelf(shelf.folder, "b" * 64, 1_000_000, names=("picture",))
    keep(pictures, "picture-KEN", "x", ARRAYS)
    assert take(shelf, "tracks-KEN", "x") is not None
    assert take(pictures, "picture-KEN", "x") is not None


def test_the_folder_keeps_its_limit_and_what_was_used_last(shelf: Shelf) -> None:
    room = Shelf(shelf.folder, SHELF, 30_000, names=NAMES)
    for number in range(3):
        keep(room, "tracks-KEN", str(number), ARRAYS)
        os.utime(room.place("tracks-KEN", str(number)), (number, number))
    assert take(room, "tracks-KEN", "1") is not None
    keep(room, "tracks-KEN", "3", ARRAYS)
    left = [number for number in range(4) if room.place("tracks-KEN", str(number)).exists()]
    assert left == [1, 3] or left == [1, 2, 3]
    assert sum(path.stat().st_size for path in shelf.folder.iterdir()) <= 30_000


def test_without_room_or_right_to_write_nothing_is_remembered(tmp_path: Path) -> None:
    none = Shelf(tmp_path / "derived", SHELF, 0, names=NAMES)
    keep(none, "tracks-KEN", "x", ARRAYS)
    assert not none.folder.exists()
    (tmp_path / "derived").write_text("a file where the folder should be")
    full = Shelf(tmp_path / "derived", SHELF, 1_000_000, names=NAMES)
    keep(full, "tracks-KEN", "x", ARRAYS)
    assert take(full, "tracks-KEN", "x") is None


def test_series_and_tracks_come_back_as_they_were() -> None:
    coverage = Coverage(0, np.linspace(0.5, 1.0, 400))
    rows = [made_series(code, seed=seed, coverage=coverage) for seed, code in enumerate("ABC")]
    again = series_of(series_arrays(rows))
    assert again[0].coverage is again[2].coverage
    tracks = estimate_tracks(rows, settings=Settings(), until=380)
    taken = tracks_of(track_arrays(tracks, rows), again, until=380)
    for one, other in zip(tracks, taken, strict=True):
        for name in ("series", "tempo"):
            same_fields(getattr(one, name), getattr(other, name))
        assert one.motion == other.motion
        same_fields(one, other, leave=("series", "tempo"))


def same_fields(one: object, other: object, *, leave: tuple[str, ...] = ()) -> None:
    for name in type(one).__slots__:  # type: ignore[attr-defined]
        mine, theirs = getattr(one, name), getattr(other, name)
        if isinstance(mine, np.ndarray):
            assert mine.dtype == theirs.dtype, name
            assert np.array_equal(mine, theirs), name
        elif isinstance(mine, Coverage):
            same_fields(mine, theirs)
        elif name not in leave:
            assert mine == theirs, name


def test_nothing_at_all_comes_back_as_nothing() -> None:
    assert series_of(series_arrays([])) == ()
    assert tracks_of(track_arrays([], []), (), until=0) == ()
    assert items_of(item_arrays([])) == []


def test_lines_come_back_with_the_types_of_their_fields() -> None:
    cited = Evidence(dataset="made", row="0123456789ab:7", published=date(2020, 2, 3))
    fields = {
        "source": ("KEN",),
        "days": [1, 2.5, None, True],
        "begins_on": date(2020, 1, 2),
        "proof": {"first": cited, ("a", 1): "x"},
    }
    line = Item("signals", "Kenya’s acts rose.", (cited,), fields, id="s1")
    (again,) = items_of(item_arrays([line]))
    assert again == line
    assert type(again.fields["source"]) is tuple


def test_a_line_with_a_field_of_no_known_form_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        item_arrays([Item("signals", "x", (), {"odd": {1}})])
