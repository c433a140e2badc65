"""What changed, from the command line: between two days, and since the last reading."""

import json

import pytest

HEADER = "date,source,target,action\n"
EARLY = "2020-01-02,CHL,PER,040\n2020-02-03,CHL,PER,042\n"
LATE = "2020-01-09,PER,CHL,190\n"


@pytest.fixture
def imported(run, tmp_path):
    """Imports rows into the project that the tests run on."""

    def importing(name, rows):
        path = tmp_path / name
        path.write_text(HEADER + rows)
        assert run("import", "plain", path).exit_code == 0

    return importing


def page(result):
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def new_events(told):
    return [(row["source"], row["n_events"]) for row in told["rows"]]


def test_what_happened_between_two_days_is_told(run, imported):
    imported("early.csv", EARLY)
    told = page(run("diff", "CHL", "--from", "2020-01-15", "--to", "2020-03-01", "--json"))
    assert new_events(told) == [("CHL", 1)]
    (cited,) = told["rows"][0]["evidence"]
    assert (cited["file"], cited["line"], cited["fields"]["day"]) == ("early.csv", 3, "2020-02-03")
    assert (
        new_events(page(run("diff", "CHL", "--from", "2020-02-15", "--to", "2020-03-01", "--json")))
        == []
    )


def test_what_was_imported_since_the_last_reading_is_new(run, imported):
    imported("early.csv", EARLY)
    missing = run("diff", "CHL", "--since-last")
    assert missing.exit_code == 1 and "no reading of CHL is recorded" in missing.stderr
    marked = run("diff", "CHL", "--from", "2020-01-01", "--to", "2020-03-01", "--mark")
    assert "reading recorded: CHL as of 2020-03-01" in marked.stderr
    imported("late.csv", LATE)
    told = page(run("diff", "CHL", "--since-last", "--to", "2020-03-01", "--json"))
    assert new_events(told) == [("PER", 1)]
    again = run("diff", "CHL", "--since-last", "--to", "2020-03-01")
    assert "Nothing changed." in again.stdout


def test_the_earlier_picture_has_to_be_named(run):
    assert run("diff", "CHL").exit_code == 1
    assert run("diff", "CHL", "--from", "2020-03-01", "--to", "2020-01-01").exit_code == 1
