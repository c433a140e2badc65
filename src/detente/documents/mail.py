"""E-mail messages -> text."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import TYPE_CHECKING

from detente.documents.dates import STATED, parse_date
from detente.documents.draft import Dated, Draft, Received, check_length
from detente.documents.markup import decode_html, fragment_text
from detente.errors import InputError
from detente.model import Result

if TYPE_CHECKING:
    from detente.settings import Settings


def parse_mail(received: Received, *, settings: Settings) -> Result[Draft]:
    """The text of a message, its plain part where it has one; attachments are not read.

    Raises:
        InputError: if it has no header fields or no text.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(received.content)
        subject, sender, sent = (_header(message, name) for name in ("subject", "from", "date"))
        text, media_type = _body(message)
        attachments = sum(1 for _ in message.iter_attachments())
    # The standard parser meets malformed headers with many kinds of error.
    except Exception as error:
        raise InputError(
            f"the message can't be read ({type(error).__name__}: {error}); save it as text"
        ) from error
    if not (subject or sender or sent):
        raise InputError("the file is no e-mail message: it has no Subject, From or Date")
    if not text.strip():
        raise InputError("the message holds no text; add its attachments as files of their own")
    check_length(text, settings.max_text_chars)
    name, address = parseaddr(sender)
    draft = Draft(text, title=subject, author=name or address, media_type="message/rfc822")
    draft.publisher = address.rpartition("@")[2]
    if media_type == "text/html":
        draft.notes.append("text taken from the HTML part")
    if attachments:
        draft.notes.append(f"{attachments} attachments not read")
    found = parse_date(sent)
    if found:
        draft.dates.append(Dated(*found, "metadata", "", STATED))
    return Result((draft,))


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _body(message: EmailMessage) -> tuple[str, str]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", ""
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset() or ""
    text, _ = decode_html(raw, charset)
    kind = part.get_content_type()
    return (fragment_text(text) if kind == "text/html" else text), kind
