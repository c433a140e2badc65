"""Gold event records read, and triples scored against them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from detente.bench.event_records import read_records, root_of
from detente.bench.events import Coded, matched, root_confusion, score_records
from detente.bench.scores import Agreement, Share
from detente.bench.triples import Triple
from detente.codebook import load_codebook
from detente.errors import InputError

KNOWN = frozenset({"CHL", "PER", "BOL", "NATO"})
HOSTED = Triple("CHL", "PER", "CONSULT")
BLAMED = Triple("PER", "BOL", "ACCUSE")


def records(tmp_path, *rows):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return read_records(path, codes=KNOWN)


def events(tmp_path, *listed):
    return records(tmp_path, {"text": "…", "events": list(listed)}).rows[0].events


def coded(*pairs):
    """Records that hold the first triples of each pair, coded as the second ones."""
    return [Coded(record_of(gold), tuple(given)) for gold, given in pairs]


def record_of(gold):
    from detente.bench.event_records import Record
    from detente.bench.rows import Row

    return Record(Row("g", 1, 0, {}), "1", "…", None, tuple(gold))


def scores(*pairs):
    return score_records(coded(*pairs), codebook=load_codebook())


def test_older_names_longer_codes_and_lists_are_understood(tmp_path):
    found = events(tmp_path, {"source": "chlGOV", "target": ["PER", "BOL"], "code": "Yield"})
    assert found == (Triple("CHL", "PER", "CONCEDE"), Triple("CHL", "BOL", "CONCEDE"))


@pytest.mark.parametrize("several", ["PER;BOL", "PER, BOL", ["PERGOV", None, "BOLMIL"]])
def test_one_side_may_name_several(tmp_path, several):
    found = events(tmp_path, {"source": "CHL", "target": several, "code": "ACCUSE"})
    assert [one.target for one in found] == ["PER", "BOL"]


def test_a_text_that_is_no_text_is_left_out(tmp_path):
    found = records(tmp_path, {"text": ["…"], "events": []}, {"text": "…", "events": []})
    assert (len(found.rows), found.rejected[0].reason) == (1, "text is a list, not a string")


def test_cameo_counts_by_its_first_two_digits_and_a_statement_is_no_event(tmp_path):
    found = events(
        tmp_path,
        {"source": "CHL", "target": "PER", "code": 42},
        {"source": "CHL", "target": "PER", "code": "010"},
    )
    assert found == (HOSTED,)


def test_an_actor_of_no_state_leaves_the_side_open(tmp_path):
    found = events(tmp_path, {"source": "REBMIL", "target": "PER", "code": "ASSAULT"})
    assert found == (Triple("", "PER", "ASSAULT"),)


@pytest.mark.parametrize(
    ("written", "day"),
    [("20240506", date(2024, 5, 6)), ("2024-05-06T10:00", date(2024, 5, 6)), ("May", None)],
)
def test_dates_come_in_two_forms(tmp_path, written, day):
    assert records(tmp_path, {"text": "…", "date": written, "events": []}).rows[0].day == day


def test_a_row_that_is_not_of_the_form_is_left_out_with_the_reason(tmp_path):
    found = records(
        tmp_path,
        {"text": "…", "events": [{"source": "CHL", "target": "PER", "code": "WAVE"}]},
        {"text": "…"},
        {"text": "…", "events": []},
    )
    assert [record.id for record in found.rows] == [3]
    assert "WAVE" in found.rejected[0].reason
    assert "events" in found.rejected[1].reason


def test_a_file_of_other_rows_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no row can be used"):
        records(tmp_path, {"text": "…"}, {"text": "…"})


def test_a_code_of_neither_codebook_is_an_error():
    with pytest.raises(InputError, match="neither"):
        root_of("999")


def test_an_event_is_right_only_with_root_and_both_sides():
    found = scores(([HOSTED], [HOSTED, BLAMED]), ([BLAMED], [Triple("BOL", "PER", "ACCUSE")]))
    assert found["event"] == Agreement(right=1, predicted=3, gold=2)
    assert found["root"] == Agreement(right=2, predicted=3, gold=2)
    assert found["source"] == Agreement(right=1, predicted=3, gold=2)
    assert found["records_with_an_event_right"] == Share(1, 2)


def test_one_triple_serves_one_gold_event():
    open_side = Triple("CHL", "", "CONSULT")
    assert matched([HOSTED, open_side], [HOSTED]) == 1
    assert matched([open_side, HOSTED], [HOSTED, Triple("CHL", "BOL", "CONSULT")]) == 2


def test_what_gold_leaves_open_is_not_asked():
    found = scores(([Triple("", "PER", "ASSAULT")], [Triple("BOL", "PER", "ASSAULT")]))
    assert found["event"] == Agreement(1, 1, 1)
    assert found["source"] == Agreement(0, 0, 0)
    assert found["target"] == Agreement(1, 1, 1)


def test_domestic_events_have_one_state_on_both_sides():
    inside = Triple("PER", "PER", "COERCE")
    assert scores(([inside], [inside]))["event"] == Agreement(1, 1, 1)


def test_records_without_events_count_against_precision_alone():
    found = scores(([], [HOSTED]), ([], []), ([BLAMED], []), ([HOSTED], [BLAMED]))
    assert found["holds_an_event"] == Agreement(right=1, predicted=2, gold=2)


def test_the_confusion_table_pairs_events_between_the_same_two():
    rejected = Triple("CHL", "PER", "REJECT")
    table = root_confusion(coded(([HOSTED, BLAMED], [rejected, HOSTED]), ([], [BLAMED])))
    assert dict(table.counts) == {
        ("CONSULT", "CONSULT"): 1,
        ("ACCUSE", ""): 1,
        ("", "REJECT"): 1,
        ("", "ACCUSE"): 1,
    }
