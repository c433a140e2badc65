"""Accuracy on annotated documents does not fall below its floors, and the gate itself holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from detente.bench.gate import (
    Entry,
    faults,
    inputs_digest,
    measure,
    read_history,
    shortfalls,
    write_history,
)
from detente.bench.record_floors import annotated_files
from detente.errors import InputError

GATE = Path(__file__).parent
EXAMPLES = GATE.parents[1] / "examples"
FLOORS = GATE / "floors.json"
NEWEST = read_history(FLOORS)[-1]


@pytest.fixture(scope="session")
def measured(cases):
    return measure(cases)


@pytest.mark.parametrize("name", sorted(NEWEST.floors))
def test_each_slice_stays_above_its_floor(name, measured):
    assert not shortfalls(measured, {name: NEWEST.floors[name]})


def test_floors_were_measured_on_these_annotations_and_texts():
    files = [file for case in annotated_files(GATE, EXAMPLES) for file in case[:2]]
    assert inputs_digest(files) == NEWEST.inputs, (
        "annotations or texts changed: run python -m detente.bench.record_floors WHY"
    )


def test_every_annotation_file_is_in_the_gate():
    listed = {annotations.name for annotations, _, _ in annotated_files(GATE, EXAMPLES)}
    assert listed == {path.name for path in (GATE / "gold").glob("*.jsonl")}


def test_every_kind_and_style_with_enough_annotations_has_a_floor(measured):
    wanted = {name for name, share in measured.items() if share.whole >= 8}
    recalls = {name for name in wanted if name.endswith("recall")}
    assert recalls <= set(NEWEST.floors)
    assert {f"{kind} recall" for kind in ("event", "assessment", "forecast")} <= recalls


def test_a_coder_that_finds_nothing_fails(cases):
    silent = [replace(case, statements=()) for case in cases]
    failed = shortfalls(measure(silent), NEWEST.floors)
    assert len(failed) == sum(floor > 0 for floor in NEWEST.floors.values())


def test_a_coder_that_says_everything_twice_fails_on_precision(cases):
    double = [replace(case, statements=case.statements * 2) for case in cases]
    assert any("all precision" in line for line in shortfalls(measure(double), NEWEST.floors))


def test_a_coder_that_calls_everything_an_event_fails_on_forecasts(cases):
    flat = [
        replace(case, statements=tuple(replace(row, kind="event") for row in case.statements))
        for case in cases
    ]
    assert any("forecast recall" in line for line in shortfalls(measure(flat), NEWEST.floors))


def test_swapped_actors_fail_on_recall(cases):
    swapped = [
        replace(
            case,
            statements=tuple(replace(r, source=r.target, target=r.source) for r in case.statements),
        )
        for case in cases
    ]
    assert any("all recall" in line for line in shortfalls(measure(swapped), NEWEST.floors))


def test_a_floor_lowered_in_place_is_noticed(tmp_path):
    content = json.loads(FLOORS.read_text(encoding="utf-8"))
    content["history"][-1]["floors"]["all recall"] -= 0.1
    path = tmp_path / "floors.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match="append one instead"):
        read_history(path)


def test_a_floor_lowered_in_a_new_entry_needs_its_reason(tmp_path):
    history = read_history(FLOORS)
    lower = {**NEWEST.floors, "all recall": NEWEST.floors["all recall"] - 0.1}
    history.append(Entry("less", NEWEST.inputs, lower, {}, NEWEST.digest))
    path = tmp_path / "floors.json"
    write_history(path, history)
    with pytest.raises(InputError, match="lowers 'all recall' without a reason"):
        read_history(path)
    history[-1] = replace(history[-1], lowered={"all recall": "annotations were corrected"})
    write_history(path, history)
    assert read_history(path)[-1].floors["all recall"] == lower["all recall"]


def test_a_floor_left_out_of_a_new_entry_counts_as_lowered():
    first = Entry("first", "x", {"all recall": 0.5})
    second = Entry("second", "x", {}, {}, first.digest)
    assert faults([first, second], newest=second.digest) == [
        "entry 1 lowers 'all recall' without a reason"
    ]


def test_a_rewritten_earlier_entry_breaks_the_chain():
    first = Entry("first", "x", {"all recall": 0.5})
    second = Entry("second", "x", {"all recall": 0.6}, {}, first.digest)
    rewritten = replace(first, floors={"all recall": 0.1})
    assert faults([first, second], newest=second.digest) == []
    assert faults([rewritten, second], newest=second.digest)
