"""Files of annotations: what is read, and what is refused with file and line."""

from __future__ import annotations

import json

import pytest

from detente.bench.annotations import read_annotations
from detente.errors import InputError

ROW = {"doc": "d", "anchor": "Mali left", "kind": "event", "source": ["MLI"], "codes": ["YIELD"]}


def write(tmp_path, *rows):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return path


def test_missing_fields_mean_unsaid_and_core_and_directed(tmp_path):
    (found,) = read_annotations(write(tmp_path, ROW))
    assert (found.source, found.target, found.time) == (("MLI",), (), "")
    assert found.core
    assert found.directed


def test_an_older_action_name_is_read_as_the_present_one(tmp_path):
    assert read_annotations(write(tmp_path, ROW))[0].codes == ("CONCEDE",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "rumour"}, "rumour not among event"),
        ({"codes": ["DANCE"]}, "DANCE not among AGREE"),
        ({"sectors": ["sport"]}, "sport not among diplomatic"),
        ({"source": "MLI"}, "source is 'MLI', not a list"),
    ],
)
def test_a_row_out_of_form_is_refused_with_its_line(tmp_path, change, said):
    path = write(tmp_path, ROW, {**ROW, **change})
    with pytest.raises(InputError, match=f":2: .*{said}"):
        read_annotations(path)


def test_a_row_without_an_anchor_is_refused(tmp_path):
    with pytest.raises(InputError, match=r":1: .*anchor"):
        read_annotations(write(tmp_path, {"doc": "d", "kind": "event"}))
