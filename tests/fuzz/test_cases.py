"""Inputs that once broke a reader or the coder, and new ones by chance, are read without fault."""

from __future__ import annotations

import importlib.util
import io
import random
import sys
import zipfile
import zlib
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from soaking import for_long

from detente.documents.reading import Received, read_received
from detente.settings import Settings

ROOT = Path(__file__).parents[2]
EXAMPLES = for_long(25, 5_000)
KEPT = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
WORDS = (
    "Kenya", "Uganda", "the United States", "Mr.", "U.S.", "signed", "will", "if", "not", "said",
    "2026-02-30", "3 May", "“", "”", "(", ")", "...", "\u202e", "\u200b", "\x00", "\n\n", "- ", "€",
    "e\u0301", "\ud7ff", "a" * 300, "1" * 50, "&amp;", "<b>", "</b>", "|", "#", "—", "?!", ";", ":",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=60).map(" ".join)
HTML = st.recursive(
    TEXTS,
    lambda inner: st.tuples(
        st.sampled_from(("p", "div", "table", "td", "script", "h1", "li", "svg", "a")), inner
    ).map(lambda one: f"<{one[0]}>{one[1]}</{one[0]}>"),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz", ROOT / "tools" / "fuzz.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["fuzz"] = made
    spec.loader.exec_module(made)
    return made


CASES = sorted((Path(__file__).parent / "cases").glob("*/*"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_broke_once_is_read(fuzz: ModuleType, path: Path) -> None:
    fuzz.target_of(path.parent.name)(path.read_bytes())


@pytest.mark.parametrize("name", ["text", "html", "mail", "feed", "jsonl", "json", "csv", "docx"])
def test_changed_examples_are_read(fuzz: ModuleType, name: str) -> None:
    chance = random.Random(4)
    corpus = list(fuzz.seeds(name))
    run = fuzz.target_of(name)
    for _ in range(EXAMPLES):
        run(fuzz.changed(chance.choice(corpus), corpus, chance))


def test_any_text_is_read_and_split(fuzz: ModuleType) -> None:
    def run(text: str) -> None:
        content = text.encode("utf-8", "replace")
        fuzz.read(".txt", content)
        fuzz.split(content)

    KEPT(given(TEXTS)(run))()


def test_any_page_is_read(fuzz: ModuleType) -> None:
    KEPT(given(HTML)(lambda page: fuzz.read(".html", page.encode("utf-8", "replace"))))()


def test_any_text_is_coded(fuzz: ModuleType) -> None:
    KEPT(given(TEXTS)(lambda text: fuzz.code(text.encode("utf-8", "replace"))))()


def reason(name: str, content: bytes) -> str:
    """Why a file is left out."""
    bounds = Settings(max_expanded_bytes=8_000_000)
    result = read_received(Received(name, content, received_from=name), settings=bounds)
    assert not result.rows
    return result.rejected[0].reason


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_a_bomb_in_an_archive_is_refused() -> None:
    assert "unpacks to" in reason("a.docx", zipped({"word/document.xml": b" " * 9_000_000}))
    assert "unpacks to" in reason("a.docx", zipped({f"{n}.xml": b"" for n in range(6_000)}))


def test_entities_that_expand_are_refused() -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE a [<!ENTITY e0 "ha">{lines}]><a>&e11;</a>'.encode()
    assert "entities" in reason("a.xml", xml)
    assert "entities" in reason("a.docx", zipped({"word/document.xml": xml}))
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "entities" in reason("a.xml", outside)


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "blockquote", "svg"])
def test_a_page_that_nests_without_end_is_refused_or_read(tag: str) -> None:
    page = f"<{tag}>" * 60_000 + "Kenya met Uganda."
    result = read_received(Received("a.html", page.encode()), settings=Settings())
    assert result.rows or "nests deeper" in result.rejected[0].reason


def test_a_feed_that_nests_or_never_closes_a_comment_is_refused_at_once() -> None:
    assert "nests deeper" in reason("a.xml", b"<rss>" + b"<a>" * 100_000)
    assert reason("a.xml", b"<rss>" + b"<!--" * 300_000)
    assert reason("a.xml", b"<rss>" + b"<![CDATA[" * 300_000)


def test_a_stream_of_a_pdf_that_unpacks_without_end_is_refused() -> None:
    packed = zlib.compress(b"BT /F1 12 Tf (Kenya) Tj ET\n" * 1_500_000)
    pdf = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length " + str(len(packed)).encode() + b">>stream\n"
        + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )  # fmt: skip
    from detente.adapters.reading_apart import read_apart

    result = read_apart(Received("a.pdf", pdf), settings=Settings(reading_seconds=1))
    assert not result.rows and result.rejected[0].reason


def test_mail_in_mail_without_end_is_read_or_refused() -> None:
    inner = b"Subject: a\nContent-Type: text/plain\n\nKenya met Uganda.\n"
    for number in range(200):
        edge = str(number).encode()
        inner = (
            b"Subject: a\nContent-Type: multipart/mixed; boundary=" + edge + b"\n\n--" + edge
            + b"\nContent-Type: message/rfc822\n\n" + inner + b"\n--" + edge + b"--\n"
        )  # fmt: skip
    result = read_received(Received("a.eml", inner), settings=Settings())
    assert result.rows or result.rejected[0].reason


def test_json_that_nests_without_end_is_refused() -> None:
    assert reason("a.json", b"[" * 200_000)
    assert reason("a.jsonl", b'{"text":' * 100_000)
