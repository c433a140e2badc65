"""Front matter: a block of ``key: value`` lines between ``---`` at the head of a text file."""

from __future__ import annotations

import re

from detente.documents.rows import FIELDS

_BLOCK = re.compile(
    r"\A\s*(?:---|\+\+\+)[ \t]*\r?\n"
    r"(?P<body>(?:(?!(?:---|\+\+\+|\.\.\.)[ \t]*\r?$).*\n){1,200})"
    r"(?:---|\+\+\+|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.M,
)
_PAIR = re.compile(r"^([A-Za-z][\w -]{0,30}?)\s*[:=](.*)$")


def split_front_matter(text: str) -> tuple[dict[str, str], int]:
    """The metadata at the head of a text, under the names of a manifest, and where it ends.

    Empty and 0 where there is none: a line ``---`` that opens prose is no front matter.

    >>> split_front_matter("---\\ntitle: A visit\\ndate: 2025-01-30\\n---\\nText.")
    ({'title': 'A visit', 'published': '2025-01-30'}, 40)
    """
    match = _BLOCK.match(text)
    if match is None:
        return {}, 0
    lines = [line for line in match["body"].splitlines() if line.strip()]
    pairs = [pair for line in lines if (pair := _PAIR.match(line))]
    if not pairs or len(pairs) < 0.5 * len(lines):
        return {}, 0
    found: dict[str, str] = {}
    for pair in pairs:
        noun = _noun(pair[1])
        value = pair[2].strip().strip("\"'[] ")
        if noun and value:
            found.setdefault(noun, value)
    return found, match.end()


def _noun(key: str) -> str:
    folded = key.strip().lower().replace(" ", "_").replace("-", "_")
    return next((noun for noun, names in FIELDS.items() if folded in names), "")
