"""HTML -> text: the article without navigation, nothing executed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

from detente.documents.dates import STATED, date_lines, parse_date
from detente.documents.draft import Dated, Draft, Received, check_length
from detente.errors import InputError
from detente.model import Result

if TYPE_CHECKING:
    from detente.settings import Settings

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dt dd "
    "option thead tbody tfoot colgroup".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td "
    "tfoot th thead title tr ul".split()
)
_SILENT = frozenset("script style noscript template head nav footer form iframe svg".split())
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")

# The parser drops what nests deeper; no page that is meant to be read does.
MAX_DEPTH = 250
# Finding the article takes time with the number of elements; long pages have some 30,000.
MAX_ARTICLE_ELEMENTS = 50_000
# Menus stand before the date of an article.
_MAX_HEAD_LINES = 200
_EARLIEST = "1990-01-01"


def parse_html(received: Received, *, settings: Settings) -> Result[Draft]:
    """The main text of a page, one paragraph a line, and what its head says about it.

    Raises:
        InputError: if it nests beyond reason or holds no text.
    """
    html, note = decode_html(received.content, received.metadata.get("charset", ""))
    check_length(html, 4 * settings.max_text_chars)
    _refuse_deep(html)
    url = received.metadata.get("url", "")
    is_huge = html.count("<") > 2 * MAX_ARTICLE_ELEMENTS
    text = ("" if is_huge else _article(html, url)) or fragment_text(html)
    if not text.strip():
        raise InputError("the page holds no text; it may be drawn by a script: save it as PDF")
    check_length(text, settings.max_text_chars)
    draft = Draft(text, media_type="text/html", notes=[note] if note else [])
    if is_huge:
        draft.notes.append("the page is too long to find its article; all of its text was taken")
    else:
        _add_metadata(draft, html, url=url, latest=received.file_date)
    return Result((draft,))


def decode_html(content: bytes, charset: str = "") -> tuple[str, str]:
    """A page as text, by its byte order mark, the server's word, its own word or UTF-8.

    Returns the text and a note where characters could not be decoded.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        named = "utf-16"
    else:
        own = _CHARSET.search(content[:4_096])
        named = charset or (own[1].decode("ascii", "replace") if own else "utf-8-sig")
    for encoding in (named, "utf-8-sig", "cp1252"):
        try:
            return _DECLARATION.sub("", content.decode(encoding).replace("\x00", "")), ""
        except (UnicodeDecodeError, LookupError):
            continue
    text = content.decode("utf-8", "replace").replace("\x00", "")
    return _DECLARATION.sub("", text), "some characters could not be decoded"


def fragment_text(html: str) -> str:
    """All text of a piece of HTML, a line for each block, in document order.

    >>> fragment_text("<p>One <b>two</b>.</p><script>no()</script><p>Three.</p>")
    'One two.\\nThree.'
    """
    if "<" not in html:
        return html.strip()
    _refuse_deep(html)
    try:
        parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
        root = lxml.html.document_fromstring(html, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SILENT:
                walk.skip_subtree()
                continue
            pieces.append("\n" if tag in _BLOCKS else "")
            pieces.append((element.text or "").replace("\n", " "))
        else:
            pieces.append("\n" if tag in _BLOCKS else "")
            pieces.append((element.tail or "").replace("\n", " "))
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _article(html: str, url: str) -> str:
    # Loaded here because it takes a second, which a run over text files need not wait.
    import trafilatura

    try:
        found = trafilatura.extract(
            html, url=url or None, include_comments=False, include_tables=True, deduplicate=False
        )
    # The extractor meets broken markup with whatever its parts raise.
    except Exception as error:
        raise InputError(f"the page can't be read ({error}); save it again or as PDF") from error
    return str(found or "")


def _add_metadata(draft: Draft, html: str, *, url: str, latest: date | None) -> None:
    import trafilatura

    # Fixed limits, because the library would otherwise take them from the clock. Its extensive
    # search is off: it takes the year of a copyright line or a date told in the text.
    last = (latest or date(2199, 12, 31)).isoformat()
    search = {"original_date": True, "min_date": _EARLIEST, "max_date": last}
    try:
        found = trafilatura.extract_metadata(
            html, default_url=url or None, date_config={**search, "extensive_search": False}
        )
    except Exception as error:
        draft.notes.append(f"metadata of the page not read ({error})")
        return
    if found:
        draft.title, draft.author = found.title or "", found.author or ""
        draft.publisher, draft.url = found.sitename or "", found.url or ""
        draft.language = found.language or ""
    day = parse_date(found.date or "") if found else None
    if day:
        draft.dates.append(Dated(*day, "metadata", "", STATED))
    else:
        draft.dates += date_lines(fragment_text(html), _MAX_HEAD_LINES)


def _refuse_deep(html: str) -> None:
    depth = 0
    for slash, tag in _TAG.findall(html):
        if tag.lower() in _VOID:
            continue
        depth += -1 if slash else 1
        if depth > MAX_DEPTH:
            raise InputError(
                f"the page nests deeper than {MAX_DEPTH} elements; it is damaged or hostile"
            )
