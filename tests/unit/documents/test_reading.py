"""Reading: every format gives its documents, every bad file a reason, nothing ever a crash."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date

import docx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as run_with
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from detente.documents.metadata import document_id, with_published
from detente.documents.reading import SUFFIXES, Received, read_received
from detente.documents.sentences import split_sentences
from detente.model import Document, Rejection
from detente.settings import Settings

SETTINGS = Settings()
BODY = (
    "Nairobi recalled its envoy from Kampala on Monday. Kampala called the step regrettable and "
    "asked for talks on the lake border before the end of the year."
)


def read(name: str, content: bytes | str, **given_to_received: object) -> list[Document]:
    result = read_received(received(name, content, **given_to_received), settings=SETTINGS)
    assert not result.rejected
    return list(result.rows)


def received(name: str, content: bytes | str, **more: object) -> Received:
    raw = content.encode() if isinstance(content, str) else content
    return Received(name, raw, received_from=name, **more)  # type: ignore[arg-type]


def refused(name: str, content: bytes | str, settings: Settings = SETTINGS) -> Rejection:
    result = read_received(received(name, content), settings=settings)
    assert not result.rows
    (rejection,) = result.rejected
    assert rejection.what == name
    return rejection


def spoken(document: Document) -> list[str]:
    return [sentence.text for sentence in split_sentences(document)]


def word_file(build: Callable[[docx.document.Document], object]) -> bytes:
    word = docx.Document()
    build(word)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


# --- text ------------------------------------------------------------------------------------


def test_text_file_keeps_every_character() -> None:
    text = f"Lake Talks\r\n\r\n{BODY}\r\n\t– “Ça va”, he said.  \r\n"
    (document,) = read("a.txt", text)
    assert document.text == text
    assert document.title == "Lake Talks"


def test_byte_order_mark_is_not_text_and_is_noted() -> None:
    (document,) = read("a.txt", b"\xef\xbb\xbf" + BODY.encode())
    assert document.text == BODY
    assert "byte order mark" in document.note


@pytest.mark.parametrize(("encoding", "label"), [("utf-16", "UTF-16"), ("cp1252", "Windows-1252")])
def test_other_encodings_are_decoded_and_noted(encoding: str, label: str) -> None:
    text = f"{BODY} “Never”, said the envoy."
    (document,) = read("a.txt", text.encode(encoding))
    assert document.text == text
    assert label in document.note


def test_front_matter_gives_metadata_and_is_no_sentence() -> None:
    head = (
        "---\ntitle: Lake Talks\npublisher: Lake Wire\nauthor: A. Otieno\ndate: 2024-05-12\n---\n"
    )
    (document,) = read("a.md", head + BODY)
    assert (document.title, document.publisher, document.author) == (
        "Lake Talks",
        "Lake Wire",
        "A. Otieno",
    )
    assert (document.published, document.published_how) == (date(2024, 5, 12), "front matter")
    assert spoken(document)[0].startswith("Nairobi")
    assert document.text == head + BODY


# --- dates -----------------------------------------------------------------------------------


def test_manifest_outranks_everything_and_the_file_date_comes_last() -> None:
    text = f"Published 3 May 2024\n{BODY}"
    manifest = {"published": "2024-01-30", "precision": "month", "title": "From the manifest"}
    late = date(2025, 1, 1)
    (one,) = read("2023-02-02.txt", text, metadata=manifest, file_date=late)
    assert (one.published, one.published_precision) == (date(2024, 1, 30), "month")
    assert (one.published_how, one.title) == ("manifest", "From the manifest")
    (two,) = read("2023-02-02.txt", text, file_date=late)
    assert (two.published, two.published_how) == (date(2024, 5, 3), "text")
    (three,) = read("2023-02-02.txt", BODY, file_date=late)
    assert (three.published, three.published_how) == (date(2023, 2, 2), "file")
    (four,) = read("a.txt", BODY, file_date=late)
    assert (four.published, four.published_how) == (late, "file")
    assert "last changed" in four.note


def test_manifest_date_that_is_none_is_said_and_left_out() -> None:
    (document,) = read("a.txt", BODY, metadata={"published": "2024-13-45"})
    assert document.published is None
    assert "2024-13-45" in document.note


def test_id_follows_text_and_date_and_not_the_name() -> None:
    (first,) = read("a.txt", BODY)
    (second,) = read("b.txt", BODY)
    (third,) = read("a.txt", BODY, metadata={"published": "2024-01-30"})
    assert first.id == second.id != third.id
    assert with_published(first, date(2024, 1, 30)).id == third.id
    assert document_id(BODY, None) == first.id
    assert len(first.id) == 16


# --- HTML ------------------------------------------------------------------------------------

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Lake Talks - Lake Wire</title>
<meta property="og:title" content="Lake Talks"><meta property="og:site_name" content="Lake Wire">
<meta name="author" content="Amina Otieno">
<meta property="article:published_time" content="2024-05-12T08:00:00+00:00">
<script>document.write("No script may speak.")</script></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Lake Talks</h1><p>{BODY}</p><h2>Border questions</h2>
<p>The commission of both states meets again in June, and it will weigh new tariffs.</p>
<table><tr><td>Year</td><td>Trade</td></tr></table></article>
<footer>© 2024 Lake Wire</footer></body></html>"""


