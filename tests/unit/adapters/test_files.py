"""Files: what a folder gives, in which order, and what is reported instead of read."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest

from detente.adapters.files import receive_paths, receive_stdin
from detente.documents.reading import Received, read_received
from detente.model import Rejection
from detente.settings import Settings

SETTINGS = Settings()
BODY = "Nairobi recalled its envoy from Kampala on Monday."


def write(path: Path, content: str = BODY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    found = receive_paths([folder], settings=SETTINGS)
    return [one.name for one in found if isinstance(one, Received)]


def rejections(*paths: Path, settings: Settings = SETTINGS) -> list[Rejection]:
    return [one for one in receive_paths(paths, settings=settings) if isinstance(one, Rejection)]


def test_folder_is_read_recursively_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.secret.txt", ".git/x.txt", "~$a.docx", "c.md"):
        write(tmp_path / name)
    assert names(tmp_path) == ["a/z.txt", "b.txt", "c.md"]


def test_pictures_beside_a_saved_page_are_no_documents(tmp_path: Path) -> None:
    write(tmp_path / "talks.html", f"<p>{BODY}</p>")
    write(tmp_path / "talks_files/style.css")
    write(tmp_path / "other_files/a.txt")
    write(tmp_path / "talks/a.txt")
    assert names(tmp_path) == ["other_files/a.txt", "talks/a.txt", "talks.html"]


def test_manifest_gives_metadata_beside_and_below_it_and_is_no_document(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "sub/b.txt")
    write(
        tmp_path / "manifest.csv",
        "file,title,publisher,published,precision,terms\n"
        "a.txt,Lake Talks,Lake Wire,2024-01-30,month,free\nsub/b.txt,Below,,2024,,\n",
    )
    first, second = receive_paths([tmp_path], settings=SETTINGS)
    assert isinstance(first, Received) and isinstance(second, Received)
    assert first.metadata == {
        "title": "Lake Talks",
        "publisher": "Lake Wire",
        "published": "2024-01-30",
        "precision": "month",
    }
    assert second.metadata == {"title": "Below", "published": "2024"}
    (document,) = read_received(first, settings=SETTINGS).rows
    assert (document.published, document.published_precision) == (date(2024, 1, 30), "month")


def test_manifest_beside_a_single_file_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    write(tmp_path / "manifest.csv", "file,title\na.txt,Lake Talks\n")
    (received,) = receive_paths([path], settings=SETTINGS)
    assert isinstance(received, Received)
    assert received.metadata["title"] == "Lake Talks"


def test_broken_manifest_is_reported_and_the_files_are_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "manifest.csv", "name,title\na.txt,Lake Talks\n")
    assert "no column 'file'" in rejections(tmp_path)[0].reason
    assert names(tmp_path) == ["a.txt"]


def test_day_of_the_last_change_comes_along(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    os.utime(path, (1_715_509_800, 1_715_509_800))
    (received,) = receive_paths([path], settings=SETTINGS)
    assert isinstance(received, Received)
    assert received.file_date == date(2024, 5, 12)


def test_missing_file_is_reported(tmp_path: Path) -> None:
    (rejection,) = rejections(tmp_path / "gone.txt")
    assert rejection.what == "gone.txt"
    assert "does not exist" in rejection.reason


def test_file_that_vanishes_while_the_folder_is_read_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    gone = write(tmp_path / "b.txt")
    write(tmp_path / "c.txt")
    found = receive_paths([tmp_path], settings=SETTINGS)
    assert isinstance(next(found), Received)
    gone.unlink()
    rejection, last = found
    assert isinstance(rejection, Rejection) and rejection.what == "b.txt"
    assert isinstance(last, Received)


def test_large_file_is_reported_without_being_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    (rejection,) = rejections(path)
    assert "200000000 bytes, more than max_file_bytes" in rejection.reason


def test_broken_link_is_reported_and_a_circle_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "sub/a.txt")
    try:
        (tmp_path / "sub/loop").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "nowhere.txt").symlink_to(tmp_path / "missing.txt")
    except OSError:
        pytest.skip("links are not allowed here")
    assert names(tmp_path) == ["sub/a.txt"]
    assert [rejection.what for rejection in rejections(tmp_path)] == ["nowhere.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_folder_without_rights_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    write(folder / "a.txt")
    folder.chmod(0)
    try:
        assert "permission denied" in rejections(tmp_path)[0].reason
    finally:
        folder.chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no file" in rejections(tmp_path)[0].reason


def test_standard_input_is_one_document_with_a_limit() -> None:
    received = receive_stdin(io.BytesIO(BODY.encode()), settings=SETTINGS)
    assert isinstance(received, Received)
    assert read_received(received, settings=SETTINGS).rows[0].text == BODY
    too_long = receive_stdin(io.BytesIO(BODY.encode()), settings=Settings(max_file_bytes=5))
    assert isinstance(too_long, Rejection)


def test_what_tells_about_a_folder_is_read_only_where_it_is_named(tmp_path):
    for name in ("README.md", "LICENSE", "Changelog.txt", "licence-dispute.txt", "story.txt"):
        (tmp_path / name).write_text("Chad and Niger met.")
    names = [one.name for one in receive_paths([tmp_path], settings=Settings())]
    assert names == ["licence-dispute.txt", "story.txt"]
    (named,) = receive_paths([tmp_path / "README.md"], settings=Settings())
    assert named.name == "README.md"
