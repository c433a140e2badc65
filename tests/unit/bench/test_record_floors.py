"""Setting floors: they rise by themselves and fall only with a reason."""

from __future__ import annotations

import json

import pytest

from detente.bench.gate import Entry, read_history, write_history
from detente.bench.record_floors import main, read_document
from detente.errors import InputError

ROW = {"doc": "a.txt", "kind": "event", "source": ["PER"], "target": ["CHL"], "codes": ["ASSAULT"]}
SENTENCES = [f"Peru attacked Chile on {day} May 2025." for day in range(1, 11)]


@pytest.fixture
def folders(tmp_path):
    """A gate of one document, in which every sentence holds one plain event."""
    gate, examples = tmp_path / "gate", tmp_path / "examples"
    (gate / "gold").mkdir(parents=True)
    examples.mkdir()
    (examples / "a.txt").write_text(" ".join(SENTENCES) + "\n", encoding="utf-8")
    (examples / "manifest.csv").write_text("file,published\na.txt,2025-05-12\n", encoding="utf-8")
    (gate / "styles.json").write_text(json.dumps({"a.txt": "wire story"}), encoding="utf-8")
    rows = [json.dumps({**ROW, "anchor": sentence.rstrip(".")}) for sentence in SENTENCES]
    (gate / "gold" / "a.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return gate, examples


def record(folders, *arguments):
    gate, examples = folders
    main([*arguments, "--gate", str(gate), "--examples", str(examples)])
    return read_history(gate / "floors.json")


def test_floors_lie_a_margin_under_what_is_reached(folders):
    (entry,) = record(folders, "first")
    assert entry.floors["event recall"] == pytest.approx(1.0 - 0.03)
    assert "forecast recall" not in entry.floors


def test_a_floor_that_would_fall_stays_unless_a_reason_is_given(folders):
    high = Entry("higher than can be", "", {"event recall": 0.99})
    write_history(folders[0] / "floors.json", [high])
    assert record(folders, "again")[-1].floors["event recall"] == 0.99
    last = record(folders, "annotations corrected", "--lowered", "two were wrong")[-1]
    assert last.floors["event recall"] == pytest.approx(0.97)
    assert last.lowered == {"event recall": "two were wrong"}


def test_a_file_that_holds_no_document_is_reported(tmp_path):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="0 documents, not one"):
        read_document(tmp_path / "empty.txt")