def test_page_gives_its_article_and_its_metadata() -> None:
    (document,) = read("a.html", PAGE)
    assert spoken(document) == [
        "Nairobi recalled its envoy from Kampala on Monday.",
        "Kampala called the step regrettable and asked for talks on the lake border before the end"
        " of the year.",
        "The commission of both states meets again in June, and it will weigh new tariffs.",
    ]
    assert (document.title, document.publisher) == ("Lake Talks", "Lake Wire")
    assert document.author == "Amina Otieno"
    assert (document.published, document.published_how) == (date(2024, 5, 12), "metadata")
    assert "script" not in document.text


def test_page_in_another_encoding_is_read_by_its_own_word() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("new", "“new”")
    (document,) = read("a.html", page.encode("cp1252"))
    assert "“new” tariffs" in document.text


def test_deep_page_is_refused() -> None:
    assert "nests deeper" in refused("a.html", "<div>" * 100_000 + BODY).reason


def test_page_without_text_is_refused() -> None:
    assert "holds no text" in refused("a.html", "<html><body><img src=x></body></html>").reason


# --- PDF -------------------------------------------------------------------------------------


def pdf_file(pages: list[list[str]], **options: object) -> bytes:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, **options)  # type: ignore[arg-type]
    sheet.setTitle("Lake Talks")
    sheet.setAuthor("Amina Otieno")
    for number, lines in enumerate(pages, 1):
        sheet.drawString(60, 800, "Lake Institute Brief")
        for row, line in enumerate(lines):
            sheet.drawString(60, 740 - 14 * row, line)
        sheet.drawString(290, 30, f"- {number} -")
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


PDF_PAGES = [
    [
        "Nairobi recalled its envoy from Kampala on Monday, while both govern-",
        "ments kept the inter-state ferry line open. Kampala called the step wrong",
        "and asked for talks. The lake commission of the two neighbours, which had",
    ],
    [
        "not met since the spring, was told to weigh the new tariffs and the ferries",
        "before the year ends. Its findings are due in June.",
    ],
]


def test_pdf_lines_become_sentences_across_pages_and_running_lines_furniture() -> None:
    (document,) = read("a.pdf", pdf_file(PDF_PAGES))
    assert spoken(document) == [
        "Nairobi recalled its envoy from Kampala on Monday, while both governments kept the "
        "inter-state ferry line open.",
        "Kampala called the step wrong and asked for talks.",
        "The lake commission of the two neighbours, which had not met since the spring, was told "
        "to weigh the new tariffs and the ferries before the year ends.",
        "Its findings are due in June.",
    ]
    assert len(document.pages) == 2
    assert document.text[document.pages[1] :].startswith("not met since")
    assert (document.title, document.author) == ("Lake Talks", "Amina Otieno")
    assert {span.reason for span in document.furniture} == {"running head or foot"}


