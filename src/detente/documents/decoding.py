"""Bytes -> text, refusing what is no text."""

from __future__ import annotations

import codecs
import re

from detente.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive or a DOCX", ".docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", ".docx (save it in the new format)"),
    (b"\x1f\x8b", "a gzip archive", "the ending of what is inside, after unpacking"),
    (b"\x89PNG", "a picture", ".pdf, after text recognition"),
    (b"\xff\xd8\xff", "a picture", ".pdf, after text recognition"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_LONG_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")

# English in a one-byte encoding has a few typographic marks and accents; more than this is
# another script, whose letters would come out as nonsense.
_MAX_HIGH_SHARE = 0.05
_MAX_CONTROL_SHARE = 0.01


def decode_text(content: bytes) -> tuple[str, str]:
    """The text of a plain-text file, and a note where it was not plain UTF-8.

    Line ends and everything else stay as they are; a byte order mark is not part of the text.

    Raises:
        InputError: if the bytes are empty, binary, or in an encoding that can't be told.
    """
    if not content.strip():
        raise InputError("the file is empty; remove it or put the text in it")
    for mark, encoding, label in _BOMS:
        if content.startswith(mark):
            return _decode_marked(content[len(mark) :], encoding, label)
    _refuse_binary(content)
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return _decode_one_byte(content, error)


def _decode_marked(content: bytes, encoding: str, label: str) -> tuple[str, str]:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"the file says it is {label} but byte {error.start} is not; save it again as UTF-8"
        ) from error
    if not text.strip():
        raise InputError("the file is empty; remove it or put the text in it")
    note = "byte order mark left out of the text"
    return text, note if label == "UTF-8" else f"decoded from {label}, {note}"


def _refuse_binary(content: bytes) -> None:
    for magic, label, ending in _MAGIC:
        if content.startswith(magic):
            raise InputError(f"the file is {label}, not text; rename it to {ending}")
    head = content[:1_000_000]
    controls = len(_CONTROL.findall(head))
    if head.count(b"\x00") > 0.3 * len(head):
        raise InputError(
            "the file looks like UTF-16 without a byte order mark; save it again as UTF-8"
        )
    if b"\x00" in head or controls > _MAX_CONTROL_SHARE * len(head):
        raise InputError(
            f"the file is binary ({controls} control characters), not text; "
            "convert it to text, PDF or DOCX"
        )


def _decode_one_byte(content: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    high = len(_HIGH.findall(content))
    if len(_LONG_UTF8.findall(content)) * 2 > high * 0.5:
        raise InputError(
            f"the file is damaged UTF-8: byte {error.start} (0x{content[error.start]:02x}) "
            "does not fit; repair it or save it again as UTF-8"
        ) from error
    if high > _MAX_HIGH_SHARE * len(content):
        raise InputError(
            f"the encoding is not UTF-8 and can't be told ({high} of {len(content)} bytes are "
            "outside ASCII); save the file as UTF-8"
        ) from error
    for encoding, label in (("cp1252", "Windows-1252"), ("latin-1", "ISO 8859-1")):
        try:
            return content.decode(encoding), f"not UTF-8; decoded as {label}"
        except UnicodeDecodeError:
            continue
    raise InputError("the encoding can't be told; save the file as UTF-8") from error
