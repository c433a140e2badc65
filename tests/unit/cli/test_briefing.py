import json

import pytest


def test_without_an_output_the_briefing_lies_in_the_folder_one_works_in(run, project, tmp_path):
    result = run("brief", "Kenya", "--project", project, "--as-of", "2024-07-01")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "brief-KEN.html").read_text(encoding="utf-8").startswith("<!")
    assert "written: brief-KEN.html" in result.stdout


def test_all_forms_are_written_together(run, project, tmp_path):
    words = ("--out", "b.html", "--markdown", "b.md", "--docx", "b.docx", "--json", "b.json")
    result = run("brief", "KEN", *words, "--project", project, "--as-of", "2024-07-01")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "b.docx").read_bytes()[:2] == b"PK"
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["actor"] == "KEN"
    assert (tmp_path / "b.md").read_text(encoding="utf-8").strip()


def test_every_line_quotes_its_document(run, project, texts):
    result = run("brief", "KEN", "--json", "-", "--project", project, "--as-of", "2024-07-01")
    page = json.loads(result.stdout)
    quoted = 0
    for name, lines in page.items():
        for line in lines if isinstance(lines, list) else []:
            assert line["evidence"] or name == "rejected", (name, line["text"])
            for proof in line["evidence"]:
                text = (texts / proof["origin"]).read_text()
                assert proof["quote"] == text[proof["start"] : proof["end"]]
                quoted += 1
    assert quoted > 3


def test_paths_are_added_first_and_the_project_is_made(run, texts, tmp_path):
    result = run("brief", "PER", texts, "--json", "b.json", "--as-of", "2024-07-01")
    assert result.exit_code == 0, result.output
    assert (tmp_path / ".detente" / "ledger.sqlite").is_file()
    assert json.loads((tmp_path / "b.json").read_text())["generated_from"]["documents"] == 2


def test_a_bad_file_is_left_out_and_the_briefing_is_written(run, texts, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    words = ("brief", "PER", texts, tmp_path / "empty.txt", "--json", "b.json")
    result = run(*words, "--as-of", "2024-07-01")
    assert result.exit_code == 3
    page = json.loads((tmp_path / "b.json").read_text())
    assert any("empty.txt" in row["what"] for row in page["rejected"])


def test_what_was_published_later_is_not_counted_and_that_is_said(run, project):
    words = ("brief", "KEN", "--json", "-", "--as-of", "2024-05-20", "--project", project)
    result = run(*words)
    assert json.loads(result.stdout)["generated_from"]["documents"] == 1
    assert "1 document published after 2024-05-20" in result.stderr


@pytest.mark.parametrize(
    "words", [["portfolio"], ["signals"], ["calendar"], ["outlook", "list"], ["brief", "--json=-"]]
)
def test_an_actor_nothing_is_known_about_is_told_with_the_next_step(run, project, words):
    result = run(*words, "Vanuatu", "--project", project)
    assert result.exit_code == 0
    assert "says anything about VUT" in result.stderr
    assert "detente add" in result.stderr


def test_an_empty_project_says_what_to_do(run):
    result = run("portfolio", "PER")
    assert result.exit_code == 0
    assert "detente add" in result.stderr


def test_lists_are_those_of_the_briefing(run, project):
    shared = ("--project", project, "--as-of", "2024-07-01")
    page = json.loads(run("brief", "KEN", "--json", "-", *shared).stdout)
    for name, words in (
        ("portfolio", ("portfolio", "KEN")),
        ("signals", ("signals", "KEN")),
        ("calendar", ("calendar", "KEN")),
        ("events", ("signals", "KEN", "--list", "events")),
    ):
        lines = run(*words, "--json", *shared).stdout.splitlines()
        expected = [{"list": name, **line} for line in page[name]]
        assert [json.loads(line) for line in lines] == expected


def test_the_listed_outlook_is_that_of_the_briefing_with_its_status(run, project):
    shared = ("--project", project, "--as-of", "2024-07-01")
    page = json.loads(run("brief", "KEN", "--json", "-", *shared).stdout)
    lines = run("outlook", "list", "KEN", "--json", *shared).stdout.splitlines()
    listed = [json.loads(line) for line in lines]
    told = ("text", "source", "action", "phrase", "likelihood", "window", "resolution_rule")
    assert [{key: row[key] for key in told} for row in listed] == [
        {key: row[key] for key in told} for row in page["outlook"]
    ]
    assert all(row["status"] for row in listed) and listed


def test_tables_have_a_row_for_each_line(run, project):
    shared = ("--project", project, "--as-of", "2024-07-01")
    lines = run("portfolio", "KEN", "--json", *shared).stdout.splitlines()
    table = run("portfolio", "KEN", *shared).stdout
    assert table.count("UGA") == sum('"counterpart": "UGA"' in line for line in lines) > 0


def test_a_briefing_is_never_read_as_a_source_of_the_next(run, texts, tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    for path in texts.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    outputs = ("--out", folder / "b.html", "--markdown", folder / "b.md", "--as-of", "2024-07-01")
    assert run("brief", "PER", folder, *outputs).exit_code == 0
    before = run("brief", "PER", "--json", "-", "--as-of", "2024-07-01").stdout
    again = run("brief", "PER", folder, *outputs)
    assert again.exit_code == 3
    assert "b.html: Détente wrote this file" in again.stderr
    assert run("brief", "PER", "--json", "-", "--as-of", "2024-07-01").stdout == before


def test_references_and_data_are_written_beside_the_page(run, project, tmp_path):
    words = ("--export", "bibtex=b.bib", "--export", "relations-csv=r.csv", "--json", "b.json")
    result = run("brief", "KEN", *words, "--project", project, "--as-of", "2024-07-01")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "b.bib").read_text(encoding="utf-8").startswith("@")
    header, *rows = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header.startswith("actor,counterpart") and rows
    assert not (tmp_path / "brief-KEN.html").exists()


@pytest.mark.parametrize("wrong", ["exe=b.exe", "ris", "ris="])
def test_a_form_that_is_none_is_told(run, project, wrong):
    result = run("brief", "KEN", "--export", wrong, "--project", project)
    assert result.exit_code == 1
    assert "FORM=FILE" in result.stderr


def test_a_briefing_is_written_as_it_was_arranged(run, project, tmp_path):
    from datetime import UTC, datetime

    from detente.pipeline_composing import arrange
    from detente.pipeline_project import open_project

    with open_project(project) as held:
        arrange(held, "KEN", ["calendar", "takeaways"], author="Ada", now=datetime.now(UTC))
    words = ("--arranged", "--json", "b.json", "--project", project, "--as-of", "2024-07-01")
    assert run("brief", "KEN", *words).exit_code == 0
    page = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert list(page)[3:] == ["calendar", "takeaways"]
