"""Refusing XML that expands or nests beyond reason before a parser sees it."""

from __future__ import annotations

import re

from detente.errors import InputError

_ENTITY = re.compile(rb"<!\s*ENTITY", re.I)
_TAG = re.compile(rb"<(/?)[A-Za-z_][^\s/>]*+")
_REST = re.compile(rb"[^<>]*+>")
_QUIET = re.compile(rb"<!\[CDATA\[|<!--")
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}
MAX_DEPTH = 200


def refuse_dangerous_xml(content: bytes) -> None:
    """Do nothing for XML that is safe to parse.

    Raises:
        InputError: if it declares entities (a few lines of which can expand to gigabytes) or nests
            deeper than `MAX_DEPTH`.
    """
    flat = content.replace(b"\x00", b"")
    if _ENTITY.search(flat):
        raise InputError(
            "the XML declares entities, which can expand without limit; remove the "
            "<!ENTITY declarations"
        )
    flat = _without_quiet(flat)
    depth = 0
    for tag in _TAG.finditer(flat):
        if tag[1]:
            depth -= 1
        elif not _is_self_closed(flat, tag.end()):
            depth += 1
            if depth > MAX_DEPTH:
                raise InputError(
                    f"the XML nests deeper than {MAX_DEPTH} elements; it is damaged or hostile"
                )


def _without_quiet(content: bytes) -> bytes:
    """XML without its comments and literal stretches; one that has no end stays.

    Every end is looked for once, so that openings without an end cost no second search.
    """
    kept: list[bytes] = []
    at = 0
    endless: set[bytes] = set()
    for opening in _QUIET.finditer(content):
        if opening.start() < at or opening.group() in endless:
            continue
        end = content.find(_ENDS[opening.group()], opening.end())
        if end < 0:
            endless.add(opening.group())
            continue
        kept.append(content[at : opening.start()])
        at = end + len(_ENDS[opening.group()])
    return b"".join((*kept, content[at:]))


def _is_self_closed(content: bytes, start: int) -> bool:
    rest = _REST.match(content, start)
    return rest is not None and content[rest.end() - 2 : rest.end() - 1] == b"/"
