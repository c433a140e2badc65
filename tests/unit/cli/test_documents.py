import json


def rows(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_adding_says_what_came_of_it_and_again_is_a_no_op(run, texts):
    assert "added 2 documents, 0 changed, 0 there already" in run("add", texts).stderr
    assert "added 0 documents, 0 changed, 2 there already" in run("add", texts).stderr


def test_documents_carry_what_the_manifest_says(run, project):
    found = rows(run("documents", "--json", "--project", project))
    assert [row["origin"] for row in found] == ["chile.txt", "kenya.txt"]
    assert found[1]["title"] == "Rail and grain"
    assert found[1]["published"] == "2024-06-01"
    assert found[1]["published_how"] == "manifest"
    assert found[1]["statements"] >= 1


def test_search_finds_words_in_texts(run, project):
    found = rows(run("documents", "--search", "grain rail", "--json", "--project", project))
    assert [row["origin"] for row in found] == ["kenya.txt"]
    assert "[grain]" in found[0]["passage"]


def test_documents_as_of_a_day_leave_out_what_came_later(run, project):
    found = rows(run("documents", "--as-of", "2024-05-31", "--json", "--project", project))
    assert [row["origin"] for row in found] == ["chile.txt"]


def test_nothing_was_known_before_it_was_received(run, project):
    result = run("documents", "--known-at", "2024-07-01", "--json", "--project", project)
    assert rows(result) == []


def test_standard_input_is_a_document_with_the_date_given(run):
    words = ("add", "-", "--published", "2024-03", "--publisher", "Harbour Post")
    assert run(*words, stdin="Norway and Iceland signed a fishing treaty.\n").exit_code == 0
    (row,) = rows(run("documents", "--json"))
    assert (row["published"], row["published_precision"]) == ("2024-03-01", "month")
    assert (row["published_how"], row["publisher"]) == ("option", "Harbour Post")


def test_two_texts_from_standard_input_are_two_documents(run):
    run("add", "-", "--published", "2024", stdin="Norway and Iceland signed a fishing treaty.\n")
    run("add", "-", "--published", "2024", stdin="Finland imposed sanctions on Belarus.\n")
    assert [row["version"] for row in rows(run("documents", "--json"))] == [1, 1]


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(run, texts, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text((texts / "kenya.txt").read_text())
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    result = run("add", folder, "--published", "2024-06-01")
    assert result.exit_code == 3
    assert "added 1 document" in result.stderr
    assert "empty.txt" in result.stderr
    assert "binary.txt" in result.stderr
    again = run("add", folder, "--published", "2024-06-01")
    assert again.exit_code == 3
    (folder / "empty.txt").unlink()
    (folder / "binary.txt").unlink()
    assert run("add", folder, "--published", "2024-06-01").exit_code == 0


def test_a_changed_file_is_a_new_version_and_the_old_one_is_still_known(run, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("Ghana recalled its ambassador from Togo on 1 March 2024.\n")
    run("add", path, "--published", "2024-03-02")
    path.write_text("Ghana did not recall its ambassador from Togo on 1 March 2024.\n")
    assert "1 changed" in run("add", path, "--published", "2024-03-02").stderr
    (row,) = rows(run("documents", "--json"))
    assert row["version"] == 2


def test_a_withdrawn_document_supports_nothing_until_it_is_restored(run, texts):
    run("add", texts)
    assert run("documents", "--withdraw", "kenya.txt").exit_code == 0
    assert run("add", texts).exit_code == 0
    assert [row["origin"] for row in rows(run("documents", "--json"))] == ["chile.txt"]
    kept = rows(run("statements", "--json"))
    assert {row["doc"] for row in kept} == {"chile.txt"}
    run("documents", "--restore", "kenya.txt")
    assert len(rows(run("documents", "--json"))) == 2


def test_the_same_text_twice_is_one_document_with_a_copy(run, texts, tmp_path):
    text = (texts / "kenya.txt").read_text()
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(text)
        run("add", tmp_path / name, "--published", "2024-06-01", "--publisher", f"Wire {name[:3]}")
    (row,) = rows(run("documents", "--json"))
    assert (row["copies"], row["publisher"], row["copied_by"]) == (1, "Wire one", ["Wire two"])
    run("brief", "Kenya", "--json", "brief.json")
    (printed,) = json.loads((tmp_path / "brief.json").read_text())["publications"]
    assert printed["copied_by"] == ["Wire two"]
