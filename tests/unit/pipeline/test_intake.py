import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente import pipeline
from detente.documents.reading import Received, read_received
from detente.errors import InputError
from detente.model import Rejection
from detente.pipeline_corpus import plan
from detente.pipeline_intake import (
    Incoming,
    document_location,
    feed_intake,
    incoming,
    intake_digest,
)
from detente.settings import Settings

NOW = datetime(2024, 5, 1, tzinfo=UTC)


def places(*names):
    return [one.location for one in incoming(list(names), settings=Settings())]


def test_a_file_has_one_place_however_it_is_named(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    place = (tmp_path / "sub" / "a.txt").resolve().as_posix()
    names = (str(tmp_path), "sub", "sub/a.txt", "./sub/../sub", str(tmp_path / "sub" / "a.txt"))
    assert {tuple(places(name)) for name in names} == {(place,)}


def test_a_refused_file_has_the_place_that_it_has_once_it_is_read(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("long text")
    monkeypatch.chdir(tmp_path)
    small = Settings(max_file_bytes=3)
    for name in (".", "sub", "sub/a.txt"):
        (refused,) = incoming([name], settings=small)
        assert isinstance(refused.received, Rejection)
        assert [refused.location] == places(name)


def test_nothing_is_received_where_one_path_is_missing(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(InputError, match=r"near it: a\.txt"):
        next(incoming([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], settings=Settings()))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_that_vanished_is_left_out_and_the_others_come(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "here.txt").write_text("x")
    gone, here = incoming([str(tmp_path)], settings=Settings())
    assert isinstance(gone.received, Rejection)
    assert here.received.name == "here.txt"


def test_what_the_user_says_outranks_what_is_known(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "manifest.csv").write_text("file,publisher,title\na.txt,Old,T\n")
    told = {"publisher": "New"}
    (one,) = incoming([str(tmp_path / "a.txt")], settings=Settings(), metadata=told)
    assert (one.received.metadata["publisher"], one.received.metadata["title"]) == ("New", "T")


def test_what_a_server_counts_by_is_no_part_of_a_text():
    one = Received("u", b"x", metadata={"etag": "1", "title": "T"})
    two = Received("u", b"x", metadata={"etag": "2", "title": "T"})
    three = Received("u", b"x", metadata={"etag": "1", "title": "U"})
    assert intake_digest(one) == intake_digest(two) != intake_digest(three)


def test_each_row_of_a_file_has_its_own_place():
    content = b'{"text": "Chad thanked Niger.", "date": "2024-01-01"}\n' * 2
    received = Received("r.jsonl", content, received_from="sub/r.jsonl")
    rows = read_received(received, settings=Settings()).rows
    found = [document_location(row, received, "/desk/sub/r.jsonl") for row in rows]
    assert len(set(found)) == 2
    assert all(place.startswith("/desk/sub/r.jsonl#") for place in found)


def test_a_feed_is_remembered_by_its_own_address():
    told = {"feed_url": "https://x.org/feed", "feed_etag": "e", "etag": "page"}
    entry = Incoming("https://x.org/1", Received("1", b"x", metadata=told))
    remembered = feed_intake(entry, now=NOW)["https://x.org/feed"]
    assert (remembered.location, remembered.etag) == ("https://x.org/feed", "e")
    assert feed_intake(Incoming("a", Received("a", b"x")), now=NOW) == {}


@pytest.mark.parametrize(("name", "says"), [("", "empty"), (" ", "empty"), ("ftp://a.b/c", "http")])
def test_a_name_that_is_no_path_and_no_address_is_refused(name, says):
    with pytest.raises(InputError, match=says):
        next(incoming([name], settings=Settings()))


def test_a_name_that_is_no_text_is_written_down_with_its_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (b"bad\xff.txt", b"odd\xfe.zzz"):
        try:
            Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(
                "Peru aided Chile."
            )
        except OSError:
            pytest.skip("this disk refuses such names")
    with pipeline.open_project(tmp_path / "project") as project:
        added = pipeline.add(project, [str(folder)], now=NOW)
        again = pipeline.add(project, [str(folder)], now=NOW)
    assert (added.new, again.unchanged) == (1, 1)
    assert [one.what for one in added.rejected] == ["odd\\xfe.zzz"]
    rejected: list[Rejection] = []
    plan_of = plan([str(folder)], settings=Settings(), metadata={}, rejected=rejected)
    assert list(plan_of) == []
    assert "rename it" in rejected[0].reason