def test_pdf_paragraphs_and_headings_stay_apart() -> None:
    lines = ["A Lake Divided", "", *PDF_PAGES[0][:2], "and left.", "", *PDF_PAGES[1]]
    (document,) = read("a.pdf", pdf_file([lines]))
    assert spoken(document)[0].startswith("Nairobi recalled")
    assert spoken(document)[-1] == "Its findings are due in June."


def test_encrypted_pdf_is_refused_with_what_to_do() -> None:
    locked = pdf_file(PDF_PAGES, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    assert "encrypted; save a copy without the password" in refused("a.pdf", locked).reason


def test_damaged_pdf_and_pictures_of_text_are_refused() -> None:
    assert "damaged" in refused("a.pdf", pdf_file(PDF_PAGES)[:200]).reason
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream)
    sheet.rect(10, 10, 400, 400, fill=1)
    sheet.showPage()
    sheet.save()
    assert "OCR" in refused("scan.pdf", stream.getvalue()).reason


# --- DOCX ------------------------------------------------------------------------------------


def test_word_file_gives_paragraphs_and_marks_headings_and_tables() -> None:
    def build(word: docx.document.Document) -> None:
        word.add_heading("Lake Talks Resume.", 1)
        word.add_paragraph(BODY)
        word.add_paragraph("Tariffs on fish", style="List Bullet")
        word.add_table(1, 2).cell(0, 0).text = "Trade in 2023 rose."
        word.core_properties.author = "Amina Otieno"

    (document,) = read("a.docx", word_file(build))
    assert spoken(document)[0].startswith("Nairobi")
    assert spoken(document)[-1] == "Tariffs on fish"
    assert {span.reason for span in document.furniture} == {"heading", "table"}
    assert (document.author, document.published) == ("Amina Otieno", None)


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 3_000_000)
    small = Settings(max_expanded_bytes=1_000_000)
    assert "max_expanded_bytes = 1000000" in refused("a.docx", stream.getvalue(), small).reason


def test_archive_is_refused_with_the_advice_to_unpack_it() -> None:
    assert "unpack it" in refused("exports.zip", b"PK\x03\x04").reason


def test_word_file_with_entities_or_deep_xml_is_refused() -> None:
    for xml, reason in (
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "entities"),
        (b"<a>" * 5_000, "nests deeper"),
    ):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("word/document.xml", xml)
        assert reason in refused("a.docx", stream.getvalue()).reason


def test_word_file_that_is_no_archive_is_refused() -> None:
    assert "no DOCX" in refused("a.docx", BODY).reason


# --- mail, feeds -----------------------------------------------------------------------------

MAIL = f"""From: Lake Press Office <press@lake.example>
To: desk@wire.example
Subject: =?utf-8?q?Lake_Talks_=E2=80=93_statement?=
Date: Sun, 12 May 2024 08:00:00 +0300
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=cut

--cut
Content-Type: text/plain; charset=utf-8

{BODY}
--cut
Content-Type: text/html; charset=utf-8

<p>Another wording.</p>
--cut--
"""


def test_mail_gives_its_plain_part_and_its_headers() -> None:
    (document,) = read("a.eml", MAIL)
    assert spoken(document)[0] == "Nairobi recalled its envoy from Kampala on Monday."
    assert document.title == "Lake Talks – statement"
    assert (document.author, document.publisher) == ("Lake Press Office", "lake.example")
    assert (document.published, document.published_how) == (date(2024, 5, 12), "metadata")


