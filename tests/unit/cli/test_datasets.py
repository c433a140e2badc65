"""Importing event datasets from the command line."""

import json

import pytest

HEADER = "date,source,target,action\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text(
        f"{HEADER}2020-01-02,CHL,PER,040\n2020-01-02,Chile,PER,042\n2020-01-09,CHL,PER,dance\n",
        encoding="utf-8",
    )
    return path


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_import_tells_rows_reasons_and_events(run, table):
    result = run("import", "plain", table, "--json")
    assert result.exit_code == 3
    (summary,) = lines(result)
    assert (summary["rows"], summary["taken"], summary["events"]) == (3, 2, 1)
    assert summary["rejected"] == {"action … is unknown": 1}
    assert "1 row rejected" in result.stderr


def test_second_import_skips_what_is_there(run, table):
    run("import", "plain", table, "--name", "andes")
    result = run("import", "plain", table, "--name", "andes")
    assert result.exit_code == 0
    assert "0 files, 1 there already" in result.stderr
    (held,) = lines(run("datasets", "--json"))
    assert (held["name"], held["rows"], held["rejected"], held["events"]) == ("andes", 2, 1, 1)
    assert (held["first_day"], held["last_day"]) == ("2020-01-02", "2020-01-02")


def test_add_sends_datasets_to_the_import_and_reads_the_rest(run, table, tmp_path):
    (tmp_path / "note.txt").write_text("Chile and Peru met on 2 May 2021.\n", encoding="utf-8")
    result = run("add", tmp_path)
    assert "2 of 3 rows taken" in result.stderr
    assert "added 1 document" in result.stderr
    assert [row["origin"] for row in lines(run("documents", "--json"))] == ["note.txt"]
    assert [row["name"] for row in lines(run("datasets", "--json"))] == ["plain"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "weather", "x.csv"), "no kind of dataset; use one of gdelt"),
        (("import", "gdelt", "no-such-file"), "there is no file or folder 'no-such-file'"),
        (("import", "plain", "x.csv", "--name", "../up"), "can't name a dataset"),
    ],
)
def test_wrong_words_are_one_line_with_the_next_step(run, words, said):
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.stderr


def test_damaged_file_is_listed_and_the_others_count(run, table, tmp_path):
    good = tmp_path / "rows" / "a.csv"
    good.parent.mkdir()
    good.write_text(f"{HEADER}2020-01-02,CHL,PER,040\n", encoding="utf-8")
    (good.parent / "b.csv").write_text("nothing of the kind\n", encoding="utf-8")
    result = run("import", "plain", good.parent)
    assert result.exit_code == 3
    assert "1 of 1 rows taken" in result.stderr
    assert "b.csv" in result.stderr


def test_no_datasets_are_said_to_be_none(run):
    assert "no datasets" in run("datasets").stderr


def test_a_briefing_takes_datasets_among_its_files(run, table, tmp_path):
    result = run("brief", "CHL", table, "--json", "-", "--as-of", "2020-06-01")
    assert result.exit_code == 3
    page = json.loads(result.stdout)
    (cell,) = page["portfolio"]
    assert (cell["counterpart"], cell["n_rows"], cell["n_reports"]) == ("PER", 1, 2)
    (cited,) = cell["evidence"]
    assert (cited["dataset"], cited["file"], cited["line"]) == ("plain", "coded.csv", 2)
    assert page["generated_from"]["datasets"] == 1


SCORES = "date,source,target,score\n" + "".join(
    f"2020-{month:02}-{day:02},CHL,{other},{base + day % 3}\n"
    for month in (1, 2, 3)
    for day in range(1, 28)
    for other, base in (("PER", 40), ("BOL", -40))
)


@pytest.fixture
def scored(run, tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text(SCORES)
    assert run("import", "scores", path).exit_code == 0


def test_scores_are_told_in_their_own_unit_and_as_no_level(run, scored):
    told = lines(run("portfolio", "CHL", "--as-of", "2020-03-31", "--json"))
    assert {row["list"] for row in told} == {"scores"}
    by_code = {row["counterpart"]: row for row in told}
    assert by_code["BOL"]["value"] < -30 and by_code["PER"]["value"] > 30
    assert by_code["PER"]["n_days"] == 81
    assert by_code["PER"]["evidence"][0]["fields"]["score"] in (40, 41, 42)
    table = run("portfolio", "CHL", "--as-of", "2020-03-31").stdout
    assert "PER" in table and "p direction" in table


STEPPED = "date,source,target,action\n" + "".join(
    f"{year}-{month:02}-{day:02},CHL,{other},{'190' if (year, other) < (2020, 'PER') else '060'}\n"
    for year in (2018, 2019, 2020, 2021)
    for month in range(1, 13)
    for day in (1, 8, 15, 22)
    for other in ("PER", "ARG")
)


def test_signals_can_be_asked_for_one_counterpart_and_since_a_day(run, tmp_path):
    path = tmp_path / "stepped.csv"
    path.write_text(STEPPED)
    assert run("import", "plain", path).exit_code == 0
    told = ("--as-of", "2021-12-31", "--json")
    (shift, *_) = lines(run("signals", "CHL", "--with", "Peru", *told))
    assert shift["target"] == ["PER"] and shift["begins_on"].startswith(("2019-12", "2020-01"))
    assert not lines(run("signals", "CHL", "--with", "ARG", "--since", "2021-02-01", *told))
    assert run("signals", "CHL", "--since", "soon").exit_code == 1
