"""Reading TimeML files: what the text is, what is marked, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.bench.timeml import read_folder, read_timeml
from detente.errors import InputError

DCT = (
    '<DCT><TIMEX3 tid="t0" type="DATE" value="2021-06-04" '
    'functionInDocument="CREATION_TIME">June 4</TIMEX3></DCT>'
)


def written(tmp_path: Path, body: str, *, head: str = DCT, encoding: str = "utf-8") -> Path:
    path = tmp_path / "one.tml"
    text = f'<?xml version="1.0" ?>\n<TimeML>{head}<TITLE>A title</TITLE>{body}</TimeML>'
    path.write_bytes(text.encode(encoding))
    return path


def test_text_holds_no_marks_and_offsets_point_into_it(tmp_path: Path) -> None:
    body = (
        '<TEXT>Envoys <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" '
        'value="2021-06-03"><EVENT eid="e2">Thurs</EVENT>day</TIMEX3>.</TEXT>'
    )
    document = read_timeml(written(tmp_path, body))
    (timex,) = document.timexes
    assert document.text == "Envoys met on Thursday."
    assert document.text[timex.start : timex.end] == timex.words == "Thursday"
    assert (timex.type, timex.value, document.published) == (
        "DATE",
        "2021-06-03",
        date(2021, 6, 4),
    )


def test_document_date_is_not_among_the_expressions_even_inside_the_text(tmp_path: Path) -> None:
    document = read_timeml(written(tmp_path, f"<TEXT>{DCT} Talks failed.</TEXT>", head=""))
    assert document.timexes == ()
    assert document.published == date(2021, 6, 4)


def test_document_without_a_date_is_read(tmp_path: Path) -> None:
    document = read_timeml(written(tmp_path, "<TEXT>Talks failed.</TEXT>", head=""))
    assert document.published is None


def test_nested_expressions_count_each_and_empty_ones_are_counted_apart(tmp_path: Path) -> None:
    body = (
        '<TEXT><TIMEX3 tid="t1" type="DURATION" value="P2W">two weeks from <TIMEX3 tid="t2" '
        'type="DATE" value="2021-06-08">Tuesday</TIMEX3></TIMEX3>'
        '<TIMEX3 tid="t3" type="DURATION" value="P1D"/></TEXT>'
    )
    document = read_timeml(written(tmp_path, body))
    assert [t.words for t in document.timexes] == ["two weeks from Tuesday", "Tuesday"]
    assert document.empty == 1


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<TEXT>A&amp;B &lt;now&gt;</TEXT>", "A&B <now>"),
        ("<TEXT>Smith & Sons</TEXT>", "Smith & Sons"),
        ("<TEXT>Z&uuml;rich &#8212; caf&eacute; &unknown;</TEXT>", "Zürich — café &unknown;"),
        ("<BODY>No such element</BODY>", "A titleNo such element"),
    ],
)
def test_entities_and_missing_elements(tmp_path: Path, body: str, text: str) -> None:
    document = read_timeml(written(tmp_path, body))
    assert document.text.removeprefix("June 4") == text


def test_one_byte_encodings_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, "<TEXT>Café in Zürich</TEXT>", encoding="cp1252")
    assert read_timeml(path).text == "Café in Zürich"


def test_outer_document_type_is_not_needed(tmp_path: Path) -> None:
    path = tmp_path / "one.tml"
    path.write_text('<!DOCTYPE TimeML SYSTEM "TimeML.dtd">\n<TimeML><TEXT>Yes</TEXT></TimeML>')
    assert read_timeml(path).text == "Yes"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><TimeML><TEXT>&b;</TEXT></TimeML>', "entities"),
        ("<TimeML><TEXT>not closed</TimeML>", "well-formed"),
        ("   ", "empty"),
    ],
)
def test_unusable_file_is_refused_with_its_name(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "bad.tml"
    path.write_text(content)
    with pytest.raises(InputError, match=words) as caught:
        read_timeml(path)
    assert "bad.tml" in str(caught.value)


def test_folder_gives_documents_and_what_was_left_out(tmp_path: Path) -> None:
    written(tmp_path, "<TEXT>Yes</TEXT>")
    (tmp_path / "bad.tml").write_text("<TimeML>")
    (tmp_path / "._one.tml").write_text("resource fork")
    documents, rejected = read_folder(tmp_path)
    assert [d.name for d in documents] == ["one.tml"]
    assert [r.what for r in rejected] == ["bad.tml"]


def test_folder_without_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no"):
        read_folder(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        read_folder(tmp_path / "nowhere")
