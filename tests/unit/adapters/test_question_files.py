"""Questions as forecasting sites give them out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detente.adapters.question_files import csv_text, exported, read_questions
from detente.errors import InputError
from detente.outlook.entries import Entry, newest

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_crowds_forecast_and_its_last_resolution_come_from_json(tmp_path: Path) -> None:
    rows = [
        {
            "source": "agora",
            "id": "7",
            "question": "Will Chad and Niger reopen their border by June?",
            "freeze_value": "0.21",
            "open": "2024-01-03T11:00:00+00:00",
            "close": "2024-06-30T09:00:00+00:00",
            "url": "https://agora.example/7",
            "criteria": "As both governments announce.",
            "resolutions": [
                {"resolution_date": "2024-04-01", "resolved_to": 0.3, "resolved": False},
                {"resolution_date": "2024-06-30", "resolved_to": 0.0, "resolved": True},
            ],
        }
    ]
    found = read_questions(write(tmp_path, "q.json", json.dumps(rows)), now=NOW)
    (entry,), (resolution,) = found.entries, found.resolutions
    assert (entry.low, entry.high, entry.judge) == (0.21, 0.21, "crowd of agora")
    assert (entry.opens_on, entry.closes_on) == (date(2024, 1, 3), date(2024, 6, 30))
    assert (resolution.outcome, resolution.resolved_on) == ("no", date(2024, 6, 30))
    assert resolution.entry == entry.id


def test_what_a_file_says_is_settled_is_settled_when_it_is_read(tmp_path: Path) -> None:
    rows = [
        {
            "question": "Will Chad and Niger reopen their border in 2025?",
            "freeze_value": "0.4",
            "resolutions": [
                {"resolution_date": "2025-12-31", "resolved_to": 1.0, "resolved": True},
            ],
        }
    ]
    found = read_questions(write(tmp_path, "q.json", json.dumps(rows)), now=NOW)
    assert [one.resolved_on for one in found.resolutions] == [NOW.date()]


def test_a_platforms_nested_form_gives_the_newest_crowd_forecast(tmp_path: Path) -> None:
    held = {
        "results": [
            {
                "id": 12,
                "title": "Will Peru join the pact?",
                "question": {
                    "resolution": "yes",
                    "scheduled_close_time": "2025-03-01T00:00:00Z",
                    "aggregations": {"recency_weighted": {"latest": {"centers": [0.64]}}},
                },
            }
        ]
    }
    found = read_questions(write(tmp_path, "q.json", json.dumps(held)), now=NOW)
    assert found.entries[0].low == 0.64
    assert found.resolutions[0].outcome == "yes"


def test_options_name_yes_and_no_and_other_questions_are_left_out(tmp_path: Path) -> None:
    text = (
        "ifp_id,q_text,date_start,date_to_close,outcome,options\n"
        '1,Will A meet B?,9/1/11,12/31/11,b,"(a) Yes, (b) No"\n'
        '2,Who wins?,9/1/11,12/31/11,a,"(a) Chen, (b) Diaz, (c) Neither"\n'
        '3,Will C meet D?,9/1/11,NA,NA,"(a) Yes, (b) No"\n'
    )
    found = read_questions(write(tmp_path, "q.csv", text), now=NOW)
    assert [one.text for one in found.entries] == ["Will A meet B?", "Will C meet D?"]
    assert found.entries[0].closes_on == date(2011, 12, 31)
    assert [one.outcome for one in found.resolutions] == ["no"]
    assert found.rejected[0].where.endswith("q.csv:3")
    assert "other options" in found.rejected[0].reason


def test_a_day_above_twelve_says_that_the_day_comes_first(tmp_path: Path) -> None:
    text = "question,probability,by\nA?,40%,3/4/2024\nB?,0.5,25/4/2024\n"
    found = read_questions(write(tmp_path, "q.csv", text), now=NOW, judge="me")
    assert [one.closes_on for one in found.entries] == [date(2024, 4, 3), date(2024, 4, 25)]
    assert found.entries[0].low == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A?,1.4,2024-05-01,", "within 0 and 1"),
        ("A?,some,2024-05-01,", "no number"),
        ("A?,0.4,soon,", "no date"),
        ("A?,0.4,2024-05-01,perhaps", "neither yes, no nor void"),
        (",0.4,2024-05-01,", "no question"),
    ],
)
def test_a_row_that_is_wrong_is_left_out_with_its_line(
    tmp_path: Path, row: str, reason: str
) -> None:
    text = f"question,probability,by,outcome\nGood?,0.4,2024-05-01,yes\n{row}\n"
    found = read_questions(write(tmp_path, "q.csv", text), now=NOW)
    assert len(found.entries) == 1
    assert found.rejected[0].where.endswith(":3") and reason in found.rejected[0].reason


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("q.json", "{", "no JSON"),
        ("q.json", "3", "no list of questions"),
        ("q.csv", "a,b\n1,2\n", "no row holds a question"),
    ],
)
def test_a_file_of_another_form_is_one_error(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        read_questions(write(tmp_path, name, text), now=NOW)


def test_what_was_exported_comes_back(tmp_path: Path) -> None:
    entry = Entry(
        id="forecast-0a1b",
        kind="own",
        text="=2+2 is a formula, Kenya helps Uganda",
        recorded_at=NOW,
        source=("KEN",),
        target=("UGA",),
        action="AID",
        low=0.2,
        high=0.4,
        made_on=date(2024, 1, 1),
        closes_on=date(2024, 6, 1),
        judge="me",
        rule="As announced.",
    )
    rows = exported([entry], newest([]))
    path = write(tmp_path, "q.csv", csv_text(rows))
    assert "'=2+2" in path.read_text(encoding="utf-8")
    (back,) = read_questions(path, now=NOW).entries
    for field in ("id", "low", "high", "source", "target", "action", "closes_on", "judge", "rule"):
        assert getattr(back, field) == getattr(entry, field), field
    assert back.text == entry.text and back.reasons == ""


QUESTIONS = (
    "Question ID,Question URL,Question Title,Question Type,Resolution Criteria,Open Time,"
    "Scheduled Close Time,Resolution,Resolution Known Time\n"
    "31,https://q.example/31/,Will Fiji and Tonga sign?,binary,As both say.,"
    "2024-01-03 10:00:00+00:00,2024-12-31 23:59:00+00:00,yes,2024-09-01 00:00:00+00:00\n"
    "32,https://q.example/32/,How many boats?,numeric,As counted.,"
    "2024-01-03 10:00:00+00:00,2024-12-31 23:59:00+00:00,12.5,\n"
)
FORECASTS = (
    "Question ID,Forecaster ID,Forecaster Username,Start Time,End Time,Probability Yes\n"
    "31,5,lani,2024-02-01 12:00:00+00:00,,0.4\n"
    "31,5,lani,2024-02-01 18:00:00+00:00,,0.45\n"
    "31,5,lani,2024-03-01 12:00:00+00:00,,0.65\n"
    "31,,recency_weighted,2024-03-02 12:00:00+00:00,,0.7\n"
    "32,5,lani,2024-03-01 12:00:00+00:00,,\n"
)


def test_forecasts_in_one_file_find_their_questions_in_another(tmp_path: Path) -> None:
    asked = write(tmp_path, "question_data.csv", QUESTIONS)
    made = write(tmp_path, "forecast_data.csv", FORECASTS)
    found = read_questions(made, now=NOW, beside=[asked])
    told = [(one.judge, one.made_on, one.low) for one in found.entries]
    # Of two forecasts of one day the last counts.
    assert told == [
        ("lani", date(2024, 2, 1), 0.45),
        ("lani", date(2024, 3, 1), 0.65),
        ("crowd (recency_weighted)", date(2024, 3, 2), 0.7),
    ]
    assert {one.text for one in found.entries} == {"Will Fiji and Tonga sign?"}
    assert {one.outcome for one in found.resolutions} == {"yes"}
    assert {one.resolver for one in found.resolutions} == {"forecast_data.csv"}
    assert "type 'numeric'" in found.rejected[0].reason
    with pytest.raises(InputError, match="together with the file of its questions"):
        read_questions(made, now=NOW)


def test_a_survey_names_the_answer_that_a_value_is_of(tmp_path: Path) -> None:
    asked = write(
        tmp_path,
        "ifps.csv",
        "ifp_id,q_text,q_status,date_start,date_to_close,outcome,options\n"
        '1-1,Will Togo join?,closed,1/7/13,6/1/13,b,"If Benin votes? : (a) Yes, (b) No"\n'
        '1-2,Will Togo join?,voided,1/7/13,6/1/13,,"If Benin does not vote: (a) Yes, (b) No"\n',
    )
    made = write(
        tmp_path,
        "survey.csv",
        "ifp_id,user_id,answer_option,value,fcast_date\n"
        "1-1,17,a,0.3,2013-01-10\n1-1,17,b,0.7,2013-01-10\n1-2,17,b,0.9,2013-01-10\n"
        "1-1,17,c,0.9,2013-01-11\n",
    )
    found = read_questions(made, now=NOW, beside=[asked])
    told = [(one.condition, one.low, one.judge) for one in found.entries]
    assert told == [
        ("If Benin votes", pytest.approx(0.3), "17"),
        ("If Benin does not vote", pytest.approx(0.1), "17"),
    ]
    assert [one.outcome for one in found.resolutions] == ["no", "void"]
    assert "answer 'c'" in found.rejected[0].reason


def test_posts_give_groups_pairs_and_ones_own_forecast(tmp_path: Path) -> None:
    def asked(title: str, **more: object) -> dict[str, object]:
        return {"title": title, "type": "binary", "open_time": "2024-01-03T10:00:00Z", **more}

    mine = {"latest": {"start_time": 1706788800.0, "forecast_values": [0.65, 0.35]}}
    posts = [
        {
            "id": 1,
            "title": "Will Laos join?",
            "question": asked("Will Laos join?", my_forecasts=mine),
        },
        {
            "id": 2,
            "title": "Who will join?",
            "group_of_questions": {"questions": [asked("Fiji"), asked("Tonga", resolution="no")]},
        },
        {
            "id": 3,
            "title": "A pair",
            "conditional": {
                "condition": {"title": "Will Chad vote?"},
                "condition_child": {"title": "Will Niger vote?"},
                "question_yes": asked("", resolution="annulled"),
                "question_no": asked("", resolution="yes"),
            },
        },
        {"id": 4, "title": "Nothing in it", "question": None},
    ]
    path = write(tmp_path, "posts.json", json.dumps({"results": posts}))
    found = read_questions(path, now=NOW, judge="me")
    told = {(one.text, one.condition, one.low) for one in found.entries}
    assert told >= {
        ("Will Laos join?", "", 0.35),
        ("Who will join? (Fiji)", "", None),
        ("Will Niger vote?", "if the answer to “Will Chad vote?” is yes", None),
        ("Will Niger vote?", "if the answer to “Will Chad vote?” is no", None),
    }
    assert sorted(one.outcome for one in found.resolutions) == ["no", "void", "yes"]
