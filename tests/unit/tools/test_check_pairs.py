"""The written training sentences keep their form, and the check sees it when they do not."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script, which belongs to no package."""
    place = ROOT / "tools" / "check_pairs.py"
    spec = importlib.util.spec_from_file_location("check_pairs", place)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def line(**changes: Any) -> dict[str, Any]:
    """A sound line with some fields changed."""
    pair = {"source": "Chile", "target": "two sailors", "code": "CONCEDE", "trigger": "freed"}
    text = "Chile freed two sailors on Monday."
    return {"text": text, "pairs": [pair], "note": "active"} | changes


def pair(**changes: str) -> list[dict[str, str]]:
    """The pair of a sound line with some fields changed."""
    return [line()["pairs"][0] | changes]


def test_training_sentences_keep_every_rule(tool: ModuleType) -> None:
    assert tool.faults(tool.PAIRS) == []


def test_held_out_sentences_keep_every_rule(tool: ModuleType) -> None:
    assert tool.faults_held_out(tool.HELD_OUT, tool.PAIRS) == []


def test_a_sound_line_has_no_fault(tool: ModuleType) -> None:
    assert list(tool.faults_of_record(line())) == []


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (line(pairs=pair(source="Peru")), "source 'Peru' is not in the text"),
        (line(pairs=pair(target="")), "target '' is not in the text"),
        (line(pairs=pair(trigger="released")), "trigger 'released' is not in the text"),
        (line(pairs=pair(target="sailor")), "begins or ends inside a word"),
        (line(pairs=pair(trigger="reed")), "begins or ends inside a word"),
        (line(pairs=pair(source="freed two")), "share words"),
        (line(pairs=pair(trigger="")), "a coded pair has a trigger"),
        (line(pairs=pair(code="NONE")), "NONE has none"),
        (line(pairs=pair(code="YIELD")), "unknown code 'YIELD'"),
        (line(pairs=pair(target="Chile")), "source and target are both"),
        (line(pairs=pair() * 2), "the same direction is coded twice"),
        (line(pairs=[]), "no pair"),
        (line(note="passiv"), "unknown note"),
        (line(text=" Chile freed two sailors."), "space around it"),
        (line(text="Chile freed two sailors of Malta."), "reserved state 'Malta'"),
        (line(text="Chile freed two sailors, Omanis."), "reserved state 'Omanis'"),
        ({"text": "Chile freed two sailors."}, "exactly text, pairs and note"),
    ],
)
def test_a_broken_line_is_named(tool: ModuleType, broken: dict[str, Any], complaint: str) -> None:
    assert any(complaint in fault for fault in tool.faults_of_record(broken))


def test_a_reserved_name_inside_another_word_is_allowed(tool: ModuleType) -> None:
    woman = line(text="Chile freed two sailors and a Romanian woman.")
    assert list(tool.faults_of_record(woman)) == []


def test_sentences_that_begin_alike_are_named_with_both_places(
    tool: ModuleType, tmp_path: Path
) -> None:
    other = line(text="Chile freed two sailors on Monday, its navy said.")
    (tmp_path / "a.jsonl").write_text(json.dumps(line()), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(other), encoding="utf-8")
    assert tool.faults(tmp_path) == [
        "a.jsonl:1, b.jsonl:1: begin alike ('chile freed two sailors on monday')"
    ]


def test_what_is_no_json_object_is_named(tool: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{\n[]\n", encoding="utf-8")
    first, second = tool.faults(tmp_path)
    assert first.startswith("a.jsonl:1: not JSON") and second == "a.jsonl:2: not an object"


def test_the_report_counts_triggers_without_regard_to_case(
    tool: ModuleType, tmp_path: Path
) -> None:
    other = line(text="Freed by Chile, two sailors flew home.", pairs=pair(trigger="Freed"))
    lines = "\n".join(json.dumps(row) for row in (line(), other))
    (tmp_path / "concede.jsonl").write_text(lines, encoding="utf-8")
    assert "CONCEDE          2 pairs     1 triggers" in tool.report(tmp_path)


def test_the_exit_status_tells_sound_from_broken(tool: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(line()), encoding="utf-8")
    assert tool.main([str(tmp_path)]) == 0
    (tmp_path / "a.jsonl").write_text(json.dumps(line(note="x")), encoding="utf-8")
    assert tool.main([str(tmp_path)]) == 1


def held_out_faults(tool: ModuleType, place: Path, row: dict[str, Any], name: str) -> list[str]:
    """The faults of one held-out line in file ``name`` beside a training part of one line."""
    for folder, record, file in (("pairs", line(), "a.jsonl"), ("heldout", row, name)):
        (place / folder).mkdir()
        (place / folder / file).write_text(json.dumps(record), encoding="utf-8")
    found: list[str] = tool.faults_held_out(place / "heldout", place / "pairs")
    return found


def malta(text: str, trigger: str) -> dict[str, Any]:
    """A line whose pair has Malta for a source."""
    return line(text=text, pairs=pair(source="Malta", trigger=trigger))


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (malta("Malta is freeing two sailors.", "freeing"), "shares 'fre' with a.jsonl:1"),
        (malta("Malta let two sailors go.", "let"), "has no word of its own"),
        (malta("Malta spared two sailors of a Romanian ship.", "spared"), "'Romanian' is not"),
        (malta("Malta spared two sailors of Peru.", "spared"), "the state 'Peru' is not reserved"),
        (malta("Malta spared two sailors.", "ransomed"), "'ransomed' is not in the text"),
        (
            line(text="Chile freed two sailors on Monday, Malta said.", pairs=pair(trigger="said")),
            "begins like a.jsonl:1 of the training part",
        ),
    ],
)
def test_a_held_out_line_that_breaks_a_rule_is_named(
    tool: ModuleType, tmp_path: Path, row: dict[str, Any], complaint: str
) -> None:
    found = held_out_faults(tool, tmp_path, row, "concede.jsonl")
    assert any(fault.startswith("heldout/concede.jsonl:1: ") for fault in found)
    assert any(complaint in fault for fault in found)


def test_a_held_out_line_with_words_of_its_own_has_no_fault(
    tool: ModuleType, tmp_path: Path
) -> None:
    row = malta("Malta spared two sailors.", "spared")
    assert held_out_faults(tool, tmp_path, row, "concede.jsonl") == []


def test_the_plain_file_may_use_words_of_the_training_part(
    tool: ModuleType, tmp_path: Path
) -> None:
    row = malta("Malta is freeing two sailors.", "freeing")
    assert held_out_faults(tool, tmp_path, row, "plain.jsonl") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("struck", "strikes"), ("withdrew", "withdrawing"), ("took a stand", "stood up to")],
)
def test_forms_of_one_verb_decide_alike(tool: ModuleType, first: str, second: str) -> None:
    assert tool.deciding_stems(first) == tool.deciding_stems(second) != frozenset()
