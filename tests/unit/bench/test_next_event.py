"""The benchmark reveals what its mode says, and beats the baseline where there is a rule."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.bench.next_event import run_next_event
from detente.errors import AdapterError
from detente.outlook.next_event_model import Effort, boosting

ACTORS, STEPS, FIRST_VALID, FIRST_TEST = 24, 36, 28, 32
SMALL = Effort(rounds=5, leaves=7, threads=1)
Row = tuple[int, int, int, int]


def made_up() -> list[Row]:
    """Whoever is called calls back by another action on the next day."""
    chance = np.random.default_rng(11)
    rows: set[Row] = set()
    for day in range(STEPS):
        for _ in range(6):
            actor, other = chance.choice(ACTORS, 2, replace=False).tolist()
            rows |= {(actor, 0, other, day), (other, 1, actor, min(day + 1, STEPS - 1))}
    return sorted(rows, key=lambda row: row[3])


def written(folder: Path, rows: list[Row]) -> Path:
    """The rows as a dataset with days as hours."""
    folder.mkdir(exist_ok=True)
    bounds = {
        "train": (0, FIRST_VALID),
        "valid": (FIRST_VALID, FIRST_TEST),
        "test": (FIRST_TEST, STEPS),
    }
    for part, (first, after) in bounds.items():
        lines = [
            f"{s}\t{r}\t{o}\t{day * 24}\t-1\n" for s, r, o, day in rows if first <= day < after
        ]
        (folder / f"{part}.txt").write_text("".join(lines), encoding="utf-8")
    names = "".join(
        f"Office_{number % 3}_(Land_{number % 5})\t{number}\n" for number in range(ACTORS)
    )
    (folder / "entity2id.txt").write_text(names, encoding="utf-8")
    (folder / "relation2id.txt").write_text("Call\t0\nCall back\t1\n", encoding="utf-8")
    return folder


def tell(doing: str, done: int, total: int) -> None:
    """Tell nobody."""


@pytest.fixture(autouse=True, scope="module")
def trees() -> None:
    """Skip where the library that grows trees can't be loaded."""
    try:
        boosting()
    except AdapterError as error:
        pytest.skip(str(error))


def test_a_rule_that_recurrence_can_not_see_is_found(tmp_path: Path) -> None:
    rows = made_up()
    report = run_next_event(written(tmp_path, rows), tell, effort=SMALL)
    scores = report.scores
    test = [row for row in rows if row[3] >= FIRST_TEST]
    assert scores["n"] == 2 * len(test)
    assert scores["mrr"] > scores["baseline"]["mrr"] + 0.05
    queries = {(s, r, t, False) for s, r, _, t in test} | {(o, r, t, True) for _, r, o, t in test}
    assert len(report.predictions) == len(queries) == scores["first_answer"]["n"]
    first = report.predictions[0]
    assert first["time"] == FIRST_TEST * 24
    assert len(first["top"]) == 10
    assert 0 <= first["probability"] <= 1


def test_multi_step_answers_do_not_see_the_window(tmp_path: Path) -> None:
    rows = made_up()
    moved = [
        (s, r, (o + 5) % ACTORS, day) if day == FIRST_TEST else (s, r, o, day)
        for s, r, o, day in rows
    ]
    of_last_day = []
    for name, some in (("one", rows), ("two", moved)):
        folder = written(tmp_path / name, some)
        report = run_next_event(folder, tell, multi_step=True, effort=SMALL)
        last = [row for row in report.predictions if row["time"] == (STEPS - 1) * 24]
        of_last_day.append([(row["id"], row["relation"], row["top"]) for row in last])
    assert of_last_day[0] == of_last_day[1]


def test_single_step_answers_see_the_day_before(tmp_path: Path) -> None:
    rows = made_up()
    fewer = [row for row in rows if row[3] != STEPS - 2]
    tops = []
    for name, some in (("one", rows), ("two", fewer)):
        report = run_next_event(written(tmp_path / name, some), tell, effort=SMALL)
        last = [row for row in report.predictions if row["time"] == (STEPS - 1) * 24]
        tops.append([row["top"] for row in last])
    assert tops[0] != tops[1]


def test_a_folder_of_names_without_tables_and_validation_part_is_scored(tmp_path: Path) -> None:
    folder = written(tmp_path, made_up())
    for part in ("train", "test"):
        rows = [line.split() for line in (folder / f"{part}.txt").read_text("utf-8").splitlines()]
        lines = [f"Office {s}\tdoes {r}\tOffice {o}\t{time}\n" for s, r, o, time, _ in rows]
        (folder / f"{part}.txt").write_text("".join(lines), encoding="utf-8")
    for name in ("valid.txt", "entity2id.txt", "relation2id.txt"):
        (folder / name).unlink()
    scores = run_next_event(folder, tell, effort=SMALL).scores
    assert (scores["entities"], scores["relations"], scores["valid"]) == (ACTORS, 2, 0)
    assert scores["mrr"] > 0.3