def test_mail_with_html_alone_is_read_from_it() -> None:
    html = f"Subject: Talks\nContent-Type: text/html; charset=utf-8\n\n<p>{BODY}</p>"
    (document,) = read("a.eml", html)
    assert document.text == BODY


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Lake Wire</title>
<item><title>Lake Talks</title><link>https://wire.example/1</link><guid>one</guid>
<pubDate>Sun, 12 May 2024 08:00:00 +0000</pubDate><description>&lt;p&gt;{BODY}&lt;/p&gt;
</description></item><item><title>Empty</title><link>https://wire.example/2</link></item>
</channel></rss>"""


def test_feed_gives_a_document_for_each_entry_with_text() -> None:
    result = read_received(received("a.rss", FEED), settings=SETTINGS)
    (document,) = result.rows
    assert (document.text, document.title) == (BODY, "Lake Talks")
    assert (document.publisher, document.published) == ("Lake Wire", date(2024, 5, 12))
    assert document.origin == "a.rss#one"
    assert result.rejected[0].what == "Empty"


def test_feed_that_expands_entities_is_refused() -> None:
    bomb = (
        '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><rss><channel>&b;</channel></rss>'
    )
    assert "entities" in refused("a.xml", bomb).reason
    assert "no RSS" in refused("b.xml", "<note>Hello there</note>").reason


# --- rows ------------------------------------------------------------------------------------


def test_jsonl_gives_a_document_for_each_line_and_names_the_broken_one() -> None:
    rows = [
        json.dumps({"id": "k1", "body": BODY, "headline": "Lake Talks", "date": "2024-05-12"}),
        "{broken",
        json.dumps({"content": BODY + " It rained.", "site": "Lake Wire", "timestamp": 1715509800}),
        json.dumps({"title": "no text"}),
    ]
    result = read_received(received("a.jsonl", "\n".join(rows)), settings=SETTINGS)
    assert [document.origin for document in result.rows] == ["a.jsonl#k1", "a.jsonl#line 3"]
    assert [document.published for document in result.rows] == 2 * [date(2024, 5, 12)]
    assert result.rows[1].publisher == "Lake Wire"
    assert [rejection.what for rejection in result.rejected] == [
        "a.jsonl, line 2",
        "a.jsonl, line 4",
    ]


def test_json_list_and_wrapped_list_are_read() -> None:
    rows = [{"text": BODY}, {"text": BODY + " It rained."}]
    assert len(read("a.json", json.dumps(rows))) == 2
    assert len(read("a.json", json.dumps({"articles": rows}))) == 2
    assert len(read("a.json", json.dumps(rows[0]))) == 1


def test_rows_with_the_same_id_keep_apart() -> None:
    rows = [{"id": 1, "text": BODY}, {"id": 1, "text": BODY + " It rained."}]
    origins = [document.origin for document in read("a.json", json.dumps(rows))]
    assert len(set(origins)) == 2


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_table_gives_a_document_for_each_row_with_text(delimiter: str) -> None:
    rows = [("Title", "Text", "Date"), ("Lake", f'"{BODY}"', "2024-05-12"), ("Nil", "", "")]
    lines = [delimiter.join(row) for row in rows]
    result = read_received(received("a.csv", "\n".join(lines)), settings=SETTINGS)
    assert [(row.title, row.published) for row in result.rows] == [("Lake", date(2024, 5, 12))]
    assert result.rejected[0].what == "a.csv, row 2"


def test_table_without_a_text_column_is_refused_with_the_columns_seen() -> None:
    assert "'when'" in refused("a.csv", "when,who\n2024,x\n").reason


def test_foreign_row_is_left_out_and_the_others_go_on() -> None:
    french = (
        "Les deux gouvernements se sont rencontrés dans la capitale et ont convenu que le commerce "
        "sur le lac reprendrait bientôt, malgré les tensions qui persistent depuis des années."
    )
    rows = json.dumps([{"text": BODY}, {"text": french}])
    result = read_received(received("a.json", rows), settings=SETTINGS)
    assert len(result.rows) == 1
    assert "'fr'" in result.rejected[0].reason


# --- what can't be read ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n ", "empty"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "UTF-16|binary"),
        ("a.txt", b"MZ\x90\x00\x03" + b"code " * 40, "binary"),
        ("a.txt", b"%PDF-1.7 ...", "rename it to .pdf"),
        ("a.txt", b"PK\x03\x04....", "DOCX"),
        ("a.txt", "Привет, как дела сегодня?".encode("cp1251"), "UTF-8"),
        ("a.txt", "café “naïve” – déjà vu ".encode() * 5 + b"\xe2\x80", "damaged UTF-8"),
        ("a.txt", b"\xff\xfeab\x00\xd8c", "UTF-16"),
        ("a.xyz", b"text", "'.xyz'"),
        ("a.eml", b"\n\nno headers", "no e-mail"),
        ("a.json", b"{", "no JSON"),
        ("a.json", b"[" * 100_000, "nests too deep|no JSON"),
        ("a.json", b"3", "neither"),
    ],
)
def test_bad_file_is_refused_with_its_reason(name: str, content: bytes, reason: str) -> None:
    assert any(part in refused(name, content).reason for part in reason.split("|"))


def test_limits_are_kept() -> None:
    assert "max_file_bytes = 10" in refused("a.txt", BODY, Settings(max_file_bytes=10)).reason
    assert "max_text_chars = 10" in refused("a.txt", BODY, Settings(max_text_chars=10)).reason


def test_media_type_decides_before_the_name() -> None:
    (document,) = read("https://wire.example/report.php?x=.pdf", PAGE, media_type="text/html")
    assert document.media_type == "text/html"
    (pdf,) = read("https://wire.example/get", pdf_file(PDF_PAGES), media_type="text/html")
    assert pdf.media_type == "application/pdf"


def test_unnamed_input_is_told_from_its_beginning() -> None:
    assert read("-", PAGE)[0].media_type == "text/html"
    assert read("-", BODY)[0].media_type == "text/plain"
    assert read("-", json.dumps({"text": BODY}))[0].origin == "-#row 1"


@run_with(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(
    suffix=st.sampled_from(sorted(SUFFIXES)),
    base=st.sampled_from(
        [PAGE, FEED, MAIL, '[{"text": "a", "date": 1e400}]', "text,date\na,b", ""]
    ),
    noise=st.lists(st.tuples(st.integers(0, 2_000), st.binary(max_size=12)), max_size=8),
)
def test_no_bytes_under_any_name_raise(
    suffix: str, base: str, noise: list[tuple[int, bytes]]
) -> None:
    content = base.encode()
    for place, piece in noise:
        content = content[:place] + piece + content[place + len(piece) // 2 :]
    result = read_received(received(f"a{suffix}", content), settings=SETTINGS)
    assert result.rows or result.rejected
    for document in result.rows:
        for sentence in split_sentences(document):
            assert document.text[sentence.start : sentence.end] == sentence.text


def test_half_a_letter_in_a_row_costs_that_letter_alone() -> None:
    lines = [
        '{"id": "one", "text": "Kenya \\ud800 sent aid to Uganda.", "publisher": "\\udfff Post"}',
        '{"id": "two", "text": "Uganda thanked Kenya \\ud83c\\udf0d."}',
    ]
    content = "\n".join(lines).encode()
    result = read_received(Received("rows.jsonl", content), settings=Settings())
    assert [one.text for one in result.rows] == [
        "Kenya \ufffd sent aid to Uganda.",
        "Uganda thanked Kenya \U0001f30d.",
    ]
    assert result.rows[0].publisher == "\ufffd Post"
    assert "broken letter" in result.rows[0].note
    assert "broken letter" not in result.rows[1].note
    for one in result.rows:
        one.text.encode()
