"""TimeML documents: a text with its marked temporal expressions, and the document's date.

The files are read as XML without a document type: entities that a file declares are refused, an
ampersand that belongs to none stands for itself.
"""

from __future__ import annotations

import html
import re
import xml.parsers.expat
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.documents.decoding import decode_text
from detente.documents.xml_safety import refuse_dangerous_xml
from detente.errors import InputError
from detente.model import Rejection

_ENTITY = re.compile(r"&(#\d{1,7};|#x[0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)?")
_PLAIN_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_PROLOGUE = re.compile(r"\s*<\?xml[^>]*\?>|<!DOCTYPE[^>\[]*>", re.IGNORECASE)
_TEXT = re.compile(r"<TEXT[\s>]")
_VALUE = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?![\d])")
_DOCUMENT_FUNCTIONS = ("CREATION_TIME", "PUBLICATION_TIME")
ENDING = ".tml"


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression: ``text[start:end]`` is `words`; TIMEX3 type and value."""

    start: int
    end: int
    words: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class TimemlDocument:
    """A text with its temporal expressions.

    Attributes:
        name: the file's name.
        text: what the element TEXT holds, without marks; the whole where there is no TEXT.
        published: the document's date; None where the file gives none. With a `precision` of
            ``month`` or ``year`` it is the first day of one.
        timexes: the expressions in the text, in order, the document's date left out.
        empty: marks around no words, which are left out.
    """

    name: str
    text: str
    published: date | None
    precision: str
    timexes: tuple[Timex, ...]
    empty: int = 0


def read_folder(folder: Path) -> tuple[tuple[TimemlDocument, ...], tuple[Rejection, ...]]:
    """The documents of a folder and of those in it, by name, and the files that can't be used.

    Raises:
        InputError: if there is no such folder or no ``.tml`` file in it.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; name one with TimeML files ({ENDING})")
    paths = sorted(p for p in folder.rglob(f"*{ENDING}") if not p.name.startswith("."))
    if not paths:
        raise InputError(f"{folder}: holds no {ENDING} file; name a folder with TimeML files")
    documents: list[TimemlDocument] = []
    rejected: list[Rejection] = []
    for path in paths:
        try:
            documents.append(read_timeml(path))
        except InputError as error:
            rejected.append(Rejection(path.name, str(path.relative_to(folder)), str(error)))
    return tuple(documents), tuple(rejected)


def read_timeml(path: Path) -> TimemlDocument:
    """One TimeML file.

    Raises:
        InputError: if the file can't be read, is no XML, or declares entities.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); check the path") from error
    try:
        refuse_dangerous_xml(content)
        source = decode_text(content)[0]
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    reader = _Reader(whole=not _TEXT.search(source))
    try:
        reader.read(_PROLOGUE.sub("", _with_plain_entities(source)).strip())
    except xml.parsers.expat.ExpatError as error:
        raise InputError(f"{path}: no well-formed XML ({error}); repair the file") from error
    published, precision = document_date(reader.document_value)
    marked = tuple(sorted(reader.timexes, key=lambda t: (t.start, t.end)))
    text = "".join(reader.pieces)
    return TimemlDocument(path.name, text, published, precision, marked, reader.empty)


def document_date(value: str) -> tuple[date | None, str]:
    """Day and precision of a TIMEX3 value, ``(None, "day")`` for one without a year.

    >>> document_date("1998-03-06T08:00"), document_date("199803")
    ((datetime.date(1998, 3, 6), 'day'), (datetime.date(1998, 3, 1), 'month'))
    """
    found = _VALUE.match(value)
    if found is None:
        return None, "day"
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        published = date(year, month or 1, day or 1)
    except ValueError:
        return None, "day"
    return published, "day" if day else "month" if month else "year"


def _with_plain_entities(source: str) -> str:
    """Named characters of HTML written out; an ampersand that begins no entity escaped."""

    def plain(found: re.Match[str]) -> str:
        name = found.group(1)
        if not name:
            return "&amp;"
        if name in _PLAIN_ENTITIES or name.startswith("#"):
            return found.group()
        written = html.unescape(found.group())
        return f"&amp;{name}" if written == found.group() else written

    return _ENTITY.sub(plain, source)


class _Reader:
    """Collects text and expressions while the XML parser goes through a file."""

    def __init__(self, *, whole: bool) -> None:
        self.pieces: list[str] = []
        self.timexes: list[Timex] = []
        self.document_value = ""
        self.empty = 0
        self._open: list[tuple[dict[str, str], int]] = []
        self._inside = 1 if whole else 0
        self._length = 0

    def read(self, source: str) -> None:
        parser = xml.parsers.expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(source, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "TEXT":
            self._inside += 1
        if name == "TIMEX3":
            self._open.append((attributes, self._length))

    def _end(self, name: str) -> None:
        if name == "TEXT":
            self._inside -= 1
        if name != "TIMEX3":
            return
        attributes, start = self._open.pop()
        value = attributes.get("value", "")
        if attributes.get("functionInDocument") in _DOCUMENT_FUNCTIONS:
            self.document_value = self.document_value or value
            return
        if not self._inside:
            return
        words = "".join(self.pieces)[start : self._length]
        if not words.strip():
            self.empty += 1
            return
        kind = attributes.get("type", "")
        self.timexes.append(Timex(start, self._length, words, kind, value))

    def _characters(self, text: str) -> None:
        if self._inside:
            self.pieces.append(text)
            self._length += len(text)
