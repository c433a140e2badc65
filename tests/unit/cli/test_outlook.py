"""`detente outlook`: from a document's forecast to a score."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detente.outlook.entries import Entry
from detente.pipeline_outlook import read_anew

FORECASTS = (
    "Kenya is likely to hold talks with Uganda by the end of March 2024. "
    "Rwanda is unlikely to impose sanctions on Uganda by the end of March 2024."
)
LATER = "On 5 March 2024 Kenya held talks with Uganda in Nairobi on the railway."
MANIFEST = (
    "file,title,publisher,published\n"
    "ahead.txt,Ahead,Lake Institute,2024-01-10\n"
    "one.txt,Talks,Pacific Wire,2024-03-06\n"
    "two.txt,Talks in Nairobi,Rift Post,2024-04-03\n"
)


@pytest.fixture
def desk(run, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "ahead.txt").write_text(FORECASTS + "\n", encoding="utf-8")
    (folder / "one.txt").write_text(LATER + "\n", encoding="utf-8")
    (folder / "two.txt").write_text(
        "Kenya held talks with Uganda on 5 March 2024, the fourth round on the railway. "
        "Rwanda held talks with Burundi on 6 March 2024.\n",
        encoding="utf-8",
    )
    (folder / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    assert run("add", folder).exit_code == 0
    return folder


def rows(result):
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_from_a_forecast_in_a_document_to_its_score(run, desk):
    before = rows(run("outlook", "list", "UGA", "--as-of", "2024-02-01", "--json"))
    talks = next(row for row in before if row["action"] == "CONSULT")
    assert talks["status"] == "open" and talks["evidence"][0]["quote"] in FORECASTS
    assert "at least 2 independent publishers" in talks["resolution_rule"]

    due = rows(run("outlook", "due", "--as-of", "2024-05-01", "--json"))
    proposed = {row["action"]: row["proposed"] for row in due}
    assert proposed == {"CONSULT": "yes", "SANCTION": "no"}
    assert all(fact["evidence"] for row in due for fact in row["supporting"])

    for row in due:
        words = ("outlook", "resolve", row["id"], row["proposed"], "--why", "as reported")
        words = (*words, "--on", "2024-05-01")
        assert run(*words, "--who", "A. Reader").exit_code == 0
    assert rows(run("outlook", "due", "--as-of", "2024-05-01", "--json")) == []
    whole = rows(run("outlook", "scores", "--json", "--as-of", "2024-05-01"))[0]
    low, high = talks["likelihood"]
    first = ((low + high) / 2 - 1) ** 2 + (high - low) ** 2 / 12
    unlikely = next(row for row in before if row["action"] == "SANCTION")["likelihood"]
    second = (sum(unlikely) / 2) ** 2 + (unlikely[1] - unlikely[0]) ** 2 / 12
    assert whole["n"] == 2
    assert whole["brier"] == pytest.approx((first + second) / 2, abs=1e-4)


def test_texts_about_one_side_do_not_make_a_forecast_false(run, desk):
    """Nobody who would have told of it was read: a person decides."""
    (desk / "two.txt").write_text("Kenya helped Uganda on 9 March 2024.\n", encoding="utf-8")
    assert run("add", desk).exit_code == 0
    due = rows(run("outlook", "due", "--as-of", "2024-05-01", "--json"))
    assert {row["action"]: row["proposed"] for row in due}["SANCTION"] == "decide"


ACTS = "day,source,target,act\n" + "".join(
    f"2024-{month:02}-{day:02},{who}\n"
    for month in range(1, 6)
    for day, who in (
        (3, "Rwanda,Kenya,040"),
        (11, "Uganda,Kenya,061"),
        (17, "Rwanda,Burundi,163"),
        (23, "Kenya,Rwanda,061"),
    )
)
MAPPING = '[columns]\naction = "act"\n'


@pytest.fixture
def with_rows(run, tmp_path):
    """The forecasts alone, and a dataset that looks at all three states."""
    folder = tmp_path / "ahead"
    folder.mkdir()
    (folder / "ahead.txt").write_text(FORECASTS + "\n", encoding="utf-8")
    (folder / "manifest.csv").write_text("\n".join(MANIFEST.splitlines()[:2]) + "\n", "utf-8")
    assert run("add", folder).exit_code == 0
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")

    def load(more=""):
        (tmp_path / "acts.csv").write_text(ACTS + more, encoding="utf-8")
        words = ("import", "plain", tmp_path / "acts.csv", "--name", "acts", "--mapping")
        assert run(*words, tmp_path / "m.toml").exit_code == 0
        due = rows(run("outlook", "due", "--as-of", "2024-05-20", "--json"))
        return {row["action"]: row for row in due}

    return load


def test_rows_of_datasets_decide_beside_documents(with_rows):
    due = with_rows("2024-02-06,Kenya,Uganda,040\n2024-03-08,Kenya,Uganda,042\n")
    talks, sanctions = due["CONSULT"], due["SANCTION"]
    assert (talks["proposed"], talks["n_supporting"]) == ("yes", 2)
    for fact in talks["supporting"]:
        (cited,) = fact["evidence"]
        assert cited["dataset"] == "acts" and cited["file"] == "acts.csv"
        assert {cited["fields"]["source"], cited["fields"]["target"]} == {"KEN", "UGA"}
        assert fact["key"] == f"acts:{cited['row']}" and "holds talks with" in fact["text"]
    assert sanctions["proposed"] == "no" and sanctions["watched_by"] == ["acts"]


def test_a_single_row_and_acts_of_others_leave_it_to_a_person(with_rows):
    due = with_rows("2024-02-06,Kenya,Uganda,040\n2024-03-08,Kenya,Burundi,040\n")
    assert due["CONSULT"]["proposed"] == "decide" and due["CONSULT"]["n_supporting"] == 1


def test_the_briefing_says_what_is_awaited_and_how_its_sources_did(run, desk):
    words = ("brief", "UGA", "--as-of", "2024-02-01", "--json", "-")
    page = json.loads(run(*words).stdout)
    awaited = {row["awaited"] for row in page["indicators"]}
    assert any("between Kenya and Uganda" in text for text in awaited)
    told = {line for row in page["indicators"] for line in row["forecasts"]}
    assert told and told <= {row["id"] for row in page["outlook"]}
    lines = [row for part in page.values() if isinstance(part, list) for row in part]
    told = [row["text"] for row in lines if isinstance(row, dict) and "text" in row]
    # How likely and how sure never stand in one sentence: how sure is a field of its own.
    assert told and not any("confidence" in text.lower() for text in told)
    (record,) = page["track_records"]
    assert record["name"] == "Lake Institute" and record["n"] == 0
    assert "none with a likelihood is resolved" in record["text"]

    for row in rows(run("outlook", "due", "--as-of", "2024-05-01", "--json")):
        said = ("outlook", "resolve", row["id"], row["proposed"], "--why", "as reported")
        assert run(*said, "--on", "2024-05-01").exit_code == 0
    later = json.loads(run("brief", "UGA", "--as-of", "2024-05-01", "--json", "-").stdout)
    assert later["indicators"] == []
    assert later["track_records"][0]["n"] == 2
    assert "Brier score" in later["track_records"][0]["text"]


def test_a_decision_is_kept_and_a_later_one_counts(run, desk):
    (row, *_) = rows(run("outlook", "list", "KEN", "--as-of", "2024-02-01", "--json"))
    first = run("outlook", "resolve", row["id"], "no", "--why", "nobody met", "--who", "A. Reader")
    assert "in place of" not in first.stderr
    second = run("outlook", "resolve", row["id"], "yes", "--why", "read again")
    assert "in place of no by A. Reader (nobody met)" in second.stderr
    (again, *_) = rows(run("outlook", "list", "KEN", "--json"))
    assert again["status"] == "resolved yes" and again["resolution"]["why"] == "read again"
    (kept,) = again["earlier_resolutions"]
    assert (kept["outcome"], kept["why"]) == ("no", "nobody met")


def test_a_decision_needs_a_reason_and_a_day_that_has_come(run, desk):
    (row, *_) = rows(run("outlook", "list", "KEN", "--as-of", "2024-02-01", "--json"))
    blank = run("outlook", "resolve", row["id"], "yes", "--why", " ")
    ahead = run("outlook", "resolve", row["id"], "yes", "--why", "x", "--on", "2199-01-01")
    assert blank.exit_code == ahead.exit_code == 1
    assert "needs its reason" in blank.stderr and "lies ahead" in ahead.stderr


def test_a_recorded_phrase_stands_for_what_the_present_table_says():
    recorded = Entry(
        "f",
        "document",
        "likely (55 to 85 %)",
        datetime(2024, 1, 10, tzinfo=UTC),
        low=0.55,
        high=0.85,
        phrase="likely",
        rule="as it was",
    )
    found = replace(recorded, low=0.61, high=0.66, text="likely (61 to 66 %)", rule="as it is")
    read = read_anew(recorded, found)
    assert (read.low, read.high, read.text) == (0.61, 0.66, "likely (61 to 66 %)")
    assert read.rule == "as it was"
    assert read_anew(recorded, None) == recorded
    assert read_anew(recorded, replace(found, phrase="will")) == recorded


def test_a_broken_table_of_phrases_is_named_with_its_line(run, tmp_path):
    table = tmp_path / "likelihood.tsv"
    table.write_text("phrases\tlow\thigh\tbasis\nlikely\t0.8\t0.6\town\n")
    (tmp_path / ".detente").mkdir()
    (tmp_path / ".detente" / "settings.toml").write_text(f"codebook_folder = '{tmp_path}'\n")
    broken = run("outlook", "list", "UGA", "--json")
    assert broken.exit_code == 1 and "likelihood.tsv:2: 'likely': low 0.8 is above" in broken.stderr


def test_what_was_recorded_later_was_not_known(run):
    words = ("Kenya helps Uganda", "-p", "0.3", "--by", "2199-12-31", "--act", "KEN AID UGA")
    assert run("outlook", "add", *words).exit_code == 0
    assert len(rows(run("outlook", "list", "KEN", "--json"))) == 1
    assert rows(run("outlook", "list", "KEN", "--json", "--known-at", "2024-02-01")) == []


def test_own_forecasts_stand_beside_those_of_documents(run, desk):
    words = ("Kenya helps Uganda", "-p", "0.2-0.4", "--by", "2199-12-31", "--who", "me")
    assert run("outlook", "add", *words, "--act", "Kenya AID Uganda").exit_code == 0
    own = [row for row in rows(run("outlook", "list", "KEN", "--json")) if row["kind"] == "own"]
    assert [(row["likelihood"], row["action"], row["speaker"]) for row in own] == [
        ([0.2, 0.4], "AID", "me")
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "X", "-p", "1.5", "--by", "2199-01-01"), "no probability"),
        (("add", "X", "-p", "much", "--by", "2199-01-01"), "give 0.35"),
        (("add", "X", "-p", "0.5", "--by", "2001-01-01"), "a day that is ahead"),
        (("add", "X", "-p", "0.5", "--by", "2199-01-01", "--act", "KEN UGA"), "one action"),
        (("resolve", "forecast-none", "yes", "--why", "x"), "no forecast begins"),
        (("scores", "--by", "colour"), "is not known"),
        (("import", "none.csv"), "there is no file"),
        (("export", "out.txt"), ".json or .csv"),
    ],
)
def test_what_cannot_be_done_is_one_line(run, words, said):
    result = run("outlook", *words)
    assert result.exit_code == 1
    assert said in result.stderr and result.stderr.count("\n") == 1


def test_an_unknown_outcome_is_refused(run, desk):
    (row, *_) = rows(run("outlook", "list", "KEN", "--as-of", "2024-02-01", "--json"))
    result = run("outlook", "resolve", row["id"], "perhaps", "--why", "x")
    assert result.exit_code == 1 and "yes, no, void" in result.stderr


def test_a_file_comes_in_once_and_goes_out_again(run, tmp_path):
    (tmp_path / "q.csv").write_text(
        "question,probability,by,outcome,user\nA?,0.3,2024-05-01,no,me\nB?,0.9,2024-05-01,yes,me\n"
    )
    assert "2 new forecasts, 2 new resolutions" in run("outlook", "import", "q.csv").stderr
    assert "0 new forecasts, 0 new resolutions" in run("outlook", "import", "q.csv").stderr
    assert run("outlook", "export", "out.csv").exit_code == 0
    lines = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"))))
    assert [(line["question"], line["outcome"]) for line in lines] == [("A?", "no"), ("B?", "yes")]
    whole = rows(run("outlook", "scores", "--json"))[0]
    assert whole["brier"] == pytest.approx((0.3**2 + 0.1**2) / 2)


def test_a_question_settled_before_its_end_counts_from_the_day_on_which_it_came(run, tmp_path):
    (tmp_path / "q.csv").write_text(
        "question,probability,by,outcome,resolution_date\nA?,0.3,2099-05-01,yes,2099-05-01\n"
    )
    assert "1 new forecast, 1 new resolution" in run("outlook", "import", "q.csv").stderr
    assert "0 new forecasts, 0 new resolutions" in run("outlook", "import", "q.csv").stderr
    assert rows(run("outlook", "scores", "--json"))[0]["n"] == 1


def test_a_decision_does_not_count_before_the_day_on_which_it_was_settled(run, desk):
    (row, *_) = rows(run("outlook", "list", "KEN", "--as-of", "2024-02-01", "--json"))
    said = ("yes", "--why", "met", "--on", "2024-03-05")
    assert run("outlook", "resolve", row["id"], *said).exit_code == 0

    def seen(day):
        listed = rows(run("outlook", "list", "KEN", "--as-of", day, "--json"))
        (one,) = [one for one in listed if one["id"] == row["id"]]
        scored = rows(run("outlook", "scores", "KEN", "--as-of", day, "--json"))
        return one["status"], scored[0]["n"]

    assert seen("2024-03-05") == ("resolved yes", 1)
    status, n = seen("2024-03-04")
    assert status != "resolved yes" and n == 0


def test_a_decision_without_a_day_counts_from_the_day_on_which_it_was_taken(run, desk):
    (row, *_) = rows(run("outlook", "list", "KEN", "--as-of", "2024-02-01", "--json"))
    said = run("outlook", "resolve", row["id"], "yes", "--why", "met")
    assert "it counts from" in said.stderr

    def seen(*day):
        listed = rows(run("outlook", "list", "KEN", *day, "--json"))
        (one,) = [one for one in listed if one["id"] == row["id"]]
        return one["status"], rows(run("outlook", "scores", "KEN", *day, "--json"))[0]["n"]

    status, n = seen("--as-of", "2024-05-01")
    assert status != "resolved yes" and n == 0
    assert seen() == ("resolved yes", 1)
