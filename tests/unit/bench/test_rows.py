"""Benchmark files as they come: marks, line ends, broken rows."""

from __future__ import annotations

import json

import pytest

from detente.bench.rows import read_json_rows, read_table_rows, write_json_rows
from detente.errors import InputError


def test_marks_line_ends_and_empty_lines_are_no_obstacle(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "one"}\r\n\r\n{"text": "two\xe2\x80\xa8"}\r\n')
    rows = read_json_rows(path, required=["text"]).rows
    assert [(row.line, row.number, row.fields["text"]) for row in rows] == [
        (1, 0, "one"),
        (3, 1, "two\u2028"),
    ]


def test_a_broken_row_is_left_out_with_its_line_and_reason(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\nnot json\n[1]\n{"text": null}\n', encoding="utf-8")
    found = read_json_rows(path, required=["text"])
    assert len(found.rows) == 1
    assert [(one.where, one.reason[:8]) for one in found.rejected] == [
        ("a.jsonl:2", "not JSON"),
        ("a.jsonl:3", "not a JS"),
        ("a.jsonl:4", "without "),
    ]


@pytest.mark.parametrize("content", ["", "\n \n", "not json\n", '{"words": 1}\n'])
def test_a_file_without_a_usable_row_is_an_error_that_names_it(tmp_path, content):
    path = tmp_path / "a.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl"):
        read_json_rows(path, required=["text"])


def test_a_missing_file_and_a_folder_are_errors(tmp_path):
    for path in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(InputError, match="can't be read"):
            read_json_rows(path)


def test_a_table_may_have_other_columns_and_quoted_cells(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_bytes(
        b'\xef\xbb\xbf\tsentence\tcode\r\n0\t"He said ""no""."\tREJECT\r\n1\t"No," he said.\t\r\n'
    )
    rows = read_table_rows(path, required=["sentence", "code"]).rows
    assert [(row.text("sentence"), row.text("code")) for row in rows] == [
        ('He said "no".', "REJECT"),
        ('"No," he said.', ""),
    ]


def test_a_table_without_a_column_says_which_there_are(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("words\tcode\na\tb\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"no column sentence .* words, code"):
        read_table_rows(path, required=["sentence", "code"])


def test_a_short_row_of_a_table_is_left_out(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("sentence\tcode\nonly\na\tb\n", encoding="utf-8")
    found = read_table_rows(path, required=["sentence", "code"])
    assert [row.number for row in found.rows] == [1]
    assert found.rejected[0].where == "a.tsv:2"


def test_written_rows_are_read_again(tmp_path):
    path = tmp_path / "out.jsonl"
    write_json_rows(path, [{"id": 1, "text": "Türkiye"}, {"id": 2, "text": ""}])
    assert [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()] == [1, 2]
    with pytest.raises(InputError, match="can't be written"):
        write_json_rows(tmp_path / "none" / "out.jsonl", [])
