"""PDF -> text with page offsets; running heads and feet marked as furniture."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pypdfium2

from detente.documents.dates import PROPERTY, parse_date
from detente.documents.draft import Dated, Draft, Received, check_length
from detente.documents.pdf_layout import PageLine, flow_pages, mark_running_lines
from detente.errors import InputError
from detente.model import Result

if TYPE_CHECKING:
    from detente.settings import Settings

MAX_PAGES = 5_000
# Less text than this on a page is a page number under a scanned picture.
_MIN_CHARS_PER_PAGE = 16

# The library under pypdfium2 keeps global state and crashes when two threads enter it.
_LOCK = threading.Lock()


def parse_pdf(received: Received, *, settings: Settings) -> Result[Draft]:
    """The text of a PDF, its lines joined to paragraphs, with the start of every page.

    Words divided at a line end are joined. Lines that repeat at the head or foot of pages are
    furniture. Columns are read in the order in which the file stores them.

    Raises:
        InputError: if the file is encrypted, damaged, or holds pictures of text only.
    """
    with _LOCK:
        pages, properties = _read(received.content, settings.max_text_chars)
    text, starts, furniture = flow_pages(mark_running_lines(pages))
    if sum(character.isalnum() for character in text) < _MIN_CHARS_PER_PAGE * max(1, len(pages)):
        raise InputError(
            f"the PDF has hardly any text on its {len(pages)} page(s) ({len(text)} characters): it "
            "holds pictures of text; run text recognition (OCR) on it first"
        )
    check_length(text, settings.max_text_chars)
    draft = Draft(text, media_type="application/pdf", pages=starts, furniture=list(furniture))
    draft.title = _real(properties.get("Title", ""))
    draft.author = _real(properties.get("Author", ""))
    found = parse_date(properties.get("CreationDate", ""))
    if found:
        note = "date inferred from the PDF's creation date"
        draft.dates.append(Dated(*found, "metadata", note, PROPERTY))
    return Result((draft,))


def _read(content: bytes, limit: int) -> tuple[list[list[PageLine]], dict[str, str]]:
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                "the PDF is encrypted; save a copy without the password and add that"
            ) from error
        raise InputError(
            f"the PDF can't be opened ({error}); it is damaged: save or download it again"
        ) from error
    try:
        if len(pdf) > MAX_PAGES:
            raise InputError(f"the PDF has {len(pdf)} pages, more than {MAX_PAGES}; split it")
        return list(_pages(pdf, limit)), dict(pdf.get_metadata_dict())
    except (pypdfium2.PdfiumError, ValueError, UnicodeError) as error:
        raise InputError(f"a page of the PDF can't be read ({error}); save it again") from error
    finally:
        pdf.close()


def _pages(pdf: pypdfium2.PdfDocument, limit: int) -> Iterator[list[PageLine]]:
    total = 0
    for number in range(len(pdf)):
        page = pdf[number]
        textpage = page.get_textpage()
        try:
            lines = list(_lines(textpage))
        finally:
            textpage.close()
            page.close()
        total += sum(len(line.words) for line in lines)
        if total > limit:
            raise InputError(
                f"the PDF has more than max_text_chars = {limit} characters; split it or raise "
                "the setting"
            )
        yield lines


def _lines(textpage: pypdfium2.PdfTextPage) -> Iterator[PageLine]:
    text: str = textpage.get_text_range()
    offset = 0
    for raw in text.replace("\x00", " ").split("\n"):
        words = raw.strip()
        if words:
            start = offset + len(raw) - len(raw.lstrip())
            yield from _visual_lines(textpage, words, start)
        offset += len(raw) + 1


def _visual_lines(textpage: pypdfium2.PdfTextPage, words: str, start: int) -> Iterator[PageLine]:
    """One line, or the several that the library made one: over a hyphen, or far apart."""
    whole = _line(textpage, words, start)
    if abs(whole.top - whole.height - whole.bottom) <= 0.5 * whole.height:
        yield whole
        return
    begin, level = 0, whole.bottom
    for index in range(len(words)):
        if words[index].isspace():
            continue
        _, bottom, _, _ = textpage.get_charbox(_within(textpage, start + index), loose=True)
        if index and abs(bottom - level) > 0.6 * whole.height and words[begin:index].strip():
            yield _line(textpage, words[begin:index].rstrip(), start + begin)
            begin = index
        level = bottom
    yield _line(textpage, words[begin:], start + begin)


def _line(textpage: pypdfium2.PdfTextPage, words: str, start: int) -> PageLine:
    first, last = _within(textpage, start), _within(textpage, start + len(words) - 1)
    left, low, _, high = textpage.get_charbox(first, loose=True)
    _, bottom, right, _ = textpage.get_charbox(last, loose=True)
    return PageLine(words, left, right, high, bottom, high - low)


def _within(textpage: pypdfium2.PdfTextPage, index: int) -> int:
    # Characters beyond the basic plane are two for the library and one here.
    return min(index, int(textpage.count_chars()) - 1)


def _real(value: str) -> str:
    """A property, unless it is what a program wrote because nobody filled it in."""
    bare = value.strip().strip("\x00")
    unfilled = ("untitled", "(unspecified)", "(anonymous)", "anonymous", "unspecified", "user")
    if bare.lower() in unfilled or bare.lower().endswith((".doc", ".docx", ".pdf", ".indd")):
        return ""
    return bare.removeprefix("Microsoft Word - ")
