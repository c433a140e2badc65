"""`detente bench` on small files."""

from __future__ import annotations

import json

RECORDS = (
    {
        "id": "a",
        "text": "Chile hosted Peru's foreign minister in Santiago on Monday.",
        "date": "20240506",
        "events": [{"source": "CHL", "target": "PERGOV", "code": "CONSULT"}],
    },
    {"id": "b", "text": "The river was calm.", "events": []},
)


def written(tmp_path, *lines):
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_events_are_scored_and_predictions_written(run, tmp_path):
    path = written(tmp_path, *map(json.dumps, RECORDS))
    result = run("bench", "events", path, "--json", "--predictions", "coded.jsonl")
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert (report["rows"], report["used"]) == (2, 2)
    assert report["scores"]["event"]["gold"] == 1
    rows = [json.loads(line) for line in (tmp_path / "coded.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert rows[0]["events"] == [{"source": "CHL", "target": "PER", "code": "CONSULT"}]


def test_a_row_left_out_is_listed_and_told_by_the_exit_code(run, tmp_path):
    path = written(tmp_path, json.dumps(RECORDS[0]), "oops")
    result = run("bench", "events", path, "--verbose")
    assert result.exit_code == 3
    assert "records.jsonl:2: not JSON" in result.stderr
    assert "gold \\ predicted" in result.stdout


def test_a_file_that_is_not_of_the_form_is_one_line(run, tmp_path):
    result = run("bench", "events", written(tmp_path, "oops"))
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert len(result.stderr.splitlines()) == 1


def test_given_pairs_are_scored_row_by_row(run, tmp_path):
    head = "sentence\tmarked_sentence\tsource\ttarget\tgold_root"
    row = "Chile condemned Peru.\t<s>Chile</s> condemned <t>Peru</t>.\tChile\tPeru\tACCUSE"
    path = written(tmp_path, head, row, "Chile slept.\t\tChile\tBolivia\tACCUSE")
    result = run("bench", "plover", path, "--json", "--predictions", "coded.jsonl")
    assert result.exit_code == 3, result.output
    assert json.loads(result.stdout)["scores"]["macro_f1_root"] == 1.0
    rows = [json.loads(line) for line in (tmp_path / "coded.jsonl").read_text("utf-8").splitlines()]
    assert rows == [{"row": 0, "code": "ACCUSE"}, {"row": 1, "code": None}]


def test_speed_is_measured(run, tmp_path):
    path = written(tmp_path, json.dumps({"text": RECORDS[0]["text"], "date": "2024-05-06"}))
    result = run("bench", "speed", path, "--json", "--sample", "1")
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)["scores"]
    assert scores["sentences"] == 1
    assert scores["sentences_a_second_and_core"]["cpu"] > 0
    assert 0 <= scores["filter"]["recall"]["share"] <= 1


def test_dates_of_a_folder_are_scored_and_bad_files_named(run, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "good.tml").write_text(
        '<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2022-03-10" '
        'functionInDocument="CREATION_TIME">10 March</TIMEX3></DCT><TEXT>Envoys of Chad arrived '
        'on <TIMEX3 tid="t1" type="DATE" value="2022-03-08">Tuesday</TIMEX3>.</TEXT></TimeML>'
    )
    (folder / "bad.tml").write_text("<TimeML>")
    result = run("bench", "dates", folder, "--json", "--predictions", "dates.jsonl")
    assert result.exit_code == 3, result.output
    report = json.loads(result.stdout)
    assert (report["rows"], report["used"]) == (2, 1)
    assert report["scores"]["value"]["f1"] == 1.0
    assert "bad.tml" in report["unusable"][0]["where"]
    (row,) = map(json.loads, (tmp_path / "dates.jsonl").read_text("utf-8").splitlines())
    assert [one["text"] for one in row["timexes"]] == ["Tuesday"]


def test_statements_are_scored_against_a_folder_of_annotations(run, tmp_path):
    for name in ("gold", "texts"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts" / "wire.txt").write_text(RECORDS[0]["text"], encoding="utf-8")
    annotation = {
        "doc": "wire.txt",
        "anchor": "Chile hosted",
        "kind": "event",
        "source": ["CHL"],
        "target": ["PER"],
        "codes": ["CONSULT"],
    }
    (tmp_path / "gold" / "wire.jsonl").write_text(json.dumps(annotation), encoding="utf-8")
    result = run("bench", "statements", "gold", "texts", "--causes", "--json")
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)["scores"]
    assert scores["recall"] == {"share": 1.0, "part": 1, "whole": 1}
    assert scores["missed"] == {}
    shown = run("bench", "statements", "gold", "texts", "--verbose")
    assert "gold \\ predicted" in shown.stdout
