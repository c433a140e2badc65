import json

import pytest

from detente.model import KINDS


def rows(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


FIELDS = """doc anchor kind source target source_roles target_roles directed action codes change
quantity quantity_value sectors time begins_on ends_on speaker phrase likelihood condition
sentence_start sentence_end start end page label role stance denies objects trigger""".split()


def test_coded_statements_have_all_fields_and_true_offsets(run, texts):
    found = rows(run("code", texts / "kenya.txt", "--json"))
    text = (texts / "kenya.txt").read_text()
    assert found
    for row in found:
        assert set(FIELDS) <= set(row)
        assert row["doc"] == "kenya.txt"
        assert row["kind"] in KINDS
        sentence = text[row["sentence_start"] : row["sentence_end"]]
        assert row["sentence"] == sentence
        assert sentence.startswith(row["anchor"])
        assert row["sentence_start"] <= row["start"] < row["end"] <= row["sentence_end"]
        assert row["action"] is None or row["action"] == row["codes"][0]


def test_the_manifest_beside_a_file_dates_it_and_the_option_outranks_it(run, tmp_path):
    (tmp_path / "a.txt").write_text("Mali expelled the ambassador of Niger last month.\n")
    (tmp_path / "manifest.csv").write_text("file,published\na.txt,2024-06-15\n")
    (row,) = rows(run("code", tmp_path / "a.txt", "--json"))
    assert row["time"] == "2024-05"
    (row,) = rows(run("code", tmp_path / "a.txt", "--published", "2023-03-15", "--json"))
    assert row["time"] == "2023-02"


def test_coding_needs_and_leaves_no_project(run, texts, tmp_path):
    run("code", texts / "kenya.txt", "--json")
    assert not (tmp_path / ".detente").exists()


def test_several_files_come_in_the_order_given(run, texts):
    found = rows(run("code", texts / "kenya.txt", texts / "chile.txt", "--json"))
    docs = [row["doc"] for row in found]
    assert docs == sorted(docs, reverse=True)
    assert len(set(docs)) == 2


def test_what_cannot_be_read_is_code_three_and_the_rest_is_coded(run, texts, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    result = run("code", tmp_path / "empty.txt", texts / "kenya.txt", "--json")
    assert result.exit_code == 3
    assert result.stdout.splitlines()
    assert "empty.txt" in result.stderr


def test_explaining_adds_reasons_and_a_table_shows_sentences(run, texts):
    found = rows(run("code", texts / "kenya.txt", "--explain", "--json"))
    assert all(isinstance(row["reasons"], list) for row in found)
    shown = run("code", texts / "kenya.txt", "--explain").stdout
    assert "rail agreement" in shown


def test_an_explanation_names_words_steps_and_what_was_dropped(run, texts):
    found = rows(run("code", texts / "chile.txt", "--explain", "--json"))
    text = (texts / "chile.txt").read_text()
    for row in found:
        told = row["explanation"]
        assert set(told) == {"triggers", "steps", "dropped"}
        assert all(text[t["start"] : t["end"]] == t["words"] for t in told["triggers"])
        assert {"code", "kind", "source", "target"} >= {s["field"] for s in told["steps"]} - {
            "mood"
        }
    shown = run("code", texts / "chile.txt", "--explain").stdout
    assert "verbs.tsv:" in shown
    assert "statements/kinds.py:" in shown


def test_statements_that_are_kept_are_explained_too(run, project):
    found = rows(
        run("statements", "--action", "ACCUSE", "--explain", "--json", "--project", project)
    )
    assert found
    assert all(row["explanation"]["triggers"] for row in found)


def test_the_speed_is_told_beside_the_rows(run, texts):
    told = run("code", texts / "kenya.txt", "--json").stderr
    assert "4 sentences" in told
    assert "% parsed" in told


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (["--kind", "forecast"], lambda row: row["kind"] == "forecast"),
        (["--actor", "Peru"], lambda row: "PER" in row["source"] + row["target"]),
        (["--action", "accuse"], lambda row: row["action"] == "ACCUSE"),
        (["--search", "grain"], lambda row: "grain" in row["sentence"]),
        (["--as-of", "2024-05-20"], lambda row: row["doc"] == "chile.txt"),
        (["--since", "2024-05-01"], lambda row: (row["ends_on"] or row["published"]) >= "2024-05"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_each_filter_keeps_what_fits_and_only_that(run, project, words, holds):
    everything = rows(run("statements", "--json", "--project", project))
    kept = rows(run("statements", *words, "--json", "--project", project))
    assert [row["key"] for row in kept] == [row["key"] for row in everything if holds(row)]
    assert 0 < len(kept) < len(everything)


def test_a_judgement_changes_what_counts(run, texts):
    run("add", texts)
    first = rows(run("statements", "--json"))[0]
    assert run("judge", first["key"], "reject", "--why", "a test").exit_code == 0
    left = rows(run("statements", "--json"))
    assert first["key"] not in [row["key"] for row in left]
    run("judge", first["key"], "correct", "--set", "codes=AID", "--reviewer", "Ana")
    (again,) = [r for r in rows(run("statements", "--json")) if r["key"] == first["key"]]
    assert again["action"] == "AID"


def test_a_judgement_needs_a_statement_that_is_there(run, texts):
    run("add", texts)
    result = run("judge", "0000:1-2:event", "accept")
    assert result.exit_code == 1
    assert "no statement has the key" in result.stderr


def test_a_judgement_without_its_document_is_listed_for_review(run, texts):
    run("add", texts)
    first = rows(run("statements", "--json"))[0]
    run("judge", first["key"], "accept")
    assert rows(run("review", "--json")) == []
    run("documents", "--withdraw", first["doc"])
    assert [row["statement"] for row in rows(run("review", "--json"))] == [first["key"]]
